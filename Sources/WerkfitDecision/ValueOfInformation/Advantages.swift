/// What each option yields beside the one that is best on average, per draw.
///
/// All value of information depends on these differences only, so that what the options have in common adds
/// no noise, and everything is exactly zero where no difference varies.
struct Advantages: Sendable {
  /// The option with the highest mean, the first of equals.
  let best: Int
  /// The other options, in order: their net benefit less that of the best.
  let others: [[Double]]
  /// The number of draws.
  let draws: Int

  /// The advantages within net benefits.
  ///
  /// - Throws: `ValueOfInformationError` where columns differ in length or hold something that is no number.
  init(_ netBenefits: [[Double]]) throws {
    guard let first = netBenefits.first, !first.isEmpty else { throw ValueOfInformationError.noDraws }
    draws = first.count
    for (option, column) in netBenefits.enumerated() {
      guard column.count == first.count else {
        throw ValueOfInformationError.unequalOptions(
          option: option, expected: first.count, found: column.count)
      }
      guard column.allSatisfy(\.isFinite) else {
        throw ValueOfInformationError.netBenefitNotFinite(option: option)
      }
    }
    // The means of differences decide: the means themselves may be too large to tell options apart.
    let fromFirst = netBenefits.map { column in mean(zip(column, first).map { $0 - $1 }) }
    var best = 0
    for option in fromFirst.indices where fromFirst[option] > fromFirst[best] { best = option }
    self.best = best
    let reference = netBenefits[best]
    others = netBenefits.indices.filter { $0 != best }.map { option in
      zip(netBenefits[option], reference).map { $0 - $1 }
    }
  }

  /// Of the options that may ever be chosen: those whose advantage is above zero in some draw, or varies.
  var varying: [[Double]] { others.filter { column in column.contains { $0 != column[0] } } }

  /// The value of choosing by an expectation of each advantage, the same as `others` for perfect information.
  func value(choosingBy expected: [[Double]], of actual: [[Double]]) -> ValueOfInformation {
    var gains = [Double](repeating: 0, count: draws)
    var found = [Double](repeating: 0, count: draws)
    var changes = 0
    for draw in 0..<draws {
      var (choice, most) = (-1, 0.0)
      for option in expected.indices where expected[option][draw] > most {
        (choice, most) = (option, expected[option][draw])
      }
      guard choice >= 0 else { continue }
      gains[draw] = most
      found[draw] = actual[choice][draw]
      changes += 1
    }
    let estimate = mean(gains)
    return ValueOfInformation(
      value: max(0, estimate), estimate: estimate,
      standardError: errorOfMean(found, chancesPerDraw: 1), bestOption: best,
      chanceOfChange: Double(changes) / Double(draws))
  }
}
