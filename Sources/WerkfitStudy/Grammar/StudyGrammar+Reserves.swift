extension StudyGrammar {
  static var reserve: SectionDescription {
    SectionDescription(
      "Money that is held back and given to the measure that did best so far.",
      "Geld dat achter de hand blijft en gaat naar de maatregel die het tot dan het beste deed.",
      [
        label,
        KeyDescription(
          "fund", .name, required: true, "The fund that holds the money.", "Het budget waar het geld in zit."),
        KeyDescription(
          "reviews", .list(.month, count: 1...120), required: true,
          "The months in which is decided; at each an equal part of what is left.",
          "De maanden waarin wordt beslist; telkens een gelijk deel van wat er nog is."),
        KeyDescription(
          "best", .oneOf(ReserveRule.allCases.map(\.rawValue)),
          "What decides: exitsPerEuro (default), exitsPerStart, or first (nothing is learned).",
          "Wat beslist: exitsPerEuro (standaard), exitsPerStart, of first (er wordt niets geleerd)."),
        KeyDescription(
          "measures", .map(to: .section(.reserveMeasure)), required: true,
          "The trajecten that can get the money, and what it buys.",
          "De trajecten die het geld kunnen krijgen, en wat het koopt."),
      ])
  }

  static var reserveMeasure: SectionDescription {
    SectionDescription(
      "What the money of a reserve buys.", "Wat het geld van een reserve koopt.",
      [
        KeyDescription(
          "perStart", .amount, "What a start costs: the money becomes extra intake.",
          "Wat een start kost: het geld wordt extra instroom."),
        KeyDescription(
          "perPlaceMonth", .amount, "What a place costs a month: the money becomes extra places.",
          "Wat een plek per maand kost: het geld wordt extra plekken."),
      ], forms: [SectionForm(["perStart"]), SectionForm(["perPlaceMonth"])])
  }
}
