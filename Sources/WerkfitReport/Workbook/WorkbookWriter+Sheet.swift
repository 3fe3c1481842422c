import CXLSXWriter
import Foundation

extension WorkbookWriter {
  typealias LibrarySheet = UnsafeMutablePointer<lxw_worksheet>

  /// Writes a sheet without its charts.
  func write(_ sheet: Workbook.Sheet, to library: LibrarySheet) throws {
    try writeLayout(of: sheet, to: library)
    for (number, row) in sheet.rows.enumerated() {
      if let height = row.height {
        try check(worksheet_set_row(library, lxw_row_t(number), height, nil), at: sheet.name)
      }
      for (column, cell) in row.cells.enumerated() {
        try write(cell, at: try position(Workbook.Address(number, column), sheet), of: sheet, to: library)
      }
    }
    for range in sheet.merged { try merge(range, of: sheet, to: library) }
    for block in sheet.blocks { try write(block, of: sheet, to: library) }
    for note in sheet.notes {
      let place = try position(note.address, sheet)
      var options = lxw_comment_options()
      options.width = 280
      options.height = UInt16(clamping: 34 + 17 * (note.text.count / 40 + 1))
      let text = Workbook.cellText(note.text)
      try check(worksheet_write_comment_opt(library, place.row, place.column, text, &options), at: sheet.name)
    }
    for highlight in sheet.highlights { try write(highlight, of: sheet, to: library) }
  }

  /// A cell's row and column as the library counts them.
  struct Position {
    var row: lxw_row_t
    var column: lxw_col_t
    var address: Workbook.Address
  }

  /// The position of a cell; throws where no sheet is that large.
  func position(_ address: Workbook.Address, _ sheet: Workbook.Sheet) throws -> Position {
    guard (0...Int(wx_last_row())).contains(address.row), (0...Int(wx_last_column())).contains(address.column)
    else {
      throw WorkbookError(
        "The sheet ‘\(sheet.name)’ is too large: row \(address.row + 1), column \(address.column + 1)",
        "Het blad ‘\(sheet.name)’ is te groot: rij \(address.row + 1), kolom \(address.column + 1)")
    }
    return Position(row: lxw_row_t(address.row), column: lxw_col_t(address.column), address: address)
  }

  private func writeLayout(of sheet: Workbook.Sheet, to library: LibrarySheet) throws {
    for (number, column) in sheet.columns.enumerated() {
      let place = try position(Workbook.Address(0, number), sheet).column
      let width = max(0.5, min(column.width, 255))
      try check(
        worksheet_set_column(library, place, place, width, try column.style.flatMap(format)), at: sheet.name)
    }
    if let frozen = sheet.frozen {
      let place = try position(frozen, sheet)
      worksheet_freeze_panes(library, place.row, place.column)
    }
    if let filter = sheet.filter {
      let (first, last) = (try position(filter.first, sheet), try position(filter.last, sheet))
      try check(
        worksheet_autofilter(library, first.row, first.column, last.row, last.column), at: sheet.name)
    }
    if let colour = sheet.tabColour { worksheet_set_tab_color(library, colour.library) }
    worksheet_set_zoom(library, UInt16(clamping: max(10, min(sheet.zoom, 400))))
    if !sheet.showsGridlines { worksheet_gridlines(library, wx_hide_gridlines()) }
    if sheet.holdsNumbersAsText {
      try check(
        worksheet_ignore_errors(library, wx_ignore_number_as_text(), "A1:XFD1048576"), at: sheet.name)
    }
    try writePages(of: sheet, to: library)
  }

  private func writePages(of sheet: Workbook.Sheet, to library: LibrarySheet) throws {
    worksheet_set_paper(library, wx_paper_a4())
    worksheet_set_landscape(library)
    worksheet_set_margins(library, 0.5, 0.5, 0.75, 0.7)
    worksheet_fit_to_pages(
      library, UInt16(clamping: max(1, sheet.pagesWide)), UInt16(clamping: max(0, sheet.pagesHigh)))
    if let printed = sheet.printed {
      let (first, last) = (try position(printed.first, sheet), try position(printed.last, sheet))
      try check(
        worksheet_print_area(library, first.row, first.column, last.row, last.column), at: sheet.name)
    }
    if let rows = sheet.repeatedRows {
      let (first, last) = (max(0, rows.lowerBound), max(0, rows.upperBound))
      try check(worksheet_repeat_rows(library, lxw_row_t(first), lxw_row_t(last)), at: sheet.name)
    }
    if sheet.repeatedColumns > 0 {
      let last = try position(Workbook.Address(0, sheet.repeatedColumns - 1), sheet).column
      try check(worksheet_repeat_columns(library, 0, last), at: sheet.name)
    }
    if !sheet.header.isEmpty {
      try check(worksheet_set_header(library, "&L\(Workbook.pageText(sheet.header))&R&A"), at: sheet.name)
    }
    if !sheet.footer.isEmpty {
      try check(
        worksheet_set_footer(library, "&L\(Workbook.pageText(sheet.footer))&R&P / &N"), at: sheet.name)
    }
    let breaks = sheet.pageBreaks.filter { $0 > 0 && $0 < Int(wx_last_row()) }.prefix(1000)
    if !breaks.isEmpty {
      // The list ends at a zero.
      var list = breaks.map { lxw_row_t($0) } + [0]
      try check(worksheet_set_h_pagebreaks(library, &list), at: sheet.name)
    }
  }

  private func write(
    _ cell: Workbook.Cell, at place: Position, of sheet: Workbook.Sheet, to library: LibrarySheet
  ) throws {
    let (row, column) = (place.row, place.column)
    let result: lxw_error
    switch cell {
    case .empty(let style):
      guard let style else { return }
      result = worksheet_write_blank(library, row, column, try format(style))
    case .text(let text, let style):
      return try writeText(text, style, at: place, of: sheet, to: library)
    case .number(let value, let style):
      guard value.isFinite else { return try writeNoNumber(style, at: place, of: sheet, to: library) }
      result = worksheet_write_number(library, row, column, 0 + value, try format(style))
    case .formula(let formula, .number(let value), let style):
      guard value.isFinite else { return try writeNoNumber(style, at: place, of: sheet, to: library) }
      result = worksheet_write_formula_num(library, row, column, "=\(formula)", try format(style), 0 + value)
    case .formula(let formula, .text(let value), let style):
      result = worksheet_write_formula_str(
        library, row, column, "=\(formula)", try format(style), Workbook.cellText(value))
    case .month(let year, let month, let style):
      guard (1900...9999).contains(year), (1...12).contains(month) else {
        return try writeText("\(year)-\(month)", style, at: place, of: sheet, to: library)
      }
      var date = lxw_datetime(year: Int32(year), month: Int32(month), day: 1, hour: 0, min: 0, sec: 0)
      result = worksheet_write_datetime(library, row, column, &date, try format(style))
    case .link(let text, let target, let address, let style):
      let url = "internal:" + Workbook.Reference(target, address).text
      result = worksheet_write_url_opt(
        library, row, column, url, try format(style), Workbook.cellText(text), nil)
    }
    try check(result, at: "\(sheet.name) \(place.address.text)")
  }

  private func writeText(
    _ text: String, _ style: Workbook.Style, at place: Position, of sheet: Workbook.Sheet,
    to library: LibrarySheet
  ) throws {
    // As text by format too, so that it stays text when someone edits the cell.
    let isRisky = Workbook.looksLikeFormula(text) && style.numberFormat == .general
    let format = try format(isRisky ? style.with { $0.numberFormat = .text } : style)
    let result = worksheet_write_string(library, place.row, place.column, Workbook.cellText(text), format)
    try check(result, at: "\(sheet.name) \(place.address.text)")
  }

  private func writeNoNumber(
    _ style: Workbook.Style, at place: Position, of sheet: Workbook.Sheet, to library: LibrarySheet
  ) throws {
    let text = workbook.language == .dutch ? "niet berekend" : "not computed"
    let words = style.with {
      $0.alignment = .right
      $0.isItalic = true
    }
    try writeText(text, words, at: place, of: sheet, to: library)
  }

  /// Merges a range and writes its first cell again, which merging clears.
  private func merge(_ range: Workbook.Range, of sheet: Workbook.Sheet, to library: LibrarySheet) throws {
    let (first, last) = (try position(range.first, sheet), try position(range.last, sheet))
    guard last.row > first.row || last.column > first.column else { return }
    let cells = sheet.rows.indices.contains(range.first.row) ? sheet.rows[range.first.row].cells : []
    let cell = cells.indices.contains(range.first.column) ? cells[range.first.column] : .empty()
    let look = try cell.style.flatMap(format)
    try check(
      worksheet_merge_range(library, first.row, first.column, last.row, last.column, "", look),
      at: "\(sheet.name) \(range.text)")
    try write(cell, at: first, of: sheet, to: library)
  }

  private func write(_ block: Workbook.Block, of sheet: Workbook.Sheet, to library: LibrarySheet) throws {
    for (offset, numbers) in block.columns.enumerated() {
      let style = block.styles.indices.contains(offset) ? block.styles[offset] : Workbook.Style()
      let look = try format(style)
      let top = Workbook.Address(block.origin.row, block.origin.column + offset)
      let first = try position(top, sheet)
      _ = try position(Workbook.Address(top.row + max(0, numbers.count - 1), top.column), sheet)
      for (row, number) in numbers.enumerated() {
        let place = first.row + lxw_row_t(row)
        guard number.isFinite else {
          let address = Workbook.Address(Int(place), top.column)
          try writeNoNumber(style, at: try position(address, sheet), of: sheet, to: library)
          continue
        }
        let result = worksheet_write_number(library, place, first.column, 0 + number, look)
        guard result == LXW_NO_ERROR else { throw WorkbookError(result, at: sheet.name, cause: 0) }
      }
    }
  }

  private func write(_ highlight: Workbook.Highlight, of sheet: Workbook.Sheet, to library: LibrarySheet)
    throws
  {
    let (first, last) = (
      try position(highlight.range.first, sheet), try position(highlight.range.last, sheet)
    )
    var condition = lxw_conditional_format()
    // A formula of our own: the library's condition on text counts bytes where Excel counts letters.
    let beginning = Workbook.cellText(highlight.beginning, longest: 100)
    let quoted = beginning.doubling("\"")
    condition.type = wx_conditional_formula()
    condition.value_string = copy(
      "=LEFT(\(highlight.range.first.text),\(beginning.utf16.count))=\"\(quoted)\"")
    condition.format = try format(highlight.style)
    try check(
      worksheet_conditional_format_range(
        library, first.row, first.column, last.row, last.column, &condition),
      at: sheet.name)
  }
}

extension Workbook.Cell {
  /// How the cell looks, or nil.
  fileprivate var style: Workbook.Style? {
    switch self {
    case .empty(let style): style
    case .text(_, let style), .number(_, let style), .formula(_, _, let style): style
    case .month(_, _, let style), .link(_, _, _, let style): style
    }
  }
}
