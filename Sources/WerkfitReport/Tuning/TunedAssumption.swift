import Foundation
import WerkfitAnalysis
import WerkfitEngine
import WerkfitStudy

/// An assumption of a study that a reader can move, with all that stands beside its slider.
///
/// Numbers are shown in the unit of the reader: 1.5 for a chance of 1.5% a month.
public struct TunedAssumption: Sendable {
  /// The name of the parameter in the study.
  public let name: String
  /// What readers see.
  public let label: String
  /// The unit behind the number: `% per maand`, `EUR per start`.
  public let unit: String
  /// The number of the study, in that unit: the mean where it varies.
  public let source: Double
  /// The least and the most that a slider gives.
  public let range: ClosedRange<Double>
  /// The steps of the slider.
  public let step: Double
  /// The number of the study in words, with its unit.
  public let sourceText: String
  /// How likely each value is, as an outline in a box of 200 by 40; nil where it does not vary.
  public let outline: String?
  /// The same in words.
  public let spread: String?
  /// Who says so.
  public let publisher: String?
  /// Where in the source.
  public let page: String?
  /// The source on the web.
  public let address: String?
  /// How sure one can be: the key, a sign and words.
  public let standing: (level: String, symbol: String, words: String)
  /// A remark of the study.
  public let remark: String?
  /// The scenario that gives the number; nil where it is that of the base.
  public let scenario: String?
  private let parameter: UncertainParameter
  private let writtenUnit: String?
  private let words: ParameterText

  /// An assumption that is one number; nil for formulas and distributions of several numbers.
  init?(_ parameter: Parameter, in study: Study, scenario: String?, say: Wording, numbers: NumberText) {
    guard let single = UncertainParameter(parameter) else { return nil }
    self.parameter = single
    writtenUnit = parameter.unit
    self.scenario = scenario
    (name, label) = (parameter.name, parameter.label)
    words = ParameterText(say: say, numbers: numbers)
    let factor = Self.factor(single)
    source = Self.tidy(single.mean * factor, isFixed: single.distribution.isFixed)
    unit = Self.unit(parameter, say, words)
    let isFixed = single.distribution.isFixed
    range = Self.range(single, factor)
    step = Self.step(range.upperBound - range.lowerBound)
    sourceText = words.rough(single.mean, of: single)
    outline = isFixed ? nil : DistributionOutline(single.distribution, factor: factor, range: range).path
    let bounds = single.bounds(of: 0.8)
    spread =
      isFixed
      ? nil
      : say("Meestal tussen ", "Mostly between ") + words.rough(bounds.low, of: single)
        + say(" en ", " and ") + words.rough(bounds.high, of: single) + " (80%)"
    let provenance = parameter.provenance
    let found = provenance.source.flatMap { key in study.sources.first { $0.name == key } }
    publisher = found.map(ComparisonPage.describe) ?? provenance.source
    page = provenance.at
    address = found?.url.flatMap(ComparisonPage.webAddress)
    let standing = Standing(provenance, say)
    self.standing = (standing.level, standing.symbol, standing.words)
    remark = provenance.note
  }

  /// A number as shown, in the unit of the study's model.
  func modelled(_ shown: Double) -> Double { shown / Self.factor(parameter) }

  /// A number as shown, in words with its unit.
  public func text(_ shown: Double) -> String { words.value(modelled(shown), of: parameter) }

  /// A number as a study file writes it.
  func written(_ shown: Double) -> String {
    let number = Self.plain(shown)
    return switch parameter.dimension {
    case .chance: number + "%"
    case .duration: number + " months"
    case .money, .persons, .plain: number
    }
  }

  /// A number as a study file writes it, with its period.
  func writtenWithPeriod(_ shown: Double) -> String {
    guard parameter.dimension == .chance, let period = parameter.period else { return written(shown) }
    let unit = period.unit.rawValue
    return written(shown)
      + (period.count == 1 ? " per \(unit)" : " per \(Self.plain(period.count)) \(unit)s")
  }

  /// The whole entry of a study file with another number, on one line.
  func entry(_ shown: Double) -> String {
    var parts = ["label: " + StudyEditing.quoted(label), "value: " + writtenWithPeriod(shown)]
    if let writtenUnit { parts.append("unit: " + StudyEditing.quoted(writtenUnit)) }
    parts.append("confidence: own estimate")
    parts.append("note: " + StudyEditing.quoted("Bijgesteld; in de studie stond \(sourceText)"))
    return "{ \(parts.joined(separator: ", ")) }"
  }

  /// Whether a number differs from that of the study by more than the rounding of a form.
  public func isChanged(_ shown: Double) -> Bool {
    abs(shown - source) > max(abs(source) * 1e-6, 1e-12)
  }

  /// A number for a form: with a decimal point, without an exponent.
  public static func plain(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    let text = String(format: "%.10f", locale: Locale(identifier: "en_US_POSIX"), value)
    let digits = String(format: "%.8g", locale: Locale(identifier: "en_US_POSIX"), value)
    guard digits.contains("e") else { return digits }
    return text.replacing(/0+$/, with: "")
  }

  private static func factor(_ parameter: UncertainParameter) -> Double {
    parameter.dimension == .chance ? 100 : 1
  }

  private static func unit(_ parameter: Parameter, _ say: Wording, _ words: ParameterText) -> String {
    switch parameter.dimension {
    case .chance: return "%" + (parameter.period.map { " " + words.perPeriod($0) } ?? "")
    case .duration: return say("maanden", "months")
    case .persons: return say("mensen", "people")
    case .money, .plain:
      let dutch = ["month": "maand", "year": "jaar", "week": "week", "hour": "uur", "day": "dag"]
      return (parameter.unit ?? (parameter.dimension == .money ? "EUR" : ""))
        .split(separator: " ").map { say.language == .dutch ? dutch[String($0)] ?? String($0) : String($0) }
        .joined(separator: " ")
    }
  }

  /// The mean of a distribution in four digits, which is more than anyone knows of it; a fixed number as it is.
  private static func tidy(_ value: Double, isFixed: Bool) -> Double {
    guard !isFixed, value != 0, value.isFinite else { return value }
    return Double(String(format: "%.4g", locale: Locale(identifier: "en_US_POSIX"), value)) ?? value
  }

  /// From what hardly ever occurs to what hardly ever occurs; for a fixed number from nothing to twice as much.
  private static func range(_ parameter: UncertainParameter, _ factor: Double) -> ClosedRange<Double> {
    let mean = parameter.mean * factor
    var (low, high) = (parameter.bounds(of: 0.998).low * factor, parameter.bounds(of: 0.998).high * factor)
    if parameter.distribution.isFixed || low >= high {
      (low, high) = mean < 0 ? (2 * mean, 0) : (0, 2 * mean)
      if mean == 0 {
        high = parameter.dimension == .money ? 1_000_000 : parameter.dimension == .chance ? 20 : 10
      }
    }
    if parameter.dimension == .chance { (low, high) = (max(0, low), min(100, high)) }
    low = min(low, mean)
    high = max(high, mean)
    // Ends at which a slider can stop: a tidy number of steps apart.
    let step = step(high - low)
    low = (low / step).rounded(.down) * step
    high = (high / step).rounded(.up) * step
    guard low.isFinite, high.isFinite, low < high else { return mean...(mean + 1) }
    if parameter.dimension == .chance { high = min(100, high) }
    return low...max(high, low + step)
  }

  /// One, two or five of a power of ten, about two hundred in a range.
  private static func step(_ width: Double) -> Double {
    guard width > 0, width.isFinite else { return 1 }
    let rough = width / 200
    let power = pow(10, log10(rough).rounded(.down))
    return power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10)
  }
}
