import ArgumentParser
import Foundation
import WerkfitAnalysis
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// A sweep: the same comparison at each of a row of values.
struct SweepOptions: ParsableArguments {
  @Option(
    name: .customLong("vary"), parsing: .singleValue,
    help: ArgumentHelp(
      "Vergelijk bij elke waarde van een rij, zoals parameters.kans=1%:3%:5; tweemaal geeft een raster.",
      valueName: "pad=van:tot:stappen"),
    transform: SweepOptions.axis)
  var axes: [SweepAxis] = []

  @Option(
    name: .customLong("outcome"), parsing: .singleValue,
    help: ArgumentHelp(
      "De uitkomst bij --vary, zoals balance:gemeente of netExits; mag vaker. Zonder keuze het saldo en de extra "
        + "uitstroom.", valueName: "sleutel"))
  var outcomes: [String] = []

  /// More points than this take too long to be meant.
  static let greatestPoints = 2000

  func validate() throws {
    if axes.isEmpty, !outcomes.isEmpty { throw ValidationError("--outcome hoort bij --vary.") }
    guard axes.count <= 2 else {
      throw ValidationError("--vary mag hoogstens tweemaal: een rij of een raster.")
    }
    if axes.count == 2, axes[0].path == axes[1].path {
      throw ValidationError("--vary: \(axes[0].path) staat er tweemaal.")
    }
    guard axes.map(\.values.count).reduce(1, *) <= Self.greatestPoints else {
      throw ValidationError("--vary: hoogstens \(Self.greatestPoints) punten samen.")
    }
  }

  private static func axis(_ text: String) throws -> SweepAxis {
    do {
      return try SweepAxis(text)
    } catch {
      let expected = "verwacht pad=van:tot:stappen, zoals parameters.kans=1%:3%:5"
      switch error {
      case .shape: throw ValidationError("--vary: gevonden ‘\(text)’, \(expected).")
      case .value(let value):
        throw ValidationError(
          "--vary: ‘\(value)’ is geen getal met een eenheid (een punt voor decimalen, zoals 2.5%); \(expected)."
        )
      case .units(let from, let to):
        throw ValidationError("--vary: ‘\(from)’ en ‘\(to)’ hebben niet dezelfde eenheid; \(expected).")
      case .noWidth: throw ValidationError("--vary: van en tot zijn gelijk in ‘\(text)’.")
      case .steps(let steps):
        throw ValidationError(
          "--vary: gevonden ‘\(steps)’ stappen, verwacht een geheel getal van 2 tot \(SweepAxis.greatestSteps)."
        )
      }
    }
  }

  /// Reads the study at every value, so that what is wrong is told before anything long.
  ///
  /// - Throws: `ExitCode` 65 with the diagnostics of the first study that has errors.
  func studies(from sources: StudySources, reading: String?, language: Language) throws -> [Study] {
    try StudySweep.points(of: axes).map { point in
      var own = sources
      own.changes += StudySweep.changes(of: axes, at: point)
      let (study, diagnostics) = StudyReader.read(own)
      let errors = diagnostics.filter { $0.severity == .error }
      for problem in errors { tell(problem.text(in: language)) }
      guard let study, errors.isEmpty else { throw (statusOf(diagnostics) ?? .wrongStudy).exit }
      return study.under(reading: reading)
    }
  }
}

extension Compare {
  /// The comparison at every value of `--vary`.
  func sweep(_ model: Study, _ sources: StudySources, _ settings: RunSettings) throws {
    let language = output.language
    let wanted = selection.readings.filter { !ReadingOption.baseNames.contains($0) }
    guard wanted.count <= 1 else {
      throw failure(
        .wrongUsage,
        language == .dutch
          ? "--vary gaat over één lezing van de bronnen: noem --reading eenmaal."
          : "--vary is about one reading of the sources: name --reading once.")
    }
    guard model.scenarios.count > 1 else {
      throw failure(
        .wrongUsage,
        language == .dutch
          ? "Er valt niets te vergelijken: de studie heeft één scenario."
          : "There is nothing to compare: the study has one scenario.")
    }
    let studies = try varied.studies(from: sources, reading: wanted.first, language: language)
    let keys = varied.outcomes.isEmpty ? model.analysedOutcomes : varied.outcomes
    let sweep = try Simulating.attempt(language: language) { progress, isCancelled in
      try StudySweep(
        varied.axes, studies: studies, outcomes: keys, settings: settings, changes: sources.changes,
        watch: StudyEvaluator.Watch(progress: progress, isCancelled: isCancelled))
    }
    try output.deliver(sweep.document(study: studies.first ?? model, language: language))
  }
}
