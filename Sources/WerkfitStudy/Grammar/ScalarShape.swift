/// A shape of scalar that the schema describes once, by name.
///
/// The patterns are those of JSON Schema (ECMA 262) and stay within what Python's `re` reads in the same way.
/// They are what an editor can check while typing; the reader checks the rest.
enum ScalarShape: String, CaseIterable {
  case text, name, names, quantity, amount, formula, chance, flow, duration, period, month, account, basis
  case comparison, subject

  /// What the scalar looks like, in a sentence.
  var explanation: Sentence {
    switch self {
    case .text: Sentence("Words.", "Woorden.")
    case .name:
      Sentence(
        "A name: letters, digits, - and _.", "Een naam: letters, cijfers, - en _.")
    case .names: Sentence("A name, or several with | between them.", "Een naam, of meer met | ertussen.")
    case .quantity:
      Sentence(
        "A number, percentage, amount or duration, with a decimal point and without thousands marks.",
        "Een getal, percentage, bedrag of duur, met een decimale punt en zonder duizendtekens.")
    case .amount: Sentence("A number, or a formula after =.", "Een getal, of een formule na =.")
    case .formula: Sentence("A formula after =.", "Een formule na =.")
    case .chance:
      Sentence("A chance, such as 1.5% per month.", "Een kans, zoals 1.5% per month.")
    case .flow: Sentence("A number of people per period.", "Een aantal mensen per periode.")
    case .duration: Sentence("A length of time.", "Een duur.")
    case .period: Sentence("A period.", "Een periode.")
    case .month: Sentence("A month: year-month.", "Een maand: jaar-maand.")
    case .account: Sentence("A party, or party.account.", "Een partij, of partij.rekening.")
    case .basis: Sentence("What is counted.", "Wat er wordt geteld.")
    case .comparison: Sentence("A comparison with an outcome.", "Een vergelijking met een uitkomst.")
    case .subject: Sentence("An outcome, or people in states.", "Een uitkomst, of mensen in toestanden.")
    }
  }

  /// A few examples for an editor to offer.
  var examples: [String] {
    switch self {
    case .text: []
    case .name: ["bijstand"]
    case .names: ["bijstand | werkplek"]
    case .quantity: ["2550", "2.25%", "EUR 2550", "6 months"]
    case .amount: ["2550", "2.25%", "= uitkering / 12"]
    case .formula: ["= kans / 2"]
    case .chance: ["1.5% per month", "0.04 per 12 months", "= basiskans", "rate 0.02 per month"]
    case .flow: ["10 per month", "= 175 / 24 per month"]
    case .duration: ["6 months", "5 weeks", "= verblijf months"]
    case .period: ["month", "12 months", "year"]
    case .month: ["2021-01"]
    case .account: ["gemeente", "gemeente.buig"]
    case .basis:
      [
        "month in bijstand | werkplek", "move from werk to bijstand", "start of training",
        "place-month of werkplekken", "study", "year",
      ]
    case .comparison: [">= 100 in werk at 24 months", ">= 500 grossExits"]
    case .subject: ["grossExits", "in werk at 24 months"]
    }
  }

  /// The pattern of the scalar as text, or nil where any text will do.
  var pattern: String? {
    switch self {
    case .text: nil
    case .name: "^\(Self.word)$"
    case .names: "^\(Self.words)$"
    case .quantity: "^\(Self.number)( \(Self.unit))?( per \(Self.stretch))?$"
    case .amount: "^(\(Self.number)|=.*\\S.*)$"
    case .formula: "^=.*\\S.*$"
    case .chance: "^(rate )?(\(Self.number)( per \(Self.stretch))?|=.*\\S.*)$"
    case .flow: "^(\(Self.number)|=.+) per \(Self.stretch)$"
    case .duration: "^(\(Self.number)|=.+) \(Self.unit)$"
    case .period: "^\(Self.stretch)$"
    case .month: "^[0-9]{4}-(0[1-9]|1[0-2])$"
    case .account: "^\(Self.word)(\\.\(Self.word))?$"
    case .basis:
      "^(\(Self.stretch)( in \(Self.words))?|move from \(Self.words) to \(Self.words)|start of \(Self.words)"
        + "|place-\(Self.stretch) of \(Self.word)|study)$"
    case .comparison: "^(>=|<=|>|<) *\(Self.number) \(Self.topic)$"
    case .subject: "^\(Self.topic)$"
    }
  }

  /// Whether a bare number is such a scalar too, and within which bounds.
  var numbers: SchemaNode? {
    switch self {
    // Numbers and true or false are taken as the words they are written with.
    case .text: ["type": ["number", "boolean"]]
    case .quantity, .amount: ["type": "number"]
    case .chance: ["type": "number", "minimum": 0, "maximum": 1]
    // A name of only digits reads as a number in YAML.
    case .name, .names: ["type": "integer", "minimum": 0]
    default: nil
    }
  }

  private static let word = "[^\\s.,:;|=()+*/^<>!\"'%#]+"
  private static let words = "\(word)( *\\| *\(word))*"
  private static let unit = "(hour|day|week|month|quarter|half-year|year)s?"
  /// A plain number with its mark of money or percentage; `2.550` could be Dutch for 2550 and is refused.
  private static let number =
    "(EUR *|€ *)?(?![-+]?[1-9][0-9]*\\.[0-9]{3}(?![0-9%eE]))[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)? *%?"
  private static let stretch = "([0-9]+(\\.[0-9]+)? )?\(unit)"
  private static let topic = "(in \(words) at \\S.*|[^\\s=]+)"
}
