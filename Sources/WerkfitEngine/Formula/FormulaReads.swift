import WerkfitStudy

/// What a formula reads, directly or through others: parameters and clocks.
struct FormulaReads {
  /// Positions of parameters in the model, as bits.
  private var words: [UInt64] = []
  /// The clocks along which it varies.
  var axes: ClockAxes = []

  mutating func insert(_ parameter: Int) {
    let word = parameter / 64
    while words.count <= word { words.append(0) }
    words[word] |= 1 << UInt64(parameter % 64)
  }

  func contains(_ parameter: Int) -> Bool {
    let word = parameter / 64
    return word < words.count && words[word] & 1 << UInt64(parameter % 64) != 0
  }

  mutating func formUnion(_ other: FormulaReads) {
    while words.count < other.words.count { words.append(0) }
    for index in other.words.indices { words[index] |= other.words[index] }
    axes.formUnion(other.axes)
  }

  func isDisjoint(with other: FormulaReads) -> Bool { zip(words, other.words).allSatisfy { $0 & $1 == 0 } }
}

/// Finds out what formulas read, each parameter once.
///
/// A group with parameters of its own reads these instead of the study's. Used by one compiler on one thread.
final class FormulaReader {
  private let model: StudyModel
  private let parameterIndex: [String: Int]
  private let tableIndex: [String: Int]
  /// Per group, and for the study last: what each parameter reads, with itself.
  private var known: [[FormulaReads?]]
  /// Per group, its own parameters.
  private let own: [FormulaReads]

  init(model: StudyModel, parameterIndex: [String: Int], tableIndex: [String: Int]) {
    self.model = model
    self.parameterIndex = parameterIndex
    self.tableIndex = tableIndex
    known = (0...model.groups.count).map { _ in model.parameters.map { _ in nil } }
    own = model.groups.map { group in
      var reads = FormulaReads()
      for name in group.parameters.keys { if let index = parameterIndex[name] { reads.insert(index) } }
      return reads
    }
  }

  /// What a formula reads in the scope of a group (−1 is the study).
  func reads(of formula: Formula, group: Int) -> FormulaReads {
    var found = FormulaReads()
    formula.visit { part in
      switch part {
      case .clock(let clock):
        switch clock {
        case .inState: found.axes.insert(.inState)
        case .sinceBenefitChange: found.axes.insert(.sinceBenefitChange)
        case .t, .age, .month, .year: found.axes.insert(.step)
        }
      case .parameter(let name):
        if let index = position(of: name) { found.formUnion(reads(ofParameter: index, group: group)) }
      case .table(let name, _):
        guard let table = tableIndex[name] else { break }
        // The values of a table are numbers of a draw; only its argument is a clock.
        let axes = found.axes
        for value in model.tables[table].values { found.formUnion(reads(of: value, group: group)) }
        found.axes = axes
      default: break
      }
    }
    return found
  }

  /// Whether a formula reads a parameter.
  func reads(_ parameter: String, in formula: Formula, group: Int) -> Bool {
    guard let index = position(of: parameter) else { return false }
    return reads(of: formula, group: group).contains(index)
  }

  /// Whether a formula reads anything that has another value in the group than in the study.
  func readsOwn(_ formula: Formula, group: Int) -> Bool {
    guard group >= 0, !model.groups[group].parameters.isEmpty else { return false }
    return !reads(of: formula, group: group).isDisjoint(with: own[group])
  }

  /// The position of a parameter, also by the name of a component of it.
  private func position(of name: String) -> Int? {
    parameterIndex[name] ?? name.split(separator: ".").first.flatMap { parameterIndex[String($0)] }
  }

  private func reads(ofParameter index: Int, group: Int) -> FormulaReads {
    let scope = group >= 0 ? group : known.count - 1
    if let found = known[scope][index] { return found }
    var found = FormulaReads()
    found.insert(index)
    // A parameter that refers to itself reads no more than itself.
    known[scope][index] = found
    if group >= 0, let formula = model.groups[group].parameters[model.parameters[index].name] {
      found.formUnion(reads(of: formula, group: -1))
    } else if case .expression(let formula) = model.parameters[index].definition {
      found.formUnion(reads(of: formula, group: group))
    }
    known[scope][index] = found
    return found
  }
}
