import Foundation

/// Why a document or picture could not be made.
public enum DocumentToolsError: Error, Sendable, Equatable {
  /// The Python environment with pandoc, Typst and vl-convert is not there.
  case notInstalled
  /// A tool stopped; with its exit status and what it said.
  case failed(status: Int32, message: String)
}

/// The tools that turn Markdown into documents and chart specifications into pictures: pandoc, Typst and vl-convert, in
/// a Python environment that `make documents` makes, or that came with the program.
public struct DocumentTools: Sendable {
  private let python: URL

  /// The names that the folder of the environment may have: that of `make documents`, and that of the archive of
  /// `make dist`.
  public static let folders = [".build-venv-documents", "werkfit-documents"]
  /// The environment variable that names the folder of the environment, where it is elsewhere.
  public static let variable = "WERKFIT_DOCUMENTS"

  /// The tools of this machine.
  ///
  /// They are looked for where the variable says, else beside the program and in the folders above it, else in those
  /// above the present folder.
  ///
  /// - Throws: `DocumentToolsError.notInstalled`.
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
    let files = FileManager.default
    func python(in folder: URL) -> URL? {
      let candidate = folder.appendingPathComponent("bin/python")
      return files.isExecutableFile(atPath: candidate.path) ? candidate : nil
    }
    if let named = environment[Self.variable], !named.isEmpty {
      guard let found = python(in: URL(fileURLWithPath: named)) else { throw DocumentToolsError.notInstalled }
      self.python = found
      return
    }
    let starts = [
      Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent(),
      URL(fileURLWithPath: files.currentDirectoryPath),
    ].compactMap(\.self)
    for start in starts {
      var place = start
      for _ in 0..<6 {
        if let found = Self.folders.lazy.compactMap({ python(in: place.appendingPathComponent($0)) }).first {
          self.python = found
          return
        }
        place.deleteLastPathComponent()
      }
    }
    throw DocumentToolsError.notInstalled
  }

  /// Writes a document.
  ///
  /// - Parameters:
  ///   - markdown: Its text; images name the keys of `charts`.
  ///   - charts: By file name, Vega-Lite specifications by what they are for: `specification`, and for pages `narrow`,
  ///     `dark` and `narrowDark`.
  ///   - header: The line on every page.
  ///   - file: Where it goes; its extension says the format.
  /// - Throws: `DocumentToolsError`, or an error of the file system.
  public func write(
    markdown: String, charts: [String: [String: JSONValue]], title: String, header: String, language: String,
    date: String, to file: URL
  ) throws {
    try inScratchFolder { folder in
      try Data(markdown.utf8).write(to: folder.appendingPathComponent("document.md"))
      var listed: [String: JSONValue] = [:]
      for (index, chart) in charts.sorted(by: { $0.key < $1.key }).enumerated() {
        var files: [String: JSONValue] = [:]
        for (use, specification) in chart.value {
          let name = "chart-\(index)-\(use).json"
          try write(specification, to: folder.appendingPathComponent(name))
          files[use] = .string(name)
        }
        listed[chart.key] = .object(files)
      }
      try run(
        [
          "action": "document", "markdown": "document.md", "output": .string(file.path),
          "title": .string(title), "header": .string(header), "language": .string(language),
          "date": .string(date),
          "charts": .object(listed),
        ], in: folder)
    }
  }

  /// Draws a chart.
  ///
  /// - Parameters:
  ///   - specification: Its Vega-Lite specification.
  ///   - file: Where it goes: svg, png or pdf.
  ///   - isDark: Whether it is drawn for a dark page.
  /// - Throws: `DocumentToolsError`, or an error of the file system.
  public func draw(_ specification: JSONValue, isDark: Bool = false, to file: URL) throws {
    try inScratchFolder { folder in
      try write(specification, to: folder.appendingPathComponent("chart.json"))
      try run(
        [
          "action": "chart", "specification": "chart.json", "output": .string(file.path), "scale": 2,
          "dark": .bool(isDark),
        ], in: folder)
    }
  }

  /// What a page with charts needs: each chart as SVG, and the script that shows charts in a browser without a network.
  public struct PageCharts: Sendable {
    /// The SVG of each chart, by key.
    public var stills: [String: String]
    /// Vega, Vega-Lite and vega-embed as one classic script.
    public var script: String
  }

  /// Draws the charts of a page, all at once.
  ///
  /// - Parameter charts: Their Vega-Lite specifications by key.
  /// - Throws: `DocumentToolsError`, or an error of the file system.
  public func pageCharts(_ charts: [String: JSONValue]) throws -> PageCharts {
    try inScratchFolder { folder in
      let named = charts.keys.sorted().enumerated().map { (key: $1, name: "chart-\($0)") }
      for (key, name) in named {
        try write(charts[key] ?? .null, to: folder.appendingPathComponent(name + ".json"))
      }
      let list = named.map { _, name -> JSONValue in
        ["specification": .string(name + ".json"), "output": .string(name + ".svg")]
      }
      try run(["action": "charts", "charts": .array(list), "bundle": "bundle.js"], in: folder)
      let read = { (name: String) in
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      }
      return PageCharts(
        stills: Dictionary(
          try named.map { ($0.key, try read($0.name + ".svg")) }, uniquingKeysWith: { first, _ in first }),
        script: try read("bundle.js"))
    }
  }

  /// Packs a folder as one ZIP file.
  ///
  /// - Throws: `DocumentToolsError`, or an error of the file system.
  public func pack(_ folder: URL, to file: URL) throws {
    try inScratchFolder { scratch in
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      let paths = names.map { folder.appendingPathComponent($0).path }
      try run(["-E", "-s", "-m", "zipfile", "-c", file.path] + paths, in: scratch)
    }
  }

  private func write(_ value: JSONValue, to file: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try encoder.encode(value).write(to: file)
  }

  private func inScratchFolder<Result>(_ work: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("werkfit-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, bytes) in Self.scripts {
      try Data(bytes).write(to: folder.appendingPathComponent(name))
    }
    return try work(folder)
  }

  private func run(_ request: JSONValue, in folder: URL) throws {
    try write(request, to: folder.appendingPathComponent("request.json"))
    try run(["-E", "-s", "document.py", "request.json"], in: folder)
  }

  private func run(_ arguments: [String], in folder: URL) throws {
    let process = Process()
    process.executableURL = python
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // What a tool says goes to a file: a pipe that nobody empties would stop it.
    let log = folder.appendingPathComponent("log.txt")
    try Data().write(to: log)
    let handle = try FileHandle(forWritingTo: log)
    process.standardError = handle
    process.standardOutput = handle
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try handle.close()
    guard process.terminationStatus == 0 else {
      let said = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
      throw DocumentToolsError.failed(
        status: process.terminationStatus, message: said.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }
}
