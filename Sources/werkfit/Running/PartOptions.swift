import ArgumentParser
import Foundation
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// A part of a run, such as `2/4`.
struct Shard: ExpressibleByArgument {
  let part: Int
  let count: Int

  init?(argument: String) {
    let pieces = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard pieces.count == 2, let part = Int(pieces[0]), let count = Int(pieces[1]),
      (1...1_000_000).contains(count),
      (1...count).contains(part)
    else { return nil }
    (self.part, self.count) = (part, count)
  }
}

/// A run in parts, or with interruptions.
struct PartOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Reken alleen dit deel door, zoals 2/4, naar het bestand van --output; werkfit merge voegt de delen samen.",
      valueName: "I/N"))
  var shard: Shard?

  @Option(
    help: ArgumentHelp(
      "Bewaar wat klaar is in deze map, zodat een onderbroken doorrekening verder kan.", valueName: "map"
    ))
  var checkpoint: String?

  @Flag(help: "Ga verder met wat --checkpoint of --shard heeft bewaard.")
  var resume = false

  func validate() throws {
    if shard != nil, checkpoint != nil {
      throw ValidationError(
        "--shard bewaart zijn blokken in het bestand van --output: laat --checkpoint weg.")
    }
    if resume, shard == nil, checkpoint == nil {
      throw ValidationError("--resume hoort bij --checkpoint of --shard.")
    }
  }

  /// Whether blocks are kept.
  var isUsed: Bool { shard != nil || checkpoint != nil }
}

/// Computes a part or a whole run, and keeps its blocks.
struct KeptRun {
  let study: Study
  let sources: StudySources
  let settings: RunSettings
  let language: Language

  private static let advice = Sentence(
    "What is done has been kept; go on with the same command and --resume.",
    "Wat klaar is, is bewaard; ga verder met dezelfde opdracht en --resume.")

  private var identity: RunIdentity {
    RunIdentity(program: Program.version, sources: sources, settings: settings)
  }

  /// Computes everything, with its blocks in a folder.
  func result(checkpoint folder: String, resumes: Bool) throws -> StudyResult {
    try makeFolder(folder)
    return try Simulating.attempt(language: language, advice: Self.advice) { progress, isCancelled in
      let plan = try SimulationPlan(study, settings: settings)
      let keeping = BlockKeeping(
        path: "\(folder)/checkpoint.werkfit",
        header: RunFileHeader(identity: identity, sources: sources, blocks: 0..<plan.blocks), plan: plan,
        language: language)
      let opened = try keeping.open(resumes: resumes)
      let result = try plan.result(
        from: opened.found.map { [$0] } ?? [], keeping: opened.writer, progress: progress,
        isCancelled: isCancelled)
      try opened.writer.finish()
      return result
    }
  }

  /// Computes a part into a file, which has another name until it is whole.
  func compute(_ shard: Shard, into file: String, resumes: Bool) throws {
    try Simulating.attempt(language: language, advice: Self.advice) { progress, isCancelled in
      let plan = try SimulationPlan(study, settings: settings)
      guard shard.count <= plan.blocks else {
        throw tooManyParts(plan, language)
      }
      let blocks = plan.blocks(inParts: shard.count)[shard.part - 1]
      let header = RunFileHeader(
        identity: identity, sources: sources, shard: shard.part, shards: shard.count, blocks: blocks)
      if resumes, let finished = try? RunFile(file),
        let contents = try? BlockKeeping.contents(of: finished, for: header, plan), contents.problem == nil,
        contents.blocks.count == blocks.count
      {
        return
      }
      let keeping = BlockKeeping(
        path: "\(file).unfinished", header: header, plan: plan, language: language)
      let opened = try keeping.open(resumes: resumes)
      try plan.compute(
        blocks, into: opened.writer, except: opened.done, progress: progress, isCancelled: isCancelled)
      try opened.writer.finish(as: file)
    }
  }

  private func makeFolder(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw failure(
        .cannotCreate,
        language == .dutch ? "Kan de map \(folder) niet maken." : "Cannot create the folder \(folder).")
    }
  }
}

/// More parts are asked for than there are blocks.
func tooManyParts(_ plan: SimulationPlan, _ language: Language) -> ExitCode {
  failure(
    .wrongUsage,
    language == .dutch
      ? "Deze doorrekening heeft \(plan.blocks) blokken: verdeel haar in hoogstens zo veel delen."
      : "This run has \(plan.blocks) blocks: cut it into at most that many parts.")
}
