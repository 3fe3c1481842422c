import Testing
import WerkfitAnalysis
import WerkfitEngine
import WerkfitStudy

/// A study whose balance is a sum of its parameters by hand: 10 people who each get `a` and pay `3 · b`.
enum LinearStudy {
  /// The balance of the city in scenario `met`, as difference with `niets`: 10 · a − 30 · b.
  ///
  /// a is uniform on 0 to 12 (mean 6, variance 12), b uniform on 0 to 2 (mean 1, variance 1/3).
  static func study(fixed: Bool = false) throws -> Study {
    let reading = StudyReader.read(
      text: """
        format: 1
        study: Een som
        clock: { start: 2021-01, horizon: 1 month }
        perspective: stad
        parties: { stad: Stad, ander: Ander }
        parameters:
          a: \(fixed ? "{ value: 6, confidence: own estimate }" : "{ uniform: [0, 12], confidence: own estimate }")
          b: \(fixed ? "{ value: 1, confidence: own estimate }" : "{ uniform: [0, 2], confidence: own estimate }")
          aan: { value: 0, confidence: own estimate }
        doelgroepen: { mensen: { size: 10, in: bijstand } }
        states: { bijstand: { kind: benefit } }
        prices:
          krijgt: { per: month in bijstand, amount: = aan * a, from: ander, to: stad, confidence: own estimate }
          betaalt: { per: month in bijstand, amount: = aan * 3 * b, from: stad, to: ander, confidence: own estimate }
        scenarios:
          niets: { reference: true }
          met: { parameters: { aan: 1 } }
        """, name: "studie.yaml"
    ) { _ in nil }
    return try #require(reading.study, "\(reading.diagnostics)")
  }

  /// An evaluator of it.
  static func evaluator(fixed: Bool = false) throws -> StudyEvaluator {
    try StudyEvaluator(try study(fixed: fixed), chances: 1, threads: 1)
  }

  static let balance = "balance:stad"
}
