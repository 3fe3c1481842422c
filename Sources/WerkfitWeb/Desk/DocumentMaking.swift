import Foundation
import WerkfitAnalysis
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// The documents that can be taken away, each made by the library into a folder of its own.
enum MadeDocument: String, CaseIterable, Sendable {
  case letterPDF = "brief.pdf"
  case letterWord = "brief.docx"
  case letterODT = "brief.odt"
  case letterPage = "brief.html"
  case report = "rapport.html"
  case workbook = "werkboek.xlsx"
  case notebook = "notebook.zip"
  case results = "json.json"

  /// The product to which it belongs.
  var product: String { String(rawValue.prefix { $0 != "." }) }
  /// The extension.
  var format: String { (rawValue as NSString).pathExtension }

  /// What readers see.
  var title: String {
    switch product {
    case "brief": "Brief aan de raad (\(format.uppercased()))"
    case "rapport": "Rapport"
    case "werkboek": "Werkboek"
    case "notebook": "Notebook met gegevens"
    default: "Uitkomsten als JSON"
    }
  }

  /// The media type.
  var contentType: String {
    switch format {
    case "pdf": "application/pdf"
    case "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case "odt": "application/vnd.oasis.opendocument.text"
    case "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case "zip": "application/zip"
    case "json": "application/json"
    default: "text/html; charset=utf-8"
    }
  }

  /// Whether it is made by the document tools.
  var needsTools: Bool { !["xlsx", "json"].contains(format) }

  /// The replications behind it.
  private static let replications = 10_000

  /// Makes it.
  ///
  /// - Throws: `SimulationError`, `DocumentToolsError`, or an error of the file system.
  func make(
    _ study: Study, sources: StudySources, scenario: String, language: Language, in folder: URL, name: String,
    threads: Int, watch: StudyEvaluator.Watch
  ) throws -> JobFile {
    let file = folder.appendingPathComponent("\(name).\(format)")
    var settings = RunSettings()
    settings.replications = Self.replications
    settings.threads = threads
    settings.coursesKept = product == "brief" ? 0 : ExportMaterial.coursesKept
    let part = watch.part(from: 0, to: 0.6)
    let result = try simulate(
      study, settings: settings, progress: part.progress, isCancelled: part.isCancelled)
    let rest = watch.part(from: 0.6, to: 0.95)
    switch product {
    case "brief":
      let findings = try CouncilFindings(
        of: result, scenario: scenario, studyHash: sources.hash, changes: sources.changes, watch: rest)
      let letter = CouncilLetter(findings, date: .today, language: language)
      try DocumentTools().write(
        markdown: letter.markdown(), charts: letter.charts, title: letter.title, header: letter.header,
        language: language.rawValue, date: letter.day, to: file)
    default:
      var material = try ExportMaterial(
        of: result, scenario: scenario, studyHash: sources.hash, changes: sources.changes, language: language)
      if product == "rapport" || product == "notebook" { try material.addSensitivity(watch: rest) }
      try write(material, sources, to: file, folder)
    }
    return JobFile(path: file.path, name: file.lastPathComponent, contentType: contentType)
  }

  private func write(_ given: ExportMaterial, _ sources: StudySources, to file: URL, _ folder: URL) throws {
    var material = given
    switch product {
    case "rapport":
      material.addValidation()
      let drawn = try DocumentTools().pageCharts(ComparisonPage.drawings(material))
      let page = try ComparisonPage(material, made: .today, stills: drawn.stills, vega: drawn.script).html()
      try Data(page.utf8).write(to: file)
    case "werkboek":
      try StudyWorkbook(WorkbookContent(material, made: .today)).workbook().write(to: file.path)
    case "notebook":
      let inner = folder.appendingPathComponent("map")
      for (path, text) in try NotebookFolder(material, sources: sources).files() {
        let place = inner.appendingPathComponent(path)
        try FileManager.default.createDirectory(
          at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: place)
      }
      try DocumentTools().pack(inner, to: file)
    default:
      try Data(ResultDocument(material.comparison).json().utf8).write(to: file)
    }
  }
}
