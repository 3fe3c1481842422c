import Foundation
import Testing
import WerkfitStudy
import WerkfitTestSupport

@testable import WerkfitEngine

import enum WerkfitStudy.Expression

/// Waiting lists against the exact laws of their Markov chains, and those against queueing theory.
@Suite("Waiting lists and queueing theory")
struct WaitingLawTests {
  typealias Make = WaitingStudies

  // MARK: Chains, made here

  /// P(X = k) of a Poisson law, k from 0 up to where nothing is left.
  static func poisson(_ mean: Double) -> [Double] {
    var law = [exp(-mean)]
    while law.reduce(0, +) < 1 - 1e-15 { law.append((law.last ?? 0) * mean / Double(law.count)) }
    return law
  }

  /// P(X = k) of a binomial law.
  static func binomial(_ n: Int, _ p: Double) -> [Double] {
    var law = [1.0]
    for _ in 0..<n {
      law.append(0)
      for k in stride(from: law.count - 1, through: 1, by: -1) { law[k] = law[k] * (1 - p) + law[k - 1] * p }
      law[0] *= 1 - p
    }
    return law
  }

  /// The stationary law of the number in the system just after admissions.
  ///
  /// From point to point: each of min(n, c) people served leaves with chance `p`, each of the others with chance `r`;
  /// then a Poisson number comes, and free places are filled.
  static func stationary(
    arrivals: Double, servers c: Int, leaving p: Double, reneging r: Double = 0, most: Int
  ) -> [Double] {
    let coming = poisson(arrivals)
    // Who stays: the law of n after departures, per n.
    let after = (0...most).map { n -> [Double] in
      let served = binomial(min(n, c), p)
      let lost = binomial(max(0, n - c), r)
      var law = [Double](repeating: 0, count: n + 1)
      for (a, x) in served.enumerated() where x > 0 {
        for (b, y) in lost.enumerated() where y > 0 { law[n - a - b] += x * y }
      }
      return law
    }
    var law = [Double](repeating: 0, count: most + 1)
    law[0] = 1
    for _ in 0..<100_000 {
      var left = [Double](repeating: 0, count: most + 1)
      for n in 0...most where law[n] > 1e-300 {
        for (k, x) in after[n].enumerated() where x > 0 { left[k] += law[n] * x }
      }
      var next = [Double](repeating: 0, count: most + 1)
      for (n, x) in left.enumerated() where x > 1e-300 {
        for (k, y) in coming.enumerated() { next[min(n + k, most)] += x * y }
      }
      let change = zip(law, next).reduce(0) { $0 + abs($1.0 - $1.1) }
      law = next
      if change < 1e-13 { break }
    }
    return law
  }

  static func meanWaiting(_ law: [Double], servers: Int) -> Double {
    law.enumerated().reduce(0) { $0 + $1.element * Double(max(0, $1.offset - servers)) }
  }

  // MARK: The engine

  /// Per window of points, per replication: the mean number on the waiting list.
  private func sample(
    _ study: Study, _ windows: [Range<Int>], replications: Int, smallFlow: Int = 24
  ) throws -> [[Double]] {
    let run = try WaitingRun(study, smallFlow: smallFlow)
    var means: [[Double]] = windows.map { _ in [] }
    for replication in 0..<replications {
      run.run(replication)
      for (index, window) in windows.enumerated() {
        let sum = window.reduce(0) { $0 + run.people(in: "wachtlijst", at: $1) }
        means[index].append(sum / Double(window.count))
      }
    }
    return means
  }

  private func queue(
    arrivals: Double, servers: Double, leaving: Double, reneging: Double = 0, steps: Int
  ) -> Study {
    Make.study(
      groups: [Make.arriving("groep", .number(arrivals), spread: .poisson)],
      trajecten: [
        Make.traject(phases: [
          Make.list(exits: reneging > 0 ? [Exit(to: "werk", chance: Chance(.number(reneging)))] : []),
          Make.service(chance: leaving),
        ])
      ], seats: PlacePool(name: "seats", capacity: .number(servers)), steps: steps)
  }

  private func expectMean(_ values: [Double], _ expected: Double, _ what: String) {
    let score = standardScore(values, against: expected)
    #expect(abs(score) < 4.5, "\(what): \(mean(values)), not \(expected) (\(score) standard errors)")
  }

  @Test(
    "The number waiting has the stationary mean of the exact chain, for two places",
    arguments: [
      (arrivals: 0.3, leaving: 0.2, reneging: 0.0, smallFlow: 24), (0.3, 0.2, 0, 0), (1.2, 0.7, 0, 24),
      (0.5, 0.2, 0.1, 24),
    ])
  func stationaryWaiting(arrivals: Double, leaving: Double, reneging: Double, smallFlow: Int) throws {
    let law = Self.stationary(
      arrivals: arrivals, servers: 2, leaving: leaving, reneging: reneging, most: 150)
    let expected = Self.meanWaiting(law, servers: 2)
    let study = queue(arrivals: arrivals, servers: 2, leaving: leaving, reneging: reneging, steps: 400)
    let halves = try sample(study, [150..<275, 275..<400], replications: 300, smallFlow: smallFlow)
    expectMean(zip(halves[0], halves[1]).map { ($0 + $1) / 2 }, expected, "people waiting")
    // The start is forgotten: the first half of what is counted is like the second.
    expectMean(zip(halves[0], halves[1]).map(-), 0, "first half less second half")
  }

  @Test("The mean wait of those admitted is the mean number waiting over the arrivals")
  func meanWait() throws {
    let (arrivals, leaving) = (0.3, 0.2)
    let law = Self.stationary(arrivals: arrivals, servers: 2, leaving: leaving, most: 150)
    let expected = Self.meanWaiting(law, servers: 2) / arrivals
    // The same replications to two horizons: what lies between them is after the start.
    let runs = try [150, 450].map {
      try WaitingRun(queue(arrivals: arrivals, servers: 2, leaving: leaving, steps: $0))
    }
    var waited: [Double] = []
    var admitted: [Double] = []
    for replication in 0..<300 {
      for run in runs { run.run(replication) }
      waited.append(runs[1].counted(.stepsBeforeAdmission) - runs[0].counted(.stepsBeforeAdmission))
      admitted.append(runs[1].counted(.admitted) - runs[0].counted(.admitted))
    }
    let ratio = mean(waited) / mean(admitted)
    expectMean(
      zip(waited, admitted).map { ratio + ($0 - ratio * $1) / mean(admitted) }, expected, "mean wait")
  }

  // MARK: In ever smaller steps

  @Test(
    "In ever smaller steps the chain becomes M/M/c, at first order",
    arguments: [(3.0, 4.0, 2, 0.0409090909), (10, 8, 2, 0.0801282051), (12, 6, 3, 0.0740740741)])
  func erlang(lambda: Double, mu: Double, servers: Int, published: Double) throws {
    let (a, c) = (lambda / mu, Double(servers))
    func term(_ n: Int) -> Double { (0..<n).reduce(1.0) { $0 * a / Double($1 + 1) } }
    let all = term(servers) / (1 - a / c)
    let erlangC = all / ((0..<servers).reduce(0) { $0 + term($1) } + all)
    let wait = erlangC / (c * mu - lambda)
    #expect(abs(wait - published) < 1e-10)
    let errors = [50.0, 100, 200, 400].map { perUnit -> Double in
      let law = Self.stationary(
        arrivals: lambda / perUnit, servers: servers, leaving: -expm1(-mu / perUnit), most: 60)
      return Self.meanWaiting(law, servers: servers) / lambda - wait
    }
    let orders = zip(errors, errors.dropFirst()).map { log2(abs($0 / $1)) - 1 }
    #expect(abs(orders[2]) < 0.06, "orders \(orders)")
    // The second order dies out by half with each halving of the step.
    #expect(
      abs(orders[1] / orders[0] - 0.5) < 0.15 && abs(orders[2] / orders[1] - 0.5) < 0.15, "orders \(orders)")
  }

  @Test("In smaller steps too the engine has the law of the chain, which is near M/M/c")
  func fineSteps() throws {
    // λ = 10, μ = 8, two places, 50 steps per unit of time.
    let law = Self.stationary(arrivals: 0.2, servers: 2, leaving: -expm1(-0.16), most: 100)
    let expected = Self.meanWaiting(law, servers: 2)
    #expect(abs(expected - 0.8012820513) < 0.3)
    let study = queue(arrivals: 0.2, servers: 2, leaving: -expm1(-0.16), steps: 800)
    expectMean(try sample(study, [400..<800], replications: 300)[0], expected, "people waiting")
  }
}
