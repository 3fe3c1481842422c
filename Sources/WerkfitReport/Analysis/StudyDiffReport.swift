import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// What differs between two studies, in words, and what each difference does.
public struct StudyDiffReport: Sendable {
  /// What differs.
  public var pieces: StudyPieces
  /// What each difference does; nil where nothing was computed.
  public var attribution: DifferenceAttribution?
  /// How the studies are written.
  public var texts: (old: StudyText, new: StudyText)
  /// The names of the files.
  public var files: (old: String, new: String)

  /// A report of a comparison.
  public init(
    _ pieces: StudyPieces, attribution: DifferenceAttribution?, texts: (old: StudyText, new: StudyText),
    files: (old: String, new: String)
  ) {
    (self.pieces, self.attribution, self.texts, self.files) = (pieces, attribution, texts, files)
  }

  /// The report as a document.
  public func document(language: Language, seed: UInt64) -> AnalysisDocument {
    let words = AnalysisWords(study: pieces.old, language: language)
    let say = words.say
    var document = AnalysisDocument(
      analysis: "diff", title: say("Wat verschilt er?", "What differs?"),
      subject: say("Van \(files.old) naar \(files.new)", "From \(files.old) to \(files.new)"),
      computed: computed(words),
      settings: [
        "old": .string(files.old), "new": .string(files.new), "seed": .number(Double(seed)),
        "differences": .number(Double(pieces.pieces.count)),
      ], language: language)
    document.findings.append(summary(words))
    if !pieces.pieces.isEmpty { document.tables.append(changes(words)) }
    guard let attribution else { return document }
    document.settings["scenario"] = .string(attribution.scenario)
    document.settings["method"] = .string(attribution.method.rawValue)
    for outcome in attribution.outcomes.indices {
      document.findings.append(finding(of: outcome, attribution, words))
      guard !attribution.contributions.isEmpty else { continue }
      document.tables.append(table(of: outcome, attribution, words))
      document.charts.append(chart(of: outcome, attribution, words))
    }
    document.notes = notes(attribution, words)
    return document
  }

  private func computed(_ words: AnalysisWords) -> String {
    guard let attribution else {
      return words.say(
        "niets doorgerekend; werkfit \(Program.version)", "nothing computed; werkfit \(Program.version)")
    }
    let run = attribution.run
    let how = RunWords(run: run, say: words.say, numbers: words.numbers).computed
    let count = words.numbers.count(attribution.computed)
    return words.say(
      "\(count) studies, elk \(how); startgetal \(run.seed), toevalsstroom \(run.stream), werkfit \(Program.version)",
      "\(count) studies, each \(how); seed \(run.seed), random stream \(run.stream), werkfit \(Program.version)"
    )
  }

  private func summary(_ words: AnalysisWords) -> String {
    let say = words.say
    guard !pieces.pieces.isEmpty else {
      return say("De studies zeggen hetzelfde.", "The studies say the same.")
    }
    let counts = [
      (StudyPiece.Kind.changed, say("veranderd", "changed")), (.added, say("erbij", "added")),
      (.removed, say("weg", "removed")),
    ].compactMap { kind, word -> String? in
      let own = pieces.pieces.filter { $0.kind == kind }.map(\.path)
      guard !own.isEmpty else { return nil }
      let names = own.prefix(5).joined(separator: ", ") + (own.count > 5 ? ", …" : "")
      return "\(own.count) \(word) (\(names))"
    }
    let silent = pieces.pieces.count - pieces.counting.count
    let rest =
      silent == 0
      ? ""
      : say(
        " Daarvan raken er \(silent) geen uitkomst: woorden, bronnen, doelen of lezingen.",
        " Of these \(silent) touch no outcome: words, sources, targets or readings.")
    return say("Verschillen: ", "Differences: ") + counts.joined(separator: "; ") + "." + rest
  }

  // MARK: What differs

  private func changes(_ words: AnalysisWords) -> AnalysisTable {
    let say = words.say
    return AnalysisTable(
      "differences", title: say("Wat verschilt", "What differs"), corner: say("onderdeel", "part"),
      columns: [.init("old", say("was", "was")), .init("new", say("wordt", "becomes"))],
      rows: pieces.pieces.flatMap { rows($0, words) })
  }

  private func rows(_ piece: StudyPiece, _ words: AnalysisWords) -> [AnalysisTable.Row] {
    if piece.section == "parameters", let row = parameterRow(piece, words) { return [row] }
    let paths = texts.old.paths(under: piece.section, name: piece.name)
    let others = texts.new.paths(under: piece.section, name: piece.name)
    let rows = (paths + others.filter { !paths.contains($0) }).compactMap { path -> AnalysisTable.Row? in
      let (old, new) = (texts.old.values[path], texts.new.values[path])
      guard old != new else { return nil }
      return .init(path, path, [shown(old), shown(new)])
    }
    if !rows.isEmpty { return rows }
    let missing = words.say("niet", "not there")
    let there = words.say("wel", "there")
    return [
      .init(
        piece.path, piece.path,
        piece.kind == .changed
          ? [.words(words.say("anders", "different")), .words(words.say("anders", "different"))]
          : [
            .words(piece.kind == .added ? missing : there), .words(piece.kind == .added ? there : missing),
          ])
    ]
  }

  private func shown(_ text: String?) -> AnalysisValue {
    guard let text else { return .nothing() }
    return .words(text.count > 80 ? text.prefix(80) + "…" : text)
  }

  /// A parameter with its distribution in words: the mean, and between which bounds it lies with a chance of 95%.
  private func parameterRow(_ piece: StudyPiece, _ words: AnalysisWords) -> AnalysisTable.Row? {
    let old = pieces.old.base.parameters.first { $0.name == piece.name }
    let new = pieces.new.base.parameters.first { $0.name == piece.name }
    let isBase = old?.definition != new?.definition || old?.period != new?.period
    guard isBase else { return nil }
    return .init(
      piece.path, piece.path,
      [text(old, texts.old, words), text(new, texts.new, words)].map { $0.map { .words($0) } ?? .nothing() })
  }

  private func text(_ parameter: Parameter?, _ source: StudyText, _ words: AnalysisWords) -> String? {
    guard let parameter else { return nil }
    guard case .distribution(let distribution) = parameter.definition else {
      let path = "parameters.\(parameter.name)"
      return source.values[path] ?? source.values[path + ".value"] ?? source.values[path + ".expression"]
        ?? words.say("een formule", "a formula")
    }
    guard let uncertain = UncertainParameter(parameter) else {
      return words.say("verdeling van meer getallen", "distribution of several numbers")
    }
    let mean = words.value(uncertain.mean, of: uncertain)
    guard !distribution.isFixed else { return mean }
    let bounds = uncertain.bounds(of: 0.95)
    let unit = words.unit(parameter.dimension)
    let (low, high) = (
      words.numbers.measure(bounds.low, error: 0, unit: unit),
      words.numbers.measure(bounds.high, error: 0, unit: unit)
    )
    let name = family(distribution, words)
    return words.say("\(mean) (\(name), \(low) tot \(high))", "\(mean) (\(name), \(low) to \(high))")
  }

  private func family(_ distribution: Distribution, _ words: AnalysisWords) -> String {
    switch distribution {
    case .fixed: words.say("vast", "fixed")
    case .beta: words.say("bèta", "beta")
    case .normal: words.say("normaal", "normal")
    case .truncatedNormal: words.say("afgekapt normaal", "truncated normal")
    case .lognormal: words.say("lognormaal", "lognormal")
    case .gamma: "gamma"
    case .uniform: words.say("uniform", "uniform")
    case .triangular: words.say("driehoek", "triangular")
    case .pert: "PERT"
    case .discrete: words.say("discreet", "discrete")
    case .empirical: words.say("empirisch", "empirical")
    case .dirichlet: "Dirichlet"
    }
  }

  // MARK: What it does

  private func name(_ contribution: DifferenceAttribution.Contribution) -> String {
    contribution.pieces.map(\.path).joined(separator: " + ")
  }

  private func finding(
    of outcome: Int, _ attribution: DifferenceAttribution, _ words: AnalysisWords
  ) -> String {
    let found = attribution.outcomes[outcome]
    let change = attribution.change[outcome]
    func amount(_ estimate: Estimate) -> String {
      words.amount(estimate.mean, error: estimate.error, of: found)
    }
    let (before, after) = (amount(attribution.before[outcome]), amount(attribution.after[outcome]))
    let start = words.say(
      "\(words.outcome(found)) van ‘\(words.scenario(attribution.scenario))’ gaat van \(before) naar \(after): "
        + "een verschil van \(amount(change)).",
      "\(words.outcome(found)) of ‘\(words.scenario(attribution.scenario))’ goes from \(before) to \(after): "
        + "a difference of \(amount(change)).")
    let most = attribution.contributions.max { abs($0.effects[outcome].mean) < abs($1.effects[outcome].mean) }
    guard let most, most.effects[outcome].isClear else { return start }
    return start
      + words.say(
        " Het meest doet \(name(most)): \(amount(most.effects[outcome])).",
        " \(name(most)) does most: \(amount(most.effects[outcome])).")
  }

  private func table(
    of outcome: Int, _ attribution: DifferenceAttribution, _ words: AnalysisWords
  ) -> AnalysisTable {
    let found = attribution.outcomes[outcome]
    func row(_ key: String, _ label: String, _ estimate: Estimate) -> AnalysisTable.Row {
      .init(key, label, [.number(estimate.mean, error: estimate.error)])
    }
    let say = words.say
    return AnalysisTable(
      "contributions:" + found.key, title: words.outcome(found), corner: say("onderdeel", "part"),
      columns: [.init("contribution", say("bijdrage", "contribution"), unit: found.unit)],
      rows: [row("old", say("Was", "Was"), attribution.before[outcome])]
        + attribution.contributions.map { row(name($0), name($0), $0.effects[outcome]) }
        + [
          row("total", say("Verschil samen", "Difference together"), attribution.change[outcome]),
          row("new", say("Wordt", "Becomes"), attribution.after[outcome]),
        ])
  }

  private func chart(
    of outcome: Int, _ attribution: DifferenceAttribution, _ words: AnalysisWords
  ) -> AnalysisChart {
    var level = attribution.before[outcome].mean
    let values: [JSONValue] = attribution.contributions.map { contribution in
      let start = level
      level += contribution.effects[outcome].mean
      return [
        "part": .string(name(contribution)), "from": .number(start), "to": .number(level),
        "isMore": .bool(level >= start),
      ]
    }
    return AnalysisChart(
      key: "contributions:" + attribution.outcomes[outcome].key,
      title: words.outcome(attribution.outcomes[outcome]),
      description: finding(of: outcome, attribution, words),
      specification: [
        "data": ["values": .array(values)], "mark": "bar",
        "encoding": [
          "y": ["field": "part", "type": "nominal", "sort": .null, "title": .null],
          "x": [
            "field": "from", "type": "quantitative", "scale": ["zero": false],
            "title": .string(words.outcome(attribution.outcomes[outcome])),
          ],
          "x2": ["field": "to"],
          "color": [
            "field": "isMore", "type": "nominal", "legend": .null,
            "scale": ["domain": [true, false], "range": ["#0072B2", "#E69F00"]],
          ],
        ],
      ])
  }

  private func notes(_ attribution: DifferenceAttribution, _ words: AnalysisWords) -> [String] {
    let say = words.say
    var notes: [String] = []
    switch attribution.method {
    case .inOrder:
      notes.append(
        say(
          "De verschillen zijn een voor een ingevuld, in de volgorde van de tabel: wat een verschil doet, hangt af "
            + "van wat ervoor al is ingevuld. Samen zijn ze precies het hele verschil.",
          "The differences were put in one by one, in the order of the table: what one does depends on what was put "
            + "in before it. Together they are exactly the whole difference."))
    case .averageOverOrders:
      notes.append(
        say(
          "Elke bijdrage is het gemiddelde over alle volgordes (Shapley 1953). Samen zijn ze precies het hele "
            + "verschil.",
          "Each contribution is the mean over all orders (Shapley 1953). Together they are exactly the whole "
            + "difference."))
    }
    if attribution.contributions.contains(where: { $0.pieces.count > 1 }) {
      notes.append(
        say(
          "Verschillen met een + ertussen zijn samen ingevuld, omdat de studie anders niet door te rekenen is.",
          "Differences with a + between them were put in together, since the study cannot be computed otherwise."
        ))
    }
    notes.append(
      say(
        "Beide studies zijn met hetzelfde startgetal doorgerekend, als verschil met doorgaan zonder.",
        "Both studies were computed with the same seed, as difference with going on without."))
    return notes
  }
}
