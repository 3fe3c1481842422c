import Foundation
import Testing

@testable import WerkfitDecision

@Suite("Equity")
struct EquityTests {
  @Test("Half the reference income counts 2^ε, and elasticity 0 counts everyone once")
  func weights() throws {
    let greenBook = try WelfareWeights(
      elasticity: WelfareWeights.greenBookElasticity, referenceIncome: 30_000)
    #expect(abs(try greenBook.weight(ofIncome: 15_000) - 2.462288826689832) < 1e-12)
    #expect(try greenBook.weight(ofIncome: 30_000) == 1)
    #expect(try WelfareWeights(elasticity: 1, referenceIncome: 40).weight(ofIncome: 20) == 2)
    #expect(try WelfareWeights(elasticity: 0, referenceIncome: 40).weight(ofIncome: 3) == 1)
    #expect(throws: CostEffectivenessError.badSetting("income")) { try greenBook.weight(ofIncome: 0) }
    #expect(throws: CostEffectivenessError.badSetting("elasticity")) {
      try WelfareWeights(elasticity: -1, referenceIncome: 1)
    }
  }

  @Test(
    "The Green Book's example: a weight of 2.4 turns a transfer from taxpayers into a gain of 1.4 per pound")
  func transfer() throws {
    let found = try WeightedBalance(of: [
      GroupOutcome("participants", weight: 2.4, values: [1, 1]),
      GroupOutcome("taxpayers", values: [-1, -1]),
    ])
    #expect(found.unweighted.value == 0)
    #expect(abs(found.weighted.value - 1.4) < 1e-15)
    #expect(found.chancePositive.probability == 1)
  }

  @Test("Weights of one change nothing, and the weighted sum is linear in the weights")
  func linear() throws {
    let columns = try AcceptabilityTests.normals(400, columns: 3, seed: 6)
    let groups = columns.enumerated().map { GroupOutcome("\($0)", values: $1) }
    let plain = try WeightedBalance(of: groups)
    #expect(plain.weighted == plain.unweighted)
    let weights = [0.5, 2, 3]
    let weighted = try WeightedBalance(
      of: zip(groups, weights).map { GroupOutcome($0.name, weight: $1, values: $0.values) })
    let exact = zip(columns, weights).reduce(0) { $0 + $1.1 * mean($1.0) }
    #expect(abs(weighted.weighted.value - exact) < 1e-12)
    #expect(abs(weighted.groups.reduce(0) { $0 + $1.weighted.value } - exact) < 1e-12)
    #expect(throws: CostEffectivenessError.badSetting("weight")) {
      try WeightedBalance(of: [GroupOutcome("a", weight: -1, values: [1])])
    }
    #expect(throws: CostEffectivenessError.noDraws) {
      try WeightedBalance(of: [GroupOutcome("a", values: [])])
    }
  }

  @Test("Who gains and who pays: signs per party, and gains minus payments are society's")
  func parties() throws {
    let normals = try AcceptabilityTests.normals(1000, columns: 1, seed: 15)[0]
    let resources = [Double](repeating: -2, count: 1000)
    let zeros = resources.map { _ in 0.0 }
    let found = try GainsAndLosses(
      of: [
        ("gemeente", normals.map { 3 + $0 }), ("client", normals.map { -3 - $0 }), ("uitvoerder", resources),
        ("rijk", zeros), ("werkgever", normals.map { 0.001 * $0 }),
      ], society: zip(normals, resources).map { 0.001 * $0 + $1 })
    #expect(found.parties.map(\.direction) == [.gains, .pays, .pays, .unaffected, .undecided])
    #expect(abs(found.gained - found.paid - found.society.value) < 1e-12)
    #expect(found.parties[0].chanceOfGain.probability == found.parties[1].chanceOfLoss.probability)
    #expect(found.parties[3].chanceOfGain.probability == 0 && found.parties[3].chanceOfLoss.probability == 0)
  }

  @Test("Parties that do not make up society are refused, with the draw")
  func unbalanced() {
    #expect(throws: CostEffectivenessError.doesNotBalance(draw: 1, difference: 1)) {
      try GainsAndLosses(of: [("a", [1, 2]), ("b", [-1, -1])], society: [0, 0])
    }
    #expect(throws: CostEffectivenessError.duplicateName("a")) {
      try GainsAndLosses(of: [("a", [1]), ("a", [1])])
    }
  }
}
