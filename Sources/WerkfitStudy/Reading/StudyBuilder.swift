/// Builds a study from the tree of its file: one instance reads one study.
///
/// A class, because all parts of the reading share its log and the names of the study; it never leaves the
/// reading that made it. Each section of the file has an extension of its own.
final class StudyBuilder {
  /// Where problems go.
  let log: DiagnosticLog
  /// Gives the text of a file that the study names, by path from the file that names it.
  let load: (_ path: String, _ from: String) -> (file: String, text: LoadedText)
  /// Changes from outside the file.
  let overrides: [StudyOverride]
  /// The names that are known where an entry is read: those of the base, or of one scenario.
  var scope = Scope()
  /// The length of a step, for moments and default windows.
  var clock: StudyClock?
  /// The sections of the grammar, made once.
  private var descriptions: [StudySection: SectionKeys] = [:]

  /// A builder that logs to `log`, reads other files with `load` and makes the given changes.
  init(
    log: DiagnosticLog, overrides: [StudyOverride] = [],
    load: @escaping (_ path: String, _ from: String) -> (file: String, text: LoadedText)
  ) {
    self.log = log
    self.overrides = overrides
    self.load = load
  }

  /// The keys of a section.
  func keys(of section: StudySection) -> SectionKeys {
    if let known = descriptions[section] { return known }
    let description = StudyGrammar.description(of: section)
    let keys = SectionKeys(
      names: description.keys.map(\.name), required: description.keys.filter(\.isRequired).map(\.name),
      forms: description.forms)
    descriptions[section] = keys
    return keys
  }
}

/// The keys of a section of the grammar, ready for use.
struct SectionKeys {
  var names: [String]
  var required: [String]
  var forms: [SectionForm]
}

/// The names that are known at a place in the study.
struct Scope {
  /// Parameters and tables, for formulas.
  var names = FormulaNames()
  /// What each parameter is.
  var parameterTypes: [String: FormulaType] = [:]
  /// What each table gives.
  var tableTypes: [String: FormulaType] = [:]
  /// States, in order.
  var states: [String] = []
  /// The phases of each traject, in order.
  var phases: [String: [String]] = [:]
  /// Whether people in a state or phase receive bijstand.
  var isOnBenefit: [String: Bool] = [:]
  /// The keys of other sections.
  var groups: [String] = []
  /// The hidden classes of each group.
  var classes: [String: [String]] = [:]
  var trajecten: [String] = []
  var places: [String] = []
  var funds: [String] = []
  var sources: [String] = []
  /// Whether a section is no block of names, so that its names are not known.
  var hasBrokenSection = false
  /// The parties with their accounts.
  var parties: [String: [String]] = [:]
  /// Those who share balances, as `party/member`.
  var members: [String] = []
  var budgetRules: [String] = []

  /// All states and phases.
  var allStates: [String] { states + trajecten.flatMap { phases[$0] ?? [] } }
}
