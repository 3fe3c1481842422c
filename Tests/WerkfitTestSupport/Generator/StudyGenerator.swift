import WerkfitStudy

/// What kinds of studies a generator makes.
public struct StudyGeneratorOptions: Sendable {
  /// Whether parameters have distributions instead of fixed values.
  public var hasDistributions = false
  /// Whether pools, funds and intakes may limit the starts, and groups may be supplied on demand.
  public var hasScarcity = true
  /// Whether trajecten may have effects on later or present chances.
  public var hasEffects = true
  /// Whether all groups are supplied on demand, so that people can be followed to the horizon at once.
  public var isOnDemand = false
  /// Whether groups have hidden classes, and offers odds ratios of who is picked.
  public var hasClasses = false
  /// Whether a part of the money is held back for the traject that does best.
  public var hasReserve = false
  /// Whether all trajecten have places for which people wait, and arrivals are random.
  public var hasWaiting = false
  /// Whether group sizes are tens of times larger.
  public var isLarge = false

  /// Fixed parameters, with everything else.
  public init() {}
}

/// Makes small valid studies at random: each seed is one study.
///
/// Scenario `zonder` is the nulalternatief without trajecten, `met` offers every traject. Chances stay well
/// below 1 in sum, shares sum to 1, and nobody's stay is shorter than one step.
public struct StudyGenerator {
  var random: SplitMix64
  let options: StudyGeneratorOptions
  let seed: UInt64
  var parameters: [Parameter] = []
  var states: [StateDefinition] = []
  var pools: [PlacePool] = []
  var funds: [Fund] = []
  var clock = StudyClock(start: CalendarMonth(year: 2021, month: 1), steps: 6)
  /// Parameters that chances of work read, which effects may change.
  var workChances: [String] = []

  /// A generator whose study is fixed by the seed.
  public init(seed: UInt64, options: StudyGeneratorOptions = .init()) {
    self.seed = seed
    self.options = options
    random = SplitMix64(seed: seed &* 0x1000_0000_01B3 &+ 77)
  }

  /// The study of a seed.
  public static func study(seed: UInt64, options: StudyGeneratorOptions = .init()) -> Study {
    var generator = StudyGenerator(seed: seed, options: options)
    return generator.study()
  }

  private mutating func study() -> Study {
    let step = pick([TimeUnit.month, .month, .month, .quarter, .halfYear, .year])
    let counted = pick([Counting.start, .start, .end, .halfway, .points])
    clock = StudyClock(
      start: CalendarMonth(year: 2021, month: 1 + whole(0...11)), steps: whole(6...(step == .year ? 12 : 24)),
      step: step, counted: counted)
    states = makeStates()
    var groups = makeGroups()
    var trajecten = (0..<pick([0, 1, 1, 2, 2])).map { makeTraject($0) }
    if options.hasWaiting { addWaiting(to: &trajecten, &groups) }
    var offers = makeOffers(of: trajecten, to: groups)
    if options.hasClasses { addClasses(to: &groups, &offers) }
    let reserve = options.hasReserve ? makeReserve(for: &trajecten, groups, &offers) : nil
    let (parties, prices) = makePrices(trajecten: trajecten)
    let base = StudyModel(
      parameters: parameters, tables: [makeTable()], groups: groups, states: states, trajecten: trajecten,
      places: pools, funds: funds, parties: parties, prices: prices, outcomes: makeOutcomes())
    var with = StudyChanges()
    with.offers = offers
    with.reserves = [reserve].compactMap { $0 }
    return Study(
      title: "Generated \(seed)", clock: clock,
      money: MoneySettings(
        discountRate: .number(pick([0, 0.0225, 0.05])), indexation: .number(pick([0, 0, 0.03]))),
      perspective: "gemeente",
      exitWindow: whole(2...12), base: base,
      scenarios: [
        Scenario(name: "zonder", isReference: true), Scenario(name: "met", changes: with),
      ])
  }

  mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int(random.unit() * Double(choices.count))]
  }

  mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(random.unit() * Double(range.count))
  }

  /// A number with few digits, so that a study can be read.
  mutating func number(_ low: Double, _ high: Double) -> Double {
    (random.between(low, high) * 1000).rounded() / 1000
  }

  /// Weights that sum to 1.
  mutating func shares(_ count: Int) -> [Double] {
    let weights = (0..<count).map { _ in random.between(0.2, 1) }
    return weights.map { $0 / weights.reduce(0, +) }
  }

  /// A new parameter with the given mean.
  mutating func parameter(_ name: String, _ mean: Double, _ dimension: Dimension, per period: Period? = nil)
    -> Expression
  {
    var distribution = Distribution.fixed(mean)
    if options.hasDistributions, random.happens(0.7) {
      distribution =
        dimension == .chance
        ? .beta(alpha: 200 * mean, beta: 200 * (1 - mean)) : .gamma(shape: 25, scale: mean / 25)
    }
    parameters.append(
      Parameter(name: name, definition: .distribution(distribution), dimension: dimension, period: period))
    return .parameter(name)
  }

  private mutating func makeTable() -> LookupTable {
    LookupTable(
      name: "naarTijd", breakpoints: [1, 4, 9],
      values: [.number(number(0.7, 1.2)), .number(number(0.7, 1.2)), .number(number(0.7, 1.2))])
  }
}
