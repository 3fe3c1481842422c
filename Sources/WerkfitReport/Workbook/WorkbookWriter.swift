import CXLSXWriter
import Foundation
import WerkfitStudy

/// Writes a workbook through libxlsxwriter; what the library would only warn of is refused or mended before.
///
/// The library keeps all cells in memory: in its way of constant memory charts would hold no numbers until they are
/// computed anew, which viewers do not do.
final class WorkbookWriter {
  let workbook: Workbook
  let file: UnsafeMutablePointer<lxw_workbook>
  private var formats: [Workbook.Style: UnsafeMutablePointer<lxw_format>] = [:]
  /// Copies of text for fields of C structures; the library copies them again.
  private var copies: [UnsafeMutablePointer<CChar>] = []

  private init(_ workbook: Workbook, file: UnsafeMutablePointer<lxw_workbook>) {
    (self.workbook, self.file) = (workbook, file)
  }

  deinit { copies.forEach { free($0) } }

  /// Writes the workbook to a file.
  static func write(_ workbook: Workbook, to path: String) throws {
    var options = lxw_workbook_options(constant_memory: 0, tmpdir: nil, use_zip64: 0)
    guard !workbook.sheets.isEmpty else {
      throw WorkbookError("A workbook needs a sheet", "Een werkmap heeft een blad nodig")
    }
    guard let file = workbook_new_opt(path, &options) else {
      throw WorkbookError("There is no memory for the workbook", "Er is geen geheugen voor de werkmap")
    }
    let writer = WorkbookWriter(workbook, file: file)
    do {
      try writer.fill()
    } catch {
      lxw_workbook_free(file)
      throw error
    }
    errno = 0
    // Frees the workbook whether or not it succeeds.
    let result = workbook_close(file)
    guard result == LXW_NO_ERROR else {
      throw WorkbookError(result, at: (path as NSString).lastPathComponent, cause: errno)
    }
  }

  private func fill() throws {
    try writeProperties()
    // All sheets first, as links and formulas may lead forward.
    var sheets: [(Workbook.Sheet, UnsafeMutablePointer<lxw_worksheet>)] = []
    for sheet in workbook.sheets {
      let result = workbook_validate_sheet_name(file, sheet.name)
      guard result == LXW_NO_ERROR, Workbook.sheetName(sheet.name, besides: []) == sheet.name else {
        throw WorkbookError(
          "The sheet ‘\(sheet.name)’ cannot have this name: at most 31 characters, each name once, none of [ ] : * ? / \\",
          "Het blad ‘\(sheet.name)’ kan niet zo heten: hooguit 31 tekens, elke naam één keer, geen [ ] : * ? / \\"
        )
      }
      guard let made = workbook_add_worksheet(file, sheet.name) else {
        throw WorkbookError(LXW_ERROR_MEMORY_MALLOC_FAILED, at: sheet.name, cause: 0)
      }
      sheets.append((sheet, made))
    }
    for (sheet, made) in sheets { try write(sheet, to: made) }
    for (sheet, made) in sheets {
      for chart in sheet.charts { try write(chart, of: sheet, to: made) }
    }
  }

  /// Throws what the library says of a part, if it is an error.
  func check(_ result: lxw_error, at part: String) throws {
    guard result == LXW_NO_ERROR else { throw WorkbookError(result, at: part, cause: 0) }
  }

  /// A copy of a text that lives as long as the writer.
  func copy(_ text: String) -> UnsafeMutablePointer<CChar>? {
    guard let made = strdup(text) else { return nil }
    copies.append(made)
    return made
  }

  /// The library's format for a style, made once.
  func format(_ style: Workbook.Style) throws -> UnsafeMutablePointer<lxw_format>? {
    if style == Workbook.Style() { return nil }
    if let made = formats[style] { return made }
    guard let format = workbook_add_format(file) else {
      throw WorkbookError(LXW_ERROR_MEMORY_MALLOC_FAILED, at: "format", cause: 0)
    }
    if style.numberFormat == .text {
      // Excel's own number for text, which it knows without the code.
      format_set_num_format_index(format, 49)
    } else if style.numberFormat != .general {
      format_set_num_format(
        format, style.numberFormat.code(language: workbook.language, currency: workbook.currency))
    }
    if style.isBold { format_set_bold(format) }
    if style.isItalic { format_set_italic(format) }
    if let size = style.size { format_set_font_size(format, size) }
    if let colour = style.colour { format_set_font_color(format, colour.library) }
    if let fill = style.fill { format_set_bg_color(format, fill.library) }
    if style.wraps { format_set_text_wrap(format) }
    if style.indent > 0 { format_set_indent(format, UInt8(clamping: min(style.indent, 15))) }
    if let alignment = style.alignment.library { format_set_align(format, alignment) }
    format_set_align(format, style.height.library)
    if let top = style.top {
      format_set_top(format, top.library)
      format_set_top_color(format, top.colour.library)
    }
    if let bottom = style.bottom {
      format_set_bottom(format, bottom.library)
      format_set_bottom_color(format, bottom.colour.library)
    }
    formats[style] = format
    return format
  }

  private func writeProperties() throws {
    let properties = workbook.properties
    let text = { (value: String) in self.copy(Workbook.cellText(value, longest: 255)) }
    var library = lxw_doc_properties()
    library.title = text(properties.title)
    library.subject = text(properties.subject)
    library.author = text(properties.author)
    library.company = text(properties.company)
    library.keywords = text(properties.keywords.joined(separator: ", "))
    library.comments = text(properties.comments)
    // Zero would mean now, and Excel knows no dates before 1900.
    let created = properties.created.timeIntervalSince1970
    library.created = created.isFinite ? time_t(max(1, min(created, 253_402_300_799))) : 1
    try check(workbook_set_properties(file, &library), at: "properties")
    for custom in properties.custom where !custom.name.isEmpty && !custom.value.isEmpty {
      let result = workbook_set_custom_property_string(
        file, Workbook.cellText(custom.name, longest: 255), Workbook.cellText(custom.value, longest: 255))
      try check(result, at: custom.name)
    }
  }
}

extension Workbook.Colour {
  /// The colour as the library has it, where 0 means none.
  var library: lxw_color_t { rgb == 0 ? lxw_color_t(0x1000000) : lxw_color_t(rgb) }
}

extension Workbook.Style.Alignment {
  fileprivate var library: UInt8? {
    switch self {
    case .automatic: nil
    case .left: wx_align_left()
    case .centre: wx_align_centre()
    case .right: wx_align_right()
    }
  }
}

extension Workbook.Style.Height {
  fileprivate var library: UInt8 {
    switch self {
    case .top: wx_align_top()
    case .middle: wx_align_middle()
    case .bottom: wx_align_bottom()
    }
  }
}

extension Workbook.Style.Border {
  fileprivate var library: UInt8 {
    switch self {
    case .hair: wx_border_hair()
    case .thin: wx_border_thin()
    case .medium: wx_border_medium()
    }
  }

  fileprivate var colour: Workbook.Colour { Workbook.Colour(self == .hair ? 0xA9B4BF : 0x1F3A5F) }
}
