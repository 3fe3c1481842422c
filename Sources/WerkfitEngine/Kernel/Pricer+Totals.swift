import WerkfitStudy

extension Pricer {
  /// Writes one value per column into `values`, and the counterfactual into `shadows`.
  func price(
    _ tally: Tally, into values: UnsafeMutablePointer<Double>, shadows: UnsafeMutablePointer<Double>
  ) {
    let flows = UnsafePointer(tally.base)
    let hasShadows = tally.hasShadows
    for index in 0..<weightedRows.count {
      let row = weightedRows[index]
      sums[index] = dot(flows + row.row, weights + row.weights)
      shadowSums[index] =
        hasShadows && row.shadowRow >= 0 ? dot(flows + row.shadowRow, weights + row.weights) : 0
    }
    for line in 0..<lineRange.count {
      lineTotals[line] = total(lineRange[line], flows, ofShadows: false)
      shadowTotals[line] = hasShadows ? total(lineRange[line], flows, ofShadows: true) : 0
    }
    post(lineTotals, to: balances)
    post(shadowTotals, to: shadowBalances)
    if let budgets {
      budgets.price(self, flows, hasShadows: hasShadows)
      budgets.post(to: balances, shadows: shadowBalances)
    }
    for index in 0..<rules.count {
      (values[index], shadows[index]) = value(of: rules[index], tally, flows, hasShadows: hasShadows)
    }
  }

  /// The value of a column, and its counterfactual.
  private func value(
    of rule: FlatRule, _ tally: Tally, _ flows: UnsafePointer<Double>, hasShadows: Bool
  ) -> (Double, Double) {
    var value = 0.0
    var other = 0.0
    let counters = flows + layout.counters
    switch rule.kind {
    case .counter:
      value = counters[rule.first]
      if rule.first == Counter.exitsToWork.rawValue { other = counters[Counter.shadowExitsToWork.rawValue] }
    case .difference: value = counters[rule.first] - counters[rule.second]
    case .months, .placeMonths:
      let monthsPerStep = model.clock.step.months
      for place in rule.rows {
        value += sums[Int(ruleRows[place])] * monthsPerStep
        other += shadowSums[Int(ruleRows[place])] * monthsPerStep
      }
    case .point:
      for place in rule.rows {
        let row = weightedRows[Int(ruleRows[place])]
        value += flows[row.row + rule.first]
        if hasShadows { other += flows[row.shadowRow + rule.first] }
      }
    case .line: (value, other) = (lineTotals[rule.first], shadowTotals[rule.first])
    case .category:
      for place in rule.rows {
        value += lineTotals[Int(ruleRows[place])]
        other += shadowTotals[Int(ruleRows[place])]
      }
    case .balance: (value, other) = (balances[rule.first], shadowBalances[rule.first])
    case .society:
      for party in 0..<parties {
        value += balances[party]
        other += shadowBalances[party]
      }
    case .outcome:
      value = total(outcomeRange[rule.first], flows, ofShadows: false)
      if hasShadows { other = total(outcomeRange[rule.first], flows, ofShadows: true) }
    case .committed: value = tally.committed[rule.first]
    case .paid: value = paid(rule.first, flows)
    case .left: value = had(by: rule.first, tally) - paid(rule.first, flows)
    case .fundNumber:
      value = flows[layout.fundNumbers + rule.first * FundNumber.allCases.count + rule.second]
    case .shifted:
      value = tally.counted(.shiftedIn, of: rule.first) - tally.counted(.shiftedOut, of: rule.first)
    case .granted: value = tally.granted(rule.first)
    case .refusedPlaces: value = flows[layout.refusedPlaces + rule.first]
    case .budgetRule: (value, other) = budgets?.payment(rule.first) ?? (0, 0)
    case .member:
      value = balances[rule.first] * memberShares[rule.second]
      other = shadowBalances[rule.first] * memberShares[rule.second]
    case .waiting: value = flows[rule.first] * (rule.second == 1 ? model.clock.step.months : 1)
    case .started:
      for scope in 0..<model.scopes {
        let row = flows + layout.started + (rule.first * model.scopes + scope) * stride
        for point in 0...steps { value += row[point] }
      }
    }
    return (value, other)
  }

  func dot(_ values: UnsafePointer<Double>, _ weights: UnsafePointer<Double>) -> Double {
    var sum = SIMD8<Double>.zero
    var point = 0
    while point + 7 <= steps {
      let here = UnsafeRawPointer(values + point).loadUnaligned(as: SIMD8<Double>.self)
      let weight = UnsafeRawPointer(weights + point).loadUnaligned(as: SIMD8<Double>.self)
      sum += here * weight
      point += 8
    }
    var rest = 0.0
    while point <= steps {
      rest += values[point] * weights[point]
      point += 1
    }
    return sum.sum() + rest
  }

  /// The weighted amount of some terms.
  private func total(_ range: Range<Int>, _ flows: UnsafePointer<Double>, ofShadows: Bool) -> Double {
    var total = 0.0
    for index in range {
      let term = terms[index]
      if ofShadows && !term.hasShadows { continue }
      let isVarying = term.varying >= 0
      let sum: Double
      if term.needsOwnSum {
        sum = ownSum(of: index, flows, ofShadows: ofShadows)
      } else {
        let found = ofShadows ? shadowSums : sums
        sum = term.rows.reduce(0) { $0 + found[Int(rows[$1])] }
      }
      total += sum * term.scale * (isVarying ? 1 : term.amount)
    }
    return total
  }

  /// The quantity of a term that is no sum of weighted rows, times its amount where that changes with the step.
  func ownSum(of index: Int, _ flows: UnsafePointer<Double>, ofShadows: Bool) -> Double {
    let term = terms[index]
    let weight = UnsafePointer(term.varying >= 0 ? varying + term.varying : weights + term.weights)
    var sum = 0.0
    if term.quantity == .one {
      for point in 0...steps { sum += weight[point] }
      return sum
    }
    for place in term.rows {
      let row = weightedRows[Int(rows[place])]
      sum += dot(flows + (ofShadows ? row.shadowRow : row.row), weight)
    }
    if term.ages > 0 { sum += early(of: term, flows, from: term.early, ofShadows: ofShadows) }
    return sum
  }

  /// What a fund had over the whole study.
  func had(by fund: Int, _ tally: Tally) -> Double {
    tally.counted(.amount, of: fund) + tally.counted(.shiftedIn, of: fund)
      - tally.counted(.shiftedOut, of: fund) - tally.counted(.lapsed, of: fund)
  }

  /// Posts the total of every line to who pays and who receives.
  private func post(_ totals: UnsafePointer<Double>, to balances: UnsafeMutablePointer<Double>) {
    balances.update(repeating: 0, count: parties)
    for line in 0..<postings.count {
      let posting = postings[line]
      if posting.to >= 0 { balances[posting.to] += totals[line] }
      if posting.from >= 0 { balances[posting.from] -= totals[line] }
    }
  }

  /// What a fund has paid over the whole study, in nominal money.
  private func paid(_ fund: Int, _ flows: UnsafePointer<Double>) -> Double {
    var sum = 0.0
    for line in model.funds[fund].lines {
      for index in lineRange[line] { sum += nominal(index, flows) }
    }
    return sum
  }

  /// What a fund has paid for a term, in nominal money.
  func nominal(_ index: Int, _ flows: UnsafePointer<Double>) -> Double {
    let term = terms[index]
    var sum = 0.0
    if term.varying < 0 && term.quantity == .rows {
      for place in term.rows { sum += sums[Int(rows[place + term.rows.count])] }
      return sum * term.scale * term.amount
    }
    for point in 0...steps {
      let weight = weights[term.nominal + point]
      if weight == 0 { continue }
      var quantity = term.quantity == .one ? 1.0 : 0
      for place in term.rows { quantity += flows[weightedRows[Int(rows[place])].row + point] }
      let isEnd = term.kind == .occupancy(.end)
      let amount =
        term.varying >= 0
        ? drawn.value(
          programs[index], step: isEnd ? max(point - 1, 0) : point, group: term.group, inState: term.ages + 1)
        : term.amount
      sum += weight * amount * quantity
    }
    if term.ages > 0 { sum += early(of: term, flows, from: term.earlyNominal, ofShadows: false) }
    return sum * term.scale
  }
}
