import Testing
import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

@Suite("The choice between scenarios")
struct DecisionSampleTests {
  private func sample(fixed: Bool = false, replications: Int = 20_000) throws -> DecisionSample {
    var settings = RunSettings()
    settings.replications = replications
    settings.threads = 2
    return try DecisionSample(
      of: try simulate(try LinearStudy.study(fixed: fixed), settings: settings), effect: "benefitMonths")
  }

  @Test("With every parameter fixed nothing is worth finding out, exactly")
  func fixed() throws {
    let sample = try sample(fixed: true, replications: 100)
    #expect(try perfectInformation(sample.netBenefits(worth: 0)).value == 0)
    #expect(sample.parameters.isEmpty)
  }

  @Test("The worth of knowing everything and of knowing one of two is that of the sum by hand")
  func closedForm() throws {
    // Net benefit X = 10 a − 30 b against 0, with U = 10 a uniform on 0…120 and V = 30 b uniform on 0…60.
    // E max(0, X) = E over V of (120 − V)² / 240 = (120³ − 60³) / (3 · 60 · 240) = 35, and E X = 30.
    let benefits = try sample().netBenefits(worth: 0)
    // The worth of knowing is the same for X and −X: the mean shows the sign. The sd of X is √(120² + 60²) / √12 = 38.73.
    let mean = benefits[1].reduce(0, +) / Double(benefits[1].count)
    #expect(abs(mean - 30) < 4.5 * 38.73 / Double(benefits[1].count).squareRoot(), "\(mean)")
    let all = try perfectInformation(benefits)
    #expect(abs(all.value - 5) < 4.5 * all.standardError, "\(all)")
    // Knowing a: E max(0, U − 30) = 90² / 240 = 33.75. Knowing b alone never changes the choice: 60 − V ≥ 0.
    let found = try partialInformation(benefits, parameters: try sample().parameters, sets: [["a"], ["b"]])
    #expect(
      abs(found[0].information.value - 3.75) < 4.5 * found[0].information.standardError + 0.05, "\(found[0])")
    #expect(found[1].information.value < 4.5 * found[1].information.standardError + 0.02, "\(found[1])")
  }

  @Test("What a party loses is what a choice costs")
  func cost() throws {
    let sample = try sample(replications: 200)
    #expect(sample.costKey == "balance:stad")
    let net = sample.netBenefits(worth: 0)
    #expect(net[0].allSatisfy { $0 == 0 })
    #expect(zip(net[1], sample.costs[1]).allSatisfy { $0 == -$1 })
  }
}
