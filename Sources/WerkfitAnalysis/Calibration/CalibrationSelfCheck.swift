import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// Whether a fit of a study gets back what went in: simulation-based calibration along the whole path.
///
/// Parameters are drawn from the prior, the study predicts, what would be observed is drawn, and fitted; the rank of
/// the true value among its posterior is then uniform (Talts, Betancourt, Simpson, Vehtari and Gelman 2018).
public struct CalibrationSelfCheck: Sendable {
  /// The ranks.
  public let ranks: SimulationBasedCalibration
  /// The number of simulated data sets.
  public let simulations: Int

  /// The chance of ranks this uneven, of the worst parameter, times the number of parameters (Bonferroni).
  public var probability: Double {
    min(1, (ranks.parameters.map(\.probability).min() ?? 1) * Double(ranks.parameters.count))
  }

  /// Whether nothing speaks against the fit: ranks this uneven have a chance of 1% or more.
  public var passes: Bool { probability >= 0.01 }

  /// How many classes the ranks of some simulations are divided over: at least five each.
  static func classes(for simulations: Int) -> Int {
    simulations >= 100 ? 20 : simulations >= 50 ? 10 : simulations >= 25 ? 5 : 2
  }

  /// Checks the fit of some parameters of studies on data that the studies make up.
  ///
  /// - Parameters:
  ///   - simulations: The number of data sets, at least 10.
  ///   - planted: What a fit believes of each made-up observation instead of it, to show that the check sees errors.
  /// - Throws: `StudyCalibrationError`, `SimulationError` or `CalibrationError`.
  public init(
    _ studies: [Study], fit names: [String], choice: CalibrationChoice = CalibrationChoice(),
    simulations: Int, settings: StudyCalibration.Settings = .init(), watch: StudyEvaluator.Watch = .init(),
    planted: (@Sendable (Evidence) -> Evidence)? = nil
  ) throws {
    let problem = try CalibrationProblem(studies, fit: names, choice: choice, settings: settings)
    // The data sets go in parallel, so each keeps to one thread.
    let model = try problem.model(shortened: true, threads: 1)
    let done = Counter()
    self.simulations = simulations
    ranks = try StudyCalibration.mapping {
      try SimulationBasedCalibration(
        names: problem.names, simulations: simulations, draws: 99, classes: Self.classes(for: simulations),
        seed: settings.sampler.seed, isCancelled: { watch.isCancelled?() ?? false },
        drawParameters: { problem.prior.draws(1, seed: $0)[0] },
        simulate: { truth, seed in
          let predicted = try model.predictions(at: [truth])[0]
          return try zip(problem.items, predicted).enumerated().map { index, pair -> Evidence in
            guard let prediction = pair.1 else { throw StudyCalibrationError.impossible(tries: 1) }
            let drawn = try pair.0.evidence.replicates([prediction], seed: seed &+ UInt64(index))
            return pair.0.evidence.observing(drawn.map { $0[0] })
          }
        },
        fit: { evidence, seed in
          var sampler = settings.sampler
          sampler.seed = seed
          let own = planted.map { change in evidence.map(change) } ?? evidence
          let quiet = StudyEvaluator.Watch(isCancelled: watch.isCancelled)
          let found = try problem.sample(model, sampler, quiet, evidence: own)
          watch.progress?(min(1, Double(done.next()) / Double(simulations)))
          return found
        })
    }
  }
}

extension Evidence {
  /// The same kind of evidence with other numbers observed.
  func observing(_ numbers: [Double]) -> Evidence {
    let counts = numbers.map { Int($0.rounded()) }
    switch self {
    case .count(_, let total): return .count(counts[0], of: total)
    case .variedCount(_, let total, let dispersion):
      return .variedCount(counts[0], of: total, dispersion: dispersion)
    case .value(_, let error): return .value(numbers[0], standardError: error)
    case .events: return .events(counts[0])
    case .classes: return .classes(counts)
    case .left(let exits, let remaining):
      return .left(counts, remaining: exits.reduce(remaining, +) - counts.reduce(0, +))
    }
  }
}
