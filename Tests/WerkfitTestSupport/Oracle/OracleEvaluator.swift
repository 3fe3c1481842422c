import Foundation
import WerkfitStudy

import enum WerkfitStudy.Expression

/// The moment and the person for which the oracle evaluates a formula.
struct OracleMoment {
  /// The index in the model of the group whose own parameters hold, or nil.
  var group: Int?
  /// The index of the step, from 0.
  var step: Int
  /// The number of the step since the person entered the present state, from 1.
  var inState = 1
  /// The number of the step since the person's benefit status changed, from 1.
  var sinceBenefitChange = 1
}

/// Evaluates formulas by recursion, without any compilation.
///
/// Own parameters of a group replace the parameter wherever it is read for the people of that group, also
/// in other parameters; the formula of an own parameter itself reads the values of the study.
struct OracleEvaluator {
  let clock: StudyClock
  let model: StudyModel
  private let definitions: [String: ParameterDefinition]
  private let tables: [String: LookupTable]
  private let drawn: [String: Double]

  /// An evaluator in which parameters with a distribution have the given values, else their means.
  init(study: Study, model: StudyModel, drawn: [String: Double]) {
    clock = study.clock
    self.model = model
    definitions = Dictionary(model.parameters.map { ($0.name, $0.definition) }) { $1 }
    tables = Dictionary(model.tables.map { ($0.name, $0) }) { $1 }
    var values: [String: Double] = [:]
    for parameter in model.parameters {
      guard case .distribution(let distribution) = parameter.definition else { continue }
      switch distribution {
      case .fixed(let value): values[parameter.name] = value
      case .dirichlet(let components, let counts):
        let total = counts.reduce(0, +)
        for (component, count) in zip(components, counts) {
          let name = "\(parameter.name).\(component)"
          values[name] = drawn[name] ?? count / total
        }
      default: values[parameter.name] = drawn[parameter.name] ?? distribution.oracleMean
      }
    }
    self.drawn = values
  }

  func value(_ expression: Expression, at moment: OracleMoment) -> Double {
    switch expression {
    case .number(let number): return number
    case .parameter(let name): return parameter(name, at: moment)
    case .clock(let variable): return self.clock(variable, at: moment)
    case .table(let name, let argument):
      guard let table = tables[name] else { return .nan }
      let at = value(argument, at: moment)
      let index = table.breakpoints.lastIndex { $0 <= at } ?? 0
      return value(table.values[index], at: moment)
    case .negate(let inner): return -value(inner, at: moment)
    case .binary(let operation, let left, let right):
      return apply(operation, value(left, at: moment), value(right, at: moment))
    case .call(.if, let parts):
      return value(value(parts[0], at: moment) != 0 ? parts[1] : parts[2], at: moment)
    case .call(let function, let parts):
      return apply(function, parts.map { value($0, at: moment) })
    }
  }

  private func parameter(_ name: String, at moment: OracleMoment) -> Double {
    if let group = moment.group, let own = model.groups[group].parameters[name] {
      var plain = moment
      plain.group = nil
      return value(own, at: plain)
    }
    if case .expression(let formula)? = definitions[name] { return value(formula, at: moment) }
    return drawn[name] ?? .nan
  }

  private func clock(_ variable: ClockVariable, at moment: OracleMoment) -> Double {
    switch variable {
    case .t: return Double(moment.step + 1)
    case .inState: return Double(moment.inState)
    case .sinceBenefitChange: return Double(moment.sinceBenefitChange)
    case .age:
      let start = moment.group.flatMap { model.groups[$0].age } ?? 0
      return start + Double(moment.step) * clock.step.months / 12
    case .month: return Double(clock.month(ofStep: moment.step).month)
    case .year: return Double(clock.month(ofStep: moment.step).year)
    }
  }

  private func apply(_ operation: BinaryOperator, _ left: Double, _ right: Double) -> Double {
    switch operation {
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

  private func apply(_ function: MathFunction, _ values: [Double]) -> Double {
    switch function {
    case .exp: Foundation.exp(values[0])
    case .log: Foundation.log(values[0])
    case .sqrt: values[0].squareRoot()
    case .abs: Swift.abs(values[0])
    case .floor: values[0].rounded(.down)
    case .ceil: values[0].rounded(.up)
    case .round: values[0].rounded()
    case .min: values.min() ?? .nan
    case .max: values.max() ?? .nan
    case .if: values[0] != 0 ? values[1] : values[2]
    case .shock: OracleShock(depth: values[1], length: values[2], recovery: values[3]).left(at: values[0])
    }
  }
}

extension OracleEvaluator {
  /// The length of a duration in steps, for the people of a group.
  func steps(_ duration: Duration, at moment: OracleMoment, hoursPerWeek: Expression? = nil) -> Double {
    let amount = value(duration.amount, at: moment)
    if duration.unit == .hour, let hoursPerWeek {
      return amount / value(hoursPerWeek, at: moment) * TimeUnit.week.months / clock.step.months
    }
    if duration.unit == clock.step { return amount }
    return amount * duration.unit.months / clock.step.months
  }

  /// Every parameter and clock that a formula reads for the people of a group, directly or not.
  func reads(_ expression: Expression, group: Int?) -> (parameters: Set<String>, clocks: Set<ClockVariable>) {
    var parameters: Set<String> = []
    var clocks: Set<ClockVariable> = []
    var open: [(Expression, Int?)] = [(expression, group)]
    while let (formula, group) = open.popLast() {
      clocks.formUnion(formula.clocks)
      for name in formula.tableNames { open += (tables[name]?.values ?? []).map { ($0, group) } }
      for name in formula.parameterNames {
        parameters.insert(name)
        if let group, let own = model.groups[group].parameters[name] {
          open.append((own, nil))
        } else if case .expression(let inner)? = definitions[name] {
          open.append((inner, group))
        }
      }
    }
    return (parameters, clocks)
  }
}
