import WerkfitAnalysis
import WerkfitDecision

/// What would have happened anyway, and what effects without a price must be worth.
extension ComparisonRows {
  /// The share of the gross exits that would have happened without a traject too.
  var deadweightRow: ReportRow {
    ReportRow(
      say(
        "  deel van de bruto uitstroom dat er zonder traject ook was",
        "  share of the gross exits that would have happened anyway"),
      reading.deadweight.map { $0.map(shareCell) }, isDetail: true)
  }

  /// What the PM posts must be worth per starter for society to come out even.
  var breakEvenRow: ReportRow {
    ReportRow(
      say(
        "  wat de PM-posten per deelnemer waard moeten zijn om de samenleving quitte te laten spelen",
        "  what the PM posts must be worth per starter for society to come out even"),
      reading.economics.map { $0?.breakEvenPerStarter.map { ratioCell($0, unit: "money") } }, isDetail: true)
  }

  /// Whether anybody was refused, by an outcome.
  func isAnyRefused(_ key: String) -> Bool {
    reading.outcome(key)?.values.contains { ($0?.mean ?? 0) != 0 } ?? false
  }

  /// A ratio as a percentage, or in words why there is none.
  private func shareCell(_ ratio: Ratio) -> Cell {
    guard let value = ratio.value else { return ratioCell(ratio, unit: "") }
    func bounds(_ bounds: Ratio.Bounds?) -> String? {
      guard let lower = bounds?.lower, let upper = bounds?.upper, lower != upper else { return nil }
      return say(
        "\(numbers.percent(lower)) tot \(numbers.percent(upper))",
        "\(numbers.percent(lower)) to \(numbers.percent(upper))")
    }
    return Cell(
      numbers.percent(value, error: ratio.standardError ?? 0), interval80: bounds(ratio.interval80),
      interval95: bounds(ratio.interval95))
  }
}
