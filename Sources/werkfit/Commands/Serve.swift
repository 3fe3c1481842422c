import ArgumentParser
import Foundation
import WerkfitArchive
import WerkfitReport
import WerkfitStudy
import WerkfitWeb

/// `werkfit serve`: comparing and tuning in a browser.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open studies in de browser: vergelijken, bijstellen, uitzoeken en overhandigen.",
    discussion: """
      Zonder studies: alle studies in de map Scenarios. De server luistert alleen op deze computer. Wie hem met --host \
      voor anderen openzet, geeft met --token-file een bestand met een toegangscode, en zet er een proxy met HTTPS voor: \
      de server zelf versleutelt niets.
      Voorbeelden:
        werkfit serve
        werkfit serve Scenarios/gooi-bijstelling-2020.yaml --open
        werkfit serve mijn-studies --port 0
      """)

  @Argument(help: ArgumentHelp("Studiebestanden, of mappen met studies.", valueName: "studie"))
  var studies: [String] = []

  @Option(help: ArgumentHelp("De poort; 0 neemt een vrije.", valueName: "nummer"))
  var port = 8080

  @Option(help: ArgumentHelp("Het adres waarop de server luistert.", valueName: "adres"))
  var host = "127.0.0.1"

  @Option(
    help: ArgumentHelp(
      "Een bestand met de toegangscode (minstens 16 tekens); nodig voor een ander adres dan deze computer.",
      valueName: "bestand"))
  var tokenFile: String?

  @Option(
    help: ArgumentHelp(
      "Het archief waarin doorrekeningen worden bewaard; zonder keuze dat in de map voor gegevens van de gebruiker.",
      valueName: "bestand"))
  var archive: String?

  @Flag(help: "Bewaar niets in een archief.")
  var noArchive = false

  @Flag(help: "Open de browser.")
  var open = false

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port moet 0 tot 65535 zijn.") }
    if noArchive, archive != nil { throw ValidationError("Kies --archive of --no-archive.") }
    if tokenFile == nil, !SafetyRules.isLocal(host) {
      throw ValidationError("Een ander adres dan deze computer vraagt een toegangscode: geef --token-file.")
    }
  }

  func run() async throws {
    var settings = ServerSettings(studies: try files())
    (settings.host, settings.port, settings.token) = (host, port, try token())
    settings.archive = try kept()
    let opens = open
    do {
      try await WebServer(settings).run { address in
        print("werkfit is te vinden op \(address)")
        fflush(nil)
        if opens { Self.openBrowser(address) }
      }
    } catch let error as ExitCode {
      throw error
    } catch {
      throw failure(
        .unavailable,
        "De server kan niet luisteren op \(host) poort \(port): is die poort al bezet? Kies een andere met --port, of 0 voor een vrije."
      )
    }
  }

  /// The study files that were named, or all in a folder.
  private func files() throws -> [String] {
    let places = studies.isEmpty ? ["Scenarios"] : studies
    var found: [String] = []
    for place in places {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else {
        throw failure(.missingFile, "\(place) is er niet. Noem een studiebestand of een map met studies.")
      }
      guard isFolder.boolValue else {
        found.append(place)
        continue
      }
      let names = ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []).sorted()
      found += names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
        .map { (place as NSString).appendingPathComponent($0) }
    }
    guard !found.isEmpty else {
      throw failure(.missingFile, "In \(places.joined(separator: ", ")) staan geen studies (.yaml).")
    }
    return found
  }

  /// The archive; one that was not asked for may be missing.
  private func kept() throws -> RunArchive? {
    if noArchive { return nil }
    do {
      return try RunArchive(archive ?? RunArchive.usualPath, access: .writing)
    } catch let error as ArchiveError {
      if archive != nil { throw error.failure(.dutch) }
      tell("Zonder archief: " + error.sentence.dutch)
      return nil
    }
  }

  private func token() throws -> String? {
    guard let tokenFile else { return nil }
    guard let text = try? String(contentsOfFile: tokenFile, encoding: .utf8) else {
      throw failure(.missingFile, "Kan \(tokenFile) niet lezen.")
    }
    let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let isPlain = token.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "-._~".unicodeScalars.contains(scalar))
    }
    guard token.count >= 16, isPlain else {
      throw failure(
        .wrongUsage,
        "De toegangscode in \(tokenFile) moet minstens 16 letters, cijfers of de tekens - . _ ~ hebben.")
    }
    return token
  }

  private static func openBrowser(_ address: String) {
    let process = Process()
    #if os(macOS)
      process.executableURL = URL(fileURLWithPath: "/usr/bin/open")
    #else
      process.executableURL = URL(fileURLWithPath: "/usr/bin/xdg-open")
    #endif
    process.arguments = [address]
    try? process.run()
  }
}
