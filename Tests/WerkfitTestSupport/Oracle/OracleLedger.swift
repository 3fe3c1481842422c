import Foundation
import WerkfitStudy

import enum WerkfitStudy.Expression

/// One payment: an amount at a moment from one account to another.
public struct OraclePosting: Sendable {
  /// The price line.
  public var line: String
  /// The person whose stay, move or start it is; nil for payments that belong to nobody.
  public var person: Int?
  /// The moment, in steps since the start.
  public var time: Double
  /// The amount, undiscounted.
  public var amount: Double
  /// The amount at the start of the study.
  public var discounted: Double
  /// Who pays.
  public var from: Account
  /// Who receives.
  public var to: Account
}

/// The payments of one run, worked out from the list of events alone.
///
/// It rebuilds the spells of each person from the events and prices every spell, move and start as a payment
/// of its own: another way than the summed quantities, so that a wrong sign, party or month in one of the two
/// shows as a difference.
public struct OracleLedger {
  /// All payments for real people and for what belongs to nobody.
  public private(set) var postings: [OraclePosting] = []
  private let study: Study
  private let model: StudyModel
  private let evaluator: OracleEvaluator

  /// A ledger of the events of a run.
  ///
  /// - Parameter openPlaces: Open places by pool and point, for payments per open place.
  public init(
    study: Study, scenario: String, reading: String? = nil, parameters: [String: Double] = [:],
    events: [OracleEvent], openPlaces: [String: [Int]]
  ) {
    self.study = study
    model = study.model(scenario: scenario, reading: reading)
    evaluator = OracleEvaluator(study: study, model: model, drawn: parameters)
    let real = events.filter { $0.shadowOf == nil }
    for line in model.prices { post(line, events: real, openPlaces: openPlaces) }
  }

  /// The discounted balance of every party, `samenleving` too.
  public func balances() -> [String: Double] {
    var found = Dictionary(model.parties.map { ($0.name, 0.0) }) { $1 }
    found[Party.society] = 0
    for posting in postings {
      found[posting.from.party, default: 0] -= posting.discounted
      found[posting.to.party, default: 0] += posting.discounted
    }
    return found
  }

  /// The undiscounted sum of what was paid from an account, without indexation.
  public func paid(from account: Account) -> Double {
    postings.reduce(0) { $1.from == account ? $0 + $1.amount : $0 }
  }

  private mutating func post(_ line: PriceLine, events: [OracleEvent], openPlaces: [String: [Int]]) {
    switch line.basis {
    case .time(let states, let period):
      for (person, lived) in Dictionary(grouping: events, by: \.person) {
        for (index, event) in lived.enumerated() where states.contains(event.to) {
          let left = index + 1 < lived.count ? lived[index + 1].point : study.clock.steps + 1
          for point in event.point..<max(event.point, left) {
            postTime(
              line, at: point, units: study.clock.step.months / period.months, event.group, person,
              inState: point - event.point + 1)
          }
        }
      }
    case .move(let from, let to):
      for event in events {
        guard case .moves = event.kind, let left = event.from, from.contains(left), to.contains(event.to)
        else { continue }
        let begin = event.point - 1
        var time = Double(event.point)
        if line.counted == .start { time -= 1 }
        if line.counted == .halfway { time -= 0.5 }
        add(line, time: time, clockStep: begin, units: 1, event.group, event.person)
      }
    case .start(let trajecten):
      for event in events {
        guard case .starts(let traject) = event.kind, trajecten.contains(traject) else { continue }
        add(line, time: Double(event.point), clockStep: event.point, units: 1, event.group, event.person)
      }
    case .placeTime(let pool, let period):
      for (point, open) in (openPlaces[pool] ?? []).enumerated() {
        postTime(line, at: point, units: Double(open) * study.clock.step.months / period.months, nil, nil)
      }
    case .once: add(line, time: 0, clockStep: 0, units: 1, nil, nil)
    case .every(let period):
      for point in 0...study.clock.steps {
        postTime(line, at: point, units: study.clock.step.months / period.months, nil, nil)
      }
    }
  }

  /// What being somewhere at one point adds to a line, by its counting.
  private mutating func postTime(
    _ line: PriceLine, at point: Int, units: Double, _ group: String?, _ person: Int?, inState: Int = 1
  ) {
    func book(_ time: Double, _ step: Int, _ units: Double) {
      add(line, time: time, clockStep: step, units: units, group, person, inState: inState)
    }
    let isFirst = point == 0
    let isLast = point == study.clock.steps
    let time = Double(point)
    switch line.counted ?? study.clock.counted {
    case .start: if !isLast { book(time, point, units) }
    case .end: if !isFirst { book(time, point - 1, units) }
    case .points: book(time, point, units)
    case .halfway:
      if !isFirst { book(time - 0.5, point - 1, units / 2) }
      if !isLast { book(time + 0.5, point, units / 2) }
    }
  }

  private mutating func add(
    _ line: PriceLine, time: Double, clockStep: Int, units: Double, _ group: String?, _ person: Int?,
    inState: Int = 1
  ) {
    guard units != 0 else { return }
    let index = group.flatMap { name in model.groups.firstIndex { $0.name == name } }
    let moment = OracleMoment(group: index, step: clockStep, inState: inState)
    let amount = units * evaluator.value(line.amount, at: moment)
    let yearly = evaluator.value(line.discountRate ?? study.money.discountRate, at: OracleMoment(step: 0))
    let years = time * study.clock.step.months / 12
    postings.append(
      OraclePosting(
        line: line.name, person: person, time: time, amount: amount,
        discounted: amount / pow(1 + yearly, years), from: line.from, to: line.to))
  }
}
