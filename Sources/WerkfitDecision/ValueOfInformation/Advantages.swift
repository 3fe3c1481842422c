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

  /// The options that knowledge can tell from the best one: those whose advantage varies.
  var varying: [[Double]] { others.filter { column in column.contains { $0 != column[0] } } }

  /// The option with the highest advantage in a draw, or nil where none has one.
  func choice(among advantages: [[Double]], draw: Int) -> Int? {
    var (choice, most): (Int?, Double) = (nil, 0)
    for option in advantages.indices where advantages[option][draw] > most {
      (choice, most) = (option, advantages[option][draw])
    }
    return choice
  }

  /// The value of choosing by these advantages per draw, with the error of their mean alone.
  func value(choosingBy advantages: [[Double]]) -> ValueOfInformation {
    var gains = [Double](repeating: 0, count: draws)
    var changes = 0
    for draw in 0..<draws {
      guard let option = choice(among: advantages, draw: draw) else { continue }
      gains[draw] = advantages[option][draw]
      changes += 1
    }
    let estimate = mean(gains)
    return ValueOfInformation(
      value: max(0, estimate), estimate: estimate,
      standardError: errorOfMean(gains, chancesPerDraw: 1), bestOption: best,
      chanceOfChange: Double(changes) / Double(draws))
  }
}
