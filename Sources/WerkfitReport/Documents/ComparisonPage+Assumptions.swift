import WerkfitAnalysis
import WerkfitStudy

extension ComparisonPage {
  /// Every assumption with its value, its spread and where it comes from.
  var assumptions: ReportContent.Assumptions {
    let list = parameters.compactMap(assumption) + tables + prices
    let levels = Standing.all(say).filter { standing in list.contains { $0.level == standing.level } }
    let intro = say(
      "Alles wat is aangenomen, met waarde, spreiding en bron. De spreiding is waar het getal met 95% kans tussen ligt.",
      "All that was assumed, with value, spread and source. The spread is between what the number lies with a "
        + "chance of 95%.")
    return .init(
      intro: [intro, notes.assumptions].map(ReportContent.Paragraph.init),
      levels: levels.map { .init(level: $0.level, levelName: "\($0.symbol) \($0.words)") },
      hasList: !list.isEmpty,
      list: list)
  }

  private func assumption(_ parameter: Parameter) -> ReportContent.Assumption? {
    let provenance = parameter.provenance
    let (value, spread): (String, String)
    if let single = UncertainParameter(parameter) {
      let text = ParameterText(say: say, numbers: numbers)
      let isFixed = single.distribution.isFixed
      let isPlain = parameter.dimension == .plain || parameter.dimension == .persons
      value =
        (!isFixed
          ? text.rough(single.mean, of: single)
          : isPlain ? numbers.short(single.mean) : text.value(single.mean, of: single)) + unit(of: parameter)
      // The period stands behind the value already.
      var bare = single
      bare.period = nil
      let bounds = single.bounds(of: 0.95)
      spread =
        isFixed
        ? say("vast", "fixed")
        : text.rough(bounds.low, of: bare) + say(" tot ", " to ") + text.rough(bounds.high, of: bare)
    } else if case .distribution(let distribution) = parameter.definition {
      let words = DistributionWords(distribution, say)
      (value, spread) = (say("meer getallen", "several numbers"), "\(words.kind) (\(words.parameters))")
    } else {
      // What is only computed from other assumptions is none itself.
      guard provenance != Provenance() else { return nil }
      (value, spread) = (say("formule", "formula"), say("volgt uit andere", "follows from others"))
    }
    var found = line(parameter.label, value, spread, provenance)
    found.parameter = parameter.name
    return found
  }

  /// The parameters of the base, and those that only a scenario or a reading has.
  private var parameters: [Parameter] {
    var names: Set<String> = []
    return (material.study.base.parameters + changes.flatMap(\.parameters)).filter {
      names.insert($0.name).inserted
    }
  }

  private var changes: [StudyChanges] {
    material.study.scenarios.map(\.changes) + material.study.readings.map(\.changes)
  }

  /// Amounts that stand in a price line itself.
  private var prices: [ReportContent.Assumption] {
    var names: Set<String> = []
    return (material.study.base.prices + changes.flatMap(\.prices)).compactMap { price in
      guard price.amount.parameterNames.isEmpty, price.amount.tableNames.isEmpty, price.amount != .number(0),
        names.insert(price.name).inserted
      else { return nil }
      var value = say("formule", "formula")
      if case .number(let amount) = price.amount { value = numbers.quantity(amount, error: 0, unit: "money") }
      return line(
        say("Prijs: \(price.label)", "Price: \(price.label)"), value, say("vast", "fixed"), price.provenance)
    }
  }

  /// Numbers that change with age or time.
  private var tables: [ReportContent.Assumption] {
    material.study.base.tables.map { table in
      line(
        table.label,
        say(
          "tabel, \(numbers.count(table.values.count)) waarden",
          "table, \(numbers.count(table.values.count)) values"),
        say("vast", "fixed"), table.provenance)
    }
  }

  private func line(_ name: String, _ value: String, _ spread: String, _ provenance: Provenance)
    -> ReportContent.Assumption
  {
    let source = provenance.source.flatMap { key in material.study.sources.first { $0.name == key } }
    let standing = Standing(provenance, say)
    return .init(
      name: name, remark: provenance.note, value: value, spread: spread,
      source: source.map(Self.describe) ?? provenance.source ?? say("geen bron", "no source"),
      page: provenance.at, address: source?.url.flatMap(Self.webAddress), level: standing.level,
      symbol: standing.symbol, confidence: standing.words)
  }

  /// Who says something, and when.
  static func describe(_ source: Source) -> String {
    let who = [source.publisher, source.date].compactMap(\.self).joined(separator: ", ")
    return who.isEmpty ? source.title : "\(source.title) (\(who))"
  }

  /// What an amount is for, such as ` per start`; empty where the value says it.
  private func unit(of parameter: Parameter) -> String {
    guard parameter.dimension != .chance, parameter.dimension != .duration else { return "" }
    guard let unit = parameter.unit else {
      return parameter.period.map { " " + DistributionWords.period($0, say) } ?? ""
    }
    let dutch = [
      "month": "maand", "year": "jaar", "week": "week", "hour": "uur", "day": "dag", "person": "mens",
    ]
    let words = unit.split(separator: " ").filter { $0 != Substring(run.currency) }.map(String.init)
    let said = words.map { say.language == .dutch ? dutch[$0] ?? $0 : $0 }.joined(separator: " ")
    return said.isEmpty ? "" : " " + said
  }

  /// The address where it can be a link: anything else could run as code.
  static func webAddress(_ text: String) -> String? {
    let lowered = text.lowercased()
    guard lowered.hasPrefix("https://") || lowered.hasPrefix("http://"),
      !text.unicodeScalars.contains(where: { $0.value <= 32 || "<>\"".unicodeScalars.contains($0) })
    else { return nil }
    return text
  }
}

/// How sure the authors of a study are of a number, as a symbol and in words.
struct Standing {
  /// The key by which the page filters.
  let level: String
  let symbol: String
  let words: String

  init(_ provenance: Provenance, _ say: Wording) {
    switch provenance.confidence {
    case .published: self = Self.published(say)
    case .derived: self = Self.derived(say)
    case .ownEstimate: self = Self.own(say)
    case .unverified: self = Self.unverified(say)
    case nil: self = provenance.source == nil ? Self.unfounded(say) : Self.sourced(say)
    }
  }

  private init(_ level: String, _ symbol: String, _ words: String) {
    (self.level, self.symbol, self.words) = (level, symbol, words)
  }

  /// From the surest to the least sure.
  static func all(_ say: Wording) -> [Standing] {
    [published(say), sourced(say), derived(say), own(say), unverified(say), unfounded(say)]
  }

  private static func published(_ say: Wording) -> Standing {
    Standing("published", "●●●", say("gepubliceerd", "published"))
  }
  private static func derived(_ say: Wording) -> Standing {
    Standing("derived", "●●○", say("afgeleid", "derived"))
  }
  private static func own(_ say: Wording) -> Standing {
    Standing("own", "●○○", say("eigen schatting", "own estimate"))
  }
  private static func unverified(_ say: Wording) -> Standing {
    Standing("unverified", "○○○", say("nog na te kijken", "still to be checked"))
  }
  /// The study names a source and says no more.
  private static func sourced(_ say: Wording) -> Standing {
    Standing("sourced", "●●○", say("met bron", "with a source"))
  }
  private static func unfounded(_ say: Wording) -> Standing {
    Standing("unfounded", "○○○", say("zonder bron", "without a source"))
  }
}
