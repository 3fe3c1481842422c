import Foundation
import WerkfitAnalysis
import WerkfitStudy

/// The names of outcomes as people read them.
struct OutcomeNames: Sendable {
  let say: Wording
  /// The label of the perspective party, or nil.
  let perspective: PartyDescription?

  /// The name of an outcome of one scenario.
  func value(_ outcome: OutcomeComparison) -> String {
    withUnit(value(key: outcome.key, label: outcome.label), outcome)
  }

  /// The name of the outcome with a key, and the label that the study gives it.
  func value(key: String, label: String?) -> String {
    standard(key)?.value ?? part(key, label: label) ?? label ?? key
  }

  /// The name of an outcome as a difference with the nulalternatief.
  func difference(_ outcome: OutcomeComparison) -> String {
    if let name = standard(outcome.key)?.difference { return withUnit(name, outcome) }
    if outcome.key.hasPrefix("balance:") { return part(outcome.key, label: outcome.label) ?? outcome.key }
    return say("Verschil in: ", "Difference in: ") + value(outcome).trimmingCharacters(in: .whitespaces)
  }

  private func withUnit(_ name: String, _ outcome: OutcomeComparison) -> String {
    let isOwn = !["persons", "months", "money", ""].contains(outcome.unit)
    return isOwn ? "\(name) (\(outcome.unit))" : name
  }

  /// The name of an outcome that belongs to a part of the study.
  private func part(_ key: String, label: String?) -> String? {
    guard let colon = key.firstIndex(of: ":") else { return nil }
    let label = label ?? String(key[key.index(after: colon)...])
    switch key[..<colon] {
    case "balance" where key.contains("/"): return say("  waarvan \(label)", "  of which \(label)")
    case "balance":
      let isPerspective = perspective.map { key == OutcomeKey.balance(party: $0.key) } ?? false
      let name = isPerspective ? perspective?.label ?? label : label
      return say("Saldo voor \(name)", "Balance for \(name)")
    case "line": return say("Bedrag: \(label)", "Amount: \(label)")
    case "committed": return say("Toegezegd uit \(label)", "Committed from \(label)")
    case "paid": return say("Betaald uit \(label)", "Paid from \(label)")
    case "left": return say("Over van \(label)", "Left of \(label)")
    case "granted": return say("Uit reserve naar \(label)", "From reserve to \(label)")
    case "lapsed": return say("Vervallen van \(label)", "Lapsed of \(label)")
    case "shifted": return say("Verschoven naar \(label)", "Shifted to \(label)")
    case "notShifted":
      return say("Niet verschoven uit \(label): niet over", "Not shifted from \(label): not left")
    case "refusedMoney":
      return say("Niet begonnen: geen geld in \(label)", "Not started: no money in \(label)")
    case "refusedPlaces":
      return say("Niet begonnen: geen plek in \(label)", "Not started: no place in \(label)")
    case "occupied":
      return say("Bezette plekken, in maanden: \(label)", "Occupied place-months: \(label)")
    case "admitted":
      return say("Van de wachtlijst geplaatst: \(label)", "Admitted from the waiting list: \(label)")
    case "waitMonths":
      return say(
        "Wachttijd van wie geplaatst is, samen in maanden: \(label)",
        "Months waited by those admitted: \(label)")
    case "meanWait":
      return say("Gemiddelde wachttijd in maanden: \(label)", "Mean waiting time in months: \(label)")
    case "gaveUp":
      return say(
        "Weg van de wachtlijst zonder plek: \(label)", "Left the waiting list without a place: \(label)")
    case "waiting":
      return say("Maanden op de wachtlijst: \(label)", "Months on the waiting list: \(label)")
    case "waitingAtHorizon":
      return say(
        "Mensen op de wachtlijst aan het eind: \(label)", "People on the waiting list at the end: \(label)")
    case "started": return say("Begonnen aan \(label)", "Started \(label)")
    case "atHorizon": return say("Mensen aan het eind in: \(label)", "People at the end in: \(label)")
    case "months": return say("Maanden in: \(label)", "Months in: \(label)")
    default: return nil
    }
  }

  private func standard(_ key: String) -> (value: String, difference: String?)? {
    if let derived = DerivedOutcome(rawValue: key) {
      let name =
        derived == .benefitSaved
        ? say("Minder uitkering betaald", "Less benefit paid")
        : say("Minder maanden met uitkering", "Fewer months on benefit")
      return (name, name)
    }
    guard let outcome = StandardOutcome(rawValue: key) else { return nil }
    return people(outcome) ?? exits(outcome) ?? money(outcome)
  }

  private func people(_ outcome: StandardOutcome) -> (value: String, difference: String?)? {
    switch outcome {
    case .started: (say("Mensen begonnen", "People started"), nil)
    case .droppedOut: (say("Voortijdig gestopt", "Dropped out"), nil)
    case .completed: (say("Traject afgemaakt", "Completed"), nil)
    case .refusedPlaces: (say("Niet begonnen: geen plek", "Not started: no place"), nil)
    case .refusedMoney: (say("Niet begonnen: geen geld", "Not started: no money"), nil)
    case .relapses:
      (say("Weer in de uitkering na uitstroom", "Back on benefit after an exit"), nil)
    case .relapses12:
      (say("Weer in de uitkering binnen 12 maanden", "Back on benefit within 12 months"), nil)
    case .exitsToWork: (say("Alle stappen naar werk", "All moves into work"), nil)
    case .benefitMonths: (say("Maanden met uitkering", "Months on benefit"), nil)
    default: nil
    }
  }

  private func exits(_ outcome: StandardOutcome) -> (value: String, difference: String?)? {
    switch outcome {
    case .grossExits: (say("Uitstroom naar werk (bruto)", "Exits to work (gross)"), nil)
    case .nullExits:
      (say("  waarvan ook zonder traject", "  of which without a traject too"), nil)
    case .netExits:
      (
        say("Extra uitstroom naar werk (netto)", "Extra exits to work (net)"),
        say("Extra uitstroom naar werk (netto)", "Extra exits to work (net)")
      )
    case .grossExitsFullTime: (say("  bruto: voltijd", "  gross: full-time"), nil)
    case .grossExitsPartTime: (say("  bruto: deeltijd", "  gross: part-time"), nil)
    case .grossExitsSubsidised:
      (say("  bruto: met loonkostensubsidie", "  gross: with loonkostensubsidie"), nil)
    case .durableExits6: durable(6, gross: true)
    case .durableExits12: durable(12, gross: true)
    case .durableExits18: durable(18, gross: true)
    case .nullDurableExits6: durable(6, gross: false)
    case .nullDurableExits12: durable(12, gross: false)
    case .nullDurableExits18: durable(18, gross: false)
    case .netDurableExits6: netDurable(6)
    case .netDurableExits12: netDurable(12)
    case .netDurableExits18: netDurable(18)
    default: nil
    }
  }

  private func durable(_ months: Int, gross: Bool) -> (value: String, difference: String?) {
    gross
      ? (
        say("Duurzame uitstroom, \(months) maanden (bruto)", "Durable exits, \(months) months (gross)"), nil
      )
      : (say("  waarvan ook zonder traject", "  of which without a traject too"), nil)
  }

  private func netDurable(_ months: Int) -> (value: String, difference: String?) {
    let name = say(
      "Extra duurzame uitstroom (\(months) maanden zonder uitkering)",
      "Extra durable exits (\(months) months off benefit)")
    return (name, name)
  }

  private func money(_ outcome: StandardOutcome) -> (value: String, difference: String?)? {
    switch outcome {
    case .programmeCost:
      (say("Programmakosten", "Programme cost"), say("Extra programmakosten", "Extra programme cost"))
    case .benefitPaid: (say("Uitkering betaald", "Benefit paid"), nil)
    case .balanceSociety:
      (
        say("Saldo voor de samenleving", "Balance for society"),
        say("Saldo voor de samenleving", "Balance for society")
      )
    default: nil
    }
  }
}
