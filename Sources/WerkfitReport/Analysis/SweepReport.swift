import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

extension StudySweep {
  /// The sweep as a document.
  ///
  /// - Parameter study: The study at the first point, for its labels.
  public func document(study: Study, language: Language) -> AnalysisDocument {
    let words = AnalysisWords(study: study, language: language)
    let say = words.say
    let paths = axes.map(\.path).joined(separator: say(" en ", " and "))
    let runWords = RunWords(run: run, say: say, numbers: words.numbers)
    let points = words.numbers.count(points.count)
    var document = AnalysisDocument(
      analysis: "sweep",
      title: axes.count == 1
        ? say("Wat als \(paths) anders is?", "What if \(paths) is different?")
        : say("Wat als \(paths) anders zijn?", "What if \(paths) are different?"),
      subject: say(
        "\(study.title): als verschil met doorgaan zonder",
        "\(study.title): as difference with going on without"),
      computed: say(
        "\(points) punten, elk \(runWords.computed); startgetal \(run.seed), toevalsstroom \(run.stream), "
          + "werkfit \(Program.version)",
        "\(points) points, each \(runWords.computed); seed \(run.seed), random stream \(run.stream), "
          + "werkfit \(Program.version)"),
      settings: [
        "vary": .array(
          axes.map { ["path": .string($0.path), "values": .array($0.values.map(JSONValue.string))] }),
        "changes": .array(run.changes.map(JSONValue.string)),
        "replications": .number(Double(run.replications)), "seed": .number(Double(run.seed)),
        "orderChanges": .bool(!swaps.isEmpty),
      ], language: language)
    document.findings = outcomes.indices.map { finding(of: $0, words) } + [order(words)]
    document.tables = outcomes.indices.flatMap { tables(of: $0, words) }
    document.charts = outcomes.indices.flatMap { charts(of: $0, words) }
    document.notes = [
      say(
        "Elk punt heeft hetzelfde startgetal, dus hetzelfde toeval: verschillen tussen punten komen van de waarde.",
        "Every point has the same seed and so the same chances: differences between points come from the value."
      ),
      say(
        "Getallen zijn afgerond op hun Monte-Carlofout; --format csv en json geven de fout zelf.",
        "Numbers are rounded by their Monte Carlo error; --format csv and json give the error itself."),
    ]
    return document
  }

  /// A value on an axis as readers see it.
  private func label(_ axis: Int, _ place: Int, _ words: AnalysisWords) -> String {
    let text = axes[axis].values[place]
    return words.language == .dutch ? text.replacing(".", with: ",") : text
  }

  private func label(_ point: Int, _ words: AnalysisWords) -> String {
    points[point].enumerated().map { label($0.offset, $0.element, words) }.joined(separator: " × ")
  }

  private func finding(of outcome: Int, _ words: AnalysisWords) -> String {
    let say = words.say
    let name = words.outcome(outcomes[outcome])
    let (first, last) = (0, points.count - 1)
    let parts = scenarios.indices.map { scenario -> String in
      let row = differences.map { $0[outcome][scenario] }
      let from = words.amount(row[first].mean, error: row[first].error, of: outcomes[outcome])
      let to = words.amount(row[last].mean, error: row[last].error, of: outcomes[outcome])
      let who = words.scenario(scenarios[scenario])
      let moves = changes.map { $0[outcome][scenario] }
      guard moves.contains(where: { $0.mean != 0 }) else {
        return say("‘\(who)’ blijft \(from)", "‘\(who)’ stays \(from)")
      }
      guard moves.contains(where: \.isClear) else {
        return say("‘\(who)’ blijft ongeveer \(from)", "‘\(who)’ stays about \(from)")
      }
      let change = words.amount(moves[last].mean, error: moves[last].error, of: outcomes[outcome])
      return say(
        "‘\(who)’ gaat van \(from) naar \(to), een verschil van \(change)",
        "‘\(who)’ goes from \(from) to \(to), a difference of \(change)")
        + turn(row, words)
    }
    return say(
      "\(name), van \(label(first, words)) naar \(label(last, words)): ",
      "\(name), from \(label(first, words)) to \(label(last, words)): ")
      + parts.joined(separator: "; ") + "."
  }

  /// Where a row changes its sign, on one axis.
  private func turn(_ row: [Estimate], _ words: AnalysisWords) -> String {
    guard axes.count == 1, row.filter(\.isClear).contains(where: { ($0.mean > 0) != (row[0].mean > 0) }),
      let place = row.indices.dropFirst().first(where: { (row[$0].mean > 0) != (row[$0 - 1].mean > 0) })
    else { return "" }
    let (from, to) = (label(place - 1, words), label(place, words))
    return words.say(" (slaat om tussen \(from) en \(to))", " (turns between \(from) and \(to))")
  }

  private func order(_ words: AnalysisWords) -> String {
    let say = words.say
    let name = words.outcome(outcomes[0])
    guard let swap = swaps.first else {
      return say(
        "De volgorde van de scenario's (naar: \(name)) verandert niet.",
        "The order of the scenarios (by: \(name)) does not change.")
    }
    let (one, other) = (words.scenario(swap.first), words.scenario(swap.second))
    let (before, after) = (label(swap.before, words), label(swap.after, words))
    let rest = swaps.count - 1
    let more = rest == 0 ? "" : say(" Nog \(rest) zulke paren.", " And \(rest) more such pairs.")
    return say(
      "De volgorde van de scenario's (naar: \(name)) verandert: bij \(before) staat ‘\(one)’ boven ‘\(other)’, "
        + "bij \(after) eronder.\(more)",
      "The order of the scenarios (by: \(name)) changes: at \(before) ‘\(one)’ stands above ‘\(other)’, at "
        + "\(after) below.\(more)")
  }

  private func tables(of outcome: Int, _ words: AnalysisWords) -> [AnalysisTable] {
    let found = outcomes[outcome]
    let title = words.outcome(found)
    func value(_ point: Int, _ scenario: Int) -> AnalysisValue {
      let estimate = differences[point][outcome][scenario]
      return .number(estimate.mean, error: estimate.error)
    }
    guard axes.count == 2 else {
      // More columns than these do not fit on a page.
      let size = 4
      return stride(from: 0, to: scenarios.count, by: size).map { start in
        let part = start..<min(start + size, scenarios.count)
        return AnalysisTable(
          "sweep:" + found.key + (start == 0 ? "" : ":\(start / size + 1)"), title: title,
          corner: axes[0].path,
          columns: part.map {
            .init(scenarios[$0], words.scenario(scenarios[$0]), unit: found.unit)
          },
          rows: points.indices.map { point in
            .init(axes[0].values[point], label(point, words), part.map { value(point, $0) })
          })
      }
    }
    let width = axes[1].values.count
    return scenarios.indices.map { scenario in
      AnalysisTable(
        "sweep:\(found.key):\(scenarios[scenario])",
        title: "\(title): \(words.scenario(scenarios[scenario]))",
        corner: "\(axes[0].path) ↓  \(axes[1].path) →",
        columns: axes[1].values.indices.map {
          .init(axes[1].values[$0], label(1, $0, words), unit: found.unit)
        },
        rows: axes[0].values.indices.map { row in
          .init(
            axes[0].values[row], label(0, row, words), (0..<width).map { value(row * width + $0, scenario) })
        })
    }
  }

  private func charts(of outcome: Int, _ words: AnalysisWords) -> [AnalysisChart] {
    let found = outcomes[outcome]
    let isGrid = axes.count == 2
    let unit = axes[0].unit.isEmpty ? "" : " (\(axes[0].unit))"
    let values: [JSONValue] = points.indices.flatMap { point in
      scenarios.indices.map { scenario -> JSONValue in
        let estimate = differences[point][outcome][scenario]
        var object: [String: JSONValue] = [
          "value": .number(axes[0].numbers[points[point][0]]),
          "scenario": .string(words.scenario(scenarios[scenario])),
          "outcome": .number(estimate.mean), "low": .number(estimate.mean - 2 * estimate.error),
          "high": .number(estimate.mean + 2 * estimate.error),
        ]
        if isGrid { object["second"] = .string(label(1, points[point][1], words)) }
        return .object(object)
      }
    }
    let name = words.outcome(found)
    let x: JSONValue = [
      "field": "value", "type": "quantitative", "scale": ["zero": false],
      "title": .string(axes[0].path + unit),
    ]
    let colour: JSONValue = [
      "field": .string(isGrid ? "second" : "scenario"), "type": "nominal",
      "title": isGrid ? .string(axes[1].path) : .null,
    ]
    var encoding: [String: JSONValue] = [
      "x": x, "color": colour,
      "y": ["field": "outcome", "type": "quantitative", "title": .string(name)],
    ]
    if isGrid { encoding["strokeDash"] = ["field": "scenario", "type": "nominal", "title": .null] }
    var specification: [String: JSONValue] = ["data": ["values": .array(values)]]
    let line: JSONValue = ["mark": ["type": "line", "point": true], "encoding": .object(encoding)]
    let band: JSONValue = [
      "mark": ["type": "area", "opacity": 0.2],
      "encoding": [
        "x": x, "color": colour,
        "y": ["field": "low", "type": "quantitative", "title": .string(name)], "y2": ["field": "high"],
      ],
    ]
    specification["layer"] = isGrid ? [line] : [band, line]
    return [
      AnalysisChart(
        key: "sweep:" + found.key, title: name, description: finding(of: outcome, words),
        specification: specification)
    ]
  }
}
