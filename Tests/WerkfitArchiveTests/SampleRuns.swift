import Foundation
import WerkfitAnalysis
import WerkfitEngine
import WerkfitStudy

@testable import WerkfitArchive

/// A small study, and runs of it.
enum SampleRuns {
  /// A study with a catalogue, so that it is more than one file.
  static let sources = StudySources(
    files: [
      .init(
        name: "map/klein.yaml", path: "",
        text: """
          format: 1
          study: Klein voorbeeld
          question: Wat doet een betere kans?
          clock: { start: 2021-01, horizon: 3 months }
          uses: [ staten.yaml ]
          parameters:
            kans: { beta: { count: 5, of: 10 }, per: month, confidence: own estimate }
          doelgroepen:
            mensen: { size: 8, in: bijstand }
          scenarios:
            doorgaan: { label: Doorgaan zonder, reference: true }
            beter: { label: Betere kans, parameters: { kans: 75% per month } }
          """),
      .init(
        name: "map/staten.yaml", path: "staten.yaml",
        text: """
          states:
            bijstand: { kind: benefit, moves: { werk: = kans } }
            werk: { kind: work }
          """),
    ], changes: [])

  /// A run of the study.
  static func run(
    seed: UInt64 = 1, replications: Int = 40, detail: RunDetail = .headline, keepsDraws: Bool = false,
    changes: [StudyOverride] = [], made: Date = Date()
  ) throws -> NewRun {
    let (result, comparison, sources) = try computed(
      seed: seed, replications: replications, detail: detail, changes: changes)
    return try NewRun(
      result, comparison: comparison, sources: sources, detail: detail, keepsDraws: keepsDraws, made: made)
  }

  /// What a run gives.
  static func computed(
    seed: UInt64 = 1, replications: Int = 40, detail: RunDetail = .headline, changes: [StudyOverride] = []
  ) throws -> (StudyResult, StudyComparison, StudySources) {
    var sources = sources
    sources.changes = changes
    let reading = StudyReader.read(sources)
    guard let study = reading.study else { throw Unreadable(diagnostics: "\(reading.diagnostics)") }
    var settings = RunSettings()
    (settings.seed, settings.replications, settings.threads) = (seed, replications, 1)
    let result = try simulate(study, settings: settings)
    let comparison = StudyComparison(
      of: result, detail: detail == .full ? .full : .headline, changes: changes)
    return (result, comparison, sources)
  }

  struct Unreadable: Error { var diagnostics: String }
}

/// A folder of its own that goes when it is no longer used.
final class Place {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("werkfit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
}
