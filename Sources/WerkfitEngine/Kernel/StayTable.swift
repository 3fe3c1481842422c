import Foundation
import WerkfitStudy

/// The law of a stay in whole steps: when it ends for whoever no cause takes away earlier.
///
/// A length that is no whole number is spread over its two neighbours so that the mean holds; a length below
/// one step counts as one step. Lengths beyond the horizon are kept together in the last entry.
struct StayLaw {
  /// Probability of a planned stay of 1, 2, … steps; index 0 is a stay of one step.
  private(set) var probabilities: [Double]

  /// A law with room for stays up to the horizon and one entry for anything longer.
  init(horizon: Int) { probabilities = [Double](repeating: 0, count: horizon + 1) }

  private mutating func add(_ steps: Int, _ probability: Double) {
    probabilities[min(max(steps, 1), probabilities.count) - 1] += probability
  }

  /// Adds a length, spread over its neighbours.
  mutating func addSpread(_ length: Double, _ probability: Double) {
    let limited = min(max(length, 0), Double(probabilities.count))
    let whole = (limited + 1e-9).rounded(.down)
    let rest = max(limited - whole, 0)
    if rest < 1e-9 {
      add(Int(whole), probability)
    } else {
      add(Int(whole), probability * (1 - rest))
      add(Int(whole) + 1, probability * rest)
    }
  }

  /// Adds lengths with a continuous law, from the twice integrated distribution function G.
  ///
  /// Spreading x over its neighbours gives length k the probability E[max(0, 1 − |x − k|)] =
  /// G(k+1) − 2G(k) + G(k−1).
  mutating func addContinuous(upTo highest: Double, _ integral: (Double) -> Double) {
    let last = min(Int(highest.rounded(.up)) + 1, probabilities.count)
    var below = 0.0
    for k in 0...max(last, 1) {
      let mass = integral(Double(k) + 1) - 2 * integral(Double(k)) + integral(Double(k) - 1)
      add(k, mass)
      below += mass
    }
    if below < 1 { add(probabilities.count, max(0, 1 - below)) }
  }

  /// Adds completion by chance: from `low` on with a chance per step, at the latest at `high`.
  mutating func addCompletion(low: Double, chance: Double, high: Double) {
    // Survival beyond step k of the chance alone, for a whole minimum m: (1 − c)^(k − m + 1) for k ≥ m.
    func survival(_ k: Int, minimum m: Int) -> Double { k < m ? 1 : pow(1 - chance, Double(k - m + 1)) }
    func spread(_ length: Double, _ law: (Int) -> Double) -> Double {
      let whole = (length + 1e-9).rounded(.down)
      let rest = max(length - whole, 0) < 1e-9 ? 0 : length - whole
      return law(max(Int(whole), 1)) * (1 - rest) + law(max(Int(whole) + 1, 1)) * rest
    }
    let limit = Double(probabilities.count)
    var previous = 1.0
    for k in 1...probabilities.count {
      let byChance = spread(min(low, limit)) { survival(k, minimum: $0) }
      let byCap = spread(min(high, limit)) { k < $0 ? 1.0 : 0.0 }
      let now = k == probabilities.count ? 0 : byChance * byCap
      add(k, previous - now)
      previous = now
    }
  }

  /// Applies a single extension: with a chance the stay goes on for a length, spread over its neighbours.
  mutating func extend(chance: Double, by length: Double) {
    guard chance > 0 else { return }
    let base = probabilities
    for index in probabilities.indices { probabilities[index] = base[index] * (1 - chance) }
    let whole = (max(length, 0) + 1e-9).rounded(.down)
    let rest = max(length - whole, 0) < 1e-9 ? 0 : length - whole
    for (index, mass) in base.enumerated() where mass > 0 {
      let longer = index + 1 + min(Int(min(whole, 1e6)), probabilities.count)
      add(longer, mass * chance * (1 - rest))
      if rest > 0 { add(longer + 1, mass * chance * rest) }
    }
  }

  /// Twice the integral of the distribution function of a uniform law on [a, b].
  static func uniformIntegral(_ a: Double, _ b: Double) -> (Double) -> Double {
    { x in
      if x <= a { return 0 }
      if x >= b { return x - (a + b) / 2 }
      return (x - a) * (x - a) / (2 * (b - a))
    }
  }

  /// Twice the integral of the distribution function of a triangular law.
  static func triangularIntegral(_ a: Double, _ mode: Double, _ b: Double) -> (Double) -> Double {
    { x in
      if x <= a { return 0 }
      let mean = (a + mode + b) / 3
      if x >= b { return x - mean }
      if x <= mode { return pow(x - a, 3) / (3 * (b - a) * (mode - a)) }
      return x - mean + pow(b - x, 3) / (3 * (b - a) * (b - mode))
    }
  }
}

extension StayLaw {
  /// The law of a compiled stay for a draw of the parameters.
  init(_ stay: CompiledStay, horizon: Int, value: (FormulaProgram) -> Double) {
    self.init(horizon: horizon)
    let hours = stay.hoursPerWeek.map(value)
    func steps(_ amount: Double, unit: Double, isHours: Bool) -> Double {
      if isHours, let hours, hours > 0 { return amount / hours * stay.stepsPerWeek }
      return amount * unit
    }
    let lengths = stay.lengths.enumerated().map { index, length in
      steps(value(length.amount), unit: length.unit, isHours: stay.isHours[index])
    }
    func length(_ index: Int) -> Double { index < lengths.count ? lengths[index] : 0 }
    switch stay.form {
    case .fixed: addSpread(length(0), 1)
    case .uniform:
      let low = min(length(0), length(1))
      let high = max(length(0), length(1))
      if high - low < 1e-9 {
        addSpread(low, 1)
      } else {
        addContinuous(upTo: high, Self.uniformIntegral(low, high))
      }
    case .triangular:
      let (low, mode, high) = (length(0), length(1), length(2))
      if high - low < 1e-9 {
        addSpread(low, 1)
      } else {
        addContinuous(upTo: high, Self.triangularIntegral(low, mode, high))
      }
    case .completion(let chance, let period, let isRate):
      let given = value(chance)
      let perStep = isRate ? -expm1(-given / period) : -expm1(log1p(-min(given, 1)) / period)
      addCompletion(
        low: length(0), chance: abs(period - 1) < 1e-12 && !isRate ? given : perStep, high: length(1))
    case .discrete(let weights):
      let sum = weights.reduce(0, +)
      for (index, weight) in weights.enumerated() where sum > 0 { addSpread(length(index), weight / sum) }
    }
    if let chance = stay.extensionChance, let longer = stay.extensionLength {
      extend(
        chance: value(chance),
        by: steps(value(longer.amount), unit: longer.unit, isHours: stay.extensionIsHours))
    }
  }
}
