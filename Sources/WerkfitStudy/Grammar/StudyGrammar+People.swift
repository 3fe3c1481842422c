extension StudyGrammar {
  /// A state, or shares of people over states.
  static var destinations: ValueShape { .either([.name, .map(to: .amount)]) }

  static var from: KeyDescription { KeyDescription("from", .month, "The first month.", "De eerste maand.") }
  static var until: KeyDescription {
    KeyDescription(
      "until", .month, "The first month in which it is over.", "De eerste maand waarin het voorbij is.")
  }

  static var doelgroep: SectionDescription {
    SectionDescription(
      "A group of people with the same chances.", "Een groep mensen met dezelfde kansen.",
      [
        label,
        KeyDescription(
          "size", .amount, "How many people there are at the start.", "Hoeveel mensen er bij de start zijn."),
        KeyDescription(
          "arrivals", .flow, "How many people arrive, such as 10 per month.",
          "Hoeveel mensen erbij komen, zoals 10 per month."),
        from, until,
        KeyDescription(
          "spread", .oneOf(ArrivalSpread.allCases.map(\.rawValue)),
          "How arrivals are spread over the steps: even (default) or poisson, a Poisson number each step.",
          "Hoe de instroom over de stappen is verdeeld: even (standaard) of poisson, elke stap een Poisson-aantal."
        ),
        KeyDescription(
          "supply", .oneOf(["on-demand"]), "People enter only when a traject takes them.",
          "Mensen doen pas mee als een traject hen opneemt."),
        KeyDescription(
          "in", destinations, required: true, "The state in which they start, or shares over states.",
          "De toestand waarin zij beginnen, of aandelen per toestand."),
        KeyDescription(
          "age", .quantity, "Their age in years at the start.", "Hun leeftijd in jaren bij de start."),
        KeyDescription(
          "parameters", .map(to: shortParameter), "Parameters with another value for this group.",
          "Parameters met een andere waarde voor deze groep."),
        KeyDescription(
          "classes", .map(to: .section(.hiddenClass)),
          "Hidden classes: people in the group whose chances differ, though nobody sees it beforehand.",
          "Verborgen klassen: mensen in de groep met andere kansen, zonder dat iemand dat vooraf ziet."),
      ],
      forms: [
        SectionForm(["size"]), SectionForm(["arrivals"], with: ["from", "until", "spread"]),
        SectionForm(["supply"]),
      ])
  }

  static var hiddenClass: SectionDescription {
    SectionDescription(
      "A part of a group with other chances.", "Een deel van een groep met andere kansen.",
      [
        label,
        KeyDescription(
          "share", .amount, required: true, "The share of the group, such as 30%.",
          "Het aandeel van de groep, zoals 30%."),
        KeyDescription(
          "parameters", .map(to: shortParameter), "Parameters with another value for this class.",
          "Parameters met een andere waarde voor deze klasse."),
      ])
  }

  static var kind: KeyDescription {
    KeyDescription(
      "kind", .oneOf(StateKind.allCases.map(\.rawValue)), "What it means for benefit and work.",
      "Wat het betekent voor uitkering en werk.")
  }

  static var onBenefit: KeyDescription {
    KeyDescription(
      "onBenefit", .flag, "Whether people in it receive bijstand; follows from kind by default.",
      "Of mensen bijstand krijgen; volgt standaard uit kind.")
  }

  static var state: SectionDescription {
    SectionDescription(
      "A state outside trajecten.", "Een toestand buiten trajecten.",
      [
        label, kind, onBenefit,
        KeyDescription(
          "moves", .map(to: .either([.chance, .section(.move)])),
          "The competing moves out of it: a chance for each target, or for each cause.",
          "De overgangen eruit: een kans per bestemming of per oorzaak."),
      ])
  }

  static var move: SectionDescription {
    SectionDescription(
      "A move out of a state.", "Een overgang uit een toestand.",
      [
        KeyDescription(
          "to", .name, "The state to which it leads; its own key by default.",
          "De toestand waar het heen gaat; standaard de eigen naam."),
        KeyDescription("chance", .chance, required: true, "The chance per period.", "De kans per periode."),
      ])
  }
}
