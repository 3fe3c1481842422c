import Foundation
import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// Who gets what: outcomes per doelgroep, who gains and who pays, and balances by stated weights.
public struct EquityReport: Sendable {
  /// The scenario, and the one it stands beside.
  public var scenario: String
  /// The key of the scenario beside which it stands.
  public var beside: String
  /// Per group its label and per outcome what it gets, with Monte Carlo errors.
  public var groups: [(key: String, label: String, values: [SampledValue])]
  /// The outcomes of the groups.
  public var outcomes: [StandardOutcome]
  /// Who gains and who pays; nil without money.
  public var parties: GainsAndLosses?
  /// Extra exits weighted by group, where weights were given.
  public var weightedExits: WeightedBalance?
  /// Balances weighted by party, where weights were given.
  public var weightedBalance: WeightedBalance?

  /// The outcomes that are shown per group.
  public static let shown: [StandardOutcome] = [
    .started, .grossExits, .nullExits, .netExits, .netDurableExits12,
  ]

  /// Takes what groups and parties get from a run of a study that reports groups.
  ///
  /// - Throws: `SimulationError.unknown`, `CostEffectivenessError`.
  public init(
    of result: StudyResult, scenario: String, beside: String, groupWeights: [String: Double] = [:],
    partyWeights: [String: Double] = [:]
  ) throws {
    (self.scenario, self.beside) = (scenario, beside)
    outcomes = Self.shown
    let sample = try GroupSample(of: result, scenario: scenario, beside: beside)
    groups = result.study.base.groups.map { group in
      (
        key: group.name, label: group.label,
        values: Self.shown.map { sample.mean(OutcomeKey.ofGroup(group.name, $0)) }
      )
    }
    let balances = result.study.base.parties.compactMap { party -> (name: String, values: [Double])? in
      sample.draws(OutcomeKey.balance(party: party.name)).map { (name: party.name, values: $0) }
    }
    if !balances.isEmpty, let society = sample.draws(StandardOutcome.balanceSociety.rawValue) {
      parties = try GainsAndLosses(of: balances, society: society)
    }
    if !groupWeights.isEmpty {
      weightedExits = try WeightedBalance(
        of: result.study.base.groups.compactMap { group in
          sample.draws(OutcomeKey.ofGroup(group.name, .netExits)).map {
            GroupOutcome(group.name, weight: groupWeights[group.name] ?? 1, values: $0)
          }
        })
    }
    if !partyWeights.isEmpty, !balances.isEmpty {
      weightedBalance = try WeightedBalance(
        of: balances.map { GroupOutcome($0.name, weight: partyWeights[$0.name] ?? 1, values: $0.values) })
    }
  }

  /// The report as a document.
  public func document(study: Study, language: Language, computed: String, seed: UInt64) -> AnalysisDocument {
    let words = AnalysisWords(study: study, language: language)
    let say = words.say
    var document = AnalysisDocument(
      analysis: "equity", title: say("Wie krijgt wat, en wie betaalt?", "Who gets what, and who pays?"),
      subject: words.subject(scenario: scenario, beside: beside), computed: computed,
      settings: ["scenario": .string(scenario), "beside": .string(beside), "seed": .number(Double(seed))],
      language: language)
    document.findings = findings(words)
    document.tables = [groupTable(words)]
    if let parties { document.tables.append(partyTable(parties, words)) }
    if let weightedExits {
      document.tables.append(weightTable("weighted-exits", weightedExits, "persons", words))
    }
    if let weightedBalance {
      document.tables.append(weightTable("weighted-balance", weightedBalance, "money", words))
    }
    document.charts = charts(words)
    document.notes = [
      say(
        "Per groep tellen starts en uitstroom; geld wordt per partij geteld, niet per groep.",
        "Starts and exits count per group; money counts per party, not per group.")
    ]
    if weightedExits != nil || weightedBalance != nil {
      document.notes.append(
        say(
          "De gewichten zijn een keuze van wie ze opgeeft; zonder gewicht telt iedereen voor 1.",
          "The weights are a choice of whoever states them; without, everyone counts for 1."))
    }
    return document
  }

  private func name(_ party: String, _ study: Study) -> String {
    study.base.parties.first { $0.name == party }?.label ?? party
  }

  private func findings(_ words: AnalysisWords) -> [String] {
    let say = words.say
    var found: [String] = []
    let net = outcomes.firstIndex(of: .netExits) ?? 0
    let started = outcomes.firstIndex(of: .started) ?? 0
    let taking = groups.filter { $0.values[started].value > 0 }
    if let most = taking.max(by: { $0.values[net].value < $1.values[net].value }),
      let least = taking.min(by: { $0.values[net].value < $1.values[net].value }), taking.count > 1
    {
      let (top, bottom) = (most.values[net], least.values[net])
      found.append(
        say(
          "De meeste extra uitstroom valt bij ‘\(most.label)’ "
            + "(\(words.numbers.measure(top.value, error: top.standardError, unit: "persons"))), de minste bij "
            + "‘\(least.label)’ (\(words.numbers.measure(bottom.value, error: bottom.standardError, unit: "persons"))).",
          "Most extra exits fall to ‘\(most.label)’ "
            + "(\(words.numbers.measure(top.value, error: top.standardError, unit: "persons"))), fewest to "
            + "‘\(least.label)’ (\(words.numbers.measure(bottom.value, error: bottom.standardError, unit: "persons")))."
        ))
    }
    if let parties {
      let gain = parties.parties.filter { $0.difference.value > 2 * $0.difference.standardError }
      let lose = parties.parties.filter { $0.difference.value < -2 * $0.difference.standardError }
      let list = { (items: [GainsAndLosses.Party]) in
        items.map { name($0.name, words.study) }.joined(separator: ", ")
      }
      found.append(
        say(
          "Erop vooruit gaan: \(gain.isEmpty ? "niemand" : list(gain)). Erop achteruit gaan: "
            + "\(lose.isEmpty ? "niemand" : list(lose)).",
          "Better off: \(gain.isEmpty ? "nobody" : list(gain)). Worse off: \(lose.isEmpty ? "nobody" : list(lose))."
        ))
    }
    return found
  }

  private func groupTable(_ words: AnalysisWords) -> AnalysisTable {
    let names = OutcomeNames(say: words.say, perspective: nil)
    return AnalysisTable(
      "groups", title: words.say("Per doelgroep", "Per doelgroep"), corner: words.say("doelgroep", "group"),
      columns: outcomes.map {
        .init(
          $0.rawValue, names.value(key: $0.rawValue, label: nil).trimmingCharacters(in: .whitespaces),
          unit: "persons")
      },
      rows: groups.map { group in
        .init(group.key, group.label, group.values.map { .number($0.value, error: $0.standardError) })
      })
  }

  private func partyTable(_ parties: GainsAndLosses, _ words: AnalysisWords) -> AnalysisTable {
    let say = words.say
    return AnalysisTable(
      "parties", title: say("Per partij", "Per party"), corner: say("partij", "party"),
      columns: [
        .init("difference", say("verschil", "difference"), unit: "money"),
        .init("chanceOfGain", say("kans op vooruit", "chance of a gain"), unit: "share"),
        .init("chanceOfLoss", say("kans op achteruit", "chance of a loss"), unit: "share"),
      ],
      rows: parties.parties.map { party in
        .init(
          party.name, name(party.name, words.study),
          [
            .number(party.difference.value, error: party.difference.standardError),
            .number(party.chanceOfGain.probability, error: party.chanceOfGain.standardError),
            .number(party.chanceOfLoss.probability, error: party.chanceOfLoss.standardError),
          ])
      } + [
        .init(
          "society", say("Samenleving", "Society"),
          [
            .number(parties.society.value, error: parties.society.standardError), .nothing(""), .nothing(""),
          ])
      ])
  }

  private func weightTable(
    _ key: String, _ balance: WeightedBalance, _ unit: String, _ words: AnalysisWords
  ) -> AnalysisTable {
    let say = words.say
    let labels = Dictionary(
      words.study.base.groups.map { ($0.name, $0.label) }
        + words.study.base.parties.map { ($0.name, $0.label) },
      uniquingKeysWith: { first, _ in first })
    return AnalysisTable(
      key,
      title: unit == "money"
        ? say("Saldo met gewichten", "Balance with weights")
        : say("Extra uitstroom met gewichten", "Extra exits with weights"),
      columns: [
        .init("weight", say("gewicht", "weight")),
        .init("outcome", say("zonder gewicht", "unweighted"), unit: unit),
        .init("weighted", say("met gewicht", "weighted"), unit: unit),
      ],
      rows: balance.groups.map { share in
        .init(
          share.name, labels[share.name] ?? share.name,
          [
            .number(share.weight), .number(share.outcome.value, error: share.outcome.standardError),
            .number(share.weighted.value, error: share.weighted.standardError),
          ])
      } + [
        .init(
          "total", say("Samen", "Together"),
          [
            .nothing(""), .number(balance.unweighted.value, error: balance.unweighted.standardError),
            .number(balance.weighted.value, error: balance.weighted.standardError),
          ])
      ])
  }

  private func charts(_ words: AnalysisWords) -> [AnalysisChart] {
    let say = words.say
    let net = outcomes.firstIndex(of: .netExits) ?? 0
    func bars(_ key: String, _ title: String, _ values: [(String, SampledValue)], _ unit: String)
      -> AnalysisChart
    {
      AnalysisChart(
        key: key, title: title,
        description: values.map {
          "\($0.0): \(words.numbers.measure($0.1.value, error: $0.1.standardError, unit: unit))"
        }.joined(separator: "; "),
        specification: [
          "data": [
            "values": .array(values.map { ["name": .string($0.0), "value": .number($0.1.value)] })
          ],
          "mark": ["type": "bar", "color": "#0072B2"],
          "encoding": [
            "y": ["field": "name", "type": "nominal", "title": .null, "sort": .null],
            "x": ["field": "value", "type": "quantitative", "title": .string(unit == "money" ? "€" : title)],
          ],
        ])
    }
    return [
      bars(
        "groups", say("Extra uitstroom per doelgroep", "Extra exits per group"),
        groups.map { ($0.label, $0.values[net]) }, "persons")
    ]
      + (parties.map { found in
        [
          bars(
            "parties", say("Wie wint en wie betaalt", "Who gains and who pays"),
            found.parties.map { (name($0.name, words.study), $0.difference) }, "money")
        ]
      } ?? [])
  }
}
