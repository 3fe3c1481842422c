import Testing
import WerkfitStudy

/// Small studies for tests of the reader: a frame of two states, with more sections where a test needs them.
enum SmallStudy {
  /// A study with two states, one scenario and whatever is put before the scenarios.
  static func text(
    _ sections: String = "", moves: String = "{ werk: 2% per month }",
    scenarios: String = "scenarios:\n  niets: { reference: true }"
  ) -> String {
    """
    format: 1
    study: Een kleine studie
    clock: { start: 2021-01, horizon: 24 months }
    doelgroepen:
      groep: { size: 100, in: bijstand }
    states:
      bijstand: { kind: benefit, moves: \(moves) }
      werk: { kind: work }
    \(sections)
    \(scenarios)
    """
  }

  /// Reads a text, with other files by their path.
  static func read(_ text: String, files: [String: String] = [:]) -> StudyReader.Reading {
    StudyReader.read(text: text, name: "studie.yaml") { files[$0] }
  }

  /// The study of a text; records an issue with all errors where it is refused.
  static func study(_ text: String, files: [String: String] = [:]) throws -> Study {
    let (study, diagnostics) = read(text, files: files)
    let errors = diagnostics.filter { $0.severity == .error }.map(\.description)
    return try #require(study, "\(errors.joined(separator: "\n"))")
  }

  /// A parameter of a study with only that parameter.
  static func parameter(_ definition: String, files: [String: String] = [:]) throws -> Parameter {
    let study = try study(text("parameters:\n  x: \(definition)"), files: files)
    return try #require(study.base.parameters.first { $0.name == "x" })
  }

  /// The distribution of a parameter with the given definition.
  static func distribution(_ definition: String, files: [String: String] = [:]) throws -> Distribution {
    guard case .distribution(let distribution) = try parameter(definition, files: files).definition else {
      Issue.record("\(definition) is a formula")
      return .fixed(.nan)
    }
    return distribution
  }

  /// The errors of a text, as `line:column kind`.
  static func errors(_ text: String, files: [String: String] = [:]) -> [String] {
    read(text, files: files).diagnostics.filter { $0.severity == .error }
      .map { "\($0.line):\($0.column) \($0.kind.rawValue)" }
  }
}

/// Whether two numbers are equal but for rounding.
func isClose(_ left: Double?, _ right: Double, within tolerance: Double = 1e-12) -> Bool {
  guard let left else { return false }
  return abs(left - right) <= tolerance * max(1, abs(right))
}
