import Foundation
import WerkfitStudy

@testable import WerkfitReport

/// Input for charts, tame and hostile.
enum ChartFixtures {
  static let hostile = [
    "", "\"quoted\" 'label'", "<b>vet</b> & meer", "regel\neen\r\ttwee", "datum['x'] \\ ${1}",
    String(repeating: "Zeerlangwoordzonderspatie", count: 12),
    String(repeating: "heel veel woorden ", count: 30),
    "emoji 🙂 é", "=SOM(A1)",
  ]

  static let settings: [ChartSetting] = [
    ChartSetting(), ChartSetting(page: .dark), ChartSetting(size: .phone), ChartSetting(size: .page),
    ChartSetting(size: .phonePage), ChartSetting(language: .english, currency: "GBP"),
    ChartSetting(size: .fixed(0)),
  ]

  static func estimate(_ mean: Double, _ half: Double) -> ChartEstimate {
    ChartEstimate(
      mean: mean, interval80: (mean - half * 0.65, mean + half * 0.65), interval95: (mean - half, mean + half)
    )
  }

  /// One chart of each kind, for the same labels and the same size of numbers.
  static func charts(_ labels: [String], size: Double = 1e6) -> [(String, (ChartSetting) -> AnalysisChart)] {
    let estimates = labels.indices.map { estimate(size * (Double($0) - 3.5) / 4, size / 3) }
    let pairs = Array(zip(labels, estimates))
    let months = (0...84).map(Double.init)
    let line = months.map { size * ($0 - 40) / 84 }
    return [
      (
        "balance",
        BalanceChart(
          party: labels.first ?? "",
          scenarios: pairs.map {
            .init(label: $0, quantiles: quantiles($1), estimate: $1)
          }, reference: labels.last, horizonMonths: 84
        ).chart
      ),
      (
        "difference",
        DifferenceChart(
          outcome: labels.last ?? "", unit: "persons", isMoreBetter: true,
          scenarios: pairs.map { .init(label: $0, estimate: $1) }, reference: labels.first ?? "",
          horizonMonths: 30
        ).chart
      ),
      (
        "cash-flow",
        CashFlowChart(
          party: labels.first ?? "",
          scenarios: labels.map {
            .init(
              label: $0, mean: line, lower95: line.map { $0 - size }, upper95: line.map { $0 + size },
              paybackMonth: size == 0 ? nil : 40)
          }, reference: labels.first, start: "2021-01"
        ).chart
      ),
      (
        "people",
        PeopleChart(
          scenarios: labels.map { label in
            .init(
              label: label, states: labels.map { .init(label: $0, mean: months.map { _ in size / 1e5 }) },
              band: .init(
                label: labels.first ?? "", lower95: months.map { _ in 0 },
                upper95: months.map { _ in size / 1e4 }))
          }, focus: labels.first ?? ""
        ).chart
      ),
      (
        "parties",
        PartiesChart(
          scenario: labels.first ?? "", reference: labels.last ?? "",
          parties: pairs.map { .init(label: $0, balance: $1) },
          society: estimates.first, horizonMonths: 84, unpriced: labels
        ).chart
      ),
      (
        "arena",
        EffectArenaChart(
          scenario: labels.first ?? "", reference: labels.last ?? "",
          activities: labels.map { .init(label: $0, cost: size) },
          effects: pairs.map { .init(label: $0, value: $1, unit: "persons") } + [
            .init(label: "PM", value: nil, unit: "")
          ],
          parties: pairs.map { .init(label: $0, balance: $1) }, horizonMonths: 84
        ).chart
      ),
      (
        "cost-effect",
        CostEffectChart(
          party: labels.first ?? "", effect: labels.last ?? "", unit: "persons",
          scenarios: pairs.map { .init(label: $0, cost: $1, effect: $1, isOnFrontier: $1.mean > 0) },
          reference: labels.first ?? "", horizonMonths: 84
        ).chart
      ),
      (
        "tornado",
        TornadoChart(
          outcome: labels.first ?? "", unit: "money", subject: labels.last ?? "", base: size / 10,
          assumptions: pairs.map {
            .init(
              label: $0, low: $0, high: $0, outcomeAtLow: -$1.mean, outcomeAtHigh: $1.mean,
              isOwnEstimate: true)
          }
        ).chart
      ),
      (
        "published",
        PublishedChart(
          subject: labels.first ?? "",
          figures: zip(pairs, (0..<99).map { PublishedChart.Status.allCases[$0 % 7] }).map {
            .init(label: $0.0, unit: "persons", published: size, model: $0.1, status: $1, statusText: $0.0)
          } + [
            .init(
              label: "geen", unit: "share", published: 0, model: nil, status: .reproduced, statusText: nil)
          ]
        ).chart
      ),
    ]
  }

  /// One chart of each of the other kinds.
  static func moreCharts(_ labels: [String], size: Double = 1e6) -> [(
    String, (ChartSetting) -> AnalysisChart
  )] {
    let first = labels.first ?? ""
    let steps = (0...24).map { size * Double($0) / 24 }
    let estimates = labels.map { ($0, estimate(size, size / 2)) }
    return [
      (
        "acceptability",
        AcceptabilityChart(
          worths: [0, size], effect: first,
          scenarios: labels.map { .init(label: $0, chances: [0.2, size.isFinite ? 0.7 : size]) }
        ).chart
      ),
      (
        "threshold",
        ThresholdChart(
          assumption: first, assumptionUnit: "money", outcome: first, outcomeUnit: first,
          points: steps.map { .init(value: $0, outcome: $0 - size / 2) }, target: 0,
          crossings: labels.map { _ in size / 2 }
        ).chart
      ),
      (
        "two-way",
        HeatMapChart(
          outcome: first, unit: "money", rowName: first, columnName: first, rows: labels, columns: labels,
          values: labels.map { _ in labels.map { _ in size } }
        ).chart
      ),
      (
        "information",
        InformationChart(
          everything: .init(label: first, value: size, standardError: size),
          items: labels.map { .init(label: $0, value: size / 2, standardError: size / 9) }, subject: first
        ).chart
      ),
      (
        "posterior",
        PosteriorChart(
          subject: first,
          assumptions: estimates.map {
            .init(label: $0, unit: $0, prior: $1, posterior: estimate(size, size / 4))
          }
        ).chart
      ),
      (
        "waiting",
        WaitingChart(
          programme: first, waiting: steps, waitingLower95: steps, waitingUpper95: steps, used: steps,
          capacity: steps,
          start: first
        ).chart
      ),
      (
        "budget",
        BudgetChart(fund: first, spent: steps, budget: steps.map { _ in size }, start: "2021-01").chart
      ),
      (
        "flow",
        FlowChart(scenario: first, steps: estimates.map { .init(label: $0, people: $1) }, horizonMonths: 84)
          .chart
      ),
    ]
  }

  static func quantiles(_ estimate: ChartEstimate) -> [Double] {
    let range = estimate.interval95
    return (0..<20).map { range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / 19 }
  }
}

extension AnalysisChart {
  /// The specification as JSON text.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(specification), as: UTF8.self)
  }
}
