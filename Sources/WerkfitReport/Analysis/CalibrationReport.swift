import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

/// A fit of studies to observations, in words and tables.
public struct CalibrationReport: Sendable {
  let fit: StudyCalibration
  let studies: [Study]
  let words: AnalysisWords

  /// A report of a fit of some studies.
  public init(_ fit: StudyCalibration, studies: [Study], language: Language) {
    (self.fit, self.studies) = (fit, studies)
    words = AnalysisWords(
      study: studies.first
        ?? Study(
          title: "", clock: StudyClock(start: .init(year: 2000, month: 1), steps: 1),
          base: StudyModel(), scenarios: []), language: language)
  }

  var say: Wording { words.say }

  /// The report as a document.
  ///
  /// - Parameter check: Simulation-based calibration of the same fit, where it was asked for.
  public func document(check: CalibrationSelfCheck? = nil) -> AnalysisDocument {
    let names = fit.parameters.map(\.name)
    let titles = studies.map(\.title).joined(separator: "; ")
    var document = AnalysisDocument(
      analysis: "calibration",
      title: say(
        "Wat zeggen de waarnemingen van de aannames?", "What do the observations say of the assumptions?"),
      subject: say(
        "\(titles): \(names.joined(separator: ", ")) gefit aan \(observations)",
        "\(titles): \(names.joined(separator: ", ")) fitted to \(observations)"),
      computed: words.computed(
        points: fit.points, chances: fit.chances, isExact: fit.isExact, seed: fit.sampler.seed),
      settings: [
        "parameters": .array(names.map(JSONValue.string)), "chains": .number(Double(fit.sampler.chains)),
        "warmUp": .number(Double(fit.sampler.warmUp)), "draws": .number(Double(fit.sampler.draws)),
        "seed": .number(Double(fit.sampler.seed)), "isExact": .bool(fit.isExact),
        "chancesPerPoint": .number(Double(fit.chances)), "hasConverged": .bool(fit.hasConverged),
      ], language: words.language)
    document.findings = findings + (check.map { [finding(of: $0)] } ?? [])
    document.tables = [
      parameterTable, detailTable, chainTable, checkTable, verdictTable, correlationTable, unusedTable,
    ]
    .compactMap { $0 }
    if let check { document.tables.append(table(of: check)) }
    document.charts = [densityChart, checkChart]
    document.notes = notes
    return document
  }

  private var observations: String {
    let count = fit.items.reduce(0) { $0 + $1.names.count }
    return count == 1
      ? say("1 waarneming", "1 observation") : say("\(count) waarnemingen", "\(count) observations")
  }

  func label(_ name: String) -> String {
    fit.parameters.first { $0.name == name }?.label ?? name
  }

  func label(_ item: CalibrationItem, _ index: Int) -> String {
    studies.count > 1 ? "\(studies[item.study].title): \(item.labels[index])" : item.labels[index]
  }

  // MARK: Findings

  private var findings: [String] {
    var found: [String] = []
    if !fit.hasConverged { found.append(convergence) }
    for (parameter, summary) in zip(fit.parameters, fit.summaries) {
      let before = parameter.bounds(of: 0.95)
      let value = { words.value($0, of: parameter) }
      let number = { words.numbers.measure($0, error: 0, unit: words.unit(parameter.dimension)) }
      found.append(
        say(
          "‘\(parameter.label)’: eerst \(value(parameter.mean)) (95%: \(number(before.low)) tot \(number(before.high))), nu "
            + "\(value(summary.mean.value)) (\(number(summary.interval95.lower)) tot \(number(summary.interval95.upper))).",
          "‘\(parameter.label)’: first \(value(parameter.mean)) (95%: \(number(before.low)) to \(number(before.high))), now "
            + "\(value(summary.mean.value)) (\(number(summary.interval95.lower)) to \(number(summary.interval95.upper)))."
        ))
    }
    for name in fit.identifiability.notInformed {
      found.append(
        say(
          "Van ‘\(label(name))’ leren we hier niets: achteraf weten we er even weinig van als vooraf.",
          "We learn nothing here of ‘\(label(name))’: afterwards we know as little of it as before."))
    }
    for pair in fit.identifiability.tradeOffs {
      let (one, other) = (label(pair.first), label(pair.second))
      let how =
        pair.correlation < 0
        ? say("meer van het een past bij minder van het ander", "more of one goes with less of the other")
        : say("meer van het een past bij meer van het ander", "more of one goes with more of the other")
      found.append(
        say(
          "‘\(one)’ en ‘\(other)’ zijn niet uit elkaar te houden: \(how). De waarnemingen leggen alleen iets van beide "
            + "samen vast.",
          "‘\(one)’ and ‘\(other)’ cannot be told apart: \(how). The observations fix only something of both together."
        ))
    }
    return found + [fits] + warnings
  }

  private var convergence: String {
    let worst = fit.summaries.compactMap(\.diagnostics.rHat).max()
    let least = fit.summaries.flatMap { [$0.diagnostics.bulkSize, $0.diagnostics.tailSize] }.compactMap { $0 }
      .min()
    let rHat = worst.map { words.numbers.number($0, place: -2) } ?? "–"
    let size = least.map { words.numbers.count(Int($0)) } ?? "–"
    let wanted = words.numbers.count(Int(ChainDiagnostics.leastSizePerChain) * fit.sampler.chains)
    return say(
      "Let op: de ketens zijn nog niet lang genoeg of het niet eens (R-hat hoogstens \(rHat), ten minste \(size) trekkingen "
        + "waard; nodig is onder 1,01 en \(wanted)). Vertrouw de getallen hieronder niet; neem meer --draws.",
      "Note: the chains are not long enough yet or do not agree (R-hat at most \(rHat), worth at least \(size) draws; "
        + "needed are under 1.01 and \(wanted)). Do not trust the numbers below; take more --draws.")
  }

  private var fits: String {
    var misses: [String] = []
    for (item, checks) in zip(fit.items, fit.checks) {
      for (index, check) in checks.enumerated() where !check.fits {
        let number = { words.numbers.quantity($0, error: 0, unit: "plain") }
        misses.append(
          say(
            "‘\(label(item, index))’ is \(number(check.observed)), en het gefitte model geeft \(number(check.interval95.lower)) "
              + "tot \(number(check.interval95.upper))",
            "‘\(label(item, index))’ is \(number(check.observed)), and the fitted model gives \(number(check.interval95.lower)) "
              + "to \(number(check.interval95.upper))"))
      }
    }
    guard !misses.isEmpty else {
      return say(
        "Na de fit past het model bij wat is gezien (\(observations)).",
        "After the fit the model fits what was seen (\(observations)).")
    }
    return say(
      "Na de fit past dit nog steeds niet: \(misses.joined(separator: "; ")). Dan mist het model iets, of de bron.",
      "After the fit this still does not fit: \(misses.joined(separator: "; ")). Then the model lacks something, or the "
        + "source does.")
  }

  private var warnings: [String] {
    fit.items.flatMap { item -> [String] in
      let name = item.names.indices.map { label(item, $0) }.joined(separator: ", ")
      var found: [String] = []
      if !item.feeds.isEmpty {
        let fed = item.feeds.map(label).joined(separator: ", ")
        found.append(
          say(
            "Let op: ‘\(name)’ komt uit dezelfde regel van de bron als de verdeling van ‘\(fed)’. Zo telt hij twee keer, en "
              + "lijkt zekerder dan hij is.",
            "Note: ‘\(name)’ comes from the same line of the source as the distribution of ‘\(fed)’. So it counts twice, and "
              + "looks surer than it is."))
      }
      if let doubt = item.doubt {
        found.append(
          say(
            "Let op: de studie zegt van ‘\(name)’: \(doubt).", "Note: the study says of ‘\(name)’: \(doubt).")
        )
      }
      return found
    }
  }

  private func finding(of check: CalibrationSelfCheck) -> String {
    let count = words.numbers.count(check.simulations)
    let chance = words.numbers.percent(check.probability)
    return check.passes
      ? say(
        "Zelfcontrole: met \(count) verzonnen waarnemingen vindt de fit terug wat erin ging (kans op zulke rangen: \(chance)).",
        "Self-check: with \(count) made-up data sets the fit finds back what went in (chance of such ranks: \(chance))."
      )
      : say(
        "Let op, zelfcontrole: met \(count) verzonnen waarnemingen vindt de fit niet terug wat erin ging (kans op zulke "
          + "rangen: \(chance)).",
        "Note, self-check: with \(count) made-up data sets the fit does not find back what went in (chance of such ranks: "
          + "\(chance)).")
  }

  private var notes: [String] {
    var found = [
      say(
        "De andere aannames staan op hun gemiddelde; wat we daarvan niet weten, zit niet in de breedte van deze intervallen.",
        "All other assumptions stand at their means; what we do not know of them is not in the width of these intervals."
      ),
      say(
        "Een telling van mensen varieert als een binomiale kans (k van n), of als een Poissongetal waar n ontbreekt; mensen "
          + "worden los van elkaar genomen.",
        "A count of people varies as a binomial chance (k of n), or as a Poisson number where n is lacking; people are taken "
          + "as independent."),
      say(
        "Adaptieve Metropolis op de verdelingen van de studie (Haario, Saksman en Tamminen 2001); R-hat en effectief aantal "
          + "trekkingen volgens Vehtari e.a. (2021); controle op voorspellingen volgens Gelman, Meng en Stern (1996).",
        "Adaptive Metropolis on the distributions of the study (Haario, Saksman and Tamminen 2001); R-hat and effective "
          + "number of draws after Vehtari and others (2021); predictive checks after Gelman, Meng and Stern (1996)."
      ),
    ]
    if fit.items.contains(where: \.areClasses) {
      found.insert(
        say(
          "Tellingen die samen precies n zijn, zijn genomen als een verdeling van dezelfde mensen over klassen.",
          "Counts that together are exactly n are taken as one division of the same people over classes."),
        at: 2)
    }
    if !fit.isExact {
      found.append(
        say(
          "De verwachting is hier niet exact: elk punt is \(fit.chances) keer doorgerekend, met steeds hetzelfde toeval.",
          "The expectation is not exact here: each point is computed \(fit.chances) times, with the same chances."
        ))
    }
    return found
  }
}
