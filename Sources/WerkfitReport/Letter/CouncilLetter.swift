import Foundation
import Mustache
import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

/// A letter to the council about one plan of a study: a *raadsinformatiebrief* in plain words, with an annex.
///
/// Every sentence follows the figures: what the interval does not carry is not said, a chance is called by a fixed
/// table, and whatever the study cannot answer is said to be open.
public struct CouncilLetter: Sendable {
  let findings: CouncilFindings
  /// The kind of document.
  public let form: LetterForm
  let say: Wording
  let numbers: NumberText
  /// The day of the letter, in the calendar of the reader.
  let date: LetterDate

  /// A letter from what a council hears of a study.
  public init(
    _ findings: CouncilFindings, form: LetterForm = .raadsinformatiebrief, date: LetterDate,
    language: Language = .dutch
  ) {
    (self.findings, self.form) = (findings, form)
    self.date = date
    say = Wording(language: language)
    numbers = NumberText(language: language, currency: findings.comparison.run.currency)
  }

  /// The title of the document, plain text.
  public var title: String { form.title(say) + ": " + run.title }

  /// The day in figures, such as `2026-11-22`.
  public var day: String { date.figures }

  /// The letter as Markdown; charts are images with the file names of `charts`.
  ///
  /// - Throws: What the template engine throws where a template is damaged.
  public func markdown() throws -> String {
    let bytes = form.template(say.language) + PackageResources.bijlage(say.language)
    let template = try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self))
    return template.render(content)
  }

  /// The line on every page.
  public var header: String { form.title(say) }

  /// The charts that the letter shows: by file name, specifications by what they are for.
  public var charts: [String: [String: JSONValue]] {
    let uses: [(name: String, page: ChartTheme.Page, width: Double)] = [
      ("specification", .light, 600), ("narrow", .light, 320), ("dark", .dark, 600),
      ("narrowDark", .dark, 320),
    ]
    let drawn = uses.compactMap { use in
      balanceChart(on: use.page, width: use.width).map { (use.name, $0.specification(in: say.language)) }
    }
    return drawn.isEmpty ? [:] : [Self.chartFile: Dictionary(uniqueKeysWithValues: drawn)]
  }

  static let chartFile = "saldo.svg"

  // MARK: What all parts read

  var sentences: SummarySentences {
    SummarySentences(
      comparison: findings.comparison, focus: findings.focus, say: say, numbers: numbers,
      escape: { $0.markdown })
  }
  var comparison: StudyComparison { findings.comparison }
  var run: RunDescription { comparison.run }
  var base: ReadingComparison { comparison.base }
  var chances: ChanceWords { sentences.chances }
  var money: BalanceWords { sentences.money }
  var people: PeopleWords { sentences.people }
  var economics: ScenarioEconomics? { sentences.economics }
  var notes: ReportNotes { ReportNotes(comparison: comparison, say: say, numbers: numbers) }
  var plan: String { sentences.plan }
  var party: String { sentences.party }
  var period: String { sentences.period }

  func quoted(_ scenario: Int) -> String { sentences.quoted(scenario) }
  func difference(_ key: String, _ scenario: Int? = nil) -> Summary? { sentences.difference(key, scenario) }
  func value(_ key: String, _ scenario: Int? = nil) -> Summary? { sentences.value(key, scenario) }
  func balance(_ scenario: Int? = nil) -> Summary? { sentences.balance(scenario) }

  /// The whole letter.
  var content: LetterContent {
    var content = LetterContent()
    content.title = form.title(say)
    content.subject = run.title.markdown
    content.date = date.words(say)
    content.summary = summary
    content.question = run.question?.markdown
    content.compared = compared
    content.table = table(of: findings.shown)
    content.tableNote = tableNote
    content.chart = balanceChart(on: .light, width: 600).map {
      LetterChart(file: Self.chartFile, alternative: $0.description.markdown)
    }
    content.partiesLine = partiesLine
    content.paying = paying
    content.certainty = certainty
    content.questions = questions
    content.unpricedList = unpricedList
    content.planNotes = planNotes
    content.breakEven = breakEven
    content.assumptions = assumptions
    content.founding = founding
    content.sources = sources
    content.allPlans =
      findings.shown.count < comparison.alternatives.count ? table(of: comparison.alternatives) : nil
    content.members = members.isEmpty ? nil : members
    content.computed = computed
    content.terms = terms
    content.arguments = arguments
    content.caveats = caveats
    content.years = years
    content.indicators = indicators
    content.expected = expected
    content.activities = activities
    return content
  }
}

/// A day of the calendar.
public struct LetterDate: Sendable, Hashable {
  let year: Int
  let month: Int
  let day: Int

  /// A day by its numbers.
  public init(year: Int, month: Int, day: Int) { (self.year, self.month, self.day) = (year, month, day) }

  /// Today, where the user is.
  public static var today: LetterDate {
    let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
    return LetterDate(year: parts.year ?? 1970, month: parts.month ?? 1, day: parts.day ?? 1)
  }

  /// Reads `2026-11-22`; nil where that is no day.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2])
    else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
    let components = DateComponents(calendar: calendar, year: year, month: month, day: day)
    guard components.isValidDate else { return nil }
    self.init(year: year, month: month, day: day)
  }

  var figures: String { String(format: "%04d-%02d-%02d", year, month, day) }

  func words(_ say: Wording) -> String {
    let name = NumberText(language: say.language).month(String(format: "%04d-%02d", year, month))
    return "\(day) \(name)"
  }
}
