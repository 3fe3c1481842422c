import Foundation

/// The JSON Schema (2020-12) of the results that werkfit writes as JSON.
///
/// It is written by hand beside `ResultDocument`; a test holds real results against it.
public enum ResultSchema {
  /// The schema as JSON text with sorted keys.
  ///
  /// - Throws: `EncodingError`, which would be a mistake of ours.
  public static func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
  }

  private static var document: SchemaValue {
    var root = record(
      "Results of werkfit \(Program.version), format \(ResultDocument.currentFormat).",
      [
        Field("format", .integer, "The number of the structure of this document."),
        Field(
          "kind", .oneOf(["comparison", "course", "validation", "analysis"]), "What the document holds."),
        Field("version", .text, "The version of werkfit that wrote it."),
        Field("comparison", .reference("comparison"), "A comparison of scenarios.", isRequired: false),
        Field("course", .reference("course"), "One scenario in depth.", isRequired: false),
        Field(
          "validation", .list(.reference("validation")),
          "Published figures beside simulated ones, per study.",
          isRequired: false),
        Field("analysis", .reference("analysis"), "What an analysis found.", isRequired: false),
      ])
    root["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
    root["title"] = .text("Results of werkfit")
    root["$defs"] = .map(definitions.mapValues { .map($0) })
    return .map(root)
  }

  /// A record of which every key is known.
  static func record(_ description: String, _ fields: [Field]) -> [String: SchemaValue] {
    [
      "type": .text("object"), "description": .text(description),
      "properties": .map(
        Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.shape.schema($0.description)) })),
      "required": .list(fields.filter(\.isRequired).map { .text($0.name) }),
      "additionalProperties": .flag(false),
    ]
  }

  /// A key of a record.
  struct Field {
    let name: String
    let shape: Shape
    let description: String
    let isRequired: Bool

    init(_ name: String, _ shape: Shape, _ description: String, isRequired: Bool = true) {
      self.name = name
      self.shape = shape
      self.description = description
      self.isRequired = isRequired
    }
  }

  /// What a value looks like.
  indirect enum Shape {
    case text, number, integer, flag
    /// From 0 to 1.
    case share
    case oneOf([String])
    /// A map of which the keys depend on what was asked.
    case open
    case reference(String)
    case list(Shape)
    /// A list that may hold null.
    case sparse(Shape)

    func schema(_ description: String?) -> SchemaValue {
      var schema: [String: SchemaValue] =
        switch self {
        case .text: ["type": .text("string")]
        case .number: ["type": .text("number")]
        case .integer: ["type": .text("integer")]
        case .flag: ["type": .text("boolean")]
        case .share: ["type": .text("number"), "minimum": .number(0), "maximum": .number(1)]
        case .oneOf(let names): ["enum": .list(names.map { .text($0) })]
        case .open: ["type": .text("object")]
        case .reference(let name): ["$ref": .text("#/$defs/\(name)")]
        case .list(let shape): ["type": .text("array"), "items": shape.schema(nil)]
        case .sparse(let shape):
          [
            "type": .text("array"),
            "items": .map(["anyOf": .list([shape.schema(nil), .map(["type": .text("null")])])]),
          ]
        }
      if let description { schema["description"] = .text(description) }
      return .map(schema)
    }
  }
}

/// A value of a JSON document.
indirect enum SchemaValue: Encodable, Sendable {
  case text(String)
  case number(Double)
  case flag(Bool)
  case list([SchemaValue])
  case map([String: SchemaValue])

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .flag(let value): try container.encode(value)
    case .list(let values): try container.encode(values)
    case .map(let values): try container.encode(values)
    }
  }
}
