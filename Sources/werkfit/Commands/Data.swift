import ArgumentParser
import Foundation
import WerkfitDecision
import WerkfitReport
import WerkfitStudy

/// `werkfit data`: what a municipality's own spells or monthly counts say.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract:
      "Maak van eigen gegevens kansen per maand en verdelingen voor een studie; regels worden niet bewaard.",
    discussion: """
      Een CSV-bestand met een regel per traject, of met aantallen per groep en maand. Zonder BSN, geboortedatum, \
      naam of adres: zulke kolommen worden geweigerd.
      Voorbeelden:
        werkfit data Scenarios/gegevens/voorbeeld-spells.csv
        werkfit data BESTAND --group-by programma,leeftijdsklasse --observed-until 2023-12
        werkfit data BESTAND --study STUDIE --map kans=werkplek:werk_vol:1-6 --write eigen.txt
        werkfit compare STUDIE --set-file eigen.txt
      """)

  @Argument(help: ArgumentHelp("Het CSV-bestand.", valueName: "bestand"))
  var file: String

  @Option(help: ArgumentHelp("De kolommen die samen de groep noemen.", valueName: "kolom,kolom"))
  var groupBy: NameList?

  @Option(help: ArgumentHelp("De laatste maand die is gezien.", valueName: "jjjj-mm"))
  var observedUntil: String?

  @Flag(help: "Scherm kleine groepen en aantallen niet af; alleen voor eigen gebruik, deel de uitkomst niet.")
  var allowSmallGroups = false

  @Option(
    help: ArgumentHelp(
      "Aantallen onder dit getal zijn niet te zien en niet uit te rekenen; ten minste 5.", valueName: "aantal"
    ))
  var smallCounts = OwnData.leastPeople

  @Option(help: ArgumentHelp("De laatste maand van elk stuk, zoals 6,12,24.", valueName: "aantal,aantal"))
  var bands: NumberList = NumberList(HazardBand.usualEnds)

  @Option(help: ArgumentHelp("De studie waarin parameters worden ingevuld, met --map.", valueName: "studie"))
  var study: String?

  @Option(
    name: .customLong("map"), parsing: .singleValue,
    help: ArgumentHelp(
      "Welke parameter welk getal krijgt, zoals kans=werkplek:werk_vol:1-6; mag vaker.",
      valueName: "parameter=groep:uitkomst:maanden"))
  var maps: [Mapping] = []

  @Option(
    help: ArgumentHelp(
      "Schrijf met --map regels voor --set-file, en anders een kengetallenbestand (YAML).",
      valueName: "bestand"))
  var write: String?

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  /// A parameter and the number that it gets.
  struct Mapping: ExpressibleByArgument {
    let parameter: String
    let address: String

    init?(argument: String) {
      guard let mark = argument.firstIndex(of: "=") else { return nil }
      parameter = argument[..<mark].trimmingCharacters(in: .whitespaces)
      address = argument[argument.index(after: mark)...].trimmingCharacters(in: .whitespaces)
      if parameter.isEmpty || address.isEmpty { return nil }
    }
  }

  func validate() throws {
    if study != nil, maps.isEmpty { throw ValidationError("--study heeft --map nodig.") }
    if let observedUntil, DataMonth(observedUntil) == nil {
      throw ValidationError("--observed-until: gevonden ‘\(observedUntil)’, verwacht jjjj-mm.")
    }
    guard smallCounts >= OwnData.fewestPeople else {
      throw ValidationError("--small-counts moet ten minste \(OwnData.fewestPeople) zijn.")
    }
    guard zip(bands.values, bands.values.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw ValidationError("--bands moet oplopen.")
    }
    if write != nil, write == output.output {
      throw ValidationError("--write en --output zijn hetzelfde bestand.")
    }
  }

  func run() throws {
    try output.prepare()
    if let write { try Delivery(file: write, language: output.language).prepare() }
    let data = try read()
    let parameters: [DataParameter]
    var document: AnalysisDocument
    do {
      let report = try OwnDataReport(data, bandsEndingAt: bands.values, least: least, file: name)
      parameters = report.parameters
      document = try report.document(language: output.language)
    } catch let error as OwnDataError {
      throw refused(error)
    }
    let overrides = try mapped(parameters)
    if let study { document.tables.append(try fitted(study, overrides)) }
    if let write {
      let text =
        maps.isEmpty
        ? parameters.catalogue(title: name, isProtected: least > 1)
        : (["# Uit eigen gegevens (\(name)); voor --set-file."]
          + (least > 1 ? [] : ["# Let op: kleine aantallen zijn niet afgeschermd. Deel dit niet."])
          + overrides.map { "\($0.path)=\($0.value)" })
          .joined(separator: "\n") + "\n"
      try Delivery(file: write, language: output.language).write(text)
    }
    try deliver(document, parameters)
  }

  private var least: Int { allowSmallGroups ? 1 : smallCounts }
  private var isDutch: Bool { output.language == .dutch }
  private var name: String { URL(fileURLWithPath: file).lastPathComponent }

  private func read() throws -> OwnData {
    let bytes: Foundation.Data
    do {
      bytes = try Foundation.Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      throw unreadable(file, output.language)
    }
    // Spreadsheets on Windows often write code page 1252.
    guard let text = String(data: bytes, encoding: .utf8) ?? String(data: bytes, encoding: .windowsCP1252)
    else {
      throw failure(.wrongStudy, isDutch ? "\(file) is geen tekst." : "\(file) is no text.")
    }
    do {
      return try OwnData(
        csv: text,
        options: .init(
          groupedBy: groupBy?.names, observedUntil: observedUntil.flatMap { DataMonth($0) },
          allowsSmallGroups: allowSmallGroups, least: smallCounts))
    } catch {
      throw refused(error)
    }
  }

  private func refused(_ error: OwnDataError) -> ExitCode {
    failure(.wrongStudy, "\(file): \(isDutch ? error.text.nl : error.text.en)")
  }

  private func mapped(_ parameters: [DataParameter]) throws -> [StudyOverride] {
    try maps.map { map in
      if let found = parameters.first(where: { $0.address == map.address }) {
        return found.override(of: map.parameter)
      }
      let known = parameters.map(\.address)
      let hint = nearestName(to: map.address, among: known)
      let list = known.joined(separator: ", ")
      let rest =
        hint.map { isDutch ? "Bedoelde je \($0)?" : "Did you mean \($0)?" }
        ?? (isDutch ? "Er zijn: \(list)." : "There are: \(list).")
      throw failure(
        .wrongUsage,
        isDutch
          ? "--map: de gegevens geven geen \(map.address). \(rest)"
          : "--map: the data give no \(map.address). \(rest)")
    }
  }

  /// The parameters of the study before and after, read again so that what does not fit is told.
  private func fitted(_ study: String, _ overrides: [StudyOverride]) throws -> AnalysisTable {
    let language = output.language
    let before = try loadStudy(study, overrides: [], language: language, showsWarnings: false)
    let after = try loadStudy(study, overrides: overrides, language: language, showsWarnings: false)
    return FittedTable(before: before, after: after, names: maps.map(\.parameter), language: language).table
  }

  private func deliver(_ document: AnalysisDocument, _ parameters: [DataParameter]) throws {
    let heading = isDutch ? "Om te plakken in een studie:" : "To paste in a study:"
    let yaml = parameters.catalogue(title: name, isProtected: least > 1)
    switch output.format {
    case .text where !parameters.isEmpty && write == nil:
      try output.deliver(
        document.text(style: output.style, showsEverything: output.all) + "\n\(heading)\n\n\(yaml)")
    case .markdown where !parameters.isEmpty && write == nil:
      try output.deliver(
        document.markdown(showsEverything: output.all) + "\n\(heading)\n\n```yaml\n\(yaml)```\n")
    default: try output.deliver(document)
    }
  }
}
