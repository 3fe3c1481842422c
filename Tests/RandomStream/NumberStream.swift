import Foundation
import WerkfitEngine

/// Writes the engine's random numbers as raw bits to standard output, without end, for a battery of statistical tests.
///
/// Usage: `randomstream consecutive|interleaved SEED`. Of every number all 53 bits are written, one after the other.
@main
struct NumberStream {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let order = Order(rawValue: arguments[1]), let seed = UInt64(arguments[2])
    else {
      FileHandle.standardError.write(Data("usage: randomstream consecutive|interleaved SEED\n".utf8))
      exit(64)
    }
    signal(SIGPIPE, SIG_IGN)
    var writer = BitWriter()
    switch order {
    case .consecutive: consecutive(seed: seed, into: &writer)
    case .interleaved: interleaved(seed: seed, into: &writer)
    }
  }

  enum Order: String {
    /// One address after the other of a single seed and replication, each to its end: the counter runs on by one.
    case consecutive
    /// As a run asks for them: by replication, step, purpose and cell, two numbers of each, of four seeds in turn.
    case interleaved
  }

  private static func consecutive(seed: UInt64, into writer: inout BitWriter) {
    let blocks = 4_096
    for replication in (0 as UInt32)... {
      for step in 0..<(1 << 20) {
        var numbers = AddressedNumbers(key: seed, replication: replication, cell: 0, step: step)
        for _ in 0..<(2 * blocks) { writer.write(numbers.next()) }
        if writer.isClosed { return }
      }
    }
  }

  private static func interleaved(seed: UInt64, into writer: inout BitWriter) {
    let cells = 16 as UInt64
    for replication in (0 as UInt32)... {
      for step in 0..<120 {
        for purpose in Purpose.allCases {
          for cell in 0..<cells {
            for next in 0..<4 as Range<UInt64> {
              var numbers = AddressedNumbers(
                key: seed &+ next, replication: replication, cell: address(cell, purpose.rawValue), step: step
              )
              writer.write(numbers.next())
              writer.write(numbers.next())
            }
          }
        }
      }
      if writer.isClosed { return }
    }
  }
}
