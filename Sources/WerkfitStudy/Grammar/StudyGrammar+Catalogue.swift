/// What both a study and a catalogue may hold, and a study may change of a catalogue.
extension StudyGrammar {
  /// The sections that stand in catalogues whole, and in a study whole or as a change.
  static var changeableInStudy: [KeyDescription] { [correlations, states, prices, outcomes] }

  /// The keys that a study without catalogues must have, because catalogues may give them.
  static let requiredWithoutCatalogues = ["states"]

  static var correlations: KeyDescription {
    KeyDescription(
      "correlations", .map(to: .section(.correlation)), "Parameters whose draws hang together.",
      "Parameters die samen hoger of lager uitvallen.")
  }

  static var states: KeyDescription {
    KeyDescription(
      "states", .map(to: .section(.state)), "The states outside trajecten, with the moves.",
      "De toestanden buiten trajecten, met de overgangen.")
  }

  static var prices: KeyDescription {
    KeyDescription(
      "prices", .map(to: .section(.priceLine)), "What things cost, who pays and who receives.",
      "Wat iets kost, wie betaalt en wie ontvangt.")
  }

  static var outcomes: KeyDescription {
    KeyDescription(
      "outcomes", .map(to: .section(.outcome)), "Outcomes other than money.", "Andere uitkomsten dan geld.")
  }

  static var unpriced: KeyDescription {
    KeyDescription(
      "unpriced", .anyNumber(.text), "Effects without a price (PM posts), in words.",
      "Effecten zonder prijs (PM-posten), in woorden.")
  }

  /// The same key in a study: entries may also change those of a catalogue, or drop them with `none`.
  static func changing(_ key: KeyDescription) -> KeyDescription {
    guard case .map(let name, .section(let section)) = key.shape else { return key }
    var changing = key
    changing.shape = .map(
      from: name, to: .either([.oneOf(["none"]), .section(section), .changes(to: section)]))
    return changing
  }
}
