import ArgumentParser
import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// `werkfit voi`: what it is worth to find out.
struct Voi: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Laat zien wat uitzoeken waard is, voor de keuze tussen de scenario's.",
    discussion: """
      Voorbeelden:
        werkfit voi Scenarios/gooi-bijstelling-2020.yaml --worth 100000
        werkfit voi STUDIE --together factor-plek-direct,factor-plek-later
        werkfit voi STUDIE --measure uitval-plek --months 12 --participants 50,100,200 --cost-per-participant 150
      """)

  @Argument(help: ArgumentHelp("Het studiebestand.", valueName: "studie"))
  var study: String

  @OptionGroup(title: "De keuze")
  var choice: ChoiceOptions

  @Option(help: ArgumentHelp("Wat een eenheid van het effect waard is, in euro.", valueName: "bedrag"))
  var worth = Amount(0)

  @Option(
    name: .customLong("together"), parsing: .singleValue,
    help: ArgumentHelp("Aannames die samen worden uitgezocht; mag vaker.", valueName: "a,b"))
  var sets: [NameList] = []

  @Option(help: ArgumentHelp("De aannames die worden gemeten door mensen te volgen.", valueName: "a,b"))
  var measure: NameList?

  @Option(help: ArgumentHelp("Hoeveel maanden mensen worden gevolgd.", valueName: "aantal"))
  var months = 12.0

  @Option(help: ArgumentHelp("Hoeveel mensen worden gevolgd.", valueName: "aantal,aantal"))
  var participants: NumberList = NumberList([25, 50, 100, 200, 400])

  @Option(help: ArgumentHelp("De spreiding tussen mensen, voor wat geen kans is.", valueName: "getal"))
  var spread: Double?

  @Option(help: ArgumentHelp("Wat het volgen per persoon kost, in euro.", valueName: "bedrag"))
  var costPerParticipant = Amount(0)

  @Option(help: ArgumentHelp("Wat het onderzoek verder kost, in euro.", valueName: "bedrag"))
  var fixedCost = Amount(0)

  @Option(help: ArgumentHelp("Hoe vaak per jaar deze keuze wordt gemaakt.", valueName: "aantal"))
  var decisionsPerYear = 1.0

  @Option(help: ArgumentHelp("Hoeveel jaar de keuze speelt.", valueName: "aantal"))
  var years = 1.0

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func validate() throws {
    guard worth.value.isFinite, months > 0, costPerParticipant.value >= 0, fixedCost.value >= 0,
      decisionsPerYear >= 0,
      years >= 0
    else { throw ValidationError("Aantallen, maanden en kosten mogen niet onder nul zijn.") }
    if let spread, spread < 0 { throw ValidationError("--spread mag niet onder nul zijn.") }
  }

  func run() throws {
    try output.prepare()
    let study = try choice.load(self.study, language: output.language)
    let document = try Simulating.attempt(language: output.language) { progress, isCancelled in
      try analyse(study, StudyEvaluator.Watch(progress: progress, isCancelled: isCancelled))
    }
    try output.deliver(document)
  }

  private func analyse(_ study: Study, _ watch: StudyEvaluator.Watch) throws -> AnalysisDocument {
    let (result, sample) = try choice.sample(of: study, language: output.language, watch)
    let names = sample.parameters.map(\.name)
    for name in sets.flatMap(\.names) + (measure?.names ?? []) {
      try Simulating.checked(
        [name], among: names, dutch: "onzekere aanname", english: "uncertain parameter",
        language: output.language)
    }
    let perfect = try perfectInformation(sample.netBenefits(worth: worth.value))
    let raw = sample.netBenefits(worth: worth.value, isRaw: true)
    let partial = try partialInformation(
      raw, parameters: sample.parameters, sets: names.map { [$0] } + sets.map(\.names))
    let population = try DecisionPopulation(
      perYear: decisionsPerYear, years: years, discountRate: study.discountRateOfMoney)
    var report = InformationReport(
      sample: sample, worth: worth.value, perfect: perfect,
      partial: partial.map { $0.atMost(perfect.value) }, population: population)
    if let measure {
      let measurements = try measure.names.map { try measurement(of: $0, study, sample) }
      let sizes = try sampleInformation(
        raw, measuring: measurements, participants: participants.values, seed: choice.random.seed
      ).map { $0.atMost(perfect.value) }
      report.sampling = (
        measure.names, months, sizes,
        netBenefitOfSampling(
          sizes, population: population,
          cost: try ResearchCost(fixed: fixedCost.value, perParticipant: costPerParticipant.value))
      )
    }
    return report.document(
      study: study, language: output.language,
      computed: RunWording.computed(result, language: output.language), seed: choice.random.seed)
  }

  /// What following a participant says of a parameter: an event where it is a chance, else a number with spread.
  private func measurement(of name: String, _ study: Study, _ sample: DecisionSample) throws
    -> StudyMeasurement
  {
    let values = sample.parameters.first { $0.name == name }?.values ?? []
    let parameter = study.base.parameters.first { $0.name == name }
    if parameter?.dimension == .chance {
      let period = parameter?.period?.months ?? study.clock.step.months
      return .event(
        chances: values.map { StudyMeasurement.chance(within: months, chancePerPeriod: $0, period: period) })
    }
    guard let spread else {
      throw failure(
        .wrongUsage,
        output.language == .dutch
          ? "\(name) is geen kans: zeg met --spread hoe ver mensen uiteenlopen."
          : "\(name) is no chance: say with --spread how far people differ.")
    }
    return .amount(means: values, standardDeviation: spread)
  }
}
