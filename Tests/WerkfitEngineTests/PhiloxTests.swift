import Testing
import WerkfitEngine

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
}
