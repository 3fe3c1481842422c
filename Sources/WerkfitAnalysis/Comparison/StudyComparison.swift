import WerkfitDecision
import WerkfitEngine

/// Everything that a comparison of scenarios says, as plain numbers and keys: every format is made from it.
///
/// Scenarios are addressed by their position in `scenarios`. Lists per scenario have one entry for each,
/// nil where there is nothing to say (a difference of the reference with itself).
public struct StudyComparison: Sendable, Codable, Hashable {
  /// What was computed and how.
  public var run: RunDescription
  /// The scenarios, in order of the study.
  public var scenarios: [ScenarioDescription]
  /// The position of the nulalternatief.
  public var reference: Int
  /// The base reading first, then the others.
  public var readings: [ReadingComparison]
  /// How the assumptions of the study are founded.
  public var assumptions: AssumptionCount
  /// Effects without a price (PM posts), in words.
  public var unpriced: [String]
  /// The keys of the outcomes that are looked at first, in order.
  public var headlineKeys: [String]

  /// The base reading.
  public var base: ReadingComparison { readings[0] }
  /// The positions of the scenarios other than the nulalternatief.
  public var alternatives: [Int] { scenarios.indices.filter { $0 != reference } }
  /// Whether there is only the nulalternatief.
  public var isReferenceAlone: Bool { alternatives.isEmpty }
}

/// A name and what readers see.
public struct ScenarioDescription: Sendable, Codable, Hashable {
  /// The key in the study file.
  public var key: String
  /// What readers see.
  public var label: String
  /// A remark for readers, or nil.
  public var note: String?
}

/// What was computed and how: printed with every result.
public struct RunDescription: Sendable, Codable, Hashable {
  /// The title of the study.
  public var title: String
  /// The question that the study answers, or nil.
  public var question: String?
  /// The files it was read from.
  public var files: [String]
  /// Changes to the study from outside its file, as `path=value`.
  public var changes: [String]
  /// The seed of all random numbers.
  public var seed: UInt64
  /// The version of the stream of random numbers: with another version the same seed gives other numbers.
  public var stream: Int
  /// The number of replications of the base reading.
  public var replications: Int
  /// The number of draws of the parameters of the base reading.
  public var draws: Int
  /// How often chance was drawn for each draw of the parameters (K).
  public var chancesPerDraw: Int
  /// Whether only expected values were computed.
  public var expectedOnly: Bool
  /// Whether every parameter stood at its mean.
  public var parametersAtMean: Bool
  /// How the parameters were drawn.
  public var sampling: ParameterSampling
  /// The first month, such as `2021-01`.
  public var start: String
  /// The number of steps.
  public var steps: Int
  /// The length of a step in months.
  public var monthsPerStep: Double
  /// When within a step things are counted: start, end, halfway or points.
  public var counted: String
  /// The discount rate a year, or nil where it varies.
  public var discountRate: Double?
  /// The year whose prices are used, or nil.
  public var priceYear: Int?
  /// The currency of money.
  public var currency: String
  /// Whether the study has price lines at all.
  public var hasMoney: Bool
  /// The party of the headline balance, or nil.
  public var perspective: PartyDescription?
  /// How the scenarios are coupled: always `commonRandomNumbers`.
  public var coupling: String
  /// The window after a start within which a first exit to work counts, in months.
  public var exitWindowMonths: Double
  /// The calendar month of each point 0 … T, such as `2021-01`.
  public var calendar: [String]
}

/// A party of the ledger.
public struct PartyDescription: Sendable, Codable, Hashable {
  /// The key in the study file.
  public var key: String
  /// What readers see.
  public var label: String

  /// A party.
  public init(key: String, label: String) { (self.key, self.label) = (key, label) }
}

/// A comparison under one reading.
public struct ReadingComparison: Sendable, Codable, Hashable {
  /// The key of the reading; nil is the base.
  public var key: String?
  /// What readers see; nil for the base.
  public var label: String?
  /// How E[outcome | parameters] was found, for everything that is a difference.
  public var method: ExpectationMethod
  /// Per outcome the values and differences.
  public var outcomes: [OutcomeComparison]
  /// Per scenario what its money does; nil for the nulalternatief and where there is no money.
  public var economics: [ScenarioEconomics?]
  /// Per scenario the chance that it has the best balance, ties shared; empty without money.
  public var best: [Probability]
  /// Per scenario the expected regret: the mean loss beside the best choice in each draw; empty without money.
  public var regret: [Double]
  /// Extra cost per extra unit of an effect, where the study has both; empty in the headline.
  public var incremental: [IncrementalRatio]
  /// Per scenario the share of its gross exits that would have happened anyway (deadweight); nil where there are none.
  public var deadweight: [Ratio?]
  /// Funds from which more is paid than they have.
  public var overspent: [OverspentFund]
  /// The targets of the study.
  public var targets: [TargetComparison]
  /// The criteria of the study.
  public var criteria: [CriterionComparison]
  /// What reserves that learn are worth.
  public var flexibility: [FlexibilityComparison]
  /// What the scenarios are ranked by, or nil where there is nothing to rank by.
  public var rankedBy: String?
  /// The positions of the scenarios from best to worst by the mean of `rankedBy`.
  public var ranking: [Int]
  /// Pairs of scenarios (better, worse) here, which stand the other way round in the base reading by more
  /// than two Monte Carlo errors.
  public var flips: [[Int]]

  /// The outcome with the given key, or nil.
  public func outcome(_ key: String) -> OutcomeComparison? { outcomes.first { $0.key == key } }
}

/// One outcome: per scenario, and as difference with the nulalternatief.
public struct OutcomeComparison: Sendable, Codable, Hashable {
  /// The key of the outcome.
  public var key: String
  /// The label from the study file, or nil for standard outcomes.
  public var label: String?
  /// What the numbers count: `persons`, `months` (person-months), `money`, or a unit of the study's own.
  public var unit: String
  /// Whether money is nominal (not discounted).
  public var isNominal: Bool
  /// Whether more is better, or nil where that cannot be said.
  public var isMoreBetter: Bool?
  /// Per scenario, chance and ignorance together; nil where the outcome is a difference by nature.
  public var values: [Summary?]
  /// Per scenario the difference with the nulalternatief of E[outcome | parameters]; nil for the reference.
  public var differences: [Summary?]
  /// Per scenario the expectation by the trace minus the Monte Carlo mean, where the trace only approximates.
  public var expectationGaps: [Double]?
}

/// What the money of one scenario does, as difference with the nulalternatief.
public struct ScenarioEconomics: Sendable, Codable, Hashable {
  /// Net present value for the perspective party: the difference of its discounted balance.
  public var netPresentValue: Summary?
  /// Net present value for society: the difference of the sum of all balances.
  public var netPresentValueSociety: Summary
  /// The chance that the perspective party does not lose by it.
  public var paysForItself: Probability?
  /// The chance that society as a whole does not lose by it.
  public var paysForItselfSociety: Probability
  /// The extra programme cost per extra durable exit.
  public var costPerDurableExit: Ratio?
  /// For which k (months) an exit is durable in `costPerDurableExit`.
  public var durableMonths: Int
  /// (Δ balance of the perspective + Δ programme cost) / Δ programme cost.
  public var benefitCostRatio: Ratio?
  /// The payback for the perspective party.
  public var payback: Payback?
  /// What the effects without a price must be worth per extra starter for society to come out even.
  ///
  /// Minus the difference of its balance, over the extra starts; nil where every effect has a price.
  public var breakEvenPerStarter: Ratio?
}

/// A fund from which a scenario pays more than it has in some replications, as when places cost more than was committed.
public struct OverspentFund: Sendable, Codable, Hashable {
  /// The position of the scenario.
  public var scenario: Int
  /// The key of the fund.
  public var fund: String
  /// What readers see.
  public var label: String
  /// The chance that more is paid than there is.
  public var chance: Probability
  /// The mean shortage over all replications, nominal.
  public var shortage: Double
}

/// The extra cost of a scenario per extra unit of an effect, beside the nulalternatief.
public struct IncrementalRatio: Sendable, Codable, Hashable {
  /// The position of the scenario.
  public var scenario: Int
  /// The key of the outcome that counts the cost: an own outcome, or a balance whose loss is the cost.
  public var cost: String
  /// The key of the outcome that counts the effect.
  public var effect: String
  /// The ratio of the mean differences.
  public var ratio: Ratio
}

/// A target and per scenario the chance that it is met.
public struct TargetComparison: Sendable, Codable, Hashable {
  /// The key in the study file.
  public var key: String
  /// What readers see.
  public var label: String
  /// How it compares: `>=`, `>`, `<=`, `<`.
  public var comparison: String
  /// The number to be reached.
  public var value: Double
  /// Per scenario the chance, or nil where the result does not hold what is needed.
  public var chances: [Probability?]
}

/// How many assumptions a study makes, and how many of them are guesses of its authors.
public struct AssumptionCount: Sendable, Codable, Hashable {
  /// The number of assumptions: parameters that are not computed from others, tables, and prices with a
  /// number of their own.
  public var total: Int
  /// How many are marked as the authors' own estimate.
  public var ownEstimates: Int
  /// How many are marked as unverified.
  public var unverified: Int
  /// How many have neither a source nor a mark.
  public var withoutSource: Int
  /// Who is more likely than others to get a traject; everyone else has odds ratio 1.
  public var selection: [SelectionAssumption]
}
