extension StudyWorkbook {
  /// Where amounts by year and party stand: a block of rows per scenario.
  struct YearPlaces {
    var sheet: String
    /// The row of the first year per scenario; nil where the scenario has no block.
    var firstRows: [Int?]
    var yearCount: Int
    var partyCount: Int

    /// The cell of a year and party; the column after the last party holds all together, the row after the last
    /// year the total.
    func cell(scenario: Int, year: Int, party: Int) -> Workbook.Reference? {
      guard firstRows.indices.contains(scenario), let first = firstRows[scenario] else { return nil }
      return Workbook.Reference(sheet, Workbook.Address(first + year, 1 + party))
    }

    /// The total over the years of a party, or of all where `party` is their number.
    func total(scenario: Int, party: Int) -> Workbook.Reference? {
      cell(scenario: scenario, year: yearCount, party: party)
    }

    /// The range of all years of a party.
    func years(scenario: Int, party: Int) -> Workbook.Reference? {
      guard yearCount > 0, let first = cell(scenario: scenario, year: 0, party: party)?.range.first else {
        return nil
      }
      return Workbook.Reference(
        sheet, Workbook.Range(first, Workbook.Address(first.row + yearCount - 1, first.column)))
    }

    /// The range of the years themselves.
    func labels(scenario: Int) -> Workbook.Reference? {
      years(scenario: scenario, party: -1)
    }
  }

  typealias YearsSheet = (sheet: Workbook.Sheet, places: YearPlaces)

  /// What comes in minus what goes out by year and party, per scenario, in thousands.
  func yearsSheet(_ data: WorkbookContent.PartyYears) -> YearsSheet {
    let format = thousandsFormat(data)
    return blocks(
      data, name: name(.years), title: say("Geld per jaar en partij", "Money by year and party"),
      subtitle: say(
        "Wat binnenkomt min wat uitgaat, \(thousands), contant gemaakt; verwachte bedragen. Een minteken: deze partij betaalt meer dan zij ontvangt.",
        "What comes in minus what goes out, \(thousands), discounted; expected amounts. A minus sign: this party pays more than it receives."
      ),
      scenarios: Array(content.scenarios.indices)
    ) { scenario, year, party, _ in
      .number(amount(data, scenario: scenario, year: year, party: party) / 1000, Looks.number(format))
    }
  }

  /// The difference of each amount with the nulalternatief, as formulas where it is that difference.
  func differencesSheet(_ data: WorkbookContent.PartyYears, years: YearsSheet) -> YearsSheet {
    let format = thousandsFormat(data)
    let given = content.scenarios.indices.contains { hasOwnDifferences(data, scenario: $0) }
    let how =
      given
      ? say(
        "De verschillen zijn apart berekend (zie de leeswijzer); de totalen zijn formules.",
        "The differences are computed apart (see the guide); the totals are formulas.")
      : say(
        "Alles is een formule: het bedrag van het scenario min dat van ‘\(referenceLabel)’.",
        "All are formulas: the amount of the scenario minus that of ‘\(referenceLabel)’.")
    return blocks(
      data, name: name(.differences),
      title: say(
        "Verschil met ‘\(referenceLabel)’, per jaar en partij",
        "Difference with ‘\(referenceLabel)’, by year and party"),
      subtitle: "\(thousands). \(how)",
      scenarios: content.scenarios.indices.filter { $0 != content.reference }
    ) { scenario, year, party, _ in
      let number = difference(data, scenario: scenario, year: year, party: party) / 1000
      guard !hasOwnDifferences(data, scenario: scenario),
        let own = years.places.cell(scenario: scenario, year: year, party: party),
        let reference = years.places.cell(scenario: content.reference, year: year, party: party)
      else { return .number(number, Looks.number(format)) }
      return .formula("\(own.text)-\(reference.text)", value: .number(number), Looks.number(format))
    }
  }

  /// An amount, 0 where there is none.
  func amount(_ data: WorkbookContent.PartyYears, scenario: Int, year: Int, party: Int) -> Double {
    Self.number(in: data.amounts, scenario, year, party) ?? 0
  }

  /// The difference of an amount with the nulalternatief.
  func difference(_ data: WorkbookContent.PartyYears, scenario: Int, year: Int, party: Int) -> Double {
    Self.number(in: data.differences ?? [], scenario, year, party)
      ?? amount(data, scenario: scenario, year: year, party: party)
      - amount(data, scenario: content.reference, year: year, party: party)
  }

  private static func number(in numbers: [[[Double]]], _ scenario: Int, _ year: Int, _ party: Int) -> Double?
  {
    guard numbers.indices.contains(scenario), numbers[scenario].indices.contains(year),
      numbers[scenario][year].indices.contains(party)
    else { return nil }
    return numbers[scenario][year][party]
  }

  /// Whether differences are given that are not the amounts minus those of the nulalternatief.
  private func hasOwnDifferences(_ data: WorkbookContent.PartyYears, scenario: Int) -> Bool {
    data.years.indices.contains { year in
      data.parties.indices.contains { party in
        guard let given = Self.number(in: data.differences ?? [], scenario, year, party) else { return false }
        let own = amount(data, scenario: scenario, year: year, party: party)
        let reference = amount(data, scenario: content.reference, year: year, party: party)
        return !Self.areSame(own - reference, given, size: max(abs(own), abs(reference)))
      }
    }
  }

  /// Whole thousands where they are large, else with a decimal.
  func thousandsFormat(_ data: WorkbookContent.PartyYears) -> Workbook.NumberFormat {
    let largest = data.amounts.joined().joined().filter(\.isFinite).map(abs).max() ?? 0
    return .number(decimals: largest >= 10_000_000 ? 0 : 1)
  }

  private func blocks(
    _ data: WorkbookContent.PartyYears, name: String, title: String, subtitle: String, scenarios: [Int],
    cell: (_ scenario: Int, _ year: Int, _ party: Int, _ address: Workbook.Address) -> Workbook.Cell
  ) -> YearsSheet {
    let (years, parties) = (data.years.count, data.parties.count)
    var draft = SheetDraft(
      name, widths: [30] + Array(repeating: 15, count: parties) + [18], tab: 0x0072B2)
    draft.addTitle(title, subtitle)
    if let note = data.note { draft.addParagraph(note, columns: parties + 2, style: Looks.quietParagraph) }
    draft.addHeadings(
      [.text(thousands, Looks.heading)] + data.parties.map { .text($0.label, Looks.numberHeading) }
        + [.text(say("Alle partijen samen", "All parties together"), Looks.numberHeading)], height: 34)
    var places = YearPlaces(
      sheet: name, firstRows: Array(repeating: nil, count: content.scenarios.count), yearCount: years,
      partyCount: parties)
    let format = thousandsFormat(data)
    for (number, scenario) in scenarios.enumerated() {
      // Whole blocks on a page: as many as an A4 page holds.
      let perPage = max(1, 40 / (years + 3))
      if number > 0, number.isMultiple(of: perPage) { draft.sheet.pageBreaks.append(draft.next) }
      draft.add([.text(content.scenarios[scenario].label, Looks.section)], height: 24)
      let first = draft.next
      places.firstRows[scenario] = first
      var totals = Array(repeating: 0.0, count: parties + 1)
      for year in 0..<years {
        var cells: [Workbook.Cell] = [
          .number(Double(data.years[year]), Looks.number(.plain).with { $0.alignment = .left })
        ]
        var sum = 0.0
        for party in 0..<parties {
          let made = cell(scenario, year, party, .init(first + year, 1 + party))
          let value = made.number ?? 0
          (sum, totals[party]) = (sum + value, totals[party] + value)
          cells.append(made)
        }
        totals[parties] += sum
        cells.append(sumCell(.init(first + year, 1), .init(first + year, parties), sum, Looks.strong(format)))
        draft.add(cells)
      }
      draft.add(
        [.text(say("Totaal", "Total"), Looks.totalWord)]
          + (0...parties).map { party in
            sumCell(
              .init(first, 1 + party), .init(first + years - 1, 1 + party), totals[party], Looks.total(format)
            )
          })
      draft.add()
    }
    return (draft.sheet, places)
  }

  private func sumCell(
    _ first: Workbook.Address, _ last: Workbook.Address, _ value: Double, _ style: Workbook.Style
  ) -> Workbook.Cell {
    guard last.row >= first.row, last.column >= first.column else { return .number(0, style) }
    return .formula("SUM(\(Workbook.Range(first, last).text))", value: .number(value), style)
  }
}
