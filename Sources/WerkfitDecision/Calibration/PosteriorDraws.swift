import CGSL

/// Draws from a posterior: all parameters together, chain by chain.
public struct PosteriorDraws: Sendable, Hashable, Codable {
  /// The names of the parameters.
  public var names: [String]
  /// The values: parameter, then chain, then draw.
  public var values: [[[Double]]]
  /// The caller's log density: chain, then draw.
  public var logDensities: [[Double]]
  /// The share of the proposed steps that was taken after the warm-up, per chain.
  public var acceptance: [Double]

  init(names: [String], chains: Int, capacity: Int) {
    var empty: [Double] = []
    empty.reserveCapacity(min(capacity, 100_000))
    self.names = names
    values = names.map { _ in [[Double]](repeating: empty, count: chains) }
    logDensities = [[Double]](repeating: empty, count: chains)
    acceptance = []
  }

  mutating func append(_ place: CalibrationTarget.Place, chain: Int) {
    for parameter in names.indices { values[parameter][chain].append(place.parameters[parameter]) }
    logDensities[chain].append(place.logDensity)
  }

  /// The number of draws of all chains together.
  public var count: Int { logDensities.reduce(0) { $0 + $1.count } }

  /// The draws of a parameter, chain after chain.
  public func pooled(_ parameter: Int) -> [Double] { values[parameter].flatMap { $0 } }

  /// Joint draws: one array of all parameters per draw, spread evenly over all chains, none of them twice.
  ///
  /// - Throws: `CalibrationError.tooFew` where more are asked for than there are, or fewer than one.
  public func joint(_ wanted: Int) throws(CalibrationError) -> [[Double]] {
    let columns = names.indices.map(pooled)
    let total = count
    guard wanted >= 1, wanted <= total else {
      throw .tooFew(what: "draws", found: total, needed: max(wanted, 1))
    }
    return (0..<wanted).map { draw in
      // The middle of each of as many equal parts; the whole-number form cannot repeat an index.
      let index = ((2 * draw + 1) * total) / (2 * wanted)
      return columns.map { $0[index] }
    }
  }

  /// The posterior correlation of each pair of parameters; 0 with a parameter that does not vary.
  public var correlations: [[Double]] {
    let columns = names.indices.map(pooled)
    return columns.indices.map { one in
      columns.indices.map { other in
        one == other ? 1 : sampleCorrelation(columns[one], columns[other])
      }
    }
  }
}

/// The correlation of two samples of equal length, or 0 where one does not vary.
func sampleCorrelation(_ one: [Double], _ other: [Double]) -> Double {
  let found = gsl_stats_correlation(one, 1, other, 1, min(one.count, other.count))
  return found.isFinite ? min(max(found, -1), 1) : 0
}
