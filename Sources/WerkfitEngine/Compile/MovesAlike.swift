extension CompiledModel {
  /// Whether people move by the same chances here as in another scenario, for every draw of the parameters.
  ///
  /// Then the chances need be computed only once for both, and a person who starts in both lives the same life.
  /// Offers, places, funds and prices may differ.
  func movesPeople(like other: CompiledModel) -> Bool {
    steps == other.steps && states == other.states && rows == other.rows
      && groups.map(\.isOnDemand) == other.groups.map(\.isOnDemand)
      && trajecten.map(\.gains) == other.trajecten.map(\.gains)
      && trajecten.map(\.firstPhase) == other.trajecten.map(\.firstPhase)
      && trajecten.map(\.dropoutsKeepGain) == other.trajecten.map(\.dropoutsKeepGain)
      && pools.count == other.pools.count && countsPeople(like: other) && drawsChances(like: other)
  }

  /// Whether what happens to people is counted in the same columns.
  private func countsPeople(like other: CompiledModel) -> Bool {
    isTracking == other.isTracking && countsExits == other.countsExits
      && countedGroups == other.countedGroups && exitWindow == other.exitWindow
      && durableSteps == other.durableSteps
      && relapseSteps == other.relapseSteps && edges == other.edges && edgeKinds == other.edgeKinds
      && scopes == other.scopes && pricing.columnOfRow == other.pricing.columnOfRow
      && pricing.occupancyColumns == other.pricing.occupancyColumns
      && pricing.agesOfColumn == other.pricing.agesOfColumn
  }

  /// Whether all slots that the chances read, directly or through others, come about in the same way.
  private func drawsChances(like other: CompiledModel) -> Bool {
    var open = Array(chancePrograms.reduce(into: Set<Int>()) { $0.formUnion($1.slots) })
    var seen = Set(open)
    while let slot = open.popLast() {
      // The components of a draw stand behind the draw itself.
      var first = slot
      while first > 0, slotRules[first] == .component { first -= 1 }
      guard other.slotRules.indices.contains(slot), slotRules[slot] == other.slotRules[slot],
        slotRules[first] == other.slotRules[first]
      else { return false }
      if case .formula(let program) = slotRules[slot] {
        for next in program.slots where seen.insert(next).inserted { open.append(next) }
      }
    }
    return true
  }

  /// Every formula that decides how people move once they have come.
  private var chancePrograms: [FormulaProgram] {
    func effect(_ effect: CompiledEffect) -> [FormulaProgram] {
      [effect.size] + [effect.halfLife, effect.endsAfter].compactMap { $0 }
    }
    let ofRows = rows.flatMap { row in
      row.exits.flatMap { [$0.chance] + $0.effects.flatMap(effect) } + (row.stay?.programs ?? [])
        + row.ends.map(\.share)
    }
    return ofRows + trajecten.flatMap { $0.gains.flatMap { $0.flatMap(effect) } }
  }
}
