import Foundation

/// How hard a Dutch text is to read.
///
/// Flesch-Douma: 206.84 − 0.93 · words per sentence − 0.77 · syllables per 100 words (Douma 1960); from 60 on a text
/// suits most readers. Tables, headings and what must be filled in are left out: they are no sentences.
struct Readability: Sendable {
  let sentences: [String]
  let words: [String]

  init(markdown: String) {
    let lines = markdown.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { line in
        !line.isEmpty && !["|", "#", "[", "!"].contains { line.hasPrefix($0) }
      }
    let text = lines.map { $0.hasPrefix("- ") ? String($0.dropFirst(2)) : $0 }.joined(separator: "\n")
      .replacing("*", with: "").replacing("\\", with: "")
    var found: [String] = []
    var sentence = ""
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : "\n"
      if character == "\n" || (".?!:;".contains(character) && next.isWhitespace) {
        found.append(sentence)
        sentence = ""
      } else {
        sentence.append(character)
      }
    }
    found.append(sentence)
    sentences = found.map { $0.trimmingCharacters(in: .whitespaces) }.filter {
      $0.contains(where: \.isLetter)
    }
    words = sentences.flatMap { sentence in
      sentence.split { !$0.isLetter && $0 != "'" && $0 != "’" }.map { $0.lowercased() }
    }
  }

  /// The number of groups of vowels: a good count of the syllables of Dutch.
  static func syllables(_ word: String) -> Int {
    var count = 0
    var wasVowel = false
    for letter in word.folding(options: .diacriticInsensitive, locale: nil) {
      let isVowel = "aeiouy".contains(letter)
      if isVowel && !wasVowel { count += 1 }
      wasVowel = isVowel
    }
    return max(count, 1)
  }

  var wordsPerSentence: Double { Double(words.count) / Double(max(sentences.count, 1)) }
  var longestSentence: Int {
    sentences.map { $0.split { !$0.isLetter && !$0.isNumber }.count }.max() ?? 0
  }
  /// The share of words of four syllables or more.
  var shareOfLongWords: Double {
    Double(words.filter { Self.syllables($0) >= 4 }.count) / Double(max(words.count, 1))
  }
  var fleschDouma: Double {
    let syllables = Double(words.map(Self.syllables).reduce(0, +)) / Double(max(words.count, 1))
    return 206.84 - 0.93 * wordsPerSentence - 77 * syllables
  }
}
