extension StudyGrammar {
  static var study: SectionDescription {
    SectionDescription(
      "A study: people, trajecten, prices and scenarios to compare.",
      "Een studie: mensen, trajecten, prijzen en de scenario's die we vergelijken.",
      [
        KeyDescription(
          "format", .integer(1...1), required: true,
          "The version of the study format; always 1.", "De versie van het bestandsformaat; altijd 1."),
        KeyDescription("study", .text, required: true, "The title.", "De titel."),
        KeyDescription("question", .text, "The question to answer.", "De vraag die de studie beantwoordt."),
        KeyDescription("author", .text, "Who made the study.", "Wie de studie heeft gemaakt."),
        KeyDescription("date", .text, "When it was made.", "Wanneer de studie is gemaakt."),
        KeyDescription(
          "language", .oneOf(["nl", "en"]), "The language of its labels; nl by default.",
          "De taal van de namen en opschriften; standaard nl."),
        KeyDescription(
          "uses", .anyNumber(.text),
          "Catalogues to take in with all that they hold, as paths from this file.",
          "Kengetallenbestanden die de studie gebruikt, als pad vanaf dit bestand."),
        KeyDescription(
          "clock", .section(.clock), required: true, "Where time starts, how far we look and in what steps.",
          "Wanneer de tijd begint, hoe ver we kijken en in welke stappen."),
        KeyDescription(
          "money", .section(.money), "How money is counted: price year and discounting.",
          "Hoe we geld tellen: prijspeil en disconteren."),
        KeyDescription(
          "perspective", .name, "The party of the headline balance and payback.",
          "De partij van wie het saldo en de terugverdientijd vooraan staan."),
        KeyDescription(
          "exitWindow", .duration,
          "How long after a start a first exit to work still counts as gross exit; 24 months by default.",
          "Hoe lang na de start een eerste uitstroom naar werk nog telt als bruto uitstroom; "
            + "standaard 24 months."),
        KeyDescription(
          "report", .anyNumber(.text), "The outcomes to report; all of them by default.",
          "De uitkomsten om te tonen; standaard allemaal."),
        unpriced,
      ] + sharedNumbers + [
        changing(correlations),
        KeyDescription(
          "doelgroepen", .map(to: .section(.doelgroep)), required: true, "The groups of people.",
          "De groepen mensen."),
        changing(states),
        KeyDescription(
          "trajecten", .map(to: .section(.traject)), "The programmes that people can follow.",
          "De trajecten die mensen kunnen volgen."),
        KeyDescription(
          "places", .map(to: .section(.placePool)), "The pools of places that people occupy in a traject.",
          "De plekken die mensen tijdens een traject bezetten."),
        KeyDescription(
          "funds", .map(to: .section(.fund)), "The amounts of money from which trajecten are paid.",
          "De budgetten waaruit trajecten worden betaald."),
        KeyDescription(
          "reserves", .map(to: .section(.reserve)), "Money that is held back for what does best.",
          "Geld dat achter de hand blijft voor wat het beste werkt."),
        KeyDescription(
          "shifts", .map(to: .section(.shift)), "Money that moves from one fund to another.",
          "Geld dat van het ene naar het andere budget gaat."),
        KeyDescription(
          "budgetRules", .map(to: .section(.budgetRule)),
          "Rules by which someone else pays part of what is spent beyond a budget, such as the vangnetuitkering.",
          "Regels waarmee een ander meebetaalt boven een budget, zoals de vangnetuitkering."),
        changing(prices), changing(outcomes),
        KeyDescription(
          "targets", .map(to: .either([.comparison, .section(.target)])), "The targets to reach.",
          "De doelen die gehaald moeten worden."),
        KeyDescription(
          "criteria", .map(to: .section(.criterion)),
          "Grounds on which scenarios are judged, side by side and without a total.",
          "Gronden om scenario's op te beoordelen, naast elkaar en zonder eindcijfer."),
        KeyDescription(
          "observations", .map(to: .section(.observation)),
          "Published figures to hold the simulation against.",
          "Gepubliceerde cijfers om de berekening mee te vergelijken."),
        KeyDescription(
          "readings", .map(to: .section(.reading)), "Other ways to read the sources.",
          "Andere manieren om de bronnen te lezen."),
        KeyDescription(
          "scenarios", .map(to: .section(.scenario)), required: true,
          "The courses of action to compare; exactly one is the reference (nulalternatief).",
          "De mogelijkheden die we vergelijken; precies één is het nulalternatief."),
      ])
  }

  static var catalogue: SectionDescription {
    SectionDescription(
      "A catalogue: sources, numbers, parties, states, prices and outcomes that several studies share.",
      "Een kengetallenbestand: bronnen, getallen, partijen, toestanden, prijzen en uitkomsten die studies delen.",
      sharedNumbers + changeableInStudy + [unpriced])
  }

  /// The keys that a study and a catalogue both have.
  static var sharedNumbers: [KeyDescription] {
    [
      KeyDescription(
        "sources", .map(to: .section(.source)), "The documents that numbers come from.",
        "De documenten waar getallen uit komen."),
      KeyDescription(
        "parameters", .map(to: parameterValue), "Numbers with a name, their uncertainty and their source.",
        "Getallen met een naam, hun onzekerheid en hun bron."),
      KeyDescription(
        "tables", .map(to: .section(.table)), "Numbers that depend on another, such as age.",
        "Getallen die van iets anders afhangen, zoals leeftijd."),
      KeyDescription(
        "parties", .map(to: .either([.text, .section(.party)])),
        "Who pays and receives; samenleving is always there.",
        "Wie betaalt en ontvangt; samenleving is er altijd."),
    ]
  }

  static var clock: SectionDescription {
    SectionDescription(
      "The clock of the study.", "De klok van de studie.",
      [
        KeyDescription(
          "start", .month, required: true, "The month in which the first step starts.",
          "De maand waarin de eerste stap begint."),
        KeyDescription("horizon", .duration, required: true, "How far we look.", "Hoe ver we vooruitkijken."),
        KeyDescription(
          "step", .oneOf(["day", "week", "month", "quarter", "half-year", "year"]),
          "The length of a step; month by default.", "De lengte van een stap; standaard month."),
        counted,
      ])
  }

  static var counted: KeyDescription {
    KeyDescription(
      "counted", .oneOf(Counting.allCases.map(\.rawValue)),
      "When in a step people and money are counted; start by default.",
      "Op welk moment in een stap we mensen en geld tellen; standaard start.")
  }

  static var money: SectionDescription {
    SectionDescription(
      "How money is counted.", "Hoe we geld tellen.",
      [
        KeyDescription(
          "priceYear", .integer(1900...2200), "The year whose prices are used.", "Het prijspeil: een jaar."),
        KeyDescription(
          "discount", .amount, "The real discount rate a year, such as 2.25%.",
          "De reële discontovoet per jaar, zoals 2.25%."),
        KeyDescription(
          "indexation", .amount, "The yearly rise of amounts in nominal funds; 0% by default.",
          "De jaarlijkse stijging van bedragen in nominale budgetten; standaard 0%."),
      ] + provenance)
  }

  /// The keys that say where a number comes from.
  static var provenance: [KeyDescription] {
    [
      KeyDescription(
        "source", .name, "The source of the number: a key under sources.",
        "De bron van het getal: een naam onder sources."),
      KeyDescription(
        "at", .text, "The place in the source: a page or section.", "De plek in de bron: een pagina."),
      note,
      KeyDescription(
        "confidence", .oneOf(Confidence.allCases.map(\.rawValue)), "How sure we are of the number.",
        "Hoe zeker we van het getal zijn."),
    ]
  }

  static var label: KeyDescription {
    KeyDescription(
      "label", .text, "What readers see; the name by default.", "Wat lezers zien; standaard de naam.")
  }

  static var note: KeyDescription { KeyDescription("note", .text, "A remark.", "Een opmerking.") }

  static var source: SectionDescription {
    SectionDescription(
      "A document that numbers come from.", "Een document waar getallen uit komen.",
      [
        KeyDescription("title", .text, required: true, "Its title.", "De titel."),
        KeyDescription("publisher", .text, "Who published it.", "Wie het heeft uitgegeven."),
        KeyDescription("date", .text, "When it was published.", "Wanneer het is verschenen."),
        KeyDescription("url", .text, "Where to find it.", "Waar het te vinden is."),
        KeyDescription(
          "ownData", .flag,
          "Whether it is about the municipality's own people; counts under ten are refused then.",
          "Of het over eigen inwoners gaat; aantallen onder tien worden dan geweigerd."),
        note,
      ])
  }
}
