import ArgumentParser
import Foundation
import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// What `werkfit export` makes.
enum ExportTarget: String, ExpressibleByArgument, CaseIterable {
  case html, xlsx, notebook, csv, json
  case vegaLite = "vega-lite"
  case svg, png, pdf

  /// Whether it is a chart.
  var isChart: Bool { [.vegaLite, .svg, .png, .pdf].contains(self) }
  /// Whether it is a folder of data rather than a file.
  var isFolder: Bool { self == .notebook || self == .csv }
}

extension ChartKind: ExpressibleByArgument {}
extension ExportMaterial.ChartPlace: ExpressibleByArgument {}

/// `werkfit export`: a study for a browser, a workbook, a notebook or a picture.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Maakt van een studie een rapport, een werkboek, een notebook, bestanden of grafieken.",
    discussion: """
      html: een rapport in één bestand, met grafieken; xlsx: een werkboek; notebook en csv: een map; json: alle \
      uitkomsten; vega-lite, svg, png en pdf: een grafiek, gekozen met --chart, of alle in een map.
      Grafieken: \(ChartKind.allCases.map { "\($0.rawValue) (\($0.name(in: .dutch)))" }.joined(separator: ", ")).
      Voorbeelden:
        werkfit export Scenarios/gooi-bijstelling-2020.yaml --to html --output rapport.html
        werkfit export STUDIE --to png --chart tornado --output tornado.png
      """)

  @Argument(help: ArgumentHelp("Het studiebestand.", valueName: "studie"))
  var study: String

  @Option(help: "Wat er wordt gemaakt.")
  var to: ExportTarget

  @Option(name: [.long, .short], help: ArgumentHelp("Het bestand of de map.", valueName: "bestand"))
  var output: String?

  @Option(help: "De taal van teksten en getallen.")
  var language: Language = .dutch

  @Option(
    help: ArgumentHelp(
      "Het scenario dat apart wordt bekeken; zonder keuze het voorstel van de studie.", valueName: "naam"))
  var scenario: String?

  @Option(help: ArgumentHelp("Welke grafiek.", valueName: "grafiek"))
  var chart: ChartKind?

  @Option(
    help: ArgumentHelp(
      "De aannames die voor de grafiek posterior aan de waarnemingen van de studie worden gefit.",
      valueName: "namen"))
  var fit: NameList?

  @Option(help: "De pagina waarop de grafiek komt.")
  var page: ExportMaterial.ChartPlace = .light

  @Option(help: ArgumentHelp("De breedte van de grafiek in beeldpunten.", valueName: "breedte"))
  var width = 680

  @Option(help: ArgumentHelp("De datum op het stuk; zonder keuze vandaag.", valueName: "2026-01-31"))
  var date: LetterDate = .today

  @OptionGroup(title: "Rekenen")
  var options: RunOptions

  func validate() throws {
    if to.isChart, chart == nil, output == nil {
      throw ValidationError(
        "Noem de grafiek met --chart (\(ChartKind.allCases.map(\.rawValue).joined(separator: ", "))), of met --output een map voor alle grafieken."
      )
    }
    if !to.isChart, chart != nil { throw ValidationError("--chart hoort bij vega-lite, svg, png en pdf.") }
    if (chart == .posterior) != (fit != nil) {
      throw ValidationError("--chart posterior en --fit horen bij elkaar: noem welke aannames worden gefit.")
    }
    if output == nil, to != .json, to != .vegaLite {
      throw ValidationError("Noem met --output waar het komt.")
    }
    guard (280...4000).contains(width) else { throw ValidationError("--width moet 280 tot 4000 zijn.") }
  }

  func run() throws {
    try prepare()
    let (model, sources) = try options.loadWithSources(study, language: language)
    let chosen = scenario ?? model.usualScenario?.name ?? ""
    try Simulating.checked(
      [chosen], among: model.scenarios.map(\.name), dutch: "scenario", english: "scenario",
      language: language)
    let material = try computed(model, sources, chosen)
    switch to {
    case .json: try deliver(try ResultDocument(material.comparison).json())
    case .vegaLite, .svg, .png, .pdf: try chart == nil ? drawAll(material) : draw(material)
    case .xlsx: try writeWorkbook(material)
    case .notebook, .csv: try writeFolder(material, sources)
    case .html: try ReportDelivery(file: output ?? "", language: language).write(material, made: date)
    }
  }

  /// Refuses what cannot be made before anything is computed.
  private func prepare() throws {
    if to == .html || (to.isChart && to != .vegaLite) { _ = try DocumentOptions.tools(language) }
    guard let output else { return }
    if to.isFolder || (to.isChart && chart == nil) {
      try FolderDelivery(folder: output, language: language).prepare()
    } else {
      try Delivery(file: output, language: language).prepare()
    }
  }

  private func computed(_ model: Study, _ sources: StudySources, _ scenario: String) throws -> ExportMaterial
  {
    var settings = options.settings(
      scenarios: [], readings: to.isChart && chart != .published && chart != nil ? [] : nil)
    settings.coursesKept = ExportMaterial.coursesKept
    return try Simulating.attempt(language: language) { progress, isCancelled in
      let watch = StudyEvaluator.Watch(progress: progress, isCancelled: isCancelled)
      let needsTornado =
        to == .html || to.isFolder || isAllCharts
        || [.tornado, .threshold, .heatMap].contains(chart)
      let simulating = watch.part(from: 0, to: needsTornado ? 0.6 : 1)
      let result = try simulate(
        model, settings: settings, progress: simulating.progress, isCancelled: isCancelled)
      var material = try ExportMaterial(
        of: result, scenario: scenario, studyHash: sources.hash, changes: sources.changes, language: language)
      if needsTornado { try material.addSensitivity(watch: watch.part(from: 0.6, to: 1)) }
      if let fit { material.calibration = try fitted(model, fit.names, watch.part(from: 0.6, to: 1)) }
      if to == .html || chart == .published || isAllCharts { material.addValidation() }
      return material
    }
  }

  /// Assumptions fitted to all observations of the study that can be used, as `werkfit calibrate` does.
  private func fitted(_ model: Study, _ names: [String], _ watch: StudyEvaluator.Watch) throws
    -> StudyCalibration
  {
    try Simulating.checked(
      names, among: model.uncertainParameters.map(\.name), dutch: "onzekere aanname",
      english: "uncertain parameter", language: language)
    let settings = StudyCalibration.Settings(
      sampler: PosteriorSampler(chains: 4, warmUp: 200, draws: 800, leaps: true, seed: options.random.seed),
      chances: 50, threads: options.random.threads)
    do {
      return try StudyCalibration(
        [model], fit: names, choice: CalibrationChoice(), settings: settings, watch: watch)
    } catch let error as StudyCalibrationError {
      throw failure(.wrongStudy, Calibrate.text(of: error, language))
    }
  }

  /// Whether every chart is asked for.
  private var isAllCharts: Bool { to.isChart && chart == nil }

  /// Every chart that the study has something for, each in a file of its name.
  private func drawAll(_ material: ExportMaterial) throws {
    guard let output else { return }
    let folder = URL(fileURLWithPath: output)
    for kind in ChartKind.allCases {
      guard let drawn = try material.chart(kind, place: page, width: Double(width)) else { continue }
      let specification = drawn.specification(in: language)
      guard to != .vegaLite else {
        try FolderDelivery(folder: output, language: language)
          .write([(kind.rawValue + ".json", try text(of: specification))])
        continue
      }
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let file = folder.appendingPathComponent(kind.rawValue + "." + to.rawValue)
      try DocumentOptions.attempt(file.path, language) {
        try DocumentOptions.tools(language).draw(specification, isDark: page == .dark, to: file)
      }
    }
  }

  private func text(of specification: JSONValue) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(specification), as: UTF8.self) + "\n"
  }

  private func draw(_ material: ExportMaterial) throws {
    guard let kind = chart else { return }
    guard let drawn = try material.chart(kind, place: page, width: Double(width)) else {
      throw failure(
        .wrongStudy,
        language == .dutch
          ? "De studie heeft niets voor de grafiek ‘\(kind.name(in: language))’."
          : "The study has nothing for the chart ‘\(kind.name(in: language))’.")
    }
    let specification = drawn.specification(in: language)
    guard to != .vegaLite, let output else {
      return try deliver(try text(of: specification))
    }
    try DocumentOptions.attempt(output, language) {
      try DocumentOptions.tools(language).draw(
        specification, isDark: page == .dark, to: URL(fileURLWithPath: output))
    }
  }

  private func writeFolder(_ material: ExportMaterial, _ sources: StudySources) throws {
    guard let output else { return }
    let folder = NotebookFolder(material, sources: sources)
    try FolderDelivery(folder: output, language: language)
      .write(try to == .notebook ? folder.files() : folder.data())
  }

  private func writeWorkbook(_ material: ExportMaterial) throws {
    guard let output else { return }
    do {
      try StudyWorkbook(WorkbookContent(material, made: date)).workbook().write(to: output)
    } catch let error as WorkbookError {
      throw failure(error.isAboutPlace ? .cannotWrite : .ourFault, error.sentence.text(in: language))
    }
  }

  private func deliver(_ text: String) throws {
    try Delivery(file: output, language: language).write(text)
  }
}
