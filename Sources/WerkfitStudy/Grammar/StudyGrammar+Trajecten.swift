extension StudyGrammar {
  static var traject: SectionDescription {
    SectionDescription(
      "A programme: a chain of phases.", "Een traject: een keten van fasen.",
      [
        label,
        KeyDescription(
          "phases", .map(to: .section(.phase)), required: true, "The phases, in order.",
          "De fasen, op volgorde."),
        KeyDescription(
          "otherwise", destinations, "Where people go after the last phase.",
          "Waar mensen heen gaan na de laatste fase."),
        KeyDescription(
          "lockIn", .anyNumber(.section(.lockIn)),
          "How it changes chances while it runs.",
          "Hoe het traject kansen verandert zolang het loopt."),
        KeyDescription(
          "gain", .anyNumber(.section(.gain)), "How it changes chances afterwards.",
          "Hoe het traject kansen daarna verandert."),
        KeyDescription(
          "dropoutsKeepGain", .flag, "Whether people who drop out have the gain too (default true).",
          "Of wie voortijdig stopt het latere effect ook heeft (standaard wel)."),
        KeyDescription(
          "places", .either([.name, .section(.placeUse)]), "The pool whose places participants occupy.",
          "De plekken die deelnemers bezetten."),
        KeyDescription("fund", .name, "The fund that pays.", "Het budget dat betaalt."),
        KeyDescription(
          "commits", .amount, "The money that a start commits from the fund.",
          "Het bedrag dat een start van het budget vastlegt."),
      ])
  }

  static var phase: SectionDescription {
    SectionDescription(
      "A part of a traject.", "Een deel van een traject.",
      [
        label, kind, onBenefit,
        KeyDescription(
          "stay", .either([.duration, .section(.stay)]), "How long it lasts.", "Hoe lang de fase duurt."),
        KeyDescription(
          "waitsFor", .name, "The pool for whose places people wait; the next phase occupies them.",
          "De plekken waarop mensen wachten; de volgende fase bezet ze."),
        KeyDescription(
          "extension", .section(.stayExtension), "A single extension at its planned end.",
          "Een eenmalige verlenging aan het geplande eind."),
        KeyDescription(
          "hoursPerWeek", .amount, "Hours a week; hours in stay are then hours of the programme.",
          "Uren per week; uren in stay zijn dan uren van het programma."),
        KeyDescription(
          "exits", .map(to: .either([.chance, .section(.exit)])),
          "The competing exits: a chance for each target, or for each cause.",
          "De uitgangen: een kans per bestemming of per oorzaak."),
        KeyDescription(
          "otherwise", destinations, "Where people go when the stay ends; the next phase by default.",
          "Waar mensen heen gaan als de fase is afgelopen; standaard de volgende fase."),
      ],
      forms: [
        SectionForm(["stay"], with: ["extension", "hoursPerWeek", "otherwise"]), SectionForm(["waitsFor"]),
      ])
  }

  static var exit: SectionDescription {
    SectionDescription(
      "A way out of a phase.", "Een uitgang uit een fase.",
      [
        KeyDescription(
          "to", .name, "The state or phase to which it leads; its own key by default.",
          "De toestand of fase waar het heen gaat; standaard de eigen naam."),
        KeyDescription("chance", .chance, required: true, "The chance per period.", "De kans per periode."),
        KeyDescription(
          "dropout", .flag, "Whether it counts as drop-out; true by default for an exit to benefit.",
          "Of het telt als uitval; standaard true voor een uitgang naar een uitkering."),
      ])
  }

  static var stay: SectionDescription {
    SectionDescription(
      "How long a phase lasts for people who do not leave it earlier.",
      "Hoe lang een fase duurt voor wie niet eerder weggaat.",
      [
        KeyDescription(
          "max", .duration, "The same length for all; with completion the longest.",
          "Voor iedereen dezelfde duur; met completion de langste duur."),
        KeyDescription(
          "uniform", .list(.duration, count: 2...2), "Any length between two equally likely.",
          "Elke duur tussen twee grenzen is even waarschijnlijk."),
        KeyDescription(
          "triangular", .list(.duration, count: 3...3), "Shortest, most likely and longest.",
          "Kortste, meest waarschijnlijke en langste duur."),
        KeyDescription("min", .duration, "The shortest length.", "De kortste duur."),
        KeyDescription(
          "completion", .chance, "The chance to be ready, from the shortest length on.",
          "De kans om klaar te zijn, vanaf de kortste duur."),
        KeyDescription(
          "lengths", .map(from: .duration, to: .amount), "Stated lengths with their shares.",
          "Genoemde duren met hun aandelen."),
      ],
      forms: [
        SectionForm(["completion", "max"], with: ["min"]), SectionForm(["max"]), SectionForm(["uniform"]),
        SectionForm(["triangular"]), SectionForm(["lengths"]),
      ])
  }

  static var stayExtension: SectionDescription {
    SectionDescription(
      "A single extension.", "Een eenmalige verlenging.",
      [
        KeyDescription(
          "chance", .amount, required: true, "The share of people who are extended.",
          "Het aandeel mensen dat verlenging krijgt."),
        KeyDescription("by", .duration, required: true, "By how long.", "Met hoe lang."),
      ])
  }

  private static var effectSize: [KeyDescription] {
    [
      KeyDescription(
        "parameter", .name, required: true, "The parameter that changes.", "De parameter die verandert."),
      KeyDescription("hazardRatio", .amount, "Multiplies the rate.", "Vermenigvuldigt het tempo."),
      KeyDescription("riskRatio", .amount, "Multiplies the probability.", "Vermenigvuldigt de kans."),
      KeyDescription(
        "addedChance", .either([.chance, .quantity]), "Is added to the probability.", "Komt bij de kans."),
    ]
  }

  private static var effectForms: [SectionForm] {
    [SectionForm(["hazardRatio"]), SectionForm(["riskRatio"]), SectionForm(["addedChance"])]
  }

  static var lockIn: SectionDescription {
    SectionDescription(
      "An effect while the traject runs.", "Een effect zolang het traject loopt.", effectSize,
      forms: effectForms)
  }

  static var gain: SectionDescription {
    SectionDescription(
      "An effect after the traject.", "Een effect na het traject.",
      effectSize + [
        KeyDescription(
          "after", .oneOf(EffectOrigin.allCases.map(\.rawValue)),
          "From when it counts: the start or the end of the traject; end by default.",
          "Vanaf wanneer het telt: de start of het eind van het traject; standaard end."),
        KeyDescription(
          "halfLife", .duration, "The time in which it halves.", "De tijd waarin het effect halveert."),
        KeyDescription(
          "until", .duration, "The time after which it is over.", "De tijd waarna het effect stopt."),
      ], forms: effectForms)
  }

  static var placeUse: SectionDescription {
    SectionDescription(
      "Which phases occupy a place.", "Welke fasen een plek bezetten.",
      [
        KeyDescription("pool", .name, required: true, "The pool of places.", "De plekken."),
        KeyDescription(
          "phases", .anyNumber(.name),
          "The phases that occupy a place; all by default, or all after the waiting list.",
          "De fasen die een plek bezetten; standaard allemaal, of alle na de wachtlijst."),
        KeyDescription(
          "uses", .amount, "How many places a person occupies, such as 0.5 for half days; 1 by default.",
          "Hoeveel plekken een deelnemer bezet, zoals 0.5 voor halve dagen; standaard 1."),
      ])
  }

  static var placePool: SectionDescription {
    SectionDescription(
      "A number of places.", "Een aantal plekken.",
      [
        label,
        KeyDescription(
          "capacity", .amount, required: true, "How many places there are.", "Hoeveel plekken er zijn."),
        KeyDescription(
          "rotating", .flag, "Whether a freed place takes the next person; true by default.",
          "Of een vrije plek naar de volgende gaat; standaard true."),
        KeyDescription(
          "emptyBetween", .duration, "How long a freed place stays empty.",
          "Hoe lang een vrije plek leeg blijft."),
        from, until,
        KeyDescription(
          "order", .oneOf(AdmissionOrder.allCases.map(\.rawValue)),
          "Who of the waiting list goes first; first-come by default.",
          "Wie van de wachtlijst eerst gaat; standaard first-come (wie het langst wacht)."),
        KeyDescription(
          "priority", .list(.name, count: 1...1_000),
          "The doelgroepen and trajecten that go first, with order: priority.",
          "De doelgroepen en trajecten die voorgaan, bij order: priority."),
        KeyDescription(
          "earmarked", .map(to: .amount), "How many places are only for a doelgroep.",
          "Hoeveel plekken alleen voor een doelgroep zijn."),
        KeyDescription(
          "admits", .amount, "How many people of the waiting list are admitted at a point at most.",
          "Hoeveel mensen van de wachtlijst er per stap hoogstens bij komen."),
      ])
  }

  static var fund: SectionDescription {
    SectionDescription(
      "Money from which trajecten are paid.", "Een budget waaruit trajecten worden betaald.",
      [
        label,
        KeyDescription(
          "amount", .amount,
          "The amount, nominal; with period: year the amount of each year, which may read year.",
          "Het bedrag, nominaal; met period: year het bedrag per jaar, dat year mag lezen."),
        KeyDescription(
          "amounts", .map(to: .amount),
          "The amount of each calendar year; years that are not named have none.",
          "Het bedrag per kalenderjaar; jaren die er niet staan hebben niets."),
        KeyDescription(
          "period", .oneOf(["year"]), "Says that the amount is for each calendar year.",
          "Zegt dat het bedrag voor elk kalenderjaar is."),
        KeyDescription(
          "carryOver", .either([.oneOf(["none", "all"]), .amount]),
          "What goes on to the next year: none (default), all, or up to a share of the year's amount.",
          "Wat meegaat naar het volgende jaar: none (standaard), all, of tot een deel van het jaarbedrag."),
        KeyDescription(
          "account", .account, required: true, "The account from which it pays.",
          "De rekening waaruit het betaalt."),
        from, until,
        KeyDescription(
          "commitment", .oneOf(CommitmentRule.allCases.map(\.rawValue)),
          "When money counts as used; start by default.", "Wanneer geld telt als gebruikt; standaard start."),
      ], forms: [SectionForm(["amount"]), SectionForm(["amounts"])])
  }
}
