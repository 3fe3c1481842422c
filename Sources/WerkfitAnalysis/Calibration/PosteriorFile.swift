import Foundation
import WerkfitDecision
import WerkfitStudy

/// A posterior in a form that a study takes in: joint draws as lists of values that are drawn row by row.
public struct PosteriorFile: Sendable {
  /// The parameters as the study has them.
  public let parameters: [Parameter]
  /// Joint draws, one array of all parameters each.
  public let draws: [[Double]]
  /// What they were fitted to, in a line.
  public let origin: String
  /// Correlations of the study in which a fitted parameter stands already.
  public let taken: [String]

  /// The name under which the parameters hang together.
  public static let key = "kalibratie"

  /// The draws of a fit, thinned to at most so many rows.
  ///
  /// - Throws: `CalibrationError.tooFew` where there are no draws.
  public init(_ fit: StudyCalibration, studies: [Study], rows: Int, origin: String) throws {
    let names = fit.parameters.map(\.name)
    parameters = names.compactMap { name in
      studies.lazy.flatMap(\.base.parameters).first { $0.name == name }
    }
    draws = try fit.joint(rows)
    self.origin = origin
    taken = studies.flatMap(\.correlations).filter { !Set($0.parameters).isDisjoint(with: names) }.map(\.name)
  }

  /// A catalogue that a study may use in place of its own parameters.
  public var catalogue: String {
    var lines = header("# In een studie: haal deze parameters daar weg en zet dit bestand bij uses.")
    lines += ["sources:"]
    lines += ["  \(Self.key): { title: \(quoted(origin)), publisher: werkfit calibrate }"]
    lines += ["", "parameters:"]
    for (index, parameter) in parameters.enumerated() {
      lines.append("  \(parameter.name):")
      lines.append("    label: \(quoted(parameter.label))")
      for (key, text) in measure(of: parameter) { lines.append("    \(key): \(text)") }
      lines.append("    empirical: \(list(index))")
      lines += ["    source: \(Self.key)", "    confidence: derived"]
    }
    if parameters.count > 1 {
      lines += ["", "correlations:", "  \(Self.key): { between: \(between), rows: same }"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Changes for `--set-file`, a line each, so that the study itself stays as it is.
  public var changes: String {
    var lines = header("# Gebruik: werkfit compare STUDIE --set-file DIT-BESTAND")
    for (index, parameter) in parameters.enumerated() {
      let measure = measure(of: parameter).map { ", \($0): \($1)" }.joined()
      lines.append(
        "parameters.\(parameter.name)={ empirical: \(list(index))\(measure), confidence: derived }")
    }
    if parameters.count > 1 {
      lines.append("correlations.\(Self.key)={ between: \(between), rows: same }")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func header(_ use: String) -> [String] {
    var lines = [
      "# \(origin)", "# \(draws.count) trekkingen achteraf; rij r van elke lijst hoort bij elkaar.",
    ]
    lines.append(use)
    if !taken.isEmpty {
      lines.append(
        "# Haal deze parameters ook uit de samenhang die de studie al heeft: \(taken.joined(separator: ", "))."
      )
    }
    return lines
  }

  private var between: String { parameters.map(\.name).joined(separator: " | ") }

  private func list(_ parameter: Int) -> String {
    "[" + draws.map { "\($0[parameter])" }.joined(separator: ", ") + "]"
  }

  /// What says what the numbers measure: a unit or a period.
  private func measure(of parameter: Parameter) -> [(key: String, text: String)] {
    let unit =
      switch parameter.dimension {
      case .duration: "months"
      case .persons: "persons"
      case .money: parameter.unit ?? "EUR"
      case .plain, .chance: parameter.unit
      }
    var found = unit.map { [(key: "unit", text: quoted($0))] } ?? []
    if let period = parameter.period, parameter.dimension == .chance {
      let isOne = period.count == 1
      found.append(
        (key: "per", text: isOne ? period.unit.rawValue : "\(period.count) \(period.unit.rawValue)s"))
    }
    return found
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
      + "\""
  }
}
