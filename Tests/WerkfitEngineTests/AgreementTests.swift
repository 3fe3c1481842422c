import Testing
import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

/// The kernel against the oracle: equal laws over many generated studies.
@Suite("Kernel and oracle")
struct AgreementTests {
  static let studies = 200
  static let runs = 150

  /// The studies with their runs by the oracle, made once for all tests.
  static let reference = samples(1...UInt64(studies), options: .init())

  /// The same for studies in which everyone comes on demand: there the kernel follows lives at once.
  static let onDemand: [Reference] = {
    var options = StudyGeneratorOptions()
    options.isOnDemand = true
    return samples(1...UInt64(studies / 2), options: options)
  }()

  /// The same with hidden classes, and offers that prefer some people.
  static let classes: [Reference] = {
    var options = StudyGeneratorOptions()
    options.hasClasses = true
    return samples(1...UInt64(studies / 2), options: options)
  }()

  /// The same with a reserve that goes to what did best so far.
  static let reserves: [Reference] = {
    var options = StudyGeneratorOptions()
    options.hasReserve = true
    return samples(1...UInt64(studies), options: options).filter { seed, study, sample in
      study.scenarios.contains { !$0.changes.reserves.isEmpty }
    }
  }()

  /// Studies that ask for nothing that starters must be followed for, without effects on later chances: there people are
  /// counted per state alone.
  static let pastless: [Reference] = {
    var options = StudyGeneratorOptions()
    options.hasEffects = false
    return samples(201...UInt64(200 + studies), options: options).map { seed, study, sample in
      var study = study
      study.reported = sample.columns.keys.filter {
        !$0.hasPrefix(OracleSample.shadow) && StandardOutcome(rawValue: $0)?.needsTracking != true
      }.sorted()
      return (seed, study, sample)
    }
  }()

  typealias Reference = (seed: UInt64, study: Study, sample: OracleSample)

  private static func samples(
    _ seeds: ClosedRange<UInt64>, options: StudyGeneratorOptions
  ) -> [Reference] {
    seeds.map { seed in
      let study = StudyGenerator.study(seed: seed, options: options)
      return (seed, study, OracleSample(of: study, scenario: "met", runs: runs, seed: seed))
    }
  }

  /// Runs the kernel on all studies and compares it with the oracle.
  static func comparison(
    with reference: [Reference], smallFlow: Int?, comparesSpreadOfShadows: Bool = true
  ) throws -> GlobalComparison {
    var comparison = GlobalComparison()
    for (seed, study, sample) in reference {
      var settings = RunSettings()
      settings.replications = runs
      // Parameters are fixed, so that one draw serves all runs.
      settings.chancesPerDraw = runs
      settings.seed = 1_000_000 + seed
      settings.threads = 1
      if let smallFlow { settings.smallFlow = smallFlow }
      let result = try simulate(study, settings: settings).base
      let scenario = try #require(result.sampled.index(ofScenario: "met"))
      for (key, values) in sample.columns {
        let isShadow = key.hasPrefix(OracleSample.shadow)
        let table = isShadow ? result.counterfactual : result.sampled
        let name = isShadow ? String(key.dropFirst(OracleSample.shadow.count)) : key
        if !study.reported.isEmpty && !study.reported.contains(name) { continue }
        let kernel =
          table.index(of: name).map { Array(table.column(scenario: scenario, outcome: $0)) }
          ?? values.map { _ in 0 }
        // How a starter and the shadow beside them hang together is ours to choose: the kernel gives them the
        // same numbers, the oracle does not, and nothing rests on the spread of their difference.
        let isCoupled = key.hasPrefix("net") || (isShadow && !comparesSpreadOfShadows)
        comparison.add(study: seed, outcome: key, kernel, values, comparesSpread: !isCoupled)
      }
    }
    return comparison
  }

  /// Holds the kernel to the laws of the oracle, over at least so many scores.
  private func expectSameLaws(
    _ reference: [Reference], smallFlow: Int? = nil, over scores: Int = 2_000,
    comparesSpreadOfShadows: Bool = true
  ) throws {
    let verdict = try Self.comparison(
      with: reference, smallFlow: smallFlow, comparesSpreadOfShadows: comparesSpreadOfShadows
    ).verdict()
    #expect(verdict.scores > scores)
    let shown = verdict.findings.prefix(40).joined(separator: "\n")
    #expect(verdict.agrees, "\(verdict.findings.count) findings:\n\(shown)")
  }

  @Test(
    "Kernel and oracle have the same laws, however flows are split",
    arguments: [0, nil, 1_000_000] as [Int?])
  func sameLaws(smallFlow: Int?) throws {
    try expectSameLaws(Self.reference, smallFlow: smallFlow, over: 5_000)
  }

  @Test("Kernel and oracle have the same laws where everyone comes on demand and is followed to the horizon")
  func sameLawsOfLives() throws { try expectSameLaws(Self.onDemand) }

  @Test(
    "Kernel and oracle have the same laws where nothing of people's pasts matters",
    arguments: [0, nil, 1_000_000] as [Int?])
  func sameLawsOfPastless(smallFlow: Int?) throws {
    // Without effects a shadow lives the very life of the starter: who leaves a place early makes room for one more
    // starter, and has a shadow that leaves early too. In the oracle the two know nothing of each other.
    try expectSameLaws(Self.pastless, smallFlow: smallFlow, comparesSpreadOfShadows: false)
  }

  @Test(
    "Kernel and oracle have the same laws with hidden classes and selection odds",
    arguments: [0, nil] as [Int?])
  func sameLawsOfClasses(smallFlow: Int?) throws { try expectSameLaws(Self.classes, smallFlow: smallFlow) }

  @Test("Kernel and oracle have the same laws with a reserve that learns")
  func sameLawsOfReserves() throws {
    #expect(Self.reserves.count > 50)
    try expectSameLaws(Self.reserves)
  }

  @Test("The comparison finds hazards that are 2% too high with a chance of 0.99, and finds nothing at 0%")
  func findsSmallBias() {
    func comparison(_ bias: OracleBias) -> GlobalComparison {
      var comparison = GlobalComparison()
      for (seed, study, sample) in Self.reference {
        let other = OracleSample(
          of: study, scenario: "met", runs: Self.runs, seed: 7_000_000 + seed, bias: bias)
        for (key, values) in sample.columns {
          comparison.add(study: seed, outcome: key, other.columns[key] ?? [], values)
        }
      }
      return comparison
    }
    let same = comparison(.none).verdict()
    #expect(same.scores > 5_000)
    #expect(same.agrees, "\(same.findings)")
    // In trajecten there are fewer exits to tell a difference by.
    for bias in [OracleBias(factor: 1.02), OracleBias(factor: 1.05, place: .inTrajecten)] {
      let biased = comparison(bias).verdict()
      // A statistic with standard deviation 1 about a mean this far above the critical value passes it with
      // chance 0.99 if the mean lies 2.33 above; 1 more for the error of this one sample.
      #expect(biased.excess > 2.33 + 1, "\(bias): excess \(biased.excess)")
    }
  }
}
