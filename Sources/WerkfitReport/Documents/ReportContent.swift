import Foundation

/// What the template of the comparison report shows; the names are those of its template.
///
/// A name that is missing on one level is looked for further out, so names on different levels differ. What is nil is
/// left out of the page.
package struct ReportContent: Encodable, Sendable {
  package var language: String
  package var title: String
  package var question: String?
  package var generator: String
  package var made: String
  package var words: [String: String]
  package var scriptWords: String
  package var dark: String?
  package var summary: [Sentence]
  package var warnings: [Warning]
  /// Whether the comparison has so many columns that paper takes it sideways.
  package var isWide: Bool
  package var comparison: Comparison
  package var hasCharts: Bool
  package var charts: [Chart]
  package var sensitivity: Sensitivity?
  package var criteria: Table?
  package var readings: Table?
  package var targets: Table?
  package var published: Table?
  package var unpriced: Unpriced?
  package var assumptions: Assumptions
  package var method: [Term]
  package var glossary: [Term]

  /// A sentence of the summary.
  package struct Sentence: Encodable, Sendable { package var sentence: String }
  /// What to mind.
  package struct Warning: Encodable, Sendable { package var warning: String }
  /// A paragraph above a table or chart.
  package struct Paragraph: Encodable, Sendable { package var paragraph: String }
  /// A remark under a table.
  package struct Footnote: Encodable, Sendable { package var footnote: String }
  /// A term with what it means.
  package struct Term: Encodable, Sendable { package var term: String, meaning: String }

  /// All scenarios side by side.
  package struct Comparison: Encodable, Sendable {
    package var intro: [Paragraph]
    package var caption: String
    package var corner: String
    package var columns: [Column]
    package var groups: [Group]
    /// Every outcome, folded; nil where there is no more than above.
    package var everything: Everything?
    package var footnotes: [Footnote]
    /// What each scenario is; nil where no scenario has a remark.
    package var plans: Plans?

    package struct Column: Encodable, Sendable { package var column: String }
    package struct Group: Encodable, Sendable { package var group: String, span: String, rows: [Row] }
    package struct Row: Encodable, Sendable { package var row: String, cells: [Cell] }
    package struct Cell: Encodable, Sendable {
      package var cell: String, range80: String? = nil, range95: String? = nil
    }
    package struct Everything: Encodable, Sendable { package var groups: [Group] }
    package struct Plans: Encodable, Sendable { package var plan: [Plan] }
    package struct Plan: Encodable, Sendable { package var planName: String, planNote: String }
  }

  /// A chart with the text for who cannot see it, and its data.
  package struct Chart: Encodable, Sendable {
    package var key: String
    package var topic: String
    package var alternative: String
    package var image: String?
    package var specification: String
    package var narrow: String?
    package var chartNote: String?
    package var figures: Figures?
  }

  /// The data behind a chart.
  package struct Figures: Encodable, Sendable {
    package var heads: [Head]
    package var lines: [Line]
  }

  /// A table with a heading of its own.
  package struct Table: Encodable, Sendable {
    package var intro: [Paragraph]
    package var heads: [Head]
    package var lines: [Line]
  }

  package struct Head: Encodable, Sendable { package var head: String, isNumber: Bool }
  package struct Line: Encodable, Sendable {
    package var line: String, lineNote: String? = nil, values: [Value]
  }
  package struct Value: Encodable, Sendable {
    package var value: String, isNumber: Bool, place: String? = nil
  }

  package struct Sensitivity: Encodable, Sendable {
    package var intro: [Paragraph]
    package var drawings: [Chart]
  }

  package struct Unpriced: Encodable, Sendable {
    package var intro: [Paragraph]
    package var posts: [Post]
    package struct Post: Encodable, Sendable { package var post: String }
  }

  package struct Assumptions: Encodable, Sendable {
    package var intro: [Paragraph]
    /// The choices of the filter.
    package var levels: [Level]
    package var hasList: Bool
    package var list: [Assumption]
    package struct Level: Encodable, Sendable { package var level: String, levelName: String }
  }

  /// An assumption with where it comes from.
  package struct Assumption: Encodable, Sendable {
    package var name: String
    package var remark: String?
    package var value: String
    package var spread: String
    package var source: String
    package var page: String?
    /// A web address.
    package var address: String?
    package var level: String
    package var symbol: String
    package var confidence: String
    /// The name of the parameter in the study, where it is one.
    package var parameter: String? = nil
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
  package func forPage() throws -> String {
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
