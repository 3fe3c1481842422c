import ArgumentParser
import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// `werkfit sensitivity`: which assumptions matter.
struct Sensitivity: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Laat zien welke aannames ertoe doen: elk apart, twee samen, en waar de uitkomst omslaat.",
    discussion: """
      Zonder keuze: elke aanname apart laag en hoog, met horizon, discontovoet, verdringing en prijspeil erbij.
      Voorbeelden:
        werkfit sensitivity Scenarios/gooi-bijstelling-2020.yaml --scenario midden
        werkfit sensitivity STUDIE --threshold uitval-plek
        werkfit sensitivity STUDIE --two-way factor-plek-later,uitval-plek
        werkfit sensitivity STUDIE --sobol
        werkfit sensitivity STUDIE --given-data
      """)

  @Argument(help: ArgumentHelp("Het studiebestand.", valueName: "studie"))
  var study: String

  @Option(
    help: ArgumentHelp("Zoek waar de uitkomst omslaat als deze aanname verandert.", valueName: "aanname"))
  var threshold: String?

  @Option(help: ArgumentHelp("Het getal dat de uitkomst bij --threshold moet halen.", valueName: "getal"))
  var target = 0.0

  @Option(help: ArgumentHelp("Zoek tussen deze waarden in plaats van in het interval.", valueName: "van:tot"))
  var between: ValueRange?

  @Option(help: ArgumentHelp("Laat twee aannames samen zien op een raster.", valueName: "aanname,aanname"))
  var twoWay: NameList?

  @Flag(help: "Verdeel de variantie over de aannames die het meest doen (Sobol).")
  var sobol = false

  @Option(help: ArgumentHelp("Het aantal aannames bij --sobol.", valueName: "aantal"))
  var leading = 10

  @Option(help: ArgumentHelp("Het aantal basispunten bij --sobol.", valueName: "aantal"))
  var basePoints = 2048

  @Flag(help: "Schat uit de doorrekeningen zelf waar de variantie vandaan komt, en hoeveel toeval is.")
  var givenData = false

  @Option(help: ArgumentHelp("Het deel van elke verdeling tussen laag en hoog.", valueName: "95%"))
  var interval: Share = Share(0.95)

  @OptionGroup(title: "Wat en hoe")
  var options: AnalysisOptions

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func validate() throws {
    let chosen = [threshold != nil, twoWay != nil, sobol, givenData].filter { $0 }
    guard chosen.count <= 1 else {
      throw ValidationError("Kies er een: --threshold, --two-way, --sobol of --given-data.")
    }
    guard leading > 0, basePoints > 1 else {
      throw ValidationError("--leading moet minstens 1 zijn en --base-points minstens 2.")
    }
    if let twoWay, twoWay.names.count != 2 || Set(twoWay.names).count != 2 {
      throw ValidationError("--two-way vraagt twee verschillende aannames met een komma ertussen.")
    }
  }

  func run() throws {
    try output.prepare()
    let target = try options.target(study, language: output.language)
    let document = try Simulating.attempt(language: output.language) { progress, isCancelled in
      try analyse(target, StudyEvaluator.Watch(progress: progress, isCancelled: isCancelled))
    }
    try output.deliver(document)
  }

  private func analyse(_ target: AnalysisOptions.Target, _ watch: StudyEvaluator.Watch) throws
    -> AnalysisDocument
  {
    if givenData { return try runSensitivity(target, watch) }
    if let threshold { return try thresholds(of: threshold, target, watch) }
    if let twoWay { return try grid(of: twoWay.names, target, watch) }
    if sobol { return try variance(target, watch) }
    let evaluator = try options.evaluator(of: target, chances: 1)
    let points = 2 * evaluator.study.uncertainParameters.count + 8
    let tornado = try OneWaySensitivity(
      of: evaluator.with(chances: options.chancesPerDraw ?? chances(over: points)), scenario: target.scenario,
      beside: target.beside, outcomes: target.outcomes, share: interval.value, watch: watch)
    return tornado.document(study: evaluator.study, language: output.language, seed: options.random.seed)
  }

  /// As many chances at each point as the replications that were asked for give.
  private func chances(over points: Int) -> Int { max(20, options.replications / max(1, points)) }

  private func thresholds(
    of name: String, _ target: AnalysisOptions.Target, _ watch: StudyEvaluator.Watch
  ) throws -> AnalysisDocument {
    let evaluator = try options.evaluator(of: target, chances: chances(over: 40))
    let parameter = try options.parameters([name], of: evaluator.study, language: output.language)[0]
    let bounds = parameter.bounds(of: interval.value)
    let found = try ThresholdSensitivity(
      of: evaluator, scenario: target.scenario, beside: target.beside, outcome: target.outcomes.first ?? "",
      target: self.target, parameter: parameter,
      interval: Interval(between?.from ?? bounds.low, between?.to ?? bounds.high), watch: watch)
    return found.document(study: evaluator.study, language: output.language, seed: options.random.seed)
  }

  private func grid(
    of names: [String], _ target: AnalysisOptions.Target, _ watch: StudyEvaluator.Watch
  ) throws -> AnalysisDocument {
    let evaluator = try options.evaluator(of: target, chances: chances(over: 49))
    let found = try TwoWaySensitivity(
      of: evaluator, scenario: target.scenario, beside: target.beside, outcome: target.outcomes.first ?? "",
      parameters: try options.parameters(names, of: evaluator.study, language: output.language),
      share: interval.value, size: 5, watch: watch)
    return found.document(study: evaluator.study, language: output.language, seed: options.random.seed)
  }

  private func variance(
    _ target: AnalysisOptions.Target, _ watch: StudyEvaluator.Watch
  ) throws -> AnalysisDocument {
    let evaluator = try options.evaluator(of: target, chances: 1)
    let all = evaluator.study.uncertainParameters
    let points = 2 * all.count + 8
    let tornado = try OneWaySensitivity(
      of: evaluator.with(chances: chances(over: points)), scenario: target.scenario, beside: target.beside,
      outcomes: target.outcomes, share: interval.value, watch: watch.part(from: 0, to: 0.1))
    let first = tornado.tornados.first?.bars.map(\.oneWay.parameter) ?? []
    let names = first.filter { name in all.contains { $0.name == name } }.prefix(leading)
    let found = try SobolSensitivity(
      of: evaluator.with(chances: options.chancesPerDraw ?? 8), scenario: target.scenario,
      beside: target.beside, outcomes: target.outcomes,
      parameters: names.compactMap { name in all.first { $0.name == name } }, basePoints: basePoints,
      seed: options.random.seed, watch: watch.part(from: 0.1, to: 1))
    return found.document(study: evaluator.study, language: output.language, seed: options.random.seed)
  }

  private func runSensitivity(
    _ target: AnalysisOptions.Target, _ watch: StudyEvaluator.Watch
  ) throws -> AnalysisDocument {
    let result = try options.result(of: target, scenarios: [target.scenario, target.beside], watch)
    let found = try RunSensitivity(
      of: result, scenario: target.scenario, beside: target.beside, outcomes: target.outcomes)
    return found.document(
      study: result.study, language: output.language,
      computed: RunWording.computed(result, language: output.language), seed: options.random.seed)
  }
}
