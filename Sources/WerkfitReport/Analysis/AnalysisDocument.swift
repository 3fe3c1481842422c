import Foundation
import WerkfitStudy

/// What an analysis found: sentences, tables, chart specifications and remarks, ready for every format.
///
/// All analyses are written as this one kind of document, so that text, Markdown, CSV and JSON say the same.
public struct AnalysisDocument: Sendable, Hashable {
  /// Which analysis: the name of its command, such as `sensitivity`.
  public var analysis: String
  /// The title, for readers.
  public var title: String
  /// What it is about, in a line: the study, the scenario.
  public var subject: String
  /// How it was computed, in a line: how many points and chances, the seed, the stream.
  public var computed: String
  /// The same for programs.
  public var settings: [String: JSONValue]
  /// What it says, in sentences, the most important first.
  public var findings: [String] = []
  /// Its tables.
  public var tables: [AnalysisTable] = []
  /// Its charts.
  public var charts: [AnalysisChart] = []
  /// What to mind: method with its paper, limits, what was left out.
  public var notes: [String] = []
  /// The language of its texts.
  public var language: Language
  /// The currency of money.
  public var currency: String

  /// A document without contents yet.
  public init(
    analysis: String, title: String, subject: String, computed: String,
    settings: [String: JSONValue] = [:], language: Language, currency: String = "EUR"
  ) {
    (self.analysis, self.title, self.subject, self.computed) = (analysis, title, subject, computed)
    (self.settings, self.language, self.currency) = (settings, language, currency)
  }
}

/// A table of an analysis: rows with a label, and columns with a unit.
public struct AnalysisTable: Sendable, Hashable {
  /// A column.
  public struct Column: Sendable, Hashable {
    /// The key, for programs.
    public var key: String
    /// What readers see above it.
    public var label: String
    /// What its numbers measure: `money`, `persons`, `months`, `share`, `plain`, or a unit of the study's own.
    public var unit: String

    /// A column.
    public init(_ key: String, _ label: String, unit: String = "plain") {
      (self.key, self.label, self.unit) = (key, label, unit)
    }
  }

  /// A row.
  public struct Row: Sendable, Hashable {
    /// The key, for programs.
    public var key: String
    /// What readers see before it.
    public var label: String
    /// One value per column.
    public var values: [AnalysisValue]

    /// A row.
    public init(_ key: String, _ label: String, _ values: [AnalysisValue]) {
      (self.key, self.label, self.values) = (key, label, values)
    }
  }

  /// The key, for programs.
  public var key: String
  /// The title, for readers.
  public var title: String
  /// What the labels of the rows are.
  public var corner: String
  /// The columns.
  public var columns: [Column]
  /// The rows.
  public var rows: [Row]
  /// How many rows are shown to readers unless they ask for all; programs get all.
  public var shown: Int?

  /// A table.
  public init(
    _ key: String, title: String, corner: String = "", columns: [Column], rows: [Row], shown: Int? = nil
  ) {
    (self.key, self.title, self.corner) = (key, title, corner)
    (self.columns, self.rows, self.shown) = (columns, rows, shown)
  }
}

/// A value in a table.
public enum AnalysisValue: Sendable, Hashable {
  /// A number, with its Monte Carlo standard error (0: none); it is rounded by its error.
  case number(Double, error: Double = 0)
  /// A number in another unit than its column's, with its Monte Carlo standard error (0: none).
  case measured(Double, unit: String, error: Double = 0)
  /// A number without a known error, which readers see rounded to about this size.
  case rounded(Double, to: Double)
  /// Words; programs get the key.
  case words(String, key: String? = nil)
  /// A count that may not be told: it is about fewer people than `below`, or one that small would follow from it (nil).
  case hidden(below: Int?)
  /// Nothing, with the reason for readers.
  case nothing(String = "–")

  /// The number, or nil.
  public var number: Double? {
    switch self {
    case .number(let value, _), .measured(let value, _, _), .rounded(let value, _): value
    case .words, .hidden, .nothing: nil
    }
  }
}

/// A chart of an analysis: a Vega-Lite specification with its data, and what it shows in words.
public struct AnalysisChart: Sendable, Hashable {
  /// The key, for programs.
  public var key: String
  /// The title.
  public var title: String
  /// What the chart shows, for who does not see it.
  public var description: String
  /// The Vega-Lite specification, data included.
  public var specification: JSONValue

  /// A chart; title, description and schema are put into the specification.
  public init(key: String, title: String, description: String, specification: [String: JSONValue]) {
    (self.key, self.title, self.description) = (key, title, description)
    var whole = specification
    whole["$schema"] = "https://vega.github.io/schema/vega-lite/v6.json"
    whole["title"] = .string(title)
    whole["description"] = .string(description)
    self.specification = .object(whole)
  }
}
