import Benchmark
import Foundation
import WerkfitAnalysis
import WerkfitEngine
import WerkfitStudy

/// What is measured over and over: small enough to repeat, large enough to stand for a real run.
///
/// Instructions are what the thresholds hold, for they are nearly the same on a busy machine and on a quiet one.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.instructions, .cpuTotal, .wallClock, .peakMemoryResident],
    warmupIterations: 1, maxDuration: .seconds(20), maxIterations: 9,
    // A loop that depends on the machine's memory or on other threads is never the same to the instruction.
    thresholds: [.instructions: .init(relative: [.p50: 5.0])])

  Benchmark("Read the Gooi study") { benchmark in
    for _ in benchmark.scaledIterations { blackHole(study("../Scenarios/gooi-bijstelling-2020.yaml")) }
  }

  for people in [1_000, 100_000] {
    let traject = study("traject-1.yaml", "doelgroepen.people.size=\(people)")
    Benchmark("TRAJECT-1, \(people) people, Monte Carlo, 10,000 replications") { benchmark in
      for _ in benchmark.scaledIterations { blackHole(result(of: traject, 10_000)) }
    }
    Benchmark("TRAJECT-1, \(people) people, by expectation, 10,000 draws") { benchmark in
      for _ in benchmark.scaledIterations { blackHole(result(of: traject, 10_000, expected: true)) }
    }
  }

  let gooi = study("../Scenarios/gooi-bijstelling-2020.yaml")
  Benchmark("Gooi, 1,000 replications, base reading") { benchmark in
    for _ in benchmark.scaledIterations {
      guard let found = result(of: gooi, 1_000) else { continue }
      blackHole(StudyComparison(of: found))
    }
  }

  let kept = result(of: gooi, 10_000, keepsQuantities: true)
  let prices = (1...20).map { study("../Scenarios/gooi-bijstelling-2020.yaml", "parameters.toeslagen=\($0)") }
  Benchmark("Gooi, 10,000 replications, another price") { benchmark in
    for iteration in benchmark.scaledIterations {
      guard let changed = prices[iteration % prices.count] else { continue }
      blackHole(try kept?.repriced(as: changed))
    }
  }
}

/// A study of the project by its path from this package, with a change.
private func study(_ path: String, _ change: String? = nil) -> Study? {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let parts = change?.split(separator: "=").map(String.init) ?? []
  return StudyReader.read(
    file: root.appendingPathComponent(path).path,
    overrides: parts.count == 2 ? [StudyOverride(path: parts[0], value: parts[1])] : []
  ).study
}

/// A run of the base reading on one thread.
private func result(
  of study: Study?, _ replications: Int, expected: Bool = false, keepsQuantities: Bool = false
) -> StudyResult? {
  var settings = RunSettings()
  settings.replications = replications
  settings.threads = 1
  settings.readings = []
  settings.expectedOnly = expected
  settings.keepsQuantities = keepsQuantities
  return study.flatMap { try? simulate($0, settings: settings) }
}
