extension StudyGrammar {
  static var target: SectionDescription {
    SectionDescription(
      "A number to reach.", "Een doel om te halen.",
      [
        KeyDescription(
          "target", .comparison, required: true, "The comparison, such as >= 500 grossExits.",
          "De vergelijking, zoals >= 500 grossExits."),
        label,
      ] + provenance)
  }

  static var criterion: SectionDescription {
    SectionDescription(
      "A ground on which scenarios are judged.", "Een grond om scenario's op te beoordelen.",
      [
        label,
        KeyDescription(
          "of", .subject,
          "The outcome that is counted, beside the reference; without it nothing is computed.",
          "De uitkomst die telt, naast doorgaan zonder; zonder deze sleutel wordt niets berekend."),
        KeyDescription(
          "per", .subject, "The outcome that it is divided by.", "De uitkomst waardoor we delen."),
        KeyDescription("unit", .text, "The unit of the figure.", "De eenheid van het cijfer."),
        KeyDescription(
          "better", .oneOf(["more", "less"]), "Whether more or less is better; more by default.",
          "Of meer of minder beter is; standaard more."),
      ] + provenance)
  }

  static var observation: SectionDescription {
    SectionDescription(
      "A published figure.", "Een gepubliceerd cijfer.",
      [
        label,
        KeyDescription("value", .quantity, required: true, "The figure.", "Het cijfer."),
        KeyDescription("of", .quantity, "The number of people it rests on.", "Het aantal mensen erachter."),
        KeyDescription(
          "about", .subject, "The outcome, or people in states at a time.",
          "De uitkomst, of mensen in toestanden op een moment."),
        KeyDescription(
          "per", .subject, "The outcome that the figure is a share of, such as started.",
          "De uitkomst waar het cijfer een deel van is, zoals started."),
        KeyDescription(
          "scenario", .name, "The scenario it was published about; else the first that is not the reference.",
          "Het scenario waar het over gaat; anders het eerste naast doorgaan zonder."),
        KeyDescription(
          "status", .text,
          "What it is to the study, such as gereproduceerd or ingesteld.",
          "Wat het voor de studie is, zoals gereproduceerd of ingesteld."),
      ] + provenance)
  }

  /// What a reading or a scenario may change.
  private static var changes: [KeyDescription] {
    let none = ValueShape.oneOf(["none"])
    return [
      KeyDescription(
        "parameters", .map(to: .either([shortParameter, .changes(to: .parameter)])),
        "Parameters with another value.", "Parameters met een andere waarde."),
      KeyDescription(
        "doelgroepen", .map(to: .changes(to: .doelgroep)), "Changes to groups.", "Wijzigingen in doelgroepen."
      ),
      KeyDescription(
        "states", .map(to: .changes(to: .state)), "Changes to states.", "Wijzigingen in toestanden."),
      KeyDescription(
        "trajecten", .map(to: .changes(to: .traject)), "Changes to trajecten.", "Wijzigingen in trajecten."),
      KeyDescription(
        "places", .map(to: .changes(to: .placePool)), "Changes to places.", "Wijzigingen in plekken."),
      KeyDescription(
        "funds", .map(to: .changes(to: .fund)), "Changes to funds.", "Wijzigingen in budgetten."),
      KeyDescription(
        "reserves", .map(to: .changes(to: .reserve)), "Reserves that are added or changed.",
        "Reserves, erbij of gewijzigd."),
      KeyDescription(
        "shifts", .map(to: .changes(to: .shift)), "Shifts between funds, added or changed.",
        "Verschuivingen tussen budgetten, erbij of gewijzigd."),
      KeyDescription(
        "budgetRules", .map(to: .changes(to: .budgetRule)), "Changes to budget rules.",
        "Wijzigingen in budgetregels."),
      KeyDescription(
        "prices", .map(to: .either([none, .changes(to: .priceLine)])),
        "Changes to price lines; none removes one.", "Wijzigingen in prijzen; none haalt er een weg."),
      KeyDescription(
        "outcomes", .map(to: .changes(to: .outcome)), "Changes to outcomes.", "Wijzigingen in uitkomsten."),
    ]
  }

  static var reading: SectionDescription {
    SectionDescription(
      "Another way to read the sources; computed for every scenario.",
      "Een andere manier om de bronnen te lezen; elk scenario wordt er ook zo mee doorgerekend.",
      [label, note] + changes)
  }

  static var scenario: SectionDescription {
    SectionDescription(
      "A course of action; says only what differs.", "Een mogelijkheid; noemt alleen wat anders is.",
      [
        label, note,
        KeyDescription(
          "reference", .flag, "Whether it is the reference that others stand against.",
          "Of dit het nulalternatief is."),
        KeyDescription(
          "proposal", .flag,
          "Whether it is what is proposed: what is looked at where no scenario is named, and what the letter is about.",
          "Of dit het voorstel is: hierover gaat de brief, en hiernaar kijken we als er geen scenario is genoemd."
        ),
        KeyDescription("based", .name, "The scenario it builds on.", "Het scenario waarop dit voortbouwt."),
        KeyDescription(
          "offer", .map(to: .either([.oneOf(["none"]), .names, .changes(to: .offer)])),
          "What is offered to whom: a traject with a group; none withdraws it.",
          "Wat aan wie wordt aangeboden: een traject met een doelgroep; none trekt het aanbod in."),
      ] + changes)
  }

  static var offer: SectionDescription {
    SectionDescription(
      "To whom, from when and how fast a traject is offered.",
      "Aan wie, vanaf wanneer en hoe snel een traject wordt aangeboden.",
      [
        KeyDescription(
          "to", .either([.names, .map(to: .amount)]), required: true,
          "The group, or shares of the starts over groups.",
          "De doelgroep, of aandelen van de starts per doelgroep."),
        KeyDescription(
          "intake", .flow, "How many start, such as 5 per month.",
          "Hoeveel mensen starten, zoals 5 per month."),
        from, until,
        KeyDescription(
          "share", .amount, "The share of eligible people who get it; 100% by default.",
          "Het aandeel van de mensen dat het krijgt; standaard 100%."),
        KeyDescription(
          "in", .names, "The states from which people start; those of their group by default.",
          "De toestanden van waaruit mensen starten; standaard die van hun doelgroep."),
        KeyDescription("delay", .duration, "A delay of all starts.", "Uitstel van alle starts."),
        KeyDescription(
          "selection", .map(to: .either([.amount, .map(to: .amount)])),
          "Odds ratios of who gets it: per group, or per hidden class of a group; 1 by default.",
          "Kansverhoudingen van wie het krijgt: per doelgroep of per verborgen klasse; standaard 1."),
      ])
  }
}
