import Foundation
import Testing
import WerkfitStudy

@testable import WerkfitReport

@Suite("How charts look")
struct ChartThemeTests {
  private func luminance(_ colour: String) -> Double {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0
    let parts = [16, 8, 0].map { Double((value >> $0) & 255) / 255 }
    let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  private func contrast(_ one: String, _ other: String) -> Double {
    let (high, low) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
  }

  @Test("every colour of a mark has a contrast of 3:1 with its page, and every text 4.5:1")
  func contrasts() {
    for page in ChartTheme.Page.allCases {
      let theme = ChartTheme(page: page, language: .dutch)
      for tone in ChartTone.allCases {
        #expect(contrast(theme.shade(tone), theme.background) >= 3, "\(tone) on \(page)")
      }
      for text in [theme.ink, theme.soft] { #expect(contrast(text, theme.background) >= 4.5) }
      #expect(contrast(theme.hairline, theme.background) >= 3)
    }
  }

  @Test("text is broken at spaces within its width, and a word that is too long is cut")
  func breaking() {
    for text in ChartFixtures.hostile {
      for width in [40.0, 120, 600] {
        for line in ChartText.lines(text, width: width, size: 12) {
          #expect(ChartText.width(line, size: 12) <= width, "\(line)")
          #expect(!line.contains { $0.isNewline })
        }
        #expect(ChartText.lines(text, width: width, size: 12, most: 2).count <= 2)
      }
    }
    #expect(ChartText.lines("een twee drie", width: 60, size: 12) == ["een twee", "drie"])
    #expect(ChartText.clean(" \n ") == "–")
  }

  @Test("labels pushed apart keep their order and their distance")
  func apart() {
    let places = ChartText.apart([10, 11, 12, 90], gap: 15, within: 0...100)
    #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= 15 - 1e-9 })
    #expect(places.allSatisfy { (0...100).contains($0) })
  }
}
