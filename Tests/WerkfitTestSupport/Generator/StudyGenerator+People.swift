import WerkfitStudy

extension StudyGenerator {
  /// Two to five states: benefit and work always, then perhaps part-time or subsidised work and a way out.
  mutating func makeStates() -> [StateDefinition] {
    var kinds: [(String, StateKind)] = [("bijstand", .benefit), ("werk", .work)]
    if random.happens(0.5) { kinds.append(("deeltijd", .partTimeWork)) }
    if random.happens(0.3) { kinds.append(("subsidie", .subsidisedWork)) }
    if random.happens(0.4) { kinds.append(("weg", .other)) }
    return kinds.map { name, kind in
      let isAbsorbing = name == "weg"
      let others = kinds.map(\.0).filter { $0 != name }
      let targets = isAbsorbing ? [] : others.filter { _ in random.happens(0.7) }
      return StateDefinition(
        name: name, kind: kind,
        moves: makeExits(of: name, to: targets.isEmpty && !isAbsorbing ? [others[0]] : targets))
    }
  }

  /// Competing exits whose chances together stay under about a quarter per step.
  mutating func makeExits(of state: String, to targets: [String], dropout: [String] = []) -> [Exit] {
    let shares = shares(max(1, targets.count))
    let together = number(0.04, 0.25)
    // A state keeps one clock of its people beside those of the calendar.
    let memory = pick([ClockVariable.inState, .sinceBenefitChange])
    return zip(targets, shares).map { target, share in
      makeExit(
        of: state, to: target, perStep: together * share, isDropout: dropout.contains(target), memory: memory)
    }
  }

  /// An exit with a chance per step, per other period or as a rate, some with clocks or tables.
  private mutating func makeExit(
    of state: String, to target: String, perStep: Double, isDropout: Bool, memory: ClockVariable
  )
    -> Exit
  {
    let name = "kans_\(state)_\(target)"
    let chance = (perStep * 1000).rounded(.up) / 1000
    var result: Chance
    switch whole(0...9) {
    case 0...4: result = Chance(parameter(name, chance, .chance))
    case 5, 6:
      let period = Period(2, clock.step)
      result = Chance(parameter(name, min(0.9, chance * 1.8), .chance, per: period), per: period)
    case 7: result = Chance(parameter(name, chance, .plain), per: Period(1, clock.step), isRate: true)
    default:
      result = Chance(
        parameter(name, chance / 2, .chance, per: Period(1, clock.step)), per: Period(1, clock.step))
    }
    if state == "bijstand" && target != "weg" { workChances.append(name) }
    if random.happens(0.4) { result.expression = .binary(.multiply, result.expression, clockFactor(memory)) }
    return Exit(cause: "naar-\(target)", to: target, chance: result, isDropout: isDropout)
  }

  /// A factor between a half and one and a half that depends on a clock.
  private mutating func clockFactor(_ memory: ClockVariable) -> Expression {
    switch whole(0...4) {
    case 0: .table("naarTijd", .clock(.t))
    case 1: .table("naarTijd", .clock(memory))
    case 2:
      .call(
        .if,
        [.binary(.lessOrEqual, .clock(memory), .number(Double(whole(1...4)))), .number(1.4), .number(0.7)])
    case 3:
      .call(
        .max,
        [
          .number(0.6),
          .binary(.subtract, .number(1.2), .binary(.multiply, .number(0.05), .clock(memory))),
        ])
    default: .binary(.subtract, .number(1.1), .binary(.multiply, .number(0.01), .clock(.month)))
    }
  }

  /// One to three groups: mostly of a fixed size, some arriving, some on demand.
  mutating func makeGroups() -> [Doelgroep] {
    (0..<whole(1...3)).map { index in
      let size = Double(whole(5...60)) * (options.isLarge ? 40 : 1)
      var supply = Supply.size(.number(size))
      let draw = random.unit()
      if index > 0 && draw < 0.25 {
        supply = .arrivals(
          .number(number(0.3, 4) * (options.isLarge ? 40 : 1)), per: Period(1, clock.step),
          from: random.happens(0.5) ? clock.month(ofStep: whole(0...2)) : nil,
          until: random.happens(0.5) ? clock.month(ofStep: whole(3...clock.steps)) : nil)
      } else if index > 0 && draw < 0.5 && options.hasScarcity {
        supply = .onDemand
      }
      if options.isOnDemand { supply = .onDemand }
      var starting: [(state: String, share: Expression)] = [("bijstand", .number(1))]
      if random.happens(0.3) {
        let part = number(0.5, 0.9)
        starting = [
          ("bijstand", .number(part)), (states[whole(1...states.count - 1)].name, .number(1 - part)),
        ]
      }
      var own: [String: Expression] = [:]
      if random.happens(0.5), let name = workChances.first {
        own[name] = .binary(.multiply, .parameter(name), .number(number(0.6, 1.3)))
      }
      return Doelgroep(
        name: "groep\(index)", supply: supply, startingStates: starting, age: random.happens(0.3) ? 45 : nil,
        parameters: own)
    }
  }
}
