import Foundation
import WerkfitStudy

/// How the value of a slot comes about, once per draw of the parameters.
enum SlotRule: Sendable, Equatable {
  /// A draw: `count` values into this and the next slots.
  case draw(Distribution, name: String, address: UInt64, count: Int)
  /// A formula over earlier slots.
  case formula(FormulaProgram)
  /// Filled by an earlier draw of several components.
  case component

  /// Whether each slot has the same value in every draw.
  static func areStatic(_ rules: [SlotRule]) -> [Bool] {
    var result: [Bool] = []
    for rule in rules {
      switch rule {
      case .draw(let distribution, _, _, _): result.append(distribution.isFixed)
      case .component: result.append(false)
      case .formula(let program): result.append(program.slots.allSatisfy { result[$0] })
      }
    }
    return result
  }
}

/// Turns the parameters of a model into slots, and formulas into programs over them.
///
/// A group with parameters of its own sees other slots for these parameters and for everything that is
/// computed from them.
struct SlotCompiler {
  let model: StudyModel
  /// What formulas read.
  let reader: FormulaReader
  private(set) var rules: [SlotRule] = []
  /// The parameter or table behind each slot.
  private(set) var names: [String] = []
  /// Every formula that is read by something else than an amount of money or an outcome, with who reads it.
  private(set) var ruleReadings: [RuleReading] = []
  /// Who reads the formulas that are compiled now, as a path in the study; nil where it is an amount.
  var reading: String? = ""
  private var slotOfName: [ScopedName: Int] = [:]
  private var tableSlots: [ScopedName: Int] = [:]
  private let parameterIndex: [String: Int]
  private let tableIndex: [String: Int]
  private var inProgress: Set<ScopedName> = []

  struct ScopedName: Hashable {
    var name: String
    /// The index of the group in whose scope the name is read; −1 is the study.
    var group: Int
  }

  init(model: StudyModel) {
    self.model = model
    parameterIndex = Dictionary(
      model.parameters.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    tableIndex = Dictionary(
      model.tables.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    reader = FormulaReader(model: model, parameterIndex: parameterIndex, tableIndex: tableIndex)
  }

  /// Gives every parameter of the study a slot, also those that nothing reads, so that all are drawn.
  mutating func addAllParameters() throws {
    for parameter in model.parameters {
      switch parameter.definition {
      case .distribution: _ = try slot(of: parameter.name, group: -1)
      case .expression(let formula):
        if axes(of: formula, group: -1).isEmpty { _ = try slot(of: parameter.name, group: -1) }
      }
    }
  }

  /// Compiles a formula in the scope of a group (−1 is the study).
  mutating func program(_ formula: Formula, group: Int = -1) throws -> FormulaProgram {
    let program = try slotProgram(formula, group: group)
    if let reading { ruleReadings.append(RuleReading(path: reading, program: program)) }
    return program
  }

  /// Compiles a formula that fills a slot.
  private mutating func slotProgram(_ formula: Formula, group: Int) throws -> FormulaProgram {
    var program = FormulaProgram()
    try append(formula, to: &program, group: group)
    return program
  }

  /// The clocks along which a formula varies, with those of the parameters it reads.
  func axes(of formula: Formula, group: Int) -> ClockAxes { reader.reads(of: formula, group: group).axes }

  /// The formula with all computed parameters written out, in the scope of a group.
  ///
  /// What is left reads only drawn parameters, clocks and tables: two formulas that look the same then are
  /// the same.
  func expanded(_ formula: Formula, group: Int) -> Formula {
    formula.substituting { name in
      if let own = ownFormula(of: name, group: group) { return expanded(own, group: -1) }
      guard let index = parameterIndex[name] else { return nil }
      switch model.parameters[index].definition {
      case .expression(let inner): return expanded(inner, group: group)
      case .distribution(.fixed(let value)): return .number(value)
      case .distribution: return nil
      }
    }
  }

  private func ownFormula(of name: String, group: Int) -> Formula? {
    group >= 0 ? model.groups[group].parameters[name] : nil
  }

  /// Whether a name has another value in a group than in the study.
  private func isOwn(_ name: String, group: Int) -> Bool { reader.readsOwn(.parameter(name), group: group) }

  private mutating func slot(of name: String, group: Int) throws -> Int {
    let scope = ScopedName(name: name, group: isOwn(name, group: group) ? group : -1)
    if let known = slotOfName[scope] { return known }
    guard inProgress.insert(scope).inserted else {
      throw SimulationError.invalid("parameters.\(name): refers to itself")
    }
    defer { inProgress.remove(scope) }
    if let own = ownFormula(of: name, group: scope.group) {
      let program = try slotProgram(own, group: -1)
      return add(.formula(program), for: scope)
    }
    let root = parameterIndex[name] == nil ? String(name.split(separator: ".").first ?? "") : name
    guard let index = parameterIndex[root] else {
      throw SimulationError.invalid("parameters.\(name): not in the study")
    }
    switch model.parameters[index].definition {
    case .expression(let formula):
      let program = try slotProgram(formula, group: scope.group)
      return add(.formula(program), for: scope)
    case .distribution(let distribution):
      let first = rules.count
      rules.append(
        .draw(
          distribution, name: root, address: address(ofName: root), count: distribution.componentCount))
      names.append(root)
      if case .dirichlet(let components, _) = distribution {
        for (offset, component) in components.enumerated() {
          if offset > 0 {
            rules.append(.component)
            names.append(root)
          }
          slotOfName[ScopedName(name: "\(root).\(component)", group: -1)] = first + offset
        }
        slotOfName[ScopedName(name: root, group: -1)] = first
      } else {
        slotOfName[ScopedName(name: root, group: -1)] = first
      }
      guard let slot = slotOfName[ScopedName(name: name, group: -1)] else {
        throw SimulationError.invalid("parameters.\(name): no such component")
      }
      return slot
    }
  }

  private mutating func add(_ rule: SlotRule, for scope: ScopedName) -> Int {
    rules.append(rule)
    names.append(scope.name)
    slotOfName[scope] = rules.count - 1
    return rules.count - 1
  }

  private mutating func append(_ formula: Formula, to program: inout FormulaProgram, group: Int) throws {
    func emit(_ code: FormulaProgram.Code, _ index: Int = 0, _ value: Double = 0) {
      program.instructions.append(.init(code: code, index: Int32(index), value: value))
    }
    switch formula {
    case .number(let value): emit(.constant, 0, value)
    case .clock(let clock):
      emit(.clock, ClockVariable.allCases.firstIndex(of: clock) ?? 0)
      program.axes.formUnion(axes(of: formula, group: group))
    case .parameter(let name):
      if axes(of: formula, group: group).isEmpty {
        let slot = try slot(of: name, group: group)
        emit(.slot, slot)
        program.slots.insert(slot)
      } else if let own = ownFormula(of: name, group: group) {
        try append(own, to: &program, group: -1)
      } else if let index = parameterIndex[name],
        case .expression(let inner) = model.parameters[index].definition
      {
        try append(inner, to: &program, group: group)
      }
    case .table(let name, let argument):
      guard let index = tableIndex[name] else {
        throw SimulationError.invalid("tables.\(name): not in the study")
      }
      try append(argument, to: &program, group: group)
      let first = try tableSlot(index, group: group)
      let table = model.tables[index]
      emit(.table, program.tables.count)
      program.tables.append(.init(breakpoints: table.breakpoints, firstSlot: first))
      program.slots.formUnion(first..<(first + table.values.count))
    case .negate(let inner):
      try append(inner, to: &program, group: group)
      emit(.negate)
    case .binary(let op, let left, let right):
      try append(left, to: &program, group: group)
      try append(right, to: &program, group: group)
      emit(Self.code(of: op))
    case .call(let function, let arguments):
      for argument in arguments { try append(argument, to: &program, group: group) }
      switch function {
      case .exp: emit(.exp)
      case .log: emit(.log)
      case .sqrt: emit(.sqrt)
      case .abs: emit(.abs)
      case .floor: emit(.floor)
      case .ceil: emit(.ceil)
      case .round: emit(.round)
      case .if: emit(.select)
      case .shock: emit(.shock)
      case .min: for _ in 1..<max(arguments.count, 2) { emit(.min) }
      case .max: for _ in 1..<max(arguments.count, 2) { emit(.max) }
      }
    }
  }

  private mutating func tableSlot(_ index: Int, group: Int) throws -> Int {
    let table = model.tables[index]
    let isOwn = table.values.contains { reader.readsOwn($0, group: group) }
    let scope = ScopedName(name: table.name, group: isOwn ? group : -1)
    if let known = tableSlots[scope] { return known }
    let programs = try table.values.map { try slotProgram($0, group: scope.group) }
    let first = rules.count
    rules.append(contentsOf: programs.map { .formula($0) })
    names.append(contentsOf: programs.map { _ in table.name })
    tableSlots[scope] = first
    return first
  }

  private static func code(of op: BinaryOperator) -> FormulaProgram.Code {
    switch op {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .power: .power
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .equal: .equal
    case .notEqual: .notEqual
    }
  }
}
