import WerkfitStudy

extension ComparisonPage {
  /// The fixed words of the page.
  var words: [String: String] {
    [
      "kind": say("Vergelijkingsrapport", "Comparison report"),
      "skip": say("Naar de inhoud", "To the content"),
      "contents": say("Inhoud", "Contents"), "summary": say("In het kort", "In short"),
      "comparison": comparison.isReferenceAlone
        ? say("Uitkomsten", "Outcomes") : say("Scenario’s naast elkaar", "Scenarios side by side"),
      "everything": say("Toon alle uitkomsten", "Show all outcomes"),
      "everythingOf": say("Alle uitkomsten", "All outcomes"),
      "plans": say("Wat elk scenario is", "What each scenario is"), "charts": say("In beeld", "In pictures"),
      "sensitivity": say("Welke aannames doen ertoe", "Which assumptions matter"),
      // A criterion may be measured in several ways: its name stands before a colon.
      "criteria": Set(base.criteria.map { $0.label.prefix { $0 != ":" } }).count == 5
        ? say("De vijf criteria", "The five criteria") : say("De criteria", "The criteria"),
      "readings": say("Andere lezingen van de bronnen", "Other readings of the sources"),
      "targets": say("Kans dat een doel wordt gehaald", "Chance that a target is met"),
      "published": say("Gepubliceerde cijfers naast het model", "Published figures beside the model"),
      "unpriced": say("Wat niet in geld is geteld (PM)", "What is not counted in money (PM)"),
      "assumptions": say("Aannames en bronnen", "Assumptions and sources"),
      "method": say("Hoe dit is berekend", "How this was computed"), "glossary": say("Begrippen", "Terms"),
      "warning": say("Let op:", "Note:"), "table": say("Tabel", "Table"),
      "showFigures": say("Toon de cijfers", "Show the figures"), "figuresOf": say("Cijfers", "Figures"),
      "search": say("Zoek in de aannames", "Search the assumptions"),
      "confidence": say("Hoe zeker", "How sure"), "all": say("alles", "all"),
      "assumption": say("Aanname", "Assumption"), "value": say("Waarde", "Value"),
      "spread": say("Spreiding", "Spread"), "source": say("Bron", "Source"),
      "count": say("%1 van %2 regels", "%1 of %2 rows"),
    ]
  }
}
