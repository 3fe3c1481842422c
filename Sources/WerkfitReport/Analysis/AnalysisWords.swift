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
  func unit(_ dimension: Dimension) -> String { ParameterText.unit(dimension) }

  /// A value of a parameter with its period.
  func value(_ value: Double, of parameter: UncertainParameter) -> String {
    ParameterText(say: say, numbers: numbers).value(value, of: parameter)
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
