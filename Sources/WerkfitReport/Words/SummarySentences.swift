import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

/// What a comparison comes down to, in three sentences that claim no more than the intervals carry: the same in the
/// letter, the report and the workbook.
struct SummarySentences: Sendable {
  let comparison: StudyComparison
  /// The position of the scenario that the sentences are about.
  let focus: Int
  let say: Wording
  let numbers: NumberText
  /// What makes text of the study literal in the format.
  var escape: @Sendable (String) -> String = { $0 }

  var run: RunDescription { comparison.run }
  var base: ReadingComparison { comparison.base }
  var chances: ChanceWords { ChanceWords(language: say.language) }
  var money: BalanceWords { BalanceWords(say: say, numbers: numbers) }
  var people: PeopleWords { PeopleWords(say: say, numbers: numbers) }
  var economics: ScenarioEconomics? { base.economics[focus] }

  /// The name of a scenario in quotation marks.
  func quoted(_ scenario: Int) -> String { "‘\(escape(comparison.scenarios[scenario].label))’" }
  /// The name of the plan.
  var plan: String { quoted(focus) }
  /// The name of the party from whose view the balance is told.
  var party: String {
    guard let label = run.perspective?.label else { return say("de samenleving", "society") }
    // The usual names of parties read as words of a sentence.
    let usual = [
      "gemeente": "de gemeente", "gemeenten": "de gemeenten", "regio": "de regio",
      "regio en gemeenten": "de regio en de gemeenten", "rijk": "het Rijk", "cliënt": "de deelnemers",
    ]
    return (say.language == .dutch ? usual[label.lowercased()] : nil) ?? escape(label)
  }

  /// The difference of an outcome for a scenario, or nil.
  func difference(_ key: String, _ scenario: Int? = nil) -> Summary? {
    base.outcome(key)?.differences[scenario ?? focus]
  }

  /// An outcome of a scenario by itself, or nil.
  func value(_ key: String, _ scenario: Int? = nil) -> Summary? {
    base.outcome(key)?.values[scenario ?? focus]
  }

  /// The balance that a scenario is told by: of the perspective party, or of society.
  func balance(_ scenario: Int? = nil) -> Summary? {
    let economics = base.economics[scenario ?? focus]
    return economics?.netPresentValue ?? economics?.netPresentValueSociety
  }

  /// The length of the horizon, in years where it is whole years.
  var period: String {
    let months = Double(run.steps) * run.monthsPerStep
    let years = months / 12
    return abs(years - years.rounded()) < 0.01
      ? say("\(numbers.number(years, place: 0)) jaar", "\(numbers.number(years, place: 0)) years")
      : say("\(numbers.number(months, place: 0)) maanden", "\(numbers.number(months, place: 0)) months")
  }

  /// What it comes down to: money first, then people, then how sure.
  var all: [String] {
    guard focus != comparison.reference else {
      return [
        say(
          "Deze studie heeft één plan; er is niets om het mee te vergelijken.",
          "This study has one plan; there is nothing to compare it with.")
      ]
    }
    var lines: [String] = []
    if let balance = balance() {
      lines.append(
        money.sentence(balance, plan: plan, party: party, period: period) + sure(of: balance))
    }
    if let extra = difference("netExits") {
      let all = value("grossExits").flatMap { gross in
        value("nullExits").map { people.gross(gross, anyway: $0, started: value("started")) }
      }
      lines.append([people.extra(extra), all].compactMap(\.self).joined(separator: " "))
    }
    if let society = economics?.netPresentValueSociety, run.perspective != nil {
      lines.append(
        say(
          "De samenleving als geheel, zonder de effecten die geen prijs hebben: \(money.change(society)).",
          "Society as a whole, without the effects that have no price: \(money.change(society))."))
    }
    if lines.isEmpty { lines = ownOutcomes }
    return lines
  }

  /// How sure the sign of a balance is, as a sentence; empty where the first sentence says that it is open.
  private func sure(of balance: Summary) -> String {
    guard BalanceVerdict(balance).isFirm,
      let pays = economics?.paysForItself ?? economics?.paysForItselfSociety
    else { return balance.standardDeviation > 0 ? " " + spread(of: balance) : "" }
    let chance = balance.mean < 0 ? 1 - pays.probability : pays.probability
    let what =
      balance.mean < 0
      ? say("Dat er geld bij moet, is \(chances(chance)).", "That it costs money is \(chances(chance)).")
      : say("Dat het geld oplevert, is \(chances(chance)).", "That it yields money is \(chances(chance)).")
    return " \(what) \(spread(of: balance))"
  }

  private func spread(of balance: Summary) -> String {
    guard balance.standardDeviation > 0 else { return "" }
    return say(
      "In 8 van de 10 doorrekeningen ligt het saldo \(money.between(balance)).",
      "In 8 of 10 calculations the balance lies \(money.between(balance)).")
  }

  /// For studies of another kind: their own headline outcomes beside going on without.
  private var ownOutcomes: [String] {
    comparison.headlineKeys.prefix(3).compactMap { key in
      guard let outcome = base.outcome(key), let change = outcome.differences[focus] else {
        return nil
      }
      let name = escape(OutcomeNames(say: say, perspective: run.perspective).value(outcome).trimmed)
      let size = numbers.quantity(change.mean, error: change.standardError, unit: outcome.unit)
      let verdict = BalanceVerdict(change)
      let direction = change.mean < 0 ? say("minder", "less") : say("meer", "more")
      let amount = size.replacing("−", with: "").replacing("-", with: "")
      switch verdict {
      case .nothing: return say("\(name): geen verschil.", "\(name): no difference.")
      case .gain, .loss: return "\(name): \(amount) \(direction)."
      case .even, .uncertainGain, .uncertainLoss:
        return say(
          "\(name): het is onzeker of het meer of minder wordt; naar verwachting \(amount) \(direction).",
          "\(name): it is uncertain whether there is more or less; \(amount) \(direction) expected.")
      }
    }
  }
}
