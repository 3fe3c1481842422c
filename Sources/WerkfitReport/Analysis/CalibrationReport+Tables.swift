import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension CalibrationReport {
  private func rows(_ values: (UncertainParameter, PosteriorSummary, String) -> [AnalysisValue])
    -> [AnalysisTable.Row]
  {
    zip(fit.parameters, fit.summaries).map { parameter, summary in
      .init(
        parameter.name, parameter.label, values(parameter, summary, words.unit(parameter.dimension)))
    }
  }

  var parameterTable: AnalysisTable {
    AnalysisTable(
      "parameters", title: say("Vooraf en achteraf", "Before and after"),
      corner: say("aanname", "assumption"),
      columns: [
        .init("priorMean", say("vooraf", "before")), .init("priorLow", say("laag (95%)", "low (95%)")),
        .init("priorHigh", say("hoog (95%)", "high (95%)")), .init("mean", say("achteraf", "after")),
        .init("low", say("laag (95%)", "low (95%)")), .init("high", say("hoog (95%)", "high (95%)")),
      ],
      rows: rows { parameter, summary, unit in
        let before = parameter.bounds(of: 0.95)
        return [
          parameter.mean, before.low, before.high, summary.mean.value, summary.interval95.lower,
          summary.interval95.upper,
        ].map { .measured($0, unit: unit) }
      })
  }

  var detailTable: AnalysisTable {
    AnalysisTable(
      "spread", title: say("Spreiding", "Spread"), corner: say("aanname", "assumption"),
      columns: [
        .init("priorDeviation", say("sd vooraf", "sd before")),
        .init("deviation", say("sd achteraf", "sd after")),
        .init("median", say("mediaan", "median")), .init("low80", say("laag (80%)", "low (80%)")),
        .init("high80", say("hoog (80%)", "high (80%)")),
        .init("meanError", say("rekenfout", "Monte Carlo error")),
      ],
      rows: zip(
        rows { _, summary, unit in
          [
            summary.standardDeviation.value, summary.median.value, summary.interval80.lower,
            summary.interval80.upper, summary.mean.standardError,
          ].map { .measured($0, unit: unit) }
        }, fit.identifiability.learned
      ).map { row, learned in
        var row = row
        let deviation = row.values[0].number ?? 0
        let unit = words.unit(fit.parameters.first { $0.name == row.key }?.dimension ?? .plain)
        row.values.insert(
          .measured(learned.spreadRatio > 0 ? deviation / learned.spreadRatio : deviation, unit: unit), at: 0)
        return row
      })
  }

  var chainTable: AnalysisTable {
    let acceptance = mean(fit.posterior.acceptance)
    return AnalysisTable(
      "chains",
      title: say(
        "De \(fit.sampler.chains) ketens (\(words.numbers.percent(acceptance)) van de stappen genomen)",
        "The \(fit.sampler.chains) chains (\(words.numbers.percent(acceptance)) of the steps taken)"),
      corner: say("aanname", "assumption"),
      columns: [
        .init("rHat", "R-hat"), .init("bulk", say("effectief, midden", "effective, bulk")),
        .init("tail", say("effectief, staart", "effective, tail")),
        .init("acceptance", say("genomen", "accepted"), unit: "share"),
      ],
      rows: rows { _, summary, _ in
        let found = summary.diagnostics
        return [
          found.rHat.map { .words(words.numbers.number($0, place: -3), key: "\($0)") } ?? .nothing(),
          found.bulkSize.map { .number($0.rounded()) } ?? .nothing(),
          found.tailSize.map { .number($0.rounded()) } ?? .nothing(), .number(acceptance),
        ]
      })
  }

  var checkTable: AnalysisTable {
    AnalysisTable(
      "checks", title: say("Wat het model nu voorspelt", "What the model predicts now"),
      corner: say("waarneming", "observation"),
      columns: [
        .init("observed", say("gezien", "seen")), .init("before", say("model vooraf", "model before")),
        .init("after", say("model achteraf", "model after")),
        .init("low", say("laag (95%)", "low (95%)")), .init("high", say("hoog (95%)", "high (95%)")),
      ],
      rows: checkRows { check, before in
        [
          .number(check.observed), .number(before), .number(check.mean), .number(check.interval95.lower),
          .number(check.interval95.upper),
        ]
      })
  }

  var verdictTable: AnalysisTable {
    AnalysisTable(
      "verdicts", title: say("Past het?", "Does it fit?"), corner: say("waarneming", "observation"),
      columns: [
        .init("tail", say("kans op zo ver af", "chance this far off"), unit: "share"),
        .init("fits", say("oordeel", "verdict")),
      ],
      rows: checkRows { check, _ in
        [
          .number(check.twoSided, error: 2 * check.standardError),
          check.fits
            ? .words(say("past", "fits"), key: "fits")
            : .words(say("past niet", "does not fit"), key: "misses"),
        ]
      })
  }

  private func checkRows(_ values: (PredictiveCheck, Double) -> [AnalysisValue]) -> [AnalysisTable.Row] {
    zip(fit.items, zip(fit.checks, fit.before)).flatMap { item, found in
      zip(found.0, found.1).enumerated().map { place, pair in
        .init(item.names[place], label(item, place), values(pair.0, pair.1.mean))
      }
    }
  }

  var correlationTable: AnalysisTable? {
    guard fit.parameters.count > 1 else { return nil }
    let matrix = fit.posterior.correlations
    return AnalysisTable(
      "correlations", title: say("Samenhang achteraf", "Correlations after"),
      corner: say("aanname", "assumption"),
      columns: fit.parameters.map { .init($0.name, $0.name) },
      rows: fit.parameters.enumerated().map { row, parameter in
        .init(
          parameter.name, parameter.label,
          matrix[row].map { .words(words.numbers.number($0, place: -2), key: "\($0)") })
      })
  }

  var unusedTable: AnalysisTable? {
    let left = fit.unused.filter { $0.reason != .notAsked }
    guard !left.isEmpty else { return nil }
    return AnalysisTable(
      "unused", title: say("Niet meegenomen", "Left out"), corner: say("waarneming", "observation"),
      columns: [.init("reason", say("waarom", "why"))],
      rows: left.map { .init($0.name, $0.label, [.words(reason($0.reason))]) }, shown: 8)
  }

  private func reason(_ reason: UnusedObservation.Reason) -> String {
    UnusedWords(say: say).reason(reason)
  }

  func table(of check: CalibrationSelfCheck) -> AnalysisTable {
    let classes = check.ranks.parameters.first?.histogram.count ?? 0
    return AnalysisTable(
      "selfCheck",
      title: say("Zelfcontrole: rangen van de ware waarde", "Self-check: ranks of the true value"),
      corner: say("aanname", "assumption"),
      columns: (0..<classes).map { .init("class\($0 + 1)", "\($0 + 1)") } + [
        .init("probability", say("kans", "chance"), unit: "share")
      ],
      rows: check.ranks.parameters.map { ranks in
        .init(
          ranks.name, label(ranks.name),
          ranks.histogram.map { .number(Double($0)) } + [.number(ranks.probability)])
      })
  }
}

/// Why observations are not taken, in words.
public struct UnusedWords: Sendable {
  let say: Wording

  /// Words in a language.
  public init(language: Language) { say = Wording(language: language) }

  init(say: Wording) { self.say = say }

  /// Why an observation is not taken.
  public func reason(_ reason: UnusedObservation.Reason) -> String {
    switch reason {
    case .notAsked: say("niet gevraagd", "not asked for")
    case .status(let text): text
    case .noSubject: say("de studie zegt niet waarover (about)", "the study does not say of what (about)")
    case .noPeople:
      say(
        "het aantal mensen ontbreekt (--people naam=aantal)",
        "the number of people is lacking (--people name=number)")
    case .noError:
      say(
        "geen telling van mensen, en zonder standaardfout (--error naam=getal)",
        "no count of people, and without a standard error (--error name=number)")
    case .alreadyInPrior(let names):
      say(
        "zit al in de verdeling van \(names.joined(separator: ", "))",
        "is in the distribution of \(names.joined(separator: ", ")) already")
    case .sum(let names):
      say(
        "is de som van \(names.joined(separator: " en "))",
        "is the sum of \(names.joined(separator: " and "))")
    }
  }
}
