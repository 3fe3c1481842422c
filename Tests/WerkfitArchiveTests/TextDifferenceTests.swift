import Testing

@testable import WerkfitArchive

@Suite("Differences between texts")
struct TextDifferenceTests {
  @Test("Lines that go and come stand together, with their own numbers")
  func lines() {
    let old = "a\nb\nc\nd\ne\n"
    let new = "a\nB\nc\ne\nf\n"
    let found = TextDifference.lines(from: old, to: new).map {
      "\($0.isAdded ? "+" : "-")\($0.number)\($0.text)"
    }
    #expect(found == ["-2b", "+2B", "-4d", "+5f"])
    #expect(TextDifference.lines(from: old, to: old).isEmpty)
    #expect(TextDifference.lines(from: "", to: "x\n\ny").map(\.number) == [1, 2, 3])
  }

  @Test("A sample of runs is spread evenly and holds the newest")
  func sample() {
    #expect(RunArchive.sample(3, of: [9, 8, 7, 6, 5, 4, 3, 2, 1]) == [9, 6, 3])
    #expect(RunArchive.sample(5, of: [2, 1]) == [2, 1])
    #expect(RunArchive.sample(0, of: [1]).isEmpty && RunArchive.sample(2, of: []).isEmpty)
  }
}
