import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension OneWaySensitivity {
  /// The tornado as a document.
  public func document(study: Study, language: Language, seed: UInt64) -> AnalysisDocument {
    let words = AnalysisWords(study: study, language: language)
    let say = words.say
    let percent = words.numbers.percent(share)
    var document = AnalysisDocument(
      analysis: "one-way", title: say("Wat doet elke aanname apart?", "What does each assumption do alone?"),
      subject: words.subject(scenario: scenario, beside: beside),
      computed: words.computed(points: points, chances: chances, isExact: isExact, seed: seed),
      settings: [
        "scenario": .string(scenario), "beside": .string(beside), "interval": .number(share),
        "chancesPerPoint": .number(Double(chances)), "points": .number(Double(points)),
        "isExact": .bool(isExact), "seed": .number(Double(seed)),
      ], language: language)
    for tornado in tornados {
      document.findings.append(finding(of: tornado, words))
      document.tables.append(table(of: tornado, words))
      document.charts.append(chart(of: tornado, words))
    }
    if let shareAfterYearFive { document.settings["shareAfterYearFive"] = .number(shareAfterYearFive) }
    if let shareAfterYearFive, shareAfterYearFive != 0 {
      let text = words.numbers.percent(shareAfterYearFive)
      document.findings.append(
        say(
          "Van het saldo valt \(text) na het vijfde jaar.", "Of the balance, \(text) falls after year five."))
    }
    document.notes = [
      say(
        "Elke aanname loopt over haar eigen interval van \(percent); de andere staan op hun gemiddelde. Samen "
          + "kunnen ze meer of minder doen.",
        "Each assumption runs over its own interval of \(percent); the others stand at their means. Together "
          + "they may do more or less."),
      say(
        "Horizon: twee jaar korter en langer. Discontovoet: twee punten lager en hoger. Prijspeil: alle bedragen "
          + "een tiende lager en hoger. Verdringing hoort bij de aannames.",
        "Horizon: two years shorter and longer. Discount rate: two points lower and higher. Price level: all "
          + "amounts a tenth lower and higher. Displacement is among the assumptions."),
    ]
    document.notes += [words.left(left)].compactMap { $0 }
    return document
  }

  /// What moves, with the unit where the table gives bare numbers.
  private func label(_ bar: Bar, _ words: AnalysisWords) -> String {
    bar.kind == .horizon ? words.say("Horizon, maanden", "Horizon, months") : bar.name(words)
  }

  private func finding(of tornado: Tornado, _ words: AnalysisWords) -> String {
    let say = words.say
    let name = words.outcome(tornado.outcome)
    let grain = tornado.grain
    let base = words.amount(tornado.base, error: max(tornado.baseError, grain), of: tornado.outcome)
    let moving = tornado.bars.filter { $0.oneWay.width > 2 * $0.errorOfWidth }
    let turning = moving.filter { $0.oneWay.changesSign && $0.kind != .priceLevel }
    guard let first = moving.first else {
      return say(
        "\(name) is \(base) en verandert door geen enkele aanname.",
        "\(name) is \(base) and no assumption changes it.")
    }
    let range = first.oneWay.range
    let (low, high) = (
      words.amount(range.lower, error: max(first.errors.lower, grain), of: tornado.outcome),
      words.amount(range.upper, error: max(first.errors.upper, grain), of: tornado.outcome)
    )
    let turn =
      turning.isEmpty
      ? say("Geen enkele aanname laat het teken omslaan.", "No assumption alone changes the sign.")
      : turning.count == 1
        ? say(
          "Eén aanname kan het teken laten omslaan: \(label(turning[0], words)).",
          "One assumption can change the sign: \(label(turning[0], words)).")
        : say(
          "\(turning.count) aannames kunnen elk apart het teken laten omslaan.",
          "\(turning.count) assumptions can each change the sign.")
    return say(
      "\(name): \(base). Het meest doet ‘\(label(first, words))’: van \(low) tot \(high). \(turn)",
      "\(name): \(base). ‘\(label(first, words))’ does most: from \(low) to \(high). \(turn)")
  }

  private func table(of tornado: Tornado, _ words: AnalysisWords) -> AnalysisTable {
    let say = words.say
    let unit = tornado.outcome.unit
    // What is always looked at is shown, however little it does.
    let leading = tornado.bars.prefix(10)
    let always = tornado.bars.dropFirst(10).filter { $0.kind != .parameter }
    let rest = tornado.bars.dropFirst(10).filter { $0.kind == .parameter }
    let rows = (leading + always + rest).map { bar in
      let measure = Dimension(rawValue: bar.dimension).map(words.unit) ?? "plain"
      return AnalysisTable.Row(
        bar.oneWay.parameter, label(bar, words),
        [
          .measured(bar.oneWay.low, unit: measure), .measured(bar.oneWay.high, unit: measure),
          tornado.value(bar.oneWay.outcomeAtLow, error: bar.errors.lower),
          tornado.value(bar.oneWay.outcomeAtHigh, error: bar.errors.upper),
          tornado.value(bar.oneWay.width, error: bar.errorOfWidth),
        ])
    }
    return AnalysisTable(
      "tornado:" + tornado.outcome.key, title: words.outcome(tornado.outcome),
      corner: say("aanname", "assumption"),
      columns: [
        .init("low", say("laag", "low")), .init("high", say("hoog", "high")),
        .init("outcomeAtLow", say("uitkomst bij laag", "outcome at low"), unit: unit),
        .init("outcomeAtHigh", say("uitkomst bij hoog", "outcome at high"), unit: unit),
        .init("width", say("verschil", "width"), unit: unit),
      ], rows: rows, shown: leading.count + always.count)
  }

  private func chart(of tornado: Tornado, _ words: AnalysisWords) -> AnalysisChart {
    let say = words.say
    let bars = tornado.bars.prefix(12)
    let values: [JSONValue] = bars.flatMap { bar -> [JSONValue] in
      [
        [
          "parameter": .string(label(bar, words)), "end": .string(say("laag", "low")),
          "base": .number(tornado.base), "outcome": .number(bar.oneWay.outcomeAtLow),
        ],
        [
          "parameter": .string(label(bar, words)), "end": .string(say("hoog", "high")),
          "base": .number(tornado.base), "outcome": .number(bar.oneWay.outcomeAtHigh),
        ],
      ]
    }
    let order = bars.map { JSONValue.string(label($0, words)) }
    return AnalysisChart(
      key: "tornado:" + tornado.outcome.key,
      title: say("Wat elke aanname apart doet", "What each assumption does alone"),
      description: finding(of: tornado, words),
      specification: [
        "data": ["values": .array(values)],
        "mark": "bar",
        "encoding": [
          "y": ["field": "parameter", "type": "nominal", "sort": .array(order), "title": .null],
          "x": [
            "field": "base", "type": "quantitative", "scale": ["zero": false],
            "title": .string(words.outcome(tornado.outcome)),
          ],
          "x2": ["field": "outcome"],
          "color": [
            "field": "end", "type": "nominal", "title": .null,
            "scale": [
              "domain": [.string(say("laag", "low")), .string(say("hoog", "high"))],
              "range": ["#0072B2", "#E69F00"],
            ],
          ],
          "tooltip": [
            ["field": "parameter", "type": "nominal"], ["field": "end", "type": "nominal"],
            ["field": "outcome", "type": "quantitative", "format": ",.0f"],
          ],
        ],
      ])
  }
}

extension OneWaySensitivity.Tornado {
  /// To about what size outcomes without a Monte Carlo error are rounded for readers: a thousandth of the largest, for
  /// they are exact for assumptions that are not.
  fileprivate var grain: Double {
    let ends = bars.flatMap { [$0.oneWay.outcomeAtLow, $0.oneWay.outcomeAtHigh] }
    return ends.map(abs).reduce(abs(base), max) / 1_000
  }

  fileprivate func value(_ number: Double, error: Double) -> AnalysisValue {
    error > 0 ? .number(number, error: error) : .rounded(number, to: grain)
  }
}

extension OneWaySensitivity.Bar {
  /// What moves, in words.
  func name(_ words: AnalysisWords) -> String {
    switch kind {
    case .parameter, .displacement: label
    case .horizon: words.say("Horizon", "Horizon")
    case .discountRate: words.say("Discontovoet", "Discount rate")
    case .priceLevel: words.say("Prijspeil, maal", "Price level, times")
    }
  }
}
