import WerkfitAnalysis
import WerkfitArchive
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

extension OutputOptions {
  /// Writes the comparison of the scenarios of a run, and keeps the run where that is asked for.
  ///
  /// - Returns: What working it out took, and what writing it took.
  @discardableResult
  func deliver(_ result: StudyResult, changes: [StudyOverride], keeping: RunKeeping? = nil) throws -> (
    comparing: TimeTaken, writing: TimeTaken
  ) {
    let begin = TimeTaken.now
    let comparison = StudyComparison(of: result, detail: all ? .full : .headline, changes: changes)
    let compared = TimeTaken.now
    // Whatever becomes of one of both, the other is done: a long run is not lost to a full disk.
    let kept = Result { try keeping?.keep(result, comparison) }
    try deliver(comparison)
    try kept.get()
    return (compared - begin, TimeTaken.now - compared)
  }

  /// Writes a comparison in the format that is asked for.
  func deliver(_ comparison: StudyComparison) throws {
    let report = ComparisonReport(comparison, language: language, showsEverything: all)
    switch format {
    case .text: try deliver(report.text(style: style))
    case .markdown: try deliver(report.markdown())
    case .csv: try deliver(report.csv())
    case .json: try deliver(try ResultDocument(comparison).json())
    }
  }

  /// How much of a run its findings hold.
  var detail: RunDetail { all ? .full : .headline }
}
