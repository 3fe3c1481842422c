import Foundation

/// Whether several chains have told the same story, and how long a story it was.
public struct ChainDiagnostics: Sendable, Hashable, Codable {
  /// The rank-normalised split R̂: the greater of that of the values and of their distance to the median.
  ///
  /// Under 1.01 the chains agree. nil where the values do not vary within the chains.
  public var rHat: Double?
  /// The effective number of draws for the middle of the distribution, or nil where nothing varies.
  public var bulkSize: Double?
  /// The effective number of draws for the 5th and 95th percentile, or nil where nothing varies.
  public var tailSize: Double?

  /// R̂ above which chains do not agree (Vehtari and others 2021).
  public static let greatestRHat = 1.01
  /// The smallest effective number of draws per chain that is enough (same source).
  public static let leastSizePerChain = 100.0

  /// What the draws of several chains show.
  ///
  /// After Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021, "Rank-normalization, folding, and
  /// localization: an improved R̂".
  ///
  /// - Parameter chains: The draws of one quantity in each chain, equally many and at least eight.
  /// - Throws: `CalibrationError.length` or `.tooFew`.
  public init(_ chains: [[Double]]) throws(CalibrationError) {
    try Self.check(chains)
    let pooled = chains.flatMap { $0 }
    let split = splitInHalves(chains)
    let scores = normalScores(split)
    let middle = quantiles(pooled, at: [0.5])[0]
    let folded = normalScores(split.map { $0.map { abs($0 - middle) } })
    rHat = [plainRHat(scores), plainRHat(folded)].compactMap { $0 }.max()
    bulkSize = sizeOfSplit(scores)
    tailSize = [0.05, 0.95].compactMap { sizeForQuantile(of: split, pooled: pooled, at: $0) }.min()
  }

  /// Whether R̂ and both sizes are good enough for the number of chains.
  public func isGood(chains: Int) -> Bool {
    guard let rHat, let bulkSize, let tailSize else { return false }
    return rHat < Self.greatestRHat && min(bulkSize, tailSize) >= Self.leastSizePerChain * Double(chains)
  }

  static func check(_ chains: [[Double]]) throws(CalibrationError) {
    guard let first = chains.first else { throw .tooFew(what: "chains", found: 0, needed: 1) }
    guard first.count >= 8 else { throw .tooFew(what: "draws", found: first.count, needed: 8) }
    for chain in chains where chain.count != first.count {
      throw .length(of: "chain", found: chain.count, expected: first.count)
    }
  }
}

/// R̂ of chains taken as they are: √((W (n − 1)/n + B/n) / W) (same source).
private func plainRHat(_ chains: [[Double]]) -> Double? {
  guard let length = chains.first?.count, length > 1, chains.count > 1 else { return nil }
  let size = Double(length)
  let within = mean(chains.map { variance($0) })
  guard within > 0 else { return nil }
  return ((within * (size - 1) / size + variance(chains.map { mean($0) })) / within).squareRoot()
}

/// The effective number of draws for the share of values up to a quantile.
func sizeForQuantile(of split: [[Double]], pooled: [Double], at probability: Double) -> Double? {
  let level = quantiles(pooled, at: [probability])[0]
  return sizeOfSplit(split.map { $0.map { $0 <= level ? 1 : 0 } })
}
