import CGSL
import Foundation
import Testing

@testable import WerkfitDecision

@Suite("Diagnostics of chains")
struct DiagnosticsTests {
  /// Stationary AR(1) chains with the given correlation from one draw to the next.
  private func chains(
    _ count: Int, draws: Int, correlation: Double, shift: (Int) -> Double = { _ in 0 }, seed: UInt64 = 1
  ) throws -> [[Double]] {
    let generator = try CalibrationGenerator()
    let innovation = (1 - correlation * correlation).squareRoot()
    return (0..<count).map { chain in
      generator.seek(seed: seed, chain: chain, purpose: .seeds, iteration: 0)
      var value = generator.normal()
      return (0..<draws).map { _ in
        defer { value = correlation * value + innovation * generator.normal() }
        return value + shift(chain)
      }
    }
  }

  @Test("Independent draws are worth about their number")
  func independent() throws {
    let chains = try chains(4, draws: 5000, correlation: 0)
    let found = try ChainDiagnostics(chains)
    let size = try #require(found.bulkSize)
    // The error of an estimated autocorrelation is 1/√S, so that the size is known to a few per cent.
    #expect(abs(size / 20000 - 1) < 0.08, "\(size)")
    #expect(try #require(found.tailSize) > 17000)
    #expect(try #require(found.rHat) < 1.002)
    #expect(found.isGood(chains: 4))
  }

  @Test(
    "An AR(1) chain is worth (1 − ρ)/(1 + ρ) of its draws", arguments: [-0.3, 0.3, 0.7, 0.9])
  func autoregressive(correlation: Double) throws {
    let chains = try chains(8, draws: 20000, correlation: correlation)
    let size = try #require(effectiveSize(chains))
    let exact = 160_000 * (1 - correlation) / (1 + correlation)
    #expect(abs(size / exact - 1) < 0.1, "ρ \(correlation): \(size), exact \(exact)")
    let bulk = try #require(try ChainDiagnostics(chains).bulkSize)
    #expect(abs(bulk / exact - 1) < 0.1)
  }

  @Test("Chains with shifted means have a large R̂, in line with its formula")
  func shiftedMeans() throws {
    let shifted = try chains(4, draws: 2000, correlation: 0, shift: { $0 == 0 ? 1 : 0 })
    let found = try ChainDiagnostics(shifted)
    // Means 1, 1, 0, … of eight halves: B/n = 2/8·6/8·8/7 = 3/14; R̂ = √(1 + 3/14) before ranks.
    #expect(abs(try #require(found.rHat) - (1 + 3.0 / 14).squareRoot()) < 0.03, "\(found)")
    #expect(try #require(found.bulkSize) < 40)
    #expect(!found.isGood(chains: 4))
  }

  @Test("One chain with another spread is seen by the folded R̂")
  func otherSpread() throws {
    var wide = try chains(4, draws: 2000, correlation: 0)
    wide[0] = wide[0].map { 4 * $0 }
    #expect(try #require(try ChainDiagnostics(wide).rHat) > 1.05)
  }

  @Test("A chain that drifts differs from itself")
  func drift() throws {
    let drifting = try chains(1, draws: 2000, correlation: 0)[0].enumerated().map { draw, value in
      value + Double(draw) / 500
    }
    #expect(try #require(try ChainDiagnostics([drifting]).rHat) > 1.2)
  }

  @Test("Ranks make R̂ and sizes the same for any rising transformation, heavy tails included")
  func invariance() throws {
    let normal = try chains(4, draws: 1000, correlation: 0.5)
    let heavy = normal.map { $0.map { exp(4 * $0) } }
    let (one, other) = (try ChainDiagnostics(normal), try ChainDiagnostics(heavy))
    #expect(one.bulkSize == other.bulkSize)
  }

  @Test("Constant draws have no R̂ and no size, and no error; stuck chains are not good")
  func constants() throws {
    let constant = [[Double]](repeating: [Double](repeating: 3, count: 20), count: 2)
    let found = try ChainDiagnostics(constant)
    #expect(found.rHat == nil && found.bulkSize == nil && found.tailSize == nil)
    #expect(try ChainEstimate.mean(of: constant) == ChainEstimate(value: 3, standardError: 0))
    let stuck = [[Double](repeating: 3, count: 20), [Double](repeating: 4, count: 20)]
    #expect(try !ChainDiagnostics(stuck).isGood(chains: 2))
    #expect(throws: CalibrationError.length(of: "chain", found: 9, expected: 8)) {
      _ = try ChainDiagnostics([[1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 7, 8, 9]])
    }
    #expect(throws: CalibrationError.tooFew(what: "draws", found: 2, needed: 8)) {
      _ = try ChainDiagnostics([[1, 2]])
    }
  }

  @Test("Monte Carlo errors are what estimates vary with over repetitions")
  func errors() throws {
    // 200 repetitions of 4 chains of AR(1): the spread of each estimate against its mean stated error.
    var estimates: [[ChainEstimate]] = []
    for seed in 1...200 {
      let one = try chains(4, draws: 500, correlation: 0.6, seed: UInt64(seed))
      estimates.append([
        try .mean(of: one), try .standardDeviation(of: one), try .quantile(of: one, at: 0.5),
        try .quantile(of: one, at: 0.9),
      ])
    }
    for kind in 0..<4 {
      let spread = variance(estimates.map { $0[kind].value }).squareRoot()
      let stated = mean(estimates.map { $0[kind].standardError })
      // The spread over 200 repetitions is itself known to 5%; 4.5 of those.
      #expect(abs(stated / spread - 1) < 0.225, "\(kind): stated \(stated), found \(spread)")
    }
    // Mean of AR(1): variance (1 + ρ)/(1 − ρ)/S = 4/2000.
    let stated = mean(estimates.map { $0[0].standardError })
    #expect(abs(stated / (4.0 / 2000).squareRoot() - 1) < 0.1, "\(stated)")
  }

  @Test("Equal values share their rank")
  func ties() {
    let scores = normalScores([[2, 1], [2, 3]])
    #expect(scores[0][0] == 0 || abs(scores[0][0]) < 1e-15)
    #expect(scores[0][0] == scores[1][0])
    #expect(abs(scores[0][1] + scores[1][1]) < 1e-15)
    #expect(abs(scores[1][1] - gsl_cdf_ugaussian_Pinv((4 - 0.375) / 4.25)) < 1e-15)
  }
}
