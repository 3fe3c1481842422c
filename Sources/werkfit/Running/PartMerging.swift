import ArgumentParser
import Foundation
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// Checks that parts belong together and are complete, and puts them together.
struct PartMerging {
  let sources: StudySources
  private let plan: SimulationPlan
  private let parts: [(file: RunFile, contents: RunFile.Contents)]
  private let language: Language

  /// Opens and checks the parts.
  ///
  /// - Throws: `ExitCode`, after every problem has been told.
  init(parts paths: [String], language: Language) throws {
    self.language = language
    let files = try Self.collect(paths, language) { path in try RunFile(path) }
    guard let first = files.first else { throw Status.wrongUsage.exit }
    let header = first.header
    sources = header.sources
    let own = RunIdentity(
      program: Program.version, sources: header.sources, settings: header.identity.settings)
    _ = try Self.collect(files, language) { file in
      let differences = file.header.identity.differences(from: file === first ? own : header.identity)
      guard differences.isEmpty else { throw RunFileError(file.path, .otherRun(differences)) }
    }
    guard let study = StudyReader.read(header.sources).study else {
      throw RunFileError(first.path, .unreadableStudy).failure(language)
    }
    let settings = header.identity.settings
    let plan = try Simulating.attempt(language: language) { _, _ in
      try SimulationPlan(study, settings: settings)
    }
    self.plan = plan
    parts = try Self.collect(files, language) { file in
      guard file.header.last <= plan.blocks else {
        throw RunFileError(file.path, .damaged(at: 0))
      }
      let contents = try file.contents(longest: plan.longestData)
      if let problem = contents.problem { throw RunFileError(file.path, problem) }
      let missing = file.header.blocks.count - contents.blocks.count
      guard missing == 0 else { throw RunFileError(file.path, .unfinished(missing: missing)) }
      return (file, contents)
    }
    let coverage = PartCoverage(of: files, in: plan)
    try refuseDoubles(coverage)
    try refuseGaps(coverage)
    BlockKeeping.warn(of: files, beside: header.environment, language)
  }

  /// The outcomes of the whole run.
  func result() throws -> StudyResult {
    try Simulating.attempt(language: language) { progress, isCancelled in
      try plan.result(from: parts, progress: progress, isCancelled: isCancelled)
    }
  }

  /// Does something with every element, tells everything that is wrong, and stops if anything was.
  private static func collect<Element, Result>(
    _ elements: [Element], _ language: Language, _ body: (Element) throws -> Result
  ) throws -> [Result] {
    var results: [Result] = []
    var status: ExitCode?
    for element in elements {
      do {
        results.append(try body(element))
      } catch let error as RunFileError {
        let found = error.failure(language)
        status = status ?? found
      }
    }
    if let status { throw status }
    return results
  }

  private func refuseDoubles(_ coverage: PartCoverage) throws {
    _ = try Self.collect(coverage.doubles, language) { double in
      throw RunFileError(double.file, .twice(block: double.block, also: double.also))
    }
  }

  private func refuseGaps(_ coverage: PartCoverage) throws {
    guard !coverage.gaps.isEmpty else { return }
    let count = parts.first?.file.header.shards ?? 1
    let names =
      coverage.missingParts.isEmpty
      ? coverage.gaps.map { gap in
        language == .dutch
          ? "blok \(gap.lowerBound) tot en met \(gap.upperBound - 1)"
          : "blocks \(gap.lowerBound) to \(gap.upperBound - 1)"
      } : coverage.missingParts.map { "\($0)/\(count)" }
    let list = names.joined(separator: ", ")
    throw failure(
      .missingFile,
      language == .dutch
        ? (names.count == 1 ? "Er ontbreekt een deel: \(list)." : "Er ontbreken delen: \(list).")
        : (names.count == 1 ? "A part is missing: \(list)." : "Parts are missing: \(list)."))
  }
}
