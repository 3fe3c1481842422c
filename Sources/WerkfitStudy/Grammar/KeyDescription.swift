/// A key of a section of the study file: its name, what may stand behind it and what it is for.
public struct KeyDescription: Sendable, Hashable {
  /// The key as written.
  public var name: String
  /// Whether the section must have it, whatever else it says.
  public var isRequired: Bool
  /// What its value looks like.
  public var shape: ValueShape
  /// What it is for, in a sentence.
  public var explanation: Sentence

  /// A key with the given value and explanation.
  init(
    _ name: String, _ shape: ValueShape, required: Bool = false, _ english: String, _ dutch: String
  ) {
    self.name = name
    self.isRequired = required
    self.shape = shape
    self.explanation = Sentence(english, dutch)
  }
}

/// One of the ways in which a section can be filled in, of which exactly one is chosen.
public struct SectionForm: Sendable, Hashable {
  /// The keys that this way needs.
  public var required: [String]
  /// The keys that only this way, or this and some others, may have beside them.
  public var optional: [String]

  /// A way with the given keys.
  init(_ required: [String], with optional: [String] = []) {
    self.required = required
    self.optional = optional
  }

  /// All keys that belong to this way.
  public var keys: [String] { required + optional }
}

/// A section of the study file with its keys.
public struct SectionDescription: Sendable, Hashable {
  /// What the section is.
  public var explanation: Sentence
  /// Its keys, in the order in which they are best read.
  public var keys: [KeyDescription]
  /// The ways to fill it in; empty where there is only one.
  ///
  /// Keys that no way names are free to stand beside any of them.
  public var forms: [SectionForm]

  /// A section with the given keys.
  init(_ english: String, _ dutch: String, _ keys: [KeyDescription], forms: [SectionForm] = []) {
    self.explanation = Sentence(english, dutch)
    self.keys = keys
    self.forms = forms
  }
}
