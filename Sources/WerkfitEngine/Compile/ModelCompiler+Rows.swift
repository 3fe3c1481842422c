import Foundation
import WerkfitStudy

/// What makes two rows the same: the same exits with the same chances, written out.
struct RowSignature: Hashable {
  struct Part: Hashable {
    var target: Int
    var chance: Formula
    var period: Double
    var isRate: Bool
    var effects: [Effect]
  }

  var group: Int
  var parts: [Part]
  /// −1, or the state where time in the state matters.
  var state: Int
}

extension ModelCompiler {
  mutating func compileRow(
    group: Int, state: Int, trajecten: [CompiledTraject], classes: inout [RowSignature: Int]
  ) throws -> CompiledRow {
    let phase = self.phase(at: state)
    let exits: [Exit]
    if let (traject, index) = phase {
      exits = model.trajecten[traject].phases[index].exits
    } else {
      exits = model.states[state].moves
    }
    // Nobody is locked in while waiting for a place.
    let lockIn = phase.map { waits(at: $0) ? [] : model.trajecten[$0.traject].lockIn } ?? []
    var compiled: [CompiledExit] = []
    var parts: [RowSignature.Part] = []
    var axes: ClockAxes = []
    var values = 1
    // In order of target, so that two rows with the same exits are written alike.
    let ordered = exits.sorted { ($0.target, $0.cause) < ($1.target, $1.cause) }
    for exit in ordered {
      let effects = lockIn.filter {
        slots.reader.reads($0.parameter, in: exit.chance.expression, group: group)
          && !isNeutral($0, group: group)
      }
      let program = try slots.program(exit.chance.expression, group: group)
      axes.formUnion(program.axes)
      let period = exit.chance.period?.steps(of: study.clock) ?? 1
      compiled.append(
        CompiledExit(
          target: try position(exit.target, in: stateIndex, as: "states"), chance: program,
          period: period, isRate: exit.chance.isRate, isDropout: exit.isDropout,
          effects: try effects.map { try compileEffect($0, group: group) }))
      let written = slots.expanded(exit.chance.expression, group: group)
      values = max(values, stationaryFrom(written))
      parts.append(
        .init(
          target: stateIndex[exit.target] ?? -1, chance: written, period: period,
          isRate: exit.chance.isRate, effects: effects))
    }
    if axes.contains(.inState) && axes.contains(.sinceBenefitChange) {
      throw SimulationError.invalid(
        "\(stateNames[state]): one state may read inState or sinceBenefitChange, not both")
    }
    let signature = RowSignature(group: group, parts: parts, state: axes.contains(.inState) ? state : -1)
    let rowClass = classes[signature] ?? classes.count
    classes[signature] = rowClass
    let gains = phase == nil ? gainUses(of: ordered, group: group) : trajecten.map { _ in [] }
    let needsRates =
      compiled.contains {
        $0.isRate || abs($0.period - 1) > 1e-12 || $0.effects.contains { $0.scale == .hazardRatio }
      }
    return CompiledRow(
      exits: compiled, axes: axes,
      clockValues: axes.isDisjoint(with: [.inState, .sinceBenefitChange]) ? 1 : min(values, steps),
      rowClass: rowClass, gains: gains, needsRates: needsRates, stay: try compileStay(phase, group: group),
      ends: try compileEnds(phase, group: group), isStatic: false,
      readsOwn: readsOwn(ordered, phase: phase, lockIn: lockIn, group: group), isReachable: false,
      twin: group * stateNames.count + state)
  }

  private func waits(at phase: (traject: Int, index: Int)) -> Bool {
    model.trajecten[phase.traject].phases[phase.index].waitsFor != nil
  }

  /// The traject and the index of the phase behind a state index, or nil for a state outside.
  func phase(at state: Int) -> (traject: Int, index: Int)? {
    var rest = state - model.states.count
    guard rest >= 0 else { return nil }
    for (traject, entry) in model.trajecten.enumerated() {
      if rest < entry.phases.count { return (traject, rest) }
      rest -= entry.phases.count
    }
    return nil
  }

  /// Whether any formula of a row reads a parameter of the group's own, or an age.
  private func readsOwn(
    _ exits: [Exit], phase: (traject: Int, index: Int)?, lockIn: [Effect], group: Int
  ) -> Bool {
    var formulas = exits.map(\.chance.expression) + lockIn.map(\.size)
    if let phase {
      let definition = model.trajecten[phase.traject].phases[phase.index]
      formulas += definition.otherwise.map(\.share) + model.trajecten[phase.traject].otherwise.map(\.share)
      formulas += [
        definition.hoursPerWeek, definition.extension?.chance, definition.extension?.length.amount,
      ]
      .compactMap { $0 }
      switch definition.stay {
      case .fixed(let length): formulas.append(length.amount)
      case .uniform(let low, let high): formulas += [low.amount, high.amount]
      case .triangular(let low, let mode, let high): formulas += [low.amount, mode.amount, high.amount]
      case .completion(let low, let chance, let high):
        formulas += [low.amount, chance.expression, high.amount]
      case .discrete(let parts): formulas += parts.map(\.length.amount)
      case .untilPlace: break
      }
    }
    return formulas.contains { formula in
      slots.expanded(formula, group: group).clocks.contains(.age)
        || slots.reader.readsOwn(formula, group: group)
    }
  }

  private func gainUses(of exits: [Exit], group: Int) -> [[GainUse]] {
    model.trajecten.map { traject in
      var uses: [GainUse] = []
      for (index, effect) in traject.gain.enumerated() where !isNeutral(effect, group: group) {
        for (position, exit) in exits.enumerated()
        where slots.reader.reads(effect.parameter, in: exit.chance.expression, group: group) {
          uses.append(GainUse(effect: index, exit: position))
        }
      }
      return uses
    }
  }

  /// Whether an effect changes nothing, whatever is drawn: a ratio of 1 or an added chance of 0.
  private func isNeutral(_ effect: Effect, group: Int) -> Bool {
    guard case .number(let size) = slots.expanded(effect.size, group: group) else { return false }
    return size == (effect.scale == .addedChance ? 0 : 1)
  }

  private mutating func compileStay(_ phase: (traject: Int, index: Int)?, group: Int) throws -> CompiledStay?
  {
    guard let phase else { return nil }
    let definition = model.trajecten[phase.traject].phases[phase.index]
    let form: CompiledStay.Form
    let lengths: [Duration]
    switch definition.stay {
    case .fixed(let length): (form, lengths) = (.fixed, [length])
    case .uniform(let low, let high): (form, lengths) = (.uniform, [low, high])
    case .triangular(let low, let mode, let high): (form, lengths) = (.triangular, [low, mode, high])
    case .completion(let low, let chance, let high):
      form = .completion(
        chance: try slots.program(chance.expression, group: group),
        period: chance.period?.steps(of: study.clock) ?? 1, isRate: chance.isRate)
      lengths = [low, high]
    case .discrete(let parts):
      form = .discrete(weights: parts.map(\.weight))
      lengths = parts.map(\.length)
    case .untilPlace: return nil
    }
    return CompiledStay(
      form: form,
      lengths: try lengths.map { try length($0, group: group) },
      hoursPerWeek: try definition.hoursPerWeek.map { try slots.program($0, group: group) },
      stepsPerWeek: unitSteps(.week), isHours: lengths.map { $0.unit == .hour },
      extensionChance: try definition.extension.map { try slots.program($0.chance, group: group) },
      extensionLength: try definition.extension.map { try length($0.length, group: group) },
      extensionIsHours: definition.extension?.length.unit == .hour)
  }

  private mutating func compileEnds(
    _ phase: (traject: Int, index: Int)?, group: Int
  ) throws -> [CompiledEnd] {
    guard let phase else { return [] }
    let traject = model.trajecten[phase.traject]
    let definition = traject.phases[phase.index]
    var destinations = definition.otherwise
    if destinations.isEmpty {
      let next = phase.index + 1
      destinations =
        next < traject.phases.count ? [Destination(traject.phases[next].name)] : traject.otherwise
    }
    guard !destinations.isEmpty else {
      throw SimulationError.invalid("trajecten.\(traject.name).\(definition.name): no way on after the stay")
    }
    return try destinations.map {
      CompiledEnd(
        target: try position($0.target, in: stateIndex, as: "states"),
        share: try slots.program($0.share, group: group))
    }
  }

  /// From which value of its own clock (time in state or since benefit change) a formula no longer changes.
  private func stationaryFrom(_ formula: Formula) -> Int {
    ClockReach(tables: model.tables, end: steps).reach(of: formula)
  }
}
