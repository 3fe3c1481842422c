import Foundation

/// What the template of the comparison report shows; the names are those of its template.
///
/// A name that is missing on one level is looked for further out, so names on different levels differ. What is nil is
/// left out of the page.
struct ReportContent: Encodable {
  var language: String
  var title: String
  var question: String?
  var generator: String
  var made: String
  var words: [String: String]
  var scriptWords: String
  var dark: String?
  var summary: [Sentence]
  var warnings: [Warning]
  /// Whether the comparison has so many columns that paper takes it sideways.
  var isWide: Bool
  var comparison: Comparison
  var hasCharts: Bool
  var charts: [Chart]
  var sensitivity: Sensitivity?
  var criteria: Table?
  var readings: Table?
  var targets: Table?
  var published: Table?
  var unpriced: Unpriced?
  var assumptions: Assumptions
  var method: [Term]
  var glossary: [Term]

  /// A sentence of the summary.
  struct Sentence: Encodable { var sentence: String }
  /// What to mind.
  struct Warning: Encodable { var warning: String }
  /// A paragraph above a table or chart.
  struct Paragraph: Encodable { var paragraph: String }
  /// A remark under a table.
  struct Footnote: Encodable { var footnote: String }
  /// A term with what it means.
  struct Term: Encodable { var term: String, meaning: String }

  /// All scenarios side by side.
  struct Comparison: Encodable {
    var intro: [Paragraph]
    var caption: String
    var corner: String
    var columns: [Column]
    var groups: [Group]
    /// Every outcome, folded; nil where there is no more than above.
    var everything: Everything?
    var footnotes: [Footnote]
    /// What each scenario is; nil where no scenario has a remark.
    var plans: Plans?

    struct Column: Encodable { var column: String }
    struct Group: Encodable { var group: String, span: String, rows: [Row] }
    struct Row: Encodable { var row: String, cells: [Cell] }
    struct Cell: Encodable { var cell: String, range80: String? = nil, range95: String? = nil }
    struct Everything: Encodable { var groups: [Group] }
    struct Plans: Encodable { var plan: [Plan] }
    struct Plan: Encodable { var planName: String, planNote: String }
  }

  /// A chart with the text for who cannot see it, and its data.
  struct Chart: Encodable {
    var key: String
    var topic: String
    var alternative: String
    var image: String?
    var specification: String
    var narrow: String?
    var chartNote: String?
    var figures: Figures?
  }

  /// The data behind a chart.
  struct Figures: Encodable {
    var heads: [Head]
    var lines: [Line]
  }

  /// A table with a heading of its own.
  struct Table: Encodable {
    var intro: [Paragraph]
    var heads: [Head]
    var lines: [Line]
  }

  struct Head: Encodable { var head: String, isNumber: Bool }
  struct Line: Encodable { var line: String, lineNote: String? = nil, values: [Value] }
  struct Value: Encodable { var value: String, isNumber: Bool, place: String? = nil }

  struct Sensitivity: Encodable {
    var intro: [Paragraph]
    var drawings: [Chart]
  }

  struct Unpriced: Encodable {
    var intro: [Paragraph]
    var posts: [Post]
    struct Post: Encodable { var post: String }
  }

  struct Assumptions: Encodable {
    var intro: [Paragraph]
    /// The choices of the filter.
    var levels: [Level]
    var hasList: Bool
    var list: [Assumption]
    struct Level: Encodable { var level: String, levelName: String }
  }

  /// An assumption with where it comes from.
  struct Assumption: Encodable {
    var name: String
    var remark: String?
    var value: String
    var spread: String
    var source: String
    var page: String?
    /// A web address.
    var address: String?
    var level: String
    var symbol: String
    var confidence: String
  }
}

extension ReportContent {
  /// The content as the template engine takes it, every text safe between and within tags.
  ///
  /// - Throws: What the encoder throws.
  func context() throws -> [String: Any] {
    let value = try JSONDecoder().decode(JSONValue.self, from: try JSONEncoder().encode(self))
    return value.forTemplate as? [String: Any] ?? [:]
  }
}

extension JSONValue {
  /// The value in types that the template engine looks into; null is left out.
  fileprivate var forTemplate: Any {
    switch self {
    case .null: ""
    case .bool(let value): value
    case .number(let value): value
    case .string(let value): value.separatingMarks
    case .array(let values): values.map(\.forTemplate)
    case .object(let values):
      values.filter { $0.value != .null }.mapValues(\.forTemplate)
    }
  }

  /// The value as JSON that may stand within a `<script>` of a page: no text in it can end that or open a comment.
  ///
  /// - Throws: What the encoder throws.
  func forPage() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var text = ""
    // Scalar by scalar: a sign with a combining accent behind it is another Character.
    for scalar in String(decoding: try encoder.encode(self), as: UTF8.self).unicodeScalars {
      if scalar == "<" { text += "\\u003c" } else { text.unicodeScalars.append(scalar) }
    }
    return text
  }
}

extension String {
  /// The text without control characters, and with a space behind each sign of HTML that a combining accent follows.
  ///
  /// The template engine escapes by Character: it would let a quotation mark with an accent through, which a browser
  /// reads as the end of an attribute.
  fileprivate var separatingMarks: String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars where scalar.value >= 32 || scalar == "\n" || scalar == "\t" {
      if let last = scalars.last, "<>&\"'".unicodeScalars.contains(last),
        String(String.UnicodeScalarView([last, scalar])).count == 1
      {
        scalars.append(" ")
      }
      scalars.append(scalar)
    }
    return String(scalars)
  }
}
