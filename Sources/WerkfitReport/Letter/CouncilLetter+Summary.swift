import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension CouncilLetter {
  /// What it comes down to: money first, then people, then society.
  var summary: [String] { sentences.all }

  /// Beside what the plans are set, and what they are.
  var compared: [String] {
    let reference = comparison.scenarios[comparison.reference]
    let without = say(
      "We vergelijken elk plan met ‘\(reference.label.markdown)’.",
      "We compare each plan with ‘\(reference.label.markdown)’.")
    var lines = [without + (reference.note.map { " " + sentence($0) } ?? "")]
    if let note = comparison.scenarios[findings.focus].note, findings.focus != comparison.reference {
      lines.append(say("Het plan is \(plan). ", "The plan is \(plan). ") + sentence(note))
    }
    let others = comparison.alternatives.filter { $0 != findings.focus }
    if !others.isEmpty {
      let number = numbers.count(others.count)
      lines.append(
        others.count == 1
          ? say(
            "Ter vergelijking rekenden wij ook \(quoted(others[0])) door.",
            "For comparison we also computed \(quoted(others[0])).")
          : say(
            "Ter vergelijking rekenden wij ook \(number) andere plannen door; zie de bijlage.",
            "For comparison we also computed \(number) other plans; see the annex."))
    }
    return lines
  }

  /// The remarks on all plans, for the annex.
  var planNotes: [String] {
    comparison.alternatives.compactMap { index in
      comparison.scenarios[index].note.map { "\(quoted(index)): " + sentence($0) }
    }
  }

  /// A remark of the study as a sentence.
  func sentence(_ text: String) -> String {
    let trimmed = text.trimmed
    return (trimmed.hasSuffix(".") || trimmed.hasSuffix("?") ? trimmed : trimmed + ".").markdown
  }

  /// What plans cost and yield, a row each.
  func table(of scenarios: [Int]) -> String {
    var columns: [(title: String, cell: (Int) -> String)] = []
    if run.hasMoney, base.outcome("programmeCost") != nil {
      columns.append((say("Kosten van het plan", "Cost of the plan"), { self.amount("programmeCost", $0) }))
    }
    if base.outcome("started") != nil {
      columns.append((say("Deelnemers", "Participants"), { self.persons(self.value("started", $0)) }))
    }
    if base.outcome("grossExits") != nil {
      columns.append((say("Vinden werk", "Find work"), { self.persons(self.value("grossExits", $0)) }))
    }
    if base.outcome("netExits") != nil {
      columns.append(
        (say("Waarvan extra", "Of whom extra"), { self.persons(self.difference("netExits", $0)) }))
    }
    if run.hasMoney {
      columns.append(
        (
          say("Saldo voor \(party)", "Balance for \(party)"),
          { scenario in self.range(self.balance(scenario), unit: "money") }
        ))
    }
    if columns.isEmpty {
      let names = OutcomeNames(say: say, perspective: run.perspective)
      columns = comparison.headlineKeys.prefix(4).compactMap { key in
        base.outcome(key).map { outcome in
          (
            names.difference(outcome).trimmed.markdown,
            { self.range(outcome.differences[$0], unit: outcome.unit) }
          )
        }
      }
    }
    return PipeTable(
      header: [say("Plan", "Plan")] + columns.map(\.title),
      rows: scenarios.map { scenario in
        let name = comparison.scenarios[scenario].label.markdown
        return [scenario == findings.focus ? "**\(name)**" : name] + columns.map { $0.cell(scenario) }
      }
    ).markdown
  }

  private func amount(_ key: String, _ scenario: Int) -> String {
    guard let summary = difference(key, scenario) else { return "–" }
    return money.signed(summary.mean, error: summary.standardError)
  }

  private func persons(_ summary: Summary?) -> String {
    guard let summary else { return "–" }
    return summary.mean == 0 ? "0" : people.people(summary.mean, error: summary.standardError)
  }

  private func range(_ summary: Summary?, unit: String) -> String {
    guard let summary else { return "–" }
    let cell = cell(summary, unit: unit)
    return cell.main + (cell.interval80.map { " (\($0))" } ?? "")
  }

  /// A number with its 80% interval, in the digits that a council reads.
  func cell(_ summary: Summary, unit: String) -> Cell {
    var coarse = summary
    let largest = max(abs(summary.mean), abs(summary.interval80.lower), abs(summary.interval80.upper))
    coarse.standardError = max(summary.standardError, BalanceWords.coarseness * largest)
    return numbers.cell(coarse, unit: unit)
  }

  /// What the amounts in the table are.
  var tableNote: String {
    let spread = say(
      "Tussen haakjes: in 8 van de 10 doorrekeningen ligt het saldo daartussen.",
      "In brackets: in 8 of 10 calculations the balance lies between these.")
    guard run.hasMoney else { return spread }
    return say(
      "Saldo: het geld dat er door het plan bij komt voor \(party), min wat het plan kost, over \(period). "
        + "Bedragen zijn omgerekend naar euro’s van nu (\(notes.discounting.markdown)). ",
      "Balance: the money that the plan brings \(party), minus what the plan costs, over \(period). "
        + "Amounts are in present euros (\(notes.discounting.markdown)). ") + spread
  }

  /// Who pays and who gains besides, in one line; nil where nobody notices it.
  var partiesLine: String? {
    let texts = partyChanges.map(\.text)
    return texts.isEmpty
      ? nil
      : say("Wie merkt dit nog meer in geld? ", "Who else notices this in money? ")
        + texts.joined(separator: "; ") + "."
  }

  /// What happens to the money of each other party that notices it.
  var partyChanges: [(verdict: BalanceVerdict, text: String)] {
    base.outcomes.compactMap { outcome in
      guard outcome.key.hasPrefix("balance:"), !outcome.key.contains("/"),
        outcome.key != run.perspective.map({ "balance:" + $0.key }),
        let change = outcome.differences[findings.focus]
      else { return nil }
      let verdict = BalanceVerdict(change)
      let name = outcome.label ?? String(outcome.key.dropFirst("balance:".count))
      return verdict == .nothing ? nil : (verdict, "\(name.markdown): \(money.change(change))")
    }
  }

  /// What the money does over time, and what an extra person costs who stays off benefit.
  var paying: [String] { [payback, costPerExit].compactMap(\.self) }

  /// Whether the money comes back within the horizon, for whom.
  private var payback: String? {
    guard let payback = economics?.payback, run.perspective != nil else { return nil }
    switch payback.kind {
    case .within:
      guard let point = payback.point, run.calendar.indices.contains(point) else { return nil }
      let month = numbers.month(run.calendar[point])
      return say(
        "Voor \(party) is het geld naar verwachting terug in \(month).",
        "For \(party) the money is expected to be back in \(month).")
    case .notWithinHorizon:
      let share = max(0, payback.sharePaidBack ?? 0)
      return say(
        "Voor \(party) is het geld na \(period) niet terug: van wat er op het diepste punt in zat, is dan \(numbers.percent(share)) terug.",
        "For \(party) the money is not back after \(period): of what was in it at the deepest point \(numbers.percent(share)) is back by then."
      )
    case .neverBelowZero:
      return say(
        "\(party) hoeft er op geen enkel moment geld bij te leggen.", "\(party) never has to add money.")
    case .noDifference: return nil
    }
  }

  /// What the plan costs per extra person who stays off benefit.
  private var costPerExit: String? {
    guard let ratio = economics?.costPerDurableExit, let months = economics?.durableMonths else { return nil }
    guard let value = ratio.value, let error = ratio.standardError else {
      return say(
        "Wat het plan kost per extra mens die \(months) maanden zonder uitkering blijft, is niet te zeggen: zeker genoeg zijn het er niet.",
        "What the plan costs per extra person who stays off benefit for \(months) months cannot be said: they are not certain enough."
      )
    }
    return say(
      "Per extra mens die minstens \(months) maanden zonder uitkering blijft, kost het plan \(money.signed(value, error: error)).",
      "Per extra person who stays off benefit for at least \(months) months the plan costs \(money.signed(value, error: error))."
    )
  }
}
