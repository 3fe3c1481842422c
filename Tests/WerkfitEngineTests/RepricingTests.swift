import Foundation
import Testing
import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

/// A run that is priced again is the run that the changed study would have given.
@Suite("Other prices without simulating again")
struct RepricingTests {
  static func kept(_ replications: Int, chances: Int? = 1) -> RunSettings {
    var settings = PropertyTests.settings(replications)
    settings.chancesPerDraw = chances
    settings.keepsQuantities = true
    return settings
  }

  /// The study with a parameter at another value.
  static func setting(_ name: String, to value: Double, in study: Study) throws -> Study {
    var study = study
    let index = try #require(study.base.parameters.firstIndex { $0.name == name }, "\(name)")
    study.base.parameters[index].definition = .distribution(.fixed(value))
    return study
  }

  /// The largest difference between two tables, as share of the largest number of the column.
  ///
  /// A column that is nothing but what rounding left of much larger numbers is held against a millionth of those.
  static func difference(_ one: OutcomeTable, _ other: OutcomeTable) -> Double {
    guard one.outcomes == other.outcomes, one.scenarios == other.scenarios, one.rows == other.rows else {
      return .infinity
    }
    var worst = 0.0
    let floor = one.scenarios.flatMap { one.everything(in: $0) }.reduce(0) { max($0, abs($1)) } * 1e-6
    for scenario in one.scenarios.indices {
      for outcome in one.outcomes.indices {
        let (left, right) = (
          one.column(scenario: scenario, outcome: outcome), other.column(scenario: scenario, outcome: outcome)
        )
        let size = zip(left, right).reduce(floor) { max($0, abs($1.0), abs($1.1)) }
        for (a, b) in zip(left, right) where a != b { worst = max(worst, abs(a - b) / size) }
      }
    }
    return worst
  }

  /// The largest difference between two runs, in any table of any reading.
  static func difference(_ one: StudyResult, _ other: StudyResult) -> Double {
    zip(one.readings, other.readings).reduce(0) { worst, pair in
      var found = max(
        worst, difference(pair.0.sampled, pair.1.sampled),
        difference(pair.0.counterfactual, pair.1.counterfactual))
      if let left = pair.0.expected, let right = pair.1.expected {
        found = max(
          found, difference(left.table, right.table), difference(left.counterfactual, right.counterfactual))
      }
      return found
    }
  }

  static func gooi() throws -> Study {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try #require(
      StudyReader.read(file: root.appendingPathComponent("Scenarios/gooi-bijstelling-2020.yaml").path).study)
  }

  @Test(
    "The Gooi study, with all its scenarios and two readings, gives the same bits",
    arguments: [("toeslagen", 60.0), ("in-natura", 750), ("netto-loon", 1500), ("opbrengst-plek", 0.4)])
  func sameBits(parameter: String, value: Double) throws {
    let study = try Self.gooi()
    var settings = Self.kept(24, chances: 4)
    settings.readings = ["klassen", "crisis-diep"]
    let run = try simulate(study, settings: settings)
    let changed = try Self.setting(parameter, to: value, in: study)
    let again = try run.repriced(as: changed)
    let anew = try simulate(changed, settings: settings)
    #expect(Self.difference(run, anew) > 0)
    #expect(Self.difference(again, anew) == 0)
    #expect(try again.parameterDraws.map(\.values) == anew.parameterDraws.map(\.values))
    #expect(again.base.series[0].parties.isEmpty)
    #expect(again.base.series.map(\.occupancy) == anew.base.series.map(\.occupancy))
    // From a run that was priced again to the first one: nothing is lost.
    #expect(Self.difference(try again.repriced(as: study), run) == 0)
  }

  @Test("The benefit of the Gooi study, which follows time in two lines, agrees to 1e-9")
  func followsTime() throws {
    let study = try Self.gooi()
    var settings = Self.kept(24, chances: 4)
    settings.readings = ["buig-24"]
    let changed = try Self.setting("uitkering", to: 1_500, in: study)
    let again = try simulate(study, settings: settings).repriced(as: changed)
    #expect(Self.difference(again, try simulate(changed, settings: settings)) < 1e-9)
  }

  @Test(
    "A number that a rule reads is refused, with the rule and the number",
    arguments: [
      ("prijs-scholing", "trajecten.scholing", "prijs-scholing"),
      ("begeleiding", "trajecten.werkplek", "begeleiding"),
      ("kans-middel", "doelgroepen.", "kans-middel"),
    ])
  func refusesRules(parameter: String, rule: String, read: String) throws {
    let study = try Self.gooi()
    var settings = Self.kept(4, chances: 4)
    settings.readings = []
    let run = try simulate(study, settings: settings)
    let changed = try Self.setting(parameter, to: 0.02, in: study)
    let refusal = #expect(throws: RepricingRefusal.self) { try run.repriced(as: changed) }
    guard case .readByRule(let path, let parameter)? = refusal else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(path.hasPrefix(rule), "\(path)")
    #expect(parameter == read)
    #expect(refusal?.reason.english.contains(path) == true)
    #expect(refusal?.reason.dutch.contains(read) == true)
  }

  @Test("A run that kept nothing says so; more than amounts is refused by section")
  func refusesOther() throws {
    var study = try FundYearTests.study(FundYearTests.courses(fund: "amount: 5000"))
    var settings = PropertyTests.settings(3)
    let without = try simulate(study, settings: settings)
    #expect(throws: RepricingRefusal.notKept) { try without.repriced(as: study) }
    settings.keepsQuantities = true
    let run = try simulate(study, settings: settings)
    let same = study
    study.clock.steps = 12
    #expect(throws: RepricingRefusal.otherSection("clock")) { try run.repriced(as: study) }
    study = same
    study.base.states[1].label = "anders"
    #expect(throws: RepricingRefusal.otherSection("states")) { try run.repriced(as: study) }
  }

  @Test("A course of 1,000 that becomes 1,250, by hand; where the fund counts payments it is refused")
  func byHand() throws {
    let text = FundYearTests.courses(fund: "amount: 5000, commitment: start")
    var study = try FundYearTests.study(text)
    let run = try simulate(study, settings: Self.kept(3))
    study.base.prices[0].amount = .number(1_250)
    let again = try run.repriced(as: study).base.sampled
    // Five starts commit 1,000 each, whatever they then cost.
    #expect(again.values(of: "paid:pot", in: "met") == [6_250, 6_250, 6_250])
    #expect(again.values(of: "left:pot", in: "met") == [-1_250, -1_250, -1_250])
    #expect(again.values(of: "balance:gemeente", in: "met")?.allSatisfy { abs($0 + 6_250) < 200 } == true)
    var paying = try FundYearTests.study(FundYearTests.courses(fund: "amount: 5000, commitment: payment"))
    let payingRun = try simulate(paying, settings: Self.kept(3))
    paying.base.prices[0].amount = .number(1_250)
    #expect(throws: RepricingRefusal.readByRule("funds.pot", parameter: "prices.les")) {
      try payingRun.repriced(as: paying)
    }
  }

  @Test("A budget rule that counts a price refuses it; another course over time is refused")
  func budgetRule() throws {
    let study = try FundYearTests.study(BudgetRuleTests.text())
    let run = try simulate(study, settings: Self.kept(2))
    let changed = try Self.setting("deel", to: 0.9, in: study)
    #expect(throws: RepricingRefusal.readByRule("budgetRules.vangnet", parameter: "prices.uitkering")) {
      try run.repriced(as: changed)
    }
    var without = study
    without.base.budgetRules = []
    let plain = try simulate(without, settings: Self.kept(2))
    var later = without
    later.base.prices[0].amount = .call(
      .if, [.binary(.equal, .clock(.year), .number(2021)), .number(1_000), .number(1_600)])
    #expect(throws: RepricingRefusal.otherCourse("prices.uitkering")) { try plain.repriced(as: later) }
  }

  @Test("Every price of 90 generated studies: the same as anew, or refused for a reason")
  func generated() throws {
    var (repriced, refused) = (0, 0)
    for (seed, study) in PropertyTests.studies() {
      let settings = Self.kept(5)
      let run = try simulate(study, settings: settings)
      for index in study.base.prices.indices {
        var changed = study
        changed.base.prices[index].amount = .binary(.multiply, study.base.prices[index].amount, .number(1.37))
        let name = study.base.prices[index].name
        do {
          let again = try run.repriced(as: changed)
          let anew = try simulate(changed, settings: settings)
          #expect(Self.difference(again, anew) < 1e-9, "study \(seed), \(name)")
          repriced += 1
        } catch let refusal as RepricingRefusal {
          // Only a fund that counts payments reads a price there.
          guard case .readByRule(let path, _) = refusal else {
            Issue.record("study \(seed), \(name): \(refusal)")
            continue
          }
          #expect(path.hasPrefix("funds."), "study \(seed), \(name): \(path)")
          refused += 1
        }
      }
    }
    #expect(repriced > 300 && refused > 0, "\(repriced) priced again, \(refused) refused")
  }
}
