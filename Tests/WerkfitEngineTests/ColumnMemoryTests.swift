import Foundation
import Testing

@testable import WerkfitEngine

/// Large tables are in a file, small ones in memory; nobody sees the difference.
@Suite("Memory for columns")
struct ColumnMemoryTests {
  @Test(
    "In a file and in memory everything is zero at first, and holds what is written", arguments: [0, .max])
  func holds(limit: Int) throws {
    let count = 100_000
    let memory = try ColumnMemory(count: count, greatestInMemory: limit)
    #expect((0..<count).allSatisfy { memory.base[$0] == 0 })
    try memory.reserve(0..<count)
    for index in 0..<count { memory.base[index] = Double(index) }
    memory.seal()
    #expect((0..<count).allSatisfy { memory.base[$0] == Double($0) })
    // After the seal nothing is to be written, and asking for room is no error.
    try memory.reserve(0..<count)
  }

  @Test("A column of zeros takes no room, and one that is not zero only that of its own")
  func zeros() throws {
    let memory = try ColumnMemory(count: 30_000, greatestInMemory: 0)
    let store = ColumnStore(scenarios: 1, columns: 3, rows: 0..<10_000, memory: memory, start: 0)
    for row in 0..<10_000 {
      try store.write(0, column: 0, row: row)
      try store.write(row == 9_999 ? -0.0 : 0, column: 1, row: row)
    }
    #expect(store.slice(column: 0, rows: 0..<10_000) == nil)
    #expect(store.slice(column: 2, rows: 0..<10_000) == nil)
    let written = try #require(store.slice(column: 1, rows: 9_000..<10_000))
    #expect(written.count == 1000 && written.dropLast().allSatisfy { $0.bitPattern == 0 })
    // −0 is another number than 0.
    #expect(written.last?.bitPattern == (-0.0).bitPattern)
  }

  @Test("More than there can be is refused")
  func tooLarge() {
    #expect(throws: SimulationError.self) { try ColumnMemory(count: .max / 4) }
    #expect(throws: SimulationError.self) { try ColumnMemory(count: 1 << 58) }
  }
}
