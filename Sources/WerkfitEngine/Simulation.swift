import WerkfitStudy

/// Why a study could not be simulated.
public enum SimulationError: Error, Sendable, Equatable {
  /// The caller asked to stop.
  case cancelled
  /// A number turned out impossible for some draw of the parameters, with where and what.
  case invalid(String)
  /// A name in the settings is not in the study.
  case unknown(String)
}

/// Simulates the scenarios of a study under its readings.
///
/// - Parameters:
///   - progress: Called from any thread with the share done, 0 to 1, a few hundred times at most.
///   - isCancelled: Asked between blocks of replications; true stops the run with `.cancelled`.
/// - Throws: `SimulationError`.
public func simulate(
  _ study: Study, settings: RunSettings = .init(),
  progress: (@Sendable (Double) -> Void)? = nil, isCancelled: (@Sendable () -> Bool)? = nil
) throws -> StudyResult {
  throw SimulationError.invalid("no engine")
}
