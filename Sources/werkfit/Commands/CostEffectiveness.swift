import ArgumentParser
import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// `werkfit cost-effectiveness`: what money buys, and what to choose.
struct CostEffectiveness: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Laat zien wat elke keuze kost en doet, en wat te kiezen bij elke waarde van een effect.",
    discussion: """
      Voorbeelden:
        werkfit cost-effectiveness Scenarios/gooi-bijstelling-2020.yaml
        werkfit cost-effectiveness STUDIE --worth 0:200000:5 --also netExits
      """)

  @Argument(help: ArgumentHelp("Het studiebestand.", valueName: "studie"))
  var study: String

  @OptionGroup(title: "De keuze")
  var choice: ChoiceOptions

  @Option(help: ArgumentHelp("Wat een extra effect waard kan zijn, in euro.", valueName: "van:tot:stappen"))
  var worth: Steps = Steps(from: 0, to: 200_000, count: 5)

  @Option(
    name: .customLong("also"), parsing: .singleValue,
    help: ArgumentHelp(
      "Nog een effect waarvoor de kosten per eenheid worden getoond; mag vaker.", valueName: "sleutel"))
  var also: [String] = []

  @Option(help: ArgumentHelp("Het deel van de trekkingen dat als tegenvaller telt.", valueName: "10%"))
  var worst: Share = Share(0.1)

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func run() throws {
    try output.prepare()
    let study = try choice.load(self.study, language: output.language)
    let document = try Simulating.attempt(language: output.language) { progress, isCancelled in
      let watch = StudyEvaluator.Watch(progress: progress, isCancelled: isCancelled)
      let (result, sample) = try choice.sample(of: study, language: output.language, watch)
      var report = try FrontierReport(
        of: sample, reference: study.reference?.name ?? "", worths: worth.values, worstShare: worst.value)
      try Simulating.checked(
        also, among: result.base.sampled.outcomes.map(\.key), dutch: "uitkomst", english: "outcome",
        language: output.language)
      report.others = try also.compactMap { key in
        let other = try DecisionSample(
          of: result, scenarios: choice.scenarios, cost: choice.cost, effect: key)
        let pairs = try CostEffectSample(names: other.scenarios, costs: other.costs, effects: other.effects)
        return try other.effect.map { (effect: $0, frontier: try Frontier(of: pairs)) }
      }
      return report.document(
        study: study, language: output.language,
        computed: RunWording.computed(result, language: output.language), seed: choice.random.seed)
    }
    try output.deliver(document)
  }
}

/// Values in equal steps, such as `0:200000:5`: five values from 0 to 200,000.
struct Steps: ExpressibleByArgument {
  let from: Double
  let to: Double
  let count: Int

  init(from: Double, to: Double, count: Int) { (self.from, self.to, self.count) = (from, to, count) }

  init?(argument: String) {
    let parts = argument.split(separator: ":")
    guard parts.count == 3, let from = PlainNumber.read(String(parts[0])),
      let to = PlainNumber.read(String(parts[1])), let count = Int(parts[2]), from < to,
      (2...1000).contains(count)
    else { return nil }
    self.init(from: from, to: to, count: count)
  }

  var values: [Double] { (0..<count).map { from + (to - from) * Double($0) / Double(count - 1) } }
  var defaultValueDescription: String { "\(PlainNumber.text(from)):\(PlainNumber.text(to)):\(count)" }
}

extension PlainNumber {
  /// A number as it would be typed.
  static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
