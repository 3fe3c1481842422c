import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// Names and phrases that all analyses share.
struct AnalysisWords: Sendable {
  let study: Study
  let language: Language

  var say: Wording { Wording(language: language) }
  var numbers: NumberText { NumberText(language: language) }

  /// The label of a scenario.
  func scenario(_ key: String) -> String { study.scenarios.first { $0.name == key }?.label ?? key }

  /// The name of an outcome as a difference.
  func outcome(_ outcome: AnalysedOutcome) -> String {
    let perspective = study.perspective.map { key in
      PartyDescription(key: key, label: study.base.parties.first { $0.name == key }?.label ?? key)
    }
    return OutcomeNames(say: say, perspective: perspective).value(key: outcome.key, label: outcome.label)
      .trimmingCharacters(in: .whitespaces)
  }

  /// The study and what is looked at, in a line.
  func subject(scenario key: String, beside: String) -> String {
    let reference = study.reference?.name == beside
    let other = reference ? say("doorgaan zonder", "going on without") : scenario(beside)
    return say(
      "\(study.title): \(scenario(key)), als verschil met \(other)",
      "\(study.title): \(scenario(key)), as difference with \(other)")
  }

  /// How points were computed, in a line.
  func computed(points: Int, chances: Int, isExact: Bool, seed: UInt64) -> String {
    let amount = numbers.count(points) + (points == 1 ? say(" punt", " point") : say(" punten", " points"))
    let how =
      isExact
      ? say("verwachte waarden, exact", "expected values, exact")
      : say(
        "elk \(numbers.count(chances)) keer doorgerekend", "each computed \(numbers.count(chances)) times")
    let stream = RandomStream.version
    return say(
      "\(amount), \(how); startgetal \(seed), toevalsstroom \(stream), werkfit \(Program.version)",
      "\(amount), \(how); seed \(seed), random stream \(stream), werkfit \(Program.version)")
  }

  /// The unit in which values of a parameter are written.
  func unit(_ dimension: Dimension) -> String {
    switch dimension {
    case .chance: "chance"
    case .money: "money"
    case .duration: "months"
    case .persons: "persons"
    case .plain: "plain"
    }
  }

  /// A value of a parameter with its period.
  func value(_ value: Double, of parameter: UncertainParameter) -> String {
    let text = numbers.measure(value, error: 0, unit: unit(parameter.dimension))
    switch parameter.dimension {
    case .duration: return text + say(" maanden", " months")
    case .chance: return text + period(parameter.period)
    case .money, .persons, .plain: return text
    }
  }

  private func period(_ period: Period?) -> String {
    guard let period else { return "" }
    let unit =
      switch period.unit {
      case .hour: say("uur", "hour")
      case .day: say("dag", "day")
      case .week: say("week", "week")
      case .month: period.count == 1 ? say("maand", "month") : say("maanden", "months")
      case .quarter: say("kwartaal", "quarter")
      case .halfYear: say("half jaar", "half year")
      case .year: say("jaar", "year")
      }
    let count = period.count == 1 ? "" : numbers.ratio(period.count) + " "
    return say(" per \(count)\(unit)", " per \(count)\(unit)")
  }

  /// A number of an outcome as readers see it.
  func amount(_ value: Double, error: Double = 0, of outcome: AnalysedOutcome) -> String {
    numbers.measure(value, error: error, unit: outcome.unit)
  }

  /// The remark on what is left at its mean because it has several numbers at once.
  func left(_ names: [String]) -> String? {
    guard !names.isEmpty else { return nil }
    let list = names.joined(separator: ", ")
    return say(
      "Blijft op het gemiddelde, want het zijn verdelingen van meer getallen tegelijk: \(list).",
      "Stays at its mean, being a distribution of several numbers at once: \(list).")
  }

  /// The remark on correlations where an analysis takes parameters as independent.
  var correlations: String? {
    guard !study.correlations.isEmpty else { return nil }
    return say(
      "De studie laat aannames samenhangen; hier zijn ze los van elkaar genomen.",
      "The study correlates assumptions; here they are taken as independent.")
  }
}
