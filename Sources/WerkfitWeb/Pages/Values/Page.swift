/// A page of the web app, with everything on it.
public enum Page: Sendable {
  /// The studies, and a place to have one checked (`/`).
  case start(StartPage)
  /// What is right and wrong in a study file (`/controle`).
  case check(CheckPage)
  /// The scenarios side by side (`/studies/{id}/vergelijk`).
  case compare(ComparePage)
  /// The assumptions with their sliders (`/studies/{id}/bijstellen`).
  case tune(TunePage)
  /// The analyses (`/studies/{id}/zoek-uit`).
  case findOut(FindOutPage)
  /// The documents to take away (`/studies/{id}/overhandigen`).
  case handOver(HandOverPage)
  /// Work that takes a while (`/taken/{id}`).
  case job(JobPage)
  /// Earlier runs (`/archief`).
  case archive(ArchivePage)
  /// One earlier run (`/archief/{id}`).
  case archivedRun(ArchivedRunPage)
  /// Two earlier runs beside each other (`/archief/vergelijk`).
  case archiveDifference(ArchiveDifferencePage)
  /// The guide (`/uitleg`).
  case guide(GuidePage)
  /// What went wrong (400, 404, 413, 429, 500).
  case failure(FailurePage)
}

/// The study that a page is about.
public struct StudyHeading: Sendable {
  /// Its part of the address: letters, digits and hyphens.
  public var id: String
  /// Its title.
  public var title: String
  /// The question that it answers.
  public var question: String?
  /// What links between the pages of the study keep, with its question mark: `?perspectief=rijk`.
  public var query: String?

  /// A study that a page is about.
  public init(id: String, title: String, question: String? = nil, query: String? = nil) {
    (self.id, self.title, self.question, self.query) = (id, title, question, query)
  }
}

/// A link in the text of a page.
public struct Link: Sendable {
  /// The words that are clicked.
  public var text: String
  /// Where it goes: a path of this site, or an `https:` address.
  public var address: String

  /// A link.
  public init(text: String, address: String) { (self.text, self.address) = (text, address) }
}

/// One of the values of a list to choose from.
public struct Choice: Sendable {
  /// The value that is sent.
  public var value: String
  /// What is read.
  public var label: String
  /// Whether it is the one chosen now.
  public var isSelected: Bool

  /// A value of a list.
  public init(value: String, label: String, isSelected: Bool = false) {
    (self.value, self.label, self.isSelected) = (value, label, isSelected)
  }
}

/// A name with what belongs to it.
public struct Fact: Sendable {
  /// The name.
  public var term: String
  /// What belongs to it.
  public var meaning: String

  /// A fact.
  public init(term: String, meaning: String) { (self.term, self.meaning) = (term, meaning) }
}

/// JSON as text, for a script of the page to read.
public struct JSONText: Sendable {
  /// The JSON, with no sign in it that could end the element around it.
  public let text: String

  /// JSON as an encoder gave it.
  public init(_ text: String) {
    var safe = ""
    for scalar in text.unicodeScalars {
      if scalar == "<" { safe += "\\u003c" } else { safe.unicodeScalars.append(scalar) }
    }
    self.text = safe
  }
}
