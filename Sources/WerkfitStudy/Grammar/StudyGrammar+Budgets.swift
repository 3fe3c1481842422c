extension StudyGrammar {
  static var shift: SectionDescription {
    SectionDescription(
      "Money that moves from one fund to another.", "Geld dat van het ene naar het andere budget gaat.",
      [
        label, note,
        KeyDescription(
          "from", .name, required: true, "The fund that gives; never more than it has left.",
          "Het budget dat geeft; nooit meer dan het over heeft."),
        KeyDescription("to", .name, required: true, "The fund that gets.", "Het budget dat krijgt."),
        KeyDescription("amount", .amount, required: true, "The amount, nominal.", "Het bedrag, nominaal."),
        KeyDescription(
          "at", .month, required: true, "The month, before its starts.",
          "De maand, vóór de starts van die maand."),
      ])
  }

  static var budgetRule: SectionDescription {
    SectionDescription(
      "A rule by which someone else pays part of what is spent beyond a budget, such as the vangnetuitkering.",
      "Een regel waarmee een ander meebetaalt boven een budget, zoals de vangnetuitkering.",
      [
        label,
        KeyDescription(
          "account", .account, required: true, "The account from which is spent; its party receives.",
          "De rekening waaruit wordt betaald; de partij ervan ontvangt."),
        KeyDescription("payer", .account, required: true, "Who pays.", "Wie meebetaalt."),
        KeyDescription(
          "budget", .amount, required: true, "The budget a year, nominal; may read year.",
          "Het budget per jaar, nominaal; mag year lezen."),
        KeyDescription(
          "other", .amount, "What is spent beside the study's price lines a year, nominal; may read year.",
          "Wat er buiten de prijzen van de studie per jaar wordt uitgegeven, nominaal; mag year lezen."),
        KeyDescription(
          "bands", .list(.section(.budgetBand), count: 1...20), required: true,
          "The bands, from low to high.",
          "De banden, van laag naar hoog."),
        from, until,
      ] + provenance)
  }

  static var budgetBand: SectionDescription {
    SectionDescription(
      "A band of spending beyond a budget.", "Een band van uitgaven boven een budget.",
      [
        KeyDescription(
          "above", .amount, required: true, "Where it begins, as share of the budget: 107.5%.",
          "Waar de band begint, als deel van het budget: 107.5%."),
        KeyDescription(
          "pays", .amount, required: true, "The share that is paid of what lies in the band.",
          "Het deel dat wordt betaald van wat in de band ligt."),
      ])
  }

  static var partyMember: SectionDescription {
    SectionDescription(
      "One of those who share the balance of a party.", "Een van degenen die het saldo van een partij delen.",
      [
        label,
        KeyDescription(
          "share", .amount, required: true, "The share of the balance; all shares sum to 100%.",
          "Het deel van het saldo; alle delen zijn samen 100%."),
      ])
  }
}
