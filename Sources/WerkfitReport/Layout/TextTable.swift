/// A table on a terminal: a label at the left, columns that are flushed right, and long texts wrapped.
struct TextTable: Sendable {
  let style: TextStyle
  let labelWidth: Int
  let columnWidth: Int

  /// A table of the given number of columns that fills the width of the style.
  ///
  /// - Parameter columnWidth: The width of a column, or nil to divide what a label of 30 leaves.
  init(style: TextStyle, columns: Int, columnWidth: Int? = nil) {
    self.style = style
    let columns = max(columns, 1)
    self.columnWidth = columnWidth ?? min(26, (style.width - 30) / columns)
    labelWidth = style.width - self.columnWidth * columns
  }

  /// A line with the titles of the columns, wrapped, at the bottom.
  func header(_ titles: [String], label: String = "") -> [String] {
    let wrapped = titles.map { $0.wrapped(to: columnWidth - 2) }
    let height = max(1, wrapped.map(\.count).max() ?? 1)
    let padded = wrapped.map { [String](repeating: "", count: height - $0.count) + $0 }
    return (0..<height).map { line in
      let left = (line == height - 1 ? label : "").flushedLeft(in: labelWidth)
      return style.bold(trimmed(left + padded.map { $0[line].flushedRight(in: columnWidth) }.joined()))
    } + [style.faint(String(repeating: "─", count: style.width))]
  }

  /// The lines of a row: a label and one text per column.
  func row(_ label: String, _ texts: [String], isFaint: Bool = false) -> [String] {
    let left = label.wrapped(to: labelWidth - 1, hanging: 2)
    let cells = texts.map { $0.wrapped(to: columnWidth - 1) }
    let height = max(left.count, cells.map(\.count).max() ?? 1)
    return (0..<height).map { line in
      // Numbers stand beside the last line of their label, so that they are found where the eye ends.
      let shift = max(0, left.count - (cells.map(\.count).max() ?? 1))
      let text = (line < left.count ? left[line] : "").flushedLeft(in: labelWidth)
      let right = cells.map { cell in
        let index = line - shift
        return (cell.indices.contains(index) ? cell[index] : "").flushedRight(in: columnWidth)
      }
      let whole = trimmed(text + right.joined())
      return isFaint ? style.faint(whole) : whole
    }
  }

  private func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
