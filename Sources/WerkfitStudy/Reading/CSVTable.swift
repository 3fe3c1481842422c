/// A table from a CSV file, with the place of every cell.
struct CSVTable {
  /// The names of the columns.
  var header: [String]
  /// The cells of each row, as nodes so that they are read as numbers of the file are.
  var rows: [[SourceNode]]
  /// The file.
  var file: String

  /// The table of a text: the first line names the columns; cells are parted by `;`, tab or `,`.
  ///
  /// Which of these it is follows from the first line. Cells may be quoted; empty lines are skipped.
  init?(text: String, file: String, path: String) {
    let lines = Self.records(text)
    guard let first = lines.first else { return nil }
    let separator: Character =
      first.text.contains(";") ? ";" : first.text.contains("\t") ? "\t" : ","
    header = Self.cells(first.text, separator).map { String($0.text.trimmingSpaces()) }
    self.file = file
    rows = lines.dropFirst().map { line in
      Self.cells(line.text, separator).map { cell in
        SourceNode(
          place: Place(file: file, line: line.number, column: cell.column, path: path),
          content: .scalar(String(cell.text.trimmingSpaces()), isPlain: true))
      }
    }
  }

  private static func records(_ text: String) -> [(text: Substring, number: Int)] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      .map { ($0.element, $0.offset + 1) }
      .filter { !$0.0.allSatisfy { $0.isWhitespace } }
  }

  private static func cells(_ line: Substring, _ separator: Character) -> [(text: String, column: Int)] {
    var cells: [(text: String, column: Int)] = []
    var cell = ""
    var isQuoted = false
    var column = 1
    var start = 1
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == separator, !isQuoted {
        cells.append((cell, start))
        cell = ""
        start = column + 1
      } else {
        cell.append(character)
      }
      column += 1
    }
    cells.append((cell, start))
    return cells
  }
}

extension StudyBuilder {
  /// The table of a CSV file named in the study.
  func csvTable(_ node: SourceNode) -> CSVTable? {
    guard let path = text(node) else { return nil }
    let (file, loaded) = load(path, node.place.file)
    switch loaded {
    case .failure(let kind, let problem):
      log.error(kind, at: node.place, problem, found: path)
      return nil
    case .text(let text):
      guard let table = CSVTable(text: text, file: file, path: node.place.path) else {
        log.error(
          .value, at: node.place, Sentence(nl: "dit CSV-bestand is leeg", en: "this CSV file is empty"),
          found: path)
        return nil
      }
      return table
    }
  }

  /// The cells of a column, or nil where there is none or a row is too short.
  func cells(of table: CSVTable, column: String, at place: Place) -> [SourceNode]? {
    let what = Sentence(nl: "een kolom van \(table.file)", en: "a column of \(table.file)")
    guard isKnown(column, among: table.header, what: what, at: place),
      let index = table.header.firstIndex(of: column)
    else { return nil }
    guard !table.rows.isEmpty else {
      log.error(
        .value, at: place, Sentence(nl: "dit CSV-bestand heeft geen regels", en: "this CSV file has no rows"),
        found: table.file)
      return nil
    }
    var cells: [SourceNode] = []
    for row in table.rows {
      guard row.indices.contains(index) else {
        log.error(
          .value, at: row.first?.place ?? place,
          Sentence(nl: "deze regel heeft te weinig kolommen", en: "this row has too few columns"))
        return nil
      }
      cells.append(row[index])
    }
    return cells
  }
}
