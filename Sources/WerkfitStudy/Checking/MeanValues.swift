import Foundation

/// The values of parameters and formulas with every distribution at its mean.
///
/// For showing what a study says and for checking it before anything is simulated. A formula at the means is
/// not the mean of the formula; where that matters, simulate.
public struct MeanValues: Sendable {
  /// The values of clocks for which a formula is evaluated.
  public typealias Clocks = [ClockVariable: Double]

  /// The first step of a study that starts in January: what a formula sees at the beginning.
  public static let firstStep: Clocks = [.t: 1, .inState: 1, .sinceBenefitChange: 1]

  /// Deeper than this nothing is evaluated: formulas that read the clocks are followed from name to name.
  private static let depthLimit = 300

  private let tables: [String: LookupTable]
  /// The computed parameters, each after those it reads.
  private var order: [(name: String, formula: Expression)] = []
  /// Formulas that read a clock somewhere, or that could not be evaluated.
  private var formulas: [String: Expression] = [:]
  private var values: [String: Double] = [:]

  /// The values of a model, for a group with its own parameters or for the study as a whole.
  ///
  /// - Complexity: O(parameters and tables).
  public init(_ model: StudyModel, group: Doelgroep? = nil) {
    tables = Dictionary(model.tables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for parameter in model.parameters {
      guard case .distribution(let distribution) = parameter.definition else { continue }
      if let mean = distribution.expectedValue { values[parameter.name] = mean }
      for part in distribution.componentMeans { values["\(parameter.name).\(part.component)"] = part.mean }
    }
    order = Self.ordered(model)
    compute(except: [])
    if let group { take(group) }
  }

  /// The values for a group, from those of the study.
  init(_ study: MeanValues, group: Doelgroep) {
    self = study
    take(group)
  }

  /// The own formulas of a group read the values of the study; all that reads them is computed anew.
  private mutating func take(_ group: Doelgroep) {
    guard !group.parameters.isEmpty else { return }
    let own = group.parameters.mapValues { (formula: $0, value: value(of: $0, at: [:])) }
    formulas = [:]
    for (name, change) in own {
      values[name] = change.value
      if change.value == nil { formulas[name] = change.formula }
    }
    compute(except: Set(own.keys))
  }

  private mutating func compute(except own: Set<String>) {
    for (name, formula) in order where !own.contains(name) {
      let value = value(of: formula, at: [:])
      values[name] = value
      formulas[name] = value == nil ? formula : nil
    }
  }

  /// The value of a parameter, or of a component as `name.component`; nil where it reads a clock or is none.
  public subscript(name: String) -> Double? { values[name] }

  /// The value of a formula for the given clocks; nil where it cannot be computed (an unknown name, a clock
  /// that is not given, a division by zero).
  public func value(of expression: Expression, at clocks: Clocks = MeanValues.firstStep) -> Double? {
    guard let value = evaluate(expression, clocks, depth: 0), value.isFinite else { return nil }
    return value
  }

  /// The computed parameters in an order in which each comes after those it reads, through tables too.
  private static func ordered(_ model: StudyModel) -> [(name: String, formula: Expression)] {
    var positions: [String: Int] = [:]
    var tablePositions: [String: Int] = [:]
    for (index, parameter) in model.parameters.enumerated() { positions[parameter.name] = index }
    for (index, table) in model.tables.enumerated() {
      tablePositions[table.name] = model.parameters.count + index
    }
    func reads(_ formulas: [Expression]) -> [Int] {
      var found: Set<Int> = []
      for formula in formulas {
        formula.visit { part in
          switch part {
          case .parameter(let name): if let position = positions[name] { found.insert(position) }
          case .table(let name, _): if let position = tablePositions[name] { found.insert(position) }
          default: break
          }
        }
      }
      return Array(found)
    }
    let graph = ParameterGraph(
      reads: model.parameters.map { parameter in
        if case .expression(let formula) = parameter.definition { return reads([formula]) }
        return []
      } + model.tables.map { reads($0.values) })
    return graph.ordered().order.compactMap { item in
      guard item < model.parameters.count, case .expression(let formula) = model.parameters[item].definition
      else { return nil }
      return (model.parameters[item].name, formula)
    }
  }

  private func evaluate(_ expression: Expression, _ clocks: Clocks, depth: Int) -> Double? {
    guard depth < Self.depthLimit else { return nil }
    switch expression {
    case .number(let value): return value
    case .parameter(let name):
      if let value = values[name] { return value }
      guard let formula = formulas[name], !clocks.isEmpty else { return nil }
      return evaluate(formula, clocks, depth: depth + 10)
    case .clock(let clock): return clocks[clock]
    case .table(let name, let argument):
      guard let table = tables[name], let at = evaluate(argument, clocks, depth: depth + 1) else {
        return nil
      }
      return table.formula(at: at).flatMap { evaluate($0, clocks, depth: depth + 1) }
    case .negate(let inner): return evaluate(inner, clocks, depth: depth + 1).map { -$0 }
    case .binary(let operation, let left, let right):
      guard let first = evaluate(left, clocks, depth: depth + 1),
        let second = evaluate(right, clocks, depth: depth + 1)
      else { return nil }
      return operation.result(first, second)
    case .call(.if, let arguments):
      guard arguments.count == 3, let condition = evaluate(arguments[0], clocks, depth: depth + 1) else {
        return nil
      }
      return evaluate(arguments[condition != 0 ? 1 : 2], clocks, depth: depth + 1)
    case .call(let function, let arguments):
      var numbers: [Double] = []
      for argument in arguments {
        guard let number = evaluate(argument, clocks, depth: depth + 1) else { return nil }
        numbers.append(number)
      }
      return function.result(numbers)
    }
  }
}

extension LookupTable {
  /// The formula that holds at an argument: that of the last breakpoint at or below it, else the first.
  func formula(at argument: Double) -> Expression? {
    var found = values.first
    for (breakpoint, value) in zip(breakpoints, values) {
      guard breakpoint <= argument else { break }
      found = value
    }
    return found
  }
}

extension BinaryOperator {
  /// The result for two numbers; a comparison gives 1 or 0.
  func result(_ left: Double, _ right: Double) -> Double {
    switch self {
    case .add: left + right
    case .subtract: left - right
    case .multiply: left * right
    case .divide: left / right
    case .power: pow(left, right)
    case .less: left < right ? 1 : 0
    case .lessOrEqual: left <= right ? 1 : 0
    case .greater: left > right ? 1 : 0
    case .greaterOrEqual: left >= right ? 1 : 0
    case .equal: left == right ? 1 : 0
    case .notEqual: left != right ? 1 : 0
    }
  }
}

extension MathFunction {
  /// The result for numbers; nil for `if`, which does not evaluate all of them, and for no numbers.
  func result(_ numbers: [Double]) -> Double? {
    guard let first = numbers.first else { return nil }
    switch self {
    case .exp: return Foundation.exp(first)
    case .log: return Foundation.log(first)
    case .sqrt: return first.squareRoot()
    case .abs: return Swift.abs(first)
    case .floor: return first.rounded(.down)
    case .ceil: return first.rounded(.up)
    case .round: return first.rounded()
    case .min: return numbers.min()
    case .max: return numbers.max()
    case .if: return nil
    case .shock:
      guard numbers.count == 4 else { return nil }
      return Self.shock(numbers[0], depth: numbers[1], length: numbers[2], recovery: numbers[3])
    }
  }
}
