/// The documents that can be made of a study.
public struct HandOverPage: Sendable {
  /// The study.
  public var study: StudyHeading
  /// Which scenario the letter is about: `scenario`.
  public var scenarios: [Choice]
  /// The languages: `taal` (nl, en).
  public var languages: [Choice]
  /// The documents.
  public var products: [Product]
  /// What was made just now.
  public var recent: [JobProgress]
  /// What went wrong just now.
  public var notice: String?

  /// The documents that can be made of a study.
  public init(
    study: StudyHeading, scenarios: [Choice] = [], languages: [Choice] = [], products: [Product],
    recent: [JobProgress] = [], notice: String? = nil
  ) {
    (self.study, self.scenarios, self.languages) = (study, scenarios, languages)
    (self.products, self.recent, self.notice) = (products, recent, notice)
  }

  /// A document.
  public struct Product: Sendable {
    /// Its name in the form: `brief`, `rapport`, `werkboek`, `notebook`, `json`.
    public var key: String
    /// Its name.
    public var name: String
    /// For whom it is and what is in it.
    public var about: String
    /// The forms, each with the words on its button: `pdf`.
    ///
    /// The form sends `stuk=brief.pdf`.
    public var formats: [Choice]
    /// Why it cannot be made here.
    public var missing: String?

    /// A document.
    public init(key: String, name: String, about: String, formats: [Choice], missing: String? = nil) {
      (self.key, self.name, self.about) = (key, name, about)
      (self.formats, self.missing) = (formats, missing)
    }
  }
}

/// Work that takes a while.
public struct JobPage: Sendable {
  /// The work.
  public var job: JobProgress
  /// The study that it is about.
  public var study: StudyHeading?
  /// Where to go back to.
  public var back: Link
  /// After how many seconds a browser without script looks again.
  public var secondsToRefresh: Int

  /// Work that takes a while.
  public init(job: JobProgress, study: StudyHeading? = nil, back: Link, secondsToRefresh: Int = 2) {
    (self.job, self.study, self.back) = (job, study, back)
    self.secondsToRefresh = secondsToRefresh
  }
}

/// How far work is.
public struct JobProgress: Sendable {
  /// How far work is.
  public enum State: String, Sendable {
    /// It has not begun: other work goes first.
    case waiting
    /// It goes on.
    case running
    /// It is ready.
    case done
    /// It went wrong.
    case failed
    /// It was stopped.
    case stopped
  }

  /// Its part of the address `/taken/{id}`.
  public var id: String
  /// What is made: `Brief aan de raad (PDF)`.
  public var title: String
  /// How far it is.
  public var state: State
  /// How far it is, from 0 to 100; nil where that is unknown.
  public var percent: Int?
  /// The same in words: `3.000 van 10.000 doorrekeningen`, or what went wrong.
  public var message: String?
  /// Where the result is, once it is ready.
  public var result: String?
  /// The name of the file, where the result is one; nil where the result is a page, which the script then opens.
  public var file: String?
  /// How large that file is: `94 kB`.
  public var size: String?

  /// How far work is.
  public init(
    id: String, title: String, state: State, percent: Int? = nil, message: String? = nil,
    result: String? = nil, file: String? = nil, size: String? = nil
  ) {
    (self.id, self.title, self.state) = (id, title, state)
    (self.percent, self.message, self.result) = (percent, message, result)
    (self.file, self.size) = (file, size)
  }
}
