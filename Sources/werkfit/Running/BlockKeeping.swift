import Foundation
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// Opens the file in which a run keeps the blocks that are done, new or to go on with.
struct BlockKeeping {
  let path: String
  let header: RunFileHeader
  let plan: SimulationPlan
  let language: Language

  /// What a run keeps its blocks in.
  struct Opened {
    var writer: RunFileWriter
    /// The file as it was found, or nil where it is new.
    var found: (file: RunFile, contents: RunFile.Contents)?

    /// The blocks that need not be computed.
    var done: Set<Int> { found?.contents.blocks ?? [] }
  }

  /// Opens the file.
  ///
  /// - Parameter resumes: Whether to go on with a file that is there; without, it is refused and stays as it is.
  /// - Throws: `RunFileError`.
  func open(resumes: Bool) throws -> Opened {
    guard access(path, F_OK) == 0 else {
      let writer = try RunFileWriter(creating: path, header: header)
      if resumes {
        tell(
          language == .dutch
            ? "\(path) is er nog niet: het rekenen begint vooraan."
            : "\(path) is not there yet: computing starts from the beginning.")
      }
      return Opened(writer: writer)
    }
    guard resumes else { throw RunFileError(path, .exists) }
    let file = try RunFile(path)
    let contents = try Self.contents(of: file, for: header, plan)
    let writer = try RunFileWriter(continuing: file, contents: contents)
    if contents.problem != nil {
      tell(
        language == .dutch
          ? "Het laatste blok in \(path) was niet heel en wordt opnieuw doorgerekend."
          : "The last block in \(path) was not whole and is computed again.")
    }
    Self.warn(of: [file], beside: .present, language)
    return Opened(writer: writer, found: (file, contents))
  }

  /// What a file holds, if it is of the run that is asked for.
  static func contents(of file: RunFile, for header: RunFileHeader, _ plan: SimulationPlan) throws
    -> RunFile.Contents
  {
    var differences = file.header.identity.differences(from: header.identity)
    if differences.isEmpty, file.header.blocks != header.blocks {
      differences.append(
        Sentence(
          "the part (\(file.header.shard)/\(file.header.shards), not \(header.shard)/\(header.shards))",
          "het deel (\(file.header.shard)/\(file.header.shards), niet \(header.shard)/\(header.shards))"))
    }
    guard differences.isEmpty else { throw RunFileError(file.path, .otherRun(differences)) }
    return try file.contents(longest: plan.longestData)
  }

  /// Warns by name of files that were computed on another kind of machine, whose last bits may differ.
  static func warn(of files: [RunFile], beside wanted: RunEnvironment, _ language: Language) {
    for file in files where file.header.environment != wanted {
      let own = file.header.environment
      let pairs = [
        (own.architecture, wanted.architecture), (own.library, wanted.library), (own.swift, wanted.swift),
        (own.processor, wanted.processor),
      ].filter { $0.0 != $0.1 }
      let (left, right) = (
        pairs.map(\.0).joined(separator: ", "), pairs.map(\.1).joined(separator: ", ")
      )
      tell(
        language == .dutch
          ? "Let op: \(file.path) is op een ander soort machine gemaakt (\(left), niet \(right)): de laatste "
            + "cijfers kunnen anders zijn dan die van één machine."
          : "Note: \(file.path) was made on another kind of machine (\(left), not \(right)): the last digits may "
            + "differ from those of one machine.")
    }
  }
}
