import Foundation
import WerkfitAnalysis

/// Results as JSON: what was computed, by which version, in a structure with a number of its own.
///
/// The structure is described by `ResultSchema`. Its number goes up when a reader of an older one would
/// misread the new; keys may be added without that.
public struct ResultDocument: Codable, Sendable, Hashable {
  /// The number of the structure.
  public var format: Int
  /// What it holds: `comparison`, `course` or `validation`.
  public var kind: String
  /// The version of werkfit that made it.
  public var version: String
  /// A comparison, or nil.
  public var comparison: StudyComparison?
  /// The course of one scenario, or nil.
  public var course: ScenarioCourse?
  /// Published figures beside simulated ones, per study, or nil.
  public var validation: [StudyValidation]?

  /// The number of the structure that this version writes.
  public static let currentFormat = 1

  /// A document with a comparison.
  public init(_ comparison: StudyComparison) {
    (format, kind, version) = (Self.currentFormat, "comparison", Program.version)
    self.comparison = comparison
  }

  /// A document with the course of a scenario.
  public init(_ course: ScenarioCourse) {
    (format, kind, version) = (Self.currentFormat, "course", Program.version)
    self.course = course
  }

  /// A document with published figures beside simulated ones.
  public init(_ validation: [StudyValidation]) {
    (format, kind, version) = (Self.currentFormat, "validation", Program.version)
    self.validation = validation
  }

  /// The document as indented JSON with sorted keys and a line end.
  ///
  /// - Throws: `EncodingError` where a number is not finite.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
