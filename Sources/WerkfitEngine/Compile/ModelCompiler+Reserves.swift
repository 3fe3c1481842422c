import WerkfitStudy

/// Money that is held back for what does best, over indices.
struct CompiledReserve: Sendable {
  var name: String
  /// The fund that holds it.
  var fund: Int
  /// The points at which is decided, in order.
  var points: [Int]
  var rule: ReserveRule
  var measures: [CompiledMeasure]
  /// The position of its first measure among those of all reserves.
  var firstMeasure: Int
}

struct CompiledMeasure: Sendable {
  var traject: Int
  var fund: Int
  /// The pool in which the money buys places, or −1 where it buys starts.
  var pool: Int
  /// The offer that takes the extra starts, or −1.
  var offer: Int
  /// What a start costs, or a place for a step.
  var price: FormulaProgram
}

extension ModelCompiler {
  mutating func compileReserves(_ offers: [CompiledOffer]) throws -> [CompiledReserve] {
    var first = 0
    var compiled: [CompiledReserve] = []
    for reserve in model.reserves {
      slots.reading = "reserves.\(reserve.name)"
      var measures: [CompiledMeasure] = []
      for measure in reserve.measures {
        let traject = try position(measure.traject, in: trajectIndex, as: "trajecten")
        let isPlaces = measure.perPlaceMonth != nil
        let perStep = Formula.number(study.clock.step.months)
        let price =
          measure.perPlaceMonth.map { Formula.binary(.multiply, $0, perStep) } ?? measure.perStart
          ?? .number(1)
        measures.append(
          CompiledMeasure(
            traject: traject,
            fund: try model.trajecten[traject].fund.map { try position($0, in: fundIndex, as: "funds") }
              ?? -1,
            pool: !isPlaces
              ? -1
              : try model.trajecten[traject].places.map { try position($0, in: poolIndex, as: "places") }
                ?? -1,
            offer: offers.firstIndex { $0.traject == traject } ?? -1, price: try slots.program(price)))
      }
      compiled.append(
        CompiledReserve(
          name: reserve.name, fund: try position(reserve.fund, in: fundIndex, as: "funds"),
          points: reserve.reviews.map { study.clock.point(of: $0) }, rule: reserve.rule, measures: measures,
          firstMeasure: first))
      first += measures.count
    }
    return compiled
  }

  /// Whether any scenario has a reserve, so that exits are counted per traject in all.
  var countsExitsByTraject: Bool {
    let changes = study.scenarios.map(\.changes) + study.readings.map(\.changes)
    return !study.base.reserves.isEmpty || changes.contains { !$0.reserves.isEmpty }
  }
}
