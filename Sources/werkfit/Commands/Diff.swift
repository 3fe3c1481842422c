import ArgumentParser
import Foundation
import WerkfitAnalysis
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// `werkfit diff`: what differs between two studies or two results, and what that does.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Zeg in woorden wat er verschilt tussen twee studies of twee uitkomsten, en wat elk verschil doet.",
    discussion: """
      Voorbeelden:
        werkfit diff oud.yaml nieuw.yaml
        werkfit diff STUDIE STUDIE --set parameters.kans=2% --average-orders
        werkfit diff oud.json nieuw.json     (van werkfit compare --format json)
      """)

  @Argument(help: ArgumentHelp("De eerste studie (YAML) of uitkomst (JSON).", valueName: "oud"))
  var old: String

  @Argument(help: ArgumentHelp("De tweede, van dezelfde soort.", valueName: "nieuw"))
  var new: String

  @Option(help: ArgumentHelp("Het scenario; zonder keuze het eerste dat iets verandert.", valueName: "naam"))
  var scenario: String?

  @Option(
    name: .customLong("outcome"), parsing: .singleValue,
    help: ArgumentHelp(
      "De uitkomst; mag vaker. Zonder keuze het saldo en de extra uitstroom.", valueName: "sleutel"))
  var outcomes: [String] = []

  @Flag(help: "Neem van elke bijdrage het gemiddelde over alle volgordes (Shapley; hoogstens 6 verschillen).")
  var averageOrders = false

  @Flag(help: "Zeg alleen wat verschilt, zonder door te rekenen.")
  var wordsOnly = false

  @Option(help: ArgumentHelp("Het aantal doorrekeningen.", valueName: "aantal"))
  var replications = 2_000

  @OptionGroup
  var random: SeedOptions

  @Flag(help: "Alleen verwachte waarden, zonder toeval.")
  var expected = false

  @OptionGroup(title: "Veranderingen aan de tweede studie")
  var changes: ChangeOptions

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func validate() throws {
    guard replications > 0, replications <= 100_000_000 else {
      throw ValidationError("--replications moet 1 tot 100000000 zijn.")
    }
    if wordsOnly, averageOrders {
      throw ValidationError("--words-only en --average-orders gaan niet samen.")
    }
  }

  func run() throws {
    try output.prepare()
    let kinds = [old, new].map { $0.lowercased().hasSuffix(".json") }
    guard kinds[0] == kinds[1] else {
      throw failure(
        .wrongUsage,
        isDutch
          ? "\(old) en \(new) zijn niet van dezelfde soort: geef twee studies (YAML) of twee uitkomsten (JSON)."
          : "\(old) and \(new) are not of the same kind: give two studies (YAML) or two results (JSON).")
    }
    try output.deliver(kinds[0] ? try results() : try studies())
  }

  private var isDutch: Bool { output.language == .dutch }

  // MARK: Results

  private func results() throws -> AnalysisDocument {
    let (one, other) = (try result(old), try result(new))
    guard let report = ResultDiffReport(one, other, files: (old, new)) else {
      let wrong = one.comparison == nil ? old : new
      let kind = one.comparison == nil ? one.kind : other.kind
      throw failure(
        .wrongStudy,
        isDutch
          ? "\(wrong): gevonden ‘\(kind)’, verwacht een uitkomst van werkfit compare --format json (‘comparison’)."
          : "\(wrong): found ‘\(kind)’, expected a result of werkfit compare --format json (‘comparison’).")
    }
    return report.document(language: output.language)
  }

  private func result(_ file: String) throws -> ResultDocument {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      throw unreadable(file, output.language)
    }
    do {
      return try JSONDecoder().decode(ResultDocument.self, from: data)
    } catch {
      throw failure(
        .wrongStudy,
        isDutch
          ? "\(file) is geen uitkomst van werkfit compare --format json."
          : "\(file) is no result of werkfit compare --format json.")
    }
  }

  // MARK: Studies

  private func studies() throws -> AnalysisDocument {
    let language = output.language
    let (one, sources) = try loadStudyWithSources(
      old, overrides: [], language: language, showsWarnings: false)
    let (other, otherSources) = try loadStudyWithSources(
      new, overrides: try changes.all(language: language), language: language, showsWarnings: false)
    let pieces = StudyPieces(one, other)
    let attribution = wordsOnly || pieces.counting.isEmpty ? nil : try attribute(pieces)
    return StudyDiffReport(
      pieces, attribution: attribution, texts: (StudyText(sources), StudyText(otherSources)),
      files: (old, new)
    ).document(language: language, seed: random.seed)
  }

  private func attribute(_ pieces: StudyPieces) throws -> DifferenceAttribution? {
    let (one, other) = (pieces.old, pieces.new)
    let shared = one.scenarios.map(\.name).filter { name in other.scenarios.contains { $0.name == name } }
    try Simulating.checked(
      scenario.map { [$0] } ?? [], among: shared, dutch: "scenario", english: "scenario",
      language: output.language)
    let references = Set([one.reference?.name, other.reference?.name].compactMap { $0 })
    let usual = one.usualScenario.flatMap { shared.contains($0.name) ? $0.name : nil }
    guard let chosen = scenario ?? usual ?? shared.first(where: { !references.contains($0) }),
      !references.contains(chosen)
    else {
      throw failure(
        .wrongUsage,
        isDutch
          ? "De studies hebben geen scenario samen dat naast doorgaan zonder staat; --words-only zegt wat verschilt."
          : "The studies share no scenario beside going on without; --words-only says what differs.")
    }
    if averageOrders, pieces.counting.count > DifferenceAttribution.greatestForAverage {
      throw failure(
        .wrongUsage,
        isDutch
          ? "Er zijn \(pieces.counting.count) verschillen; --average-orders kan er hoogstens "
            + "\(DifferenceAttribution.greatestForAverage) aan."
          : "There are \(pieces.counting.count) differences; --average-orders takes at most "
            + "\(DifferenceAttribution.greatestForAverage).")
    }
    let common = other.analysedOutcomes
    let usualOutcomes = one.analysedOutcomes.filter(common.contains)
    let keys = outcomes.isEmpty ? (usualOutcomes.isEmpty ? one.analysedOutcomes : usualOutcomes) : outcomes
    var settings = RunSettings()
    settings.replications = replications
    settings.seed = random.seed
    settings.threads = random.threads
    settings.expectedOnly = expected
    return try Simulating.attempt(language: output.language) { progress, isCancelled in
      try DifferenceAttribution(
        pieces, scenario: chosen, outcomes: keys, settings: settings, averagesOrders: averageOrders,
        watch: StudyEvaluator.Watch(progress: progress, isCancelled: isCancelled))
    }
  }
}
