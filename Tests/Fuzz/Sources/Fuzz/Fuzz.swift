import Foundation

/// What reads bytes of somebody else.
enum Target: String, CaseIterable {
  case study, formula, csv, part, api

  /// Reads some bytes; whatever they are, it must come back soon and in memory.
  func read(_ bytes: Data) {
    switch self {
    case .study: StudyReading.read(bytes)
    case .formula: FormulaReading.read(bytes)
    case .csv: CSVReading.read(bytes)
    case .part: PartReading.read(bytes)
    case .api: RequestReading.read(bytes)
    }
  }
}

private let target: Target = {
  let name = ProcessInfo.processInfo.environment["WERKFIT_FUZZ"] ?? ""
  guard let target = Target(rawValue: name) else {
    let known = Target.allCases.map(\.rawValue).joined(separator: ", ")
    FileHandle.standardError.write(Data("Set WERKFIT_FUZZ to one of \(known).\n".utf8))
    exit(64)
  }
  return target
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target.read(start.map { Data(bytes: $0, count: count) } ?? Data())
  return 0
}
