import Testing
import WerkfitStudy

/// The examples of NIST (FIPS 180-4 and the Secure Hash Standard validation files).
@Suite("SHA-256")
struct SHA256Tests {
  private func hash(_ text: String, pieces: Int) -> String {
    var hash = SHA256()
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      bytes[start..<min(start + pieces, bytes.count)].withUnsafeBytes { hash.add($0) }
    }
    return hash.hexadecimal()
  }

  @Test("The examples of the standard, in one go and in pieces", arguments: [1, 7, 64, 1_000_000])
  func examples(pieces: Int) {
    #expect(
      hash("", pieces: pieces) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      hash("abc", pieces: pieces) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", pieces: pieces)
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      hash(String(repeating: "a", count: 1_000_000), pieces: pieces)
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }
}
