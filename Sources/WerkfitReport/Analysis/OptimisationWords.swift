import WerkfitDecision
import WerkfitStudy

/// Why a budget cannot be split, in words.
public enum OptimisationWords {
  /// The reason, in a sentence.
  public static func text(of error: OptimisationError, language: Language) -> String {
    let say = Wording(language: language)
    let numbers = NumberText(language: language)
    func money(_ value: Double) -> String { numbers.measure(value, error: 0, unit: "money") }
    switch error {
    case .noMeasures: return say("Er zijn geen maatregelen.", "There are no measures.")
    case .duplicateName(let name):
      return say("De maatregel \(name) staat er twee keer.", "The measure \(name) is named twice.")
    case .badBudget(let value):
      return say("\(value) is geen budget.", "\(value) is no budget.")
    case .badMinimum(let name):
      return say(
        "Wat \(name) minstens krijgt, is meer dan het hoogstens mag of dan er is.",
        "What \(name) gets at least is more than it may get or than there is.")
    case .badCapacity(let name):
      return say("Wat \(name) hoogstens krijgt, klopt niet.", "What \(name) gets at most is not right.")
    case .minimaAboveBudget(let total):
      return say(
        "De maatregelen krijgen samen minstens \(money(total)): meer dan het budget.",
        "The measures get at least \(money(total)) together: more than the budget.")
    case .capacitiesBelowBudget(let total):
      return say(
        "De maatregelen kunnen samen hoogstens \(money(total)) kwijt: minder dan het budget.",
        "The measures can take at most \(money(total)) together: less than the budget.")
    case .badSplit: return say("De verdeling past niet.", "The split does not fit.")
    case .wrongCount, .noSuchOutcome, .notFinite, .badSetting:
      return say("De verdeling is niet te berekenen: \(error).", "The split cannot be computed: \(error).")
    }
  }
}
