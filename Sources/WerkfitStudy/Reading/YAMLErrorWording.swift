import Yams

/// Puts the complaints of the YAML library into words for people who write studies.
enum YAMLErrorWording {
  /// The diagnostic for an error of the library.
  static func diagnostic(for error: any Error, file: String, text: String) -> Diagnostic {
    guard let error = error as? YamlError else {
      return Diagnostic(kind: .syntax, file: file, line: 1, column: 1, problem: general)
    }
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let wording = words(for: (context.map { $0.text + " " } ?? "") + problem, mark: mark, text: text)
      return Diagnostic(
        kind: .syntax, file: file, line: mark.line, column: mark.column,
        problem: withOpening(wording, context: context, mark: mark))
    default:
      return Diagnostic(kind: .syntax, file: file, line: 1, column: 1, problem: general)
    }
  }

  private static let general = Sentence(
    nl: "dit is geen geldige YAML; kijk of hier of erboven een aanhalingsteken of haakje niet is gesloten",
    en: "this is no valid YAML; see whether a quote or bracket here or above is not closed")

  /// Adds where the unfinished thing begins, when that is another line.
  private static func withOpening(_ words: Sentence, context: YamlError.Context?, mark: Mark) -> Sentence {
    guard let context, context.mark.line > 1 || context.mark.column > 1, context.mark.line < mark.line else {
      return words
    }
    return Sentence(
      nl: words.dutch + " (begonnen op regel \(context.mark.line))",
      en: words.english + " (begun on line \(context.mark.line))")
  }

  private static func words(for problem: String, mark: Mark, text: String) -> Sentence {
    for (part, words) in table where problem.contains(part) { return words }
    if line(mark.line, of: text).drop(while: { $0 == " " }).hasPrefix("\t") { return tab }
    return general
  }

  private static func line(_ number: Int, of text: String) -> Substring {
    let lines = text.split(separator: "\n", maxSplits: number, omittingEmptySubsequences: false)
    return lines.indices.contains(number - 1) ? lines[number - 1] : ""
  }

  private static let tab = Sentence(
    nl: "een tab mag hier niet; spring in met spaties", en: "a tab may not stand here; indent with spaces")

  private static let table: [(part: String, words: Sentence)] = [
    (
      "cannot start any token",
      Sentence(
        nl:
          "een woord kan niet met dit teken beginnen (een tab, % of @); gebruik spaties of aanhalingstekens",
        en: "a word cannot begin with this character (a tab, % or @); use spaces or quotes")
    ),
    ("found a tab character", tab),
    (
      "found another document",
      Sentence(
        nl: "één studie per bestand: hier begint een tweede document (---)",
        en: "one study a file: a second document begins here (---)")
    ),
    (
      "mapping values are not allowed",
      Sentence(
        nl: "een dubbele punt mag hier niet; zet een tekst met een dubbele punt tussen aanhalingstekens",
        en: "a colon may not stand here; put a text with a colon between quotes")
    ),
    (
      "could not find expected ':'",
      Sentence(
        nl: "hier ontbreekt een dubbele punt na een sleutel", en: "a colon after a key is missing here")
    ),
    (
      "did not find expected key",
      Sentence(
        nl: "hier wordt een sleutel verwacht; kijk of het inspringen klopt",
        en: "a key is expected here; see whether the indentation is right")
    ),
    (
      "did not find expected ',' or '}'",
      Sentence(
        nl: "hier ontbreekt een komma of }", en: "a comma or } is missing here")
    ),
    (
      "did not find expected ',' or ']'",
      Sentence(
        nl: "hier ontbreekt een komma of ]", en: "a comma or ] is missing here")
    ),
    (
      "did not find expected '-' indicator",
      Sentence(
        nl: "hier wordt een streepje (-) van een lijst verwacht", en: "a dash (-) of a list is expected here")
    ),
    (
      "found undefined alias",
      Sentence(
        nl: "deze verwijzing (*) hoort bij geen anker (&)", en: "this alias (*) belongs to no anchor (&)")
    ),
    (
      "found unexpected end of stream",
      Sentence(
        nl: "het bestand eindigt te vroeg: een aanhalingsteken of haakje is niet gesloten",
        en: "the file ends too early: a quote or bracket is not closed")
    ),
    (
      "found unknown escape character",
      Sentence(
        nl: "deze \\ kan niet tussen dubbele aanhalingstekens",
        en: "this \\ cannot stand between double quotes")
    ),
    (
      "block sequence entries are not allowed",
      Sentence(
        nl: "een lijst met streepjes mag hier niet beginnen", en: "a list with dashes may not begin here")
    ),
    (
      "block mapping",
      Sentence(
        nl: "het inspringen klopt niet in dit blok", en: "the indentation is wrong in this block")
    ),
    (
      "did not find expected alphabetic or numeric character",
      Sentence(
        nl: "na * of & hoort een naam; zet een tekst die zo begint tussen aanhalingstekens",
        en: "after * or & comes a name; put a text that begins so between quotes")
    ),
    (
      "did not find expected node content",
      Sentence(
        nl: "hier wordt een waarde verwacht", en: "a value is expected here")
    ),
    (
      "Maximum nesting level",
      Sentence(
        nl: "hier staan te veel kaarten en lijsten in elkaar", en: "too many maps and lists are nested here")
    ),
  ]
}
