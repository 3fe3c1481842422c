import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// What was computed of a study, for everything that is made of it: charts, report, workbook and notebook.
public struct ExportMaterial: Sendable {
  /// The study.
  public let study: Study
  /// All scenarios side by side, with everything that the study can say.
  public let comparison: StudyComparison
  /// Every scenario over time.
  public let courses: ScenarioCourses
  /// The draws.
  public let draws: StudyDraws
  /// The position of the scenario that is looked at alone.
  public let focus: Int
  /// What each assumption does, or nil where it was not asked for or nothing varies.
  public var sensitivity: OneWaySensitivity?
  /// Published figures beside simulated ones, or nil where it was not asked for.
  public var validation: StudyValidation?
  /// Assumptions fitted to what was observed, or nil where it was not asked for.
  public var calibration: StudyCalibration?
  /// The hash of the study's text.
  public let studyHash: String
  /// The language of texts and numbers.
  public let language: Language
  let result: StudyResult

  /// How many draws keep their course: enough for a band of 95%.
  public static let coursesKept = 400

  /// What a run gives.
  ///
  /// - Parameter scenario: The key of the scenario that is looked at alone.
  /// - Throws: `SimulationError`.
  public init(
    of result: StudyResult, scenario: String, studyHash: String, changes: [StudyOverride], language: Language
  ) throws {
    guard let focus = result.scenarios.firstIndex(of: scenario) else {
      throw SimulationError.unknown(scenario)
    }
    self.result = result
    study = result.study
    comparison = StudyComparison(of: result, detail: .full, changes: changes)
    courses = ScenarioCourses(of: result)
    draws = try StudyDraws(of: result, comparison: comparison)
    (self.focus, self.studyHash, self.language) = (focus, studyHash, language)
  }

  /// The key of the scenario that is looked at alone.
  var scenario: String { comparison.scenarios[focus].key }
  /// The key of the nulalternatief.
  var reference: String { comparison.scenarios[comparison.reference].key }

  /// Works out what each assumption does, where there is something to vary and to compare.
  ///
  /// - Throws: `SimulationError`.
  public mutating func addSensitivity(watch: StudyEvaluator.Watch) throws {
    guard scenario != reference, !study.uncertainParameters.isEmpty,
      let key = comparison.base.rankedBy ?? study.analysedOutcomes.first
    else { return }
    let evaluator = try StudyEvaluator(
      study, scenarios: [scenario, reference], chances: CouncilFindings.chances(of: result),
      seed: result.settings.seed,
      threads: result.settings.threads)
    sensitivity = try OneWaySensitivity(
      of: evaluator, scenario: scenario, beside: reference, outcomes: [key], watch: watch)
  }

  /// Holds the published figures of the study against the run, where it has any.
  public mutating func addValidation() {
    guard !study.observations.isEmpty else { return }
    validation = StudyValidation(of: result, file: comparison.run.files.first ?? "")
  }
}
