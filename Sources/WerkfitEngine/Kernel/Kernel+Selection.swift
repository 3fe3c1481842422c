import Foundation

/// Who of the people that may start are picked.
extension Kernel {
  /// The chance of people with an odds ratio, where it is `plain` for people with odds ratio 1.
  @inline(__always)
  static func chance(_ plain: Double, oddsRatio: Double) -> Double {
    plain >= 1 ? (oddsRatio > 0 ? 1 : 0) : oddsRatio * plain / (1 - plain + oddsRatio * plain)
  }

  /// The people who can be picked at all.
  func pickable(_ positions: Range<Int>) -> Double {
    var people = 0.0
    for position in positions where drawn.limits.odds[position] > 0 { people += eligible[position] }
    return people
  }

  /// Writes down which share of the next starts falls to each position, as far as known beforehand.
  func shareStarts(_ offer: OfferInfo, among weighted: Double) {
    for block in offer.blocks {
      let positions = blockPositions[block]
      var sum = 0.0
      for position in positions { sum += weight(of: position) }
      let isEndless = eligible[positions.lowerBound].isInfinite
      let share =
        offer.hasMix
        ? drawn.limits.mixes[block]
        : isEndless ? 1 / Double(offer.blocks.count) : weighted > 0 ? sum / weighted : 0
      for position in positions { groupShares[position] = sum > 0 ? share * (weight(of: position) / sum) : 0 }
    }
  }

  /// How much a position weighs against others of its doelgroep: eligible people, or their share where they come on
  /// demand, times their odds ratio.
  @inline(__always)
  private func weight(of position: Int) -> Double {
    let people =
      eligible[position].isInfinite ? drawn.limits.classShares[offerGroups[position]] : eligible[position]
    return people * drawn.limits.odds[position]
  }

  /// Divides starts over the positions of an offer; the result stands in `picks`.
  func pick(_ wanted: Double, _ index: Int, _ offer: OfferInfo, anyOnDemand: Bool, at point: Int) {
    for position in offer.positions { picks[position] = 0 }
    var random = numbers(.start, address(UInt64(index), 0x0FFE), point)
    if !offer.hasMix && !anyOnDemand { return pick(wanted, among: offer.positions, offer, &random) }
    var left = wanted
    var rest = 0.0
    for position in offer.positions { rest += groupShares[position] }
    for block in offer.blocks where left > 0 {
      let positions = blockPositions[block]
      if eligible[positions.lowerBound].isInfinite {
        for position in positions where left > 0 {
          let part = draw(wanted, share: groupShares[position], &left, &rest, &random)
          picks[position] = part
        }
      } else {
        var share = 0.0
        for position in positions { share += groupShares[position] }
        let part = draw(wanted, share: share, &left, &rest, &random)
        pick(min(part, pickable(positions)), among: positions, offer, &random)
      }
    }
  }

  /// The part of the starts that falls to a share of those that are left to divide.
  @inline(__always)
  private func draw(
    _ wanted: Double, share: Double, _ left: inout Double, _ rest: inout Double,
    _ random: inout AddressedNumbers
  ) -> Double {
    let part =
      !isExact ? wanted * share : share >= rest - 1e-12 ? left : binomial(left, share / rest, &random)
    rest -= share
    left -= part
    return part
  }

  /// Picks people who are all there, one after another, each next in proportion to their odds ratio.
  private func pick(
    _ wanted: Double, among positions: Range<Int>, _ offer: OfferInfo, _ random: inout AddressedNumbers
  ) {
    if offer.isSelective && oddsDiffer(positions) {
      if isExact { pickByOdds(wanted, positions, &random) } else { expectByOdds(wanted, positions) }
      return
    }
    var among = 0.0
    for position in positions { among += eligible[position] }
    guard among > 0 else { return }
    var left = wanted
    for position in positions where left > 0 {
      if isExact {
        picks[position] = hypergeometric(left, eligible[position], of: among, random.next())
        among -= eligible[position]
        left -= picks[position]
      } else {
        picks[position] = min(wanted * (eligible[position] / among), eligible[position])
      }
    }
  }

  private func oddsDiffer(_ positions: Range<Int>) -> Bool {
    positions.contains { drawn.limits.odds[$0] != drawn.limits.odds[positions.lowerBound] }
  }

  /// The law of Wallenius (1963, "Biased sampling: the noncentral hypergeometric probability distribution"), by its
  /// definition: one person at a time.
  private func pickByOdds(_ wanted: Double, _ positions: Range<Int>, _ random: inout AddressedNumbers) {
    var left = wanted
    while left >= 1 {
      var total = 0.0
      for position in positions {
        total += (eligible[position] - picks[position]) * drawn.limits.odds[position]
      }
      if total <= 0 { return }
      var mark = random.next() * total
      var taken = -1
      for position in positions {
        let weight = (eligible[position] - picks[position]) * drawn.limits.odds[position]
        if weight <= 0 { continue }
        taken = position
        if mark < weight { break }
        mark -= weight
      }
      if taken < 0 { return }
      picks[taken] += 1
      left -= 1
    }
  }

  /// The mean of that law to a close approximation: of m people with odds ratio w, m(1 − e^(−wτ)) are picked, with one
  /// τ for all (Manly 1974, "A model for certain types of selection experiments").
  private func expectByOdds(_ wanted: Double, _ positions: Range<Int>) {
    let most = pickable(positions)
    func picked(_ tau: Double) -> Double {
      var sum = 0.0
      for position in positions { sum -= eligible[position] * expm1(-drawn.limits.odds[position] * tau) }
      return sum
    }
    guard wanted < most - 1e-12 else {
      for position in positions where drawn.limits.odds[position] > 0 { picks[position] = eligible[position] }
      return
    }
    var low = 0.0
    var high = 1.0
    while picked(high) < wanted && high < 1e12 { high *= 2 }
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if picked(middle) < wanted { low = middle } else { high = middle }
    }
    for position in positions {
      picks[position] = -eligible[position] * expm1(-drawn.limits.odds[position] * high)
    }
  }
}
