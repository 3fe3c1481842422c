/// The studies, and a place to have one checked.
public struct StartPage: Sendable {
  /// The studies, in the order shown.
  public var studies: [StudyCard]
  /// What went wrong just now, such as a file that is too large.
  public var notice: String?
  /// The largest study file taken, in words: `1 MB`.
  public var largestFile: String

  /// The page with the studies.
  public init(studies: [StudyCard], notice: String? = nil, largestFile: String = "1 MB") {
    (self.studies, self.notice, self.largestFile) = (studies, notice, largestFile)
  }
}

/// A study on the page with all studies.
public struct StudyCard: Sendable {
  /// The study.
  public var study: StudyHeading
  /// Its last result in one sentence, or nil where it was not computed yet.
  public var result: String?
  /// When that was computed, and how: `22 november 2026, 10.000 doorrekeningen`.
  public var computed: String?
  /// Its size in words: `8 scenario's · 84 maanden · 41 aannames`.
  public var size: String?
  /// What is wrong with the file, where it cannot be computed; the card then links to its check.
  public var failure: String?
  /// The address of its check, where something is wrong.
  public var checkAddress: String?

  /// A study among the others.
  public init(
    study: StudyHeading, result: String? = nil, computed: String? = nil, size: String? = nil,
    failure: String? = nil, checkAddress: String? = nil
  ) {
    (self.study, self.result, self.computed, self.size) = (study, result, computed, size)
    (self.failure, self.checkAddress) = (failure, checkAddress)
  }
}

/// What is right and wrong in a study file.
public struct CheckPage: Sendable {
  /// The name of the file.
  public var file: String
  /// The outcome in one sentence, such as that the study is right or has two errors.
  public var verdict: String
  /// Whether it can be computed.
  public var isRight: Bool
  /// Errors, warnings and remarks, in the order of the file.
  public var findings: [Finding]
  /// The study, where it can be opened here; links to compare and tune follow from it.
  public var study: StudyHeading?
  /// The largest study file taken, in words.
  public var largestFile: String

  /// The outcome of a check.
  public init(
    file: String, verdict: String, isRight: Bool, findings: [Finding], study: StudyHeading? = nil,
    largestFile: String = "1 MB"
  ) {
    (self.file, self.verdict, self.isRight) = (file, verdict, isRight)
    (self.findings, self.study, self.largestFile) = (findings, study, largestFile)
  }
}

/// Something to say about a line of a study file.
public struct Finding: Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// The study cannot be computed.
    case error
    /// The study can be computed; someone must look at this.
    case warning
    /// Good to know.
    case remark
  }

  /// How bad it is.
  public var severity: Severity
  /// What is the matter, in a sentence.
  public var message: String
  /// Where: `regel 12, kolom 5`.
  public var place: String?
  /// The key in the file: `scenarios.training.offer`.
  public var key: String?
  /// What was found there.
  public var found: String?
  /// What was expected there.
  public var expected: String?
  /// What was probably meant.
  public var suggestion: String?
  /// The lines of the file around it.
  public var excerpt: [Line]

  /// Something to say about a study file.
  public init(
    severity: Severity, message: String, place: String? = nil, key: String? = nil, found: String? = nil,
    expected: String? = nil, suggestion: String? = nil, excerpt: [Line] = []
  ) {
    (self.severity, self.message, self.place, self.key) = (severity, message, place, key)
    (self.found, self.expected, self.suggestion) = (found, expected, suggestion)
    self.excerpt = excerpt
  }

  /// A line of a study file.
  public struct Line: Sendable {
    /// Its number, from 1.
    public var number: Int
    /// What stands on it.
    public var text: String
    /// Where the finding is on it, from 1; nil on the lines around.
    public var column: Int?
    /// How many characters are marked from there.
    public var length: Int

    /// A line of a study file.
    public init(number: Int, text: String, column: Int? = nil, length: Int = 1) {
      (self.number, self.text, self.column, self.length) = (number, text, column, length)
    }
  }
}
