import Foundation
import WerkfitAnalysis
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// A run from an archive, with everything that is needed to do it again.
public struct ArchivedRun: Sendable, Hashable {
  /// The run in a line.
  public var summary: RunSummary
  /// The texts from which the study is read: its file, its catalogues and tables, and the changes from outside.
  public var sources: StudySources
  /// The settings; the number of threads, which decides nothing, is 0.
  public var settings: RunSettings
  /// The machine that computed it.
  public var environment: RunEnvironment
  /// What came out: a `ResultDocument` as JSON on one line, with sorted keys.
  public var findings: String
  private let archive: String

  init(_ record: RunRecord, summary: RunSummary, archive: String) throws {
    (self.summary, self.archive) = (summary, archive)
    (sources, findings) = (record.sources, record.findings)
    do {
      let decoder = JSONDecoder()
      settings = try decoder.decode(RunSettings.self, from: Data(record.settings.utf8))
      environment = try decoder.decode(RunEnvironment.self, from: Data(record.environment.utf8))
    } catch {
      throw ArchiveError(archive, .unreadableFindings(record.id))
    }
  }

  /// What came out, as values.
  ///
  /// - Throws: `ArchiveError` where this version of werkfit cannot read it.
  public func document() throws -> ResultDocument {
    do {
      return try JSONDecoder().decode(ResultDocument.self, from: Data(findings.utf8))
    } catch {
      throw ArchiveError(archive, .unreadableFindings(summary.id))
    }
  }

  /// The comparison of the scenarios.
  ///
  /// - Throws: `ArchiveError` where this version of werkfit cannot read it.
  public func comparison() throws -> StudyComparison {
    guard let comparison = try document().comparison else {
      throw ArchiveError(archive, .unreadableFindings(summary.id))
    }
    return comparison
  }

  /// The study, read from the kept texts.
  ///
  /// - Throws: `ArchiveError` where it is no study to this version of werkfit.
  public func study() throws -> Study {
    guard let study = StudyReader.read(sources).study else {
      throw ArchiveError(archive, .unreadableStudy(summary.id))
    }
    return study
  }

  /// Does the run again, from the kept texts and settings alone.
  ///
  /// - Parameter threads: The number of threads; 0 means one per core.
  /// - Throws: `ArchiveError`, or `SimulationError`, `.cancelled` where it was stopped.
  public func rerun(
    threads: Int = 0, progress: (@Sendable (Double) -> Void)? = nil,
    isCancelled: (@Sendable () -> Bool)? = nil
  ) throws -> Rerun {
    var settings = settings
    settings.threads = threads
    let result = try simulate(
      try study(), settings: settings, progress: progress, isCancelled: isCancelled)
    let comparison = StudyComparison(
      of: result, detail: summary.detail.comparison, changes: sources.changes)
    let document = ResultDocument(comparison)
    let findings = try ArchiveText.json(document)
    var asThen = document
    asThen.version = summary.version
    return Rerun(
      result: result, comparison: comparison, findings: findings,
      isSame: try ArchiveText.json(asThen) == self.findings,
      isOfSameVersion: summary.version == Program.version && summary.stream == comparison.run.stream,
      isOfSameMachine: environment == .present)
  }
}

/// A run that was done again.
public struct Rerun: Sendable {
  /// What the engine gave.
  public var result: StudyResult
  /// What is said of it.
  public var comparison: StudyComparison
  /// The findings as an archive keeps them.
  public var findings: String
  /// Whether the findings are the same, byte for byte; the version that stands in them is left out.
  public var isSame: Bool
  /// Whether the run was made by this version of werkfit, with this stream of random numbers.
  public var isOfSameVersion: Bool
  /// Whether the run was made on this kind of machine: on another the last digits may differ.
  public var isOfSameMachine: Bool
}
