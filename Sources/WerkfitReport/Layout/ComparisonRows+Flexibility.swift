import WerkfitAnalysis
import WerkfitStudy

extension ComparisonRows {
  /// What reserves that learn are worth beside the same plan without them.
  var flexibilitySections: [ReportSection] {
    let party = comparison.run.perspective?.label ?? ""
    let rows = reading.flexibility.flatMap { worth -> [ReportRow] in
      let beside = comparison.scenarios[worth.beside].label
      func row(_ label: String, _ summary: Summary?, unit: String) -> ReportRow {
        ReportRow(
          label,
          comparison.scenarios.indices.map { scenario in
            scenario == worth.scenario ? summary.map { numbers.cell($0, unit: unit) } : nil
          })
      }
      return [
        row(
          say("Extra uitstroom (netto) tegenover “\(beside)”", "Extra net exits beside “\(beside)”"),
          worth.netExits, unit: "persons"),
        row(
          say("Saldo voor \(party) tegenover “\(beside)”", "Balance for \(party) beside “\(beside)”"),
          worth.balance, unit: "money"),
        row(
          say("Saldo voor de samenleving tegenover “\(beside)”", "Balance for society beside “\(beside)”"),
          worth.balanceSociety, unit: "money"),
      ]
    }
    let shown = rows.filter { !$0.isEmpty }
    return shown.isEmpty
      ? [] : [ReportSection(title: say("Wat bijsturen waard is", "What steering is worth"), rows: shown)]
  }
}
