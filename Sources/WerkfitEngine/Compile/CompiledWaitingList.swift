import WerkfitStudy

/// How the places of a pool are given to those who wait for them.
struct CompiledWaitingList: Sendable {
  var order: AdmissionOrder
  /// The rank of each group and of each traject; those that are not named come after all others.
  var groupRanks: [Int]
  var trajectRanks: [Int]
  /// Places that only one doelgroep can be given, with all its classes.
  var earmarks: [(groups: Range<Int>, places: FormulaProgram)]
  /// How many may be admitted at a point, or nil.
  var admits: FormulaProgram?
}

extension ModelCompiler {
  /// The waiting list of a pool, or nil where no phase waits for its places.
  mutating func compileWaitingList(_ pool: PlacePool) throws -> CompiledWaitingList? {
    let waits = model.trajecten.contains { $0.phases.contains { $0.waitsFor == pool.name } }
    guard waits else { return nil }
    func rank(_ name: String) -> Int { pool.priority.firstIndex(of: name) ?? pool.priority.count }
    return CompiledWaitingList(
      order: pool.order, groupRanks: strata.map { rank($0.group) },
      trajectRanks: model.trajecten.map { rank($0.name) },
      earmarks: try pool.earmarked.map { earmark in
        guard let groups = groupIndex[earmark.group] else {
          throw SimulationError.invalid("doelgroepen.\(earmark.group): unknown name")
        }
        return (groups, try slots.program(earmark.places))
      }, admits: try pool.admits.map { try slots.program($0) })
  }

  /// The pool for whose places people in a phase wait, or −1.
  ///
  /// - Throws: `SimulationError.invalid` where the place is not there to be given, or nobody would occupy it.
  func waitingPool(_ phase: Phase, of traject: Traject) throws -> Int {
    guard let name = phase.waitsFor else { return -1 }
    let pool = try position(name, in: poolIndex, as: "places")
    let next = traject.phases.drop { $0.name != phase.name }.dropFirst().first
    guard traject.places == name, let next, traject.occupiesPlace(next), phase.otherwise.isEmpty else {
      throw SimulationError.invalid(
        "trajecten.\(traject.name).\(phase.name): waits for a place of \(name) that the next phase does not occupy"
      )
    }
    return pool
  }
}
