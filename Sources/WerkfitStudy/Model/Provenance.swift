/// A document that a number was taken from.
public struct Source: Sendable, Hashable {
  /// The key of the source in the study file.
  public var name: String
  /// The title of the document.
  public var title: String
  /// Who published it.
  public var publisher: String?
  /// When, as written (`2017-11`).
  public var date: String?
  /// Where it can be found.
  public var url: String?
  /// A remark.
  public var note: String?
  /// Whether its numbers were counted among the municipality's own people, so that small counts may not be told.
  public var isOwnData: Bool

  /// A source with the given key and description.
  public init(
    name: String, title: String, publisher: String? = nil, date: String? = nil, url: String? = nil,
    note: String? = nil, isOwnData: Bool = false
  ) {
    self.name = name
    self.title = title
    self.publisher = publisher
    self.date = date
    self.url = url
    self.note = note
    self.isOwnData = isOwnData
  }
}

/// How sure the authors of a study are of a number.
public enum Confidence: String, Sendable, Hashable, CaseIterable, Codable {
  /// Read in the named source.
  case published
  /// Computed from published numbers by stated arithmetic.
  case derived
  /// A guess of the authors of the study.
  case ownEstimate = "own estimate"
  /// From general knowledge, still to be checked.
  case unverified
}

/// Where a number comes from and how sure it is.
public struct Provenance: Sendable, Hashable {
  /// The key of the source, or nil where there is none.
  public var source: String?
  /// The place in the source, such as a page or section.
  public var at: String?
  /// A remark.
  public var note: String?
  /// How sure we are; nil where the study does not say.
  public var confidence: Confidence?

  /// Provenance with the given source, place, remark and confidence.
  public init(
    source: String? = nil, at: String? = nil, note: String? = nil, confidence: Confidence? = nil
  ) {
    self.source = source
    self.at = at
    self.note = note
    self.confidence = confidence
  }
}
