import Foundation
import Testing
import WerkfitStudy

/// A small generator of random numbers with a fixed seed (splitmix64).
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite("Studies with random damage")
struct MutationTests {
  private static let pieces = [
    "", "~", "[]", "{}", "[1, 2", "- ", ": ", "= ", "= (", "1e999", "-1", "0", "nan", ".inf", "1,5", "2.550",
    "none", "true", "per", "= t ^ t ^ t", "= 1 / 0", "'", "\"", "&a", "*a", "\t", "#", "|", ">", "!!int",
    "2021-13", "1000000 months", "hour", "99999999999999999999", "é", "= if(", "samenleving", "A | B | ", "%",
  ]

  /// A study with a few random changes: a line or word left out, doubled, or replaced by something odd.
  private func damaged(_ text: String, with random: inout SeededGenerator) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let row = Int.random(in: lines.indices, using: &random)
      var words = lines[row].split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      let column = Int.random(in: words.indices, using: &random)
      let piece = Self.pieces.randomElement(using: &random) ?? ""
      switch Int.random(in: 0..<6, using: &random) {
      case 0: lines[row] = ""
      case 1: lines.insert(lines[row], at: row)
      case 2:
        words.remove(at: column)
        lines[row] = words.joined(separator: " ")
      case 3:
        words[column] += piece
        lines[row] = words.joined(separator: " ")
      default:
        words[column] = piece
        lines[row] = words.joined(separator: " ")
      }
    }
    return lines.joined(separator: "\n")
  }

  @Test("Whatever is damaged, the answer is a study or an error with a place, never neither or both")
  func damage() {
    var random = SeededGenerator(state: 20_210_101)
    for _ in 0..<400 {
      let text = damaged(ExampleStudy.text, with: &random)
      let (study, diagnostics) = ExampleStudy.read(text)
      let hasErrors = diagnostics.contains { $0.severity == .error }
      #expect((study == nil) == hasErrors, "\(text)")
      for diagnostic in diagnostics where diagnostic.severity == .error {
        #expect(diagnostic.line > 0, "\(diagnostic)")
        #expect(!diagnostic.text(in: .english).isEmpty)
      }
    }
  }
}
