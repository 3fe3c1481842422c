/// Words for a POSIX shell.
enum ShellWord {
  /// The word between quotes, so that the shell takes it as it is.
  static func quoted(_ word: String) -> String {
    // Sign by sign: a quotation mark with an accent behind it is another `Character`, but not to a shell.
    word.unicodeScalars.reduce("'") { $0 + ($1 == "'" ? "'\\''" : String($1)) } + "'"
  }

  /// Several words, each between quotes.
  static func line(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }
}
