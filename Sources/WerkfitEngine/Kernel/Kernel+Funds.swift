import WerkfitStudy

/// The money of a fund in a replication.
struct FundBook {
  /// What may be used in the present period (the whole study, or a calendar year): its amount, with what was carried
  /// over from the year before and what was shifted.
  var budget = 0.0
  /// The amount of the present year.
  var amount = 0.0
  /// What had been used before the present period.
  var usedBefore = 0.0
  /// What had been committed before the present point.
  var committedBefore = 0.0
}

extension Kernel {
  /// Gives every fund what it has at the start.
  func openFunds() {
    for fund in funds.indices {
      funds[fund] = FundBook()
      grant(fund, at: 0)
    }
  }

  /// Lets years end and money move between funds at a point, before its starts.
  func settleFunds(at point: Int) {
    guard managesFunds else { return }
    for fund in funds.indices {
      funds[fund].committedBefore = tally.committed[fund]
      if point > 0, fundInfo[fund].isYearly, years[point] != years[point - 1] { endYear(of: fund, at: point) }
    }
    guard point < steps else { return }
    for shift in model.shifts where shift.point == point {
      let wanted = max(0, drawn.value(shift.amount))
      let moved = min(wanted, max(0, left(in: shift.from, at: point)))
      self.shift(moved, from: shift.from, to: shift.to)
      tally.add(.notShifted, of: shift.from, wanted - moved)
    }
  }

  /// What a fund has used in the present period: committed, or paid with what was committed at this very point.
  func usedNow(of fund: Int, at point: Int) -> Double {
    let committed = tally.committed[fund]
    if fundInfo[fund].commitsAtStart { return committed - funds[fund].usedBefore }
    return paid(from: fund, before: point) - funds[fund].usedBefore
      + (committed - funds[fund].committedBefore)
  }

  /// Moves money from one fund to another, as a shift does.
  func shift(_ money: Double, from: Int, to: Int) {
    funds[from].budget -= money
    funds[to].budget += money
    tally.add(.shiftedOut, of: from, money)
    tally.add(.shiftedIn, of: to, money)
  }

  /// Writes down what every fund has had so far, and what of it has been used, at a point: after its starts.
  func bookFunds(at point: Int) {
    for fund in funds.indices {
      let had =
        tally.counted(.amount, of: fund) + tally.counted(.shiftedIn, of: fund)
        - tally.counted(.shiftedOut, of: fund) - tally.counted(.lapsed, of: fund)
      let committed = tally.committed[fund]
      let used =
        fundInfo[fund].commitsAtStart
        ? committed : paid(from: fund, before: point) + (committed - funds[fund].committedBefore)
      tally.setFund(fund, at: point, budget: had, used: used)
    }
  }

  /// What a fund can still use in the present period.
  func left(in fund: Int, at point: Int) -> Double {
    funds[fund].budget - usedNow(of: fund, at: point)
  }

  /// What is left at the end of a year goes on to the next or lapses; a shortage goes on in any case.
  private func endYear(of fund: Int, at point: Int) {
    let used = usedNow(of: fund, at: point)
    let left = funds[fund].budget - used
    let compiled = model.funds[fund]
    var carried = left
    if left > 0 && !compiled.carriesAll {
      let share = compiled.carriedShare.map { drawn.value($0) } ?? 0
      carried = min(left, max(0, share) * funds[fund].amount)
    }
    tally.add(.lapsed, of: fund, left - carried)
    funds[fund].budget = carried
    funds[fund].usedBefore += used
    if point < steps { grant(fund, at: point) }
  }

  /// Adds the amount of the study, or of the year that begins at a point, as far as the fund is open in it.
  private func grant(_ fund: Int, at point: Int) {
    let compiled = model.funds[fund]
    var amount = 0.0
    if !compiled.isYearly {
      amount = drawn.limits.fundAmounts[fund]
    } else {
      var end = point
      while end < steps && years[end] == years[point] { end += 1 }
      if compiled.open.overlaps(point..<end) {
        amount =
          compiled.amount.axes.isEmpty
          ? drawn.limits.fundAmounts[fund] : drawn.value(compiled.amount, step: point, group: -1)
      }
    }
    funds[fund].amount = amount
    funds[fund].budget += amount
    tally.add(.amount, of: fund, amount)
  }
}
