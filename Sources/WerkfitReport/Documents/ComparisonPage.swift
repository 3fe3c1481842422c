import Foundation
import Mustache
import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

/// The comparison report: one HTML file that needs no network, for who manages a programme and for who checks it.
///
/// What each part is made from stands in `Report/report-context.md`. Everything that a study cannot say is left out with
/// its heading.
public struct ComparisonPage: Sendable {
  let material: ExportMaterial
  /// The day on which it is made.
  let made: LetterDate
  private let stills: [String: String]
  private let vega: String?
  let say: Wording
  let numbers: NumberText

  /// A report of what was computed of a study.
  ///
  /// - Parameters:
  ///   - made: The day on which it is said to be made.
  ///   - stills: SVG of the charts by the keys of ``drawings(_:)``, for who has no scripts and for paper; a chart without
  ///     one is told in words there.
  ///   - vega: The script that draws charts in a browser, or nil for stills only.
  public init(_ material: ExportMaterial, made: LetterDate, stills: [String: String], vega: String?) {
    (self.material, self.made, self.stills, self.vega) = (material, made, stills, vega)
    say = Wording(language: material.language)
    numbers = NumberText(language: material.language, currency: material.comparison.run.currency)
  }

  /// The charts that stand on the page, by key, drawn for paper: what to make stills of.
  ///
  /// - Throws: `SimulationError`.
  public static func drawings(_ material: ExportMaterial) throws -> [String: JSONValue] {
    var drawings: [String: JSONValue] = [:]
    for kind in shown + [.tornado] {
      drawings[kind.rawValue] = try material.chart(kind, width: 680)?.specification(in: material.language)
    }
    return drawings
  }

  /// The charts of the section of charts, in order.
  static let shown: [ChartKind] = [
    .balance, .people, .cashFlow, .peopleOverTime, .flow, .parties, .arena, .costEffect, .acceptability,
    .waiting, .budget, .published,
  ]

  /// The script that draws the charts of a page, once vega-embed is there: for the report and the web app.
  package static var chartScript: [UInt8] { PackageResources.charts_js }

  /// The page.
  ///
  /// - Throws: What the template engine throws where the template is damaged, and what charts throw.
  public func html() throws -> String {
    let template = try MustacheTemplate(
      string: String(decoding: PackageResources.report_mustache, as: UTF8.self))
    var context = try content().context()
    context["style"] = String(decoding: PackageResources.report_css, as: UTF8.self)
    context["script"] = String(decoding: Self.chartScript + PackageResources.report_js, as: UTF8.self)
    context["vega"] = vega
    return template.render(context)
  }

  // MARK: What all parts read

  var comparison: StudyComparison { material.comparison }
  var run: RunDescription { comparison.run }
  var base: ReadingComparison { comparison.base }
  var names: OutcomeNames { OutcomeNames(say: say, perspective: run.perspective) }
  var notes: ReportNotes { ReportNotes(comparison: comparison, say: say, numbers: numbers) }
  var rows: ComparisonRows { ComparisonRows(comparison, reading: base, language: material.language) }
  var reference: String { comparison.scenarios[comparison.reference].label }
  var focus: String { comparison.scenarios[material.focus].label }

  /// The still of a chart, as an address that holds the picture.
  func still(_ kind: ChartKind) -> String? {
    stills[kind.rawValue].map { "data:image/svg+xml;base64," + Data($0.utf8).base64EncodedString() }
  }

  /// What the page shows, for who sets it in another page.
  ///
  /// - Throws: What charts throw.
  package func content() throws -> ReportContent {
    let charts = try chartFigures()
    return ReportContent(
      language: material.language == .dutch ? "nl" : "en", title: run.title, question: run.question,
      generator: "werkfit \(Program.version)", made: madeLine, words: words,
      scriptWords: try JSONValue.object(["saveAs": .string(say("Opslaan als", "Save as"))]).forPage(),
      dark: charts.isEmpty && material.sensitivity == nil
        ? nil : try ChartTheme(page: .dark, language: material.language).config.forPage(),
      summary: summary, warnings: warnings, isWide: columns.count > 4,
      comparison: comparisonTable, hasCharts: !charts.isEmpty,
      charts: charts, sensitivity: try sensitivity(), criteria: criteria, readings: readings,
      targets: targets, published: published, unpriced: unpriced, assumptions: assumptions, method: method,
      glossary: glossary)
  }

  private var madeLine: String {
    let computed = RunWords(run: run, say: say, numbers: numbers).computed
      .replacing("K = ", with: "K\u{a0}=\u{a0}")
    return say(
      "Gemaakt op \(made.words(say)) met werkfit \(Program.version), uit \(file): \(computed), startgetal \(run.seed).",
      "Made on \(made.words(say)) with werkfit \(Program.version), from \(file): \(computed), seed \(run.seed)."
    )
  }

  /// The name of the study file: a path tells where someone keeps it.
  var file: String {
    run.files.first.map { String($0.split(separator: "/").last ?? "") } ?? say("een studie", "a study")
  }

  private var summary: [ReportContent.Sentence] {
    SummarySentences(comparison: comparison, focus: material.focus, say: say, numbers: numbers).all
      .map(ReportContent.Sentence.init)
  }

  private var warnings: [ReportContent.Warning] {
    let mark = say("Let op: ", "Note: ")
    return (notes.overspent + [notes.changes].compactMap(\.self)).map { text in
      .init(warning: text.hasPrefix(mark) ? String(text.dropFirst(mark.count)) : text)
    }
  }
}
