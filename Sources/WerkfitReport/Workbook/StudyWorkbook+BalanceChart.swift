extension StudyWorkbook {
  /// The differences of an outcome as points with a thin 95% and a thick 80% line, one scenario below another.
  ///
  /// The library's error bars have one length for a whole series; lines between cells show each interval as it is,
  /// follow the cells, and look the same in Excel and LibreOffice.
  func addBalance(
    _ outcome: WorkbookContent.Outcome, _ places: ComparisonPlaces, height: Double, to draft: inout SheetDraft
  ) -> Workbook.Chart? {
    let shown = alternatives.filter {
      outcome.differences.indices.contains($0) && outcome.differences[$0] != nil
    }
    guard !shown.isEmpty else { return nil }
    let isMoney = outcome.unit == "money"
    let scale = isMoney ? 1000.0 : 1
    let format: Workbook.NumberFormat = isMoney ? .number(decimals: 0) : format(of: outcome)
    let style = Looks.quiet(isMoney ? .number(decimals: 1) : format)
    let number = { (scenario: Int, measure: Measure) -> (Double, Workbook.Cell) in
      let estimate = outcome.differences[scenario]
      let value = (estimate.flatMap { measure.number(of: $0) } ?? .nan) / scale
      let source =
        places.cell(outcome.key, measure, scenario: scenario)
        ?? places.cell(outcome.key, .difference, scenario: scenario)
      guard value.isFinite, let source else { return (value, .number(value, style)) }
      return (value, .formula(isMoney ? "\(source.text)/1000" : source.text, value: .number(value), style))
    }
    let values = shown.flatMap { scenario in
      [Measure.differenceLower95, .differenceUpper95, .difference].map { number(scenario, $0).0 }
    }.filter(\.isFinite)
    let axis = NiceAxis(covering: values + [0])

    draft.add(
      [.text(say("Getallen van de eerste grafiek", "Numbers of the first chart"), Looks.section)], height: 24)
    let unit = isMoney ? thousands : unitWords(outcome.unit)
    draft.add(
      [
        .text(say("Scenario", "Scenario"), Looks.heading),
        .text(say("Hoogte", "Height"), Looks.numberHeading),
        .text(say("Gemiddelde", "Mean"), Looks.numberHeading),
        .text(say("Naam: x", "Name: x"), Looks.numberHeading),
        .text(say("Naam: y", "Name: y"), Looks.numberHeading),
      ])
    let first = draft.next
    for (position, scenario) in shown.enumerated() {
      let y = Double(shown.count - position)
      draft.add([
        .text(content.scenarios[scenario].label, Looks.word), .number(y, Looks.quiet(.number(decimals: 0))),
        number(scenario, .difference).1, .number(axis.minimum, style),
        .number(y + 0.36, Looks.quiet(.number(decimals: 2))),
      ])
    }
    let last = draft.next - 1
    draft.add()
    draft.add(
      [say("Marge", "Interval"), say("Hoogte", "Height"), "80%", "95%"].enumerated().map {
        .text($1, $0 == 0 ? Looks.heading : Looks.numberHeading)
      })
    let firstEnd = draft.next
    for (position, scenario) in shown.enumerated() {
      let y = Workbook.Cell.number(Double(shown.count - position), Looks.quiet(.number(decimals: 0)))
      let label = content.scenarios[scenario].label
      // The thin line stops where the thick one begins: which of two lies on top differs between programs.
      let ends: [(String, thick: Measure?, thin: Measure?)] = [
        (say("95% van", "95% from"), nil, .differenceLower95),
        (say("80% van", "80% from"), .differenceLower80, .differenceLower80),
        (say("gemiddelde", "mean"), .difference, nil),
        (say("80% tot", "80% to"), .differenceUpper80, .differenceUpper80),
        (say("95% tot", "95% to"), nil, .differenceUpper95),
      ]
      for end in ends {
        let cell = { (measure: Measure?) -> Workbook.Cell in
          measure.map { number(scenario, $0).1 } ?? .empty(Looks.word)
        }
        draft.add([.text("\(label): \(end.0)", Looks.word), y, cell(end.thick), cell(end.thin)])
      }
      // An empty row keeps the lines apart.
      draft.add()
    }
    let lastEnd = draft.next - 2
    let sheet = draft.sheet.name
    let column = { (number: Int, first: Int, last: Int) in
      Workbook.Reference(sheet, Workbook.Range(.init(first, number), .init(last, number)))
    }

    var wide = Workbook.Series(
      say("95% van de doorrekeningen", "95% of the replications"), categories: column(3, firstEnd, lastEnd),
      values: column(1, firstEnd, lastEnd), colour: .init(0x8FA3B8))
    wide.lineWidth = 2
    var narrow = Workbook.Series(
      say("80% van de doorrekeningen", "80% of the replications"), categories: column(2, firstEnd, lastEnd),
      values: column(1, firstEnd, lastEnd), colour: .init(0x0072B2))
    narrow.lineWidth = 5
    var mean = Workbook.Series(
      say("gemiddelde", "mean"), categories: column(2, first, last), values: column(1, first, last),
      colour: Looks.accent)
    (mean.marker, mean.markerSize) = (.diamond, 11)
    var names = Workbook.Series(
      say("namen", "names"), categories: column(3, first, last), values: column(4, first, last),
      colour: Looks.accent)
    names.labels = shown.map { content.scenarios[$0].label }
    names.isInLegend = false

    let label = outcome.differenceLabel ?? outcome.label
    var x = Workbook.Axis(
      say("Verschil met ‘\(referenceLabel)’", "Difference with ‘\(referenceLabel)’")
        + (unit.isEmpty ? "" : ", \(unit)"),
      numberFormat: format)
    (x.minimum, x.maximum, x.step, x.hasGridlines) = (axis.minimum, axis.maximum, axis.step, true)
    var y = Workbook.Axis()
    (y.minimum, y.maximum, y.step, y.isHidden) = (0.4, Double(shown.count) + 0.8, 1, true)
    var chart = Workbook.Chart(
      .scatter,
      title: content.chartTitles.balance
        ?? say("\(label): verschil met ‘\(referenceLabel)’", "\(label): difference with ‘\(referenceLabel)’"),
      alternative: balanceWords(outcome, shown: shown, label: label), series: [wide, narrow, mean, names],
      categoryAxis: x, valueAxis: y)
    (chart.width, chart.height) = (860, height)
    return chart
  }

  /// The chart of differences in words.
  private func balanceWords(_ outcome: WorkbookContent.Outcome, shown: [Int], label: String) -> String {
    let text = { (value: Double) in
      self.numbers.number(
        value / (outcome.unit == "money" ? 1000 : 1), place: outcome.unit == "money" ? 0 : -1)
    }
    let unit = outcome.unit == "money" ? thousands : unitWords(outcome.unit)
    let opening = say(
      "Punten met marges, een rij per scenario. \(label), verschil met ‘\(referenceLabel)’, \(unit).",
      "Points with intervals, a row per scenario. \(label), difference with ‘\(referenceLabel)’, \(unit).")
    let parts = shown.compactMap { scenario -> String? in
      guard let estimate = outcome.differences[scenario], estimate.mean.isFinite else { return nil }
      let name = content.scenarios[scenario].label
      guard let bounds = estimate.interval80 else { return "\(name): \(text(estimate.mean))." }
      return say(
        "\(name): \(text(estimate.mean)); in 80% van de doorrekeningen van \(text(bounds.lower)) tot \(text(bounds.upper)).",
        "\(name): \(text(estimate.mean)); in 80% of the replications from \(text(bounds.lower)) to \(text(bounds.upper))."
      )
    }
    return ([opening] + parts).joined(separator: " ")
  }
}
