import Foundation
import Testing
import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

/// Runs in parts give the bits of the whole run.
@Suite("Runs in parts")
struct PartsTests {
  /// A folder that goes with the test.
  final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("werkfit-\(UUID().uuidString)")
    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }
    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
  }

  /// Every number of a result, so that two results can be compared as bits.
  static func everything(_ result: StudyResult) -> [UInt64] {
    result.readings.flatMap { reading -> [UInt64] in
      let tables =
        [reading.sampled, reading.counterfactual]
        + (reading.expected.map { [$0.table, $0.counterfactual] } ?? [])
      let numbers = tables.flatMap { table in table.scenarios.flatMap { table.everything(in: $0) } }
      let series = reading.series.flatMap {
        ($0.occupancy + $0.shadowOccupancy + $0.balance + $0.shadowBalance + [$0.starts]).flatMap { $0 }
      }
      return bits(numbers + series)
    }
  }

  static func settings(_ replications: Int = 300) -> RunSettings {
    var settings = PropertyTests.settings(replications)
    settings.chancesPerDraw = nil
    settings.threads = 2
    return settings
  }

  static func header(_ plan: SimulationPlan, part: Int, of count: Int) -> RunFileHeader {
    let sources = StudySources(
      files: [StudySources.File(name: "s", path: "", text: plan.study.title)], changes: [])
    return RunFileHeader(
      identity: RunIdentity(program: "test", sources: sources, settings: plan.settings), sources: sources,
      shard: part, shards: count, blocks: plan.blocks(inParts: count)[part - 1])
  }

  /// Computes a part into a file.
  static func compute(_ plan: SimulationPlan, part: Int, of count: Int, into path: String) throws {
    let header = header(plan, part: part, of: count)
    let writer = try RunFileWriter(creating: path, header: header)
    try plan.compute(header.blocks, into: writer)
    try writer.finish()
  }

  static func opened(_ path: String, _ plan: SimulationPlan) throws
    -> (file: RunFile, contents: RunFile.Contents)
  {
    let file = try RunFile(path)
    return (file, try file.contents(longest: plan.longestData))
  }

  @Test("Parts in any order give the bits of the whole, for every study and every number of parts")
  func anyOrder() throws {
    let folder = try Folder()
    for (seed, study) in PropertyTests.studies().filter({ $0.seed.isMultiple(of: 15) }) {
      var study = study
      study.readings = [Variant(name: "anders")]
      var settings = Self.settings(200)
      settings.replicationsForReadings = 50
      settings.expectedOnly = seed.isMultiple(of: 2)
      let plan = try SimulationPlan(study, settings: settings)
      let whole = Self.everything(try plan.result())
      let count = min(plan.blocks, 1 + Int(seed % 4))
      let names = (1...count).map { folder.path("\(seed)-\($0)") }
      for (index, name) in names.enumerated() {
        try Self.compute(plan, part: index + 1, of: count, into: name)
      }
      let parts = try names.reversed().map { try Self.opened($0, plan) }
      let coverage = PartCoverage(of: parts.map(\.file), in: plan)
      #expect(coverage.gaps.isEmpty && coverage.doubles.isEmpty, "study \(seed)")
      #expect(Self.everything(try plan.result(from: parts)) == whole, "study \(seed), \(count) parts")
    }
  }

  @Test("Parts cover all blocks once, and none is empty where there are enough")
  func partsTile() throws {
    let plan = try SimulationPlan(ExactZeroTests.withoutEffect(), settings: Self.settings(3000))
    for count in [1, 2, 3, 7, plan.blocks] {
      let parts = plan.blocks(inParts: count)
      #expect(parts.count == count && parts.allSatisfy { !$0.isEmpty })
      #expect(parts.first?.lowerBound == 0 && parts.last?.upperBound == plan.blocks)
      #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    }
    #expect(plan.blocks(inParts: plan.blocks + 5).reduce(0) { $0 + $1.count } == plan.blocks)
  }

  @Test("What is computed after later blocks were read gives the same sums by time")
  func orderOfBlocks() throws {
    let folder = try Folder()
    for seed in [1004, 1010, 1024] as [UInt64] {
      let study = try #require(PropertyTests.studies().first { $0.seed == seed }?.study)
      let plan = try SimulationPlan(study, settings: Self.settings(800))
      let name = folder.path("\(seed)")
      try Self.compute(plan, part: 2, of: 2, into: name)
      let late = try Self.opened(name, plan)
      #expect(
        Self.everything(try plan.result(from: [late])) == Self.everything(try plan.result()), "study \(seed)")
    }
  }

  @Test("A missing part, at either end or in the middle, and a double one are named")
  func missingIsNamed() throws {
    let folder = try Folder()
    let plan = try SimulationPlan(ExactZeroTests.withoutEffect(), settings: Self.settings(600))
    let files = try (1...4).map { part in
      try Self.compute(plan, part: part, of: 4, into: folder.path("\(part)"))
      return try RunFile(folder.path("\(part)"))
    }
    for part in 1...4 {
      let rest = files.filter { $0.header.shard != part }
      let coverage = PartCoverage(of: rest, in: plan)
      #expect(coverage.missingParts == [part])
      #expect(coverage.gaps == [plan.blocks(inParts: 4)[part - 1]])
    }
    let twice = PartCoverage(of: files + [files[2]], in: plan)
    #expect(twice.gaps.isEmpty && twice.doubles.map(\.block) == [files[2].header.first])
  }

  @Test("Runs that differ in study, seed, settings or version are told apart, threads are not")
  func identity() {
    let sources = StudySources(
      files: [StudySources.File(name: "a", path: "", text: "x")], changes: [])
    let own = RunIdentity(program: "1", sources: sources, settings: Self.settings())
    var threads = Self.settings()
    threads.threads = 7
    #expect(RunIdentity(program: "1", sources: sources, settings: threads).differences(from: own).isEmpty)
    var others: [RunIdentity] = []
    var settings = Self.settings()
    settings.seed = 9
    others.append(RunIdentity(program: "1", sources: sources, settings: settings))
    settings = Self.settings(301)
    others.append(RunIdentity(program: "1", sources: sources, settings: settings))
    settings = Self.settings()
    settings.sampling = .latinHypercube
    others.append(RunIdentity(program: "1", sources: sources, settings: settings))
    settings = Self.settings()
    settings.readings = []
    others.append(RunIdentity(program: "1", sources: sources, settings: settings))
    others.append(RunIdentity(program: "2", sources: sources, settings: Self.settings()))
    let other = StudySources(
      files: [StudySources.File(name: "a", path: "", text: "y")], changes: [])
    others.append(RunIdentity(program: "1", sources: other, settings: Self.settings()))
    var stream = own
    stream.stream += 1
    others.append(stream)
    for other in others { #expect(other.differences(from: own).count == 1) }
  }
}
