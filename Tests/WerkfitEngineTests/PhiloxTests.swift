import Testing

@testable import WerkfitEngine

/// The generator against the known answers that its authors publish (`kat_vectors` of Random123 1.14).
@Suite("Philox4x32-10")
struct PhiloxTests {
  private func block(_ counter: [UInt32], _ key: [UInt32]) -> [UInt32] {
    let block = Philox.block(counter: (counter[0], counter[1], counter[2], counter[3]), key: (key[0], key[1]))
    return [block.0, block.1, block.2, block.3]
  }

  @Test("Counter and key zero")
  func zeros() {
    #expect(block([0, 0, 0, 0], [0, 0]) == [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8])
  }

  @Test("Counter and key all ones")
  func ones() {
    let all = UInt32.max
    #expect(
      block([all, all, all, all], [all, all]) == [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd])
  }

  @Test("Counter and key from the digits of π")
  func digitsOfPi() {
    #expect(
      block([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0])
        == [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1])
  }

  @Test("Eight blocks at once are the blocks one by one", arguments: [1, 4_096, UInt32.max] as [UInt32])
  func lanes(distance: UInt32) {
    let count = Philox.laneCount
    var words = [UInt32](repeating: 0, count: 4 * count)
    // The first is the known answer above.
    Philox.lanes(
      first: 0x243f_6a88, distance: distance, (0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
      key: 0x299f_31d0_a409_3822, into: &words)
    #expect(
      [words[0], words[count], words[2 * count], words[3 * count]] == [
        0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1,
      ])
    for lane in 0..<count {
      let counter = 0x243f_6a88 &+ UInt32(lane) &* distance
      let one = block([counter, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0])
      #expect((0..<4).map { words[$0 * count + lane] } == one)
    }
  }
}
