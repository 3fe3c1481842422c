extension Sentence {
  /// A sentence in Dutch and English, Dutch first, as diagnostics are read.
  init(nl dutch: String, en english: String) {
    self.init(english, dutch)
  }

  /// A text that is the same in both languages, such as a name from the file.
  init(same text: String) {
    self.init(text, text)
  }
}
