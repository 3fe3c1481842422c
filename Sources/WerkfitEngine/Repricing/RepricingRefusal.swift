import WerkfitStudy

/// Why a run cannot be priced again as another study and must be simulated anew.
public enum RepricingRefusal: Error, Sendable, Hashable {
  /// The run did not keep its quantities: see `RunSettings.keepsQuantities`.
  case notKept
  /// A rule that decides how people move, what they find or how money is weighed reads what has changed: where the
  /// rule stands in the study, and the parameter that it reads, where that is one.
  case readByRule(String, parameter: String?)
  /// The studies differ in more than amounts: the section.
  case otherSection(String)
  /// The amount of a price line or outcome follows time, and changes other than by one factor over all of it.
  case otherCourse(String)

  /// The reason as a sentence for readers.
  public var reason: Sentence {
    switch self {
    case .notKept:
      Sentence(
        "the quantities of this run were not kept",
        "de aantallen van deze doorrekening zijn niet bewaard")
    case .readByRule(let rule, let parameter?):
      Sentence(
        "\(rule) reads \(parameter), so other people would start or move",
        "\(rule) leest \(parameter), dus er zouden andere mensen beginnen of van plek veranderen")
    case .readByRule(let rule, nil):
      Sentence(
        "\(rule) reads what has changed, so other people would start or move",
        "\(rule) leest wat er is veranderd, dus er zouden andere mensen beginnen of van plek veranderen")
    case .otherSection(let section):
      Sentence(
        "more has changed than amounts: \(section)", "er is meer veranderd dan bedragen: \(section)")
    case .otherCourse(let line):
      Sentence(
        "the amount of \(line) follows time, and its course over time has changed",
        "het bedrag van \(line) hangt af van de tijd, en het verloop in de tijd is veranderd")
    }
  }
}
