/// Chances and the sums of competing chances, at the means of the parameters.
extension CheckedModel {
  /// The most by which a sum of chances may exceed 1, for rounding.
  static let tolerance = 1e-6

  /// Checks the moves of all states and the exits of all phases.
  func checkChances() {
    for state in model.states where concerns({ $0.states.contains { $0.name == state.name } }) {
      checkExits(state.moves, at: ["states", state.name, "moves"])
    }
    for traject in model.trajecten where concerns({ $0.trajecten.contains { $0.name == traject.name } }) {
      for phase in traject.phases {
        checkExits(phase.exits, at: ["trajecten", traject.name, "phases", phase.name, "exits"])
      }
    }
  }

  private func checkExits(_ exits: [Exit], at path: [String]) {
    guard !exits.isEmpty else { return }
    let clocks = checkClocks(of: exits, at: path)
    for (group, values) in means {
      // Without clocks every moment is the same.
      for moment in clocks.isEmpty ? [MeanValues.firstStep] : moments(for: group) {
        var sums: [Double: Double] = [:]
        var isComplete = true
        for exit in exits {
          guard let value = values.value(of: exit.chance.expression, at: moment) else {
            isComplete = false
            continue
          }
          guard isChance(value, exit, at: path, group: group) else { return }
          if !exit.chance.isRate { sums[exit.chance.period?.steps(of: clock) ?? 1, default: 0] += value }
        }
        if let sum = sums.values.max(), sum > 1 + Self.tolerance {
          reportSum(sum, group: group, at: path)
          return
        }
        if !isComplete { break }
      }
    }
  }

  private func isChance(_ value: Double, _ exit: Exit, at path: [String], group: Doelgroep?) -> Bool {
    let isFine = value >= -1e-12 && (exit.chance.isRate || value <= 1 + Self.tolerance)
    if isFine { return true }
    log.error(
      .value, at: place(path + [exit.cause]),
      Sentence(
        nl: "met elke parameter op zijn gemiddelde is deze kans \(value.plainText)\(of(group, "bij"))",
        en: "with every parameter at its mean this chance is \(value.plainText)\(of(group, "for"))"),
      expected: Sentence(nl: "een kans van 0 tot 1", en: "a chance from 0 to 1"))
    return false
  }

  private func of(_ group: Doelgroep?, _ word: String) -> String {
    guard let group, model.groups.count > 1 else { return "" }
    return " \(word) \(group.name)"
  }

  private func reportSum(_ sum: Double, group: Doelgroep?, at path: [String]) {
    log.error(
      .value, at: place(path),
      Sentence(
        nl: "deze kansen sluiten elkaar uit en mogen samen niet boven 100% komen\(of(group, "bij"))",
        en: "these chances exclude each other and may not sum to over 100%\(of(group, "for"))"),
      found: (sum * 100).plainText + "%")
  }

  /// The clocks that exits read, which may not be both clocks of a person: that would need a table of all pairs.
  private func checkClocks(of exits: [Exit], at path: [String]) -> Set<ClockVariable> {
    var clocks: Set<ClockVariable> = []
    for exit in exits {
      let read = reads(exit.chance.expression).clocks
      clocks.formUnion(read)
      if read.contains(.age) { checkAges(at: path + [exit.cause]) }
    }
    guard clocks.contains(.inState), clocks.contains(.sinceBenefitChange) else { return clocks }
    log.error(
      .meaning, at: place(path),
      Sentence(
        nl: "een toestand kan inState of sinceBenefitChange lezen, niet allebei",
        en: "a state can read inState or sinceBenefitChange, not both"))
    return clocks
  }

  /// Where a formula reads the age, every group must have one.
  func checkAges(at path: [String]) {
    let without = model.groups.filter { $0.age == nil }.map(\.name)
    guard !without.isEmpty else { return }
    log.error(
      .meaning, at: place(ofWord: "age", at: path),
      Sentence(
        nl:
          "deze formule leest age, maar deze doelgroepen hebben geen age: \(without.joined(separator: ", "))",
        en: "this formula reads age, but these groups have no age: \(without.joined(separator: ", "))"))
  }
}
