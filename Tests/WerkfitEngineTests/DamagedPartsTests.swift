import Foundation
import Testing
import WerkfitStudy
import WerkfitTestSupport

@testable import WerkfitEngine

/// Files with computed blocks may be torn, damaged or made to harm.
@Suite("Damaged parts")
struct DamagedPartsTests {
  private struct Sample {
    let folder = try? PartsTests.Folder()
    let plan: SimulationPlan
    let whole: [UInt64]
    let bytes: [UInt8]

    init() throws {
      let study = try #require(PropertyTests.studies().first { $0.seed == 1002 }?.study)
      var settings = PartsTests.settings(150)
      settings.chancesPerDraw = 1
      plan = try SimulationPlan(study, settings: settings)
      whole = PartsTests.everything(try plan.result())
      let path = folder?.path("heel") ?? ""
      try PartsTests.compute(plan, part: 1, of: 1, into: path)
      bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    func file(_ bytes: some Sequence<UInt8>) throws -> String {
      let path = folder?.path("anders") ?? ""
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      return path
    }

    /// Where the blocks begin.
    var head: Int { 16 + Int(bytes[12]) + Int(bytes[13]) << 8 + Int(bytes[14]) << 16 + 8 }
  }

  @Test("A file cut short anywhere keeps its whole blocks, and the rest is computed again to the same bits")
  func torn() throws {
    let sample = try Sample()
    var kept: Set<Int> = []
    for length in stride(from: 0, through: sample.bytes.count, by: max(1, sample.bytes.count / 97)) {
      let path = try sample.file(sample.bytes.prefix(length))
      guard length >= sample.head else {
        #expect(throws: RunFileError.self) { try RunFile(path) }
        continue
      }
      let (file, contents) = try PartsTests.opened(path, sample.plan)
      kept.insert(contents.blocks.count)
      #expect(contents.problem == nil || contents.blocks.count < sample.plan.blocks)
      let writer = try RunFileWriter(continuing: file, contents: contents)
      let result = try sample.plan.result(from: [(file, contents)], keeping: writer)
      try writer.finish()
      #expect(PartsTests.everything(result) == sample.whole, "cut at \(length)")
      // What is kept is whole again.
      let again = try PartsTests.opened(path, sample.plan)
      #expect(again.contents.problem == nil && again.contents.blocks.count == sample.plan.blocks)
    }
    #expect(kept.count > 2)
  }

  @Test("A block of which the length came to the disk but not the rest is computed again")
  func tornInside() throws {
    let sample = try Sample()
    for zeros in [1, 9, 100, 1000] {
      var bytes = sample.bytes
      for index in (bytes.count - zeros)..<bytes.count { bytes[index] = 0 }
      guard bytes != sample.bytes else { continue }
      let (file, contents) = try PartsTests.opened(try sample.file(bytes), sample.plan)
      #expect(contents.blocks.count < sample.plan.blocks && contents.problem != nil)
      let result = try sample.plan.result(from: [(file, contents)])
      #expect(PartsTests.everything(result) == sample.whole, "\(zeros) bytes lost")
    }
  }

  @Test("Every changed byte is found")
  func changedBytes() throws {
    let sample = try Sample()
    let step = max(1, sample.bytes.count / 400)
    let places =
      Array(0..<min(200, sample.bytes.count)) + Array(stride(from: 200, to: sample.bytes.count, by: step))
      + Array(sample.head..<(sample.head + 16))
    for place in places {
      var bytes = sample.bytes
      bytes[place] ^= UInt8(1 << (place % 8))
      let path = try sample.file(bytes)
      guard let file = try? RunFile(path) else { continue }
      let contents = try file.contents(longest: sample.plan.longestData)
      #expect(place >= sample.head && contents.problem != nil, "byte \(place)")
    }
  }

  @Test("Lengths that the file does not have are refused without making room for them")
  func hugeLengths() throws {
    let sample = try Sample()
    for place in [12, sample.head + 8] {
      for pattern in [[0xff, 0xff, 0xff, 0xff], [0, 0, 0, 0x7f], [0xff, 0xff, 0xff, 0x01]] as [[UInt8]] {
        var bytes = sample.bytes
        bytes.replaceSubrange(place..<(place + 4), with: pattern)
        let path = try sample.file(bytes)
        if place == 12 {
          #expect(throws: RunFileError(path, .damaged(at: 12))) { try RunFile(path) }
        } else {
          let contents = try RunFile(path).contents(longest: sample.plan.longestData)
          #expect(contents.blocks.isEmpty && contents.problem == .damaged(at: sample.head))
        }
      }
    }
  }

  @Test("Other files, folders and devices are refused")
  func foreign() throws {
    let sample = try Sample()
    let text = try sample.file(Array("study: een studie\n".utf8))
    #expect(throws: RunFileError(text, .foreign)) { try RunFile(text) }
    for path in ["/dev/zero", NSTemporaryDirectory()] {
      #expect(throws: RunFileError.self) { try RunFile(path) }
    }
    var bytes = sample.bytes
    bytes[8] = 2
    let newer = try sample.file(bytes)
    #expect(throws: RunFileError(newer, .newer(format: 2))) { try RunFile(newer) }
  }

  @Test("Blocks of another file do not count, though they are whole")
  func mixed() throws {
    let sample = try Sample()
    var settings = PartsTests.settings(150)
    settings.seed = 77
    let other = try SimulationPlan(sample.plan.study, settings: settings)
    let path = sample.folder?.path("ander zaad") ?? ""
    try PartsTests.compute(other, part: 1, of: 1, into: path)
    let others = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let length = 16 + Int(others[12]) + Int(others[13]) << 8 + Int(others[14]) << 16 + 8
    let mixed = try sample.file(sample.bytes.prefix(sample.head) + others[length...])
    let contents = try RunFile(mixed).contents(longest: sample.plan.longestData)
    #expect(contents.blocks.isEmpty && contents.problem != nil)
  }

  @Test("Data of a block that lie about themselves under a right checksum are refused")
  func forged() throws {
    let sample = try Sample()
    // The whole blocks of another study, under the head of this one.
    let study = try #require(PropertyTests.studies().first { $0.seed == 1010 }?.study)
    let other = try SimulationPlan(study, settings: PartsTests.settings(150))
    let header = PartsTests.header(sample.plan, part: 1, of: 1)
    let path = sample.folder?.path("vervalst") ?? ""
    let writer = try RunFileWriter(creating: path, header: header)
    try other.compute(0..<min(other.blocks, header.last), into: writer)
    let file = try RunFile(path)
    let contents = try file.contents { _ in 1 << 40 }
    #expect(!contents.blocks.isEmpty)
    #expect(throws: RunFileError.self) { try sample.plan.result(from: [(file, contents)]) }
  }

  @Test("Numbers that no run gives are refused under a right checksum", arguments: [.nan, .infinity, -1e200])
  func impossibleNumbers(number: Double) throws {
    let sample = try Sample()
    let (file, contents) = try PartsTests.opened(try sample.file(sample.bytes), sample.plan)
    var data = try #require(try file.data(of: 0, in: contents))
    // The first list that is not all zeros: a byte before it says so.
    let mark = try #require(data.firstIndex(of: 1))
    withUnsafeBytes(of: number) { data.replaceSubrange((mark + 1)..<(mark + 9), with: $0) }
    let path = sample.folder?.path("onmogelijk") ?? ""
    let header = PartsTests.header(sample.plan, part: 1, of: 1)
    try RunFileWriter(creating: path, header: header).add(0) { $0 += data }
    let forged = try PartsTests.opened(path, sample.plan)
    #expect(forged.contents.blocks == [0])
    #expect(throws: RunFileError.self) { try sample.plan.result(from: [forged]) }
  }

  @Test("Two programs cannot write the same file, and a file that is there is not written over")
  func inUse() throws {
    let sample = try Sample()
    let path = sample.folder?.path("nieuw") ?? ""
    let header = PartsTests.header(sample.plan, part: 1, of: 1)
    let writer = try RunFileWriter(creating: path, header: header)
    #expect(throws: RunFileError(path, .exists)) { try RunFileWriter(creating: path, header: header) }
    let (file, contents) = try PartsTests.opened(path, sample.plan)
    #expect(throws: RunFileError(path, .inUse)) {
      try RunFileWriter(continuing: file, contents: contents)
    }
    try writer.finish()
  }
}
