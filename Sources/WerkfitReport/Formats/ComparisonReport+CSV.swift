import WerkfitAnalysis
import WerkfitDecision

extension ComparisonReport {
  /// The comparison as CSV: one number a line, for a spreadsheet or a script.
  ///
  /// RFC 4180: commas between fields, CRLF at the end of a line, fields in quotes where needed; decimal
  /// points; no digits dropped. Columns: `reading` (empty is the base), `scenario`, `outcome`, `measure`,
  /// `value`, `unit`. Measures: `value.` and `difference.` (with the nulalternatief) followed by `mean`,
  /// `standardError`, `standardDeviation`, `median`, `lower80`, `upper80`, `lower95`, `upper95`; `chance`
  /// and `chance.standardError`; `ratio`, `ratio.standardError`, `ratio.lower80` … `ratio.upper95`; `months`
  /// for a payback. A ratio, a bound or a payback that does not exist has an empty value and the reason
  /// under `absence`. A criterion has its `ratio` and its `place`.
  public func csv() -> String {
    var table = LongTable()
    for reading in comparison.readings {
      for scenario in comparison.scenarios.indices {
        table.position = (reading.key ?? "", comparison.scenarios[scenario].key)
        for outcome in reading.outcomes {
          table.add(outcome.values[scenario], outcome.key, "value", unit: outcome.unit)
          table.add(outcome.differences[scenario], outcome.key, "difference", unit: outcome.unit)
        }
        if let economics = reading.economics[scenario] { add(economics, to: &table) }
        if reading.best.indices.contains(scenario) {
          table.add(reading.best[scenario], "best")
          table.line("regret", "mean", reading.regret[scenario], unit: "money")
        }
        if reading.deadweight.indices.contains(scenario) {
          table.add(reading.deadweight[scenario], "deadweight", unit: "ratio")
        }
        for ratio in reading.incremental where ratio.scenario == scenario {
          table.add(ratio.ratio, "\(ratio.cost)/\(ratio.effect)", unit: "ratio")
        }
        for worth in reading.flexibility where worth.scenario == scenario {
          let name = "flexibility:\(worth.reserve)"
          table.add(worth.netExits, name + ":netExits", "difference", unit: "persons")
          table.add(worth.balance, name + ":balance", "difference", unit: "money")
          table.add(worth.balanceSociety, name + ":balanceSociety", "difference", unit: "money")
        }
        for criterion in reading.criteria {
          table.add(criterion.figures[scenario], "criterion:\(criterion.key)", unit: criterion.unit)
          if let place = criterion.places[scenario] {
            table.line("criterion:\(criterion.key)", "place", Double(place), unit: "")
          }
        }
        for target in reading.targets { table.add(target.chances[scenario], "target:\(target.key)") }
      }
    }
    return table.text
  }

  private func add(_ economics: ScenarioEconomics, to table: inout LongTable) {
    table.add(economics.paysForItself, "paysForItself")
    table.add(economics.paysForItselfSociety, "paysForItselfSociety")
    table.add(
      economics.costPerDurableExit, "costPerDurableExit\(economics.durableMonths)", unit: "money")
    table.add(economics.benefitCostRatio, "benefitCostRatio", unit: "ratio")
    table.add(economics.breakEvenPerStarter, "breakEvenPerStarter", unit: "money")
    guard let payback = economics.payback else { return }
    if let point = payback.point {
      table.line("payback", "months", Double(point) * comparison.run.monthsPerStep, unit: "months")
    } else {
      table.line("payback", "absence", text: payback.kind.rawValue, unit: "")
    }
    if let share = payback.sharePaidBack { table.line("payback", "sharePaidBack", share, unit: "ratio") }
  }
}

/// Lines of CSV with one number each.
private struct LongTable {
  /// The reading and the scenario of the lines that follow.
  var position = (reading: "", scenario: "")
  private(set) var text = "reading,scenario,outcome,measure,value,unit\r\n"

  mutating func line(_ outcome: String, _ measure: String, _ value: Double, unit: String) {
    line(outcome, measure, text: value.csvField, unit: unit)
  }

  mutating func line(_ outcome: String, _ measure: String, text value: String, unit: String) {
    let fields = [position.reading, position.scenario, outcome, measure, value, unit]
    text += fields.map(\.csvField).joined(separator: ",") + "\r\n"
  }

  mutating func add(_ summary: Summary?, _ outcome: String, _ measure: String, unit: String) {
    guard let summary else { return }
    let values = [
      ("mean", summary.mean), ("standardError", summary.standardError),
      ("standardDeviation", summary.standardDeviation), ("median", summary.median),
      ("lower80", summary.interval80.lower), ("upper80", summary.interval80.upper),
      ("lower95", summary.interval95.lower), ("upper95", summary.interval95.upper),
    ]
    for (name, value) in values { line(outcome, "\(measure).\(name)", value, unit: unit) }
  }

  mutating func add(_ chance: Probability?, _ outcome: String) {
    guard let chance else { return }
    line(outcome, "chance", chance.probability, unit: "ratio")
    line(outcome, "chance.standardError", chance.standardError, unit: "ratio")
  }

  mutating func add(_ ratio: Ratio?, _ outcome: String, unit: String) {
    guard let ratio else { return }
    guard let value = ratio.value else {
      line(outcome, "ratio", text: "", unit: unit)
      line(outcome, "absence", text: ratio.absence?.rawValue ?? "", unit: "")
      return
    }
    line(outcome, "ratio", value, unit: unit)
    if let error = ratio.standardError { line(outcome, "ratio.standardError", error, unit: unit) }
    let bounds = [
      ("lower80", ratio.interval80?.lower), ("upper80", ratio.interval80?.upper),
      ("lower95", ratio.interval95?.lower), ("upper95", ratio.interval95?.upper),
    ]
    for (name, bound) in bounds {
      line(outcome, "ratio.\(name)", text: bound?.csvField ?? "", unit: unit)
    }
  }
}
