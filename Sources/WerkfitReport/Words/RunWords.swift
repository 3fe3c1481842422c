import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

/// What was computed and how often, in words.
struct RunWords: Sendable {
  let run: RunDescription
  let say: Wording
  let numbers: NumberText

  /// Such as `10.000 doorrekeningen (2.500 trekkingen × K = 4), aannames op hun gemiddelde`.
  var computed: String { amount + mean + strata }

  private var draws: String {
    numbers.count(run.draws)
      + (run.draws == 1 ? say(" trekking", " draw") : say(" trekkingen", " draws"))
  }

  private var amount: String {
    if run.expectedOnly { return draws + say(", verwachte waarden", ", expected values") }
    let replications =
      numbers.count(run.replications)
      + (run.replications == 1
        ? say(" doorrekening", " replication") : say(" doorrekeningen", " replications"))
    return "\(replications) (\(draws) × K = \(run.chancesPerDraw))"
  }

  private var mean: String {
    run.parametersAtMean ? say(", aannames op hun gemiddelde", ", assumptions at their means") : ""
  }

  private var strata: String {
    guard run.sampling == .latinHypercube else { return "" }
    let number = numbers.count(run.draws)
    return say(
      ", aannames gespreid getrokken (Latin hypercube, lagen: \(number))",
      ", assumptions by Latin hypercube (strata: \(number))")
  }
}
