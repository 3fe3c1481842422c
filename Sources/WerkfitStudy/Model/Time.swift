/// A unit of time in a study file.
public enum TimeUnit: String, Sendable, Hashable, CaseIterable, Codable {
  case hour, day, week, month, quarter
  case halfYear = "half-year"
  case year

  /// The length in months, with a year of 365.25 days and 12 equal months.
  ///
  /// An hour is an hour on the clock; hours *of a programme* are converted with `hoursPerWeek` instead.
  public var months: Double {
    switch self {
    case .hour: 12 / 365.25 / 24
    case .day: 12 / 365.25
    case .week: 12 * 7 / 365.25
    case .month: 1
    case .quarter: 3
    case .halfYear: 6
    case .year: 12
    }
  }
}

/// A stretch of time of fixed length, such as `12 months`: the period of a chance or a price.
public struct Period: Sendable, Hashable {
  /// How many units.
  public var count: Double
  /// The unit.
  public var unit: TimeUnit

  /// A period of `count` units.
  public init(_ count: Double = 1, _ unit: TimeUnit) {
    self.count = count
    self.unit = unit
  }

  /// The length in months.
  public var months: Double { count * unit.months }

  /// The length in steps of the given clock.
  public func steps(of clock: StudyClock) -> Double {
    unit == clock.step ? count : months / clock.step.months
  }
}

/// A length of time that may be a formula, such as the longest stay in a phase.
public struct Duration: Sendable, Hashable {
  /// How many units.
  public var amount: Expression
  /// The unit.
  ///
  /// `.hour` means hours of a programme where a phase gives `hoursPerWeek`.
  public var unit: TimeUnit

  /// A duration of `amount` units.
  public init(_ amount: Expression, _ unit: TimeUnit) {
    self.amount = amount
    self.unit = unit
  }
}

/// A calendar month, such as `2021-01`.
public struct CalendarMonth: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The year, such as 2021.
  public var year: Int
  /// The month, 1 to 12.
  public var month: Int

  /// The given month of the given year.
  public init(year: Int, month: Int) {
    self.year = year
    self.month = month
  }

  /// Months since January of year 0.
  public var ordinal: Int { year * 12 + month - 1 }
  /// The month as `2021-01`.
  public var description: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }
  /// Whether one month comes before another.
  public static func < (left: Self, right: Self) -> Bool { left.ordinal < right.ordinal }
}

/// When within a step a state, an outcome or a payment is counted.
///
/// With `n(t)` people in a state at point `t` (t = 0 … T, T steps), the counted person-steps are
/// `start`: Σ n(t) for t = 0 … T−1; `end`: Σ n(t) for t = 1 … T; `halfway`: Σ (n(t) + n(t+1))/2 for
/// t = 0 … T−1 (the half-cycle correction); `points`: Σ n(t) for t = 0 … T.
/// Money and discounted outcomes take the discount factor of the counted moment
/// (`halfway`: that of the middle of the step; moves: that of the point at which they happen, the end
/// of the step, unless `start` or `halfway` is chosen for the line).
public enum Counting: String, Sendable, Hashable, CaseIterable, Codable {
  case start, end, halfway, points
}

/// The clock of a study: where it starts, how far it looks and in what steps.
public struct StudyClock: Sendable, Hashable {
  /// The calendar month in which the first step starts.
  public var start: CalendarMonth
  /// The number of steps T.
  public var steps: Int
  /// The length of a step.
  public var step: TimeUnit
  /// What is counted when, unless a price line or an outcome says otherwise.
  public var counted: Counting

  /// A clock with the given start, number of steps, step and counting.
  public init(start: CalendarMonth, steps: Int, step: TimeUnit = .month, counted: Counting = .start) {
    self.start = start
    self.steps = steps
    self.step = step
    self.counted = counted
  }

  /// The number of steps in a year.
  public var stepsPerYear: Double { 12 / step.months }

  /// The point (0 … T) at or just after the start of a calendar month; may lie outside the study.
  public func point(of month: CalendarMonth) -> Int {
    Int((Double(month.ordinal - start.ordinal) / step.months).rounded(.up))
  }

  /// The calendar month in which step `index` (from 0) starts.
  public func month(ofStep index: Int) -> CalendarMonth {
    let ordinal = start.ordinal + Int(Double(index) * step.months)
    return CalendarMonth(year: ordinal / 12, month: ordinal % 12 + 1)
  }
}

/// How money is counted in a study.
public struct MoneySettings: Sendable, Hashable {
  /// The year whose prices are used.
  public var priceYear: Int?
  /// The real discount rate a year (0.0225 is 2.25%), as a formula.
  public var discountRate: Expression
  /// Where the rate comes from.
  public var provenance: Provenance
  /// Yearly indexation of all amounts in nominal funds, as a formula; 0 by default.
  public var indexation: Expression

  /// Settings with the given price year, discount rate, source and indexation.
  public init(
    priceYear: Int? = nil, discountRate: Expression = .number(0), provenance: Provenance = .init(),
    indexation: Expression = .number(0)
  ) {
    self.priceYear = priceYear
    self.discountRate = discountRate
    self.provenance = provenance
    self.indexation = indexation
  }
}
