import Foundation
import WerkfitAnalysis
import WerkfitEngine
import WerkfitStudy

/// Measures the library in its own process, so that what a command also does (start, read, analyse, print) is apart.
///
/// Usage: `measure MODE STUDY REPLICATIONS THREADS ROUNDS [path=value …]`; modes: `simulate`, `expected`,
/// `preview`, `price`. Writes one JSON object: seconds of each round on the clock and of all cores, and what was done.
@main
struct Measure {
  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 5, let mode = Mode(rawValue: arguments[0]),
      let replications = Int(arguments[2]), let threads = Int(arguments[3]), let rounds = Int(arguments[4]),
      replications > 0, rounds > 0
    else {
      return stop(
        "usage: measure simulate|expected|preview|price STUDY REPLICATIONS THREADS ROUNDS [path=value …]")
    }
    let file = arguments[1]
    arguments.removeFirst(5)
    let changes = arguments.compactMap { argument -> StudyOverride? in
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      return parts.count == 2 ? StudyOverride(path: parts[0], value: parts[1]) : nil
    }
    guard let study = read(file, changes) else { return stop("\(file) cannot be read") }
    var settings = RunSettings()
    settings.replications = replications
    settings.threads = threads
    settings.readings = []
    settings.expectedOnly = mode == .expected
    settings.keepsQuantities = mode == .price
    var report = Report(mode: mode.rawValue, replications: replications, threads: threads)
    if mode == .price {
      try price(study, settings, rounds, into: &report)
    } else {
      if mode == .preview { _ = try simulate(study, settings: settings) }
      for _ in 0..<rounds {
        let begin = TimeTaken.now
        let result = try simulate(study, settings: settings)
        if mode == .preview { _ = StudyComparison(of: result) }
        report.add(TimeTaken.now - begin)
        report.means = means(of: result)
      }
    }
    print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
  }

  enum Mode: String {
    case simulate, expected, preview, price
  }

  /// Prices a run again, each round with another amount of the benefits that people lose by working.
  private static func price(
    _ study: Study, _ settings: RunSettings, _ rounds: Int, into report: inout Report
  ) throws {
    let run = try simulate(study, settings: settings)
    guard let index = study.base.parameters.firstIndex(where: { $0.name == "toeslagen" }) else {
      return stop("only the Gooi study has the price that is changed")
    }
    for round in 1...rounds {
      var changed = study
      changed.base.parameters[index].definition = .distribution(.fixed(Double(10 * round)))
      let begin = TimeTaken.now
      let result = try run.repriced(as: changed)
      report.add(TimeTaken.now - begin)
      report.means = means(of: result)
    }
  }

  private static func read(_ file: String, _ changes: [StudyOverride]) -> Study? {
    StudyReader.read(file: file, overrides: changes).study
  }

  /// The mean and standard deviation of each outcome in the first scenario.
  private static func means(of result: StudyResult) -> [String: [Double]] {
    let table = result.base.sampled
    var found: [String: [Double]] = [:]
    for (index, outcome) in table.outcomes.enumerated() {
      let values = table.column(scenario: 0, outcome: index)
      let mean = values.reduce(0, +) / Double(max(values.count, 1))
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      found[outcome.key] = [mean, (squares / Double(max(values.count - 1, 1))).squareRoot()]
    }
    return found
  }

  private static func stop(_ message: String) {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(64)
  }
}

/// What was measured.
struct Report: Encodable {
  var mode: String
  var replications: Int
  var threads: Int
  var wall: [Double] = []
  var cpu: [Double] = []
  var means: [String: [Double]] = [:]

  mutating func add(_ taken: TimeTaken) {
    wall.append(taken.wall)
    cpu.append(taken.cpu)
  }
}
