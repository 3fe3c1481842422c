extension StudyWorkbook {
  typealias Confidence = WorkbookContent.Assumption.Confidence

  /// The sign and word for how sure we are, so that colour is not alone.
  func mark(_ confidence: Confidence?) -> String {
    switch confidence {
    case .published: say("● gepubliceerd", "● published")
    case .derived: say("▲ afgeleid", "▲ derived")
    case .ownEstimate: say("◆ eigen schatting", "◆ own estimate")
    case .unverified: say("○ nog na te gaan", "○ to be checked")
    case nil: say("– niet vermeld", "– not stated")
    }
  }

  private func fill(_ confidence: Confidence?) -> Workbook.Colour {
    switch confidence {
    case .ownEstimate, .unverified, nil: Looks.guess
    case .published, .derived: Looks.input
    }
  }

  /// The assumptions with value, spread, source and how sure we are.
  func assumptionsSheet() -> Workbook.Sheet? {
    guard !content.assumptions.isEmpty else { return nil }
    let hasGroups = content.assumptions.contains { $0.group != nil }
    var draft = SheetDraft(
      name(.assumptions),
      widths: [46] + (hasGroups ? [20] : []) + [13, 18, 24, 11, 11, 19, 36, 24, 10, 22, 48, 22], tab: 0x8A6100
    )
    let own = content.assumptions.filter { $0.confidence == .ownEstimate }.count
    draft.addTitle(
      say("Aannames", "Assumptions"),
      say(
        "\(numbers.count(content.assumptions.count)) aannames, waarvan \(numbers.count(own)) eigen schattingen (◆, geel). Blauw: uit een bron (●) of daaruit afgeleid (▲).",
        "\(numbers.count(content.assumptions.count)) assumptions, of which \(numbers.count(own)) own estimates (◆, yellow). Blue: from a source (●) or derived from one (▲)."
      ))
    let words: (String) -> Workbook.Cell = { .text($0, Looks.heading) }
    let after: (String) -> Workbook.Cell = { .text($0, Looks.headingAfter) }
    let figures: (String) -> Workbook.Cell = { .text($0, Looks.numberHeading) }
    let heading = draft.addHeadings(
      [words(say("Aanname", "Assumption"))] + (hasGroups ? [words(say("Onderdeel", "Part"))] : []) + [
        figures(say("Waarde", "Value")), after(say("Eenheid", "Unit")), words(say("Spreiding", "Spread")),
        figures(say("95%: van", "95%: from")), figures(say("95%: tot", "95%: to")),
        after(say("Hoe zeker", "How sure")), words(say("Bron", "Source")),
        words(say("Uitgever", "Publisher")),
        words(say("Jaar", "Year")), words(say("Plaats in de bron", "Place in the source")),
        words(say("Toelichting", "Remark")), words(say("Sleutel", "Key")),
      ], height: 34)
    for assumption in content.assumptions {
      let fill = fill(assumption.confidence)
      let format = Self.format(assumption.value, isShare: assumption.isShare)
      let number = { (value: Double?, style: Workbook.Style) -> Workbook.Cell in
        value.map { .number($0, style) } ?? .empty(style)
      }
      let spread =
        assumption.formula.map { say("formule: \($0)", "formula: \($0)") } ?? assumption.spread
        ?? say("vast", "fixed")
      let cells: [Workbook.Cell] =
        [.text(assumption.label, Looks.word)]
        + (hasGroups ? [.text(assumption.group ?? "", Looks.quietWord)] : [])
        + [
          number(assumption.value, Looks.strong(format).with { $0.fill = fill }),
          .text(assumption.unit, Looks.quietWordAfter),
          .text(spread, Looks.quietWord),
          number(assumption.lower, Looks.quiet(format)), number(assumption.upper, Looks.quiet(format)),
          .text(mark(assumption.confidence), Looks.wordAfter.with { $0.fill = fill }),
          .text(assumption.source ?? "–", Looks.word), .text(assumption.publisher ?? "", Looks.quietWord),
          .text(assumption.date ?? "", Looks.quietWord), .text(assumption.place ?? "", Looks.quietWord),
          .text(assumption.note ?? "", Looks.quietWord), .text(assumption.key, Looks.quietWord),
        ]
      draft.add(cells)
    }
    draft.sheet.filter = Workbook.Range(
      .init(heading, 0), .init(draft.next - 1, draft.sheet.columns.count - 1))
    draft.fitPages()
    return draft.sheet
  }

  /// The parameters as they are drawn, with mean, spread and quantiles.
  func distributionsSheet() -> Workbook.Sheet? {
    guard !content.distributions.isEmpty else { return nil }
    var draft = SheetDraft(
      name(.distributions), widths: [46, 22, 16, 34, 12, 14, 12, 12, 12, 12, 12, 24], tab: 0x8A6100)
    draft.addTitle(
      say("Verdelingen", "Distributions"),
      say(
        "Waaruit onzekere aannames worden getrokken. De mediaan ligt in het midden; van elke 100 trekkingen liggen er 95 tussen 2,5% en 97,5%.",
        "What uncertain assumptions are drawn from. The median is in the middle; of every 100 draws 95 lie between 2.5% and 97.5%."
      ))
    let levels = say("2,5%|10%|mediaan|90%|97,5%", "2.5%|10%|median|90%|97.5%").split(separator: "|").map(
      String.init)
    let heading = draft.addHeadings(
      [
        say("Parameter", "Parameter"), say("Geldt voor", "Holds for"), say("Verdeling", "Distribution"),
        say("Met", "With"),
      ].map { .text($0, Looks.heading) }
        + ([say("Gemiddelde", "Mean"), say("Standaard-afwijking", "Standard deviation")] + levels).map {
          .text($0, Looks.numberHeading)
        } + [.text(say("Sleutel", "Key"), Looks.headingAfter)], height: 34)
    for parameter in content.distributions {
      let format = Self.format(parameter.mean, isShare: parameter.isShare)
      let quantiles: [Workbook.Cell] = (0..<levels.count).map { level in
        parameter.quantiles.indices.contains(level)
          ? .number(parameter.quantiles[level], Looks.number(format)) : .empty(Looks.word)
      }
      draft.add(
        [
          .text(parameter.label, Looks.word), .text(parameter.scope, Looks.quietWord),
          .text(parameter.kind, Looks.word), .text(parameter.parameters, Looks.quietWord),
          .number(parameter.mean, Looks.strong(format)),
          .number(parameter.standardDeviation, Looks.number(format)),
        ] + quantiles + [.text(parameter.key, Looks.quietWordAfter)])
    }
    draft.sheet.filter = Workbook.Range(
      .init(heading, 0), .init(draft.next - 1, draft.sheet.columns.count - 1))
    draft.fitPages()
    return draft.sheet
  }

  /// How a number of unknown kind is shown: with as many decimals as its size asks.
  private static func format(_ value: Double?, isShare: Bool) -> Workbook.NumberFormat {
    let size = abs(value ?? 0)
    if isShare { return .percent(decimals: size < 0.1 ? 2 : 1) }
    if size == 0 || (size == size.rounded() && size >= 100) { return .number(decimals: 0) }
    return .number(decimals: size < 1 ? 3 : size < 100 ? 2 : size < 1000 ? 1 : 0)
  }
}
