import Foundation

/// The first-order index of a parameter, found from a run that was already made.
///
/// The draws are sorted by the parameter and cut into M classes of (nearly) equal count; draws with the same
/// value of the parameter stay together. The index is the share of the variance between the classes (Plischke,
/// Borgonovo, Smith 2013), with the share that M classes would find in pure noise taken off:
///
///     S = 1 − (W / (n − M)) / (V / (n − 1))
///
/// with W the sum of squares within the classes and V the whole (the ε² of Kelley 1935). What remains is the
/// variance within a class that the parameter explains, of order 1/M² of the index. The estimate may be a
/// little below zero. With chance in the outcome the share is of the variance including chance.
public struct GivenDataIndex: Sendable, Hashable, Codable {
  /// The estimate of the first-order index.
  public var value: Double
  /// Its standard error: from the influence of each draw, and from the noise of M class means.
  public var standardError: Double
  /// The number of classes M.
  public var classCount: Int

  /// The index of one outcome for one parameter.
  ///
  /// - Parameters:
  ///   - outcome: One value per draw, E[outcome | parameters].
  ///   - parameter: The value of the parameter in the same draws.
  ///   - classCount: M, or nil for 2·n^(1/3), rounded.
  /// - Throws: `SensitivityError.tooFewDraws` under 8 draws (or 2 per class), `.wrongCount`, `.notFinite`.
  /// - Complexity: O(n log n).
  public init(of outcome: [Double], by parameter: [Double], classCount: Int? = nil) throws {
    self = try Self.indices(of: [outcome], by: parameter, classCount: classCount)[0]
  }

  /// The indices of many outcomes for one parameter, which is sorted once.
  ///
  /// - Throws: As for one outcome.
  public static func indices(
    of outcomes: [[Double]], by parameter: [Double], classCount: Int? = nil
  ) throws -> [GivenDataIndex] {
    let n = parameter.count
    for column in outcomes + [parameter] {
      guard column.count == n else { throw SensitivityError.wrongCount(found: column.count, expected: n) }
      if let row = column.firstIndex(where: { !$0.isFinite }) { throw SensitivityError.notFinite(row: row) }
    }
    let wanted = classCount ?? Int((2 * pow(Double(n), 1.0 / 3)).rounded())
    guard wanted >= 1 else { throw SensitivityError.badSetting("classCount") }
    guard n >= max(8, 2 * wanted) else {
      throw SensitivityError.tooFewDraws(found: n, needed: max(8, 2 * wanted))
    }
    let order = parameter.indices.sorted { (parameter[$0], $0) < (parameter[$1], $1) }
    let ends = classEnds(order.map { parameter[$0] }, wanted: wanted)
    return outcomes.map { outcome in GivenDataIndex(sorted: order.map { outcome[$0] }, ends: ends) }
  }

  /// Where each class ends: the nearest place to each equal cut where the parameter changes.
  private static func classEnds(_ sorted: [Double], wanted: Int) -> [Int] {
    var ends: [Int] = []
    for number in 1...wanted {
      var end = sorted.count * number / wanted
      while end < sorted.count, sorted[end] == sorted[end - 1] { end += 1 }
      if end > ends.last ?? 0 { ends.append(end) }
    }
    return ends
  }

  /// The index of an outcome in the order of the parameter.
  private init(sorted outcome: [Double], ends: [Int]) {
    classCount = ends.count
    (value, standardError) = (0, 0)
    let (n, m) = (Double(outcome.count), Double(ends.count))
    let whole = variance(outcome)
    guard whole > 0, ends.count > 1, n > m, outcome.contains(where: { $0 != outcome[0] }) else { return }
    var residuals: [Double] = []
    residuals.reserveCapacity(outcome.count)
    var start = 0
    for end in ends {
      let centre = mean(outcome[start..<end])
      for value in outcome[start..<end] { residuals.append(value - centre) }
      start = end
    }
    let within = compensatedSum(residuals.lazy.map { $0 * $0 }) / (n - m)
    let index = 1 - within / whole
    let centre = mean(outcome)
    // 1 − S is a ratio of two means of squares; each draw pulls it by r² − (1 − S)·(y − ȳ)².
    let influence = zip(residuals, outcome).map { residual, value in
      (residual * residual - (1 - index) * (value - centre) * (value - centre)) / whole
    }
    // Without any effect the influences vanish and the noise of M − 1 class means is all there is.
    let noise = 2 * (m - 1) * (1 - index) * (1 - index) / (n * n)
    value = index
    standardError = (variance(influence) / n + noise).squareRoot()
  }
}
