/// How E[outcome | parameters] was found per draw of the parameters.
public struct ExpectationMethod: Sendable, Hashable, Codable {
  /// The ways.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// From the deterministic trace, which is exact for this study.
    case exact
    /// From the deterministic trace, which for this study only approximates the expectation.
    case approximate
    /// From the averages of K chances per draw, with the remaining noise taken out by shrinkage.
    case corrected
    /// No parameter varies: every draw has the same expectation.
    case fixed
    /// From single replications: chance is included in the spread.
    case chanceIncluded
  }

  /// The way.
  public var kind: Kind
  /// The number of chances per draw K.
  public var chancesPerDraw: Int

  /// A way with the given K.
  public init(_ kind: Kind, chancesPerDraw: Int = 1) {
    self.kind = kind
    self.chancesPerDraw = chancesPerDraw
  }
}

/// E[quantity | parameters], one number per draw of the parameters.
public struct ExpectationPerDraw: Sendable {
  /// One number per draw.
  public var values: [Double]
  /// The Monte Carlo standard error of their mean.
  public var standardError: Double

  /// Values that are expectations already.
  public init(exact values: [Double]) {
    self.values = values
    standardError = errorOfMean(values, chancesPerDraw: 1)
  }

  /// Averages over the chances of each draw, with the remaining noise taken out.
  ///
  /// With B the variance between the averages, W the mean variance within a draw and m the mean, an average
  /// x becomes m + √(max(0, (B − W/K)/B))·(x − m): a shrinkage by the method of moments, after which the
  /// variance is an unbiased estimate of Var E[·|θ] (where positive). The mean stays as it is.
  /// With K = 1 the noise cannot be told apart and the rows are returned as they are.
  ///
  /// - Parameters:
  ///   - rows: Row r·K + c is chance c of draw r.
  ///   - chancesPerDraw: K.
  ///   - parametersVary: Whether any parameter is drawn; where none is, every draw has the same expectation.
  public init(rows: [Double], chancesPerDraw: Int, parametersVary: Bool) {
    let averages = blockAverages(rows, size: chancesPerDraw)
    standardError = errorOfMean(rows, chancesPerDraw: chancesPerDraw)
    let centre = mean(averages)
    guard parametersVary else {
      values = averages.map { _ in centre }
      return
    }
    guard chancesPerDraw > 1, averages.count > 1 else {
      values = averages
      return
    }
    let between = variance(averages)
    let within = mean(
      averages.indices.map { draw in
        variance(rows[(draw * chancesPerDraw)..<min((draw + 1) * chancesPerDraw, rows.count)])
      })
    let kept = between > 0 ? max(0, (between - within / Double(chancesPerDraw)) / between) : 0
    let factor = kept.squareRoot()
    values = within == 0 ? averages : averages.map { centre + factor * ($0 - centre) }
  }
}
