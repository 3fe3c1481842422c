import Foundation
import WerkfitAnalysis
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
  /// - Throws: `SimulationError`, or what charts throw.
  init(_ tabled: Study, state: CompareState, hash: String, threads: Int, watch: StudyEvaluator.Watch) throws {
    let study = state.applied(to: tabled)
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
      of: result, scenario: focus?.name ?? "", studyHash: hash, changes: [], language: .dutch)
    content = try ComparisonPage(material, made: .today, stills: [:], vega: nil).content()
    comparison = material.comparison
    seconds = result.seconds
  }
}
