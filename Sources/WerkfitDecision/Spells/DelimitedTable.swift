/// A table of text: a header and rows of cells, each with its place.
struct DelimitedTable {
  /// One cell.
  struct Cell {
    /// What it holds, without the spaces around it.
    var text: String
    /// Where it starts.
    var place: TablePlace
  }

  /// The names of the columns.
  var header: [Cell]
  /// The rows, each as wide as the header.
  var rows: [[Cell]]

  /// The table of a text whose cells are parted by `;`, a tab or `,`.
  ///
  /// Which of these it is follows from the first line. Cells may be quoted; a doubled quotation mark in them
  /// stands for one. A byte-order mark, any line ending and empty lines are accepted.
  init(_ text: String) throws(OwnDataError) {
    var bytes = ArraySlice(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    var lines = try Self.lines(Array(bytes), separator: Self.separator(of: bytes))
    guard !lines.isEmpty else { throw .empty(hasHeader: false) }
    header = lines.removeFirst()
    guard !lines.isEmpty else { throw .empty(hasHeader: true) }
    for line in lines where line.count != header.count {
      throw .width(line[0].place, found: line.count, expected: header.count)
    }
    rows = lines
  }

  /// Whichever of `;`, tab and `,` is most frequent in the first line outside quotation marks.
  private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
    var counts = [0, 0, 0]
    var isQuoted = false
    var hasBegun = false
    for byte in bytes {
      if byte == quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == newline || byte == carriageReturn {
        if hasBegun { break }
        continue
      }
      hasBegun = true
      if let index = separators.firstIndex(of: byte) { counts[index] += 1 }
    }
    let most = counts.max() ?? 0
    return separators[counts.firstIndex(of: most) ?? 0]
  }

  private static func lines(_ bytes: [UInt8], separator: UInt8) throws(OwnDataError) -> [[Cell]] {
    var lines: [[Cell]] = []
    var cells: [Cell] = []
    var cell: [UInt8] = []
    var (line, column) = (1, 1)
    var start = TablePlace(line: 1, column: 1)
    var opened: TablePlace?
    var index = 0
    let endCell = {
      cells.append(Cell(text: String(decoding: cell[...].trimmedOfSpaces, as: UTF8.self), place: start))
      cell.removeAll(keepingCapacity: true)
    }
    let endLine = {
      endCell()
      if cells.contains(where: { !$0.text.isEmpty }) { lines.append(cells) }
      cells.removeAll(keepingCapacity: true)
    }
    while index < bytes.count {
      let byte = bytes[index]
      let isLineEnd = byte == newline || byte == carriageReturn
      if isLineEnd, byte == carriageReturn, index + 1 < bytes.count, bytes[index + 1] == newline {
        index += 1
      }
      if byte == quote {
        if opened == nil {
          opened = TablePlace(line: line, column: column)
        } else if index + 1 < bytes.count, bytes[index + 1] == quote {
          cell.append(quote)
          index += 1
          column += 1
        } else {
          opened = nil
        }
      } else if opened == nil, isLineEnd || byte == separator {
        if isLineEnd { endLine() } else { endCell() }
      } else {
        cell.append(isLineEnd ? newline : byte)
      }
      if isLineEnd {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        // Bytes that continue a character do not move the position.
        column += 1
      }
      if cell.isEmpty, opened == nil, isLineEnd || byte == separator {
        start = TablePlace(line: line, column: column)
      }
      index += 1
    }
    if let opened { throw .openQuote(opened) }
    if !cell.isEmpty || !cells.isEmpty { endLine() }
    return lines
  }

  private static let separators: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: ",")]
  private static let quote = UInt8(ascii: "\"")
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
}

extension ArraySlice<UInt8> {
  /// The bytes without spaces, tabs and spaces that do not break at either end.
  fileprivate var trimmedOfSpaces: ArraySlice<UInt8> {
    var rest = self
    let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    while true {
      if let first = rest.first, isSpace(first) {
        rest = rest.dropFirst()
      } else if let last = rest.last, isSpace(last) {
        rest = rest.dropLast()
      } else if rest.first == 0xC2, rest.dropFirst().first == 0xA0 {
        rest = rest.dropFirst(2)
      } else if rest.last == 0xA0, rest.dropLast().last == 0xC2 {
        rest = rest.dropLast(2)
      } else {
        return rest
      }
    }
  }
}
