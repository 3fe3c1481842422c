import ArgumentParser
import Foundation
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// The directory of a run on Slurm: its scripts, parts and logs.
struct SlurmRun {
  /// The directory, as an absolute path.
  let directory: String
  let language: Language

  init(directory: String, language: Language) {
    self.directory = URL(fileURLWithPath: directory).standardizedFileURL.path
    self.language = language
  }

  /// The path of something in the directory.
  func path(_ name: String) -> String { "\(directory)/\(name)" }

  /// Writes everything for a new run.
  ///
  /// - Throws: `ExitCode` 73 where the directory holds a run already or cannot be made.
  func write(
    header: RunFileHeader, compare: [String], merge: [String], threads: Int, sbatch: [String]
  ) throws {
    let scripts = SlurmScripts(
      directory: directory, workingFolder: FileManager.default.currentDirectoryPath, program: Self.program,
      shards: header.shards, threads: threads)
    do {
      for folder in ["parts", "logs"] {
        try FileManager.default.createDirectory(atPath: path(folder), withIntermediateDirectories: true)
      }
      // The head of the run: what its parts must be of.
      try RunFileWriter(creating: path("run.werkfit"), header: header).finish()
      try Data(scripts.part(compare: compare).utf8).write(to: URL(fileURLWithPath: path("part.sh")))
      try Data(scripts.merge(merge).utf8).write(to: URL(fileURLWithPath: path("merge.sh")))
      try Data(scripts.submit(sbatch: sbatch).utf8).write(to: URL(fileURLWithPath: path("submit.sh")))
    } catch let error as RunFileError {
      guard error.problem == .exists else { throw error.failure(language) }
      throw failure(
        .cannotCreate,
        language == .dutch
          ? "In \(directory) staat al een doorrekening. Ga ermee verder met --continue, of kies een andere map."
          : "There is a run in \(directory) already. Go on with it with --continue, or choose another directory."
      )
    } catch {
      throw failure(
        .cannotCreate,
        language == .dutch
          ? "Kan niet schrijven in \(directory): \(error.localizedDescription)"
          : "Cannot write in \(directory): \(error.localizedDescription)")
    }
  }

  /// Submits the parts that are missing or damaged, and the merge.
  func continueRun() throws {
    try refuseWhileRunning()
    let (header, plan) = try readHead()
    let parts = zip(1..., plan.blocks(inParts: header.shards)).filter { part, blocks in
      var wanted = header
      (wanted.shard, wanted.first, wanted.last) = (part, blocks.lowerBound, blocks.upperBound)
      return !isWhole(path("parts/part-\(part).werkfit"), wanted, plan)
    }.map(\.0)
    try submit(parts: parts)
  }

  private func readHead() throws -> (RunFileHeader, SimulationPlan) {
    do {
      let header = try RunFile(path("run.werkfit")).header
      let own = RunIdentity(
        program: Program.version, sources: header.sources, settings: header.identity.settings)
      let differences = header.identity.differences(from: own)
      guard differences.isEmpty else { throw RunFileError(path("run.werkfit"), .otherRun(differences)) }
      guard let study = StudyReader.read(header.sources).study else {
        throw RunFileError(path("run.werkfit"), .unreadableStudy)
      }
      let plan = try Simulating.attempt(language: language) { _, _ in
        try SimulationPlan(study, settings: header.identity.settings)
      }
      return (header, plan)
    } catch let error as RunFileError {
      throw error.failure(language)
    }
  }

  /// Whether a part is there, whole and of this run; says what is the matter with one that is not.
  private func isWhole(_ file: String, _ header: RunFileHeader, _ plan: SimulationPlan) -> Bool {
    guard access(file, F_OK) == 0 else { return false }
    do {
      let contents = try BlockKeeping.contents(of: try RunFile(file), for: header, plan)
      if let problem = contents.problem { throw RunFileError(file, problem) }
      let missing = header.blocks.count - contents.blocks.count
      guard missing == 0 else { throw RunFileError(file, .unfinished(missing: missing)) }
      return true
    } catch let error as RunFileError {
      tell(error.sentence.text(in: language))
    } catch {
      tell("\(error)")
    }
    return false
  }

  /// Two tasks must not compute the same part.
  private func refuseWhileRunning() throws {
    let jobs = (try? String(contentsOfFile: path("jobs"), encoding: .utf8)) ?? ""
    for job in jobs.split(whereSeparator: \.isWhitespace) {
      // Slurm forgets a job some minutes after it has ended, and then knows no such job: that is no error here.
      let (_, said) = Self.run(["squeue", "--noheader", "--format=%i", "--jobs=\(job)"], hidesErrors: true)
      guard said.allSatisfy(\.isWhitespace) else {
        throw failure(
          .cannotCreate,
          language == .dutch
            ? "Job \(job) is nog niet klaar. Wacht, of stop hem met: scancel \(job)"
            : "Job \(job) has not ended yet. Wait, or stop it with: scancel \(job)")
      }
    }
  }

  /// Gives parts, or all where none are named, and the merge to sbatch.
  ///
  /// - Throws: `ExitCode` 69 where there is no Slurm or it refuses.
  func submit(parts: [Int]?) throws {
    let words = parts.map { [Self.ranges(of: $0)] } ?? []
    let (status, said) = Self.run(["sh", path("submit.sh")] + words)
    if !said.isEmpty { tell(said.trimmingCharacters(in: .newlines)) }
    guard status == 0 else {
      throw failure(
        .unavailable,
        language == .dutch
          ? "Slurm heeft de opdracht niet aangenomen (sbatch gaf \(status)). De bestanden staan in \(directory)."
          : "Slurm did not take the jobs (sbatch gave \(status)). The files are in \(directory).")
    }
  }

  /// Numbers that rise, as Slurm writes them: `2,5-7`.
  static func ranges(of numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound == number - 1 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }

  /// Runs a command of the path; gives its status and what it printed.
  private static func run(_ command: [String], hidesErrors: Bool = false) -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.standardInput = FileHandle.nullDevice
    if hidesErrors { process.standardError = FileHandle.nullDevice }
    let pipe = Pipe()
    process.standardOutput = pipe
    do { try process.run() } catch { return (127, "") }
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  /// The path of this program, as tasks on other machines find it.
  private static var program: String {
    let link = "/proc/self/exe"
    if let path = try? FileManager.default.destinationOfSymbolicLink(atPath: link) { return path }
    return URL(fileURLWithPath: CommandLine.arguments.first ?? "werkfit").path
  }
}
