/// An analysis of a study: what matters, when it tips, what knowing more is worth, where the limits are, how to split.
public struct FindOutPage: Sendable {
  /// What is asked; the raw values are those of `vraag`.
  public enum Question: String, Sendable, CaseIterable {
    /// Which assumptions move the outcome most.
    case tornado
    /// From which value of an assumption another scenario comes first.
    case thresholds = "omslagpunten"
    /// What it is worth to know more.
    case information = "waarde"
    /// What an extra exit costs: the scenarios that are never beaten.
    case frontier = "grens"
    /// How the budget can be split.
    case split = "verdeling"
  }

  /// The study.
  public var study: StudyHeading
  /// What is asked.
  public var question: Question
  /// What the answer says, in one sentence.
  public var answer: String?
  /// What can be chosen: `scenario`; empty where it is about all.
  public var scenarios: [Choice]
  /// What can be chosen: `uitkomst`; empty where there is one.
  public var outcomes: [Choice]
  /// The charts.
  public var charts: [Chart]
  /// The `config` of Vega-Lite on a dark page.
  public var darkCharts: JSONText?
  /// The tables.
  public var tables: [DataTable]
  /// Remarks below it.
  public var notes: [String]
  /// How it was computed.
  public var computed: String?
  /// Why there is no answer: the study gives no cause, or it still has to be computed.
  public var missing: String?
  /// Whether it takes long and must be asked for: the page then shows a button that posts to itself.
  public var isOnRequest: Bool
  /// The work that is going on, where it was asked for.
  public var job: JobProgress?

  /// An analysis of a study.
  public init(
    study: StudyHeading, question: Question, answer: String? = nil, scenarios: [Choice] = [],
    outcomes: [Choice] = [], charts: [Chart] = [], darkCharts: JSONText? = nil, tables: [DataTable] = [],
    notes: [String] = [], computed: String? = nil, missing: String? = nil, isOnRequest: Bool = false,
    job: JobProgress? = nil
  ) {
    (self.study, self.question, self.answer) = (study, question, answer)
    (self.scenarios, self.outcomes, self.charts) = (scenarios, outcomes, charts)
    (self.darkCharts, self.tables, self.notes) = (darkCharts, tables, notes)
    (self.computed, self.missing, self.isOnRequest, self.job) = (computed, missing, isOnRequest, job)
  }
}
