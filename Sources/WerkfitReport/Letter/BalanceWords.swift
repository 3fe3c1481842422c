import WerkfitDecision
import WerkfitStudy

/// What may be said of a balance or another difference: no more than its interval carries.
enum BalanceVerdict: Sendable, Hashable, CaseIterable {
  /// Nothing changes.
  case nothing
  /// Below zero over the whole 80% interval.
  case loss
  /// Below zero on average; zero lies within the 80% interval.
  case uncertainLoss
  /// Cannot be told from zero: the mean is within its Monte Carlo error of it.
  case even
  /// Above zero on average; zero lies within the 80% interval.
  case uncertainGain
  /// Above zero over the whole 80% interval.
  case gain

  /// The verdict on a difference.
  init(_ summary: Summary) {
    let bounds = summary.interval80
    if summary.mean == 0, bounds.lower == 0, bounds.upper == 0 {
      self = .nothing
    } else if bounds.upper < 0 {
      self = .loss
    } else if bounds.lower > 0 {
      self = .gain
    } else if abs(summary.mean) <= 2 * summary.standardError || summary.mean == 0 {
      self = .even
    } else {
      self = summary.mean < 0 ? .uncertainLoss : .uncertainGain
    }
  }

  /// Whether the words may say that something will happen, rather than that it is open.
  var isFirm: Bool { self == .loss || self == .gain }
}

/// Sentences about money for a party, as difference with going on without.
struct BalanceWords: Sendable {
  let say: Wording
  let numbers: NumberText

  /// An amount without its sign, as a council reads it.
  func amount(_ value: Double, error: Double) -> String { signed(abs(value), error: error) }

  /// An amount in two digits, or fewer where it holds fewer.
  func signed(_ value: Double, error: Double, scale: NumberText.Scale? = nil) -> String {
    numbers.quantity(value, error: max(error, Self.coarseness * abs(value)), unit: "money", scale: scale)
  }

  /// The share of a number below which its digits say nothing to a council.
  static let coarseness = 0.02

  /// The 80% interval in words, such as `tussen € −1,3 mln en € −0,9 mln`.
  func between(_ summary: Summary) -> String {
    let error = 1.7 * summary.standardError
    let (low, high) = (summary.interval80.lower, summary.interval80.upper)
    let largest = max(abs(low), abs(high))
    let scale = NumberText.scale(unit: "money", largest: largest)
    let text = { (value: Double) in signed(value, error: max(error, Self.coarseness * largest), scale: scale)
    }
    return say("tussen \(text(low)) en \(text(high))", "between \(text(low)) and \(text(high))")
  }

  /// What a plan does to the money of a party over a period.
  ///
  /// - Parameters:
  ///   - plan: The name of the plan, quoted.
  ///   - party: The name of the party.
  ///   - period: The length, such as `7 jaar`.
  func sentence(_ summary: Summary, plan: String, party: String, period: String) -> String {
    let size = amount(summary.mean, error: summary.standardError)
    switch BalanceVerdict(summary) {
    case .nothing:
      return say(
        "\(plan) verandert in \(period) niets aan het geld van \(party).",
        "\(plan) changes nothing in the money of \(party) over \(period).")
    case .loss:
      return say(
        "\(plan) kost \(party) in \(period) naar verwachting \(size) meer dan het oplevert.",
        "\(plan) is expected to cost \(party) \(size) more than it yields over \(period).")
    case .uncertainLoss:
      return say(
        "Het is onzeker of \(plan) \(party) in \(period) geld kost of oplevert; naar verwachting kost het \(size) meer dan het oplevert.",
        "It is uncertain whether \(plan) costs or yields \(party) money over \(period); it is expected to cost \(size) more than it yields."
      )
    case .even:
      return say(
        "Het is onzeker of \(plan) \(party) in \(period) geld kost of oplevert; naar verwachting gaat het ongeveer gelijk op.",
        "It is uncertain whether \(plan) costs or yields \(party) money over \(period); it is expected to come out about even."
      )
    case .uncertainGain:
      return say(
        "Het is onzeker of \(plan) \(party) in \(period) geld kost of oplevert; naar verwachting levert het \(size) meer op dan het kost.",
        "It is uncertain whether \(plan) costs or yields \(party) money over \(period); it is expected to yield \(size) more than it costs."
      )
    case .gain:
      return say(
        "\(plan) levert \(party) in \(period) naar verwachting \(size) meer op dan het kost.",
        "\(plan) is expected to yield \(party) \(size) more than it costs over \(period).")
    }
  }

  /// What happens to the money of a party, as what follows a colon, such as `€ 190.000 erop vooruit`.
  func change(_ summary: Summary) -> String {
    let size = amount(summary.mean, error: summary.standardError)
    switch BalanceVerdict(summary) {
    case .nothing: return say("geen verschil in geld", "no difference in money")
    case .loss: return say("\(size) erop achteruit", "\(size) worse off")
    case .gain: return say("\(size) erop vooruit", "\(size) better off")
    case .even:
      return say("onzeker, naar verwachting ongeveer gelijk", "uncertain, about even as expected")
    case .uncertainLoss:
      return say(
        "onzeker, naar verwachting \(size) erop achteruit", "uncertain, \(size) worse off as expected")
    case .uncertainGain:
      return say(
        "onzeker, naar verwachting \(size) erop vooruit", "uncertain, \(size) better off as expected")
    }
  }
}
