import WerkfitStudy

extension Pricer {
  /// Adds what every party receives minus pays at each point, for flows summed over some replications.
  func addBalances(of flows: FlowSums, ofShadows: Bool, to series: UnsafeMutablePointer<Double>) {
    budgets?.addPayments(ofShadows: ofShadows, to: series, stride: stride)
    for line in 0..<postings.count {
      let posting = postings[line]
      for index in lineRange[line] {
        let term = terms[index]
        if ofShadows && !term.hasShadows { continue }
        quantity(of: term, flows, ofShadows: ofShadows)
        let isVarying = term.varying >= 0
        let weight = isVarying ? varying + term.varying : weights + term.weights
        let amount = term.scale * (isVarying ? 1 : term.amount)
        for point in 0...steps { scratch[point] *= weight[point] * amount }
        if term.ages > 0 { addEarly(of: term, flows, ofShadows: ofShadows) }
        // Moves that count at the end of their step stand one point later; the last step has no weight there.
        let shift = term.kind == .move(.end) || term.kind == .move(.points) ? 1 : 0
        if posting.to >= 0 {
          let row = series + posting.to * stride + shift
          for point in 0...(steps - shift) { row[point] += scratch[point] }
        }
        if posting.from >= 0 {
          let row = series + posting.from * stride + shift
          for point in 0...(steps - shift) { row[point] -= scratch[point] }
        }
      }
    }
  }

  /// Writes the quantity of a term by point into `scratch`, before scale and weight.
  private func quantity(of term: PricedTerm, _ flows: FlowSums, ofShadows: Bool) {
    scratch.update(repeating: term.quantity == .one ? flows.replications : 0, count: steps + 1)
    for place in term.rows {
      let row = weightedRows[Int(rows[place])]
      let from = flows.base + (ofShadows ? row.shadowRow : row.row)
      for point in 0...steps { scratch[point] += from[point] }
    }
  }

  /// What a fund has paid at moments before the starts of a point, from flows that are still changes.
  func paidBefore(_ point: Int, fund: CompiledFund, tally: Tally) -> Double {
    var sum = 0.0
    for line in fund.lines {
      for index in lineRange[line] {
        let term = terms[index]
        var occupied = 0.0
        for earlier in 0..<max(point, 0) {
          var quantity = term.quantity == .one && (!term.isOnce || earlier == 0) ? 1.0 : 0
          for place in term.rows { quantity += tally.base[weightedRows[Int(rows[place])].row + earlier] }
          if term.isOccupancy {
            occupied += quantity
            quantity = occupied
          }
          let amount =
            term.varying >= 0
            ? drawn.value(programs[index], step: earlier, group: term.group, inState: term.ages + 1)
            : term.amount
          sum += quantity * term.scale * amount * weights[term.nominal + earlier]
          if term.ages > 0 { sum += term.scale * earlyPaid(of: term, at: earlier, tally) }
        }
      }
    }
    return sum
  }
}

extension Kernel {
  /// What a fund has paid before the starts of a point.
  func paid(from fund: Int, before point: Int) -> Double {
    pricer?.paidBefore(point, fund: model.funds[fund], tally: tally) ?? 0
  }
}
