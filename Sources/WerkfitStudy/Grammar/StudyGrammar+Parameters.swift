extension StudyGrammar {
  static var correlation: SectionDescription {
    SectionDescription(
      "Parameters whose draws hang together: a Gaussian copula, or rows of a list.",
      "Parameters die samen hoger of lager uitvallen: een Gauss-copula, of rijen van een lijst.",
      [
        KeyDescription(
          "between", .names, required: true, "The parameters, such as A | B | C.",
          "De parameters, zoals A | B | C."),
        KeyDescription(
          "correlation", .quantity, "The correlation of every pair, from -1 to 1.",
          "De correlatie van elk paar, van -1 tot 1."),
        KeyDescription(
          "matrix", .list(.list(.quantity)), "All correlations, a row for each parameter.",
          "Alle correlaties, een rij voor elke parameter."),
        KeyDescription(
          "rows", .oneOf(["same"]), "Each draw takes the same row of all their empirical values.",
          "Elke trekking neemt dezelfde rij van al hun empirical waarden."),
      ] + provenance,
      forms: [SectionForm(["correlation"]), SectionForm(["matrix"]), SectionForm(["rows"])])
  }

  /// A parameter in short (a number, chance, duration or formula) or in full.
  static var parameterValue: ValueShape { .either([shortParameter, .section(.parameter)]) }

  /// A number, chance, duration or formula.
  static var shortParameter: ValueShape { .either([.amount, .chance, .duration]) }

  static var parameter: SectionDescription {
    SectionDescription(
      "A number with a name: fixed, computed or uncertain.",
      "Een getal met een naam: vast, berekend of onzeker.",
      [
        KeyDescription(
          "value", shortParameter,
          "A fixed value, or the mean where sd or interval is given.",
          "Een vaste waarde, of het gemiddelde als er sd of interval bij staat."),
        KeyDescription(
          "sd", .quantity, "The standard deviation of value.", "De standaardafwijking van value."),
        KeyDescription(
          "interval", .list(.quantity, count: 2...2), "The 95% interval of value: low and high.",
          "Het 95%-interval van value: laag en hoog."),
        KeyDescription(
          "expression", .formula, "A formula over other parameters, tables and clocks.",
          "Een formule met andere parameters, tabellen en klokken."),
        KeyDescription(
          "beta", .either([.list(.quantity, count: 2...2), .section(.beta)]),
          "A beta distribution, for a share or chance between 0 and 1.",
          "Een bètaverdeling, voor een aandeel of kans tussen 0 en 1."),
        KeyDescription("normal", .section(.normal), "A normal distribution.", "Een normale verdeling."),
        KeyDescription(
          "truncatedNormal", .section(.truncatedNormal), "A normal distribution within bounds.",
          "Een normale verdeling binnen grenzen."),
        KeyDescription(
          "lognormal", .section(.lognormal),
          "A lognormal distribution, for positive numbers with a long tail.",
          "Een lognormale verdeling, voor positieve getallen met een lange staart."),
        KeyDescription(
          "gamma", .section(.gamma), "A gamma distribution, for positive numbers such as costs.",
          "Een gammaverdeling, voor positieve getallen zoals kosten."),
        KeyDescription(
          "uniform", .list(.quantity, count: 2...2), "Every value between low and high equally likely.",
          "Elke waarde tussen laag en hoog is even waarschijnlijk."),
        KeyDescription(
          "triangular", .list(.quantity, count: 3...3), "Low, most likely and high.",
          "Laagste, meest waarschijnlijke en hoogste waarde."),
        KeyDescription(
          "pert", .either([.list(.quantity, count: 3...3), .section(.pert)]),
          "Low, most likely and high, with a smooth top.",
          "Laagste, meest waarschijnlijke en hoogste waarde, met een ronde top."),
        KeyDescription(
          "discrete", .section(.discrete), "A few values with weights.", "Een paar waarden met gewichten."),
        KeyDescription(
          "empirical", .either([.list(.quantity), .section(.empirical)]),
          "Observed values, each equally likely.", "Waargenomen waarden, elk even waarschijnlijk."),
        KeyDescription(
          "dirichlet", .map(to: .quantity), "Shares that sum to 1, from counts; read as name.part.",
          "Aandelen die samen 1 zijn, uit aantallen; te gebruiken als naam.deel."),
        KeyDescription(
          "per", .period, "The period; makes the number a chance.",
          "De periode; maakt van het getal een kans."),
        KeyDescription(
          "unit", .text, "The unit, such as EUR per start, months or persons.",
          "De eenheid, zoals EUR per start, months of persons."),
        label,
      ] + provenance,
      forms: [SectionForm(["value"], with: ["sd", "interval"])]
        + [
          "expression", "beta", "normal", "truncatedNormal", "lognormal", "gamma", "uniform", "triangular",
          "pert", "discrete", "empirical", "dirichlet",
        ].map { SectionForm([$0]) })
  }

  private static var mean: KeyDescription {
    KeyDescription("mean", .quantity, "The mean.", "Het gemiddelde.")
  }
  private static var sd: KeyDescription {
    KeyDescription("sd", .quantity, "The standard deviation.", "De standaardafwijking.")
  }
  private static func required(_ key: KeyDescription) -> KeyDescription {
    var key = key
    key.isRequired = true
    return key
  }

  static var beta: SectionDescription {
    SectionDescription(
      "A beta distribution: from a count, or from mean and standard deviation.",
      "Een bètaverdeling: uit een telling, of uit gemiddelde en standaardafwijking.",
      [
        KeyDescription("count", .quantity, "How many it happened to.", "Bij hoeveel het gebeurde."),
        KeyDescription("of", .quantity, "Out of how many.", "Van hoeveel."),
        mean, sd,
      ], forms: [SectionForm(["count", "of"]), SectionForm(["mean", "sd"])])
  }

  static var normal: SectionDescription {
    SectionDescription("A normal distribution.", "Een normale verdeling.", [required(mean), required(sd)])
  }

  static var truncatedNormal: SectionDescription {
    SectionDescription(
      "A normal distribution within bounds.", "Een normale verdeling binnen grenzen.",
      [
        required(mean), required(sd),
        KeyDescription(
          "min", .quantity, "The lowest value; no bound by default.",
          "De laagste waarde; standaard geen grens."),
        KeyDescription(
          "max", .quantity, "The highest value; no bound by default.",
          "De hoogste waarde; standaard geen grens."),
      ])
  }

  static var lognormal: SectionDescription {
    SectionDescription(
      "A lognormal distribution, in one of three ways.",
      "Een lognormale verdeling, op een van drie manieren.",
      [
        KeyDescription("median", .quantity, "The median.", "De mediaan."),
        KeyDescription(
          "interval", .list(.quantity, count: 2...2), "The 95% interval: low and high.",
          "Het 95%-interval: laag en hoog."),
        mean, sd,
        KeyDescription("mu", .quantity, "The mean of the logarithm.", "Het gemiddelde van de logaritme."),
        KeyDescription(
          "sigma", .quantity, "The standard deviation of the logarithm.",
          "De standaardafwijking van de logaritme."),
      ],
      forms: [
        SectionForm(["median", "interval"]), SectionForm(["mean", "sd"]), SectionForm(["mu", "sigma"]),
      ])
  }

  static var gamma: SectionDescription {
    SectionDescription(
      "A gamma distribution, in one of two ways.", "Een gammaverdeling, op een van twee manieren.",
      [
        KeyDescription("shape", .quantity, "The shape.", "De vorm."),
        KeyDescription(
          "scale", .quantity, "The scale; the mean is shape times scale.",
          "De schaal; het gemiddelde is vorm maal schaal."),
        mean, sd,
      ], forms: [SectionForm(["shape", "scale"]), SectionForm(["mean", "sd"])])
  }

  static var pert: SectionDescription {
    SectionDescription(
      "A PERT distribution.", "Een PERT-verdeling.",
      [
        KeyDescription("low", .quantity, required: true, "The lowest value.", "De laagste waarde."),
        KeyDescription(
          "mode", .quantity, required: true, "The most likely value.", "De meest waarschijnlijke waarde."),
        KeyDescription("high", .quantity, required: true, "The highest value.", "De hoogste waarde."),
        KeyDescription(
          "lambda", .quantity, "The weight of the most likely value; 4 by default.",
          "Het gewicht van de meest waarschijnlijke waarde; standaard 4."),
      ])
  }

  static var discrete: SectionDescription {
    SectionDescription(
      "Values with weights.", "Waarden met gewichten.",
      [
        KeyDescription("values", .list(.quantity), required: true, "The values.", "De waarden."),
        KeyDescription(
          "weights", .list(.quantity), required: true, "A weight for each value.",
          "Een gewicht voor elke waarde."),
      ])
  }

  static var empirical: SectionDescription {
    SectionDescription(
      "Observed values from a column of a CSV file.",
      "Waargenomen waarden uit een kolom van een CSV-bestand.",
      [
        KeyDescription(
          "csv", .text, required: true, "The file, as a path from this file.",
          "Het bestand, als pad vanaf dit bestand."),
        KeyDescription(
          "column", .text, required: true, "The column with the values.", "De kolom met de waarden."),
      ])
  }

  static var table: SectionDescription {
    SectionDescription(
      "Values that hold from a number on, until the next one.",
      "Waarden die gelden vanaf een getal, tot aan het volgende.",
      [
        KeyDescription(
          "by", .text, "What the values depend on, for readers, such as age or t.",
          "Waar de waarden van afhangen, voor lezers, zoals age of t."),
        KeyDescription(
          "steps", .map(from: .quantity, to: .either([.amount, .chance])),
          "From which number on which value holds.",
          "Vanaf welk getal welke waarde geldt."),
        KeyDescription(
          "csv", .text, "A CSV file, as a path from this file.", "Een CSV-bestand, als pad vanaf dit bestand."
        ),
        KeyDescription("value", .text, "The column with the values.", "De kolom met de waarden."),
        KeyDescription(
          "dimension", .oneOf(Dimension.allCases.map(\.rawValue)), "What the values measure.",
          "Wat de waarden meten."),
        KeyDescription(
          "per", .period, "The period; makes the values chances.", "De periode; maakt van de waarden kansen."),
        label,
        KeyDescription(
          "source", .name, "The source of the values: a key under sources.",
          "De bron van de waarden: een naam onder sources."),
        KeyDescription(
          "at", .text, "With csv the column of the numbers; else the place in the source.",
          "Bij csv de kolom met de getallen; anders de plek in de bron."),
      ] + provenance.filter { $0.name != "source" && $0.name != "at" },
      forms: [SectionForm(["steps"], with: ["at"]), SectionForm(["csv", "at", "value"])])
  }
}
