import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension CouncilLetter {
  /// What speaks for the plan: only what its interval carries.
  var arguments: [String] {
    var found: [String] = []
    if let balance = balance(), BalanceVerdict(balance) == .gain {
      found.append(money.sentence(balance, plan: plan, party: party, period: period))
    }
    if let extra = difference("netExits"), BalanceVerdict(extra) == .gain {
      found.append(people.extra(extra))
    }
    if let society = economics?.netPresentValueSociety, BalanceVerdict(society) == .gain {
      found.append(
        say("De samenleving als geheel: ", "Society as a whole: ") + money.change(society) + ".")
    }
    found += base.targets.compactMap { target in
      guard let chance = target.chances[findings.focus], chance.probability >= ChanceWords.likely else {
        return nil
      }
      return targetSentence(target, chance)
    }
    found += partyChanges.filter { $0.verdict == .gain }.map { $0.text + "." }
    return found
  }

  /// What speaks against the plan, and what to mind.
  var caveats: [String] {
    var found: [String] = []
    if let balance = balance(), BalanceVerdict(balance) != .gain {
      found.append(money.sentence(balance, plan: plan, party: party, period: period))
    }
    if let extra = difference("netExits"), BalanceVerdict(extra) != .gain {
      found.append(people.extra(extra))
    }
    found += base.targets.compactMap { target in
      guard let chance = target.chances[findings.focus], chance.probability < ChanceWords.likely else {
        return nil
      }
      return targetSentence(target, chance)
    }
    found += partyChanges.filter { $0.verdict == .loss }.map { $0.text + "." }
    found += base.overspent.filter { $0.scenario == findings.focus }.map { fund in
      say(
        "Uit ‘\(fund.label.markdown)’ kan meer geld gaan dan er is, \(chances.frequency(fund.chance.probability)).",
        "More may be paid from ‘\(fund.label.markdown)’ than it has, \(chances.frequency(fund.chance.probability))."
      )
    }
    found += certaintyWithoutTargets
    if let unpriced = unpricedList { found.append(unpriced) }
    return found
  }

  /// The targets with what is expected and a traffic light in symbol and words, or nil.
  var indicators: String? {
    let rows = base.targets.compactMap { target -> [String]? in
      guard let chance = target.chances[findings.focus] else { return nil }
      return [
        target.label.markdown, numbers.number(target.value, place: 0), numbers.percent(chance.probability),
        light(chance.probability),
      ]
    }
    let table = PipeTable(
      header: [
        say("Indicator", "Indicator"), say("Streefwaarde", "Target value"), say("Kans", "Chance"),
        say("Stoplicht", "Traffic light"),
      ], rows: rows, words: [3])
    return rows.isEmpty ? nil : table.markdown
  }

  private func light(_ chance: Double) -> String {
    let shown = (chance * 100).rounded() / 100
    if shown >= ChanceWords.likely { return say("● op koers", "● on course") }
    return shown >= 0.33 ? say("◆ onzeker", "◆ uncertain") : say("○ niet op koers", "○ off course")
  }

  /// Starts by calendar year, or nil where nothing starts.
  var activities: String? {
    guard let course = focusCourse, course.starts.contains(where: { $0 > 0 }) else { return nil }
    let sums = byYear(course.starts).filter { abs($0.value) > 0.05 }
    return PipeTable(
      header: [say("Jaar", "Year")] + sums.map(\.year),
      rows: [
        [say("Mensen die beginnen (verwachting)", "People who start (expected)")]
          + sums.map { numbers.number($0.value, place: 0) }
      ]
    ).markdown
  }

  /// Money by calendar year per party, in thousands, beside going on without; or nil without money.
  var years: String? {
    guard let course = focusCourse, run.hasMoney else { return nil }
    let lines = course.flows.filter { line in line.mean.contains { abs($0) >= 0.5 } }
    guard let first = lines.first else { return nil }
    // The point at the horizon falls in a year of which nothing is counted.
    let all = byYear(first.mean).map(\.year)
    let counted = all.indices.filter { year in
      lines.contains { abs(byYear($0.mean)[year].value) >= 0.5 }
    }
    guard let last = counted.last else { return nil }
    let years = Array(all.prefix(last + 1))
    let rows = lines.map { line in
      let sums = byYear(line.mean).prefix(last + 1).map(\.value)
      return [line.label.markdown] + (sums + [sums.reduce(0, +)]).map { numbers.number($0 / 1000, place: 0) }
    }
    return PipeTable(
      header: [say("Saldo per jaar", "Balance by year")] + years + [say("Samen", "Together")], rows: rows
    ).markdown
  }

  /// What is expected at the end of each calendar year beside going on without, or nil where nobody moves.
  var expected: String? {
    guard let course = focusCourse, findings.focus != comparison.reference,
      findings.nominal.courses.indices.contains(comparison.reference)
    else { return nil }
    let beside = findings.nominal.courses[comparison.reference]
    let calendar = findings.nominal.calendar.map { $0.prefix(4) }
    // What stands at the first point of the next year is how the year ends.
    let ends = calendar.indices.dropFirst().filter { calendar[$0] != calendar[$0 - 1] }
    func net(_ states: Set<String>, _ course: ScenarioCourses.Course, at point: Int) -> Double {
      func sum(_ lines: [ScenarioCourses.Line]) -> Double {
        lines.filter { states.contains($0.key) }.reduce(0) { $0 + $1.mean[point] }
      }
      return sum(course.people) - sum(course.peopleWithout)
    }
    func row(_ label: String, _ states: Set<String>, sign: Double) -> [String] {
      [label]
        + ends.map { point in
          let value = sign * (net(states, course, at: point) - net(states, beside, at: point))
          return numbers.number(value, place: abs(value) < 9.95 ? -1 : 0)
        }
    }
    guard !ends.isEmpty, !findings.workStates.isEmpty else { return nil }
    return PipeTable(
      header: [say("Verwacht verschil op 31 december", "Expected difference on 31 December")]
        + ends.map { String(calendar[$0 - 1]) },
      rows: [
        row(say("Extra mensen aan het werk", "Extra people in work"), findings.workStates, sign: 1),
        row(
          say("Minder mensen met een uitkering", "Fewer people on benefit"), findings.benefitStates, sign: -1),
      ]
    ).markdown
  }

  private var focusCourse: ScenarioCourses.Course? {
    let courses = findings.nominal.courses
    return courses.indices.contains(findings.focus) ? courses[findings.focus] : nil
  }

  /// Sums of a line by calendar year.
  private func byYear(_ values: [Double]) -> [(year: String, value: Double)] {
    zip(findings.nominal.calendar, values).reduce(into: []) { sums, item in
      let year = String(item.0.prefix(4))
      if sums.last?.year == year { sums[sums.count - 1].value += item.1 } else { sums.append((year, item.1)) }
    }
  }
}
