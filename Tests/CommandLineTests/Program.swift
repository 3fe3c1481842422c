import Foundation
import Testing

/// The built program, run as a user does.
enum BuiltProgram {
  /// What a run of the program gave.
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The program stands beside the bundle of the tests.
  static var location: URL {
    let names = [Bundle.main.executableURL, Bundle.main.bundleURL].compactMap { $0 }
    let folders = (names + Bundle.allBundles.map(\.bundleURL)).map { $0.deletingLastPathComponent() }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let built = ["debug", "release"].map { root.appendingPathComponent(".build/\($0)") }
    let found = (folders + built).map { $0.appendingPathComponent("werkfit") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    return found ?? root.appendingPathComponent(".build/debug/werkfit")
  }

  /// Runs the program with arguments, in an environment without colours.
  static func run(
    _ arguments: [String], in folder: URL? = nil, environment: [String: String]? = nil
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = location
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    if let environment { process.environment = environment }
    let place = try Scratch()
    let (output, errors) = (place.url("uit"), place.url("fout"))
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }
}

/// A folder of its own that goes when it is no longer used.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("werkfit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func url(_ name: String) -> URL { folder.appendingPathComponent(name) }

  /// A file with the given text.
  func file(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: url(name))
    return url(name).path
  }
}
