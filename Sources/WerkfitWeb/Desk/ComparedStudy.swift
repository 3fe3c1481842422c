import Foundation
import WerkfitAnalysis
import WerkfitArchive
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// What pages and programs need of a comparison: no draws, so that many can be kept.
struct ComparedStudy: Sendable {
  /// What the report of the study would show.
  var content: ReportContent
  /// Everything as plain numbers.
  var comparison: StudyComparison
  /// How long the calculation took, in seconds.
  var seconds: Double

  /// Compares the scenarios of a study.
  ///
  /// - Parameter archive: Keeps the run, where the study is seen as its file says: another run cannot be made again
  ///   from the file.
  /// - Throws: `SimulationError`, or what charts throw.
  init(
    _ tabled: TabledStudy, _ given: Study, state: CompareState, archive: RunArchive?, threads: Int,
    watch: StudyEvaluator.Watch
  ) throws {
    let study = state.applied(to: given)
    var settings = RunSettings()
    settings.replications = state.replications
    settings.threads = threads
    settings.readings = []
    settings.coursesKept = min(ExportMaterial.coursesKept, state.replications)
    let result = try simulate(
      study, settings: settings, progress: watch.progress, isCancelled: watch.isCancelled)
    let alternatives = study.scenarios.filter { !$0.isReference }
    let focus = alternatives.first(where: \.isProposal) ?? alternatives.first ?? study.reference
    let material = try ExportMaterial(
      of: result, scenario: focus?.name ?? "", studyHash: tabled.hash, changes: tabled.sources.changes,
      language: .dutch)
    content = try ComparisonPage(material, made: .today, stills: [:], vega: nil).content()
    comparison = material.comparison
    seconds = result.seconds
    if let archive, state.reference == nil, state.perspective == nil {
      // A result that cannot be kept is still a result.
      let kept = try? NewRun(result, comparison: comparison, sources: tabled.sources, detail: .full)
      if let kept { _ = try? archive.append(kept) }
    }
  }
}
