import Foundation
import WerkfitStudy

extension AnalysisChart {
  /// A chart from a typed specification.
  init(key: String, title: String, description: String, _ specification: VegaSpecification) {
    self.init(key: key, title: title, description: description, specification: [:])
    var whole = specification.json
    whole["$schema"] = "https://vega.github.io/schema/vega-lite/v6.json"
    whole["description"] = .string(description)
    self.specification = .object(whole)
  }
}

extension ChartSetting {
  /// The title and what stands below it, broken so that nothing is cut off.
  func title(_ title: String, subtitle: [String]) -> VegaTitle {
    let room = width - 24
    return VegaTitle(
      lines: ChartText.lines(title, width: room, size: 16, isBold: true),
      subtitle: subtitle.flatMap { ChartText.lines($0, width: room, size: 12) })
  }

  /// The title of an axis, broken at its width.
  func axisTitle(_ text: String, width: Double) -> [String] {
    ChartText.lines(text, width: width, size: 12)
  }

  /// A domain widened so that text of so many px fits beyond its data at both ends.
  static func domain(
    _ numbers: [Double], withZero: Bool, left: Double, right: Double, width: Double
  ) -> ClosedRange<Double> {
    let data = domain(numbers, withZero: withZero, room: 0)
    let share = (data.upperBound - data.lowerBound) / max(width - left - right, width * 0.25)
    return (data.lowerBound - left * share)...(data.upperBound + right * share)
  }

  /// The domain of an axis that shows all the given numbers and zero, with a little room at both ends.
  static func domain(_ numbers: [Double], withZero: Bool = true, room: Double = 0.04) -> ClosedRange<Double> {
    let finite = numbers.filter(\.isFinite) + (withZero ? [0] : [])
    guard let low = finite.min(), let high = finite.max() else { return -1...1 }
    guard high > low else { return (low - max(abs(low) * 0.1, 1))...(high + max(abs(high) * 0.1, 1)) }
    let margin = (high - low) * room
    return (low - (low == 0 && withZero ? 0 : margin))...(high + (high == 0 && withZero ? 0 : margin))
  }
}
