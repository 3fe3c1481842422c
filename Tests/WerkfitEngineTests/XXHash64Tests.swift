import Testing

@testable import WerkfitEngine

/// Values of the reference implementation, as the README of python-xxhash shows them.
@Suite("XXH64")
struct XXHash64Tests {
  private func hash(_ text: String, seed: UInt64 = 0, pieces: Int) -> UInt64 {
    var hash = XXHash64(seed: seed)
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      bytes[start..<min(start + pieces, bytes.count)].withUnsafeBytes { hash.add($0) }
    }
    return hash.value
  }

  @Test("Known values, in one go and in pieces", arguments: [1, 3, 31, 32, 100])
  func known(pieces: Int) {
    #expect(hash("", pieces: pieces) == 0xef46_db37_51d8_e999)
    #expect(hash("a", pieces: pieces) == 0xd24e_c4f1_a98c_6e5b)
    #expect(hash("abc", pieces: pieces) == 0x44bc_2cf5_ad77_0999)
    #expect(hash("xxhash", seed: 20_141_025, pieces: pieces) == 0xb559_b98d_844e_0635)
    #expect(
      hash("Nobody inspects the spammish repetition", pieces: pieces) == 0xfbce_a83c_8a37_8bf1)
  }
}
