extension StudyGrammar {
  private static var per: KeyDescription {
    KeyDescription(
      "per", .basis, required: true,
      "What it is counted per: month in A, move from A to B, start of X, place-month of P, study, month.",
      "Waarover het telt: month in A, move from A to B, start of X, place-month of P, study, month.")
  }

  private static var discount: KeyDescription {
    KeyDescription(
      "discount", .amount, "Its own discount rate a year.", "Een eigen discontovoet per jaar.")
  }

  static var party: SectionDescription {
    SectionDescription(
      "Someone who pays or receives.", "Iemand die betaalt of ontvangt.",
      [
        label,
        KeyDescription(
          "accounts", .map(to: .text), "Its accounts, with what readers see.",
          "De rekeningen, met wat lezers zien."),
        KeyDescription(
          "members", .map(to: .section(.partyMember)),
          "Those who share its balance, such as gemeenten of a region.",
          "Wie het saldo delen, zoals de gemeenten van een regio."),
      ])
  }

  static var priceLine: SectionDescription {
    SectionDescription(
      "An amount of money from one party to another.", "Een bedrag van de ene partij aan de andere.",
      [
        label, per,
        KeyDescription(
          "amount", .amount, required: true, "The amount each time.", "Het bedrag per keer."),
        KeyDescription("from", .account, required: true, "Who pays.", "Wie betaalt."),
        KeyDescription("to", .account, required: true, "Who receives.", "Wie ontvangt."),
        KeyDescription(
          "category", .oneOf(PriceCategory.allCases.map(\.rawValue)), "What it is for; other by default.",
          "Waarvoor het is; standaard other."),
        counted, discount,
        KeyDescription(
          "allow", .oneOf(["negative"]), "Says that the amount may be below zero.",
          "Zegt dat het bedrag onder nul mag zijn."),
      ] + provenance)
  }

  static var outcome: SectionDescription {
    var perOfOutcome = per
    perOfOutcome.isRequired = false
    return SectionDescription(
      "An outcome other than money.", "Een andere uitkomst dan geld.",
      [
        label,
        KeyDescription("unit", .text, required: true, "The unit, for readers.", "De eenheid, voor lezers."),
        perOfOutcome,
        KeyDescription("amount", .amount, "The amount each time.", "De hoeveelheid per keer."),
        KeyDescription(
          "lines", .list(.section(.outcomeLine)), "Several quantities, summed.",
          "Meer hoeveelheden, bij elkaar opgeteld."),
        counted, discount,
        KeyDescription(
          "better", .oneOf(["more", "less"]), "Whether more or less is better.", "Of meer of minder beter is."
        ),
      ], forms: [SectionForm(["per", "amount"]), SectionForm(["lines"])])
  }

  static var outcomeLine: SectionDescription {
    SectionDescription(
      "One term of an outcome.", "Een deel van een uitkomst.",
      [
        per,
        KeyDescription(
          "amount", .amount, required: true, "The amount each time.", "De hoeveelheid per keer."),
      ])
  }
}
