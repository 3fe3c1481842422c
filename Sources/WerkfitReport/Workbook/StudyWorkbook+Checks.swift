extension StudyWorkbook {
  /// Where the numbers that are checked stand.
  struct Places {
    var comparison: ComparisonPlaces
    var years: YearPlaces?
    var differences: YearPlaces?
    var bookings: BookingPlaces?
    var draws: DrawPlaces?
  }

  /// Where the verdict over all checks stands.
  struct CheckPlaces {
    var sheet: String
    var verdict: Workbook.Address
    var verdictText: String
  }

  /// Two numbers that should be equal: formulas with their values.
  private struct Pair {
    var label: String
    var subject: String
    var computed: Side
    var expected: Side
    var tolerance = 0.01

    /// A number, with the formula that gives it or without.
    struct Side {
      var formula: String?
      var value: Double
    }
  }

  /// Whether sums equal our totals, transfers cancel out and funds close.
  func checksSheet(_ places: Places) -> (sheet: Workbook.Sheet, places: CheckPlaces) {
    var draft = SheetDraft(name(.checks), widths: [58, 44, 19, 19, 18, 12, 16], tab: 0x14532D)
    draft.addTitle(
      say("Controles", "Checks"),
      say(
        "Elke rij vergelijkt twee getallen die gelijk moeten zijn. De formules rekenen opnieuw als een getal verandert.",
        "Each row compares two numbers that should be equal. The formulas compute anew when a number changes."
      ))
    let pairs = yearPairs(places) + bookingPairs(places) + fundPairs + drawPairs(places) + givenPairs
    let verdict = draft.next
    let first = verdict + 3
    let judged = Workbook.Range(.init(first, 6), .init(max(first, first + pairs.count - 1), 6))
    let failures = pairs.filter { !holds($0) }.count
    let (good, bad) = (say("klopt", "correct"), say("klopt niet", "not correct"))
    let words = (
      all: say("✓ Alle \(pairs.count) controles kloppen", "✓ All \(pairs.count) checks are correct"),
      some: say("✗ Niet kloppend: ", "✗ Not correct: "),
      of: say(" van de \(pairs.count) controles", " of the \(pairs.count) checks"),
      none: say("Er zijn geen controles", "There are no checks")
    )
    let text =
      pairs.isEmpty ? words.none : failures == 0 ? words.all : "\(words.some)\(failures)\(words.of)"
    let formula =
      "IF(COUNTIF(\(judged.text),\"✗*\")=0,\"\(words.all)\","
      + "\"\(words.some)\"&COUNTIF(\(judged.text),\"✗*\")&\"\(words.of)\")"
    draft.add(
      [
        pairs.isEmpty
          ? .text(text, Looks.good)
          : .formula(formula, value: .text(text), Looks.good.with { $0.bottom = nil })
      ], height: 20)
    draft.add()
    draft.addHeadings(
      [say("Controle", "Check"), say("Waarvan", "Of what")].map { .text($0, Looks.heading) }
        + [
          say("Berekend", "Computed"), say("Verwacht", "Expected"), say("Verschil", "Difference"),
          say("Mag schelen", "Allowed"),
        ].map { .text($0, Looks.numberHeading) } + [.text(say("Oordeel", "Verdict"), Looks.headingAfter)])
    for pair in pairs {
      let row = draft.next
      let (one, other) = (Workbook.Address(row, 2).text, Workbook.Address(row, 3).text)
      let (gap, allowed) = (Workbook.Address(row, 4).text, Workbook.Address(row, 5).text)
      let number = Looks.number(.number(decimals: 2))
      let difference = pair.computed.value - pair.expected.value
      let verdict = holds(pair) ? "✓ \(good)" : "✗ \(bad)"
      draft.add([
        .text(pair.label, Looks.word), .text(pair.subject, Looks.word), cell(pair.computed, number),
        cell(pair.expected, number),
        .formula("\(one)-\(other)", value: .number(difference), Looks.quiet(.number(decimals: 4))),
        .number(pair.tolerance, Looks.quiet(.number(decimals: pair.tolerance < 0.01 ? 6 : 2))),
        // What is no number stands as text, of which a formula would make an error.
        difference.isFinite
          ? .formula(
            "IF(ABS(\(gap))<=\(allowed),\"✓ \(good)\",\"✗ \(bad)\")", value: .text(verdict), Looks.good)
          : .text(verdict, Looks.good),
      ])
    }
    if !pairs.isEmpty {
      draft.sheet.filter = Workbook.Range(.init(first - 1, 0), .init(first + pairs.count - 1, 6))
    }
    for range in [judged, Workbook.Range(.init(verdict, 0), .init(verdict, 0))] {
      draft.sheet.highlights.append(.init(range, beginning: "✗", style: Looks.bad))
    }
    return (
      draft.sheet,
      CheckPlaces(sheet: draft.sheet.name, verdict: .init(verdict, 0), verdictText: text)
    )
  }

  private func holds(_ pair: Pair) -> Bool {
    abs(pair.computed.value - pair.expected.value) <= pair.tolerance
  }

  private func cell(_ side: Pair.Side, _ style: Workbook.Style) -> Workbook.Cell {
    side.formula.map { .formula($0, value: .number(side.value), style) } ?? .number(side.value, style)
  }

  // MARK: What is checked

  /// Sums over years, and over parties, against the outcomes of the comparison.
  private func yearPairs(_ places: Places) -> [Pair] {
    guard let data = content.partyYears, let years = places.years else { return [] }
    let parties = data.parties.enumerated().map { (position: $0, label: $1.label, key: $1.outcome) }
    let all = (
      position: data.parties.count, label: say("Alle partijen samen", "All parties together"),
      key: data.societyOutcome
    )
    return content.scenarios.indices.flatMap { scenario in
      (parties + [all]).flatMap { party -> [Pair] in
        guard let key = party.key else { return [] }
        let subject = "\(content.scenarios[scenario].label): \(party.label)"
        let members = party.position == data.parties.count ? Array(data.parties.indices) : [party.position]
        let total = members.reduce(0.0) { outer, member in
          data.years.indices.reduce(outer) { $0 + amount(data, scenario: scenario, year: $1, party: member) }
        }
        let totalDifference = members.reduce(0.0) { outer, member in
          data.years.indices.reduce(outer) {
            $0 + difference(data, scenario: scenario, year: $1, party: member)
          }
        }
        return [
          pair(
            say(
              "De jaren samen zijn het saldo op ‘\(name(.comparison))’",
              "The years together are the balance on ‘\(name(.comparison))’"),
            subject, total: years.total(scenario: scenario, party: party.position), value: total,
            outcome: key,
            .mean, scenario: scenario, places),
          pair(
            say(
              "De verschillen per jaar samen zijn het verschil in saldo",
              "The differences by year together are the difference in balance"),
            subject, total: places.differences?.total(scenario: scenario, party: party.position),
            value: totalDifference, outcome: key, .difference, scenario: scenario, places),
        ].compactMap { $0 }
      }
    }
  }

  private func pair(
    _ label: String, _ subject: String, total: Workbook.Reference?, value: Double, outcome key: String,
    _ measure: Measure, scenario: Int, _ places: Places
  ) -> Pair? {
    guard let total, let expected = places.comparison.cell(key, measure, scenario: scenario),
      let number = estimate(key, measure, scenario: scenario)?.mean, number.isFinite, value.isFinite
    else { return nil }
    return Pair(
      label: label, subject: subject, computed: .init(formula: "\(total.text)*1000", value: value),
      expected: .init(formula: expected.text, value: number))
  }

  private func estimate(_ key: String, _ measure: Measure, scenario: Int) -> WorkbookContent.Estimate? {
    guard let outcome = content.outcomes.first(where: { $0.key == key }) else { return nil }
    let estimates = measure.isDifference ? outcome.differences : outcome.values
    return estimates.indices.contains(scenario) ? estimates[scenario] : nil
  }

  /// The books against the years, and transfers that cancel out.
  private func bookingPairs(_ places: Places) -> [Pair] {
    guard let data = content.partyYears, let years = places.years, let bookings = places.bookings else {
      return []
    }
    return content.scenarios.indices.flatMap { scenario -> [Pair] in
      let label = content.scenarios[scenario].label
      var pairs = data.parties.indices.compactMap { party -> Pair? in
        guard let total = years.total(scenario: scenario, party: party) else { return nil }
        let sum = data.years.indices.reduce(0) {
          $0 + amount(data, scenario: scenario, year: $1, party: party)
        }
        guard sum.isFinite, balance(of: party, scenario: scenario).isFinite else { return nil }
        return Pair(
          label: say(
            "Ontvangen min betaald is het bedrag per jaar, opgeteld",
            "Received minus paid is the amount by year, added up"),
          subject: "\(label): \(data.parties[party].label)",
          computed: .init(
            formula: "\(bookings.balance(party: party, scenario: scenario).text)*1000",
            value: balance(of: party, scenario: scenario)),
          expected: .init(formula: "\(total.text)*1000", value: sum))
      }
      let sheet = bookings.sheet
      let column = BookingPlaces.firstColumn + scenario
      let together = Workbook.Reference(sheet, Workbook.Address(bookings.society - 1, column))
      let society = bookings.balance(party: nil, scenario: scenario)
      let sum = data.parties.indices.reduce(0) { $0 + balance(of: $1, scenario: scenario) }
      guard sum.isFinite else { return pairs }
      pairs.append(
        Pair(
          label: say("Overdrachten tussen partijen zijn samen nul", "Transfers between parties add to zero"),
          subject: label,
          computed: .init(
            formula: "(\(together.text)+\(society.text))*1000",
            value: sum + balance(of: nil, scenario: scenario)),
          expected: .init(formula: nil, value: 0)))
      return pairs
    }
  }

  /// What funds paid and have left against what they had.
  private var fundPairs: [Pair] {
    content.funds.flatMap { fund in
      content.scenarios.indices.compactMap { scenario -> Pair? in
        guard fund.budget.indices.contains(scenario), fund.paid.indices.contains(scenario),
          fund.left.indices.contains(scenario)
        else { return nil }
        let (paid, left) = (fund.paid[scenario], fund.left[scenario])
        guard fund.budget[scenario] != 0 || paid != 0 || left != 0 else { return nil }
        return Pair(
          label: say("Betaald plus over is het budget", "Paid plus left is the budget"),
          subject: "\(content.scenarios[scenario].label): \(fund.label)",
          // As a formula of two numbers, so that a reader sees what was paid and what is left.
          computed: .init(
            formula: paid.isFinite && left.isFinite ? "\(paid)+\(left)" : nil, value: paid + left),
          expected: .init(formula: nil, value: fund.budget[scenario]))
      }
    }
  }

  /// The means of the draws against the comparison, where all replications are there.
  private func drawPairs(_ places: Places) -> [Pair] {
    guard let draws = places.draws, draws.isComplete else { return [] }
    return drawColumns.enumerated().compactMap { position, column in
      guard let scenario = column.scenario,
        let expected = places.comparison.cell(column.key, .mean, scenario: scenario),
        let number = estimate(column.key, .mean, scenario: scenario)?.mean, number.isFinite,
        !column.values.isEmpty, column.values.allSatisfy(\.isFinite)
      else { return nil }
      let mean = column.values.reduce(0, +) / Double(column.values.count)
      let source = Workbook.Reference(draws.sheet, Workbook.Address(draws.means, position + 1))
      return Pair(
        label: say("Het gemiddelde van de trekkingen is de uitkomst", "The mean of the draws is the outcome"),
        subject:
          "\(content.scenarios.indices.contains(scenario) ? content.scenarios[scenario].label : ""): \(column.label)",
        computed: .init(formula: source.text, value: mean),
        expected: .init(formula: expected.text, value: number),
        tolerance: column.unit == "money" ? 0.01 : 1e-6)
    }
  }

  private var givenPairs: [Pair] {
    content.checks.map {
      Pair(
        label: $0.label, subject: $0.subject, computed: .init(formula: nil, value: $0.computed),
        expected: .init(formula: nil, value: $0.expected), tolerance: $0.tolerance)
    }
  }
}
