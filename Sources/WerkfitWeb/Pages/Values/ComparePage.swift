/// The scenarios of a study side by side.
public struct ComparePage: Sendable {
  /// The study.
  public var study: StudyHeading
  /// What can be chosen: `referentie`.
  public var references: [Choice]
  /// What can be chosen: `interval` (80, 95).
  public var intervals: [Choice]
  /// What can be chosen: `perspectief` (gemeente, rijk, client, werkgever, samenleving).
  public var perspectives: [Choice]
  /// What can be chosen: `doorrekening`, the number of replications, or whatever the server offers; empty for none.
  public var runs: [Choice]
  /// What differs between the scenarios, in one sentence.
  public var sentence: String
  /// More to say first, a sentence each.
  public var summary: [String]
  /// What to mind, without "Let op".
  public var warnings: [String]
  /// The scenarios side by side.
  public var table: ComparisonTable
  /// The charts.
  public var charts: [Chart]
  /// The `config` of Vega-Lite on a dark page.
  public var darkCharts: JSONText?
  /// How the scenarios do on the criteria of the study.
  public var criteria: DataTable?
  /// The chances that the targets are met.
  public var targets: DataTable?
  /// The assumptions.
  public var assumptions: AssumptionList
  /// How it was computed: `10.000 doorrekeningen, startgetal 1, in 0,4 seconde, met werkfit 0.1.0`.
  public var computed: String

  /// The scenarios of a study side by side.
  public init(
    study: StudyHeading, references: [Choice], intervals: [Choice], perspectives: [Choice],
    runs: [Choice] = [], sentence: String, summary: [String] = [], warnings: [String] = [],
    table: ComparisonTable, charts: [Chart] = [], darkCharts: JSONText? = nil, criteria: DataTable? = nil,
    targets: DataTable? = nil, assumptions: AssumptionList, computed: String
  ) {
    (self.study, self.references, self.intervals) = (study, references, intervals)
    (self.perspectives, self.runs, self.sentence) = (perspectives, runs, sentence)
    (self.summary, self.warnings, self.table, self.charts) = (summary, warnings, table, charts)
    (self.darkCharts, self.criteria, self.targets) = (darkCharts, criteria, targets)
    (self.assumptions, self.computed) = (assumptions, computed)
  }
}

/// Outcomes by scenario.
public struct ComparisonTable: Sendable {
  /// What stands in it.
  public var caption: String
  /// The scenarios, in order.
  public var columns: [Column]
  /// The outcomes, by kind.
  public var groups: [Group]
  /// All other outcomes, folded away.
  public var everything: [Group]
  /// Remarks under the table.
  public var footnotes: [String]

  /// Outcomes by scenario.
  public init(
    caption: String, columns: [Column], groups: [Group], everything: [Group] = [], footnotes: [String] = []
  ) {
    (self.caption, self.columns, self.groups) = (caption, columns, groups)
    (self.everything, self.footnotes) = (everything, footnotes)
  }

  /// A scenario.
  public struct Column: Sendable {
    /// Its name.
    public var label: String
    /// A remark below the name: `referentie`.
    public var note: String?
    /// Where its assumptions are tuned.
    public var tuneAddress: String?

    /// A scenario.
    public init(_ label: String, note: String? = nil, tuneAddress: String? = nil) {
      (self.label, self.note, self.tuneAddress) = (label, note, tuneAddress)
    }
  }

  /// Outcomes of one kind.
  public struct Group: Sendable {
    /// The kind: `Mensen`, `Geld`.
    public var label: String
    /// The outcomes.
    public var rows: [Row]

    /// Outcomes of one kind.
    public init(_ label: String, rows: [Row]) { (self.label, self.rows) = (label, rows) }
  }

  /// An outcome of every scenario.
  public struct Row: Sendable {
    /// Its name.
    public var label: String
    /// A remark below it.
    public var note: String?
    /// What it is in each scenario, as many as there are columns.
    public var cells: [Cell]

    /// An outcome of every scenario.
    public init(_ label: String, note: String? = nil, cells: [Cell]) {
      (self.label, self.note, self.cells) = (label, note, cells)
    }
  }

  /// An outcome of one scenario.
  public struct Cell: Sendable {
    /// The mean or the chance.
    public var main: String
    /// The interval chosen: `80%: 29 tot 52`.
    public var interval: String?
    /// A chance as a frequency: `8 van de 10`.
    public var frequency: String?

    /// An outcome of one scenario.
    public init(_ main: String, interval: String? = nil, frequency: String? = nil) {
      (self.main, self.interval, self.frequency) = (main, interval, frequency)
    }
  }
}

/// The assumptions of a study, each with where it comes from.
public struct AssumptionList: Sendable {
  /// What to say first, a paragraph each.
  public var intro: [String]
  /// How sure one can be of an assumption: the values of the filter.
  public var levels: [Choice]
  /// The assumptions.
  public var items: [Assumption]

  /// The assumptions of a study.
  public init(intro: [String] = [], levels: [Choice] = [], items: [Assumption]) {
    (self.intro, self.levels, self.items) = (intro, levels, items)
  }
}

/// An assumption with where it comes from.
public struct Assumption: Sendable {
  /// Its anchor, without `aanname-`: letters, digits and hyphens.
  public var id: String
  /// Its name.
  public var name: String
  /// A remark below the name.
  public var remark: String?
  /// Its value, with its unit.
  public var value: String
  /// How far it may be off: `80%: 1,0% tot 2,1%`.
  public var spread: String?
  /// Who says so.
  public var source: String?
  /// Where in the source.
  public var page: String?
  /// The source on the web.
  public var address: String?
  /// How sure: one of the levels.
  public var level: String
  /// The same as a sign: ● ◐ ◊.
  public var symbol: String
  /// The same in words.
  public var confidence: String
  /// Where it is tuned.
  public var tuneAddress: String?

  /// An assumption.
  public init(
    id: String, name: String, remark: String? = nil, value: String, spread: String? = nil,
    source: String? = nil, page: String? = nil, address: String? = nil, level: String = "",
    symbol: String = "", confidence: String = "", tuneAddress: String? = nil
  ) {
    (self.id, self.name, self.remark, self.value, self.spread) = (id, name, remark, value, spread)
    (self.source, self.page, self.address) = (source, page, address)
    (self.level, self.symbol, self.confidence) = (level, symbol, confidence)
    self.tuneAddress = tuneAddress
  }
}
