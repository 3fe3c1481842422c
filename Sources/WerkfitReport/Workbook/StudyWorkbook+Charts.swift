extension StudyWorkbook {
  typealias ComparisonSheet = (sheet: Workbook.Sheet, places: ComparisonPlaces)

  /// The charts with the numbers they are drawn from; nil where there is nothing to draw.
  func chartsSheet(
    comparison: ComparisonSheet, years: YearsSheet?, differences: YearsSheet?
  ) -> (sheet: Workbook.Sheet, balance: Workbook.Chart?)? {
    var draft = SheetDraft(name(.charts), widths: [34, 16, 16, 16, 16, 16, 16, 16, 16], tab: 0xC44E00)
    draft.addTitle(
      say("Grafieken", "Charts"),
      say(
        "De grafieken volgen de getallen op de andere bladen. Onderaan staan de getallen van de eerste grafiek.",
        "The charts follow the numbers on the other sheets. The numbers of the first chart are at the bottom."
      ))
    let plot = content.balance.flatMap { key in
      content.outcomes.first { $0.key == key && $0.differences.contains { $0 != nil } }
    }
    var partyCharts: [Workbook.Chart] = []
    var yearChart: Workbook.Chart?
    if let data = content.partyYears, let places = differences?.places {
      partyCharts = self.partyCharts(data, places)
      yearChart = yearsChart(data, places)
    }
    guard plot != nil || yearChart != nil || !partyCharts.isEmpty else { return nil }

    // The place of the numbers depends on how much room the charts take.
    let balanceHeight = max(300, 150.0 + 46 * Double(alternatives.count))
    let rows = { (height: Double) in Int((height / 20).rounded(.up)) + 1 }
    var row = draft.next
    var dataRow = row + (partyCharts.count + 1) / 2 * rows(Self.smallHeight) + 1
    if plot != nil { dataRow += rows(balanceHeight) }
    if yearChart != nil { dataRow += rows(Self.chartHeight) }
    while draft.next < dataRow { draft.add() }
    var balance: Workbook.Chart?
    if let plot {
      balance = addBalance(plot, comparison.places, height: balanceHeight, to: &draft)
      if let balance {
        draft.sheet.charts.append(.init(.init(row, 0), balance))
        row += rows(balanceHeight)
      }
    }
    if let yearChart {
      if plot != nil { draft.sheet.pageBreaks.append(row - 1) }
      draft.sheet.charts.append(.init(.init(row, 0), yearChart))
      row += rows(Self.chartHeight)
    }
    // A break one row above a chart, or its edge would print on the page before.
    if plot != nil || yearChart != nil, !partyCharts.isEmpty { draft.sheet.pageBreaks.append(row - 1) }
    for (number, chart) in partyCharts.enumerated() {
      // The second of a row begins at a column that clears the first.
      let address = Workbook.Address(
        row + number / 2 * rows(Self.smallHeight), number.isMultiple(of: 2) ? 0 : 4)
      draft.sheet.charts.append(.init(address, chart))
      if number.isMultiple(of: 2), number > 0, (number / 2).isMultiple(of: 2) {
        draft.sheet.pageBreaks.append(address.row - 1)
      }
    }
    if plot != nil { draft.sheet.pageBreaks.append(dataRow) }
    return (draft.sheet, balance)
  }

  private static let chartHeight = 400.0
  private static let smallHeight = 360.0

  // MARK: By year

  /// The difference by year of one party, a line per scenario.
  private func yearsChart(_ data: WorkbookContent.PartyYears, _ places: YearPlaces) -> Workbook.Chart? {
    guard let party = data.perspective, data.parties.indices.contains(party), data.years.count > 1 else {
      return nil
    }
    let label = data.parties[party].label
    let shown = alternatives.filter { places.years(scenario: $0, party: party) != nil }
    let series = shown.enumerated().compactMap { position, scenario -> Workbook.Series? in
      guard let categories = places.labels(scenario: scenario),
        let values = places.years(scenario: scenario, party: party)
      else { return nil }
      var series = Workbook.Series(
        content.scenarios[scenario].label, categories: categories, values: values,
        colour: Looks.series(position))
      series.lineWidth = 2.25
      let markers = Workbook.Series.Marker.allCases
      series.marker = markers[position % markers.count]
      series.isDashed = !position.isMultiple(of: 2)
      return series
    }
    guard !series.isEmpty else { return nil }
    var y = Workbook.Axis(
      say(
        "Verschil met ‘\(referenceLabel)’, \(thousands)", "Difference with ‘\(referenceLabel)’, \(thousands)"),
      numberFormat: .number(decimals: 0))
    y.hasGridlines = true
    let words = shown.map { scenario -> String in
      let amounts = data.years.indices.map { year in
        let value = difference(data, scenario: scenario, year: year, party: party) / 1000
        return "\(data.years[year]) \(numbers.number(value, place: 0))"
      }
      return "\(content.scenarios[scenario].label): \(amounts.joined(separator: "; "))."
    }
    var chart = Workbook.Chart(
      .lines,
      title: content.chartTitles.years
        ?? say(
          "\(label) per jaar: verschil met ‘\(referenceLabel)’",
          "\(label) by year: difference with ‘\(referenceLabel)’"),
      alternative: ([
        say(
          "Lijnen per jaar, een per scenario, voor \(label), \(thousands).",
          "Lines by year, one per scenario, for \(label), \(thousands).")
      ] + words).joined(separator: " "),
      series: series, categoryAxis: .init(say("Jaar", "Year"), numberFormat: .plain), valueAxis: y)
    (chart.width, chart.height) = (860, Self.chartHeight)
    return chart
  }

  /// Who pays and who gains by year, a chart per scenario on one scale.
  private func partyCharts(_ data: WorkbookContent.PartyYears, _ places: YearPlaces) -> [Workbook.Chart] {
    let shown = alternatives.filter { places.firstRows.indices.contains($0) && places.firstRows[$0] != nil }
      .prefix(8)
    // Parties without a visible amount would only fill the legend.
    let largest =
      shown.flatMap { scenario in stacks(data, scenario).flatMap { [$0.above, -$0.below] } }.max() ?? 0
    let parties = data.parties.indices.filter { party in
      shown.contains { scenario in
        data.years.indices.contains {
          abs(difference(data, scenario: scenario, year: $0, party: party)) / 1000 > 0.002 * largest
        }
      }
    }
    let ends = shown.flatMap { scenario in stacks(data, scenario).flatMap { [$0.above, $0.below] } }
    let axis = NiceAxis(covering: ends.filter(\.isFinite) + [0])
    guard !parties.isEmpty, largest > 0 else { return [] }
    return shown.map { scenario in
      let label = content.scenarios[scenario].label
      let series = parties.enumerated().compactMap { position, party -> Workbook.Series? in
        guard let categories = places.labels(scenario: scenario),
          let values = places.years(scenario: scenario, party: party)
        else { return nil }
        var series = Workbook.Series(
          data.parties[party].label, categories: categories, values: values, colour: Looks.series(position))
        let patterns = Workbook.Series.Pattern.allCases
        if !position.isMultiple(of: 2) { series.pattern = patterns[position / 2 % patterns.count] }
        return series
      }
      var y = Workbook.Axis(
        say("Verschil, \(thousands)", "Difference, \(thousands)"), numberFormat: .number(decimals: 0))
      (y.minimum, y.maximum, y.step, y.hasGridlines) = (axis.minimum, axis.maximum, axis.step, true)
      let totals = parties.map { party in
        let total = data.years.indices.reduce(0) {
          $0 + difference(data, scenario: scenario, year: $1, party: party)
        }
        return "\(data.parties[party].label) \(numbers.number(total / 1000, place: 0))"
      }
      var chart = Workbook.Chart(
        .stackedColumns,
        title: content.chartTitles.parties.map { "\(label): \($0)" }
          ?? say("\(label): wie betaalt en wie ontvangt", "\(label): who pays and who gains"),
        alternative: say(
          "Gestapelde kolommen per jaar voor \(label): verschil met ‘\(referenceLabel)’ per partij, \(thousands). Samen over alle jaren: ",
          "Stacked columns by year for \(label): difference with ‘\(referenceLabel)’ by party, \(thousands). All years together: "
        )
          + totals.joined(separator: "; ") + ".",
        series: series, categoryAxis: .init(numberFormat: .plain), valueAxis: y)
      (chart.width, chart.height) = (590, Self.smallHeight)
      return chart
    }
  }

  /// How far columns reach above and below zero by year, in thousands.
  private func stacks(_ data: WorkbookContent.PartyYears, _ scenario: Int) -> [(above: Double, below: Double)]
  {
    data.years.indices.map { year in
      let values = data.parties.indices.map {
        difference(data, scenario: scenario, year: year, party: $0) / 1000
      }
      return (values.filter { $0 > 0 }.reduce(0, +), values.filter { $0 < 0 }.reduce(0, +))
    }
  }
}
