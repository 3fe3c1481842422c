import Foundation
import Testing

@testable import WerkfitStudy

@Suite struct StudyGrammarTests {
  @Test("Every key of every section is explained in both languages", arguments: StudySection.allCases)
  func everyKeyIsExplained(section: StudySection) {
    let keys = StudyGrammar.keys(of: section)
    #expect(!keys.isEmpty)
    for key in keys {
      for language in Language.allCases {
        let sentence = key.explanation.text(in: language)
        #expect(sentence.hasSuffix("."), "\(section.rawValue).\(key.name)")
        #expect(sentence.count <= 110, "\(section.rawValue).\(key.name) is not short")
      }
      #expect(key.explanation.dutch != key.explanation.english, "\(section.rawValue).\(key.name)")
    }
  }

  @Test("No section has the same key twice", arguments: StudySection.allCases)
  func keysAreUnique(section: StudySection) {
    let names = StudyGrammar.keyNames(of: section)
    #expect(Set(names).count == names.count)
  }

  @Test("The ways to fill in a section name only keys that it has", arguments: StudySection.allCases)
  func formsNameKeys(section: StudySection) {
    let names = Set(StudyGrammar.keyNames(of: section))
    for form in StudyGrammar.forms(of: section) {
      #expect(names.isSuperset(of: form.keys))
      // What every way needs is a required key of the section, not of its ways.
      #expect(Set(form.required).isDisjoint(with: StudyGrammar.requiredKeys(of: section)))
    }
  }
}
