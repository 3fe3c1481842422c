import Foundation
import Testing

/// What `werkfit letter` and `werkfit export` refuse and write, without the tools for documents where none are needed.
@Suite("Letters and exports on the command line")
struct DocumentCommandTests {
  private let scratch: Scratch
  private let file: String

  init() throws {
    scratch = try Scratch()
    file = try scratch.file("studie.yaml", AnalysisCommandTests.study)
  }

  private func run(_ words: [String], tools: String? = nil) throws -> BuiltProgram.Outcome {
    var environment = ProcessInfo.processInfo.environment
    if let tools { environment["WERKFIT_DOCUMENTS"] = tools }
    return try BuiltProgram.run(words, environment: environment)
  }

  @Test("A letter in Markdown needs no tools; one run writes several files")
  func markdown() throws {
    let (one, two) = (scratch.url("brief.md").path, scratch.url("kopie.md").path)
    let found = try run(
      ["letter", file, "--replications", "100", "--output", one, "--output", two],
      tools: scratch.folder.path)
    #expect(found.status == 0, "\(found.errors)")
    let text = try String(contentsOfFile: one, encoding: .utf8)
    #expect(text.contains("# Raadsinformatiebrief"))
    #expect(try String(contentsOfFile: two, encoding: .utf8) == text)
  }

  @Test(
    "What needs the tools says which command installs them, with status 69, before anything is computed",
    arguments: [
      ["letter", "--output", "brief.pdf"], ["letter", "--output", "brief.docx"],
      ["export", "--to", "png", "--chart", "balance", "--output", "beeld.png"],
      ["export", "--to", "html", "--output", "rapport.html"],
    ])
  func missingTools(_ words: [String]) throws {
    var words = words
    words.insert(file, at: 1)
    let place = scratch.url(words.removeLast()).path
    let found = try run(words + [place], tools: scratch.folder.path)
    #expect(found.status == 69)
    #expect(found.errors.contains("make documents"), "\(found.errors)")
    #expect(!FileManager.default.fileExists(atPath: place))
  }

  @Test(
    "Wrong usage is refused with status 64",
    arguments: [
      ["letter", "--output", "brief.exe"], ["letter", "--output", "brief"],
      ["letter", "--form", "gedicht", "--output", "brief.md"],
      ["letter", "--date", "31-02-2026", "--output", "brief.md"],
      ["export", "--to", "gif", "--output", "beeld.gif"],
      ["export", "--to", "svg", "--chart", "taart", "--output", "beeld.svg"],
      ["export", "--to", "xlsx"], ["export", "--to", "xlsx", "--chart", "balance", "--output", "boek.xlsx"],
      ["export", "--to", "vega-lite", "--chart", "posterior"],
      ["export", "--to", "vega-lite", "--chart", "balance", "--fit", "a"],
      ["export", "--to", "vega-lite", "--chart", "balance", "--width", "20"],
    ])
  func wrongUsage(_ words: [String]) throws {
    var words = words
    words.insert(file, at: 1)
    let found = try BuiltProgram.run(words, in: scratch.folder)
    #expect(found.status == 64, "\(words): \(found.status) \(found.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path) == ["studie.yaml"])
  }

  @Test("A place that cannot be written is told with status 73, and a file that is there stays")
  func unwritable() throws {
    let nowhere = scratch.url("geen/map/brief.md").path
    #expect(try run(["letter", file, "--output", nowhere]).status == 73)
    let taken = try scratch.file("taken.xlsx", "van iemand anders")
    let folder = try run(["export", file, "--to", "notebook", "--output", taken])
    #expect(folder.status == 73, "\(folder.errors)")
    #expect(try String(contentsOfFile: taken, encoding: .utf8) == "van iemand anders")
  }

  @Test("A chart for which the study has nothing is told with status 65")
  func nothingToDraw() throws {
    let found = try run(["export", file, "--to", "vega-lite", "--chart", "waiting", "--replications", "50"])
    #expect(found.status == 65)
    #expect(found.errors.contains("wachtlijst en plekken"), "\(found.errors)")
  }

  @Test("Without a chart all that the study has something for go into a folder, each a specification")
  func allCharts() throws {
    let folder = scratch.url("grafieken")
    let found = try run(
      ["export", file, "--to", "vega-lite", "--replications", "100", "--output", folder.path])
    #expect(found.status == 0, "\(found.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    for name in ["balance.json", "tornado.json", "heat-map.json", "cash-flow.json"] {
      #expect(names.contains(name), "\(names)")
    }
    for name in names {
      let data = try Data(contentsOf: folder.appendingPathComponent(name))
      let chart = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      #expect((chart["$schema"] as? String)?.contains("vega-lite") == true, "\(name)")
      #expect((chart["description"] as? String)?.isEmpty == false, "\(name)")
    }
  }

  @Test("The exported JSON is the JSON of compare")
  func json() throws {
    let exported = try run(["export", file, "--to", "json", "--replications", "100"])
    let compared = try run(["compare", file, "--all", "--format", "json", "--replications", "100"])
    #expect(exported.status == 0 && compared.status == 0, "\(exported.errors)")
    func outcomes(_ text: String) throws -> NSArray {
      let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      let readings = (root?["comparison"] as? [String: Any])?["readings"] as? [[String: Any]]
      return try #require(readings?.first?["outcomes"] as? NSArray)
    }
    #expect(try outcomes(exported.output) == outcomes(compared.output))
  }
}
