/// The JSON Schema (2020-12) of study files, made from `StudyGrammar`.
///
/// With it an editor completes and checks a study while it is typed. It accepts whatever the reader accepts,
/// and refuses what is wrong in shape: unknown and missing keys, values of the wrong type, malformed chances,
/// durations, months and so on. Whether names exist and numbers make sense only the reader can tell.
public enum StudySchema {
  /// The schema as JSON text, with descriptions in the given language.
  ///
  /// The text is the same for every call. The whole of it describes a study; `#/$defs/catalogue` describes
  /// a catalogue, and is the whole when `root` is `.catalogue`.
  public static func jsonText(in language: Language = .dutch, root: StudySection = .study) -> String {
    let writer = StudySchemaWriter(language: language)
    let document: SchemaNode = [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": .text(title(of: root).text(in: language)),
      "description": .text(StudyGrammar.description(of: root).explanation.text(in: language)),
      "$ref": .text(writer.path(to: root)),
      "$defs": .map(writer.definitions),
    ]
    return document.jsonText + "\n"
  }

  private static func title(of root: StudySection) -> Sentence {
    switch root {
    case .study: Sentence("A werkfit study, format 1", "Een werkfit-studie, format 1")
    case .catalogue: Sentence("A werkfit catalogue, format 1", "Een werkfit-kengetallenbestand, format 1")
    default:
      Sentence(
        "A part of a werkfit study: \(root.rawValue)", "Een deel van een werkfit-studie: \(root.rawValue)")
    }
  }
}
