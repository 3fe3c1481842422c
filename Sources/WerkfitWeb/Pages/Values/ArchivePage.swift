/// Earlier runs.
public struct ArchivePage: Sendable {
  /// The runs, the latest first.
  public var runs: [EarlierRun]
  /// The runs of which study: `studie`; empty where there is no choice.
  public var studies: [Choice]
  /// How many there are, in words: `214 runs, deze pagina toont 1 tot 50`.
  public var count: String
  /// The address of later runs.
  public var newer: String?
  /// The address of earlier runs.
  public var older: String?
  /// What is the matter with the archive, or was done just now.
  public var notice: String?

  /// Earlier runs.
  public init(
    runs: [EarlierRun], studies: [Choice] = [], count: String, newer: String? = nil, older: String? = nil,
    notice: String? = nil
  ) {
    (self.runs, self.studies, self.count) = (runs, studies, count)
    (self.newer, self.older, self.notice) = (newer, older, notice)
  }
}

/// An earlier run in the list.
public struct EarlierRun: Sendable {
  /// Its part of the address `/archief/{id}`.
  public var id: String
  /// The title of its study.
  public var study: String
  /// When it was made: `22 november 2026, 14.05 uur`.
  public var made: String
  /// How: `compare, 10.000 doorrekeningen, startgetal 1`.
  public var settings: String
  /// Its outcome in one sentence.
  public var sentence: String?
  /// The version that made it.
  public var version: String

  /// An earlier run.
  public init(
    id: String, study: String, made: String, settings: String, sentence: String? = nil, version: String
  ) {
    (self.id, self.study, self.made) = (id, study, made)
    (self.settings, self.sentence, self.version) = (settings, sentence, version)
  }
}

/// One earlier run.
public struct ArchivedRunPage: Sendable {
  /// The run.
  public var run: EarlierRun
  /// Everything that was kept about how it was made: version, seed, settings, hash, machine.
  public var facts: [Fact]
  /// Its outcomes.
  public var tables: [DataTable]
  /// The text of the study as it was.
  public var studyText: String?
  /// The other runs that it can be compared with.
  public var others: [Choice]
  /// The study, where it can still be opened here.
  public var study: StudyHeading?
  /// What was found on rerunning it, or went wrong.
  public var notice: String?
  /// Whether that is good news.
  public var noticeIsGood: Bool

  /// One earlier run.
  public init(
    run: EarlierRun, facts: [Fact], tables: [DataTable], studyText: String? = nil, others: [Choice] = [],
    study: StudyHeading? = nil, notice: String? = nil, noticeIsGood: Bool = true
  ) {
    (self.run, self.facts, self.tables, self.studyText) = (run, facts, tables, studyText)
    (self.others, self.study) = (others, study)
    (self.notice, self.noticeIsGood) = (notice, noticeIsGood)
  }
}

/// Two earlier runs beside each other.
public struct ArchiveDifferencePage: Sendable {
  /// The first run.
  public var first: EarlierRun
  /// The second run.
  public var second: EarlierRun
  /// What differs, in one sentence.
  public var sentence: String
  /// What differs: settings, study, outcomes; each a table with the first run, the second, and the difference.
  public var tables: [DataTable]
  /// The lines of the study that differ, where they do.
  public var lines: [TextLine]

  /// Two earlier runs beside each other.
  public init(
    first: EarlierRun, second: EarlierRun, sentence: String, tables: [DataTable], lines: [TextLine] = []
  ) {
    (self.first, self.second, self.sentence) = (first, second, sentence)
    (self.tables, self.lines) = (tables, lines)
  }

  /// A line of either study.
  public struct TextLine: Sendable {
    /// Where a line stands.
    public enum Kind: String, Sendable {
      /// In both.
      case same
      /// Only in the first.
      case removed
      /// Only in the second.
      case added
    }

    /// Where it stands.
    public var kind: Kind
    /// What it says.
    public var text: String

    /// A line of either study.
    public init(_ kind: Kind, _ text: String) { (self.kind, self.text) = (kind, text) }
  }
}

/// The guide: how to read each figure, and what a study can and cannot say.
public struct GuidePage: Sendable {
  /// Words of the studies besides those of the guide.
  public var words: [Fact]

  /// The guide.
  public init(words: [Fact] = []) { self.words = words }
}

/// What went wrong.
public struct FailurePage: Sendable {
  /// The status of HTTP: 400, 404, 405, 413, 415, 429, 500, 503.
  public var status: Int
  /// What went wrong, in plain words; nil for the usual words of the status.
  public var message: String?
  /// What to do now; nil for the usual words of the status.
  public var advice: String?
  /// Particulars, such as the field that was wrong.
  public var details: [String]
  /// The way back.
  public var back: Link

  /// What went wrong.
  public init(
    status: Int, message: String? = nil, advice: String? = nil, details: [String] = [],
    back: Link = Link(text: "Naar de studies", address: "/")
  ) {
    (self.status, self.message, self.advice) = (status, message, advice)
    (self.details, self.back) = (details, back)
  }
}
