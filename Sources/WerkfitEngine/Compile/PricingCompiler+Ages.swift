import WerkfitStudy

/// Amounts that read how long people have been in a state.
extension PricingCompiler {
  /// How many numbers people by time in state may take in all, beside the flows of the study: 64 MB a thread.
  private static var mostNumbers: Int { 8_000_000 }

  /// For how many first points in the state the amount of a term differs from the later one; 0 for other amounts.
  ///
  /// - Throws: `SimulationError.invalid` where an amount reads a clock that its quantity does not keep.
  func ages(
    of amount: Formula, _ program: FormulaProgram, group: Int, _ basis: CompiledBasis, slots: SlotCompiler,
    path: String
  ) throws -> Int {
    guard !program.axes.contains(.sinceBenefitChange) else {
      throw SimulationError.invalid("\(path): an amount may not read sinceBenefitChange")
    }
    guard program.axes.contains(.inState) else { return 0 }
    guard case .time = basis else {
      throw SimulationError.invalid("\(path): only an amount per period in a state may read inState")
    }
    let written = slots.expanded(amount, group: group)
    let end = study.clock.steps + 1
    return min(ClockReach(tables: model.tables, end: end).reach(of: written), end) - 1
  }

  /// - Throws: `SimulationError.invalid` where people by time in state would take too much memory.
  func checkAges(_ agesOfColumn: [Int]) throws {
    let numbers = 2 * agesOfColumn.reduce(0, +) * (study.clock.steps + 2)
    guard numbers <= Self.mostNumbers else {
      throw SimulationError.invalid(
        "prices: amounts that read inState change over too many steps; "
          + "let them stop changing, such as if(inState <= 24, …, …)")
    }
  }
}
