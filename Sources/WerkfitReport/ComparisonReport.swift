import WerkfitAnalysis
import WerkfitStudy

/// A comparison as people and programs read it.
public struct ComparisonReport: Sendable {
  /// The comparison.
  public let comparison: StudyComparison
  /// The language of texts and numbers.
  public let language: Language
  /// Whether everything is shown or what is asked first.
  public let showsEverything: Bool

  /// A report of a comparison.
  public init(_ comparison: StudyComparison, language: Language = .dutch, showsEverything: Bool = false) {
    self.comparison = comparison
    self.language = language
    self.showsEverything = showsEverything
  }

  var say: Wording { Wording(language: language) }
  var numbers: NumberText { NumberText(language: language, currency: comparison.run.currency) }

  /// The rows under one reading.
  func rows(of reading: ReadingComparison) -> ComparisonRows {
    ComparisonRows(comparison, reading: reading, language: language)
  }

  /// The sections under the base reading, headline or everything.
  var sections: [ReportSection] {
    let rows = rows(of: comparison.base)
    return showsEverything ? rows.everything : rows.headline
  }

  /// The scenarios that get a column: the nulalternatief only where it has something to show.
  var shownScenarios: [Int] {
    guard !comparison.isReferenceAlone else { return [comparison.reference] }
    let reference = comparison.reference
    let hasValues = sections.contains { section in
      section.rows.contains { row in
        guard row.cells.indices.contains(reference), let cell = row.cells[reference] else { return false }
        return cell.main != "0" && !cell.main.hasPrefix("0%")
          && cell.main != numbers.money(0, place: 0, millions: false)
      }
    }
    return hasValues ? Array(comparison.scenarios.indices) : comparison.alternatives
  }
}
