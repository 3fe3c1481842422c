import Foundation
import WerkfitStudy

/// Formulas in one stretch of memory, evaluated without reference counting.
///
/// A formula is evaluated for many values of its clocks at once: each instruction runs over the whole row.
final class FlatFormulas {
  private struct Span {
    var first: Int32
    var count: Int32
    var firstTable: Int32
  }

  private struct Table {
    var first: Int32
    var count: Int32
    var firstSlot: Int32
  }

  private let instructions: UnsafeMutablePointer<FormulaProgram.Instruction>
  private let spans: UnsafeMutablePointer<Span>
  private let tables: UnsafeMutablePointer<Table>
  private let breakpoints: UnsafeMutablePointer<Double>
  private let stack: UnsafeMutablePointer<Double>
  private let width: Int

  /// Takes over formulas; their positions are their numbers.
  ///
  /// - Parameter width: The most values of clocks that are evaluated at once.
  init(_ programs: [FormulaProgram], width: Int) {
    self.width = max(width, 1)
    let all = programs.flatMap(\.instructions)
    let allTables = programs.flatMap(\.tables)
    let points = allTables.flatMap(\.breakpoints)
    instructions = .allocate(capacity: max(all.count, 1))
    for (index, instruction) in all.enumerated() { (instructions + index).initialize(to: instruction) }
    breakpoints = .allocate(capacity: max(points.count, 1))
    for (index, point) in points.enumerated() { (breakpoints + index).initialize(to: point) }
    tables = .allocate(capacity: max(allTables.count, 1))
    var first = 0
    for (index, table) in allTables.enumerated() {
      (tables + index).initialize(
        to: Table(
          first: Int32(first), count: Int32(table.breakpoints.count), firstSlot: Int32(table.firstSlot)))
      first += table.breakpoints.count
    }
    spans = .allocate(capacity: max(programs.count, 1))
    first = 0
    var firstTable = 0
    for (index, program) in programs.enumerated() {
      (spans + index).initialize(
        to: Span(first: Int32(first), count: Int32(program.instructions.count), firstTable: Int32(firstTable))
      )
      first += program.instructions.count
      firstTable += program.tables.count
    }
    let depth = (programs.map(\.instructions.count).max() ?? 0) + 1
    stack = .allocate(capacity: depth * self.width)
    stack.initialize(repeating: 0, count: depth * self.width)
  }

  deinit {
    instructions.deallocate()
    spans.deallocate()
    tables.deallocate()
    breakpoints.deallocate()
    stack.deallocate()
  }

  /// Evaluates a formula for `count` values of its clocks.
  ///
  /// - Parameter clocks: Per clock, in order of `ClockVariable.allCases`, `count` values from
  ///   `clocks[clock * clockStride]` on.
  func values(
    _ formula: Int, slots: UnsafePointer<Double>, clocks: UnsafePointer<Double>, clockStride: Int,
    count: Int, into out: UnsafeMutablePointer<Double>
  ) {
    let span = spans[formula]
    var top = -1
    for position in 0..<Int(span.count) {
      let instruction = instructions[Int(span.first) + position]
      let index = Int(instruction.index)
      switch instruction.code {
      case .constant:
        top += 1
        (stack + top * width).update(repeating: instruction.value, count: count)
      case .slot:
        top += 1
        (stack + top * width).update(repeating: slots[index], count: count)
      case .clock:
        top += 1
        (stack + top * width).update(from: clocks + index * clockStride, count: count)
      case .table:
        look(up: stack + top * width, in: tables[Int(span.firstTable) + index], slots: slots, count: count)
      case .select:
        top -= 2
        let base = stack + top * width
        for place in 0..<count {
          base[place] = base[place] != 0 ? base[width + place] : base[2 * width + place]
        }
      case .shock:
        top -= 3
        let base = stack + top * width
        for place in 0..<count {
          base[place] = MathFunction.shock(
            base[place], depth: base[width + place], length: base[2 * width + place],
            recovery: base[3 * width + place])
        }
      case .negate, .exp, .log, .sqrt, .abs, .floor, .ceil, .round:
        Self.apply(instruction.code, stack + top * width, count)
      default:
        top -= 1
        Self.apply(instruction.code, stack + top * width, stack + (top + 1) * width, count)
      }
    }
    if top >= 0 { out.update(from: stack, count: count) } else { out.update(repeating: .nan, count: count) }
  }

  private func look(
    up row: UnsafeMutablePointer<Double>, in table: Table, slots: UnsafePointer<Double>, count: Int
  ) {
    let points = breakpoints + Int(table.first)
    for place in 0..<count {
      var low = 0
      var high = Int(table.count)
      while low < high {
        let middle = (low + high) / 2
        if points[middle] <= row[place] { low = middle + 1 } else { high = middle }
      }
      row[place] = slots[Int(table.firstSlot) + max(low - 1, 0)]
    }
  }

  private static func apply(_ code: FormulaProgram.Code, _ a: UnsafeMutablePointer<Double>, _ count: Int) {
    switch code {
    case .negate: for place in 0..<count { a[place] = -a[place] }
    case .exp: for place in 0..<count { a[place] = Foundation.exp(a[place]) }
    case .log: for place in 0..<count { a[place] = Foundation.log(a[place]) }
    case .sqrt: for place in 0..<count { a[place] = a[place].squareRoot() }
    case .abs: for place in 0..<count { a[place] = Swift.abs(a[place]) }
    case .floor: for place in 0..<count { a[place] = a[place].rounded(.down) }
    case .ceil: for place in 0..<count { a[place] = a[place].rounded(.up) }
    default: for place in 0..<count { a[place] = a[place].rounded() }
    }
  }

  private static func apply(
    _ code: FormulaProgram.Code, _ a: UnsafeMutablePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int
  ) {
    switch code {
    case .add: for place in 0..<count { a[place] += b[place] }
    case .subtract: for place in 0..<count { a[place] -= b[place] }
    case .multiply: for place in 0..<count { a[place] *= b[place] }
    case .divide: for place in 0..<count { a[place] /= b[place] }
    case .power: for place in 0..<count { a[place] = pow(a[place], b[place]) }
    case .less: for place in 0..<count { a[place] = a[place] < b[place] ? 1 : 0 }
    case .lessOrEqual: for place in 0..<count { a[place] = a[place] <= b[place] ? 1 : 0 }
    case .greater: for place in 0..<count { a[place] = a[place] > b[place] ? 1 : 0 }
    case .greaterOrEqual: for place in 0..<count { a[place] = a[place] >= b[place] ? 1 : 0 }
    case .equal: for place in 0..<count { a[place] = a[place] == b[place] ? 1 : 0 }
    case .notEqual: for place in 0..<count { a[place] = a[place] != b[place] ? 1 : 0 }
    case .min: for place in 0..<count { a[place] = Swift.min(a[place], b[place]) }
    case .max: for place in 0..<count { a[place] = Swift.max(a[place], b[place]) }
    default: for place in 0..<count { a[place] = .nan }
    }
  }
}
