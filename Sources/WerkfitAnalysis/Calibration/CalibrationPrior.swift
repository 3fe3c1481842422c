import CGSL
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// What a study says of the parameters that are fitted before it has seen the observations.
public struct CalibrationPrior: Sendable {
  /// The parameters.
  public let parameters: [UncertainParameter]
  /// Per parameter the lower triangle of the correlations up to itself, of standard normal numbers.
  private let factor: [[Double]]
  /// Per parameter the coordinate that it takes its place from where it is drawn row by row, or nil.
  private let row: [Int?]
  /// Per parameter its list, where it is drawn row by row.
  private let lists: [[Double]]

  /// The prior of some parameters, with what the study says of how they hang together.
  public init(_ parameters: [UncertainParameter], correlations: [Correlation] = []) {
    self.parameters = parameters
    let names = parameters.map(\.name)
    var factor = names.indices.map { row in (0...row).map { $0 == row ? 1.0 : 0 } }
    var row = [Int?](repeating: nil, count: names.count)
    for correlation in correlations {
      let members = names.indices.filter { correlation.parameters.contains(names[$0]) }
      guard members.count > 1 else { continue }
      if correlation.isByRow {
        for member in members { row[member] = members[0] }
        continue
      }
      var part = Correlation(name: correlation.name, parameters: members.map { names[$0] })
      let places = part.parameters.compactMap { correlation.parameters.firstIndex(of: $0) }
      part.matrix = places.map { one in places.map { correlation.matrix[one][$0] } }
      guard let lower = part.factor else { continue }
      for (index, member) in members.enumerated() {
        for (other, earlier) in members.enumerated() where other <= index {
          factor[member][earlier] = lower[index][other]
        }
      }
    }
    self.factor = factor
    self.row = row
    lists = parameters.map { parameter in
      guard case .empirical(let values) = parameter.distribution else { return [] }
      return values
    }
  }

  /// The coordinates in which the posterior is explored.
  var space: CalibrationSpace {
    .prior(dimension: parameters.count) { values(at: $0) }
  }

  /// The parameters at some standard normal numbers.
  func values(at coordinates: [Double]) -> [Double] {
    parameters.indices.map { index in
      if let first = row[index], !lists[index].isEmpty {
        let place = Int(gsl_cdf_ugaussian_P(coordinates[first]) * Double(lists[index].count))
        return lists[index][min(max(place, 0), lists[index].count - 1)]
      }
      let number = zip(factor[index], coordinates).reduce(0) { $0 + $1.0 * $1.1 }
      return parameters[index].distribution.quantile(gsl_cdf_ugaussian_P(number))
    }
  }

  /// Joint draws, one array of all parameters each.
  func draws(_ count: Int, seed: UInt64) -> [[Double]] {
    var generator = SplitMix(state: seed)
    return (0..<count).map { _ in values(at: parameters.indices.map { _ in generator.normal() }) }
  }

  /// Evenly spread values of a parameter: its quantiles.
  func spread(of parameter: Int, count: Int = 4000) -> [Double] {
    (0..<count).map { parameters[parameter].distribution.quantile((Double($0) + 0.5) / Double(count)) }
  }
}

/// Numbers for starting points and checks, from a seed (Steele, Lea and Flood 2014).
struct SplitMix {
  var state: UInt64

  /// A standard normal number.
  mutating func normal() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    word ^= word >> 31
    return gsl_cdf_ugaussian_Pinv((Double(word >> 11) + 0.5) * 0x1p-53)
  }
}
