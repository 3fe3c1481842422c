import ArgumentParser
import Foundation
import WerkfitAnalysis
import WerkfitEngine
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
    let progress = ProgressLine(language: language)
    defer { progress.finish() }
    do {
      return try simulate(
        study, settings: settings, progress: { progress.update($0) },
        isCancelled: { interruption.isAsked })
    } catch SimulationError.cancelled {
      progress.finish()
      throw failure(.interrupted, language == .dutch ? "Onderbroken." : "Interrupted.")
    } catch SimulationError.invalid(let reason) {
      progress.finish()
      throw failure(
        .wrongStudy,
        (language == .dutch ? "De studie kan niet worden doorgerekend: " : "The study cannot be computed: ")
          + reason)
    } catch SimulationError.unknown(let name) {
      progress.finish()
      throw failure(
        .wrongUsage, language == .dutch ? "Onbekende naam: \(name)." : "Unknown name: \(name).")
    }
  }

  /// The names among the known ones, or the status for wrong usage with the nearest name.
  static func checked(
    _ names: [String], among known: [String], dutch: String, english: String, language: Language
  ) throws {
    for name in names where !known.contains(name) {
      let hint = nearest(name, among: known)
      let list = known.joined(separator: ", ")
      switch language {
      case .dutch:
        let others = list.isEmpty ? "De studie heeft er geen." : "Er zijn: \(list)."
        let rest = hint.map { "Bedoelde je \($0)?" } ?? others
        throw failure(.wrongUsage, "\(dutch.capitalized) \(name) staat niet in de studie. \(rest)")
      case .english:
        let others = list.isEmpty ? "It has none." : "There are: \(list)."
        let rest = hint.map { "Did you mean \($0)?" } ?? others
        throw failure(.wrongUsage, "There is no \(english) \(name) in the study. \(rest)")
      }
    }
  }
}
