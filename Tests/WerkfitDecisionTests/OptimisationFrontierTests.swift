import Foundation
import Testing

@testable import WerkfitDecision

@Suite("The frontier between two aims")
struct OptimisationFrontierTests {
  @Test("Between √x and √(1 − x) the frontier is the quarter circle, with its ends and no wide holes")
  func frontier() throws {
    let found = try OptimisationTests.problem(2).frontier(
      between: .mean(outcome: 0), and: .mean(outcome: 1),
      evaluate: { splits in splits.map { SplitSample([[$0[0].squareRoot()], [$0[1].squareRoot()]]) } })
    #expect(found.first?.values == [1, 0] && found.last?.values == [0, 1])
    for split in found {
      #expect(abs(split.values[0] * split.values[0] + split.values[1] * split.values[1] - 1) < 1e-9)
    }
    for (one, next) in zip(found, found.dropFirst()) {
      #expect(one.values[0] > next.values[0] && one.values[1] < next.values[1])
      #expect(one.shares[0] - next.shares[0] < 0.02)
    }
  }

  @Test("Of three measures the one that serves neither aim gets nothing on the frontier")
  func frontierOfThree() throws {
    let found = try OptimisationTests.problem(3).frontier(
      between: .mean(outcome: 0), and: .mean(outcome: 1),
      evaluate: { splits in splits.map { SplitSample([[2 * $0[0] + $0[2] / 2], [$0[1] + $0[2] / 4]]) } })
    // A share of measure 3 puts the pair under the line a/2 + b = 1 by half of it; fifty points fill the line.
    for split in found { #expect(split.values[0] / 2 + split.values[1] > 1 - 0.02, "\(split)") }
  }

  @Test("Dominated points go, equal points stay once")
  func filter() {
    #expect(nonDominated([(1, 1), (2, 0), (0, 2), (1, 1), (0.5, 0.5), (2, -1)]) == [1, 0, 2])
    #expect(nonDominated([]).isEmpty)
  }
}
