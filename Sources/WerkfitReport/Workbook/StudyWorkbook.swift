import Foundation
import WerkfitStudy

/// The workbook that a controller expects of a study: real numbers, and formulas where a reader follows a sum.
public struct StudyWorkbook: Sendable {
  /// The most replications that are written out.
  public static let mostDraws = 10_000

  /// What the workbook says.
  public let content: WorkbookContent

  /// A workbook of the given content.
  public init(_ content: WorkbookContent) { self.content = content }

  var say: Wording { Wording(language: content.language) }
  var numbers: NumberText { NumberText(language: content.language, currency: content.currency) }

  /// The workbook as plain values.
  public func workbook() -> Workbook {
    let comparison = comparisonSheet()
    let years = content.partyYears.map { yearsSheet($0) }
    let differences = zip(content.partyYears, years) { differencesSheet($0, years: $1) }
    let bookings = zip(content.partyYears, content.bookings.isEmpty ? nil : content.bookings) { years, _ in
      bookingsSheet(years)
    }
    let charts = chartsSheet(comparison: comparison, years: years, differences: differences)
    let draws = drawsSheet()
    let checks = checksSheet(
      Places(
        comparison: comparison.places, years: years?.places, differences: differences?.places,
        bookings: bookings?.places, draws: draws?.places))
    var sheets = [
      summarySheet(comparison: comparison.places, balanceChart: charts?.balance, checks: checks.places),
      comparison.sheet,
    ]
    sheets += [years?.sheet, differences?.sheet, bookings?.sheet, charts?.sheet].compactMap { $0 }
    sheets += [assumptionsSheet(), distributionsSheet(), draws?.sheet, checks.sheet].compactMap { $0 }
    sheets.append(guideSheet(to: sheets.map(\.name)))
    for index in sheets.indices {
      sheets[index].header = content.title
      sheets[index].footer = computedLine
    }
    return Workbook(
      properties: properties, language: content.language, currency: content.currency, sheets: sheets)
  }

  /// How it was computed, in a line for the foot of pages.
  var computedLine: String {
    let run = content.run
    return say(
      "werkfit \(run.version), startgetal \(run.seed), \(numbers.count(run.replications)) doorrekeningen",
      "werkfit \(run.version), seed \(run.seed), \(numbers.count(run.replications)) replications")
  }

  private var properties: Workbook.Properties {
    let run = content.run
    var properties = Workbook.Properties(title: content.title, created: run.created)
    properties.subject = content.question ?? ""
    properties.author = "werkfit \(run.version)"
    properties.keywords = ["werkfit \(run.version)", say("startgetal", "seed") + " \(run.seed)"]
    properties.comments = [computedLine, run.studyHash.map { say("studie ", "study ") + $0 }].compactMap {
      $0
    }
    .joined(separator: "; ")
    properties.custom = [
      .init("werkfit version", run.version), .init("seed", "\(run.seed)"),
      .init("replications", "\(run.replications)"), .init("study hash", run.studyHash ?? ""),
    ]
    return properties
  }

  // MARK: Names

  /// The names of the sheets.
  enum Name {
    case summary, comparison, years, differences, bookings, charts, assumptions, distributions, draws, checks,
      guide
  }

  /// The name of a sheet in the language of the workbook.
  func name(_ sheet: Name) -> String {
    switch sheet {
    case .summary: say("Samenvatting", "Summary")
    case .comparison: say("Vergelijking", "Comparison")
    case .years: say("Per jaar en partij", "By year and party")
    case .differences: say("Verschil per jaar", "Difference by year")
    case .bookings: say("Boekingen", "Bookings")
    case .charts: say("Grafieken", "Charts")
    case .assumptions: say("Aannames", "Assumptions")
    case .distributions: say("Verdelingen", "Distributions")
    case .draws: say("Trekkingen", "Draws")
    case .checks: say("Controles", "Checks")
    case .guide: say("Leeswijzer", "Guide")
    }
  }

  /// The label of the nulalternatief.
  var referenceLabel: String {
    content.scenarios.indices.contains(content.reference)
      ? content.scenarios[content.reference].label : say("doorgaan zonder", "going on without")
  }

  /// The positions of the scenarios other than the nulalternatief; of that one where there is no other.
  var alternatives: [Int] {
    let others = content.scenarios.indices.filter { $0 != content.reference }
    return others.isEmpty ? Array(content.scenarios.indices) : others
  }

  /// The width of the column of each scenario: its longest word fits.
  func scenarioWidths(atLeast least: Double = 13) -> [Double] {
    content.scenarios.map { scenario in
      let longest = scenario.label.split { $0 == " " || $0 == "-" }.map(\.count).max() ?? 0
      return min(30, max(least, Double(longest) * 1.15 + 2))
    }
  }

  /// The sign before an amount in thousands, in words: `× € 1.000`.
  var thousands: String {
    let sign = content.currency == "EUR" ? "€" : content.currency
    return say("× \(sign) 1.000", "× \(sign)1,000")
  }

  private func zip<A, B, C>(_ first: A?, _ second: B?, _ both: (A, B) -> C) -> C? {
    guard let first, let second else { return nil }
    return both(first, second)
  }
}
