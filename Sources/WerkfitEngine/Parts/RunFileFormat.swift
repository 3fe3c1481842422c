/// The bytes of a file with computed blocks.
///
/// All whole numbers are little-endian. At the head: `werkfit` and a zero byte, the format (4 bytes), the length of the
/// header (4), the header (JSON), XXH64 of all before (8). Then the blocks in any order: `BLCK`, the number of the
/// block (4), the length of its data (8), the data, and XXH64 of these three with the checksum of the head as its
/// seed (8), so that a block of one file is none of another.
enum RunFileFormat {
  static let current = 1
  static let magic = Array("werkfit\0".utf8)
  static let blockMagic: UInt32 = 0x4b43_4c42
  /// Bytes before the header.
  static let prefix = 16
  /// Bytes before the data of a block.
  static let blockPrefix = 16
  /// Bytes of a checksum.
  static let checksum = 8
  /// The longest header: twenty of the largest study files.
  static let longestHeader = 40_000_000

  static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  static func number<Number: FixedWidthInteger>(
    _ bytes: [UInt8], at position: Int, as _: Number.Type = Number.self
  ) -> Number {
    bytes.withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: Number.self))
    }
  }
}
