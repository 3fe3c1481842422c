extension Advantages {
  /// At how many draws, and how often, errors of regression are drawn for the bias.
  private static let (biasDraws, biasTimes) = (400, 64)

  /// What knowing columns that each vary is worth, before it is held between bounds.
  func partial(_ columns: [[Double]], method: RegressionMethod? = nil) throws -> PartialInformation {
    // Options whose difference never varies cannot be told apart by any parameter; they stay as they are.
    let responses = varying
    guard !columns.isEmpty, !responses.isEmpty else {
      let nothing = ValueOfInformation(
        value: 0, estimate: 0, standardError: 0, bestOption: best, chanceOfChange: 0)
      return PartialInformation(
        parameters: [], information: nothing, method: nil, effectiveParameters: 0)
    }
    let (regression, used) = try Regression.fit(responses, on: columns, method: method)
    var information = value(choosingBy: regression.fitted)
    information.standardError = try standardError(of: regression, responses: responses)
    information.upwardBias = try upwardBias(of: regression)
    return PartialInformation(
      parameters: [], information: information, method: used,
      effectiveParameters: regression.effectiveParameters.max() ?? 0)
  }

  /// The standard error of a value that rests on a regression.
  ///
  /// The value is the mean over draws of the highest fitted advantage. By the envelope theorem it changes
  /// with an outcome as if the choices were fixed: a residual counts for as much as the smoother carries it
  /// to the draws in which its option is chosen. The spread of both parts together gives the error (the
  /// infinitesimal jackknife).
  private func standardError(of regression: Regression, responses: [[Double]]) throws -> Double {
    let fitted = regression.fitted
    let chosen = (0..<draws).map { draw in choice(among: fitted, draw: draw) }
    var influence = (0..<draws).map { draw in chosen[draw].map { fitted[$0][draw] } ?? 0 }
    for option in fitted.indices where chosen.contains(option) {
      let carried = try regression.smoothed(chosen.map { $0 == option ? 1 : 0 }, asResponse: option)
      for draw in 0..<draws {
        influence[draw] += carried[draw] * (responses[option][draw] - fitted[option][draw])
      }
    }
    return errorOfMean(influence, chancesPerDraw: 1)
  }

  /// How much higher the value becomes, on average, by errors in the fitted values such as they have.
  ///
  /// The largest of noisy means is too high on average. Adding the errors of estimation once more shows by
  /// how much, as a bootstrap does. Each error is added and subtracted, so that the result is never below
  /// zero; errors in the means of options are left out, as they do not come from the regression.
  private func upwardBias(of regression: Regression) throws -> Double {
    let step = max(1, draws / Self.biasDraws)
    let rows = Array(stride(from: 0, to: draws, by: step))
    let fitted = regression.fitted.map { column in rows.map { column[$0] } }
    var total = 0.0
    try regression.errors(at: rows, count: Self.biasTimes) { errors in
      let shifts = errors.map { column in column.reduce(0, +) / Double(column.count) }
      for row in rows.indices {
        var (above, below, plain) = (0.0, 0.0, 0.0)
        for option in fitted.indices {
          let (expected, error) = (fitted[option][row], errors[option][row] - shifts[option])
          plain = max(plain, expected)
          above = max(above, expected + error)
          below = max(below, expected - error)
        }
        total += (above + below) / 2 - plain
      }
    }
    return max(0, total / Double(Self.biasTimes * rows.count))
  }
}
