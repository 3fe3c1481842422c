import Foundation
import WerkfitStudy

/// The clocks along which a formula varies.
struct ClockAxes: OptionSet, Sendable, Hashable {
  let rawValue: UInt8
  /// `t`, `age`, `month`, `year`: the step of the study.
  static let step = ClockAxes(rawValue: 1)
  /// `inState`.
  static let inState = ClockAxes(rawValue: 2)
  /// `sinceBenefitChange`.
  static let sinceBenefitChange = ClockAxes(rawValue: 4)
}

/// A formula compiled to instructions for a small stack machine over slots of drawn values.
///
/// Parameters without clocks are slots, computed once per draw; formulas with clocks are inlined. The machine
/// evaluates either one number, or a row of numbers along one axis.
struct FormulaProgram: Sendable, Equatable {
  enum Code: UInt8, Sendable {
    case constant, slot, clock, table, negate
    case add, subtract, multiply, divide, power
    case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
    case exp, log, sqrt, abs, floor, ceil, round, min, max, select, shock
  }

  struct Instruction: Sendable, Equatable {
    var code: Code
    /// A slot, clock or table index.
    var index: Int32
    var value: Double
  }

  /// A step function with values in slots.
  struct Table: Sendable, Equatable {
    var breakpoints: [Double]
    var firstSlot: Int
  }

  var instructions: [Instruction] = []
  var tables: [Table] = []
  /// The axes along which it varies.
  var axes: ClockAxes = []
  /// The slots it reads.
  var slots: Set<Int> = []
  /// The value, where it is a constant.
  var constant: Double? {
    guard instructions.count == 1, let only = instructions.first, only.code == .constant else { return nil }
    return only.value
  }

  /// A program that gives a constant.
  init(constant: Double) { instructions = [Instruction(code: .constant, index: 0, value: constant)] }
  /// An empty program, to be filled by the compiler.
  init() {}

  /// Evaluates for one set of clocks.
  ///
  /// - Parameter clocks: The values of all clocks, in order of `ClockVariable.allCases`.
  func value(slots: UnsafePointer<Double>, clocks: UnsafePointer<Double>) -> Double {
    if instructions.count == 1 {
      let only = instructions[0]
      switch only.code {
      case .constant: return only.value
      case .slot: return slots[Int(only.index)]
      default: break
      }
    }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: instructions.count + 1) { stack in
      guard let base = stack.baseAddress else { return .nan }
      var top = -1
      for instruction in instructions {
        let index = Int(instruction.index)
        switch instruction.code {
        case .constant:
          top += 1
          base[top] = instruction.value
        case .slot:
          top += 1
          base[top] = slots[index]
        case .clock:
          top += 1
          base[top] = clocks[index]
        case .table: base[top] = look(up: base[top], in: tables[index], slots: slots)
        case .negate: base[top] = -base[top]
        case .exp: base[top] = Foundation.exp(base[top])
        case .log: base[top] = Foundation.log(base[top])
        case .sqrt: base[top] = base[top].squareRoot()
        case .abs: base[top] = Swift.abs(base[top])
        case .floor: base[top] = base[top].rounded(.down)
        case .ceil: base[top] = base[top].rounded(.up)
        case .round: base[top] = base[top].rounded()
        case .select:
          base[top - 2] = base[top - 2] != 0 ? base[top - 1] : base[top]
          top -= 2
        case .shock:
          top -= 3
          base[top] = MathFunction.shock(
            base[top], depth: base[top + 1], length: base[top + 2], recovery: base[top + 3])
        default:
          top -= 1
          base[top] = Self.apply(instruction.code, base[top], base[top + 1])
        }
      }
      return top >= 0 ? base[top] : .nan
    }
  }

  private func look(up argument: Double, in table: Table, slots: UnsafePointer<Double>) -> Double {
    var low = 0
    var high = table.breakpoints.count
    while low < high {
      let middle = (low + high) / 2
      if table.breakpoints[middle] <= argument { low = middle + 1 } else { high = middle }
    }
    return slots[table.firstSlot + Swift.max(low - 1, 0)]
  }

  @inline(__always)
  private static func apply(_ code: Code, _ a: Double, _ b: Double) -> Double {
    switch code {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .power: pow(a, b)
    case .less: a < b ? 1 : 0
    case .lessOrEqual: a <= b ? 1 : 0
    case .greater: a > b ? 1 : 0
    case .greaterOrEqual: a >= b ? 1 : 0
    case .equal: a == b ? 1 : 0
    case .notEqual: a != b ? 1 : 0
    case .min: Swift.min(a, b)
    case .max: Swift.max(a, b)
    default: .nan
    }
  }
}
