import Foundation

extension StudyWorkbook {
  /// Where the means of the draws stand.
  struct DrawPlaces {
    var sheet: String
    /// The row of the means.
    var means: Int
    /// Whether all replications are there, so that the means are those of the outcomes.
    var isComplete: Bool
  }

  /// How many rows of the draws are printed on paper.
  private static let printedDraws = 50

  /// A row per replication: the parameters drawn, and the outcomes of each scenario.
  func drawsSheet() -> (sheet: Workbook.Sheet, places: DrawPlaces)? {
    guard let draws = content.draws, !draws.columns.isEmpty else { return nil }
    let columns = drawColumns
    let rows = min(Self.mostDraws, columns.map(\.values.count).min() ?? 0, draws.numbers.count)
    var draft = SheetDraft(
      name(.draws), widths: [13] + Array(repeating: 17, count: columns.count), tab: 0x6B7885)
    let isComplete = rows == draws.total
    let extent =
      isComplete
      ? say("Alle \(numbers.count(rows)) doorrekeningen", "All \(numbers.count(rows)) replications")
      : say(
        "De eerste \(numbers.count(rows)) van \(numbers.count(draws.total)) doorrekeningen (ook de gemiddelden)",
        "The first \(numbers.count(rows)) of \(numbers.count(draws.total)) replications (also the means)")
    let paper =
      rows > Self.printedDraws
      ? say(
        " Op papier komen alleen de eerste \(Self.printedDraws) rijen.",
        " Only the first \(Self.printedDraws) rows are printed on paper.") : ""
    draft.addTitle(
      say("Trekkingen", "Draws"),
      extent + say(": wat is getrokken, en wat eruit kwam.", ": what was drawn, and what came out.") + paper)
    var previous: Int?? = .none
    draft.add(
      [.text("", Looks.heading)]
        + columns.map { column in
          let isSame = previous == .some(column.scenario)
          previous = .some(column.scenario)
          return .text(isSame ? "" : scenarioLabel(column.scenario), Looks.heading.with { $0.wraps = false })
        })
    draft.add([.text("", Looks.heading)] + columns.map { .text($0.label, Looks.numberHeading) }, height: 64)
    let keys = draft.add(
      [.text(say("Trekking", "Draw"), Looks.heading)]
        + columns.map {
          .text(
            $0.key,
            Looks.numberHeading.with {
              $0.isBold = false
              $0.size = 9
              $0.wraps = false
            })
        })
    let means = keys + 1
    let first = keys + 2
    let formats = columns.map { column in
      format(
        unit: column.unit == "" ? "plain" : column.unit,
        largest: column.values.lazy.filter(\.isFinite).map(abs).max() ?? 0)
    }
    draft.add(
      [.text(say("Gemiddelde", "Mean"), Looks.totalWord)]
        + columns.indices.map { column in
          let values = columns[column].values.prefix(rows)
          let range = Workbook.Range(.init(first, column + 1), .init(first + rows - 1, column + 1))
          guard rows > 0, values.allSatisfy(\.isFinite) else {
            return .number(.nan, Looks.total(formats[column]))
          }
          return .formula(
            "AVERAGE(\(range.text))", value: .number(values.reduce(0, +) / Double(rows)),
            Looks.total(formats[column]))
        })
    draft.sheet.filter = Workbook.Range(.init(means, 0), .init(max(means, first + rows - 1), columns.count))
    draft.sheet.frozen = .init(first, 1)
    draft.sheet.repeatedRows = keys - 2...keys
    draft.sheet.repeatedColumns = 1
    if rows > Self.printedDraws {
      // Thousands of rows over many columns would be a thousand pages.
      draft.sheet.printed = Workbook.Range(.init(0, 0), .init(first + Self.printedDraws - 1, columns.count))
    }
    draft.sheet.showsGridlines = true
    // Sixty columns on one page wide cannot be read; ten can.
    draft.sheet.pagesWide = max(1, (columns.count + 9) / 10)
    draft.sheet.blocks = [
      Workbook.Block(
        origin: .init(first, 0),
        columns: [draws.numbers.prefix(rows).map(Double.init)]
          + columns.map { Array($0.values.prefix(rows)) },
        styles: [Workbook.Style(numberFormat: .plain)] + formats.map { Workbook.Style(numberFormat: $0) })
    ]
    return (draft.sheet, DrawPlaces(sheet: draft.sheet.name, means: means, isComplete: isComplete))
  }

  /// The columns of the draws in the order of the sheet: parameters, then scenario by scenario.
  var drawColumns: [WorkbookContent.Draws.Column] {
    (content.draws?.columns ?? []).enumerated().sorted {
      ($0.element.scenario ?? -1, $0.offset) < ($1.element.scenario ?? -1, $1.offset)
    }.map(\.element)
  }

  private func scenarioLabel(_ scenario: Int?) -> String {
    guard let scenario else { return say("Aannames", "Assumptions") }
    return content.scenarios.indices.contains(scenario) ? content.scenarios[scenario].label : ""
  }
}
