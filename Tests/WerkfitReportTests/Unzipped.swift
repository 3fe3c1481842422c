import Foundation
import WerkfitReport

/// The parts of a written workbook as text, by their names.
struct Unzipped {
  var parts: [String: String] = [:]

  init(_ workbook: Workbook) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "workbook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("workbook.xlsx")
    try workbook.write(to: file.path)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unzip")
    process.arguments = ["-q", file.path, "-d", folder.appendingPathComponent("parts").path]
    try process.run()
    process.waitUntilExit()
    let root = folder.appendingPathComponent("parts")
    let names = FileManager.default.enumerator(atPath: root.path)
    while let name = names?.nextObject() as? String {
      let part = root.appendingPathComponent(name)
      if let text = try? String(contentsOf: part, encoding: .utf8) { parts[name] = text }
    }
  }

  /// A part; empty where there is none.
  subscript(_ name: String) -> String { parts[name] ?? "" }

  /// The XML of the sheet at a position from 1.
  func sheet(_ number: Int) -> String { self["xl/worksheets/sheet\(number).xml"] }

  /// The XML of a cell of the sheet at a position from 1.
  func cell(_ address: String, sheet number: Int) -> String {
    let text = sheet(number)
    guard let start = text.range(of: "<c r=\"\(address)\"") else { return "" }
    let rest = text[start.lowerBound...]
    let ends = ["</c>", "/>"].compactMap { rest.range(of: $0)?.upperBound }
    // A cell with contents ends at </c>, an empty one at />.
    let head = rest.prefix { $0 != ">" }
    guard let end = head.hasSuffix("/") ? ends.last : ends.first else { return "" }
    return String(rest[..<end])
  }

  /// The strings that cells refer to, in order.
  var strings: [String] {
    self["xl/sharedStrings.xml"].split(separator: "<si>").dropFirst().map { entry in
      let text = entry.split(separator: ">", maxSplits: 1).last ?? ""
      return String(text.prefix { $0 != "<" })
    }
  }
}

extension Workbook {
  /// A workbook of one sheet with the given rows, for tests.
  static func test(_ rows: [[Cell]], name: String = "Blad", change: (inout Sheet) -> Void = { _ in })
    -> Workbook
  {
    var sheet = Sheet(name: name)
    sheet.rows = rows.map { Row($0) }
    change(&sheet)
    return Workbook(
      properties: .init(title: "Toets", created: Date(timeIntervalSince1970: 1_600_000_000)), sheets: [sheet])
  }
}
