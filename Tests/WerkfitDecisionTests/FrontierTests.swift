import Foundation
import Testing

@testable import WerkfitDecision

@Suite("Frontier and dominance")
struct FrontierTests {
  func options(_ names: [String], _ costs: [Double], _ effects: [Double]) -> [CostEffectOption] {
    zip(names, zip(costs, effects)).map { CostEffectOption($0, cost: $1.0, effect: $1.1) }
  }

  @Test(
    "The example of the HERC: UC, B at 5,000, D at 12,500, E at 20,000; C extendedly, A strongly dominated")
  func herc() throws {
    let found = try Frontier(
      of: options(
        ["E", "D", "C", "B", "A", "UC"], [55000, 35000, 25000, 10000, 12000, 5000], [5, 4, 3, 2, 1.5, 1]))
    #expect(found.names == ["UC", "B", "D", "E"])
    let places = Dictionary(uniqueKeysWithValues: found.places.map { ($0.option.name, $0) })
    #expect(places["UC"]?.status == .reference && places["UC"]?.ratio == nil)
    #expect(places["B"]?.ratio == 5000)
    #expect(places["D"]?.ratio == 12500 && places["D"]?.comparedWith == "B")
    #expect(places["E"]?.ratio == 20000)
    #expect(places["C"]?.status == .extendedlyDominated && places["C"]?.dominatedBy == ["B", "D"])
    #expect(places["A"]?.status == .stronglyDominated && places["A"]?.dominatedBy == ["B"])
  }

  @Test("HIV screening: ratios 37,500, 58,285.714 and 100,800, and the annual strategy dominated")
  func screening() throws {
    let names = ["none", "once", "5 years", "3 years", "annual"]
    let effects = [277.25, 277.57, 277.78, 277.83, 277.76].map { $0 / 12 }
    let found = try Frontier(of: options(names, [26000, 27000, 28020, 28440, 29440], effects))
    #expect(found.names == ["none", "once", "5 years", "3 years"])
    for (place, exact) in zip(found.places.dropFirst(), [37_500, 58_285.714286, 100_800]) {
      #expect(abs((place.ratio ?? 0) / exact - 1) < 1e-6, "\(place)")
    }
    #expect(found.places[4].status == .stronglyDominated)
  }

  @Test("The cheapest with the tied best effect comes first")
  func tiedEffect() throws {
    let found = try Frontier(
      of: options(["no", "treat all", "test"], [163771.0, 164848.7, 163765.1], [6.48273, 6.52861, 6.52861]))
    #expect(found.names == ["test"])
    #expect(found.places.map(\.status) == [.stronglyDominated, .stronglyDominated, .reference])
  }

  @Test("Options of equal cost and effect name each other; the first keeps the place")
  func ties() throws {
    let found = try Frontier(
      of: options(["a", "b", "twin of b", "c", "twin of c"], [0, 1, 1, 3, 3], [0, 1, 1, 0.5, 0.5]))
    #expect(found.names == ["a", "b"])
    #expect(
      found.places.map(\.status) == [
        .reference, .onFrontier, .tied, .stronglyDominated, .stronglyDominated,
      ])
    #expect(found.places[1].tiedWith == ["twin of b"] && found.places[2].tiedWith == ["b"])
    #expect(found.places[3].tiedWith == ["twin of c"])
  }

  @Test("An option on the line between two others stays, one a little above it goes")
  func onTheLine() throws {
    let on = try Frontier(of: options(["a", "b", "c"], [0.1, 0.2, 0.3], [0.1, 0.2, 0.3]))
    #expect(on.names == ["a", "b", "c"])
    let above = try Frontier(of: options(["a", "b", "c"], [0.1, 0.2000001, 0.3], [0.1, 0.2, 0.3]))
    #expect(above.places[1].status == .extendedlyDominated)
  }

  @Test("For any options the best at each price is on the frontier, and the ratios rise")
  func property() throws {
    let columns = try GivenDataTests.points(200, parameters: 16, seed: 5)
    for draw in 0..<200 {
      // Coarse numbers make ties and lines.
      let numbers = columns.map { draw % 2 == 0 ? $0[draw] : ($0[draw] * 4).rounded() }
      let all = options((0..<8).map(String.init), Array(numbers[..<8]), Array(numbers[8...]))
      let found = try Frontier(of: all)
      let ratios = found.names.dropFirst().compactMap { name in
        found.places.first { $0.option.name == name }?.ratio
      }
      #expect(zip(ratios, ratios.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 * abs($1) })
      for price in [0, 0.01, 0.1, 0.5, 1, 2, 10, 1e6] {
        let value = { (option: CostEffectOption) in price * option.effect - option.cost }
        let best = all.map(value).max() ?? 0
        let onFrontier = all.filter { found.names.contains($0.name) }.map(value).max() ?? -1
        #expect(abs(best - onFrontier) < 1e-9 * max(1, abs(best)))
      }
    }
  }

  @Test("The error of a ratio of means is that of the delta method")
  func ratioError() throws {
    let columns = try GivenDataTests.points(4000, parameters: 1, seed: 8)
    let zeros = [Double](repeating: 0, count: 4000)
    let found = try Frontier(
      of: CostEffectSample(
        names: ["nul", "plus"], costs: [zeros, columns[0].map { 100 + 12 * $0 }],
        effects: [zeros, zeros.map { _ in 2 }]))
    // The cost varies with sd √12 and the effect not at all: error √12 / 2 / √4000.
    let exact = 12.0.squareRoot() / 2 / 4000.0.squareRoot()
    let error = try #require(found.places[1].ratioStandardError)
    #expect(abs(error / exact - 1) < 0.05, "\(error) against \(exact)")
    #expect(abs((found.places[1].ratio ?? 0) - 53) < 4.5 * error)
  }

  @Test("Bad arguments throw what is wrong")
  func refusals() {
    #expect(throws: CostEffectivenessError.noOptions) { try Frontier(of: [CostEffectOption]()) }
    #expect(throws: CostEffectivenessError.duplicateName("a")) {
      try Frontier(of: options(["a", "a"], [1, 2], [1, 2]))
    }
    #expect(throws: CostEffectivenessError.notFinite("b")) {
      try Frontier(of: options(["a", "b"], [1, .nan], [1, 2]))
    }
    #expect(throws: CostEffectivenessError.unequalCounts) {
      try CostEffectSample(names: ["a"], costs: [[1]], effects: [[1, 2]])
    }
  }
}
