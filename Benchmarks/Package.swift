// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that whoever builds or tests werkfit never fetches or builds what only measuring needs.
let own: [SwiftSetting] = [.swiftLanguageMode(.v6), .unsafeFlags(["-warnings-as-errors"])]
let werkfit: [Target.Dependency] = [
  .product(name: "WerkfitStudy", package: "werkfit"), .product(name: "WerkfitEngine", package: "werkfit"),
  .product(name: "WerkfitAnalysis", package: "werkfit"),
]

let package = Package(
  name: "werkfit-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "werkfit", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(name: "measure", dependencies: werkfit, swiftSettings: own),
    .executableTarget(
      name: "WerkfitBenchmarks", dependencies: werkfit + [.product(name: "Benchmark", package: "benchmark")],
      path: "Benchmarks/WerkfitBenchmarks", swiftSettings: own,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ]
)
