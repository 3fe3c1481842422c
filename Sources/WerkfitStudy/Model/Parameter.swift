/// What a number measures; formulas may only add and compare like with like.
public enum Dimension: String, Sendable, Hashable, CaseIterable {
  /// A plain number, share, ratio or multiplier.
  case plain
  /// A chance over a period.
  case chance
  /// Money in the currency of the study.
  case money
  /// A length of time, held in months.
  case duration
  /// A number of people.
  case persons
}

/// A probability distribution, in plain numbers and already in its own standard parameters.
public enum Distribution: Sendable, Hashable {
  case fixed(Double)
  /// Beta with shape parameters α and β, both > 0.
  case beta(alpha: Double, beta: Double)
  case normal(mean: Double, sd: Double)
  /// Normal conditioned on lying within the bounds; mean and sd are those of the untruncated normal.
  case truncatedNormal(mean: Double, sd: Double, lower: Double, upper: Double)
  /// Lognormal: the logarithm is normal with the given mean and standard deviation.
  case lognormal(mu: Double, sigma: Double)
  /// Gamma with mean `shape * scale`.
  case gamma(shape: Double, scale: Double)
  case uniform(lower: Double, upper: Double)
  case triangular(lower: Double, mode: Double, upper: Double)
  /// PERT: a beta on [lower, upper] with mean (lower + λ·mode + upper)/(λ + 2); λ is 4 unless given.
  case pert(lower: Double, mode: Double, upper: Double, lambda: Double)
  /// The given values with the given weights (need not sum to 1).
  case discrete(values: [Double], weights: [Double])
  /// Each of the given values equally often.
  case empirical([Double])
  /// Shares that sum to 1, one per component; the parameter is read as `name.component`.
  case dirichlet(components: [String], counts: [Double])
}

/// How the value of a parameter comes about.
public enum ParameterDefinition: Sendable, Hashable {
  /// Drawn anew for each draw of the parameters.
  case distribution(Distribution)
  /// Computed from other parameters and clocks.
  case expression(Expression)
}

/// A named number of a study, with its unit and where it comes from.
public struct Parameter: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see; the key where the study gives none.
  public var label: String
  /// The distribution or formula.
  public var definition: ParameterDefinition
  /// What the number measures.
  public var dimension: Dimension
  /// The period of a chance or of an amount per time; nil where there is none.
  public var period: Period?
  /// The unit as written, for readers (`EUR per start`).
  public var unit: String?
  /// The source, place, remark and confidence.
  public var provenance: Provenance

  /// A parameter with the given definition.
  public init(
    name: String, label: String? = nil, definition: ParameterDefinition, dimension: Dimension = .plain,
    period: Period? = nil, unit: String? = nil, provenance: Provenance = .init()
  ) {
    self.name = name
    self.label = label ?? name
    self.definition = definition
    self.dimension = dimension
    self.period = period
    self.unit = unit
    self.provenance = provenance
  }
}

/// A chance per period, or a rate, as a formula.
public struct Chance: Sendable, Hashable {
  /// The number.
  public var expression: Expression
  /// The period over which it holds; nil means one step of the study's clock.
  public var period: Period?
  /// True where the number is a rate (expected events per period) instead of a probability.
  public var isRate: Bool

  /// A chance with the given formula and period.
  public init(_ expression: Expression, per period: Period? = nil, isRate: Bool = false) {
    self.expression = expression
    self.period = period
    self.isRate = isRate
  }
}

/// A step function of a number: the value of the last breakpoint at or below the argument.
public struct LookupTable: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// The arguments at which the value changes, rising.
  ///
  /// Below the first the first value holds.
  public var breakpoints: [Double]
  /// The value from each breakpoint on; may be formulas without clocks.
  public var values: [Expression]
  /// The source, place, remark and confidence.
  public var provenance: Provenance

  /// A table with the given breakpoints and values, which must be equally many.
  public init(
    name: String, label: String? = nil, breakpoints: [Double], values: [Expression],
    provenance: Provenance = .init()
  ) {
    self.name = name
    self.label = label ?? name
    self.breakpoints = breakpoints
    self.values = values
    self.provenance = provenance
  }
}
