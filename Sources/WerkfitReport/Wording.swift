import WerkfitStudy

/// Picks the Dutch or the English of a phrase, so that both stand side by side where they are written.
struct Wording: Sendable {
  /// The language picked.
  let language: Language

  /// The phrase in the language picked.
  func callAsFunction(_ dutch: String, _ english: String) -> String {
    language == .dutch ? dutch : english
  }
}

/// The program itself.
public enum Program {
  /// The version of werkfit, printed with every result.
  public static let version = "0.1.0"
}
