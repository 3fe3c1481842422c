import Foundation
import WerkfitStudy

/// A whole study file, with a catalogue and a table beside it that are what they are.
enum StudyReading {
  static func read(_ bytes: Data) {
    let text = String(decoding: bytes, as: UTF8.self)
    let reading = StudyReader.read(text: text, name: "studie.yaml") { path in
      path.hasSuffix(".csv")
        ? "leeftijd;kans\n20;0,1\n30;0,2\n" : path.hasSuffix("zelf.yaml") ? text : catalogue
    }
    for diagnostic in reading.diagnostics { _ = diagnostic.text(in: .dutch) }
  }

  private static let catalogue = "format: 1\nparameters: { basis: { value: 2, confidence: own estimate } }\n"
}

/// A formula in a study that is right otherwise.
enum FormulaReading {
  static func read(_ bytes: Data) {
    // On one line, as it stands in a study; quoted, so that YAML says nothing about it.
    let formula = String(decoding: bytes, as: UTF8.self).unicodeScalars
      .map { $0 == "'" ? "''" : $0.value < 32 ? " " : String($0) }.joined()
    let text = before + "\n  x: '= \(formula)'" + after
    _ = StudyReader.read(text: text, name: "studie.yaml") { _ in nil }
  }

  private static let before = """
    format: 1
    study: Formule
    clock: { start: 2021-01, horizon: 12 months }
    parameters:
      a: { value: 2, confidence: own estimate }
      kans: { value: 2% per month, sd: 0.1%, confidence: own estimate }
      duur: { value: 3 months, confidence: own estimate }
    """
  private static let after = """

    doelgroepen: { groep: { size: 100, in: bijstand } }
    states: { bijstand: { moves: { werk: = x } }, werk: {} }
    scenarios: { niets: { reference: true } }
    """
}
