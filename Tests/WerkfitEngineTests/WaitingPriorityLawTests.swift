import Foundation
import Testing
import WerkfitStudy
import WerkfitTestSupport

@testable import WerkfitEngine

/// Two classes on one waiting list, of which one goes first (Cobham 1954, "Priority assignment in waiting line problems").
@Suite("Waiting lists with priority and queueing theory")
struct WaitingPriorityLawTests {
  typealias Make = WaitingStudies

  /// The mean numbers waiting of two classes before one place, the first class first, after admissions.
  static func stationary(_ first: Double, _ second: Double, leaving p: Double, most: (Int, Int)) -> (
    Double, Double
  ) {
    let (a, b) = (WaitingLawTests.poisson(first), WaitingLawTests.poisson(second))
    let width = most.1 + 1
    let states = (most.0 + 1) * width
    // Nobody waits before a free place: one more state, last, is an empty system.
    var law = [Double](repeating: 0, count: states + 1)
    law[states] = 1
    var targets: [(from: Int, to: Int, chance: Double)] = []
    func arrive(_ from: Int, _ chance: Double, _ waiting: (Int, Int), isFree: Bool) {
      for (i, x) in a.enumerated() where x > 1e-16 {
        for (j, y) in b.enumerated() where x * y > 1e-16 {
          var (m, n) = (min(waiting.0 + i, most.0), min(waiting.1 + j, most.1))
          var to = states
          if !isFree || m + n > 0 {
            if isFree { if m > 0 { m -= 1 } else { n -= 1 } }
            to = m * width + n
          }
          targets.append((from, to, chance * x * y))
        }
      }
    }
    for m in 0...most.0 {
      for n in 0...most.1 {
        arrive(m * width + n, p, (m, n), isFree: true)
        arrive(m * width + n, 1 - p, (m, n), isFree: false)
      }
    }
    arrive(states, 1, (0, 0), isFree: true)
    for _ in 0..<20_000 {
      var next = [Double](repeating: 0, count: states + 1)
      targets.withUnsafeBufferPointer { targets in
        law.withUnsafeBufferPointer { law in
          next.withUnsafeMutableBufferPointer { next in
            for target in targets { next[target.to] += law[target.from] * target.chance }
          }
        }
      }
      let sum = next.reduce(0, +)
      let change = zip(law, next).reduce(0) { $0 + abs($1.0 - $1.1) }
      law = next.map { $0 / sum }
      if change < 1e-10 { break }
    }
    var waiting = (0.0, 0.0)
    for m in 0...most.0 {
      for n in 0...most.1 {
        waiting.0 += law[m * width + n] * Double(m)
        waiting.1 += law[m * width + n] * Double(n)
      }
    }
    return waiting
  }

  @Test("Two classes have the means of the exact chain, which nears Cobham's formula as steps get smaller")
  func cobham() throws {
    // λ = 0.2 and 0.4, μ = 1: R = ρ/μ = 0.6, W₁ = R/(1 − 0.2), W₂ = R/((1 − 0.2)(1 − 0.6)).
    let cobham = (0.6 / 0.8, 0.6 / (0.8 * 0.4))
    var errors: [(Double, Double)] = []
    for perUnit in [8.0, 16] {
      let waiting = Self.stationary(
        0.2 / perUnit, 0.4 / perUnit, leaving: -expm1(-1 / perUnit), most: (8, 26))
      errors.append((waiting.0 / 0.2 - cobham.0, waiting.1 / 0.4 - cobham.1))
    }
    for (coarse, fine) in zip(errors, errors.dropFirst()) {
      #expect(abs(log2(coarse.0 / fine.0) - 1) < 0.25, "\(errors)")
      #expect(abs(log2(coarse.1 / fine.1) - 1) < 0.25, "\(errors)")
    }
    let exact = Self.stationary(0.1, 0.2, leaving: -expm1(-0.5), most: (8, 26))
    let groups = [("eerst", 0.1), ("later", 0.2)].map { Make.arriving($0.0, .number($0.1), spread: .poisson) }
    let study = Make.study(
      groups: groups,
      trajecten: groups.map {
        Make.traject(
          "naar-\($0.name)",
          phases: [Make.list("list-\($0.name)"), Make.service("in-\($0.name)", chance: -expm1(-0.5))])
      },
      seats: PlacePool(name: "seats", capacity: .number(1), order: .priority, priority: ["eerst"]), steps: 350
    )
    let run = try WaitingRun(study)
    var means: [[Double]] = [[], []]
    for replication in 0..<350 {
      run.run(replication)
      for (index, list) in ["list-eerst", "list-later"].enumerated() {
        means[index].append((100..<350).reduce(0) { $0 + run.people(in: list, at: $1) } / 250)
      }
    }
    for (values, expected) in zip(means, [exact.0, exact.1]) {
      let score = standardScore(values, against: expected)
      #expect(abs(score) < 4.5, "\(mean(values)), not \(expected) (\(score) standard errors)")
    }
  }
}
