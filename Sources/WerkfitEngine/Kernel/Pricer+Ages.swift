import WerkfitStudy

/// Amounts that read how long people have been in a state.
///
/// Everyone in the state is priced at the amount that holds in the end, and then those who have not been there for
/// so long at what theirs differs from it: where it differs by nothing, nothing is added.
extension Pricer {
  /// What the amounts for the first values of the time in the state differ from the later one, weighted.
  func fillEarly(_ index: Int) {
    let term = terms[index]
    let rate = model.pricing.classes[term.weightClass].rate
    fillAmounts(index, inState: term.ages + 1)
    scratch.update(from: amounts, count: steps + 1)
    for age in 1...term.ages {
      fillAmounts(index, inState: age)
      for step in 0...steps { amounts[step] -= scratch[step] }
      let row = early + term.early + (age - 1) * stride
      weigh(amounts, of: term, weights: weights + term.weights, rate: rate, into: row)
      if term.earlyNominal >= 0 {
        let row = early + term.earlyNominal + (age - 1) * stride
        weigh(amounts, of: term, weights: weights + term.nominal, rate: -1, into: row)
      }
    }
  }

  /// What people add to a term by not having been in its states for long, before its scale.
  func early(of term: PricedTerm, _ flows: UnsafePointer<Double>, from first: Int, ofShadows: Bool) -> Double
  {
    var sum = 0.0
    for place in term.agedRows {
      let aged = agedRows[place]
      let people = flows + (ofShadows ? aged.shadowRow : aged.row)
      for age in 0..<term.ages { sum += dot(people + age * stride, early + first + age * stride) }
    }
    return sum
  }

  /// The same by point, added to `scratch`.
  func addEarly(of term: PricedTerm, _ flows: FlowSums, ofShadows: Bool) {
    for place in term.agedRows {
      let aged = agedRows[place]
      let people = flows.base + (ofShadows ? aged.shadowRow : aged.row)
      for age in 0..<term.ages {
        let row = people + age * stride
        let amounts = early + term.early + age * stride
        for point in 0...steps { scratch[point] += term.scale * row[point] * amounts[point] }
      }
    }
  }

  /// What they add at a point to the nominal money of a fund, while people still move.
  func earlyPaid(of term: PricedTerm, at point: Int, _ tally: Tally) -> Double {
    var sum = 0.0
    for place in term.agedRows {
      let rows = tally.base + agedRows[place].row
      for age in 0..<min(term.ages, point + 1) {
        var people = 0.0
        for stayed in 0...age { people += rows[stayed * stride + point - age + stayed] }
        sum += people * early[term.earlyNominal + age * stride + point]
      }
    }
    return sum
  }
}
