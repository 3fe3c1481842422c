import Foundation
import WerkfitAnalysis
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// How much of a comparison the findings of a run hold.
public enum RunDetail: String, Sendable, Hashable, Codable, CaseIterable {
  /// What a manager asks first.
  case headline
  /// Everything that the study can say.
  case full

  var comparison: ComparisonDetail { self == .full ? .full : .headline }
}

/// A run that is put into an archive: what was asked, on what, and what came out.
public struct NewRun: Sendable {
  let made: String
  let title: String
  let question: String?
  let sources: StudySources
  let identity: RunIdentity
  let detail: RunDetail
  let settings: String
  let environment: String
  let findings: String
  let draws: [DrawColumn]

  /// A run, with its findings as JSON.
  ///
  /// - Parameters:
  ///   - result: What the engine gave.
  ///   - comparison: What is said of it, made of the same result with the same detail and changes.
  ///   - sources: The texts from which the study was read.
  ///   - keepsDraws: Whether the draws of the base reading are kept too: tens of megabytes for 10,000 replications.
  ///   - made: The time of the run.
  /// - Throws: `EncodingError` where a number is not finite, `SimulationError` where draws cannot be drawn again.
  public init(
    _ result: StudyResult, comparison: StudyComparison, sources: StudySources, detail: RunDetail,
    keepsDraws: Bool = false, made: Date = Date()
  ) throws {
    identity = RunIdentity(program: Program.version, sources: sources, settings: result.settings)
    self.made = ArchiveText.time(made)
    (title, question) = (comparison.run.title, comparison.run.question)
    (self.sources, self.detail) = (sources, detail)
    settings = try ArchiveText.json(identity.settings)
    environment = try ArchiveText.json(RunEnvironment.present)
    findings = try ArchiveText.json(ResultDocument(comparison))
    draws = keepsDraws ? try DrawColumn.all(of: StudyDraws(of: result, comparison: comparison)) : []
  }
}

/// How values stand in an archive as text.
enum ArchiveText {
  /// JSON on one line with sorted keys: the same value is the same text.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// A time in UTC to the millisecond, which sorts as text: `2026-01-31T12:00:00.000Z`.
  static func time(_ date: Date) -> String {
    date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }

  /// The time that a text gives, or nil.
  static func date(_ text: String) -> Date? {
    try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
