import Testing

@testable import werkfit

/// What a terminal or a shell would obey.
@Suite("Texts that a terminal or shell would obey")
struct TerminalTests {
  @Test(
    "A control character or a turn of the writing direction is shown as a sign",
    arguments: ["\u{1B}]0;titel\u{7}", "\u{9B}2J", "\u{8}", "\u{202E}", "\u{2066}", "\u{7F}", "\u{1B}[31m"])
  func control(_ text: String) throws {
    let first = try #require(text.unicodeScalars.first)
    let shown = Terminal.harmless("a\(text)b")
    #expect(shown.hasPrefix("a\u{FFFD}") && shown.hasSuffix("b"))
    #expect(!shown.unicodeScalars.contains(first))
  }

  @Test("Bold, faint, tabs and line ends stay, also beside what is obeyed")
  func own() {
    let text = "\u{1B}[1mkop\u{1B}[0m\tx\r\n\u{1B}[2my\u{1B}[0m é 🙂"
    #expect(Terminal.harmless(text) == text)
    #expect(Terminal.harmless(text + "\u{7}") == text + "\u{FFFD}")
  }

  @Test("An apostrophe with an accent does not end a word for the shell")
  func shell() {
    #expect(
      ShellWord.quoted("a'\u{301}; rm x").unicodeScalars.elementsEqual("'a'\\''\u{301}; rm x'".unicodeScalars)
    )
    #expect(ShellWord.quoted("map met 'spatie'") == #"'map met '\''spatie'\'''"#)
  }
}
