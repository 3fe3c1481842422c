extension WorkbookContent {
  /// A number with its two intervals.
  public struct Estimate: Sendable, Hashable {
    /// The mean.
    public var mean: Double
    /// The 80% interval, or nil where there is no spread.
    public var interval80: Bounds?
    /// The 95% interval, or nil where there is no spread.
    public var interval95: Bounds?

    /// A mean with intervals.
    public init(_ mean: Double, interval80: Bounds? = nil, interval95: Bounds? = nil) {
      (self.mean, self.interval80, self.interval95) = (mean, interval80, interval95)
    }
  }

  /// The two ends of an interval.
  public struct Bounds: Sendable, Hashable {
    /// The lower end.
    public var lower: Double
    /// The upper end.
    public var upper: Double

    /// The interval between two numbers.
    public init(_ lower: Double, _ upper: Double) { (self.lower, self.upper) = (lower, upper) }
  }

  /// An outcome in every scenario.
  public struct Outcome: Sendable, Hashable {
    /// The key, such as `netExits` or `balance:gemeente`.
    public var key: String
    /// What readers see.
    public var label: String
    /// What readers see before a difference, where that is another name.
    public var differenceLabel: String?
    /// What it measures: `money`, `persons`, `months`, `share`, or a unit of the study's own.
    public var unit: String
    /// The outcome per scenario; nil where it is no number of one scenario.
    public var values: [Estimate?]
    /// The difference with the nulalternatief per scenario; nil for the nulalternatief.
    public var differences: [Estimate?]
    /// A remark, such as that an amount is nominal.
    public var note: String?
    /// Why a difference is not that of the means, where it is not; nil refers to the guide.
    public var differenceNote: String?

    /// An outcome.
    public init(
      key: String, label: String, unit: String, values: [Estimate?], differences: [Estimate?],
      differenceLabel: String? = nil, note: String? = nil, differenceNote: String? = nil
    ) {
      (self.key, self.label, self.unit) = (key, label, unit)
      (self.values, self.differences) = (values, differences)
      (self.differenceLabel, self.note, self.differenceNote) = (differenceLabel, note, differenceNote)
    }
  }

  /// A party that pays and receives.
  public struct Party: Sendable, Hashable {
    /// The key in the study file.
    public var key: String
    /// What readers see; no two parties share it.
    public var label: String
    /// The key of the outcome that is its balance over all years, or nil.
    public var outcome: String?

    /// A party.
    public init(key: String, label: String, outcome: String? = nil) {
      (self.key, self.label, self.outcome) = (key, label, outcome)
    }
  }

  /// Receipts minus payments per calendar year and party, as means, discounted.
  public struct PartyYears: Sendable, Hashable {
    /// The calendar years.
    public var years: [Int]
    /// The parties.
    public var parties: [Party]
    /// Amounts per scenario, year and party.
    public var amounts: [[[Double]]]
    /// Differences with the nulalternatief per scenario, year and party, where these are computed apart.
    ///
    /// Such as against the same people without a traject. Nil, or an empty list for a scenario, takes amounts minus
    /// those of the nulalternatief.
    public var differences: [[[Double]]]?
    /// The key of the outcome that is the balance of all parties together, or nil.
    public var societyOutcome: String?
    /// The position of the party whose amounts by year the chart shows, or nil.
    public var perspective: Int?
    /// A remark above the amounts, such as that people who do not start are not counted, or nil.
    public var note: String?

    /// Amounts per year and party.
    public init(
      years: [Int], parties: [Party], amounts: [[[Double]]], differences: [[[Double]]]? = nil,
      societyOutcome: String? = nil, perspective: Int? = nil, note: String? = nil
    ) {
      (self.years, self.parties, self.amounts) = (years, parties, amounts)
      (self.differences, self.societyOutcome) = (differences, societyOutcome)
      (self.perspective, self.note) = (perspective, note)
    }
  }

  /// A price line: who pays whom, and how much in all.
  public struct Booking: Sendable, Hashable {
    /// The key of the price line.
    public var key: String
    /// What readers see.
    public var label: String
    /// The position of the party that pays; nil where society puts it in (hours, lost production).
    public var from: Int?
    /// The position of the party that receives; nil where it leaves to society.
    public var to: Int?
    /// Mean amount over all years per scenario, discounted as ``PartyYears/amounts``.
    public var amounts: [Double]

    /// A price line.
    public init(key: String, label: String, from: Int?, to: Int?, amounts: [Double]) {
      (self.key, self.label, self.from) = (key, label, from)
      (self.to, self.amounts) = (to, amounts)
    }
  }

  /// What a fund had, paid and has left, per scenario, as means, nominal.
  public struct Fund: Sendable, Hashable {
    /// What readers see.
    public var label: String
    /// What it had, per scenario.
    public var budget: [Double]
    /// What it paid, per scenario.
    public var paid: [Double]
    /// What is left, lapsed or shifted away, per scenario.
    public var left: [Double]

    /// A fund.
    public init(label: String, budget: [Double], paid: [Double], left: [Double]) {
      (self.label, self.budget) = (label, budget)
      (self.paid, self.left) = (paid, left)
    }
  }

  /// A check: two numbers that should be equal.
  public struct Check: Sendable, Hashable {
    /// What is checked, in a phrase.
    public var label: String
    /// What it is about, such as a scenario.
    public var subject: String
    /// What was computed.
    public var computed: Double
    /// What it should be.
    public var expected: Double
    /// How far they may differ.
    public var tolerance: Double

    /// A check.
    public init(
      _ label: String, subject: String, computed: Double, expected: Double, tolerance: Double = 0.01
    ) {
      (self.label, self.subject, self.tolerance) = (label, subject, tolerance)
      (self.computed, self.expected) = (computed, expected)
    }
  }
}
