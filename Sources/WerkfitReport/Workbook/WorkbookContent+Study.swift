import Foundation
import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension WorkbookContent {
  /// The content of the workbook of a study.
  ///
  /// - Parameter made: The day on which it is said to be made.
  public init(_ material: ExportMaterial, made: LetterDate) {
    let comparison = material.comparison
    let run = comparison.run
    let say = Wording(language: material.language)
    self.init(
      title: run.title, question: run.question, run: Run(material, made: made),
      scenarios: comparison.scenarios.map { Scenario(key: $0.key, label: $0.label, note: $0.note) },
      reference: comparison.reference, language: material.language, currency: run.currency)
    let lines = WorkbookLines(material)
    sentences = lines.sentences
    headlines = lines.headlines
    balance = lines.charts.headlineBalance?.key
    outcomes = lines.outcomes
    partyYears = lines.partyYears
    bookings = lines.bookings
    assumptions = material.study.base.parameters.compactMap { Assumption($0, material) }
    distributions = material.study.base.parameters.compactMap { ParameterDistribution($0, say) }
    draws = lines.draws
    funds = lines.funds
    unpriced = comparison.unpriced
    remarks = lines.notes.all
    terms = lines.terms
  }
}

extension WorkbookContent.Run {
  init(_ material: ExportMaterial, made: LetterDate) {
    let run = material.comparison.run
    let say = Wording(language: material.language)
    let numbers = NumberText(language: material.language, currency: run.currency)
    let notes = ReportNotes(comparison: material.comparison, say: say, numbers: numbers)
    let start = DateComponents(
      calendar: Calendar(identifier: .gregorian), timeZone: TimeZone(secondsFromGMT: 0), year: made.year,
      month: made.month, day: made.day)
    self.init(
      version: Program.version, seed: run.seed, replications: run.expectedOnly ? run.draws : run.replications,
      studyHash: material.studyHash, created: start.date ?? Date(timeIntervalSince1970: 0))
    file = run.files.first.map { String($0.split(separator: "/").last ?? "") }
    settings = [
      .init(say("Begin", "Begin"), numbers.month(run.start)), .init(say("Horizon", "Horizon"), notes.horizon),
      .init(say("Geld", "Money"), notes.discounting),
      .init(say("Doorrekeningen", "Replications"), RunWords(run: run, say: say, numbers: numbers).computed),
      .init(say("Toevalsstroom", "Random stream"), "\(run.stream)"),
    ]
  }
}

/// The parts of a workbook that need the whole comparison.
struct WorkbookLines {
  let material: ExportMaterial
  let say: Wording
  let numbers: NumberText

  init(_ material: ExportMaterial) {
    self.material = material
    say = Wording(language: material.language)
    numbers = NumberText(language: material.language, currency: material.comparison.run.currency)
  }

  var comparison: StudyComparison { material.comparison }
  var base: ReadingComparison { comparison.base }
  var charts: StudyCharts {
    StudyCharts(comparison: comparison, focus: material.focus, language: material.language)
  }
  var names: OutcomeNames { OutcomeNames(say: say, perspective: comparison.run.perspective) }
  var notes: ReportNotes { ReportNotes(comparison: comparison, say: say, numbers: numbers) }

  /// What it comes down to.
  var sentences: [String] {
    SummarySentences(comparison: comparison, focus: material.focus, say: say, numbers: numbers).all
  }

  /// The rows of the first sheet.
  var headlines: [WorkbookContent.Headline] {
    comparison.headlineKeys.filter { !$0.contains("/") }.map { key in
      let isDifference =
        key.hasPrefix("balance") || key.hasPrefix("net") || DerivedOutcome(rawValue: key) != nil
      return .init(key, isDifference: isDifference)
    }
  }

  /// The outcomes that stand in the comparison: the headline, all balances, and those of the study itself.
  var outcomes: [WorkbookContent.Outcome] {
    let headline = Set(comparison.headlineKeys)
    return base.outcomes.filter { outcome in
      headline.contains(outcome.key) || outcome.key.hasPrefix("balance") || !outcome.key.contains(":")
    }.map { outcome in
      WorkbookContent.Outcome(
        key: outcome.key, label: names.value(outcome).trimmed, unit: outcome.unit,
        values: outcome.values.map { $0.map(WorkbookContent.Estimate.init) },
        differences: outcome.differences.map { $0.map(WorkbookContent.Estimate.init) },
        differenceLabel: names.difference(outcome).trimmed,
        note: outcome.isNominal ? say("niet contant gemaakt", "not discounted") : nil)
    }
  }

  /// The funds whose amounts stand in the study as fixed numbers: what they paid and have left, beside that.
  var funds: [WorkbookContent.Fund] {
    let prefix = OutcomeKey.paid(fund: "")
    return base.outcomes.filter { $0.key.hasPrefix(prefix) }.compactMap { outcome in
      let key = String(outcome.key.dropFirst(prefix.count))
      func means(_ key: String) -> [Double] {
        let found = base.outcome(key)
        return comparison.scenarios.indices.map { found?.values[$0]?.mean ?? 0 }
      }
      let (shifted, lapsed) = (means(OutcomeKey.shifted(fund: key)), means(OutcomeKey.lapsed(fund: key)))
      let amounts = comparison.scenarios.compactMap {
        material.study.amount(ofFund: key, scenario: $0.key)
      }
      guard amounts.count == comparison.scenarios.count else { return nil }
      return WorkbookContent.Fund(
        label: outcome.label ?? key,
        budget: amounts.indices.map { amounts[$0] + shifted[$0] - lapsed[$0] },
        paid: means(outcome.key), left: means(OutcomeKey.left(fund: key)))
    }
  }

  private var parties: [WorkbookContent.Party] {
    let lines = material.courses.courses.first?.balances ?? []
    return lines.filter { $0.key != Party.society }.map {
      .init(key: $0.key, label: $0.label, outcome: "balance:" + $0.key)
    }
  }

  /// Amounts by calendar year and party.
  var partyYears: WorkbookContent.PartyYears? {
    let courses = material.courses
    guard comparison.run.hasMoney, !parties.isEmpty else { return nil }
    let yearOf = courses.calendar.map { Int($0.prefix(4)) ?? 0 }
    let years = Array(Set(yearOf)).sorted()
    func table(_ lines: [ScenarioCourses.Line]) -> [[Double]] {
      years.map { year in
        parties.map { party in
          guard let line = lines.first(where: { $0.key == party.key }) else { return 0 }
          return zip(yearOf, line.mean).reduce(0) { $1.0 == year ? $0 + $1.1 : $0 }
        }
      }
    }
    return WorkbookContent.PartyYears(
      years: years, parties: parties, amounts: courses.courses.map { table($0.balances) },
      differences: courses.courses.map { $0.flows.isEmpty ? [] : table($0.flows) },
      societyOutcome: base.outcome("balanceSociety") == nil ? nil : "balanceSociety",
      perspective: comparison.run.perspective.flatMap { own in parties.firstIndex { $0.key == own.key } },
      note: say(
        "Contant gemaakt. Een verschil telt mensen die er bij doorgaan zonder niet zijn, naast zichzelf zonder traject.",
        "Discounted. A difference counts people who are not there without, beside themselves without a traject."
      ))
  }

  /// The price lines, each with who pays and who receives.
  var bookings: [WorkbookContent.Booking] {
    let lines = material.study.scenarios.flatMap { material.study.model(scenario: $0.name).prices }
    var seen: Set<String> = []
    return lines.compactMap { line in
      guard seen.insert(line.name).inserted, let outcome = base.outcome(OutcomeKey.line(line.name)) else {
        return nil
      }
      let position = { (account: Account) in parties.firstIndex { $0.key == account.party } }
      return WorkbookContent.Booking(
        key: line.name, label: line.label, from: position(line.from), to: position(line.to),
        amounts: outcome.values.map { $0?.mean ?? 0 })
    }
  }

  /// The draws of the assumptions, and per scenario the headline outcomes.
  var draws: WorkbookContent.Draws? {
    let source = material.draws
    let keys = source.outcomes.filter { comparison.headlineKeys.contains($0.key) }
    let total = source.values(of: keys.first?.key ?? "", scenario: 0).count
    let shown = min(total, StudyWorkbook.mostDraws)
    guard shown > 0 else { return nil }
    let chances = max(source.chancesPerDraw, 1)
    var columns = source.parameters.map { parameter in
      let known = material.study.base.parameters.first { $0.name == parameter.name }
      return WorkbookContent.Draws.Column(
        key: parameter.name, label: known?.label ?? parameter.name, scenario: nil,
        unit: known?.dimension == .money ? "money" : known?.dimension == .chance ? "share" : "",
        values: (0..<shown).map { row in
          let draw = row / chances
          return parameter.values.indices.contains(draw) ? parameter.values[draw] : .nan
        })
    }
    for (scenario, _) in source.scenarios.enumerated() {
      columns += keys.map { outcome in
        WorkbookContent.Draws.Column(
          key: outcome.key, label: names.value(key: outcome.key, label: outcome.label).trimmed,
          scenario: scenario, unit: outcome.unit,
          values: Array(source.values(of: outcome.key, scenario: scenario).prefix(shown)))
      }
    }
    return WorkbookContent.Draws(numbers: Array(0..<shown), columns: columns, total: total)
  }

  /// Terms that readers may not know.
  var terms: [WorkbookContent.Term] {
    [
      .init(
        say("Doorrekening", "Replication"),
        say(
          "Eén keer uitrekenen hoe het kan gaan, met toeval en met getrokken aannames.",
          "Working out once how it may go, with chance and with drawn assumptions.")),
      .init(
        say("80% en 95%", "80% and 95%"),
        say(
          "Tussen deze grenzen ligt de uitkomst in 80 of 95 van de 100 doorrekeningen.",
          "The outcome lies between these bounds in 80 or 95 of 100 replications.")),
      .init(
        say("Verschil", "Difference"),
        say(
          "Wat een scenario meer of minder geeft dan doorgaan zonder.",
          "What a scenario gives more or less than going on without.")),
      .init(say("PM", "PM"), say("Telt wel, maar heeft geen prijs.", "Counts, but has no price.")),
    ]
  }
}

extension WorkbookContent.Estimate {
  init(_ summary: Summary) {
    let hasSpread = summary.standardDeviation > 0
    self.init(
      summary.mean,
      interval80: hasSpread ? .init(summary.interval80.lower, summary.interval80.upper) : nil,
      interval95: hasSpread ? .init(summary.interval95.lower, summary.interval95.upper) : nil)
  }
}
