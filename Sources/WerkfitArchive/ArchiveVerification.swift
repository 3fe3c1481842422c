import Foundation
import GRDB
import WerkfitEngine
import WerkfitStudy

/// What was found on looking an archive over.
public struct ArchiveVerification: Sendable, Hashable, Codable {
  /// Something that is not as it should be.
  public struct Problem: Sendable, Hashable, Codable {
    /// What kind of thing.
    public enum Kind: String, Sendable, Hashable, Codable {
      /// The file is damaged, in the words of the database.
      case file
      /// Something refers to what is not there.
      case reference
      /// What keeps the archive append-only is not there.
      case guards
      /// A run is gone that was not pruned.
      case lostRun
      /// A run is not as it was written.
      case checksum
      /// A run that was done again gave something else.
      case otherOutcome
      /// A run cannot be done again.
      case notRerun
    }

    /// What kind of thing.
    public var kind: Kind
    /// The run, or nil where it is about the whole.
    public var run: Int?
    /// More, in the words of the database or of the engine; empty where there is nothing to add.
    public var detail: String
  }

  /// A run that was done again.
  public struct Rerun: Sendable, Hashable, Codable {
    /// The run.
    public var run: Int
    /// Whether the findings were the same, byte for byte.
    public var isSame: Bool
    /// Whether it was made by this version of werkfit.
    public var isOfSameVersion: Bool
    /// Whether it was made on this kind of machine.
    public var isOfSameMachine: Bool

    /// Whether a difference is an error: by the same version on the same kind of machine the same must come out.
    public var isWrong: Bool { !isSame && isOfSameVersion && isOfSameMachine }
  }

  /// The number of runs.
  public var runs = 0
  /// The number of runs that were pruned.
  public var pruned = 0
  /// What is not as it should be.
  public var problems: [Problem] = []
  /// The runs that were done again.
  public var reruns: [Rerun] = []

  /// Whether everything is as it should be.
  public var isSound: Bool { problems.isEmpty }
}

extension RunArchive {
  /// Looks the archive over: the file, the checksum of every run, and whether runs come out the same when done again.
  ///
  /// - Parameters:
  ///   - reruns: How many runs are done again: the newest, and others evenly spread over the rest.
  ///   - progress: Called with the share that is done, from 0 to 1.
  ///   - isCancelled: Asked now and then whether to stop.
  /// - Throws: `ArchiveError` where the archive cannot be read at all, `SimulationError.cancelled`.
  public func verify(
    reruns: Int = 0, threads: Int = 0, progress: (@Sendable (Double) -> Void)? = nil,
    isCancelled: (@Sendable () -> Bool)? = nil
  ) throws -> ArchiveVerification {
    var found = ArchiveVerification()
    do {
      try look(over: &found, isCancelled)
    } catch let error as ArchiveError {
      guard case .damaged(let reason) = error.problem else { throw error }
      // What can still be read has been looked at; the rest cannot.
      found.problems.append(.init(kind: .file, run: nil, detail: reason))
      return found
    }
    let broken = Set(found.problems.compactMap(\.run))
    let sample = Self.sample(reruns, of: try list().map(\.id).filter { !broken.contains($0) })
    for (place, id) in sample.enumerated() {
      let (begin, part) = (Double(place) / Double(sample.count), 1 / Double(sample.count))
      let tell: @Sendable (Double) -> Void = { progress?(begin + part * $0) }
      try redo(id, threads, into: &found, tell, isCancelled)
    }
    return found
  }

  /// The file, the guards, the numbers and the checksums.
  private func look(over found: inout ArchiveVerification, _ isCancelled: (@Sendable () -> Bool)?) throws {
    let ids: [Int] = try read { db in
      for line in try String.fetchAll(db, sql: "PRAGMA integrity_check(20)") where line != "ok" {
        found.problems.append(.init(kind: .file, run: nil, detail: line))
      }
      for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
        let (table, parent): (String, String) = (row["table"], row["parent"])
        found.problems.append(.init(kind: .reference, run: nil, detail: "\(table) → \(parent)"))
      }
      let guards = try String.fetchSet(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
      let missing = ArchiveSchema.guardNames.subtracting(guards).sorted()
      if !missing.isEmpty {
        found.problems.append(.init(kind: .guards, run: nil, detail: missing.joined(separator: ", ")))
      }
      let ids = try Int.fetchAll(db, sql: "SELECT id FROM run ORDER BY id")
      let pruned = try Int.fetchAll(db, sql: "SELECT run FROM pruned")
      let last = try Int.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'run'") ?? 0
      (found.runs, found.pruned) = (ids.count, pruned.count)
      let known = Set(ids + pruned)
      for id in stride(from: 1, through: max(last, ids.last ?? 0), by: 1) where !known.contains(id) {
        found.problems.append(.init(kind: .lostRun, run: id, detail: ""))
      }
      return ids
    }
    for id in ids {
      if isCancelled?() == true { throw SimulationError.cancelled }
      let isSound = try read { try Self.hasItsChecksum(id, $0) }
      if !isSound { found.problems.append(.init(kind: .checksum, run: id, detail: "")) }
    }
  }

  private static func hasItsChecksum(_ id: Int, _ db: Database) throws -> Bool {
    // A run that another program pruned meanwhile is no problem.
    guard let record = try RunRecord(db, id: id) else { return true }
    let columns = try Int.fetchOne(db, sql: "SELECT count(*) FROM draw WHERE run = ?", arguments: [id]) ?? 0
    var checksum = RunChecksum(record, columns: columns)
    let rows = try Row.fetchCursor(
      db, sql: "SELECT * FROM draw WHERE run = ? ORDER BY position", arguments: [id])
    while let row = try rows.next() { checksum.add(DrawColumn(row)) }
    return checksum.hexadecimal(id: id) == record.checksum && record.hash == record.sources.hash
  }

  /// The newest run and others evenly spread, newest first.
  static func sample(_ count: Int, of ids: [Int]) -> [Int] {
    guard count > 0, !ids.isEmpty else { return [] }
    let count = min(count, ids.count)
    return (0..<count).map { ids[$0 * ids.count / count] }
  }

  private func redo(
    _ id: Int, _ threads: Int, into found: inout ArchiveVerification,
    _ progress: (@Sendable (Double) -> Void)?, _ isCancelled: (@Sendable () -> Bool)?
  ) throws {
    do {
      let rerun = try run(id).rerun(threads: threads, progress: progress, isCancelled: isCancelled)
      let redone = ArchiveVerification.Rerun(
        run: id, isSame: rerun.isSame, isOfSameVersion: rerun.isOfSameVersion,
        isOfSameMachine: rerun.isOfSameMachine)
      found.reruns.append(redone)
      if redone.isWrong { found.problems.append(.init(kind: .otherOutcome, run: id, detail: "")) }
    } catch SimulationError.cancelled {
      throw SimulationError.cancelled
    } catch let error as ArchiveError {
      switch error.problem {
      // Pruned by another program meanwhile.
      case .unknownRun, .prunedRun: return
      default: found.problems.append(.init(kind: .notRerun, run: id, detail: error.sentence.english))
      }
    } catch {
      found.problems.append(.init(kind: .notRerun, run: id, detail: "\(error)"))
    }
  }
}
