import ArgumentParser
import Foundation
import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// Runs the engine with progress and Ctrl-C, and turns its errors into what a user can act on.
struct Simulating {
  let study: Study
  let language: Language

  /// At most this many replications are tried for a precision.
  static let greatestReplications = 2_000_000

  /// One run, or runs that double until the precision is reached.
  func run(_ settings: RunSettings, precision: Double?) throws -> StudyResult {
    let interruption = Interruption()
    var settings = settings
    while true {
      let result = try once(settings, interruption)
      guard let precision else { return result }
      let error = StudyComparison(of: result).greatestRelativeError
      if error <= precision { return result }
      guard settings.replications * 2 <= Self.greatestReplications else {
        tell(
          language == .dutch
            ? "De gevraagde precisie is niet gehaald met \(settings.replications) doorrekeningen."
            : "The precision was not reached with \(settings.replications) replications.")
        return result
      }
      settings.replications *= 2
    }
  }

  private func once(_ settings: RunSettings, _ interruption: Interruption) throws -> StudyResult {
    try Self.attempt(language: language, interruption) { progress, isCancelled in
      try simulate(study, settings: settings, progress: progress, isCancelled: isCancelled)
    }
  }

  /// What is done with progress and Ctrl-C.
  typealias Work<Result> = (
    _ progress: @escaping @Sendable (Double) -> Void, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> Result

  /// Does something long, and turns errors of the engine into what a user can act on.
  ///
  /// - Parameter advice: What to do after an interruption, or nil.
  static func attempt<Result>(
    language: Language, _ interruption: Interruption = Interruption(), advice: Sentence? = nil,
    _ work: Work<Result>
  ) throws -> Result {
    let progress = ProgressLine(language: language)
    defer { progress.finish() }
    do {
      return try work({ progress.update($0) }, { interruption.isAsked })
    } catch {
      progress.finish()
      throw status(of: error, language: language, advice: advice)
    }
  }

  private static func status(of error: any Error, language: Language, advice: Sentence?) -> any Error {
    let more = advice.map { " " + $0.text(in: language) } ?? ""
    switch error {
    case SimulationError.cancelled:
      return failure(.interrupted, (language == .dutch ? "Onderbroken." : "Interrupted.") + more)
    case SimulationError.storage(let place, let code):
      return storageFailure(place: place, code: code, language: language)
    case SimulationError.invalid(let reason):
      return failure(
        .wrongStudy,
        (language == .dutch ? "De studie kan niet worden doorgerekend: " : "The study cannot be computed: ")
          + reason)
    case SimulationError.unknown(let name):
      return failure(
        .wrongUsage, language == .dutch ? "Onbekende naam: \(name)." : "Unknown name: \(name).")
    case let error as OptimisationError:
      return failure(.wrongUsage, OptimisationWords.text(of: error, language: language))
    case SensitivityError.tooFewDraws(let found, let needed):
      return failure(
        .wrongUsage,
        language == .dutch
          ? "Dit vraagt minstens \(needed) trekkingen van de aannames; het zijn er \(found). Vraag er meer met --replications."
          : "This needs at least \(needed) draws of the assumptions; there are \(found). Ask for more with --replications."
      )
    case SensitivityError.oneChancePerDraw:
      return failure(
        .wrongUsage,
        language == .dutch
          ? "Dit vraagt minstens 2 keer toeval per trekking: --chances-per-draw 2 of meer."
          : "This needs chance at least twice per draw: --chances-per-draw 2 or more.")
    case is SensitivityError, is ValueOfInformationError, is CostEffectivenessError, is CalibrationError,
      is RegressionError:
      return failure(
        .wrongStudy,
        (language == .dutch ? "De analyse kan niet worden gedaan: " : "The analysis cannot be done: ")
          + "\(error).")
    case let error as RunFileError:
      return error.failure(language, advice: advice)
    default: return error
    }
  }

  /// The names among the known ones, or the status for wrong usage with the nearest name.
  static func checked(
    _ names: [String], among known: [String], dutch: String, english: String, language: Language
  ) throws {
    for name in names where !known.contains(name) {
      let hint = nearestName(to: name, among: known)
      let list = known.joined(separator: ", ")
      switch language {
      case .dutch:
        let others = list.isEmpty ? "De studie heeft er geen." : "Er zijn: \(list)."
        let rest = hint.map { "Bedoelde je \($0)?" } ?? others
        throw failure(
          .wrongUsage,
          "\(dutch.prefix(1).uppercased() + dutch.dropFirst()) \(name) staat niet in de studie. \(rest)")
      case .english:
        let others = list.isEmpty ? "It has none." : "There are: \(list)."
        let rest = hint.map { "Did you mean \($0)?" } ?? others
        throw failure(.wrongUsage, "There is no \(english) \(name) in the study. \(rest)")
      }
    }
  }
}

/// There is no room for the outcomes.
func storageFailure(place: String, code: Int32, language: Language) -> ExitCode {
  let reason = Sentence(systemError: code)
  let spot =
    place.isEmpty
    ? Sentence("memory", "het geheugen") : Sentence("the folder \(place)", "de map \(place)")
  let hint =
    place.isEmpty
    ? Sentence("", "")
    : Sentence(
      " Make room, or name another folder with TMPDIR.", " Maak ruimte, of noem een andere map met TMPDIR.")
  return failure(
    .cannotWrite,
    language == .dutch
      ? "Geen ruimte voor de uitkomsten in \(spot.dutch): \(reason.dutch).\(hint.dutch)"
      : "No room for the outcomes in \(spot.english): \(reason.english).\(hint.english)")
}
