import ArgumentParser
import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// `werkfit optimise`: the best split of a budget.
struct Optimise: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Zoek de beste verdeling van een budget over maatregelen, en wat een simpele verdeling scheelt.",
    discussion: """
      Een maatregel is een aanname van de studie die een bedrag is. Voorbeeld:
        werkfit optimise Scenarios/gooi-bijstelling-2020.yaml --scenario midden \\
          --measure budget-plekken --measure budget-scholing --measure budget-mobiliteit=0:200000 \\
          --aim netExits --frontier balance:gemeente
      """)

  @Argument(help: ArgumentHelp("Het studiebestand.", valueName: "studie"))
  var study: String

  @Option(
    name: .customLong("measure"), parsing: .singleValue,
    help: ArgumentHelp(
      "Een aanname die zegt hoeveel geld ergens heen gaat, met wat er minstens en hoogstens heen gaat; vaker nodig.",
      valueName: "aanname[=van:tot]"))
  var measures: [MeasureBounds] = []

  @Option(
    help: ArgumentHelp(
      "Het budget in euro; zonder keuze wat de maatregelen nu samen krijgen.", valueName: "bedrag"))
  var budget: Amount?

  @Option(
    help: ArgumentHelp(
      "Wat zo hoog mogelijk moet zijn; zonder keuze het saldo. ‘groups’: de groep die er het minst bij wint.",
      valueName: "sleutel"))
  var aim: String?

  @Option(
    help: ArgumentHelp("Maak de kans zo groot mogelijk dat het doel minstens dit is.", valueName: "getal"))
  var atLeast: Double?

  @Option(
    help: ArgumentHelp("Maak het gemiddelde van de slechtste trekkingen zo hoog mogelijk.", valueName: "10%"))
  var worst: Share?

  @Option(help: ArgumentHelp("Laat zien wat het doel kost aan deze andere uitkomst.", valueName: "sleutel"))
  var frontier: String?

  @Option(help: ArgumentHelp("Hoe vaak elke verdeling wordt doorgerekend.", valueName: "aantal"))
  var draws = 128

  @OptionGroup(title: "Wat en hoe")
  var options: AnalysisOptions

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func validate() throws {
    guard measures.count > 1 else { throw ValidationError("Noem minstens twee maatregelen met --measure.") }
    guard (2...100_000).contains(draws) else { throw ValidationError("--draws moet 2 tot 100000 zijn.") }
    if atLeast != nil && worst != nil { throw ValidationError("Kies --at-least of --worst.") }
    if let budget, budget.value <= 0 {
      throw ValidationError("--budget moet boven nul zijn.")
    }
  }

  func run() throws {
    try output.prepare()
    var target = try options.target(study, language: output.language)
    target.study.reportsGroups = aim == "groups"
    let question = try question(target)
    let document = try Simulating.attempt(language: output.language) { progress, isCancelled in
      let evaluator = try options.evaluator(of: target, chances: 1)
      let found = try BudgetOptimisation(
        of: evaluator, scenario: target.scenario, beside: target.beside, question: question,
        watch: StudyEvaluator.Watch(progress: progress, isCancelled: isCancelled))
      return found.document(study: evaluator.study, language: output.language)
    }
    try output.deliver(document)
  }

  private func question(_ target: AnalysisOptions.Target) throws -> BudgetOptimisation.Question {
    let study = target.study.under(reading: target.reading)
    let money = study.base.parameters.filter { $0.dimension == .money || $0.unit == "EUR" }.map(\.name)
    try Simulating.checked(
      measures.map(\.name), among: study.base.parameters.map(\.name), dutch: "aanname", english: "parameter",
      language: output.language)
    for measure in measures where !money.contains(measure.name) {
      throw failure(
        .wrongUsage,
        output.language == .dutch
          ? "\(measure.name) is geen bedrag. Bedragen zijn: \(money.joined(separator: ", "))."
          : "\(measure.name) is no amount of money. Amounts are: \(money.joined(separator: ", ")).")
    }
    let now = study.amounts(of: measures.map(\.name), in: target.scenario).reduce(0, +)
    let whole = budget?.value ?? now
    guard whole > 0 else {
      throw failure(
        .wrongUsage,
        output.language == .dutch
          ? "De maatregelen krijgen in \(target.scenario) nu niets: noem een bedrag met --budget."
          : "The measures get nothing in \(target.scenario) now: name an amount with --budget.")
    }
    let problem: BudgetProblem
    do {
      problem = try BudgetProblem(
        budget: whole,
        measures: measures.map {
          BudgetMeasure($0.name, minimumShare: ($0.least ?? 0) / whole, capacity: $0.most)
        })
    } catch let error as OptimisationError {
      throw failure(.wrongUsage, OptimisationWords.text(of: error, language: output.language))
    }
    return ask(problem, target)
  }

  private func ask(_ problem: BudgetProblem, _ target: AnalysisOptions.Target) -> BudgetOptimisation.Question
  {
    let chosen = aim ?? target.outcomes.first ?? ""
    var outcomes = aim == "groups" ? [] : [chosen]
    let groups = target.study.base.groups.map { OutcomeKey.ofGroup($0.name, .netExits) }
    if aim == "groups" { outcomes = groups }
    for key in target.outcomes + (frontier.map { [$0] } ?? []) where !outcomes.contains(key) {
      outcomes.append(key)
    }
    let goal: SplitAim =
      if aim == "groups" {
        .lowestFirst(outcomes: Array(groups.indices))
      } else if let atLeast {
        .chance(outcome: 0, atLeast: atLeast)
      } else if let worst {
        .expectedShortfall(outcome: 0, worstShare: worst.value)
      } else {
        .mean(outcome: 0)
      }
    let other =
      frontier.flatMap { outcomes.firstIndex(of: $0) } ?? (aim == "groups" ? nil : outcomes.indices.last)
    return BudgetOptimisation.Question(
      problem: problem, aim: goal, outcomes: outcomes,
      frontier: other.flatMap { $0 == 0 || aim == "groups" ? nil : (first: 0, second: $0) }, draws: draws,
      seed: options.random.seed)
  }
}

/// A measure with what it gets at least and at most: `budget-plekken=0:500000`.
struct MeasureBounds: ExpressibleByArgument {
  let name: String
  let least: Double?
  let most: Double?

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard let first = parts.first, !first.isEmpty else { return nil }
    name = first
    guard parts.count == 2 else {
      (least, most) = (nil, nil)
      return
    }
    let bounds = parts[1].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard bounds.count == 2 else { return nil }
    least = bounds[0].isEmpty ? nil : PlainNumber.read(bounds[0])
    most = bounds[1].isEmpty ? nil : PlainNumber.read(bounds[1])
    guard (bounds[0].isEmpty || least != nil) && (bounds[1].isEmpty || most != nil) else { return nil }
    if let least, least < 0 { return nil }
    if let most, most < (least ?? 0) { return nil }
  }
}
