import WerkfitStudy

/// Evaluates some formulas of a model draw by draw, from the parameters that they read and no others.
final class AmountEvaluator {
  private let model: CompiledModel
  private let slots: UnsafeMutablePointer<Double>
  private let clocks: UnsafeMutablePointer<Double>
  private let formulas: FlatFormulas
  /// The slots that are drawn, and those that formulas fill, in order: a formula reads earlier slots only.
  private var drawn: [(slot: Int, values: [Double])] = []
  private var computed: [Int] = []
  /// The distance between two clocks.
  private let stride: Int

  init(model: CompiledModel, programs: [FormulaProgram], values: DrawnValues) throws {
    self.model = model
    stride = model.steps + 1
    var slotPrograms: [FormulaProgram] = []
    for slot in Self.slots(behind: programs, of: model) {
      switch model.slotRules[slot] {
      case .formula(let program):
        computed.append(slot)
        slotPrograms.append(program)
      case .draw(let distribution, let name, let address, _):
        let source = DrawSource(distribution, name: name, address: address, copulas: model.copulas)
        for (offset, column) in try values.values(of: source).enumerated() {
          drawn.append((slot + offset, column))
        }
      case .component: break
      }
    }
    formulas = FlatFormulas(slotPrograms + programs, width: stride)
    slots = .allocate(capacity: max(model.slotRules.count, 1))
    slots.initialize(repeating: 0, count: max(model.slotRules.count, 1))
    clocks = .allocate(capacity: ClockVariable.allCases.count * stride)
    clocks.initialize(repeating: 0, count: ClockVariable.allCases.count * stride)
  }

  deinit {
    slots.deallocate()
    clocks.deallocate()
  }

  /// All slots that formulas read, directly or through others, in order.
  private static func slots(behind programs: [FormulaProgram], of model: CompiledModel) -> [Int] {
    var open = programs.reduce(into: Set<Int>()) { $0.formUnion($1.slots) }
    var seen: Set<Int> = []
    while var slot = open.popFirst() {
      // The components of a draw stand behind the draw itself.
      while slot > 0, model.slotRules[slot] == .component { slot -= 1 }
      guard seen.insert(slot).inserted, case .formula(let program) = model.slotRules[slot] else { continue }
      open.formUnion(program.slots.subtracting(seen))
    }
    return seen.sorted()
  }

  /// Takes the parameters of a draw.
  func fill(draw: Int) {
    for (slot, values) in drawn { slots[slot] = values[draw] }
    for (index, slot) in computed.enumerated() {
      formulas.values(index, slots: slots, clocks: clocks, clockStride: 1, count: 1, into: slots + slot)
    }
  }

  /// The value of a formula without clocks.
  func value(_ index: Int) -> Double {
    var value = 0.0
    formulas.values(
      computed.count + index, slots: slots, clocks: clocks, clockStride: 1, count: 1, into: &value)
    return value
  }

  /// Sets the clocks for people of a group who have been in their state for so long, in every step.
  func setClocks(group: Int, inState: Int) {
    for step in 0..<stride { model.setClocks(clocks + step, stride: stride, step: step, group: group) }
    (clocks + stride).update(repeating: Double(inState), count: stride)
  }

  /// The values of a formula in the steps 0 … T, by the clocks that were set.
  func values(_ index: Int, into out: UnsafeMutablePointer<Double>) {
    formulas.values(
      computed.count + index, slots: slots, clocks: clocks, clockStride: stride, count: stride, into: out)
  }
}
