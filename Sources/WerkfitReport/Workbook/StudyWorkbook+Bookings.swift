extension StudyWorkbook {
  /// Where the bookings stand, and what they come to per party.
  struct BookingPlaces {
    var sheet: String
    /// The row of the first party's balance.
    var firstBalance: Int
    /// The row of what society makes and uses: production and external effects minus resources.
    var society: Int

    /// The column of the first scenario.
    static let firstColumn = 3

    /// What a party received minus what it paid; `society` where the party is nil.
    func balance(party: Int?, scenario: Int) -> Workbook.Reference {
      Workbook.Reference(
        sheet, Workbook.Address(party.map { firstBalance + $0 } ?? society, Self.firstColumn + scenario))
    }
  }

  /// Who pays whom, and what that comes to per party: the books from the other side.
  func bookingsSheet(_ data: WorkbookContent.PartyYears) -> (sheet: Workbook.Sheet, places: BookingPlaces) {
    let count = content.scenarios.count
    var draft = SheetDraft(
      name(.bookings), widths: [44, 24, 24] + scenarioWidths() + [24], tab: 0x0072B2)
    draft.addTitle(
      say("Boekingen: wie betaalt wie", "Bookings: who pays whom"),
      say(
        "Elk bedrag heeft een betaler en een ontvanger. Verwachte bedragen over alle jaren, \(thousands), contant gemaakt.",
        "Every amount has a payer and a receiver. Expected amounts over all years, \(thousands), discounted.")
    )
    let heading = draft.addHeadings(
      [say("Post", "Line"), say("Van", "From"), say("Naar", "To")].map { .text($0, Looks.heading) }
        + content.scenarios.map { .text($0.label, Looks.numberHeading) }
        + [.text(say("Sleutel", "Key"), Looks.headingAfter)], height: 34, frozenColumns: 3)
    let format = Workbook.NumberFormat.number(decimals: 1)
    for booking in content.bookings {
      draft.add(
        [
          .text(booking.label, Looks.word), .text(partyLabel(booking.from, data), Looks.word),
          .text(partyLabel(booking.to, data), Looks.word),
        ] + content.scenarios.indices.map { .number(Self.amount(booking, $0) / 1000, Looks.number(format)) }
          + [.text(booking.key, Looks.quietWordAfter)])
    }
    let lastLine = draft.next - 1
    draft.sheet.filter = Workbook.Range(.init(heading, 0), .init(lastLine, 3 + count))
    draft.add()
    draft.add(
      [.text(say("Ontvangen min betaald, per partij", "Received minus paid, by party"), Looks.section)],
      height: 24)
    let firstBalance = draft.next
    var sums = Array(repeating: 0.0, count: count)
    let rows = (heading + 1, lastLine)
    for party in data.parties.indices {
      let row = draft.next
      draft.add(
        [.text(data.parties[party].label, Looks.word), .empty(Looks.word), .empty(Looks.word)]
          + content.scenarios.indices.map { scenario in
            let value = balance(of: party, scenario: scenario) / 1000
            sums[scenario] += value
            return balanceCell(row, rows, scenario: scenario, value: value, style: Looks.number(format))
          })
    }
    let lastBalance = draft.next - 1
    draft.add(
      [.text(say("Alle partijen samen", "All parties together"), Looks.totalWord)]
        + Array(repeating: .empty(Looks.totalWord), count: 2)
        + content.scenarios.indices.map { scenario in
          let column = BookingPlaces.firstColumn + scenario
          let range = Workbook.Range(.init(firstBalance, column), .init(lastBalance, column))
          return .formula("SUM(\(range.text))", value: .number(sums[scenario]), Looks.total(format))
        })
    let society = draft.next
    draft.add(
      [.text(partyLabel(nil, data), Looks.word), .empty(Looks.word), .empty(Looks.word)]
        + content.scenarios.indices.map { scenario in
          let value = balance(of: nil, scenario: scenario) / 1000
          return balanceCell(society, rows, scenario: scenario, value: value, style: Looks.number(format))
        })
    draft.add()
    draft.addParagraph(
      say(
        "Wat de een betaalt, ontvangt de ander: zulke overdrachten vallen samen weg. Wat voor alle partijen samen overblijft, komt uit de samenleving (wat werk opbrengt) of gaat erheen (uren van begeleiders, werk dat anderen verliezen). De laatste twee rijen zijn daarom samen nul.",
        "What one pays another receives: such transfers cancel out. What is left for all parties together comes from society (what work produces) or goes to it (hours of coaches, work that others lose). So the last two rows add to zero."
      ),
      columns: min(8, 3 + count), style: Looks.quietParagraph)
    draft.fitPages()
    return (draft.sheet, BookingPlaces(sheet: draft.sheet.name, firstBalance: firstBalance, society: society))
  }

  /// The label of a party in bookings; nil is society.
  private func partyLabel(_ party: Int?, _ data: WorkbookContent.PartyYears) -> String {
    guard let party else { return say("Samenleving (middelen)", "Society (resources)") }
    return data.parties.indices.contains(party) ? data.parties[party].label : "?"
  }

  private static func amount(_ booking: WorkbookContent.Booking, _ scenario: Int) -> Double {
    booking.amounts.indices.contains(scenario) ? booking.amounts[scenario] : 0
  }

  /// What a party received minus what it paid.
  func balance(of party: Int?, scenario: Int) -> Double {
    content.bookings.reduce(0) { sum, booking in
      let amount = Self.amount(booking, scenario)
      return sum + (booking.to == party ? amount : 0) - (booking.from == party ? amount : 0)
    }
  }

  /// The sum of what goes to the label in column A minus what comes from it.
  private func balanceCell(
    _ row: Int, _ rows: (first: Int, last: Int), scenario: Int, value: Double, style: Workbook.Style
  ) -> Workbook.Cell {
    let column = { (number: Int) in
      Workbook.Range(.init(rows.first, number), .init(rows.last, number))
    }
    let label = "$\(Workbook.Address(row, 0).text)"
    let amounts = column(BookingPlaces.firstColumn + scenario).text
    // Not SUMIF, which would read a label such as `>5` as a condition.
    let formula =
      "SUMPRODUCT(--(\(column(2).fixed)=\(label)),\(amounts))"
      + "-SUMPRODUCT(--(\(column(1).fixed)=\(label)),\(amounts))"
    return .formula(formula, value: .number(value), style)
  }
}
