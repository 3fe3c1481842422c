/// How much of the variance of an outcome is chance, and how much is not knowing the parameters.
///
/// From K chances per draw of the parameters, by the law of total variance. With B the variance between the
/// averages per draw and W the mean variance within a draw, B holds W/K of chance itself, so that
///
///     ignorance  Var E[·|θ] = B − W/K         chance  E Var[·|θ] = W
///
/// (analysis of variance for a one-way random model; O'Hagan, Stevenson, Madan 2007).
public struct ChanceShare: Sendable, Hashable, Codable {
  /// The variance from chance, E Var[·|θ].
  public var chanceVariance: Double
  /// The variance from ignorance, Var E[·|θ]; unbiased, and so may be below zero where chance drowns it.
  public var ignoranceVariance: Double
  /// The share of chance in the variance, 0 to 1; 0 where nothing varies.
  public var chance: SampledValue
  /// The share of ignorance in the variance, 0 to 1; 0 where nothing varies.
  public var ignorance: SampledValue

  /// The shares of one outcome.
  ///
  /// - Parameters:
  ///   - rows: Row r·K + c is chance c of draw r.
  ///   - chancesPerDraw: K, at least 2.
  /// - Throws: `SensitivityError.oneChancePerDraw`, `.wrongCount` for an incomplete draw, `.tooFewDraws`
  ///   under two draws, `.notFinite`.
  public init(rows: [Double], chancesPerDraw: Int) throws {
    guard chancesPerDraw > 1 else { throw SensitivityError.oneChancePerDraw }
    let draws = rows.count / chancesPerDraw
    guard draws > 1 else { throw SensitivityError.tooFewDraws(found: draws, needed: 2) }
    guard draws * chancesPerDraw == rows.count else {
      throw SensitivityError.wrongCount(found: rows.count, expected: draws * chancesPerDraw)
    }
    if let row = rows.firstIndex(where: { !$0.isFinite }) { throw SensitivityError.notFinite(row: row) }
    let blocks = (0..<draws).map { rows[($0 * chancesPerDraw)..<(($0 + 1) * chancesPerDraw)] }
    // The mean of equal numbers may differ from them in the last bit.
    let averages = blocks.map { block in
      block.allSatisfy { $0 == block[block.startIndex] } ? block[block.startIndex] : mean(block)
    }
    let spreads = blocks.map { block in
      block.allSatisfy { $0 == block[block.startIndex] } ? 0 : variance(block)
    }
    let equal = averages.allSatisfy { $0 == averages[0] }
    let between = equal ? 0 : variance(averages)
    let within = mean(spreads)
    let own = 1 - 1 / Double(chancesPerDraw)
    chanceVariance = within
    ignoranceVariance = between - within / Double(chancesPerDraw)
    let total = between + within * own
    guard total > 0 else {
      chance = SampledValue(0, standardError: 0)
      ignorance = SampledValue(0, standardError: 0)
      return
    }
    let share = within / total
    let centre = mean(averages)
    // Delta method over independent draws for the ratio of two means.
    let influence = zip(averages, spreads).map { average, spread in
      let squared = (average - centre) * (average - centre) - between
      return ((spread - within) - share * (squared + own * (spread - within))) / total
    }
    let error = errorOfMean(influence, chancesPerDraw: 1)
    chance = SampledValue(min(share, 1), standardError: error)
    ignorance = SampledValue(max(0, 1 - share), standardError: error)
  }
}
