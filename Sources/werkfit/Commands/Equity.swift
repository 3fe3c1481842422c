import ArgumentParser
import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// `werkfit equity`: who gets what, and who pays.
struct Equity: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Laat zien wie wat krijgt en wie betaalt: per doelgroep en per partij.",
    discussion: """
      Voorbeelden:
        werkfit equity Scenarios/gooi-bijstelling-2020.yaml --scenario midden
        werkfit equity STUDIE --group-weight lang=2 --party-weight client=1.5
      """)

  @Argument(help: ArgumentHelp("Het studiebestand.", valueName: "studie"))
  var study: String

  @Option(
    name: .customLong("group-weight"), parsing: .singleValue,
    help: ArgumentHelp("Hoe zwaar een doelgroep telt; mag vaker. Zonder gewicht 1.", valueName: "groep=getal")
  )
  var groupWeights: [Weight] = []

  @Option(
    name: .customLong("party-weight"), parsing: .singleValue,
    help: ArgumentHelp("Hoe zwaar een partij telt; mag vaker. Zonder gewicht 1.", valueName: "partij=getal"))
  var partyWeights: [Weight] = []

  @OptionGroup(title: "Wat en hoe")
  var options: AnalysisOptions

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func run() throws {
    try output.prepare()
    var target = try options.target(study, language: output.language)
    target.study.reported = []
    target.study.reportsGroups = true
    try Simulating.checked(
      groupWeights.map(\.name), among: target.study.base.groups.map(\.name), dutch: "doelgroep",
      english: "doelgroep", language: output.language)
    try Simulating.checked(
      partyWeights.map(\.name), among: target.study.base.parties.map(\.name), dutch: "partij",
      english: "party",
      language: output.language)
    let study = target.study
    let document = try Simulating.attempt(language: output.language) { progress, isCancelled in
      let result = try options.result(
        of: target, scenarios: [target.scenario, target.beside],
        StudyEvaluator.Watch(progress: progress, isCancelled: isCancelled))
      let report = try EquityReport(
        of: result, scenario: target.scenario, beside: target.beside,
        groupWeights: Dictionary(
          groupWeights.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last }),
        partyWeights: Dictionary(
          partyWeights.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last }))
      return report.document(
        study: study, language: output.language,
        computed: RunWording.computed(result, language: output.language), seed: options.random.seed)
    }
    try output.deliver(document)
  }
}

/// A name with a weight: `lang=2`.
struct Weight: ExpressibleByArgument {
  let name: String
  let value: Double

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let value = PlainNumber.read(parts[1]), value >= 0, !parts[0].isEmpty else {
      return nil
    }
    (name, self.value) = (parts[0], value)
  }
}
