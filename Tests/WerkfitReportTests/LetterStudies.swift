import Foundation
import Testing
import WerkfitAnalysis
import WerkfitEngine
import WerkfitStudy

@testable import WerkfitReport

/// Letters about a small study whose prices and effects differ, from heavy losses to clear gains.
enum LetterStudies {
  /// The study of the README with other numbers.
  static func findings(_ changes: [String: String], replications: Int = 400, seed: UInt64 = 1) throws
    -> CouncilFindings
  {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appendingPathComponent("Scenarios/voorbeeld.yaml").path
    let overrides = changes.map { StudyOverride(path: $0.key, value: $0.value) }
      .sorted { $0.path < $1.path }
    let (study, diagnostics, sources) = StudyReader.readKeepingSources(file: file, overrides: overrides)
    let read = try #require(study, "\(diagnostics)")
    var settings = RunSettings()
    settings.replications = replications
    settings.seed = seed
    settings.threads = 1
    return try CouncilFindings(
      of: simulate(read, settings: settings), scenario: "training", studyHash: sources.hash)
  }

  /// What differs between the letters: the price of a traject, its effect, and how sure both are.
  static let variations: [[String: String]] = {
    let prices = ["500", "2550", "{ uniform: [500, 9000] }", "9000"]
    let effects = ["1", "1.3", "{ uniform: [0.5, 3] }", "3", "0.4"]
    return prices.flatMap { price in
      effects.map { effect in ["parameters.tarief": price, "parameters.winst": effect] }
    }
  }()

  /// A letter of each variation, worked out once for all tests.
  static let varied: [CouncilFindings] = variations.compactMap { try? findings($0, replications: 100) }

  static let date = LetterDate(year: 2026, month: 11, day: 22)

  static func letter(
    _ findings: CouncilFindings, form: LetterForm = .raadsinformatiebrief, language: Language = .dutch
  ) -> CouncilLetter {
    CouncilLetter(findings, form: form, date: date, language: language)
  }
}
