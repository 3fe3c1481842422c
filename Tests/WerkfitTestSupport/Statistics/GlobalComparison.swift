import Foundation

/// One test of whether two simulators have the same laws, over many studies and outcomes at once.
///
/// Both simulators give equally many runs of each study. For each study and outcome two standard scores
/// compare the means and the spreads (the mean squares about the joint mean), with the variance of both
/// samples taken together: since the samples are equally large the score is symmetric under the
/// hypothesis of equal laws, and its tails are no heavier than normal ones also for rare events.
///
/// From these come three families of statistics: the largest score of all (an error in one study); per
/// outcome the weighted sum of the scores over the studies (the same small relative error everywhere); per
/// outcome the sum of their squares (errors of either sign). Each family has a third of the level, divided
/// by Bonferroni over its statistics, so that the test as a whole has at most the stated level, whatever the
/// dependence between outcomes of one study.
///
/// Power: with 200 generated studies of 150 runs an outcome such as `exitsToWork` rests on some half a million
/// events in each sample, so that an error of 2% in the hazards of all states moves its sum some 5 standard
/// errors beyond the critical value and is found with a chance of far over 0.99. In the phases of trajecten
/// alone, with far fewer exits, an error of 5% is found with that chance. A test shows both.
public struct GlobalComparison: Sendable {
  struct Score: Sendable {
    var study: UInt64
    var outcome: String
    var isSpread: Bool
    var value: Double
    /// The mean over its standard deviation: the weight that finds a common relative error best.
    var weight: Double
  }
  private(set) var scores: [Score] = []
  /// Differences that no chance explains: a value that is constant, and another constant in the other sample.
  public private(set) var contradictions: [String] = []

  /// A comparison without data.
  public init() {}

  /// Adds one outcome of one study, with one value per run.
  ///
  /// - Parameter comparesSpread: False where the spread is no part of the law that both promise.
  public mutating func add(
    study: UInt64, outcome: String, _ first: [Double], _ second: [Double], comparesSpread: Bool = true
  ) {
    precondition(first.count == second.count && first.count > 1, "samples of equal size")
    let all = first + second
    let mean = all.reduce(0, +) / Double(all.count)
    let squares = { (values: [Double]) in values.map { ($0 - mean) * ($0 - mean) } }
    let spread = squares(all).reduce(0, +) / Double(all.count)
    // Below a millionth of a person, month or euro the values differ by rounding only.
    guard spread.squareRoot() > 1e-6 else { return }
    let firstMean = first.reduce(0, +) / Double(first.count)
    let secondMean = second.reduce(0, +) / Double(second.count)
    let within =
      (first.map { ($0 - firstMean) * ($0 - firstMean) }
      + second.map { ($0 - secondMean) * ($0 - secondMean) })
      .reduce(0, +)
    if (within / Double(all.count)).squareRoot() < 1e-6 {
      contradictions.append("study \(study), \(outcome): always \(firstMean) against always \(secondMean)")
      return
    }
    append(study, outcome, isSpread: false, first, second)
    if comparesSpread { append(study, outcome, isSpread: true, squares(first), squares(second)) }
  }

  private mutating func append(
    _ study: UInt64, _ outcome: String, isSpread: Bool, _ first: [Double], _ second: [Double]
  ) {
    let n = Double(first.count)
    let difference = (first.reduce(0, +) - second.reduce(0, +)) / n
    let mean = (first.reduce(0, +) + second.reduce(0, +)) / (2 * n)
    let variance = (first + second).reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (2 * n)
    // Two values equally far from the mean have no spread in their squares.
    guard variance > 1e-20 * max(mean * mean, 1e-300) else { return }
    scores.append(
      Score(
        study: study, outcome: outcome, isSpread: isSpread,
        value: difference / (variance * 2 / n).squareRoot(),
        weight: isSpread ? 1 : abs(mean) / variance.squareRoot()))
  }

  /// The outcome of the test at a level.
  public func verdict(level: Double = 1e-4) -> GlobalVerdict {
    let groups = Dictionary(grouping: scores) { "\($0.outcome)\($0.isSpread ? " (spread)" : "")" }
    let family = level / 3
    let single = normalQuantile(upperTail: family / 2 / Double(max(1, scores.count)))
    let summed = normalQuantile(upperTail: family / 2 / Double(max(1, groups.count)))
    let squared = normalQuantile(upperTail: family / Double(max(1, groups.count)))
    var findings = contradictions
    var excess = contradictions.isEmpty ? -Double.infinity : .infinity
    func check(_ statistic: Double, _ critical: Double, _ what: () -> String) {
      excess = max(excess, statistic - critical)
      if statistic > critical { findings.append("\(what()): \(statistic), critical \(critical)") }
    }
    for score in scores.sorted(by: { abs($0.value) > abs($1.value) }) {
      check(abs(score.value), single) {
        "study \(score.study), \(score.outcome)\(score.isSpread ? " (spread)" : ""), score \(score.value)"
      }
    }
    for (name, members) in groups.sorted(by: { $0.key < $1.key }) {
      let count = Double(members.count)
      let weights = members.reduce(0) { $0 + $1.weight * $1.weight }
      let sum = members.reduce(0) { $0 + $1.weight * $1.value } / max(weights, 1e-300).squareRoot()
      check(abs(sum), summed) { "\(name), sum over \(members.count) studies \(sum)" }
      // Wilson and Hilferty's normal approximation of the chi-squared law.
      let squares = members.reduce(0) { $0 + $1.value * $1.value }
      let normal = (cbrt(squares / count) - (1 - 2 / (9 * count))) / (2 / (9 * count)).squareRoot()
      check(normal, squared) { "\(name), squares over \(members.count) studies" }
    }
    return GlobalVerdict(findings: findings, scores: scores.count, excess: excess)
  }
}

/// What a global comparison finds.
public struct GlobalVerdict: Sendable {
  /// Every statistic above its critical value, in words; empty when the laws agree.
  public var findings: [String]
  /// The number of scores.
  public var scores: Int
  /// How far the most extreme statistic lies above its critical value, in standard errors.
  public var excess: Double
  /// Whether no statistic is above its critical value.
  public var agrees: Bool { findings.isEmpty }
}

/// The point above which a standard normal variable lies with the given chance, by bisection.
public func normalQuantile(upperTail: Double) -> Double {
  var (low, high) = (-40.0, 40.0)
  for _ in 0..<200 {
    let middle = (low + high) / 2
    if normalCDF(-middle) > upperTail { low = middle } else { high = middle }
  }
  return (low + high) / 2
}
