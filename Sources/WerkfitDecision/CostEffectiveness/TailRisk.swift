/// How bad the worst draws are.
///
/// *Value at risk* is the outcome that is not reached in the worst share of the draws; *expected shortfall*
/// (conditional value at risk) is the mean of that worst share. After Rockafellar and Uryasev 2002,
/// with q the value at risk and α the share:
///
///     expected shortfall = q − E[max(0, q − X)] / α
///
/// which also holds where α does not cut the sample between two draws. The standard error is that of the
/// second term (Trindade and others 2007); that of q falls out to first order.
public struct TailRisk: Sendable, Hashable, Codable {
  /// The worst share α.
  public var worstShare: Double
  /// The value at risk: the smallest outcome that at least the share α stays at or under.
  public var valueAtRisk: Double
  /// The mean of the worst share.
  public var expectedShortfall: SampledValue

  /// The tail of a sample in which higher is better.
  ///
  /// - Parameters:
  ///   - sample: One value per draw, as net benefits.
  ///   - worstShare: α, over 0 and at most 1.
  /// - Throws: `CostEffectivenessError.badSetting`, `.noDraws` or `.notFinite`.
  /// - Complexity: O(n log n).
  public init(of sample: [Double], worstShare: Double) throws {
    guard worstShare > 0, worstShare <= 1 else { throw CostEffectivenessError.badSetting("worstShare") }
    guard !sample.isEmpty else { throw CostEffectivenessError.noDraws }
    guard sample.allSatisfy(\.isFinite) else { throw CostEffectivenessError.notFinite("sample") }
    let sorted = sample.sorted()
    // The product may lie a rounding above a whole number.
    let rank = (Double(sorted.count) * worstShare * (1 - 1e-12)).rounded(.up)
    let bound = sorted[min(max(Int(rank), 1), sorted.count) - 1]
    self.worstShare = worstShare
    valueAtRisk = bound
    let losses = sampledMean(sample.map { max(0, bound - $0) / worstShare })
    expectedShortfall = SampledValue(bound - losses.value, standardError: losses.standardError)
  }
}
