/// Words for a POSIX shell.
enum ShellWord {
  /// The word between quotes, so that the shell takes it as it is.
  static func quoted(_ word: String) -> String {
    "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  /// Several words, each between quotes.
  static func line(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }
}
