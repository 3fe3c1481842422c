/// A language in which werkfit speaks to its readers.
public enum Language: String, Sendable, Hashable, CaseIterable, Codable {
  /// Dutch, at plain-language level B1; the default.
  case dutch = "nl"
  /// English.
  case english = "en"
}

/// A sentence for readers, in both languages.
public struct Sentence: Sendable, Hashable {
  /// The sentence in English.
  public var english: String
  /// The sentence in Dutch.
  public var dutch: String

  /// A sentence in both languages.
  public init(_ english: String, _ dutch: String) {
    self.english = english
    self.dutch = dutch
  }

  /// The sentence in the given language.
  public func text(in language: Language) -> String {
    switch language {
    case .dutch: dutch
    case .english: english
    }
  }
}
