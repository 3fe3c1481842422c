import Foundation

/// Draws from a posterior by several adaptive Metropolis chains that go in step.
///
/// In each iteration the next points of all chains are evaluated in one call, so that a target that is fast
/// for many points at once (the deterministic trace) is used well. The chains share what they learn of the
/// shape of the posterior during the warm-up; afterwards nothing adapts. The same seed gives the same bits.
public struct PosteriorSampler: Sendable, Hashable, Codable {
  /// The number of chains.
  public var chains: Int
  /// Iterations of each chain that are thrown away and in which the steps adapt.
  public var warmUp: Int
  /// Draws kept of each chain.
  public var draws: Int
  /// Iterations per draw kept.
  public var thinning: Int
  /// The seed.
  public var seed: UInt64
  /// Whether every other iteration leaps to a point from all of what the chains have seen instead of a step away.
  ///
  /// Independence steps (Tierney 1994): where a posterior is nearly normal in the coordinates, a few of them are worth
  /// many steps.
  public var leaps: Bool

  /// A sampler; by default one that gives a hundred effective draws per chain for a few parameters.
  ///
  /// It evaluates (warmUp + draws · thinning + 1) · chains points, or a few more at the start.
  public init(
    chains: Int = 8, warmUp: Int = 500, draws: Int = 2000, thinning: Int = 1, leaps: Bool = false,
    seed: UInt64
  ) {
    self.leaps = leaps
    self.chains = chains
    self.warmUp = warmUp
    self.draws = draws
    self.thinning = thinning
    self.seed = seed
  }

  /// The first iteration that may be a leap.
  static let firstLeap = 50
  /// Rounds of starting points after which the sampler gives up.
  static let startingRounds = 100

  /// Draws from a posterior.
  ///
  /// - Parameters:
  ///   - space: The coordinates.
  ///   - names: The names of the parameters, in the order of the points.
  ///   - isCancelled: Asked once per iteration.
  ///   - progress: Told after each iteration how many of how many are done.
  ///   - logDensity: For each of many points (one array of parameters each) the log density up to a
  ///     constant; minus infinity where a point is impossible. In a prior space this is the log-likelihood.
  /// - Throws: `CalibrationError`, or what the log density throws.
  public func sample(
    _ space: CalibrationSpace, names: [String], isCancelled: () -> Bool = { false },
    progress: (_ done: Int, _ of: Int) -> Void = { _, _ in },
    logDensity: ([[Double]]) throws -> [Double]
  ) throws -> PosteriorDraws {
    try check(space)
    let generator = try CalibrationGenerator()
    let target = CalibrationTarget(space: space)
    var walk = try startingPlaces(target, generator, isCancelled, logDensity)
    guard let size = walk.first?.parameters.count, size == names.count else {
      throw CalibrationError.length(
        of: "names", found: names.count, expected: walk.first?.parameters.count ?? 0)
    }
    var shape = ProposalShape(dimension: space.dimension, points: walk.map(\.coordinates))
    var kept = PosteriorDraws(names: names, chains: chains, capacity: draws)
    var proposals = [[Double]](
      repeating: [Double](repeating: 0, count: space.dimension), count: chains)
    var levels = [Double](repeating: 0, count: chains)
    var accepted = [Int](repeating: 0, count: chains)
    let total = warmUp + draws * thinning
    for iteration in 0..<total {
      if isCancelled() { throw CalibrationError.cancelled }
      // A leap needs to have seen something; its share does not depend on where a chain is.
      let isLeap = leaps && iteration >= Self.firstLeap && iteration.isMultiple(of: 2)
      for chain in 0..<chains {
        generator.seek(seed: seed, chain: chain, purpose: .step, iteration: iteration)
        var correction = 0.0
        if isLeap {
          let density = shape.leap(from: walk[chain].coordinates, generator, into: &proposals[chain])
          correction = density.old - density.new
        } else {
          shape.step(from: walk[chain].coordinates, generator, into: &proposals[chain])
        }
        levels[chain] = log(generator.uniform()) - correction
      }
      let found = try target.places(at: proposals, logDensity)
      var acceptance = 0.0
      for chain in 0..<chains {
        let gain = found[chain].height - walk[chain].height
        acceptance += gain >= 0 ? 1 : exp(gain)
        guard levels[chain] < gain else { continue }
        walk[chain] = found[chain]
        if iteration >= warmUp { accepted[chain] += 1 }
      }
      if iteration < warmUp {
        try shape.learn(
          from: walk.map(\.coordinates), acceptance: isLeap ? nil : acceptance / Double(chains),
          iteration: iteration)
      } else if (iteration - warmUp + 1).isMultiple(of: thinning) {
        for chain in 0..<chains { kept.append(walk[chain], chain: chain) }
      }
      progress(iteration + 1, total)
    }
    kept.acceptance = accepted.map { Double($0) / Double(draws * thinning) }
    return kept
  }

  private func check(_ space: CalibrationSpace) throws(CalibrationError) {
    guard space.dimension > 0 else { throw .tooFew(what: "parameters", found: 0, needed: 1) }
    let settings = [
      ("chains", chains, 1...100_000), ("warmUp", warmUp, 0...1_000_000_000),
      ("draws", draws, 1...1_000_000_000), ("thinning", thinning, 1...1_000_000),
    ]
    for (name, found, allowed) in settings where !allowed.contains(found) {
      throw .setting(
        name: name, found: Double(found), expected: "\(allowed.lowerBound) to \(allowed.upperBound)")
    }
  }

  /// A possible place per chain, from the starting distribution of the space.
  private func startingPlaces(
    _ target: CalibrationTarget, _ generator: CalibrationGenerator, _ isCancelled: () -> Bool,
    _ logDensity: ([[Double]]) throws -> [Double]
  ) throws -> [CalibrationTarget.Place] {
    var places = [CalibrationTarget.Place?](repeating: nil, count: chains)
    for round in 0..<Self.startingRounds {
      let missing = places.indices.filter { places[$0] == nil }
      if missing.isEmpty { break }
      if isCancelled() { throw CalibrationError.cancelled }
      let tries = missing.map { chain in
        generator.seek(seed: seed, chain: chain, purpose: .start, iteration: round)
        return target.space.start.centre.map { $0 + target.space.start.spread * generator.normal() }
      }
      for (chain, place) in zip(missing, try target.places(at: tries, logDensity))
      where place.height > -.infinity {
        places[chain] = place
      }
    }
    let found = places.compactMap { $0 }
    guard found.count == chains else {
      throw CalibrationError.noStart(tries: chains * Self.startingRounds)
    }
    return found
  }
}
