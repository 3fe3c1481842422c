/// What the months of a history count, so that they can be taken together.
struct MonthCells {
  /// What some months count.
  struct Cell {
    /// How many months.
    var months = 0
    /// The exits per outcome.
    var exits: [Int]
    /// The people who were no longer followed after one of these months, without an exit.
    var unseen = 0
  }

  private let cells: [Cell]
  private let nothing: Cell

  init(_ history: RiskHistory) {
    nothing = Cell(exits: history.outcomes.map { _ in 0 })
    var cells: [Cell] = []
    for (index, month) in history.months.enumerated() {
      let next = index + 1 < history.months.count ? history.months[index + 1].atRisk : 0
      // In counts that a municipality made itself people may join later, so that the difference can be below zero.
      cells.append(Cell(months: 1, exits: month.exits, unseen: abs(month.atRisk - month.allExits - next)))
    }
    self.cells = cells
  }

  /// The sum of some months.
  func sum(_ range: Range<Int>) -> Cell {
    var sum = nothing
    for cell in cells[range] { Self.add(cell, to: &sum) }
    return sum
  }

  /// Cuts months into the shortest runs in which a condition holds; what is left joins those before it until it holds.
  ///
  /// - Parameter mayEnd: Whether a run may end with a month.
  func cut(
    _ range: Range<Int>, mayEnd: (Int) -> Bool = { _ in true }, _ holds: (Cell) -> Bool
  ) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = range.lowerBound
    var sum = nothing
    for index in range {
      Self.add(cells[index], to: &sum)
      if mayEnd(index), holds(sum) {
        found.append(start..<(index + 1))
        (start, sum) = (index + 1, nothing)
      }
    }
    guard start < range.upperBound else { return found }
    var last = start..<range.upperBound
    repeat {
      guard let before = found.popLast() else { break }
      last = before.lowerBound..<range.upperBound
    } while !holds(self.sum(last))
    return found + [last]
  }

  private static func add(_ cell: Cell, to sum: inout Cell) {
    sum.months += cell.months
    sum.unseen += cell.unseen
    for outcome in sum.exits.indices { sum.exits[outcome] += cell.exits[outcome] }
  }
}
