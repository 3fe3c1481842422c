/// A formula over parameters, tables and clocks, as written after `=` in a study file.
///
/// Names are resolved when the study is checked: after that a name is a parameter, a clock or a table,
/// and nothing else. Evaluation lives in the engine.
public indirect enum Expression: Sendable, Hashable {
  /// A constant, already converted to plain units (`1.5%` is `0.015`).
  case number(Double)
  /// The value of a parameter, by name. Components of a Dirichlet parameter are named `name.component`.
  case parameter(String)
  /// The value of a clock at the step for which the formula is evaluated.
  case clock(ClockVariable)
  /// The value of a table at the value of its argument.
  case table(String, Expression)
  /// The negative of a formula.
  case negate(Expression)
  /// An arithmetic or comparing operation on two formulas; a comparison gives 1 or 0.
  case binary(BinaryOperator, Expression, Expression)
  /// A function of one or more formulas.
  case call(MathFunction, [Expression])
}

/// The operations between two formulas.
public enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "^"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
}

/// The functions that a formula may call.
public enum MathFunction: String, Sendable, Hashable, CaseIterable {
  case exp
  /// Natural logarithm; `ln` is accepted as a synonym.
  case log
  case sqrt
  case abs
  case floor
  case ceil
  case round
  case min
  case max
  /// `if(condition, then, else)`: a condition counts as true when it is not 0.
  case `if`
  /// `shock(t, depth, length, recovery)`: see `shock(_:depth:length:recovery:)`.
  case shock

  /// How many arguments the function takes.
  public var argumentCount: ClosedRange<Int> {
    switch self {
    case .exp, .log, .sqrt, .abs, .floor, .ceil, .round: 1...1
    case .min, .max: 2...8
    case .if: 3...3
    case .shock: 4...4
    }
  }
}

/// The clocks that a formula may read, each counted in steps from 1 unless said otherwise.
public enum ClockVariable: String, Sendable, Hashable, CaseIterable {
  /// The number of the step since the start of the study: 1 in the first step.
  case t
  /// The number of the step since the person entered the present state: 1 in the first.
  case inState
  /// The number of the step since the person's benefit status last changed (on ↔ off benefit): 1 in the first.
  ///
  /// Off benefit this is the time since leaving the benefit; on benefit the time since (re)entering it.
  case sinceBenefitChange
  /// The age in years of the group's people in this step (`age` of the doelgroep plus time passed).
  case age
  /// The calendar month, 1 to 12, in which the step starts.
  case month
  /// The calendar year in which the step starts.
  case year
}

extension Expression {
  /// Every parameter name that the formula reads directly.
  public var parameterNames: Set<String> {
    var names: Set<String> = []
    visit { if case .parameter(let name) = $0 { names.insert(name) } }
    return names
  }

  /// Every clock that the formula reads directly.
  public var clocks: Set<ClockVariable> {
    var found: Set<ClockVariable> = []
    visit { if case .clock(let clock) = $0 { found.insert(clock) } }
    return found
  }

  /// Every table name that the formula reads directly.
  public var tableNames: Set<String> {
    var names: Set<String> = []
    visit { if case .table(let name, _) = $0 { names.insert(name) } }
    return names
  }

  /// Calls the closure with this formula and all of its parts, outermost first.
  public func visit(_ body: (Expression) -> Void) {
    body(self)
    switch self {
    case .number, .parameter, .clock: break
    case .table(_, let argument), .negate(let argument): argument.visit(body)
    case .binary(_, let left, let right):
      left.visit(body)
      right.visit(body)
    case .call(_, let arguments): for argument in arguments { argument.visit(body) }
    }
  }

  /// The formula with every parameter name replaced by what the closure gives, or kept where it gives nil.
  public func substituting(_ replacement: (String) -> Expression?) -> Expression {
    switch self {
    case .number, .clock: self
    case .parameter(let name): replacement(name) ?? self
    case .table(let name, let argument): .table(name, argument.substituting(replacement))
    case .negate(let inner): .negate(inner.substituting(replacement))
    case .binary(let op, let left, let right):
      .binary(op, left.substituting(replacement), right.substituting(replacement))
    case .call(let function, let arguments):
      .call(function, arguments.map { $0.substituting(replacement) })
    }
  }
}

/// The name under which other targets speak of formulas, since Foundation has an `Expression` of its own.
public typealias Formula = Expression
