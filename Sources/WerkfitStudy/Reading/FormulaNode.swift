/// A formula as read, with for every part where it stands; names are not yet resolved to kinds.
indirect enum FormulaNode {
  case number(Double, offset: Int)
  /// A parameter or a clock.
  case name(String, offset: Int)
  case table(String, FormulaNode, offset: Int)
  case negate(FormulaNode, offset: Int)
  case binary(BinaryOperator, FormulaNode, FormulaNode, offset: Int)
  case call(MathFunction, [FormulaNode], offset: Int)

  /// Where it stands: characters from the start of the scalar (for an operation, the operator).
  var offset: Int {
    switch self {
    case .number(_, let offset), .name(_, let offset), .table(_, _, let offset), .negate(_, let offset),
      .binary(_, _, _, let offset), .call(_, _, let offset):
      offset
    }
  }

  /// The formula of the model.
  ///
  /// A parameter hides a clock of the same name (which the reader refuses).
  var expression: Expression {
    switch self {
    case .number(let value, _): .number(value)
    case .name(let name, _): ClockVariable(rawValue: name).map { .clock($0) } ?? .parameter(name)
    case .table(let name, let argument, _): .table(name, argument.expression)
    case .negate(let inner, _): .negate(inner.expression)
    case .binary(let operation, let left, let right, _):
      .binary(operation, left.expression, right.expression)
    case .call(let function, let arguments, _): .call(function, arguments.map(\.expression))
    }
  }
}

/// Why a formula cannot be read.
struct FormulaError: Error {
  var kind = Diagnostic.Kind.formula
  /// Where: characters from the start of the scalar.
  var offset: Int
  var problem: Sentence
  var found: String?
  var expected: Sentence?
  var suggestion: Sentence?
}

/// The names that a formula may use.
struct FormulaNames {
  /// Parameters, and the components of Dirichlet parameters as `name.component`.
  var parameters: Set<String> = []
  /// Tables.
  var tables: Set<String> = []

  /// Whether a name is a parameter, a clock or a table.
  func knows(_ name: some StringProtocol) -> Bool {
    let name = String(name)
    return parameters.contains(name) || tables.contains(name) || ClockVariable(rawValue: name) != nil
  }

  /// All names that may stand in a formula without parentheses.
  var values: [String] { parameters.sorted() + ClockVariable.allCases.map(\.rawValue) }

  /// All names that may stand before parentheses.
  static func callables(tables: Set<String>) -> [String] {
    tables.sorted() + MathFunction.allCases.map(\.rawValue) + ["ln"]
  }
}
