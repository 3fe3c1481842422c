/// Lays terms and columns out over flat memory; terms that weigh the same row alike share it.
struct PricingPlan {
  let model: CompiledModel
  let layout: FlowLayout
  private(set) var terms: [PricedTerm] = []
  private(set) var programs: [FormulaProgram] = []
  private(set) var rows: [Int32] = []
  private(set) var ruleRows: [Int32] = []
  private(set) var weightedRows: [WeightedRow] = []
  private(set) var varyingCount = 0
  private(set) var agedRows: [AgedRows] = []
  private(set) var earlyCount = 0
  private var positions: [WeightedRow: Int32] = [:]

  init(model: CompiledModel, layout: FlowLayout) {
    self.model = model
    self.layout = layout
  }

  /// Lays out terms, and gives their positions.
  mutating func add(_ compiled: [CompiledTerm]) -> Range<Int> {
    let first = terms.count
    for term in compiled { add(term) }
    return first..<terms.count
  }

  private mutating func add(_ term: CompiledTerm) {
    let firstRow = rows.count
    let weights = term.weights * layout.stride
    var scale = 1.0
    var quantity = PricedTerm.Quantity.rows
    var isOnce = false
    switch term.basis {
    case .time(let columns, let period):
      scale = 1 / period
      rows += columns.map { occupancy($0, weights: weights) }
    case .move(let keys):
      let states = model.states.count * model.states.count
      for key in keys {
        let edge = model.edges[key % states]
        if edge >= 0 { rows.append(move((key / states) * model.edgeKinds + Int(edge), weights: weights)) }
      }
    case .start(let found): rows += found.map { row(layout.started, $0, weights: weights) }
    case .placeTime(let pool, let period):
      scale = 1 / period
      rows.append(row(layout.openPlaces, pool, weights: weights))
    case .once: (quantity, isOnce) = (.one, true)
    case .every(let period): (quantity, scale) = (.one, 1 / period)
    }
    let lastRow = rows.count
    var isOccupancy = false
    var hasShadows = false
    switch term.basis {
    case .time: (isOccupancy, hasShadows) = (true, true)
    case .move: hasShadows = true
    default: break
    }
    terms.append(
      PricedTerm(
        quantity: quantity, hasShadows: hasShadows, rows: firstRow..<lastRow, isOccupancy: isOccupancy,
        isOnce: isOnce, scale: scale, weights: weights, nominal: max(term.nominal, 0) * layout.stride,
        varying: term.variesInTime ? varyingCount : -1, group: term.group,
        kind: model.pricing.classes[term.weights].kind, weightClass: term.weights))
    if term.nominal >= 0 {
      for place in firstRow..<lastRow {
        var row = weightedRows[Int(rows[place])]
        row.weights = term.nominal * layout.stride
        rows.append(position(of: row))
      }
    }
    if term.ages > 0, case .time(let columns, _) = term.basis { addAges(of: term, columns) }
    programs.append(term.amount)
    if term.variesInTime { varyingCount += layout.stride }
  }

  /// Lays out the people by time in state behind the last term.
  private mutating func addAges(of term: CompiledTerm, _ columns: [Int]) {
    let first = agedRows.count
    for column in columns {
      let row = layout.firstAges[column] * layout.stride
      agedRows.append(AgedRows(row: layout.ages + row, shadowRow: layout.shadowAges + row))
    }
    let last = terms.count - 1
    terms[last].ages = term.ages
    terms[last].agedRows = first..<agedRows.count
    terms[last].early = earlyCount
    earlyCount += term.ages * layout.stride
    if term.nominal >= 0 {
      terms[last].earlyNominal = earlyCount
      earlyCount += term.ages * layout.stride
    }
  }

  /// Lays out the rule of a column.
  mutating func add(_ rule: ColumnRule) -> FlatRule {
    let plain = model.pricing.plainClass * layout.stride
    let first = ruleRows.count
    switch rule {
    case .counter(let counter): return FlatRule(kind: .counter, first: counter.rawValue)
    case .difference(let one, let other):
      return FlatRule(kind: .difference, first: one.rawValue, second: other.rawValue)
    case .groupCounter(let counter, let group):
      return FlatRule(kind: .counter, first: Counter.place(of: counter, in: group))
    case .groupDifference(let one, let other, let group):
      return FlatRule(
        kind: .difference, first: Counter.place(of: one, in: group),
        second: Counter.place(of: other, in: group))
    case .months(let columns):
      ruleRows += columns.map { occupancy($0, weights: plain) }
      return FlatRule(kind: .months, rows: first..<ruleRows.count)
    case .atHorizon(let columns):
      ruleRows += columns.map { occupancy($0, weights: plain) }
      return FlatRule(kind: .point, first: layout.steps, rows: first..<ruleRows.count)
    case .occupancy(let columns, let point):
      ruleRows += columns.map { occupancy($0, weights: plain) }
      return FlatRule(kind: .point, first: point, rows: first..<ruleRows.count)
    case .line(let line): return FlatRule(kind: .line, first: line)
    case .category(let category):
      ruleRows += model.pricing.lines.indices.filter { model.pricing.lines[$0].category == category }
        .map { Int32($0) }
      return FlatRule(kind: .category, rows: first..<ruleRows.count)
    case .balance(let party): return FlatRule(kind: .balance, first: party)
    case .society: return FlatRule(kind: .society)
    case .outcome(let outcome): return FlatRule(kind: .outcome, first: outcome)
    case .committed(let fund): return FlatRule(kind: .committed, first: fund)
    case .paid(let fund): return FlatRule(kind: .paid, first: fund)
    case .left(let fund): return FlatRule(kind: .left, first: fund)
    case .fund(let fund, let number):
      return FlatRule(kind: .fundNumber, first: fund, second: number.rawValue)
    case .shifted(let fund): return FlatRule(kind: .shifted, first: fund)
    case .refusedPlaces(let pool): return FlatRule(kind: .refusedPlaces, first: pool)
    case .budgetRule(let rule): return FlatRule(kind: .budgetRule, first: rule)
    case .member(let party, let share): return FlatRule(kind: .member, first: party, second: share)
    case .occupied(let pool):
      ruleRows.append(row(layout.occupiedPlaces, pool, weights: plain))
      return FlatRule(kind: .placeMonths, rows: first..<ruleRows.count)
    case .started(let traject): return FlatRule(kind: .started, first: traject)
    case .granted(let measure): return FlatRule(kind: .granted, first: measure)
    case .waiting(let count, let pool):
      return FlatRule(
        kind: .waiting, first: layout.waiting + pool * WaitingCount.allCases.count + count.rawValue,
        second: count.isTime ? 1 : 0)
    case .waitingMonths(let columns):
      let weights = model.pricing.waitingClass * layout.stride
      ruleRows += columns.map { occupancy($0, weights: weights) }
      return FlatRule(kind: .months, rows: first..<ruleRows.count)
    }
  }

  private mutating func occupancy(_ column: Int, weights: Int) -> Int32 {
    position(
      of: WeightedRow(
        row: layout.occupancy + column * layout.stride,
        shadowRow: layout.shadowOccupancy + column * layout.stride, weights: weights))
  }

  private mutating func move(_ edge: Int, weights: Int) -> Int32 {
    position(
      of: WeightedRow(
        row: layout.moves + edge * layout.stride, shadowRow: layout.shadowMoves + edge * layout.stride,
        weights: weights))
  }

  private mutating func row(_ base: Int, _ index: Int, weights: Int) -> Int32 {
    position(of: WeightedRow(row: base + index * layout.stride, shadowRow: -1, weights: weights))
  }

  private mutating func position(of row: WeightedRow) -> Int32 {
    if let known = positions[row] { return known }
    let position = Int32(weightedRows.count)
    positions[row] = position
    weightedRows.append(row)
    return position
  }
}
