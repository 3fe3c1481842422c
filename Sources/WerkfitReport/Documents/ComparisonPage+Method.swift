import WerkfitAnalysis
import WerkfitStudy

extension ComparisonPage {
  /// How it was computed: what is needed to compute it again.
  var method: [ReportContent.Term] {
    let computed = RunWords(run: run, say: say, numbers: numbers).computed
    var facts: [(String, String?)] = [
      (say("Programma", "Program"), "werkfit \(Program.version)"),
      (say("Studie", "Study"), file),
      (say("Vingerafdruk van de studie (SHA-256)", "Fingerprint of the study (SHA-256)"), material.studyHash),
      (say("Doorrekeningen", "Replications"), computed),
      (say("Startgetal", "Seed"), "\(run.seed)"),
      (say("Toevalsstroom", "Random stream"), "\(run.stream)"),
      (
        say("Periode", "Period"),
        say(
          "\(notes.horizon) vanaf \(numbers.month(run.start))",
          "\(notes.horizon) from \(numbers.month(run.start))")
      ),
      (say("Geteld", "Counted"), notes.counted),
    ]
    if run.hasMoney { facts.append((say("Geld", "Money"), notes.discounting)) }
    facts += [
      (say("Wat de intervallen zeggen", "What the intervals say"), notes.intervals),
      (say("Verschillen", "Differences"), notes.differences),
      (
        say("Terugbetalen", "Paying for itself"),
        notes.paying.map { String($0.drop { $0 == "*" || $0 == " " }) }
      ),
      (say("Wie begint", "Who starts"), notes.selection),
      (
        say("Toeval", "Chance"),
        comparison.isReferenceAlone
          ? nil
          : say(
            "Alle scenario’s rekenen met dezelfde toevalsgetallen.",
            "All scenarios use common random numbers.")
      ),
      (say("Anders dan in de studie", "Other than in the study"), notes.changes),
    ]
    return facts.compactMap { term, meaning in
      meaning.flatMap { $0.isEmpty ? nil : .init(term: term, meaning: $0) }
    }
  }

  /// The words that readers may not know, as far as the page uses them.
  var glossary: [ReportContent.Term] {
    var terms: [(String, String)] = [
      (
        say("Doorrekening", "Replication"),
        say(
          "Eén keer uitrekenen hoe het kan gaan, met toeval en met aannames die wat hoger of lager zijn.",
          "Working out once how it may go, with chance and with assumptions a little higher or lower.")
      ),
      (
        say("80% en 95%", "80% and 95%"),
        say(
          "Van elke 100 doorrekeningen liggen er 80 (of 95) tussen deze twee getallen.",
          "Of every 100 replications 80 (or 95) lie between these two numbers.")
      ),
    ]
    if !comparison.isReferenceAlone {
      terms.append((reference, referenceMeaning))
    }
    if base.outcome("grossExits") != nil {
      let months = numbers.number(run.exitWindowMonths, place: 0)
      terms.append(
        (
          say("Bruto uitstroom", "Gross exits"),
          say(
            "Mensen die binnen \(months) maanden na hun start voor het eerst aan het werk gaan.",
            "People who go to work for the first time within \(months) months of their start.")
        ))
    }
    if base.outcome("netExits") != nil {
      terms.append(
        (
          say("Extra uitstroom (netto)", "Extra exits (net)"),
          say(
            "De bruto uitstroom, zonder de mensen die ook zonder traject werk hadden gevonden.",
            "The gross exits, without the people who would have found work without a traject too.")
        ))
    }
    if base.outcomes.contains(where: { $0.key.lowercased().contains("durableexits") }) {
      terms.append(
        (
          say("Duurzame uitstroom", "Durable exits"),
          say(
            "Zo veel maanden achter elkaar zonder uitkering. Wie te laat uitstroomt om dat te zien, telt als ‘niet gezien’.",
            "So many months off benefit on end. Who leaves too late to see that counts as ‘not observed’.")
        ))
    }
    if run.hasMoney {
      terms += [
        (
          say("Saldo", "Balance"),
          say("Wat een partij ontvangt, min wat zij betaalt.", "What a party receives, minus what it pays.")
        ),
        (
          say("Contant gemaakt", "Discounted"),
          say(
            "Geld van later telt minder mee dan geld van nu, met een vast percentage per jaar.",
            "Later money counts for less than money now, by a fixed percentage a year.")
        ),
      ]
    }
    if comparison.readings.count > 1 {
      terms.append(
        (
          say("Lezing", "Reading"),
          say(
            "Een manier om een bron te begrijpen die op meer manieren te lezen is.",
            "A way to understand a source that can be read in more ways.")
        ))
    }
    if !comparison.unpriced.isEmpty {
      terms.append(("PM", say("Telt mee, maar heeft geen prijs.", "Counts, but has no price.")))
    }
    return terms.map { .init(term: $0.0, meaning: $0.1) }
  }

  private var referenceMeaning: String {
    let what = say(
      "Het nulalternatief: waar alle scenario’s naast staan.",
      "What all scenarios stand beside (nulalternatief).")
    let note = comparison.scenarios[comparison.reference].note?.trimmed ?? ""
    return note.isEmpty ? what : what + " " + note
  }
}
