import Foundation

/// What a study would record of each participant, given the parameters of each draw.
public enum StudyMeasurement: Sendable, Hashable, Codable {
  /// Whether an event happens within the period of observation, with this chance per draw.
  case event(chances: [Double])
  /// How many events happen within the period of observation, with this mean per draw (Poisson).
  case count(means: [Double])
  /// A number with this mean per draw and a known standard deviation between participants (normal).
  case amount(means: [Double], standardDeviation: Double)

  /// The chance of an event within some months, where it has a chance per period.
  ///
  /// 1 − (1 − p)^(months / period), with the chance of each period the same.
  ///
  /// - Parameters:
  ///   - chance: The chance per period, 0 to 1.
  ///   - period: The length of the period, in months.
  ///   - months: For how long participants are followed, in months.
  public static func chance(within months: Double, chancePerPeriod chance: Double, period: Double = 1)
    -> Double
  {
    -expm1(months / period * log1p(-chance))
  }

  /// The parameter that is measured, one value per draw.
  public var expected: [Double] {
    switch self {
    case .event(let chances): chances
    case .count(let means), .amount(let means, _): means
    }
  }

  /// Whether each expectation is one that exists.
  var isPossible: Bool {
    switch self {
    case .event(let chances): chances.allSatisfy { (0...1).contains($0) }
    case .count(let means): means.allSatisfy { $0 >= 0 && $0.isFinite }
    case .amount(let means, let deviation):
      deviation >= 0 && deviation.isFinite && means.allSatisfy(\.isFinite)
    }
  }

  /// Up to this number participants are drawn one by one.
  private static let greatestSingly = 4096

  /// Per size of study and draw the mean of what is recorded.
  ///
  /// A larger study holds the participants of the smaller ones, so that sizes compare without noise. What is
  /// found for one size does not depend on the other sizes.
  func means(participants sizes: [Int], seed: UInt64, index: Int) throws -> [[Double]] {
    let order = sizes.indices.sorted { sizes[$0] < sizes[$1] }
    let expected = expected
    let blocks = 64
    let parts = try parallelMap(count: blocks) { block in
      Result {
        let range = (block * expected.count / blocks)..<((block + 1) * expected.count / blocks)
        let stream = try RandomStream(key: seed)
        var found = sizes.map { _ in [Double](repeating: 0, count: range.count) }
        for draw in range {
          let row = UInt32(truncatingIfNeeded: draw)
          stream.seek(row: row, address: UInt64(index) << 32)
          var (sum, drawn) = (0.0, 0)
          for place in order {
            let singly = min(sizes[place], Self.greatestSingly)
            while drawn < singly {
              sum += one(stream, expected[draw])
              drawn += 1
            }
            found[place][draw - range.lowerBound] = sum
          }
          for place in order where sizes[place] > Self.greatestSingly {
            let rest = sizes[place] - Self.greatestSingly
            stream.seek(row: row, address: UInt64(index) << 32 | UInt64(UInt32(clamping: rest)))
            found[place][draw - range.lowerBound] += many(stream, expected[draw], count: rest)
          }
        }
        return found
      }
    }.map { try $0.get() }
    return sizes.indices.map { place in
      parts.flatMap { part in part[place].map { $0 / Double(sizes[place]) } }
    }
  }

  /// What is recorded of one participant.
  private func one(_ stream: RandomStream, _ expected: Double) -> Double {
    switch self {
    case .event: stream.uniform() < expected ? 1 : 0
    case .count: stream.poisson(mean: expected)
    case .amount(_, let deviation): expected + deviation * stream.normal()
    }
  }

  /// The sum of what is recorded of several participants.
  private func many(_ stream: RandomStream, _ expected: Double, count: Int) -> Double {
    switch self {
    case .event: stream.binomial(chance: expected, trials: count)
    case .count: stream.poisson(mean: expected * Double(count))
    case .amount(_, let deviation):
      Double(count) * expected + deviation * Double(count).squareRoot() * stream.normal()
    }
  }
}
