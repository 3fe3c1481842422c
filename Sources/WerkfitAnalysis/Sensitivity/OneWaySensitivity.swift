import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// What each assumption does to an outcome when it alone is low or high, and what the horizon, the discount rate,
/// displacement and the price level do.
///
/// Every parameter moves over its own interval, the others stand at their means (Briggs, Claxton and Sculpher 2006,
/// section 3.1). All points meet the same chances, so that bars differ by what the parameter does.
public struct OneWaySensitivity: Sendable {
  /// One bar: a parameter of the study, or something that is always looked at.
  public struct Bar: Sendable, Hashable, Codable {
    /// What kind of thing moves.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
      case parameter
      /// A parameter that says how many others lose their work to those who find it.
      case displacement
      /// Two years shorter and longer.
      case horizon
      /// Two points lower and higher.
      case discountRate
      /// All amounts a tenth lower and higher.
      case priceLevel
    }

    /// What moves.
    public var kind: Kind
    /// What readers see; for the structural ones empty.
    public var label: String
    /// What the values at both ends measure.
    public var dimension: String
    /// The outcome at both ends and at the base.
    public var oneWay: OneWay
    /// The Monte Carlo error of the difference between low and base, and between high and base.
    public var errors: Interval

    /// The mean of the chance errors, by which the width is known.
    public var errorOfWidth: Double {
      (errors.lower * errors.lower + errors.upper * errors.upper).squareRoot()
    }
  }

  /// An outcome and its bars, the widest first; what is always looked at stands among them.
  public struct Tornado: Sendable, Hashable, Codable {
    /// The outcome.
    public var outcome: AnalysedOutcome
    /// With everything at its mean.
    public var base: Double
    /// The Monte Carlo error of the base.
    public var baseError: Double
    /// The bars.
    public var bars: [Bar]
  }

  /// The scenario, and the one it stands beside.
  public var scenario: String
  /// The key of the scenario beside which it stands.
  public var beside: String
  /// The share of each distribution between low and high.
  public var share: Double
  /// One per outcome.
  public var tornados: [Tornado]
  /// The share of the balance of the perspective that falls after month 60, or nil where there is none.
  public var shareAfterYearFive: Double?
  /// Parameters of several numbers at once, which stay at their means.
  public var left: [String]
  /// How often chance was drawn at each point; 1 where expectations are exact.
  public var chances: Int
  /// The number of points.
  public var points: Int
  /// Whether expectations are exact.
  public var isExact: Bool

  /// Computes the outcomes at both ends of every parameter.
  ///
  /// - Parameters:
  ///   - share: The share of each distribution between low and high.
  /// - Throws: `SimulationError`.
  public init(
    of evaluator: StudyEvaluator, scenario: String, beside: String, outcomes: [String], share: Double = 0.95,
    watch: StudyEvaluator.Watch = .init()
  ) throws {
    (self.scenario, self.beside, self.share) = (scenario, beside, share)
    let study = evaluator.study
    let described = try evaluator.analysed(outcomes)
    let parameters = study.uncertainParameters
    left = study.jointParameters
    let bounds = parameters.map { $0.bounds(of: share) }
    let means = parameters.map(\.mean)
    var rows = [means]
    for index in parameters.indices {
      for value in [bounds[index].low, bounds[index].high] {
        var row = means
        row[index] = value
        rows.append(row)
      }
    }
    let quantities = outcomes.map { Quantity(outcome: $0, scenario: scenario, beside: beside) }
    let variants = Variant.all(of: study)
    let work = Double(rows.count + variants.count)
    let watchPoints = watch.part(from: 0, to: Double(rows.count) / work)
    let samples =
      parameters.isEmpty
      ? []
      : try evaluator.samples(
        of: quantities, at: ParameterPoints(names: parameters.map(\.name), rows: rows), watch: watchPoints)
    let base = try evaluator.evaluateAtMeans()
    var ends: [(variant: Variant, samples: [PointSample])] = []
    for (index, variant) in variants.enumerated() {
      if watch.isCancelled?() == true { throw SimulationError.cancelled }
      let changed = try evaluator.changing(variant.change).evaluateAtMeans()
      ends.append((variant, try quantities.map { try changed.found($0) }))
      watch.progress?((Double(rows.count) + Double(index + 1)) / work)
    }
    let baseSamples = try quantities.map { try base.found($0) }
    tornados = quantities.indices.map { position in
      let own = baseSamples[position]
      var bars = parameters.indices.map { index in
        Bar(parameters[index], bounds[index], samples[position], at: 1 + 2 * index)
      }
      bars += Dictionary(grouping: ends, by: \.variant.kind).compactMap { kind, pair in
        Bar(kind, pair.map { ($0.variant, $0.samples[position]) }, base: own)
      }
      let order = tornado(bars.map(\.oneWay)).enumerated().reduce(into: [:]) {
        $0[$1.element.parameter] = $1.offset
      }
      bars.sort { (order[$0.oneWay.parameter] ?? 0) < (order[$1.oneWay.parameter] ?? 0) }
      return Tornado(
        outcome: described[position],
        base: mean(own.rows), baseError: own.error(at: 0), bars: bars)
    }
    shareAfterYearFive = base.shareOfBalance(
      after: 60 / study.clock.step.months, of: study.perspective, scenario: scenario, beside: beside)
    (chances, points, isExact) = (evaluator.chances, rows.count + variants.count + 1, evaluator.isExact)
  }
}

extension OneWaySensitivity.Bar {
  init(
    _ parameter: UncertainParameter, _ bounds: (low: Double, high: Double), _ sample: PointSample,
    at point: Int
  ) {
    kind = parameter.isDisplacement ? .displacement : .parameter
    label = parameter.label
    dimension = parameter.dimension.rawValue
    let means = [0, point, point + 1].map { mean(sample.chances(at: $0)) }
    oneWay = OneWay(
      parameter: parameter.name, low: bounds.low, high: bounds.high, outcomeAtLow: means[1],
      outcomeAtHigh: means[2], outcomeAtBase: means[0])
    errors = Interval(
      sample.shift(from: 0, to: point).error, sample.shift(from: 0, to: point + 1).error)
  }

  init?(
    _ kind: OneWaySensitivity.Bar.Kind, _ ends: [(variant: Variant, sample: PointSample)], base: PointSample
  ) {
    guard let low = ends.min(by: { $0.variant.value < $1.variant.value }),
      let high = ends.max(by: { $0.variant.value < $1.variant.value })
    else { return nil }
    self.kind = kind
    label = ""
    dimension = low.variant.dimension
    oneWay = OneWay(
      parameter: kind.rawValue, low: low.variant.value, high: high.variant.value,
      outcomeAtLow: mean(low.sample.rows), outcomeAtHigh: mean(high.sample.rows),
      outcomeAtBase: mean(base.rows))
    errors = Interval(base.shiftError(to: low.sample), base.shiftError(to: high.sample))
  }
}

extension PointSample {
  /// The Monte Carlo error of the difference with another sample that met the same chances.
  func shiftError(to other: PointSample) -> Double {
    let differences = zip(rows, other.rows).map { $0 - $1 }
    return chances > 1 ? (variance(differences) / Double(differences.count)).squareRoot() : 0
  }
}

extension UncertainParameter {
  /// Whether the parameter says how many others lose their work: told by its name, which studies choose in Dutch or
  /// English.
  public var isDisplacement: Bool {
    let text = (name + " " + label).lowercased()
    return ["verdring", "verdrong", "displace"].contains { text.contains($0) }
  }
}
