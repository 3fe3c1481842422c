import Foundation
import WerkfitStudy

/// Prices the flows of a replication: quantities first, amounts after, posted between parties.
///
/// Made once per thread. `prepare` takes the amounts and weights of a draw, `price` the flows of a replication.
final class Pricer {
  let model: CompiledModel
  private let drawn: DrawnModel
  private let steps: Int
  private let stride: Int
  /// Per class: weights by point or step.
  private let weights: UnsafeMutablePointer<Double>
  /// Terms of lines, then of outcomes, in order.
  private var terms: [PricedTerm] = []
  private var lineRange: [Range<Int>] = []
  private var outcomeRange: [Range<Int>] = []
  /// Amount times weight by point, for terms whose amount changes with the step.
  private let varying: UnsafeMutablePointer<Double>
  private let lineTotals: UnsafeMutablePointer<Double>
  private let shadowTotals: UnsafeMutablePointer<Double>
  private let balances: UnsafeMutablePointer<Double>
  private let shadowBalances: UnsafeMutablePointer<Double>
  private let parties: Int
  /// Per line: who pays, who receives (−1 is samenleving), and what for.
  private let postings: [(from: Int, to: Int, category: PriceCategory)]
  private let rules: [ColumnRule]
  private var hasWeights = false
  private let weightsAreStatic: Bool

  private struct PricedTerm {
    var basis: CompiledBasis
    var columns: [Int]
    /// Per period.
    var scale: Double
    var amount: Double
    var weights: Int
    var nominal: Int
    /// Offset in `varying`, or −1.
    var varying: Int
    var program: FormulaProgram
    var group: Int
    var kind: WeightClass.Kind
  }

  init(model: CompiledModel, drawn: DrawnModel) {
    self.model = model
    self.drawn = drawn
    steps = model.steps
    stride = model.steps + 2
    let pricing = model.pricing
    weights = .allocate(capacity: max(pricing.classes.count * stride, 1))
    weights.initialize(repeating: 0, count: max(pricing.classes.count * stride, 1))
    let pointsPerTerm = model.steps + 2
    var varyingCount = 0
    var collected: [PricedTerm] = []
    func add(_ compiled: [CompiledTerm]) -> Range<Int> {
      let first = collected.count
      for term in compiled {
        var columns: [Int] = []
        var scale = 1.0
        switch term.basis {
        case .time(let found, let period): (columns, scale) = (found, 1 / period)
        case .move(let found):
          let states = model.states.count * model.states.count
          columns = found.compactMap { key in
            let edge = model.edges[key % states]
            return edge < 0 ? nil : (key / states) * model.edgeKinds + Int(edge)
          }
        case .start(let found): columns = found
        case .placeTime(let pool, let period): (columns, scale) = ([pool], 1 / period)
        case .once: break
        case .every(let period): scale = 1 / period
        }
        collected.append(
          PricedTerm(
            basis: term.basis, columns: columns, scale: scale, amount: 0, weights: term.weights,
            nominal: term.nominal, varying: term.variesInTime ? varyingCount : -1, program: term.amount,
            group: term.group, kind: pricing.classes[term.weights].kind))
        if term.variesInTime { varyingCount += pointsPerTerm }
      }
      return first..<collected.count
    }
    let ofLines = pricing.lines.map { add($0.terms) }
    let ofOutcomes = pricing.outcomes.map { add($0.terms) }
    lineRange = ofLines
    outcomeRange = ofOutcomes
    terms = collected
    varying = .allocate(capacity: max(varyingCount, 1))
    varying.initialize(repeating: 0, count: max(varyingCount, 1))
    let lines = max(pricing.lines.count, 1)
    lineTotals = .allocate(capacity: lines)
    lineTotals.initialize(repeating: 0, count: lines)
    shadowTotals = .allocate(capacity: lines)
    shadowTotals.initialize(repeating: 0, count: lines)
    parties = pricing.parties.count
    postings = pricing.lines.map { ($0.from, $0.to, $0.category) }
    rules = pricing.columns.map(\.rule)
    shadowBalances = .allocate(capacity: pricing.parties.count + 1)
    shadowBalances.initialize(repeating: 0, count: pricing.parties.count + 1)
    balances = .allocate(capacity: pricing.parties.count + 1)
    balances.initialize(repeating: 0, count: pricing.parties.count + 1)
    weightsAreStatic = pricing.rates.allSatisfy(model.isStatic) && model.isStatic(pricing.indexation)
  }

  deinit {
    weights.deallocate()
    varying.deallocate()
    lineTotals.deallocate()
    shadowTotals.deallocate()
    balances.deallocate()
    shadowBalances.deallocate()
  }

  // MARK: Preparing

  /// Takes the amounts and discount rates of the draw in `drawn`.
  func prepare() {
    if !hasWeights || !weightsAreStatic {
      for (index, item) in model.pricing.classes.enumerated() { fillWeights(index, item) }
      hasWeights = true
    }
    for index in terms.indices {
      let term = terms[index]
      if term.varying < 0 {
        terms[index].amount = drawn.value(term.program)
      } else {
        fillVarying(term, into: varying + term.varying)
      }
    }
  }

  private func factor(_ rate: Int, at point: Double) -> Double {
    let years = point / model.clock.stepsPerYear
    if rate < 0 { return pow(1 + drawn.value(model.pricing.indexation), years) }
    let value = drawn.value(model.pricing.rates[rate])
    return value == 0 ? 1 : pow(1 + value, -years)
  }

  private func fillWeights(_ index: Int, _ item: WeightClass) {
    let base = weights + index * stride
    for point in 0...steps {
      let here = Double(point)
      switch item.kind {
      case .occupancy(.start): base[point] = point < steps ? factor(item.rate, at: here) : 0
      case .occupancy(.end): base[point] = point > 0 ? factor(item.rate, at: here) : 0
      case .occupancy(.points): base[point] = factor(item.rate, at: here)
      case .occupancy(.halfway):
        base[point] =
          (point < steps ? factor(item.rate, at: here + 0.5) / 2 : 0)
          + (point > 0 ? factor(item.rate, at: here - 0.5) / 2 : 0)
      case .move(.start): base[point] = point < steps ? factor(item.rate, at: here) : 0
      case .move(.halfway): base[point] = point < steps ? factor(item.rate, at: here + 0.5) : 0
      case .move: base[point] = point < steps ? factor(item.rate, at: here + 1) : 0
      case .start: base[point] = factor(item.rate, at: here)
      case .once: base[point] = point == 0 ? factor(item.rate, at: 0) : 0
      }
    }
  }

  /// Weight times amount by point, with the amount of the step that is counted there.
  private func fillVarying(_ term: PricedTerm, into base: UnsafeMutablePointer<Double>) {
    let rate = model.pricing.classes[term.weights].rate
    func amount(_ step: Int) -> Double { drawn.value(term.program, step: step, group: term.group) }
    for point in 0...steps {
      let weight = weights[term.weights * stride + point]
      switch term.kind {
      case .occupancy(.end): base[point] = point > 0 ? weight * amount(point - 1) : 0
      case .occupancy(.halfway):
        base[point] =
          (point < steps ? factor(rate, at: Double(point) + 0.5) / 2 * amount(point) : 0)
          + (point > 0 ? factor(rate, at: Double(point) - 0.5) / 2 * amount(point - 1) : 0)
      default: base[point] = weight == 0 ? 0 : weight * amount(point)
      }
    }
  }

  // MARK: Pricing

  /// Where quantities stand: of real people or of the shadows of on-demand groups.
  struct Flows {
    var occupancy: UnsafePointer<Double>
    var moves: UnsafePointer<Double>
    var started: UnsafePointer<Double>?
    var openPlaces: UnsafePointer<Double>?
    var isReal: Bool
    /// Over how many replications the flows are summed.
    var replications = 1.0
  }

  /// The flows of real people in a tally.
  static func real(_ tally: Tally) -> Flows {
    Flows(
      occupancy: UnsafePointer(tally.occupancy), moves: UnsafePointer(tally.moves),
      started: UnsafePointer(tally.started), openPlaces: UnsafePointer(tally.openPlaces), isReal: true)
  }

  /// The flows of the shadows of on-demand groups in a tally.
  static func shadows(_ tally: Tally) -> Flows {
    Flows(
      occupancy: UnsafePointer(tally.shadowOccupancy), moves: UnsafePointer(tally.shadowMoves), started: nil,
      openPlaces: nil, isReal: false)
  }

  /// The quantity of a term at a point, before scale and weight.
  @inline(__always)
  private func quantity(_ term: PricedTerm, _ flows: Flows, at point: Int) -> Double {
    var sum = 0.0
    switch term.basis {
    case .time: for column in term.columns { sum += flows.occupancy[column * stride + point] }
    case .move: for column in term.columns { sum += flows.moves[column * stride + point] }
    case .start:
      if let started = flows.started {
        for column in term.columns { sum += started[column * stride + point] }
      }
    case .placeTime:
      if let open = flows.openPlaces { for column in term.columns { sum += open[column * stride + point] } }
    case .once, .every: sum = flows.isReal ? flows.replications : 0
    }
    return sum
  }

  private func dot(_ values: UnsafePointer<Double>, _ weights: UnsafePointer<Double>) -> Double {
    var first = 0.0
    var second = 0.0
    var third = 0.0
    var fourth = 0.0
    var point = 0
    while point + 3 <= steps {
      first += values[point] * weights[point]
      second += values[point + 1] * weights[point + 1]
      third += values[point + 2] * weights[point + 2]
      fourth += values[point + 3] * weights[point + 3]
      point += 4
    }
    while point <= steps {
      first += values[point] * weights[point]
      point += 1
    }
    return (first + second) + (third + fourth)
  }

  /// The weighted amount of a term.
  private func total(_ index: Int, _ flows: Flows, nominal: Bool = false) -> Double {
    terms.withUnsafeBufferPointer { terms in
      let term = terms[index]
      var weight = UnsafePointer(weights) + (nominal ? term.nominal : term.weights) * stride
      var amount = term.amount
      if term.varying >= 0 {
        if nominal { return nominalVarying(term, flows) }
        weight = UnsafePointer(varying) + term.varying
        amount = 1
      }
      var sum = 0.0
      switch term.basis {
      case .time: for column in term.columns { sum += dot(flows.occupancy + column * stride, weight) }
      case .move: for column in term.columns { sum += dot(flows.moves + column * stride, weight) }
      case .start:
        if let started = flows.started {
          for column in term.columns { sum += dot(started + column * stride, weight) }
        }
      case .placeTime:
        if let open = flows.openPlaces {
          for column in term.columns { sum += dot(open + column * stride, weight) }
        }
      case .once, .every:
        if flows.isReal { for point in 0...steps { sum += weight[point] } }
      }
      return sum * term.scale * amount
    }
  }

  private func nominalVarying(_ term: PricedTerm, _ flows: Flows) -> Double {
    var sum = 0.0
    for point in 0...steps {
      let weight = weights[term.nominal * stride + point]
      if weight == 0 { continue }
      let isEnd = term.kind == .occupancy(.end)
      sum +=
        weight * drawn.value(term.program, step: isEnd ? max(point - 1, 0) : point, group: term.group)
        * quantity(term, flows, at: point)
    }
    return sum * term.scale
  }

  /// Writes one value per column into `values`, and the counterfactual into `shadows`, with a stride.
  func price(
    _ tally: Tally, into values: UnsafeMutablePointer<Double>, shadows: UnsafeMutablePointer<Double>,
    columnStride: Int
  ) {
    let real = Self.real(tally)
    let shadow = Self.shadows(tally)
    for line in lineRange.indices {
      var sum = 0.0
      for term in lineRange[line] { sum += total(term, real) }
      lineTotals[line] = sum
      sum = 0
      if tally.hasShadows { for term in lineRange[line] { sum += total(term, shadow) } }
      shadowTotals[line] = sum
    }
    post(lineTotals, to: balances)
    post(shadowTotals, to: shadowBalances)
    let monthsPerStep = model.clock.step.months
    let plain = UnsafePointer(weights) + model.pricing.plainClass * stride
    for index in rules.indices {
      var value = 0.0
      var other = 0.0
      switch rules[index] {
      case .counter(let counter):
        value = tally.counters[counter.rawValue]
        if counter == .exitsToWork { other = tally.counters[Counter.shadowExitsToWork.rawValue] }
      case .difference(let first, let second):
        value = tally.counters[first.rawValue] - tally.counters[second.rawValue]
      case .months(let columns):
        for column in columns { value += dot(real.occupancy + column * stride, plain) * monthsPerStep }
        if tally.hasShadows {
          for column in columns { other += dot(shadow.occupancy + column * stride, plain) * monthsPerStep }
        }
      case .atHorizon(let columns), .occupancy(let columns, _):
        var point = steps
        if case .occupancy(_, let wanted) = rules[index] { point = wanted }
        for column in columns { value += real.occupancy[column * stride + point] }
        if tally.hasShadows { for column in columns { other += shadow.occupancy[column * stride + point] } }
      case .line(let line): (value, other) = (lineTotals[line], shadowTotals[line])
      case .category(let category):
        for line in postings.indices where postings[line].category == category {
          value += lineTotals[line]
          other += shadowTotals[line]
        }
      case .balance(let party): (value, other) = (balances[party], shadowBalances[party])
      case .society:
        for party in 0..<parties {
          value += balances[party]
          other += shadowBalances[party]
        }
      case .outcome(let outcome):
        for term in outcomeRange[outcome] { value += total(term, real) }
        if tally.hasShadows { for term in outcomeRange[outcome] { other += total(term, shadow) } }
      case .committed(let fund): value = tally.committed[fund]
      case .paid(let fund): value = paid(fund, real)
      case .left(let fund): value = drawn.fundAmounts[fund] - paid(fund, real)
      case .occupied(let pool):
        value =
          dot(UnsafePointer(tally.occupiedPlaces) + pool * stride, plain) * monthsPerStep
      case .started(let traject):
        for scope in 0..<model.scopes {
          let base = tally.started + (traject * model.scopes + scope) * stride
          for point in 0...steps { value += base[point] }
        }
      }
      values[index * columnStride] = value
      shadows[index * columnStride] = other
    }
  }

  /// Posts the total of every line to who pays and who receives.
  private func post(_ totals: UnsafePointer<Double>, to balances: UnsafeMutablePointer<Double>) {
    balances.update(repeating: 0, count: parties + 1)
    for line in postings.indices {
      let posting = postings[line]
      if posting.to >= 0 { balances[posting.to] += totals[line] }
      if posting.from >= 0 { balances[posting.from] -= totals[line] }
    }
  }

  private func paid(_ fund: Int, _ flows: Flows) -> Double {
    var sum = 0.0
    for line in model.funds[fund].lines {
      for term in lineRange[line] { sum += total(term, flows, nominal: true) }
    }
    return sum
  }

  /// Adds what every party receives minus pays at each point, for flows summed over some replications.
  func addBalances(of flows: Flows, to series: UnsafeMutablePointer<Double>) {
    for line in postings.indices {
      let (payer, receiver, _) = postings[line]
      for index in lineRange[line] {
        let term = terms[index]
        let isAtEnd = term.kind == .move(.end) || term.kind == .move(.points)
        for point in 0...steps {
          let weight =
            term.varying >= 0
            ? varying[term.varying + point] : weights[term.weights * stride + point] * term.amount
          if weight == 0 { continue }
          let value = weight * term.scale * quantity(term, flows, at: point)
          let at = isAtEnd ? min(point + 1, steps) : point
          if receiver >= 0 { series[receiver * stride + at] += value }
          if payer >= 0 { series[payer * stride + at] -= value }
        }
      }
    }
  }

  /// What a fund has paid at moments before the starts of a point, from flows that are still changes.
  func paidBefore(_ point: Int, fund: CompiledFund, tally: Tally) -> Double {
    var sum = 0.0
    for line in fund.lines {
      for index in lineRange[line] {
        let term = terms[index]
        var occupied = [Double](repeating: 0, count: term.columns.count)
        for earlier in 0..<max(point, 0) {
          var quantity = 0.0
          switch term.basis {
          case .time:
            for (place, column) in term.columns.enumerated() {
              occupied[place] += tally.occupancy[column * stride + earlier]
              quantity += occupied[place]
            }
          case .move: for column in term.columns { quantity += tally.moves[column * stride + earlier] }
          case .start: for column in term.columns { quantity += tally.started[column * stride + earlier] }
          case .placeTime:
            for column in term.columns { quantity += tally.openPlaces[column * stride + earlier] }
          case .once: quantity = earlier == 0 ? 1 : 0
          case .every: quantity = 1
          }
          let amount =
            term.varying >= 0 ? drawn.value(term.program, step: earlier, group: term.group) : term.amount
          sum += quantity * term.scale * amount * weights[term.nominal * stride + earlier]
        }
      }
    }
    return sum
  }
}

extension Kernel {
  /// What a fund has paid before the starts of a point.
  func paid(from fund: CompiledFund, before point: Int) -> Double {
    pricer?.paidBefore(point, fund: fund, tally: tally) ?? 0
  }
}
