import Foundation
import Testing
import WerkfitEngine
import WerkfitStudy

/// A study file of the tests, and what the engine expects of it.
struct ReferenceModel {
  var study: Study

  /// Reads `Studies/NAME.yaml`.
  init(_ name: String) throws {
    let file = try #require(
      Bundle.module.url(forResource: name, withExtension: "yaml", subdirectory: "Studies"))
    let reading = StudyReader.read(file: file.path)
    let problems = reading.diagnostics.map { $0.text(in: .english) }.joined(separator: "\n")
    study = try #require(reading.study, "\(problems)")
  }

  /// Expected values at fixed parameters.
  func expectation() throws -> Expectation {
    var settings = RunSettings()
    settings.expectedOnly = true
    settings.parametersAtMean = true
    settings.replications = 1
    settings.threads = 1
    return Expectation(result: try simulate(study, settings: settings))
  }
}

/// Expected values by scenario, outcome and reading.
struct Expectation {
  var result: StudyResult

  private func tables(_ reading: String?) throws -> (table: OutcomeTable, counterfactual: OutcomeTable) {
    let chosen = try #require(result.readings.first { $0.reading == reading })
    return chosen.expected ?? (chosen.sampled, chosen.counterfactual)
  }

  private func value(_ table: OutcomeTable, _ key: String, _ scenario: String) throws -> Double {
    let column = try #require(table.index(of: key), "no outcome \(key)")
    let row = try #require(table.index(ofScenario: scenario), "no scenario \(scenario)")
    return try #require(table.column(scenario: row, outcome: column).first)
  }

  /// One outcome in one scenario.
  func callAsFunction(_ key: String, in scenario: String, reading: String? = nil) throws -> Double {
    try value(tables(reading).table, key, scenario)
  }

  /// What an outcome gains on the same people without it, and on the nulalternatief.
  func difference(_ key: String, in scenario: String, reading: String? = nil) throws -> Double {
    let both = try tables(reading)
    let reference = result.scenarios[result.referenceIndex]
    return try value(both.table, key, scenario) - value(both.counterfactual, key, scenario)
      - (value(both.table, key, reference) - value(both.counterfactual, key, reference))
  }

  /// Expected numbers of people per state at points 0 … T.
  func occupancy(_ state: String, in scenario: String) throws -> [Double] {
    let row = try #require(result.scenarios.firstIndex(of: scenario))
    let series = try #require(result.base.series.indices.contains(row) ? result.base.series[row] : nil)
    let column = try #require(series.states.firstIndex(of: state))
    return series.occupancy[column]
  }
}

/// Whether two numbers agree within a relative error.
func agree(_ a: Double, _ b: Double, within relative: Double = 1e-6) -> Bool {
  abs(a - b) <= relative * max(abs(a), abs(b))
}

/// Whether a number prints as the given text, with as many decimals.
func prints(_ value: Double, as text: String) -> Bool {
  let decimals = text.split(separator: ".").count == 2 ? text.split(separator: ".")[1].count : 0
  return String(format: "%.\(decimals)f", value) == text
}
