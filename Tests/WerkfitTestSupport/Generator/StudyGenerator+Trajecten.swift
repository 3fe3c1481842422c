import WerkfitStudy

extension StudyGenerator {
  /// A traject of one to three phases with effects, perhaps a pool of places and a fund.
  mutating func makeTraject(_ index: Int) -> Traject {
    let name = "traject\(index)"
    let phases = (0..<whole(1...3)).map { makePhase("\(name)_fase\($0)", isFirst: $0 == 0) }
    let part = number(0.05, 0.4)
    var traject = Traject(
      name: name, phases: phases,
      otherwise: [
        Destination("werk", share: .number(part)), Destination("bijstand", share: .number(1 - part)),
      ])
    if options.hasEffects {
      if random.happens(0.7) {
        traject.lockIn = [makeEffect(on: "kans_\(phases[0].name)_werk", isGain: false)]
      }
      if random.happens(0.7), !workChances.isEmpty {
        traject.gain = [makeEffect(on: pick(workChances), isGain: true)]
      }
    }
    if options.hasScarcity, random.happens(0.4) {
      let pool = PlacePool(
        name: "plaatsen\(index)", capacity: .number(Double(whole(2...15))), isRotating: random.happens(0.8),
        emptyBetween: random.happens(0.5) ? Duration(.number(pick([0.5, 1, 1.5])), clock.step) : nil,
        from: random.happens(0.3) ? clock.month(ofStep: 1) : nil,
        until: random.happens(0.4) ? clock.month(ofStep: whole(3...clock.steps - 1)) : nil)
      pools.append(pool)
      traject.places = pool.name
      if phases.count > 1, random.happens(0.3) { traject.placePhases = [phases[0].name] }
    }
    if options.hasScarcity, random.happens(0.4) {
      let fund = Fund(
        name: "fonds\(index)", amount: .number(Double(whole(20...200)) * 500),
        account: Account(party: "gemeente", account: "pot\(index)"),
        until: random.happens(0.3) ? clock.month(ofStep: whole(3...clock.steps - 1)) : nil,
        commitment: random.happens(0.7) ? .start : .payment)
      funds.append(fund)
      traject.fund = fund.name
      traject.commits = parameter("vastgelegd\(index)", Double(whole(2...12)) * 500, .money)
    }
    traject.dropoutsKeepGain = random.happens(0.5)
    return traject
  }

  /// Lets people of all trajecten wait for places, of one pool or one each, and groups arrive at random.
  mutating func addWaiting(to trajecten: inout [Traject], _ groups: inout [Doelgroep]) {
    for index in groups.indices { groups[index].arrivalSpread = pick([.even, .poisson, .poisson]) }
    let names = groups.map(\.name) + trajecten.map(\.name)
    let isShared = random.happens(0.6)
    pools = []
    for index in trajecten.indices {
      let name = isShared ? "plaatsen" : "plaatsen\(index)"
      if !pools.contains(where: { $0.name == name }) {
        let order = pick(AdmissionOrder.allCases)
        let places = whole(3...12)
        pools.append(
          PlacePool(
            name: name, capacity: .number(Double(places)), isRotating: random.happens(0.85),
            emptyBetween: random.happens(0.3) ? Duration(.number(pick([0.5, 1])), clock.step) : nil,
            from: random.happens(0.2) ? clock.month(ofStep: 1) : nil,
            until: random.happens(0.2) ? clock.month(ofStep: whole(3...clock.steps - 1)) : nil, order: order,
            priority: order == .priority ? Array(Set([pick(names), pick(names)])).sorted() : [],
            earmarked: random.happens(0.4)
              ? [Earmark(pick(groups).name, places: .number(Double(whole(1...2))))] : [],
            admits: random.happens(0.3) ? .number(Double(whole(1...3))) : nil))
      }
      let list = "\(trajecten[index].name)_wacht"
      let exits = makeExits(
        of: list, to: random.happens(0.7) ? ["werk", "bijstand"] : ["bijstand"], dropout: [])
      trajecten[index].phases.insert(
        Phase(name: list, stay: .untilPlace(of: name), exits: exits),
        at: trajecten[index].phases.count > 1 && random.happens(0.4) ? 1 : 0)
      trajecten[index].places = name
      trajecten[index].placePhases = []
    }
  }

  private mutating func makePhase(_ name: String, isFirst: Bool) -> Phase {
    var targets: [String] = []
    if isFirst || random.happens(0.7) { targets.append("werk") }
    if random.happens(0.7) { targets.append("bijstand") }
    var otherwise: [Destination] = []
    if random.happens(0.15) {
      let part = number(0.3, 0.7)
      otherwise = [
        Destination("werk", share: .number(part)), Destination("bijstand", share: .number(1 - part)),
      ]
    }
    return Phase(
      name: name, kind: random.happens(0.75) ? .benefit : .paidPlace, stay: makeStay(),
      extension: random.happens(0.25)
        ? StayExtension(chance: .number(number(0.1, 0.5)), length: steps(pick([1, 1.5, 2]))) : nil,
      hoursPerWeek: .number(20), exits: makeExits(of: name, to: targets, dropout: ["bijstand"]),
      otherwise: otherwise)
  }

  private func steps(_ count: Double) -> Duration { Duration(.number(count), clock.step) }

  private mutating func makeStay() -> Stay {
    switch whole(0...6) {
    case 0: return .fixed(steps(Double(whole(1...5))))
    case 6:
      // At 20 hours a week: two and a half steps.
      let hours = 2.5 * 20 * clock.step.months / TimeUnit.week.months
      return .fixed(Duration(.number(hours.rounded()), .hour))
    case 1: return .fixed(steps(number(1.1, 4.9)))
    case 2: return .uniform(steps(Double(whole(1...2))), steps(Double(whole(3...6))))
    case 3: return .triangular(steps(1), steps(number(1.5, 4)), steps(5))
    case 4:
      return .completion(
        minimum: steps(Double(whole(1...2))), chance: Chance(.number(number(0.1, 0.5))),
        maximum: steps(Double(whole(4...7))))
    default: return .discrete([(steps(1), 0.2), (steps(2.5), 0.5), (steps(4), 0.3)])
    }
  }

  private mutating func makeEffect(on parameter: String, isGain: Bool) -> Effect {
    var effect = Effect(parameter: parameter, scale: .hazardRatio, size: .number(1))
    switch whole(0...3) {
    case 0, 1: effect.size = .number(isGain ? number(1, 1.9) : number(0.4, 1))
    case 2:
      effect.scale = .riskRatio
      effect.size = .number(isGain ? number(1, 1.5) : number(0.5, 1))
    default:
      effect.scale = .addedChance
      effect.size = .number(isGain ? number(0.01, 0.06) : -number(0, 0.02))
      if random.happens(0.3) { effect.period = Period(2, clock.step) }
    }
    guard isGain else { return effect }
    effect.origin = random.happens(0.7) ? .end : .start
    if random.happens(0.6) { effect.halfLife = steps(Double(whole(2...12))) }
    if random.happens(0.3) { effect.endsAfter = steps(Double(whole(3...9))) }
    return effect
  }

  /// Offers of every traject: everybody at once, with an intake, or as many as there are places and money.
  mutating func makeOffers(of trajecten: [Traject], to groups: [Doelgroep]) -> [Offer] {
    trajecten.map { traject in
      let isDemanded = options.isOnDemand || groups.count > 1 && random.happens(0.5)
      var names = isDemanded ? groups.filter(\.isOnDemand).map(\.name) : []
      if names.isEmpty { names = groups.filter { !$0.isOnDemand && random.happens(0.7) }.map(\.name) }
      if names.isEmpty { names = ["groep0"] }
      let demands = groups.contains { $0.isOnDemand && names.contains($0.name) }
      var offer = Offer(traject: traject.name, groups: names)
      if random.happens(0.4) { offer.from = clock.month(ofStep: whole(0...3)) }
      if random.happens(0.3) { offer.until = clock.month(ofStep: whole(4...clock.steps)) }
      if random.happens(0.2) { offer.delay = steps(pick([1, 1.5])) }
      if !demands && random.happens(0.15) { offer.states = ["bijstand", "werk"] }
      let isLimited = traject.places != nil && !options.hasWaiting || traject.fund != nil
      if (demands || options.hasScarcity && random.happens(0.4)) && !(isLimited && random.happens(0.4)) {
        offer.intake = .number(number(0.4, 5))
        offer.intakePeriod = pick([Period(1, clock.step), Period(1, clock.step), Period(2, clock.step)])
      } else if !isLimited && offer.until == nil && random.happens(0.3) {
        offer.share = .number(number(0.3, 0.9))
      }
      if demands && names.count > 1 && random.happens(0.5) {
        let part = number(0.2, 0.8)
        if names.count == 2 { offer.mix = [.number(part), .number(1 - part)] }
      }
      return offer
    }
  }
}

extension Doelgroep {
  /// Whether people enter only when a traject takes them.
  public var isOnDemand: Bool {
    if case .onDemand = supply { return true }
    return false
  }
}
