import WerkfitStudy

/// Compiles price lines, outcomes and the columns of results.
///
/// What is counted is split by group only where an amount differs between groups.
struct PricingCompiler {
  let study: Study
  let model: StudyModel
  let stateNames: [String]
  private let stateIndex: [String: Int]
  private var pricing = CompiledPricing()
  private var byGroup = false
  /// Index of an edge `from * states + to`, or −1; per group the same, shifted by `edgeCount`.
  private(set) var edges: [Int32]
  /// The number of counted edges, without the split by group.
  private(set) var edgeKinds = 0
  /// The number of groups between which quantities are split.
  var scopes: Int { byGroup ? model.groups.count : 1 }

  init(study: Study, model: StudyModel, stateNames: [String]) {
    self.study = study
    self.model = model
    self.stateNames = stateNames
    stateIndex = Dictionary(
      stateNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    edges = [Int32](repeating: -1, count: stateNames.count * stateNames.count)
  }

  mutating func compile(slots: inout SlotCompiler, states: [CompiledState]) throws -> CompiledPricing {
    byGroup = model.groups.count > 1 && amountsDiffer(slots)
    pricing.occupancyColumns = stateNames.count * scopes
    for group in 0..<max(model.groups.count, 1) {
      for state in stateNames.indices {
        pricing.columnOfRow.append(byGroup ? group * stateNames.count + state : state)
      }
    }
    pricing.stateOfColumn = (0..<pricing.occupancyColumns).map { $0 % max(stateNames.count, 1) }
    pricing.agesOfColumn = [Int](repeating: 0, count: pricing.occupancyColumns)
    pricing.parties = model.parties.map(\.name).filter { $0 != Party.society }
    slots.reading = "money"
    pricing.indexation = try slots.program(study.money.indexation)
    pricing.rates.append(FormulaProgram(constant: 0))
    pricing.plainClass = weightClass(.occupancy(study.clock.counted), rate: 0)
    if model.trajecten.contains(where: \.hasWaitingList) {
      pricing.waitingClass = weightClass(.occupancy(.start), rate: 0)
    }
    let studyRate = try rate(study.money.discountRate, slots: &slots)
    pricing.studyRate = studyRate
    slots.reading = nil
    pricing.memberShares = try model.parties.filter { $0.name != Party.society }.flatMap(\.members)
      .map { try slots.program($0.share) }
    for line in model.prices {
      let own = try line.discountRate.map { try rate($0, slots: &slots) } ?? studyRate
      var terms = try compile(
        basis: line.basis, amount: line.amount, counted: line.counted, rate: own, slots: &slots,
        path: "prices.\(line.name)")
      let fund = model.funds.firstIndex { $0.account == line.from } ?? -1
      if fund >= 0 {
        for index in terms.indices {
          terms[index].nominal = weightClass(pricing.classes[terms[index].weights].kind, rate: -1)
        }
      }
      pricing.lines.append(
        CompiledLine(
          name: line.name, terms: terms, from: party(line.from), to: party(line.to),
          category: line.category, fund: fund))
    }
    for outcome in model.outcomes {
      let own = try outcome.discountRate.map { try rate($0, slots: &slots) } ?? 0
      let terms = try outcome.lines.flatMap {
        try compile(
          basis: $0.basis, amount: $0.amount, counted: outcome.counted, rate: own, slots: &slots,
          path: "outcomes.\(outcome.name)")
      }
      pricing.outcomes.append(CompiledOutcome(name: outcome.name, terms: terms))
    }
    try checkAges(pricing.agesOfColumn)
    pricing.columns = ColumnCompiler(study: study, model: model, states: states, pricing: pricing).columns()
    return pricing
  }

  /// The index of a party in the ledger; −1 is samenleving.
  private func party(_ account: Account) -> Int { pricing.parties.firstIndex(of: account.party) ?? -1 }

  private func amountsDiffer(_ slots: SlotCompiler) -> Bool {
    let amounts = model.prices.map(\.amount) + model.outcomes.flatMap { $0.lines.map(\.amount) }
    let ages = Set(model.groups.map { $0.age ?? 0 })
    return amounts.contains { amount in
      if ages.count > 1, readsAge(amount) { return true }
      return model.groups.indices.contains { group in
        slots.reader.readsOwn(amount, group: group)
      }
    }
  }

  private func readsAge(_ formula: Formula) -> Bool {
    if formula.clocks.contains(.age) { return true }
    return formula.parameterNames.contains { name in
      guard let parameter = model.parameters.first(where: { $0.name == name }),
        case .expression(let inner) = parameter.definition
      else { return false }
      return readsAge(inner)
    }
  }

  private mutating func rate(_ formula: Formula, slots: inout SlotCompiler) throws -> Int {
    slots.reading = "money.discount"
    defer { slots.reading = nil }
    let program = try slots.program(formula)
    if let constant = program.constant,
      let known = pricing.rates.firstIndex(where: { $0.constant == constant })
    {
      return known
    }
    pricing.rates.append(program)
    return pricing.rates.count - 1
  }

  private mutating func weightClass(_ kind: WeightClass.Kind, rate: Int) -> Int {
    let wanted = WeightClass(kind: kind, rate: rate)
    if let known = pricing.classes.firstIndex(of: wanted) { return known }
    pricing.classes.append(wanted)
    return pricing.classes.count - 1
  }

  private mutating func compile(
    basis: QuantityBasis, amount: Formula, counted: Counting?, rate: Int, slots: inout SlotCompiler,
    path: String
  ) throws -> [CompiledTerm] {
    let counting = counted ?? study.clock.counted
    let kind: WeightClass.Kind
    var perPerson = true
    switch basis {
    case .time: kind = .occupancy(counting)
    case .move: kind = .move(counted ?? .end)
    case .start: kind = .start
    case .once:
      kind = .once
      perPerson = false
    case .every, .placeTime:
      kind = .occupancy(counting)
      perPerson = false
    }
    let weights = weightClass(kind, rate: rate)
    let split =
      byGroup && perPerson ? Array(model.groups.indices) : [byGroup || model.groups.isEmpty ? -1 : 0]
    return try split.map { group in
      // One group, or all alike: its scope is that of all; own parameters of a single group count too.
      let scope = model.groups.count == 1 || byGroup ? group : -1
      let program = try slots.program(amount, group: perPerson ? scope : -1)
      let compiled = try compile(basis, group: byGroup ? group : 0)
      let ages = try ages(
        of: amount, program, group: perPerson ? scope : -1, compiled, slots: slots, path: path)
      if case .time(let columns, _) = compiled {
        for column in columns { pricing.agesOfColumn[column] = max(pricing.agesOfColumn[column], ages) }
      }
      return CompiledTerm(
        basis: compiled, amount: program, weights: weights, variesInTime: !program.axes.isEmpty,
        group: max(group, 0), ages: ages)
    }
  }

  private mutating func compile(_ basis: QuantityBasis, group: Int) throws -> CompiledBasis {
    switch basis {
    case .time(let names, let per):
      let columns = try names.map { max(group, 0) * stateNames.count + (try state($0)) }
      return .time(columns: columns, period: per.steps(of: study.clock))
    case .move(let sources, let targets):
      var found: [Int] = []
      for source in sources {
        for target in targets {
          let index = try state(source) * stateNames.count + (try state(target))
          if edges[index] < 0 {
            edges[index] = Int32(edgeKinds)
            edgeKinds += 1
          }
          found.append(index)
        }
      }
      // Edge numbers are settled only when all lines are compiled: keep the key and the group.
      return .move(edges: found.map { $0 + max(group, 0) * stateNames.count * stateNames.count })
    case .start(let names):
      let starts = try names.map { name in
        guard let index = model.trajecten.firstIndex(where: { $0.name == name }) else {
          throw SimulationError.invalid("trajecten.\(name): unknown name")
        }
        return byGroup ? index * model.groups.count + max(group, 0) : index
      }
      return .start(trajecten: starts)
    case .placeTime(let pool, let per):
      guard let index = model.places.firstIndex(where: { $0.name == pool }) else {
        throw SimulationError.invalid("places.\(pool): unknown name")
      }
      return .placeTime(pool: index, period: per.steps(of: study.clock))
    case .once: return .once
    case .every(let per): return .every(period: per.steps(of: study.clock))
    }
  }

  private func state(_ name: String) throws -> Int {
    guard let index = stateIndex[name] else { throw SimulationError.invalid("states.\(name): unknown name") }
    return index
  }
}
