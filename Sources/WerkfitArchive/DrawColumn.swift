import Foundation
import WerkfitAnalysis

/// A column of draws as an archive keeps it: numbers of eight bytes, the least significant byte first.
struct DrawColumn: Sendable, Hashable {
  let kind: ArchivedDraws.Kind
  let scenario: String
  let key: String
  let unit: String
  let chances: Int
  let numbers: Data

  /// The columns of all draws of a run: outcomes and differences per scenario, then the assumptions.
  static func all(of draws: StudyDraws) -> [DrawColumn] {
    var columns: [DrawColumn] = []
    for (place, scenario) in draws.scenarios.enumerated() {
      for outcome in draws.outcomes {
        columns.append(
          DrawColumn(
            kind: .outcome, scenario: scenario, key: outcome.key, unit: outcome.unit,
            chances: draws.chancesPerDraw, numbers: bytes(draws.values(of: outcome.key, scenario: place))))
      }
      guard place != draws.reference else { continue }
      for outcome in draws.differences {
        columns.append(
          DrawColumn(
            kind: .difference, scenario: scenario, key: outcome.key, unit: outcome.unit, chances: 1,
            numbers: bytes(draws.differences(of: outcome.key, scenario: place))))
      }
    }
    for parameter in draws.parameters {
      columns.append(
        DrawColumn(
          kind: .parameter, scenario: "", key: parameter.name, unit: "", chances: 1,
          numbers: bytes(parameter.values)))
    }
    return columns.filter { !$0.numbers.isEmpty }
  }

  private static func bytes(_ numbers: [Double]) -> Data {
    numbers.map { $0.bitPattern.littleEndian }.withUnsafeBytes { Data($0) }
  }

  /// The numbers in the bytes of a column.
  static func numbers(in data: Data) -> [Double] {
    var patterns = [UInt64](repeating: 0, count: data.count / 8)
    patterns.withUnsafeMutableBytes { _ = data.copyBytes(to: $0) }
    return patterns.map { Double(bitPattern: UInt64(littleEndian: $0)) }
  }
}

/// Draws of a run, as they were kept: one outcome of one scenario, or one assumption.
public struct ArchivedDraws: Sendable, Hashable {
  /// What the numbers are.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// An outcome of one scenario: a number per replication, chance and ignorance together.
    case outcome
    /// The difference with the nulalternatief, expected given the assumptions: a number per draw.
    case difference
    /// An assumption: a number per draw.
    case parameter
  }

  /// What the numbers are.
  public var kind: Kind
  /// The key of the scenario; empty for an assumption.
  public var scenario: String
  /// The key of the outcome, or the name of the assumption.
  public var key: String
  /// What the numbers count; empty for an assumption.
  public var unit: String
  /// How many successive numbers share their assumptions.
  public var chancesPerDraw: Int
  /// The numbers.
  public var values: [Double]
}
