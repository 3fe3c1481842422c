import Testing
import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

/// Funds by calendar year, what they carry over, and shifts between them, worked out by hand.
@Suite("Funds over calendar years")
struct FundYearTests {
  /// A study from a text; problems become test failures.
  static func study(_ text: String) throws -> Study {
    let reading = StudyReader.read(text: text, name: "studie.yaml") { _ in nil }
    let problems = reading.diagnostics.filter { $0.severity == .error }.map { $0.text(in: .english) }
    return try #require(reading.study, "\(problems.joined(separator: "\n"))")
  }

  /// Every month one person asks to start a course of a month, from a fund with the given settings.
  static func courses(fund: String, price: String = "per: start of les, amount: 1000") -> String {
    """
    format: 1
    study: Lessen uit een jaarbudget
    clock: { start: 2021-01, horizon: 24 months }
    parties: { gemeente: { accounts: { pot: Pot } }, uitvoerder: Uitvoerder }
    doelgroepen: { mensen: { supply: on-demand, in: bijstand } }
    states: { bijstand: { kind: benefit }, weg: {} }
    trajecten:
      les: { phases: { cursus: { stay: 3 months } }, otherwise: weg, fund: pot, commits: 1000 }
    funds: { pot: { account: gemeente.pot, \(fund) } }
    prices: { les: { \(price), from: gemeente.pot, to: uitvoerder } }
    scenarios:
      niets: { reference: true }
      met: { offer: { les: { to: mensen, intake: 1 per month } } }
    """
  }

  /// One outcome of the scenario `met` in every replication and by expectation, which must all be the same number.
  static func value(_ study: Study, _ key: String) throws -> Double {
    var settings = PropertyTests.settings(5)
    var found = try #require(try simulate(study, settings: settings).base.sampled.values(of: key, in: "met"))
    settings.expectedOnly = true
    found += try #require(try simulate(study, settings: settings).base.sampled.values(of: key, in: "met"))
    #expect(found.allSatisfy { abs($0 - found[0]) < 1e-9 }, "\(key): \(found)")
    return found[0]
  }

  struct Case: Sendable {
    var settings: String
    var started: Double
    var lapsed: Double
    var left: Double
  }

  @Test(
    "What is left of 2021 lapses, goes on, or goes on up to a tenth of the amount of the year",
    arguments: [
      // 2021: 2 starts of 1,000 out of 2,500; 2022: 3 out of 3,000 and what was carried over.
      Case(settings: "carryOver: none", started: 5, lapsed: 500, left: 0),
      Case(settings: "carryOver: all", started: 5, lapsed: 0, left: 500),
      // At most 250 of the 500 goes on, and 250 is less than the 300 that may go on at the end of 2022.
      Case(settings: "carryOver: 10%", started: 5, lapsed: 250, left: 250),
      Case(settings: "carryOver: 20%", started: 5, lapsed: 0, left: 500),
    ])
  func carriesOver(_ expected: Case) throws {
    let study = try Self.study(
      Self.courses(
        fund: "amounts: { 2021: 2500, 2022: 3000 }, period: year, \(expected.settings)"))
    #expect(try Self.value(study, "started") == expected.started)
    #expect(try Self.value(study, "lapsed:pot") == expected.lapsed)
    #expect(try Self.value(study, "left:pot") == expected.left)
    #expect(try Self.value(study, "committed:pot") == 1000 * expected.started)
    #expect(try Self.value(study, "paid:pot") == 1000 * expected.started)
    #expect(try Self.value(study, "refusedMoney:pot") == 24 - expected.started)
  }

  @Test("What goes on pays for a start more; a formula that reads the year is the same as amounts by year")
  func carriedMoneyIsUsed() throws {
    for amount in [
      "amounts: { 2021: 2500, 2022: 2500 }", "amount: \"= if(year == 2021, 2500, 2500)\"", "amount: 2500",
    ] {
      let study = try Self.study(Self.courses(fund: "\(amount), period: year, carryOver: all"))
      #expect(try Self.value(study, "started") == 5)
      #expect(try Self.value(study, "left:pot") == 0)
    }
  }

  @Test("A year in which the fund is closed has no amount")
  func closedYear() throws {
    let study = try Self.study(
      Self.courses(fund: "amount: 2500, period: year, carryOver: all, until: 2021-07"))
    #expect(try Self.value(study, "started") == 2)
    #expect(try Self.value(study, "left:pot") == 500)
  }

  @Test(
    "Counting payments, a shortage is not hidden: it goes on to the next year and shows as less than nothing left"
  )
  func payments() throws {
    // 400 a month for three months. January: 2,000 left, a start; February: 1,600 left, a start; March: 1,200 paid,
    // 800 left, no start. Both cost 2,400: a shortage of 400. 2022: 1,600, two starts, a shortage of 800.
    let study = try Self.study(
      Self.courses(
        fund: "amount: 2000, period: year, commitment: payment",
        price: "per: month in cursus, amount: 400"
      )
      .replacingOccurrences("commits: 1000", with: "commits: 1200"))
    #expect(try Self.value(study, "started") == 4)
    #expect(try Self.value(study, "paid:pot") == 4800)
    #expect(try Self.value(study, "lapsed:pot") == 0)
    #expect(try Self.value(study, "left:pot") == -800)
  }

  @Test("A shift takes what is there and never more, and what could not be shifted is told")
  func shifts() throws {
    let study = try Self.study(
      """
      format: 1
      study: Een verschuiving
      clock: { start: 2021-01, horizon: 12 months }
      parties: { gemeente: { accounts: { een: Een, twee: Twee } }, uitvoerder: Uitvoerder }
      doelgroepen: { mensen: { supply: on-demand, in: bijstand } }
      states: { bijstand: { kind: benefit }, weg: {} }
      trajecten:
        a: { phases: { cursus-a: { stay: 2 months } }, otherwise: weg, fund: een, commits: 1000 }
        b: { phases: { cursus-b: { stay: 2 months } }, otherwise: weg, fund: twee, commits: 1000 }
      funds: { een: { account: gemeente.een, amount: 5500 }, twee: { account: gemeente.twee, amount: 1000 } }
      prices:
        a: { per: start of a, amount: 1000, from: gemeente.een, to: uitvoerder }
        b: { per: start of b, amount: 1000, from: gemeente.twee, to: uitvoerder }
      scenarios:
        niets: { reference: true }
        met:
          offer: { a: { to: mensen, intake: 1 per month, until: 2021-05 }, b: { to: mensen, intake: 1 per month } }
          shifts: { zomer: { from: een, to: twee, amount: 2000, at: 2021-07, note: Van een naar twee. } }
      """)
    // Fund een: 4 starts, 1,500 left in July, which is less than 2,000. Fund twee: a start in January, one in July.
    let expected: [(String, Double)] = [
      ("started:a", 4), ("started:b", 2), ("shifted:een", -1500), ("shifted:twee", 1500),
      ("notShifted:een", 500), ("notShifted:twee", 0), ("left:een", 0), ("left:twee", 500),
      ("refusedMoney:een", 0), ("refusedMoney:twee", 10),
    ]
    for (key, value) in expected { #expect(try Self.value(study, key) == value, "\(key)") }
  }

  @Test(
    "In every replication what yearly funds had is committed, lapsed or still there, and shifts give as much as they take"
  )
  func adsUp() throws {
    var seen = 0
    for (seed, study) in PropertyTests.studies()
    where study.base.funds.contains(where: { $0.commitment == .start }) {
      var study = study
      study.clock.start = CalendarMonth(year: 2021, month: 1)
      for index in study.base.funds.indices {
        study.base.funds[index].isYearly = true
        study.base.funds[index].carryOver = [.none, .all, .share(.number(0.1))][Int(seed % 3)]
      }
      let names = study.base.funds.map(\.name)
      if names.count > 1 {
        study.base.shifts = [
          FundShift(
            name: "v", from: names[0], to: names[1], amount: .number(5_000),
            month: CalendarMonth(year: 2021, month: 4))
        ]
      }
      let table = try simulate(study, settings: PropertyTests.settings(20)).base.sampled
      func column(_ key: String) -> [Double] { table.valuesOrZero(of: key, in: "met") }
      let steps = study.clock.steps
      let years = Set((0..<steps).map { study.clock.month(ofStep: $0).year })
      for fund in study.base.funds {
        guard case .number(let amount) = fund.amount else { continue }
        let open = years.count { year in
          (0..<steps).contains { step in
            study.clock.month(ofStep: step).year == year && step >= fund.from.map(study.clock.point) ?? 0
              && step < fund.until.map(study.clock.point) ?? .max
          }
        }
        let shifted = column("shifted:\(fund.name)")
        let lapsed = column("lapsed:\(fund.name)")
        let left = column("left:\(fund.name)")
        let paid = column("paid:\(fund.name)")
        let committed = column("committed:\(fund.name)")
        let ends = study.clock.month(ofStep: steps).year != study.clock.month(ofStep: steps - 1).year
        for row in 0..<table.rows {
          let had = amount * Double(open) + shifted[row]
          #expect(abs(had - paid[row] - left[row] - lapsed[row]) < 1e-6, "study \(seed), \(fund.name)")
          #expect(lapsed[row] >= 0)
          guard fund.commitment == .start else { continue }
          let rest = had - committed[row] - lapsed[row]
          #expect(rest >= -1e-6 * max(1, had), "study \(seed), \(fund.name): \(rest)")
          if ends && fund.carryOver == .none {
            #expect(abs(rest) < 1e-6, "study \(seed), \(fund.name): \(rest)")
          }
          seen += lapsed[row] > 0 ? 1 : 0
        }
      }
      // Whether two funds or, with a reserve, more: what some got, others gave.
      let shifted = study.base.funds.map { column("shifted:\($0.name)") }
      for row in 0..<(shifted.first?.count ?? 0) {
        #expect(abs(shifted.reduce(0) { $0 + $1[row] }) < 1e-6, "study \(seed)")
      }
    }
    #expect(seen >= 20)
  }

  @Test("Yearly funds and shifts have the law of the oracle")
  func agreesWithOracle() throws {
    var comparison = GlobalComparison()
    let runs = 100
    var seen = 0
    for seed in UInt64(1)...120 {
      var study = StudyGenerator.study(seed: seed)
      guard study.base.funds.contains(where: { $0.commitment == .start }) else { continue }
      seen += 1
      for index in study.base.funds.indices where study.base.funds[index].commitment == .start {
        study.base.funds[index].isYearly = true
        study.base.funds[index].carryOver = [.none, .all, .share(.number(0.25))][Int(seed % 3)]
        // A third of the amount each year, so that years matter.
        study.base.funds[index].amount = .binary(.divide, study.base.funds[index].amount, .number(3))
      }
      if study.base.funds.count > 1, study.base.funds.allSatisfy({ $0.commitment == .start }) {
        study.base.shifts = [
          FundShift(
            name: "v", from: study.base.funds[0].name, to: study.base.funds[1].name, amount: .number(3_000),
            month: study.clock.month(ofStep: min(3, study.clock.steps - 1)))
        ]
      }
      let sample = OracleSample(of: study, scenario: "met", runs: runs, seed: seed)
      var settings = PropertyTests.settings(runs, seed: 40_000 + seed)
      settings.chancesPerDraw = runs
      let table = try simulate(study, settings: settings).base.sampled
      let keys = ["started", "refusedMoney", "grossExits", "benefitMonths"]
      for (key, values) in sample.columns
      where keys.contains(key)
        || ["committed:", "lapsed:", "shifted:", "paid:"].contains(where: key.hasPrefix)
      {
        let name = key.split(separator: ":").first.map(String.init) ?? key
        comparison.add(study: seed, outcome: name, table.valuesOrZero(of: key, in: "met"), values)
      }
    }
    let verdict = comparison.verdict()
    #expect(seen >= 20)
    #expect(verdict.agrees, "\(verdict.findings.prefix(20).joined(separator: "\n"))")
  }

  @Test("Money that is not about people: three million of lost turnover over three months")
  func lostTurnover() throws {
    let study = try Self.study(
      """
      format: 1
      study: Gemiste omzet
      clock: { start: 2020-01, horizon: 12 months }
      parties: { werkbedrijf: Werkbedrijf }
      doelgroepen: { mensen: { size: 1, in: werk } }
      states: { werk: { kind: work } }
      prices:
        omzet: { per: month, amount: "= if(month >= 4, if(month <= 6, 1000000, 0), 0)", from: werkbedrijf, to: samenleving }
        vast: { per: month, amount: 500, from: werkbedrijf, to: samenleving }
        opbrengst: { per: month in werk, amount: 800, from: samenleving, to: werkbedrijf }
      scenarios: { met: { reference: true } }
      """)
    #expect(try Self.value(study, "line:omzet") == 3_000_000)
    #expect(try Self.value(study, "balance:werkbedrijf") == 12 * 800 - 12 * 500 - 3_000_000)
  }
}

extension String {
  fileprivate func replacingOccurrences(_ old: String, with new: String) -> String {
    split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }
}
