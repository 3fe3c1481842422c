import Foundation
import Testing

@testable import WerkfitStudy

@Suite struct StudySchemaTests {
  private func document(_ language: Language = .dutch, root: StudySection = .study) throws -> [String: Any] {
    let data = Data(StudySchema.jsonText(in: language, root: root).utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func references(in value: Any) -> [String] {
    if let map = value as? [String: Any] {
      let own = (map["$ref"] as? String).map { [$0] } ?? []
      return own + map.values.flatMap(references)
    }
    if let list = value as? [Any] { return list.flatMap(references) }
    return []
  }

  @Test("The schema is the same text for every call", arguments: Language.allCases)
  func theSchemaIsStable(language: Language) {
    #expect(StudySchema.jsonText(in: language) == StudySchema.jsonText(in: language))
  }

  @Test("Every reference of the schema leads to a definition, and every definition is used")
  func referencesResolve() throws {
    let document = try document()
    let definitions = try #require(document["$defs"] as? [String: Any])
    let names = Set(references(in: document).map { $0.replacingOccurrences(of: "#/$defs/", with: "") })
    #expect(names.subtracting(definitions.keys).isEmpty)
    // A catalogue is a file of its own.
    #expect(Set(definitions.keys).subtracting(names) == ["catalogue"])
  }

  @Test("Every key in the schema has a title and a description, and no section takes unknown keys")
  func everyKeyIsDescribed() throws {
    let definitions = try #require(try document()["$defs"] as? [String: [String: Any]])
    var count = 0
    for (name, definition) in definitions {
      guard let properties = definition["properties"] as? [String: [String: Any]] else { continue }
      #expect(definition["additionalProperties"] as? Bool == false, "\(name)")
      for (key, property) in properties {
        count += 1
        #expect(property["description"] is String && property["title"] is String, "\(name).\(key)")
      }
    }
    let expected = StudySection.allCases.map { StudyGrammar.keys(of: $0).count }.reduce(0, +)
    #expect(count > expected)
  }

  @Test("The languages differ in descriptions and titles only")
  func languagesDifferInWordsOnly() throws {
    func bare(_ value: Any) -> Any {
      if let map = value as? [String: Any] {
        // A map of properties may have keys named title, whose values are maps.
        return map.filter { !(["title", "description"].contains($0.key) && $0.value is String) }
          .mapValues(bare)
      }
      if let list = value as? [Any] { return list.map(bare) }
      return value
    }
    let dutch = try #require(bare(try document(.dutch)) as? NSDictionary)
    let english = try #require(bare(try document(.english)) as? NSDictionary)
    #expect(dutch == english)
    #expect(StudySchema.jsonText(in: .dutch) != StudySchema.jsonText(in: .english))
  }

  @Test("The root of the schema is a study, or a catalogue where asked")
  func theRootIsAsAsked() throws {
    #expect(try document()["$ref"] as? String == "#/$defs/study")
    #expect(try document(root: .catalogue)["$ref"] as? String == "#/$defs/catalogue")
    #expect(try document()["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
  }
}
