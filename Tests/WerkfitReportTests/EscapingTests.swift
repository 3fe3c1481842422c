import Testing
import WerkfitStudy

@testable import WerkfitReport

@Suite("Texts of a study in formats that mean something by signs")
struct EscapingTests {
  @Test(
    "A field of CSV is no formula of a spreadsheet",
    arguments: ["=1+1", "+31 6", "-x", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\u{FF1D}1+1"])
  func formula(_ text: String) {
    let field = text.csvField
    #expect(field == "'\(text)" || field == "\"'\(text)\"")
  }

  @Test(
    "Numbers and other words are fields of CSV as they are", arguments: ["-12.5", "1e-05", "+3", "a=b", ""])
  func plain(_ text: String) {
    #expect(text.csvField == text)
  }

  @Test("A quotation mark with an accent does not end a field of CSV")
  func accent() {
    #expect("a\"\u{301},b".csvField.unicodeScalars.elementsEqual("\"a\"\"\u{301},b\"".unicodeScalars))
  }

  @Test("A sign with an accent is escaped in Markdown", arguments: ["`", "|", "*", "<", "[", "_"])
  func accentInMarkdown(_ sign: String) {
    #expect("a\(sign)\u{301}".markdown.unicodeScalars.elementsEqual("a\\\(sign)\u{301}".unicodeScalars))
  }

  @Test(
    "Spaces before a sign do not make it the first of a line in Markdown",
    arguments: [
      ("\n - punt", "\\- punt"), ("\t+ x", "\\+ x"), ("      code", "code"), ("  12. x", "12\\. x"),
    ])
  func leadingSpaces(_ text: String, _ escaped: String) {
    #expect(text.markdown == escaped)
  }

  @Test("A line separator of Unicode is a space in Markdown")
  func separators() {
    #expect("a\u{2028}# b\u{85}c".markdown == "a \\# b c")
  }

  @Test("A backslash in a name does not end the quotation in the code of a chart")
  func hoverTitle() throws {
    #expect(ChartText.hoverTitle("a\\\" + b\n'c'") == "a\\\\\" + b 'c'")
    for chart in ChartFixtures.charts(["a\\\"]: 1, \"", "b"]) {
      let text = try chart.1(ChartSetting()).json()
      #expect(!text.contains(#""title":"a\\\"]"#), "\(chart.0)")
    }
  }

  @Test("A line break in a label makes no line of its own on a terminal")
  func lineBreak() {
    #expect("Saldo\n\nEuro 1\tmiljoen".wrapped(to: 80) == ["Saldo Euro 1 miljoen"])
  }

  @Test("An apostrophe with an accent does not end the name of a sheet, nor a sign & a header")
  func workbook() {
    let place = Workbook.Reference("a'\u{301}b", Workbook.Address(1, 1))
    #expect(place.fixed.unicodeScalars.starts(with: "'a''\u{301}b'!".unicodeScalars))
    #expect(Workbook.pageText("x&\u{301}P").unicodeScalars.elementsEqual("x&&\u{301}P".unicodeScalars))
  }
}
