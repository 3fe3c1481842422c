import Foundation
import WerkfitStudy

/// What the chances of a person depend on in one step, besides the values of the parameters.
struct OracleSituation: Hashable {
  var group: Int
  var node: Int
  var step: Int
  var inState: Int
  var sinceBenefitChange: Int
  /// The traject that the person took before, for its later effects.
  var traject: Int?
  /// Steps since that traject began and ended.
  var sinceStart = 0
  var sinceEnd = 0

  /// Hashes what differs most between people of one study.
  func hash(into hasher: inout Hasher) {
    hasher.combine((((group * 64 + node) * 64 + step) * 64 + inState) * 64 + sinceBenefitChange)
    hasher.combine(sinceStart * 64 + sinceEnd)
  }
}

/// Computes the chances per step of the competing exits of a state.
///
/// Exits whose period is one step are probabilities as they stand, unless something in the state asks for
/// rates: another period, a rate, or a hazard ratio. Then each set of exits with one period is converted
/// together: the total S over p steps is the rate −ln(1 − S)/p, divided over the exits by their shares. Rates
/// are added, hazard ratios multiply them, and the total becomes the probability 1 − exp(−Σ), again with
/// the shares kept. Risk ratios then multiply probabilities per step and added chances are added to them.
struct OracleChances {
  let evaluator: OracleEvaluator
  let map: OracleMap
  /// An error that a test wants to see found.
  var bias = OracleBias.none

  private var model: StudyModel { evaluator.model }
  private var clock: StudyClock { evaluator.clock }

  /// The chance of each exit of the state in this step, in order of the exits.
  func chances(_ situation: OracleSituation) -> [Double] {
    let node = map.nodes[situation.node]
    guard !node.exits.isEmpty else { return [] }
    let moment = OracleMoment(
      group: situation.group, step: situation.step, inState: situation.inState,
      sinceBenefitChange: situation.sinceBenefitChange)
    let effects = activeEffects(on: node, in: situation, at: moment)
    let read = node.exits.map { evaluator.reads($0.chance.expression, group: situation.group).parameters }
    func changed(_ start: Double, _ scale: EffectScale, _ exit: Int, _ how: (Double, Double) -> Double)
      -> Double
    {
      effects.filter { $0.scale == scale && read[exit].contains($0.parameter) }
        .reduce(start) { how($0, $1.size) }
    }
    let ratios = node.exits.indices.map { changed(bias.factor(for: node), .hazardRatio, $0, *) }
    var chances = perStep(node.exits, ratios: ratios, at: moment)
    for exit in chances.indices {
      chances[exit] = changed(chances[exit], .riskRatio, exit, *)
      chances[exit] = max(0, changed(chances[exit], .addedChance, exit, +))
    }
    let total = chances.reduce(0, +)
    return total > 1 ? chances.map { $0 / total } : chances
  }

  private func perStep(_ exits: [Exit], ratios: [Double], at moment: OracleMoment) -> [Double] {
    let raw = exits.map { evaluator.value($0.chance.expression, at: moment) }
    let periods = exits.map { $0.chance.period?.steps(of: clock) ?? 1 }
    let asTheyStand =
      zip(exits, periods).allSatisfy { !$0.chance.isRate && abs($1 - 1) < 1e-12 }
      && ratios.allSatisfy { $0 == 1 }
    if asTheyStand { return raw }
    var rates = [Double](repeating: 0, count: exits.count)
    for period in Set(periods) {
      let members = exits.indices.filter { periods[$0] == period && !exits[$0].chance.isRate }
      let total = members.reduce(0) { $0 + raw[$1] }
      guard total > 0 else { continue }
      let rate = -log1p(-min(total, 1)) / period
      for exit in members { rates[exit] = rate * raw[exit] / total }
    }
    for exit in exits.indices {
      if exits[exit].chance.isRate { rates[exit] = raw[exit] / periods[exit] }
      rates[exit] *= ratios[exit]
    }
    let total = rates.reduce(0, +)
    guard total > 0 else { return rates }
    guard total.isFinite else {
      // Certain exits leave nothing for the others.
      let certain = exits.indices.map { rates[$0].isFinite ? 0 : raw[$0] * ratios[$0] }
      let sum = certain.reduce(0, +)
      return certain.map { $0 / sum }
    }
    return rates.map { -expm1(-total) * $0 / total }
  }

  private struct ActiveEffect {
    var parameter: String
    var scale: EffectScale
    var size: Double
  }

  private func activeEffects(on node: OracleNode, in situation: OracleSituation, at moment: OracleMoment)
    -> [ActiveEffect]
  {
    if let phase = node.phase {
      if case .untilPlace = model.trajecten[phase.traject].phases[phase.index].stay { return [] }
      return model.trajecten[phase.traject].lockIn.map { effect in
        ActiveEffect(parameter: effect.parameter, scale: effect.scale, size: size(effect, at: moment))
      }
    }
    guard let traject = situation.traject else { return [] }
    return model.trajecten[traject].gain.compactMap { effect in
      let elapsed = Double(effect.origin == .start ? situation.sinceStart : situation.sinceEnd)
      if let ends = effect.endsAfter, elapsed >= evaluator.steps(ends, at: moment) - 1e-9 { return nil }
      var left = 1.0
      if let half = effect.halfLife { left = pow(2, -elapsed / evaluator.steps(half, at: moment)) }
      let full = size(effect, at: moment)
      let now = effect.scale == .addedChance ? full * left : 1 + (full - 1) * left
      return ActiveEffect(parameter: effect.parameter, scale: effect.scale, size: now)
    }
  }

  /// The size of an effect; an added chance per step.
  private func size(_ effect: Effect, at moment: OracleMoment) -> Double {
    let size = evaluator.value(effect.size, at: moment)
    guard effect.scale == .addedChance, let period = effect.period else { return size }
    return size / period.steps(of: clock)
  }

  /// The chance per step that a stay is completed.
  func completion(_ chance: Chance, at moment: OracleMoment) -> Double {
    let raw = evaluator.value(chance.expression, at: moment)
    let period = chance.period?.steps(of: clock) ?? 1
    if chance.isRate { return -expm1(-raw / period) }
    return period == 1 ? raw : -expm1(log1p(-raw) / period)
  }
}
