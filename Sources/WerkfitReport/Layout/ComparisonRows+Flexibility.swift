import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension ComparisonRows {
  /// What reserves that learn are worth beside the same plan without them.
  var flexibilitySections: [ReportSection] {
    let party = comparison.run.perspective?.label ?? ""
    let besides = reading.flexibility.map(\.beside).reduce(into: [Int]()) { found, scenario in
      if !found.contains(scenario) { found.append(scenario) }
    }
    let rows = besides.flatMap { position -> [ReportRow] in
      let beside = comparison.scenarios[position].label
      func row(_ label: String, _ summary: (FlexibilityComparison) -> Summary?, unit: String) -> ReportRow {
        ReportRow(
          label,
          comparison.scenarios.indices.map { scenario in
            reading.flexibility.first { $0.scenario == scenario && $0.beside == position }
              .flatMap(summary).map { numbers.cell($0, unit: unit) }
          })
      }
      return [
        row(
          say("Extra uitstroom (netto) tegenover “\(beside)”", "Extra net exits beside “\(beside)”"),
          \.netExits, unit: "persons"),
        row(
          say("Saldo voor \(party) tegenover “\(beside)”", "Balance for \(party) beside “\(beside)”"),
          \.balance, unit: "money"),
        row(
          say("Saldo voor de samenleving tegenover “\(beside)”", "Balance for society beside “\(beside)”"),
          \.balanceSociety, unit: "money"),
      ]
    }
    let shown = rows.filter { !$0.isEmpty }
    return shown.isEmpty
      ? [] : [ReportSection(title: say("Wat bijsturen waard is", "What steering is worth"), rows: shown)]
  }
}
