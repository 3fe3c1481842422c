import CGSL
import Foundation
import Testing
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

@testable import WerkfitAnalysis

/// Fits of small studies beside closed forms.
@Suite("Calibration of a study")
struct CalibrationTests {
  /// People on benefit who find work with a monthly chance of which a beta distribution is known.
  static func study(_ observations: [Observation], steps: Int = 6, size: Double = 40) -> Study {
    let base = StudyModel(
      parameters: [
        Parameter(
          name: "kans", definition: .distribution(.beta(alpha: 2, beta: 3)), dimension: .chance,
          provenance: Provenance(source: "verslag", at: "regel 7")),
        Parameter(name: "factor", definition: .distribution(.uniform(lower: 0.5, upper: 1.5))),
        Parameter(name: "los", definition: .distribution(.uniform(lower: 0, upper: 1))),
      ],
      groups: [
        Doelgroep(name: "groep", supply: .size(.number(size)), startingStates: [("uitkering", .number(1))])
      ],
      states: [
        StateDefinition(
          name: "uitkering", kind: .benefit, moves: [Exit(to: "werk", chance: Chance(.parameter("kans")))]),
        StateDefinition(name: "werk", kind: .work),
      ])
    return Study(
      title: "Klein", clock: StudyClock(start: CalendarMonth(year: 2021, month: 1), steps: steps), base: base,
      observations: observations, scenarios: [Scenario(name: "doorgaan", isReference: true)])
  }

  /// 12 of 40 in work after one month.
  static let twelve = Observation(
    name: "een-maand", value: 12, sampleSize: 40, subject: .occupancy(states: ["werk"], point: 1),
    status: .reproduced)

  private func settings(draws: Int = 1000) -> StudyCalibration.Settings {
    StudyCalibration.Settings(sampler: PosteriorSampler(warmUp: 200, draws: draws, leaps: true, seed: 3))
  }

  @Test("With a beta prior and k of n in one step the posterior is that of the closed form")
  func conjugate() throws {
    let fit = try StudyCalibration([Self.study([Self.twelve])], fit: ["kans"], settings: settings())
    #expect(fit.isExact)
    #expect(fit.hasConverged)
    // Beta(2 + 12, 3 + 28): mean 14/45, variance 14·31/(45²·46).
    let found = fit.summaries[0]
    #expect(abs(found.mean.value - 14.0 / 45) < 4.5 * found.mean.standardError)
    let deviation = (14.0 * 31 / (45 * 45 * 46)).squareRoot()
    #expect(abs(found.standardDeviation.value - deviation) < 4.5 * found.standardDeviation.standardError)
    for (probability, quantile) in zip(PosteriorSummary.probabilities, found.quantiles) {
      let exact = gsl_cdf_beta_Pinv(probability, 14, 31)
      #expect(
        abs(quantile.value - exact) < 5 * quantile.standardError, "\(probability): \(quantile), \(exact)")
    }
    // Only the first step is computed: nothing later was observed.
    #expect(fit.steps == [1])
  }

  @Test("Chains that only step find the same posterior as chains that leap too")
  func leaps() throws {
    var plain = settings(draws: 4000)
    plain.sampler.leaps = false
    let one = try StudyCalibration([Self.study([Self.twelve])], fit: ["kans"], settings: plain)
    let other = try StudyCalibration([Self.study([Self.twelve])], fit: ["kans"], settings: settings())
    let (first, second) = (one.summaries[0].mean, other.summaries[0].mean)
    let error = (pow(first.standardError, 2) + pow(second.standardError, 2)).squareRoot()
    #expect(abs(first.value - second.value) < 4.5 * error)
  }

  @Test("Two studies with the same parameter add what they saw")
  func several() throws {
    var other = Self.twelve
    (other.value, other.sampleSize) = (5, 10)
    let fit = try StudyCalibration(
      [Self.study([Self.twelve]), Self.study([other], size: 10)], fit: ["kans"], settings: settings())
    // Beta(2 + 17, 3 + 33).
    #expect(abs(fit.summaries[0].mean.value - 19.0 / 55) < 4.5 * fit.summaries[0].mean.standardError)
    #expect(fit.items.map(\.study) == [0, 1])
  }

  @Test("Of a parameter that does nothing nothing is learned, and it is said")
  func nothingLearned() throws {
    let fit = try StudyCalibration([Self.study([Self.twelve])], fit: ["kans", "los"], settings: settings())
    #expect(fit.identifiability.notInformed == ["los"])
    #expect(abs(fit.summaries[1].mean.value - 0.5) < 4.5 * fit.summaries[1].mean.standardError)
  }

  @Test("Counts that make up all of n are one division over classes: a Dirichlet posterior in one dimension")
  func classes() throws {
    var rest = Self.twelve
    (rest.name, rest.value, rest.subject) = ("nog", 28, .occupancy(states: ["uitkering"], point: 1))
    let fit = try StudyCalibration([Self.study([Self.twelve, rest])], fit: ["kans"], settings: settings())
    #expect(fit.items.map(\.names) == [["een-maand", "nog"]])
    #expect(fit.items[0].evidence == .classes([12, 28, 0]))
    // The same people twice would give Beta(26, 59): the posterior stays that of 12 of 40.
    #expect(abs(fit.summaries[0].mean.value - 14.0 / 45) < 4.5 * fit.summaries[0].mean.standardError)
    #expect(fit.checks[0].map(\.observed) == [12, 28])
  }

  @Test(
    "A number of people without n is a Poisson number, a share with n a binomial one, a mean has its error")
  func kinds() throws {
    var count = Self.twelve
    count.sampleSize = nil
    var share = Self.twelve
    (share.name, share.value, share.isPercentage) = ("deel", 0.3, true)
    share.subject = .outcome("deel-aan-werk")
    let study = Self.study([count, share])
    #expect(
      CalibrationChoice().items(of: study, fitted: []).used.map(\.evidence) == [
        .events(12), .count(12, of: 40),
      ])
    let known = CalibrationChoice(names: ["een-maand"], errors: ["een-maand": 2])
    #expect(known.items(of: study, fitted: []).used.map(\.evidence) == [.value(12, standardError: 2)])
  }

  @Test("Goals, arithmetic, contradictions and what the prior is made of are left out, with the reason")
  func leftOut() throws {
    func observation(_ name: String, _ status: ObservationStatus, at place: String? = nil) -> Observation {
      var found = Self.twelve
      (found.name, found.status, found.value) = (name, status, 7)
      found.statusText = status.rawValue
      if let place { found.provenance = Provenance(source: "verslag", at: place) }
      return found
    }
    let study = Self.study([
      observation("doel", .goal), observation("som", .arithmetic), observation("strijd", .contradicted),
      observation("onbekend", .untestable), observation("zelfde", .input, at: "regel 7"), Self.twelve,
    ])
    let found = CalibrationChoice().items(of: study, fitted: ["kans"])
    #expect(found.used.map(\.names) == [["een-maand"]])
    #expect(
      found.unused.map(\.reason) == [
        .status("doel, geen resultaat"), .status("rekenkundig"), .status("bron spreekt zichzelf tegen"),
        .status("niet toetsbaar"), .alreadyInPrior(["kans"]),
      ])
    // Asked for by name the last two are taken, with a warning; a goal never is.
    let asked = CalibrationChoice(names: ["doel", "onbekend", "zelfde"]).items(of: study, fitted: ["kans"])
    #expect(asked.used.map(\.names) == [["onbekend"], ["zelfde"]])
    #expect(asked.used.map(\.feeds) == [[], ["kans"]])
    #expect(asked.used.map(\.doubt) == ["niet toetsbaar", nil])
  }

  @Test("A number that is the sum of others is left out")
  func sums() {
    func count(_ name: String, _ value: Double) -> Observation {
      var found = Self.twelve
      (found.name, found.value, found.sampleSize) = (name, value, nil)
      return found
    }
    let found = CalibrationChoice().items(
      of: Self.study([count("alle", 418), count("vol", 318), count("deel", 100)]), fitted: [])
    #expect(found.used.flatMap(\.names) == ["vol", "deel"])
    #expect(found.unused.map(\.reason) == [.sum(of: ["vol", "deel"])])
  }

  @Test("Nothing to fit to, and nothing to fit, are errors of their own")
  func errors() throws {
    #expect(throws: StudyCalibrationError.noObservations([])) {
      try StudyCalibration([Self.study([])], fit: ["kans"])
    }
    #expect(throws: StudyCalibrationError.noParameters) {
      try StudyCalibration([Self.study([Self.twelve])], fit: [])
    }
    #expect(throws: SimulationError.unknown("kanz")) {
      try StudyCalibration([Self.study([Self.twelve])], fit: ["kanz"])
    }
  }

  @Test("The same seed gives the same draws for any number of threads")
  func repeats() throws {
    var one = settings(draws: 50)
    one.threads = 1
    var four = one
    four.threads = 4
    let study = Self.study([Self.twelve])
    let first = try StudyCalibration([study], fit: ["kans", "los"], settings: one)
    let second = try StudyCalibration([study], fit: ["kans", "los"], settings: four)
    #expect(first.posterior == second.posterior)
  }

  @Test("Made-up data give back what went in, and a fit that counts everybody twice is caught")
  func selfCheck() throws {
    var quick = settings(draws: 300)
    quick.sampler.chains = 4
    quick.sampler.warmUp = 150
    let study = Self.study([Self.twelve])
    let right = try CalibrationSelfCheck([study], fit: ["kans"], simulations: 100, settings: quick)
    #expect(right.passes, "\(right.ranks.parameters[0].histogram)")
    let wrong = try CalibrationSelfCheck([study], fit: ["kans"], simulations: 100, settings: quick) {
      evidence in
      guard case .count(let count, let total) = evidence else { return evidence }
      return .count(4 * count, of: 4 * total)
    }
    #expect(!wrong.passes, "\(wrong.ranks.parameters[0].histogram)")
  }

  @Test("Points computed one by one are those of a run of the study")
  func points() throws {
    let study = Self.study([Self.twelve])
    let key = OutcomeKey.observation("een-maand")
    let compiled = try CompiledPoints(
      study, scenario: "doorgaan", parameters: ["kans"], outcomes: [key, "atHorizon:werk"], chances: 10)
    let chances = [0.1, 0.5, 0, 1]
    let found = try compiled.values(at: chances.map { [$0] }).map { $0 ?? [] }
    for (chance, values) in zip(chances, found) {
      #expect(abs(values[0] - 40 * chance) < 1e-9)
      #expect(abs(values[1] - 40 * (1 - pow(1 - chance, 6))) < 1e-9)
    }
    // An impossible chance is no prediction, and harms none that follows.
    let after = try compiled.values(at: [[1.5], [0.5]])
    #expect(after[0] == nil)
    #expect(after[1] == found[1])
  }
}
