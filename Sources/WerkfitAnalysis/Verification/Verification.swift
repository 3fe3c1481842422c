import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// Runs the verification list on a study: what must hold for every model, whatever its numbers.
public struct Verification: Sendable {
  let study: Study
  let replications: Int
  let seed: UInt64
  let threads: Int

  /// A verification of a study in its base reading.
  public init(_ study: Study, replications: Int = 400, seed: UInt64 = 1, threads: Int = 0) {
    self.study = study.under(reading: nil)
    (self.replications, self.seed, self.threads) = (max(40, replications), seed, threads)
  }

  /// Does all checks.
  ///
  /// - Throws: `SimulationError.cancelled`, or why the study as it is cannot be computed.
  public func findings(watch: StudyEvaluator.Watch = .init()) throws -> [VerificationFinding] {
    // Everything is looked at, whatever the study reports.
    var whole = study
    whole.reported = []
    let base = try run(whole)
    let checks: [(VerificationFinding.Check, () throws -> Outcome)] = [
      (.peopleConserved, { peopleConserved(base) }), (.doubleEntry, { doubleEntry(base) }),
      (.countsInOrder, { countsInOrder(base) }), (.nothingOffered, { try nothingOffered(whole) }),
      (.freePrices, { try freePrices(whole) }), (.doubledPrices, { try doubledPrices(whole, base) }),
      (.discounting, { try discounting(whole) }), (.shortHorizon, { try shortHorizon(whole, base) }),
      (.extremeAssumptions, { try extremeAssumptions(whole, watch) }),
      (.repeatable, { try repeatable(whole, base) }), (.otherSeed, { try otherSeed(whole, base) }),
      (.expectationAgrees, { try expectationAgrees(whole, base) }),
      (.nothingToFindOut, { try nothingToFindOut(whole) }),
    ]
    var findings: [VerificationFinding] = []
    for (index, (check, work)) in checks.enumerated() {
      if watch.isCancelled?() == true { throw SimulationError.cancelled }
      let outcome: Outcome
      do {
        outcome = try work()
      } catch SimulationError.cancelled {
        throw SimulationError.cancelled
      } catch {
        outcome = .fails("\(error)")
      }
      findings.append(VerificationFinding(check: check, verdict: outcome.verdict, detail: outcome.detail))
      watch.progress?(Double(index + 1) / Double(checks.count))
    }
    return findings
  }

  /// How a check ended.
  enum Outcome {
    case holds(String), fails(String), notApplicable(String)

    var verdict: VerificationFinding.Verdict {
      switch self {
      case .holds: .holds
      case .fails: .fails
      case .notApplicable: .notApplicable
      }
    }
    var detail: String {
      switch self {
      case .holds(let text), .fails(let text), .notApplicable(let text): text
      }
    }
  }

  /// A run of a variant of the study.
  func run(
    _ study: Study, seed: UInt64? = nil, threads: Int? = nil, atMeans: Bool = false, expected: Bool = false
  ) throws -> StudyResult {
    var settings = RunSettings()
    settings.replications = replications
    settings.seed = seed ?? self.seed
    settings.threads = threads ?? self.threads
    settings.parametersAtMean = atMeans
    settings.expectedOnly = expected
    return try simulate(study, settings: settings)
  }

  /// Calls a closure with every column of a result until it gives a reason.
  func first(
    in result: StudyResult,
    _ reason: (_ scenario: String, _ outcome: OutcomeDescriptor, OutcomeColumn) -> String?
  ) -> String? {
    let table = result.base.sampled
    for scenario in table.scenarios.indices {
      for outcome in table.outcomes.indices {
        let column = table.column(scenario: scenario, outcome: outcome)
        if let found = reason(table.scenarios[scenario], table.outcomes[outcome], column) { return found }
      }
    }
    return nil
  }

  /// The column of a standard outcome, or nil.
  func column(_ key: String, _ scenario: Int, _ result: StudyResult) -> OutcomeColumn? {
    let table = result.base.sampled
    return table.index(of: key).map { table.column(scenario: scenario, outcome: $0) }
  }
}
