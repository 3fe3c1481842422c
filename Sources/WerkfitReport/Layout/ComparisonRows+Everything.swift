import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension ComparisonRows {
  /// Everything that the study can say.
  var everything: [ReportSection] {
    let sections = [
      section(
        say("Deelnemers", "Participants"),
        values: keys([.started, .droppedOut, .completed, .refusedPlaces, .refusedMoney])
          + keys(withPrefix: "started:")),
      section(
        say("Uitstroom naar werk", "Exits to work"),
        values: keys([
          .grossExits, .grossExitsFullTime, .grossExitsPartTime, .grossExitsSubsidised, .nullExits,
        ]), differences: keys([.netExits])),
      ReportSection(
        title: "", rows: comparison.isReferenceAlone ? [] : [deadweightRow].filter { !$0.isEmpty }),
      section(
        say("Duurzame uitstroom", "Durable exits"), values: keys([.durableExits6, .nullDurableExits6]),
        differences: keys([.netDurableExits6])),
      section(
        "", values: keys([.durableExits12, .nullDurableExits12]), differences: keys([.netDurableExits12])),
      section(
        "", values: keys([.durableExits18, .nullDurableExits18]), differences: keys([.netDurableExits18])),
      section(
        say("Terugval en uitkering", "Relapse and benefit"),
        values: keys([.relapses12, .relapses, .exitsToWork, .benefitMonths]),
        differences: [DerivedOutcome.benefitMonthsSaved.rawValue]),
      section(
        say("Geld", "Money"), values: keys([.programmeCost, .benefitPaid]),
        differences: keys([.programmeCost]) + [DerivedOutcome.benefitSaved.rawValue]
          + keys(withPrefix: "balance:") + keys([.balanceSociety])),
      worth,
      section(
        say("Plekken en fondsen", "Places and funds"),
        values: [
          "occupied:", "refusedPlaces:", "meanWait:", "admitted:", "gaveUp:", "waiting:", "waitingAtHorizon:",
          "committed:", "paid:", "shifted:", "notShifted:", "granted:", "lapsed:", "left:", "refusedMoney:",
        ].flatMap(keys(withPrefix:)).filter { !$0.hasPrefix("refused") || isAnyRefused($0) }),
      section(say("Andere uitkomsten", "Other outcomes"), values: ownKeys, differences: ownKeys),
      incremental,
      section(
        say("Bedragen per prijsregel (verschil)", "Amounts by price line (difference)"),
        differences: keys(withPrefix: "line:")),
      section(
        say("Waar mensen zijn", "Where people are"),
        values: keys(withPrefix: "atHorizon:") + keys(withPrefix: "months:")),
    ]
    return (sections + targetSections + flexibilitySections + criteriaSections).filter { !$0.rows.isEmpty }
  }

  private func keys(_ outcomes: [StandardOutcome]) -> [String] { outcomes.map(\.rawValue) }

  private func keys(withPrefix prefix: String) -> [String] {
    reading.outcomes.map(\.key).filter { $0.hasPrefix(prefix) }
  }

  private var ownKeys: [String] {
    reading.outcomes.map(\.key).filter { key in
      !key.contains(":") && StandardOutcome(rawValue: key) == nil && DerivedOutcome(rawValue: key) == nil
    }
  }

  private func section(_ title: String, values: [String] = [], differences: [String] = []) -> ReportSection {
    let valueRows = values.compactMap { reading.outcome($0).map(valueRow) }
    let differenceRows =
      comparison.isReferenceAlone ? [] : differences.compactMap { reading.outcome($0).map(differenceRow) }
    return ReportSection(title: title, rows: (valueRows + differenceRows).filter { !$0.isEmpty })
  }

  /// What the money is worth: values, ratios, payback and chances.
  private var worth: ReportSection {
    let economics = reading.economics
    let party = comparison.run.perspective?.label ?? ""
    let months = economics.compactMap { $0 }.first?.durableMonths ?? 12
    let money = { (summary: Summary?) in summary.map { numbers.cell($0, unit: "money") } }
    let rows = [
      ReportRow(
        say("Netto contante waarde voor \(party)\u{a0}*", "Net present value for \(party)\u{a0}*"),
        economics.map { money($0?.netPresentValue) }),
      ReportRow(
        say("Netto contante waarde voor de samenleving\u{a0}*", "Net present value for society\u{a0}*"),
        economics.map { money($0?.netPresentValueSociety) }),
      ReportRow(
        say(
          "Extra programmakosten per extra duurzame uitstroom (\(months) maanden)",
          "Extra programme cost per extra durable exit (\(months) months)"),
        economics.map { $0?.costPerDurableExit.map { ratioCell($0, unit: "money") } }),
      ReportRow(
        say(
          "Opbrengst voor \(party) per euro programmakosten\u{a0}*",
          "Benefit for \(party) per euro of programme cost\u{a0}*"),
        economics.map { $0?.benefitCostRatio.map { ratioCell($0, unit: "") } }),
      breakEvenRow,
      ReportRow(
        say("Terugverdiend voor \(party)\u{a0}*", "Paid back for \(party)\u{a0}*"),
        economics.map { $0?.payback.map(paybackCell) }),
      ReportRow(
        say(
          "  deel van de grootste tussenstand dat aan het eind terug is",
          "  share of the deepest balance that is back at the end"),
        economics.map { entry in entry?.payback?.sharePaidBack.map { Cell(numbers.percent($0)) } }),
      ReportRow(
        say(
          "Kans dat het zich terugbetaalt voor \(party)\u{a0}*",
          "Chance that it pays for itself for \(party)\u{a0}*"),
        economics.map { $0?.paysForItself.map(chanceCell) }),
      ReportRow(
        say(
          "Kans dat het zich terugbetaalt voor de samenleving\u{a0}*",
          "Chance that it pays for itself for society\u{a0}*"),
        economics.map { $0.map { chanceCell($0.paysForItselfSociety) } }),
      ReportRow(
        say(
          "Kans op het hoogste saldo van alle scenario's", "Chance of the highest balance of all scenarios"),
        reading.best.map(chanceCell)),
      ReportRow(
        say("Gemiddeld gemist saldo als dit de keuze is", "Mean balance forgone by this choice"),
        reading.regret.map { Cell(numbers.quantity($0, error: max(abs($0) / 100, 1), unit: "money")) }),
    ]
    guard comparison.run.hasMoney, !comparison.isReferenceAlone else {
      return ReportSection(title: "", rows: [])
    }
    return ReportSection(
      title: say("Wat het geld waard is", "What the money is worth"), rows: rows.filter { !$0.isEmpty })
  }

  /// Extra cost per extra unit of each effect.
  private var incremental: ReportSection {
    let effects = reading.incremental.map(\.effect).reduce(into: [String]()) { found, effect in
      if !found.contains(effect) { found.append(effect) }
    }
    let rows = effects.map { effect in
      let name = reading.outcome(effect).map(names.value) ?? effect
      return ReportRow(
        say("Extra kosten per extra eenheid: \(name)", "Extra cost per extra unit: \(name)"),
        comparison.scenarios.indices.map { scenario in
          reading.incremental.first { $0.effect == effect && $0.scenario == scenario }
            .map { ratioCell($0.ratio, unit: "ratio") }
        })
    }
    return ReportSection(title: say("Kosten en effect", "Cost and effect"), rows: rows)
  }

  // MARK: Cells in words

  /// A ratio, or in words why there is none.
  func ratioCell(_ ratio: Ratio, unit: String) -> Cell {
    guard let value = ratio.value else {
      return Cell(say("bestaat niet: ", "does not exist: ") + absence(ratio))
    }
    let scale = NumberText.scale(unit: unit, largest: abs(value))
    let error = ratio.standardError ?? 0
    let text =
      unit == "" && error == 0
      ? numbers.number(value, place: -2)
      : numbers.quantity(value, error: error, unit: unit, scale: scale)
    return Cell(
      text, interval80: bounds(ratio.interval80, error: 1.7 * error, unit: unit, scale: scale),
      interval95: bounds(ratio.interval95, error: 2.7 * error, unit: unit, scale: scale))
  }

  private func bounds(
    _ bounds: Ratio.Bounds?, error: Double, unit: String, scale: NumberText.Scale
  ) -> String? {
    guard let lower = bounds?.lower else { return nil }
    let text = { (value: Double) in
      numbers.quantity(value, error: error, unit: unit, scale: scale, withSign: false)
    }
    guard let upper = bounds?.upper else {
      return say("\(text(lower)) of meer, zonder grens", "\(text(lower)) or more, without bound")
    }
    return lower == upper ? nil : say("\(text(lower)) tot \(text(upper))", "\(text(lower)) to \(text(upper))")
  }

  private func absence(_ ratio: Ratio) -> String {
    switch ratio.absence {
    case .zeroDenominator: say("er is niets om door te delen", "there is nothing to divide by")
    case .indistinguishableFromZero:
      say("het verschil is niet van nul te onderscheiden", "the difference cannot be told from zero")
    case .negativeDenominator: say("het verschil is negatief", "the difference is negative")
    case .changesSign:
      say(
        "in \(numbers.percent(ratio.shareWithout)) van de doorrekeningen is er geen winst",
        "in \(numbers.percent(ratio.shareWithout)) of the draws there is no gain")
    case .nothingSpent: say("er zijn geen extra kosten", "there are no extra costs")
    case nil: ""
    }
  }

  /// A payback in words.
  func paybackCell(_ payback: Payback) -> Cell {
    let run = comparison.run
    switch payback.kind {
    case .within:
      let months = Double(payback.point ?? 0) * run.monthsPerStep
      let length = numbers.number(months, place: months == months.rounded() ? 0 : -1)
      let month = payback.point.flatMap { run.calendar.indices.contains($0) ? run.calendar[$0] : nil }
      let date = month.map { " (\(numbers.month($0)))" } ?? ""
      return Cell(say("na \(length) maanden\(date)", "after \(length) months\(date)"))
    case .notWithinHorizon: return Cell(say("niet binnen de looptijd", "not within the horizon"))
    case .neverBelowZero:
      return Cell(say("staat nooit in de min", "is never below zero"))
    case .noDifference: return Cell(say("geen verschil", "no difference"))
    }
  }
}
