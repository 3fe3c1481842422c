import Foundation
import WerkfitDecision
@testable import WerkfitEngine
import WerkfitStudy

/// A municipality's own data.
enum CSVReading {
  static func read(_ bytes: Data) {
    let text = String(decoding: bytes, as: UTF8.self)
    for isAllowed in [false, true] {
      _ = try? OwnData(csv: text, options: .init(allowsSmallGroups: isAllowed))
    }
  }
}

/// A file with computed blocks, as another machine may have sent it.
///
/// The checksums of the head and of the blocks are made right first where the lengths allow: else nothing behind them
/// would ever be read.
enum PartReading {
  static func read(_ bytes: Data) {
    // The data of a block, whatever stands around it.
    _ = try? run?.read(0, from: [UInt8](bytes))
    let path = "/dev/shm/werkfit-fuzz-\(getpid())"
    for isSound in [false, true] {
      let data = isSound ? PartRepair(bytes).repaired() : bytes
      guard FileManager.default.createFile(atPath: path, contents: data) else { continue }
      defer { unlink(path) }
      guard let file = try? RunFile(path), let contents = try? file.contents(longest: { _ in 4_096 }) else {
        continue
      }
      _ = contents.blocks
      _ = file.header.identity.differences(from: file.header.identity)
    }
  }
}

extension PartReading {
  private static let run: StudyRun? = {
    var settings = RunSettings()
    settings.replications = 4
    guard let study = RequestReading.study, let plan = try? SimulationPlan(study, settings: settings) else {
      return nil
    }
    return try? plan.run(blocks: 0..<1)
  }()
}

/// What programs and forms send to the server, from the bytes of the body to the state of a page.
enum RequestReading {
  static let study = StudyReader.read(
    text: """
      format: 1
      study: Klein
      clock: { start: 2021-01, horizon: 12 months }
      doelgroepen: { groep: { size: 100, in: bijstand } }
      states: { bijstand: { moves: { werk: 2% per month } }, werk: {} }
      scenarios: { niets: { reference: true }, iets: { label: Iets } }
      """, name: "klein.yaml"
  ) { _ in nil }.study

  static func read(_ bytes: Data) {
    let decoder = JSONDecoder()
    _ = try? decoder.decode(APITuningRequest.self, from: bytes)
    if let asked = try? decoder.decode(APIRunRequest.self, from: bytes) {
      choose(
        [
          "referentie": asked.reference, "perspectief": asked.perspective,
          "doorrekening": asked.replications.map { "\($0)" },
        ].compactMapValues { $0 })
    }
    if let asked = try? decoder.decode(APICheckRequest.self, from: bytes) {
      _ = StudyReader.read(text: asked.text, name: asked.name ?? "studie.yaml") { _ in nil }
    }
    if let fields = FormText.fields(String(decoding: bytes, as: UTF8.self)) { choose(fields) }
    _ = FormText.file(in: bytes, type: "multipart/form-data; boundary=x")
  }

  private static func choose(_ fields: [String: String]) {
    guard let study else { return }
    _ = try? CompareState(fields, for: study)
  }
}
