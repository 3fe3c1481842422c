/// A term of a price line or outcome, laid out for pricing: quantity × scale × amount × weight, over points.
struct PricedTerm: Equatable {
  enum Quantity {
    /// Rows of flows: people in states, moves, starts or places.
    case rows
    /// One per replication and point, without shadows.
    case one
  }

  var quantity: Quantity
  /// Whether shadows have such flows too.
  var hasShadows: Bool
  /// Its rows, as positions in `Pricer.rows`; where a fund pays it, the same with nominal weights follow.
  var rows: Range<Int>
  /// Whether the flows are changes in occupancy while people still move.
  var isOccupancy: Bool
  /// Whether it counts only at the first point while people still move.
  var isOnce: Bool
  /// Per period.
  var scale: Double
  /// The amount of this draw, where it does not change with the step.
  var amount = 0.0
  /// Offsets of the weights, and of those for the nominal money of a fund.
  var weights: Int
  var nominal: Int
  /// Offset of the weighted amounts by point, or −1.
  var varying: Int
  var group: Int
  var kind: WeightClass.Kind
  /// The class of the weights.
  var weightClass: Int
  /// How many first values of the time in the state have another amount, and the rows of people by that time.
  var ages = 0
  var agedRows: Range<Int> = 0..<0
  /// Offsets of what their amounts differ from the later one, weighted, by time in state and point; and of the same for
  /// the nominal money of a fund, or −1.
  var early = 0
  var earlyNominal = -1
}

/// The first of the rows of people in a column by their time in the state, and of the same rows of shadows.
struct AgedRows {
  var row: Int
  var shadowRow: Int
}

/// A row of flows under a set of weights: many terms share one.
struct WeightedRow: Hashable {
  /// Offset of the row, and of the same row of shadows or −1.
  var row: Int
  var shadowRow: Int
  var weights: Int
}

/// What a column of results holds, over flat memory.
struct FlatRule {
  enum Kind: UInt8 {
    case counter, difference, months, point, line, category, balance, society, outcome, committed, paid, left,
      placeMonths, started, granted, fundNumber, shifted, refusedPlaces, budgetRule, member, waiting
  }

  var kind: Kind
  /// A counter, line, party, outcome, fund or pool; of a waiting list, where its number stands.
  var first = 0
  var second = 0
  /// Positions in `Pricer.ruleRows`.
  var rows: Range<Int> = 0..<0
}
