import WerkfitAnalysis
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

extension OutputOptions {
  /// Writes the comparison of the scenarios of a run.
  ///
  /// - Returns: What working it out took, and what writing it took.
  @discardableResult
  func deliver(_ result: StudyResult, changes: [StudyOverride]) throws -> (
    comparing: TimeTaken, writing: TimeTaken
  ) {
    let begin = TimeTaken.now
    let comparison = StudyComparison(of: result, detail: all ? .full : .headline, changes: changes)
    let compared = TimeTaken.now
    let report = ComparisonReport(comparison, language: language, showsEverything: all)
    switch format {
    case .text: try deliver(report.text(style: style))
    case .markdown: try deliver(report.markdown())
    case .csv: try deliver(report.csv())
    case .json: try deliver(try ResultDocument(comparison).json())
    }
    return (compared - begin, TimeTaken.now - compared)
  }
}
