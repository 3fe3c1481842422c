import Foundation
import WerkfitAnalysis
import WerkfitStudy

/// Values of parameters in words, with their unit and period.
struct ParameterText: Sendable {
  let say: Wording
  let numbers: NumberText

  /// The unit in which values of a parameter are written.
  static func unit(_ dimension: WerkfitStudy.Dimension) -> String {
    switch dimension {
    case .chance: "chance"
    case .money: "money"
    case .duration: "months"
    case .persons: "persons"
    case .plain: "plain"
    }
  }

  /// A value of a parameter with its period, such as `1,5% per maand`.
  func value(_ value: Double, of parameter: UncertainParameter) -> String {
    let text = numbers.measure(value, error: 0, unit: Self.unit(parameter.dimension))
    switch parameter.dimension {
    case .duration: return text + say(" maanden", " months")
    case .chance: return text + period(parameter.period)
    case .money, .persons, .plain: return text
    }
  }

  /// A value in no more than three digits, for who need not type it in.
  func rough(_ value: Double, of parameter: UncertainParameter) -> String {
    guard parameter.dimension != .money, value != 0, value.isFinite else {
      return self.value(value, of: parameter)
    }
    let isShare = parameter.dimension == .chance
    let shown = isShare ? value * 100 : value
    let place = min(0, Int(log10(abs(shown)).rounded(.down)) - 1)
    let unit = pow(10, Double(place))
    let rounded = (shown / unit).rounded() * unit
    let text = numbers.number(rounded, place: rounded == rounded.rounded() ? 0 : place)
    switch parameter.dimension {
    case .chance: return text + "%" + period(parameter.period)
    case .duration: return text + say(" maanden", " months")
    case .money, .persons, .plain: return text
    }
  }

  /// The low and the high value of what a bar of a tornado moves.
  func ends(of bar: OneWaySensitivity.Bar, _ parameter: UncertainParameter?) -> [String] {
    [bar.oneWay.low, bar.oneWay.high].map { value in
      if let parameter { return rough(value, of: parameter) }
      switch bar.kind {
      case .horizon: return numbers.number(value, place: 0) + say(" maanden", " months")
      case .priceLevel: return numbers.short(value)
      case .parameter, .displacement, .discountRate:
        let unit = Dimension(rawValue: bar.dimension).map(Self.unit) ?? "plain"
        return unit == "plain" ? numbers.short(value) : numbers.measure(value, error: 0, unit: unit)
      }
    }
  }

  private func period(_ period: Period?) -> String { period.map(perPeriod).map { " " + $0 } ?? "" }

  /// A period in words, such as `per maand`.
  func perPeriod(_ period: Period) -> String {
    let unit =
      switch period.unit {
      case .hour: say("uur", "hour")
      case .day: say("dag", "day")
      case .week: say("week", "week")
      case .month: period.count == 1 ? say("maand", "month") : say("maanden", "months")
      case .quarter: say("kwartaal", "quarter")
      case .halfYear: say("half jaar", "half year")
      case .year: say("jaar", "year")
      }
    let count = period.count == 1 ? "" : numbers.ratio(period.count) + " "
    return "per \(count)\(unit)"
  }
}
