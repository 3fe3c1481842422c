import WerkfitStudy

extension Study {
  /// Whether any parameter is drawn from a distribution under the given reading.
  func drawsParameters(reading: String?) -> Bool {
    scenarios.contains { scenario in
      model(scenario: scenario.name, reading: reading).parameters.contains { $0.isDrawn }
    }
  }

  /// The nominal amount of a fund in a scenario, or nil where it is uncertain or goes by calendar year.
  ///
  /// A scenario without the fund has 0 of it.
  public func amount(ofFund key: String, scenario: String) -> Double? {
    var own = self
    own.base = model(scenario: scenario)
    guard let fund = own.base.funds.first(where: { $0.name == key }) else { return 0 }
    return fund.isYearly ? nil : own.constant(fund.amount)
  }

  /// The value of a formula that rests on fixed parameters only, or nil.
  func constant(_ formula: Expression, depth: Int = 0) -> Double? {
    guard depth < 64 else { return nil }
    switch formula {
    case .number(let value): return value
    case .parameter(let name):
      guard let parameter = base.parameters.first(where: { $0.name == name }) else { return nil }
      switch parameter.definition {
      case .distribution(.fixed(let value)): return value
      case .distribution: return nil
      case .expression(let inner): return constant(inner, depth: depth + 1)
      }
    case .negate(let inner): return constant(inner, depth: depth + 1).map { -$0 }
    case .binary(let operation, let left, let right):
      guard let a = constant(left, depth: depth + 1), let b = constant(right, depth: depth + 1) else {
        return nil
      }
      switch operation {
      case .add: return a + b
      case .subtract: return a - b
      case .multiply: return a * b
      case .divide: return b == 0 ? nil : a / b
      default: return nil
      }
    case .clock, .table, .call: return nil
    }
  }
}

extension Parameter {
  /// Whether the parameter takes more than one value.
  var isDrawn: Bool {
    guard case .distribution(let law) = definition else { return false }
    switch law {
    case .fixed: return false
    case .normal(_, let sd), .truncatedNormal(_, let sd, _, _): return sd > 0
    case .lognormal(_, let sigma): return sigma > 0
    case .uniform(let lower, let upper), .triangular(let lower, _, let upper),
      .pert(let lower, _, let upper, _):
      return lower < upper
    case .discrete(let values, _), .empirical(let values): return Set(values).count > 1
    case .beta, .gamma, .dirichlet: return true
    }
  }
}
