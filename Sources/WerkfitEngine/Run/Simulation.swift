import WerkfitStudy

/// Why a study could not be simulated.
public enum SimulationError: Error, Sendable, Equatable {
  /// The caller asked to stop.
  case cancelled
  /// A number turned out impossible for some draw of the parameters, with where and what.
  case invalid(String)
  /// A name in the settings is not in the study.
  case unknown(String)
  /// There is no room for the outcomes: in a folder, or in memory where `place` is empty; with the error of the system.
  case storage(place: String, code: Int32)
}

/// Simulates the scenarios of a study under its readings.
///
/// Replication r is the same bits for any number of threads and for any scenarios beside it: row r·K + c is
/// chance c of draw r of the parameters.
///
/// - Parameters:
///   - progress: Called from any thread with the share done, 0 to 1, a few hundred times at most.
///   - isCancelled: Asked before each replication; true stops the run with `.cancelled`.
/// - Throws: `SimulationError`.
public func simulate(
  _ study: Study, settings: RunSettings = .init(),
  progress: (@Sendable (Double) -> Void)? = nil, isCancelled: (@Sendable () -> Bool)? = nil
) throws -> StudyResult {
  try SimulationPlan(study, settings: settings).result(progress: progress, isCancelled: isCancelled)
}
