extension StudyWorkbook {
  /// What each sheet is, how it was computed, and what words mean.
  func guideSheet(to sheets: [String]) -> Workbook.Sheet {
    var draft = SheetDraft(name(.guide), widths: [34, 110], tab: 0x6B7885)
    draft.addTitle(
      say("Leeswijzer", "Guide"),
      say("Wat staat waar, en hoe is het berekend.", "What is where, and how it was computed."))
    let addSection = { (title: String, draft: inout SheetDraft) in
      _ = draft.add([.text(title, Looks.section)], height: 26)
    }
    addSection(say("Bladen", "Sheets"), &draft)
    for (sheet, meaning) in meanings where sheets.contains(name(sheet)) {
      draft.add([.link(name(sheet), sheet: name(sheet), Looks.linkWord), .text(meaning, Looks.word)])
    }
    draft.add()
    addSection(say("Berekening", "Computation"), &draft)
    for fact in facts { draft.add([.text(fact.name, Looks.word), .text(fact.value, Looks.word)]) }
    draft.add()
    addSection(say("Tekens en kleuren", "Signs and colours"), &draft)
    let signs: [(String, Workbook.Colour?, String)] = [
      (mark(.published), Looks.input, say("Zo gelezen in de genoemde bron.", "Read in the named source.")),
      (
        mark(.derived), Looks.input,
        say("Uitgerekend uit getallen van een bron.", "Computed from numbers of a source.")
      ),
      (
        mark(.ownEstimate), Looks.guess,
        say("Onze schatting; geen bron geeft dit getal.", "Our estimate; no source gives this number.")
      ),
      (
        mark(.unverified), Looks.guess,
        say("Uit algemene kennis; nog na te gaan.", "From general knowledge; still to be checked.")
      ),
      (
        say("niet berekend", "not computed"), nil,
        say("Voor dit getal is geen waarde.", "There is no value for this number.")
      ),
      (
        say("– (streepje)", "– (dash)"), nil,
        say(
          "Hier hoort geen getal, zoals het verschil van een scenario met zichzelf.",
          "No number belongs here, such as the difference of a scenario with itself.")
      ),
    ]
    for (sign, fill, meaning) in signs {
      draft.add([.text(sign, Looks.word.with { $0.fill = fill }), .text(meaning, Looks.word)])
    }
    add(content.remarks, title: say("Let op", "To mind"), to: &draft)
    add(
      content.unpriced, title: say("Niet in geld uitgedrukt (PM)", "Not expressed in money (PM)"), to: &draft)
    draft.add()
    addSection(say("Begrippen", "Terms"), &draft)
    for term in content.terms + ownTerms {
      draft.add([.text(term.name, Looks.strongWord), .text(term.meaning, Looks.word)])
    }
    let described = content.scenarios.filter { !($0.note ?? "").isEmpty }
    if !described.isEmpty {
      draft.add()
      addSection(say("Scenario’s", "Scenarios"), &draft)
      for scenario in described {
        draft.add([.text(scenario.label, Looks.strongWord), .text(scenario.note ?? "", Looks.word)])
      }
    }
    return draft.sheet
  }

  private func add(_ lines: [String], title: String, to draft: inout SheetDraft) {
    guard !lines.isEmpty else { return }
    draft.add()
    draft.add([.text(title, Looks.section)], height: 26)
    for line in lines { draft.addParagraph(line, columns: 2) }
  }

  private var meanings: [(Name, String)] {
    [
      (
        .summary,
        say(
          "De vraag, wat eruit komt, en de belangrijkste getallen.",
          "The question, what comes out, and the main numbers.")
      ),
      (
        .comparison,
        say(
          "Alle uitkomsten per scenario, met marges en het verschil met ‘\(referenceLabel)’.",
          "All outcomes per scenario, with intervals and the difference with ‘\(referenceLabel)’.")
      ),
      (
        .years,
        say(
          "Wat elke partij per jaar ontvangt min betaalt, \(thousands).",
          "What each party receives minus pays by year, \(thousands).")
      ),
      (
        .differences,
        say(
          "Hetzelfde als verschil met ‘\(referenceLabel)’.",
          "The same as a difference with ‘\(referenceLabel)’.")
      ),
      (
        .bookings,
        say(
          "Elke geldstroom met betaler en ontvanger, over alle jaren samen.",
          "Each flow of money with payer and receiver, over all years together.")
      ),
      (
        .charts,
        say(
          "Grafieken die de getallen op de andere bladen volgen.",
          "Charts that follow the numbers on the other sheets.")
      ),
      (
        .assumptions,
        say(
          "Wat we hebben aangenomen, waar het vandaan komt en hoe zeker het is.",
          "What was assumed, where it comes from and how sure it is.")
      ),
      (
        .distributions,
        say("De kansverdeling van elke onzekere aanname.", "The distribution of each uncertain assumption.")
      ),
      (
        .draws,
        say(
          "Een rij per doorrekening, voor wie zelf verder wil rekenen.",
          "A row per replication, for who wants to compute further.")
      ),
      (
        .checks,
        say(
          "Of optellingen kloppen, overdrachten wegvallen en budgetten sluiten.",
          "Whether sums are right, transfers cancel out and budgets close.")
      ),
    ]
  }

  private var facts: [WorkbookContent.Fact] {
    let run = content.run
    var facts: [WorkbookContent.Fact] = [
      .init(say("Programma", "Program"), "werkfit \(run.version)"),
      .init(say("Startgetal van het toeval", "Seed"), "\(run.seed)"),
      .init(say("Doorrekeningen", "Replications"), numbers.count(run.replications)),
    ]
    if let file = run.file { facts.append(.init(say("Studiebestand", "Study file"), file)) }
    if let hash = run.studyHash {
      facts.append(.init(say("Vingerafdruk van de studie", "Hash of the study"), hash))
    }
    return facts + run.settings + [
      .init(
        say("Verschillen", "Differences"),
        say(
          "Een verschil is een formule waar het gelijk is aan het ene gemiddelde min het andere. Elders is elke starter vergeleken met zichzelf zonder traject, en is het toeval van één groep mensen eruit gemiddeld. Dat verschil staat er als getal.",
          "A difference is a formula where it equals one mean minus the other. Elsewhere each starter is compared with themselves without a traject, and the chance of one group of people is averaged out. That difference stands as a number."
        )),
      .init(
        say("Opnieuw rekenen", "Computing again"),
        say(
          "Totalen, verschillen en gemiddelden zijn formules en rekenen in dit bestand mee. De uitkomsten zelf komen uit het programma: een andere aanname vraagt een nieuwe doorrekening.",
          "Totals, differences and means are formulas and compute along in this file. The outcomes themselves come from the program: another assumption asks for a new run."
        )),
    ]
  }

  private var ownTerms: [WorkbookContent.Term] {
    [
      .init(
        say("doorrekening", "replication"),
        say(
          "Eén keer het hele model, met getrokken aannames en toeval.",
          "The whole model once, with drawn assumptions and chance.")),
      .init(
        say("80%-marge", "80% interval"),
        say(
          "Acht van de tien doorrekeningen liggen hiertussen; een op de tien ligt eronder, een op de tien erboven.",
          "Eight in ten replications lie in between; one in ten is below, one in ten above.")),
      .init(
        say("95%-marge", "95% interval"),
        say(
          "Van elke 100 doorrekeningen liggen er 95 hiertussen.",
          "Of every 100 replications 95 lie in between.")),
      .init(
        say("contant gemaakt", "discounted"),
        say(
          "Geld van later telt minder mee dan geld van nu, met een vast percentage per jaar.",
          "Later money counts for less than money now, by a fixed percentage a year.")),
      .init(
        say("saldo", "balance"),
        say("Wat een partij ontvangt min wat zij betaalt.", "What a party receives minus what it pays.")),
    ]
  }
}
