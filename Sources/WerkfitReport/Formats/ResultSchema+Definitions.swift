import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

extension ResultSchema {
  /// The records that results are made of.
  static var definitions: [String: [String: SchemaValue]] {
    numbers.merging(parts) { first, _ in first }.merging(wholes) { first, _ in first }
      .merging(analyses) { first, _ in first }
  }

  private static var numbers: [String: [String: SchemaValue]] {
    [
      "interval": record(
        "An interval.",
        [Field("lower", .number, "The lower bound."), Field("upper", .number, "The upper bound.")]),
      "bounds": record(
        "An interval of which a bound may not exist.",
        [
          Field("lower", .number, "The lower bound.", isRequired: false),
          Field("upper", .number, "The upper bound; absent where it has no limit.", isRequired: false),
        ]),
      "summary": record(
        "What a sample says of one number.",
        [
          Field("mean", .number, "The mean."),
          Field("standardError", .number, "The Monte Carlo standard error of the mean."),
          Field("standardDeviation", .number, "The standard deviation of the sample."),
          Field("median", .number, "The median."),
          Field("interval80", .reference("interval"), "From the 10th to the 90th percentile."),
          Field("interval95", .reference("interval"), "From the 2.5th to the 97.5th percentile."),
        ]),
      "chance": record(
        "A chance, found by counting.",
        [
          Field("probability", .share, "The share of the draws or replications."),
          Field("count", .integer, "The number of draws or replications."),
          Field("standardError", .number, "The Monte Carlo standard error."),
        ]),
      "ratio": record(
        "A ratio of means over draws, or the reason why there is none.",
        [
          Field("value", .number, "The ratio.", isRequired: false),
          Field("standardError", .number, "Its Monte Carlo standard error.", isRequired: false),
          Field(
            "absence", .oneOf(Ratio.Absence.allCases.map(\.rawValue)), "Why there is no value.",
            isRequired: false),
          Field(
            "interval80", .reference("bounds"), "Paired percentiles over draws, 80%.", isRequired: false),
          Field(
            "interval95", .reference("bounds"), "Paired percentiles over draws, 95%.", isRequired: false),
          Field("shareWithout", .share, "The share of draws whose denominator is not above zero."),
        ]),
      "payback": record(
        "When the mean cumulative balance has come back to zero for good.",
        [
          Field("kind", .oneOf(Payback.Kind.allCases.map(\.rawValue)), "How it went."),
          Field("point", .integer, "The first step from which it stays at or above zero.", isRequired: false),
          Field("outlay", .number, "How deep it goes below zero, as a positive amount."),
          Field(
            "sharePaidBack", .number, "The share of the outlay that is back at the horizon.",
            isRequired: false),
          Field("cumulative", .list(.number), "The mean cumulative balance at points 0 to T."),
        ]),
    ]
  }

  private static var parts: [String: [String: SchemaValue]] {
    [
      "validation": record(
        "The published figures of a study.",
        [
          Field("title", .text, "The title of the study."), Field("file", .text, "The study file."),
          Field("figures", .list(.reference("figure")), "One per observation."),
        ]),
      "figure": record(
        "A published figure beside what the study predicts.",
        [
          Field("key", .text, "The key of the observation."), Field("label", .text, "What readers see."),
          Field("published", .number, "The published figure."),
          Field("sampleSize", .number, "The number of people it rests on.", isRequired: false),
          Field("isShare", .flag, "Whether the figure is a share of 1."),
          Field("unit", .text, "persons, months, money, ratio, or a unit of the study."),
          Field("status", .oneOf(ObservationStatus.allCases.map(\.rawValue)), "What it is to the study."),
          Field("statusText", .text, "The status as written."),
          Field("feeds", .list(.text), "Parameters from the same line of the same source."),
          Field("scenario", .text, "The scenario that it is held against.", isRequired: false),
          Field("predicted", .reference("predicted"), "What the study predicts.", isRequired: false),
          Field("readingsInside", .list(.text), "Other readings under which it lies inside."),
          Field("source", .text, "The key of the source.", isRequired: false),
          Field("place", .text, "The place in the source.", isRequired: false),
          Field("note", .text, "A remark.", isRequired: false),
        ]),
      "predicted": record(
        "The mean and the bounds between which the figure would lie with a chance of 95%.",
        [
          Field("mean", .number, "The mean."), Field("lower", .number, "The lower bound."),
          Field("upper", .number, "The upper bound."),
        ]),
      "scenario": record(
        "A scenario.",
        [
          Field("key", .text, "The key in the study file."), Field("label", .text, "What readers see."),
          Field("note", .text, "A remark.", isRequired: false),
        ]),
      "party": record(
        "A party.",
        [Field("key", .text, "The key in the study file."), Field("label", .text, "What readers see.")]),
      "run": record(
        "What was computed and how.",
        [
          Field("title", .text, "The title of the study."),
          Field("question", .text, "The question of the study.", isRequired: false),
          Field("files", .list(.text), "The files it was read from."),
          Field("changes", .list(.text), "Changes from outside the study file, as path=value."),
          Field("seed", .integer, "The seed of all random numbers."),
          Field("stream", .integer, "The version of the stream of random numbers."),
          Field("replications", .integer, "The number of replications."),
          Field("draws", .integer, "The number of draws of the parameters."),
          Field("chancesPerDraw", .integer, "How often chance was drawn for each draw (K)."),
          Field("expectedOnly", .flag, "Whether only expected values were computed."),
          Field("parametersAtMean", .flag, "Whether every parameter stood at its mean."),
          Field(
            "sampling", .oneOf(ParameterSampling.allCases.map(\.rawValue)), "How the parameters were drawn."),
          Field("start", .text, "The first month."), Field("steps", .integer, "The number of steps T."),
          Field("monthsPerStep", .number, "The length of a step in months."),
          Field("counted", .oneOf(["start", "end", "halfway", "points"]), "When things are counted."),
          Field(
            "discountRate", .number, "The discount rate a year; absent where it varies.", isRequired: false),
          Field("priceYear", .integer, "The year whose prices are used.", isRequired: false),
          Field("currency", .text, "The currency."),
          Field("hasMoney", .flag, "Whether the study has prices."),
          Field("perspective", .reference("party"), "The party of the headline balance.", isRequired: false),
          Field("coupling", .oneOf(["commonRandomNumbers"]), "How the scenarios are coupled."),
          Field("exitWindowMonths", .number, "Within how many months a first exit counts."),
          Field("calendar", .list(.text), "The calendar month of each point 0 to T."),
        ]),
      "method": record(
        "How the expectation given the parameters was found.",
        [
          Field("kind", .oneOf(ExpectationMethod.Kind.allCases.map(\.rawValue)), "The way."),
          Field("chancesPerDraw", .integer, "K."),
        ]),
      "outcome": record(
        "One outcome, per scenario and as difference with the nulalternatief.",
        [
          Field("key", .text, "The key of the outcome."),
          Field("label", .text, "The label from the study file.", isRequired: false),
          Field("unit", .text, "persons, months (person-months), money, or a unit of the study."),
          Field("isNominal", .flag, "Whether money is not discounted."),
          Field("isMoreBetter", .flag, "Whether more is better.", isRequired: false),
          Field("values", .sparse(.reference("summary")), "Per scenario: chance and ignorance together."),
          Field(
            "differences", .sparse(.reference("summary")),
            "Per scenario: the expectation given the parameters, minus that of the nulalternatief."),
          Field(
            "expectationGaps", .list(.number), "Per scenario: the trace minus the Monte Carlo mean.",
            isRequired: false),
        ]),
      "economics": record(
        "What the money of a scenario does, as difference with the nulalternatief.",
        [
          Field("netPresentValue", .reference("summary"), "For the perspective party.", isRequired: false),
          Field("netPresentValueSociety", .reference("summary"), "For society."),
          Field(
            "paysForItself", .reference("chance"), "That the perspective does not lose.", isRequired: false),
          Field("paysForItselfSociety", .reference("chance"), "That society does not lose."),
          Field(
            "costPerDurableExit", .reference("ratio"), "Extra cost per extra durable exit.", isRequired: false
          ),
          Field("durableMonths", .integer, "For how many months that exit lasts."),
          Field("benefitCostRatio", .reference("ratio"), "Benefit per euro of cost.", isRequired: false),
          Field("payback", .reference("payback"), "For the perspective party.", isRequired: false),
          Field(
            "breakEvenPerStarter", .reference("ratio"),
            "What effects without a price must be worth per starter for society to come out even.",
            isRequired: false),
        ]),
      "overspent": record(
        "A fund from which more is paid than it has.",
        [
          Field("scenario", .integer, "The position of the scenario."),
          Field("fund", .text, "The key of the fund."), Field("label", .text, "What readers see."),
          Field("chance", .reference("chance"), "The chance that more is paid than there is."),
          Field("shortage", .number, "The mean shortage, nominal."),
        ]),
      "incremental": record(
        "Extra cost per extra unit of an effect.",
        [
          Field("scenario", .integer, "The position of the scenario."),
          Field("cost", .text, "The key of the cost."), Field("effect", .text, "The key of the effect."),
          Field("ratio", .reference("ratio"), "The ratio."),
        ]),
      "target": record(
        "A target and the chance that it is met.",
        [
          Field("key", .text, "The key in the study file."), Field("label", .text, "What readers see."),
          Field("comparison", .oneOf([">=", ">", "<=", "<"]), "How it compares."),
          Field("value", .number, "The number to be reached."),
          Field("chances", .sparse(.reference("chance")), "Per scenario."),
        ]),
      "flexibility": record(
        "A scenario with a reserve beside the one on which it is based.",
        [
          Field("scenario", .integer, "The position of the scenario with the reserve."),
          Field("beside", .integer, "The position of the other."),
          Field("reserve", .text, "The key of the reserve."), Field("label", .text, "What readers see."),
          Field("netExits", .reference("summary"), "More net exits.", isRequired: false),
          Field("balance", .reference("summary"), "Better for the perspective party.", isRequired: false),
          Field("balanceSociety", .reference("summary"), "Better for society.", isRequired: false),
        ]),
      "criterion": record(
        "A criterion: figures beside the nulalternatief, and places.",
        [
          Field("key", .text, "The key in the study file."), Field("label", .text, "What readers see."),
          Field("outcome", .text, "The outcome that is counted.", isRequired: false),
          Field("denominator", .text, "The outcome that it is divided by.", isRequired: false),
          Field("outcomeLabel", .text, "Its label from the study file.", isRequired: false),
          Field("denominatorLabel", .text, "Its label from the study file.", isRequired: false),
          Field("unit", .text, "persons, months, money, ratio, or a unit of the study."),
          Field("isMoreBetter", .flag, "Whether more is better."),
          Field("figures", .sparse(.reference("ratio")), "Per scenario."),
          Field("places", .sparse(.integer), "Per scenario its place, 1 is the best."),
          Field("note", .text, "A remark.", isRequired: false),
        ]),
      "assumptions": record(
        "How the assumptions of the study are founded.",
        [
          Field("total", .integer, "How many there are."),
          Field("ownEstimates", .integer, "How many are the authors' own estimate."),
          Field("unverified", .integer, "How many are unverified."),
          Field("withoutSource", .integer, "How many have neither source nor mark."),
          Field("selection", .list(.reference("selection")), "Who is more likely to get a traject."),
        ]),
      "selection": record(
        "People who are more or less likely than others to get a traject.",
        [
          Field("traject", .text, "The label of the traject."),
          Field("people", .text, "The label of the group or hidden class."),
          Field("oddsRatio", .number, "The odds ratio at the means of the parameters."),
        ]),
      "curve": record(
        "Numbers by point in time.",
        [
          Field("key", .text, "The key of the state or party."), Field("label", .text, "What readers see."),
          Field("values", .list(.number), "One number per point 0 to T."),
        ]),
    ]
  }

  private static var wholes: [String: [String: SchemaValue]] {
    [
      "reading": record(
        "The comparison under one reading of the sources.",
        [
          Field("key", .text, "The key; absent for the base.", isRequired: false),
          Field("label", .text, "What readers see.", isRequired: false),
          Field("method", .reference("method"), "How differences were found."),
          Field("outcomes", .list(.reference("outcome")), "The outcomes."),
          Field("economics", .sparse(.reference("economics")), "Per scenario; null for the nulalternatief."),
          Field("best", .list(.reference("chance")), "Per scenario the chance of the best balance."),
          Field("regret", .list(.number), "Per scenario the expected regret."),
          Field("incremental", .list(.reference("incremental")), "Extra cost per extra effect."),
          Field(
            "deadweight", .sparse(.reference("ratio")),
            "Per scenario the share of the extra gross exits that would have happened anyway."),
          Field("overspent", .list(.reference("overspent")), "Funds from which more is paid than they have."),
          Field("targets", .list(.reference("target")), "The targets."),
          Field("flexibility", .list(.reference("flexibility")), "What reserves that learn are worth."),
          Field("criteria", .list(.reference("criterion")), "The criteria, without a weighted total."),
          Field("rankedBy", .text, "The key by which scenarios are ranked.", isRequired: false),
          Field("ranking", .list(.integer), "Positions of scenarios from best to worst."),
          Field(
            "flips", .list(.list(.integer)), "Pairs (better, worse) that the base has the other way round."),
        ]),
      "comparison": record(
        "A comparison of scenarios; lists per scenario follow the order of scenarios.",
        [
          Field("run", .reference("run"), "What was computed and how."),
          Field("scenarios", .list(.reference("scenario")), "The scenarios."),
          Field("reference", .integer, "The position of the nulalternatief."),
          Field("readings", .list(.reference("reading")), "The base reading first."),
          Field("assumptions", .reference("assumptions"), "How the assumptions are founded."),
          Field("unpriced", .list(.text), "Effects without a price, in words."),
          Field("headlineKeys", .list(.text), "The outcomes that are looked at first."),
        ]),
      "course": record(
        "One scenario in depth.",
        [
          Field("run", .reference("run"), "What was computed and how."),
          Field("scenario", .reference("scenario"), "The scenario."),
          Field("isReference", .flag, "Whether it is the nulalternatief."),
          Field("reading", .text, "The key of the reading; absent for the base.", isRequired: false),
          Field("readingLabel", .text, "What readers see of the reading.", isRequired: false),
          Field("people", .list(.reference("curve")), "Mean people per state."),
          Field("shadows", .list(.reference("curve")), "The same people without a traject."),
          Field("balances", .list(.reference("curve")), "Mean receipts minus payments per party."),
          Field("starts", .list(.number), "Mean starts."),
          Field("outcomes", .list(.reference("outcome")), "The outcomes of this scenario alone."),
        ]),
    ]
  }
}
