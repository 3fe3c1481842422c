import WerkfitDecision
import WerkfitStudy

@testable import WerkfitEngine

/// A made-up study with made-up results, by which texts and layouts are tested.
enum SampleStudy {
  /// A small generator, so that the sample is the same everywhere.
  struct Noise {
    var state: UInt64 = 88_172_645_463_325_252
    /// Uniform with mean 0 and variance 1.
    mutating func next() -> Double {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return (Double(state >> 11) / 9_007_199_254_740_992 - 0.5) * 12.0.squareRoot()
    }
  }

  static let labels = [
    "doorgaan": "Doorgaan zonder", "plekken": "Alleen werkplekken", "scholing": "Alleen scholing",
    "midden": "Midden: werkplekken, scholing en een mobiliteitscentrum", "nadruk": "Nadruk op banen",
  ]

  static func study(_ scenarios: [String]) -> Study {
    let chance = Parameter(
      name: "kans", definition: .distribution(.beta(alpha: 2, beta: 5)),
      provenance: Provenance(confidence: .ownEstimate))
    let price = Parameter(
      name: "prijs", definition: .distribution(.fixed(2550)), provenance: Provenance(source: "cedris"))
    let gemeente = Account(party: "gemeente")
    let client = Account(party: "client")
    let model = StudyModel(
      parameters: [chance, price],
      states: [StateDefinition(name: "bijstand", label: "In de bijstand", kind: .benefit)],
      trajecten: [Traject(name: "training", label: "Training", phases: [], otherwise: [])],
      parties: [Party(name: "gemeente", label: "de gemeenten"), Party(name: "client", label: "de cliënt")],
      prices: [
        PriceLine(
          name: "uitkering", label: "Uitkering", basis: .once, amount: .number(1250), from: gemeente,
          to: client, category: .benefit)
      ])
    return Study(
      title: "Bijstelling van € 2 mln", question: "Waar gaat het geld heen?",
      clock: StudyClock(start: CalendarMonth(year: 2021, month: 1), steps: 84),
      money: MoneySettings(priceYear: 2021, discountRate: .number(0.0225)), perspective: "gemeente",
      base: model,
      targets: [
        Target(
          name: "uitstroom", label: "Minstens 100 mensen aan het werk", subject: .outcome("grossExits"),
          comparison: .atLeast, value: 100)
      ],
      readings: [Variant(name: "per-start", label: "€ 7.000 per start")],
      scenarios: scenarios.enumerated().map {
        Scenario(name: $1, label: labels[$1], isReference: $0 == 0)
      },
      unpriced: ["Gezondheid", "Minder schulden"], files: ["voorbeeld.yaml"])
  }

  /// Mean and spread per outcome of the n-th alternative; all zero for the nulalternatief.
  static func result(
    _ scenarios: [String] = ["doorgaan", "plekken", "scholing"], draws: Int = 250, chances: Int = 4,
    hasSpread: Bool = true
  ) -> StudyResult {
    let study = study(scenarios)
    var settings = RunSettings()
    settings.replications = draws * chances
    var other = reading(scenarios, draws: draws, chances: chances, factor: 0.5, spread: hasSpread ? 1 : 0)
    other.reading = "per-start"
    return StudyResult(
      study: study, settings: settings, scenarios: scenarios, referenceIndex: 0,
      readings: [
        reading(scenarios, draws: draws, chances: chances, factor: 1, spread: hasSpread ? 1 : 0), other,
      ],
      draws: 0, threads: 1, seconds: 1)
  }

  /// An outcome with its mean, and its spread by ignorance and by chance.
  typealias Sample = (
    key: String, unit: OutcomeDescriptor.Unit, mean: Double, ignorance: Double, chance: Double
  )

  static let outcomes: [Sample] =
    [
      ("started", .persons, 205, 10, 3), ("grossExits", .persons, 83, 12, 7),
      ("nullExits", .persons, 72, 11, 7), ("netExits", .persons, 11, 6, 9),
      ("netDurableExits12", .persons, 8, 5, 7), ("programmeCost", .money, 2_000_000, 20_000, 0),
      ("benefitPaid", .money, -917_000, 250_000, 90_000),
      ("balance:gemeente", .money, -1_083_000, 260_000, 90_000),
      ("balance:client", .money, 268_000, 60_000, 20_000),
      ("balanceSociety", .money, -565_000, 400_000, 90_000),
    ]

  private static func reading(
    _ scenarios: [String], draws: Int, chances: Int, factor: Double, spread: Double
  ) -> ReadingResult {
    let rows = draws * chances
    var values: [Double] = []
    var noise = Noise()
    for scenario in scenarios.indices {
      let size = scenario == 0 ? 0 : factor * Double(scenario + 1) / 2
      for outcome in outcomes {
        for _ in 0..<draws {
          let mean = outcome.mean + spread * outcome.ignorance * noise.next()
          for _ in 0..<chances { values.append(size * (mean + spread * outcome.chance * noise.next())) }
        }
      }
    }
    let descriptors = outcomes.map { OutcomeDescriptor(key: $0.key, unit: $0.unit) }
    let table = OutcomeTable(scenarios: scenarios, outcomes: descriptors, rows: rows, values: values)
    let none = OutcomeTable(
      scenarios: scenarios, outcomes: descriptors, rows: rows,
      values: [Double](repeating: 0, count: values.count))
    let series = scenarios.indices.map { scenario in
      let flow = (0...84).map { $0 == 0 ? -2_000_000.0 : 20_000 * Double(scenario) }
      return TimeSeries(
        states: ["bijstand"], occupancy: [(0...84).map { 100 - Double($0) / 2 }],
        shadowOccupancy: [[Double](repeating: 0, count: 85)], parties: ["gemeente", "client"],
        balance: scenario == 0
          ? [[Double](repeating: 0, count: 85), [Double](repeating: 0, count: 85)]
          : [flow, flow.map { -$0 }],
        shadowBalance: [[Double](repeating: 0, count: 85), [Double](repeating: 0, count: 85)],
        starts: (0...84).map { $0 == 0 ? 205 : 0 })
    }
    return ReadingResult(
      reading: nil, sampled: table, counterfactual: none, expected: nil, expectationIsExact: false,
      chancesPerDraw: chances, series: series)
  }
}
