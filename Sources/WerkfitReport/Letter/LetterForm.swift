import WerkfitStudy

/// The kinds of document for those who decide.
public enum LetterForm: String, Sendable, Hashable, CaseIterable {
  /// A letter that informs the council.
  case raadsinformatiebrief
  /// A proposal for the municipal executive to decide on.
  case advies
  /// A paragraph for the budget, by its three questions.
  case begroting

  /// What the document is called.
  func title(_ say: Wording) -> String {
    switch self {
    case .raadsinformatiebrief: say("Raadsinformatiebrief", "Information for the council")
    case .advies: say("Advies aan het college", "Advice to the executive")
    case .begroting: say("Tekst voor de begroting", "Text for the budget")
    }
  }

  /// The template of its main part.
  func template(_ language: Language) -> [UInt8] {
    switch (self, language) {
    case (.raadsinformatiebrief, .dutch): PackageResources.raadsinformatiebrief_nl_mustache
    case (.raadsinformatiebrief, .english): PackageResources.raadsinformatiebrief_en_mustache
    case (.advies, .dutch): PackageResources.advies_nl_mustache
    case (.advies, .english): PackageResources.advies_en_mustache
    case (.begroting, .dutch): PackageResources.begroting_nl_mustache
    case (.begroting, .english): PackageResources.begroting_en_mustache
    }
  }
}

extension PackageResources {
  /// The annex that all forms share.
  static func bijlage(_ language: Language) -> [UInt8] {
    language == .dutch ? bijlage_nl_mustache : bijlage_en_mustache
  }
}
