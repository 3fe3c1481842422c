// swift-tools-version: 6.1
import PackageDescription

/// Settings of our own targets: Swift 6 language mode and warnings as errors.
let own: [SwiftSetting] = [.swiftLanguageMode(.v6), .unsafeFlags(["-warnings-as-errors"])]
/// The numeric targets are optimised in debug builds too, so that the statistical tests are quick.
///
/// The kernel works on memory of its own that no two accesses share, so the run-time check of exclusive access
/// is off there: it took an eighth of the time.
let numeric: [SwiftSetting] =
  own + [
    .unsafeFlags(["-enforce-exclusivity=unchecked"]), .unsafeFlags(["-O"], .when(configuration: .debug)),
  ]

let package = Package(
  name: "werkfit",
  products: [
    .executable(name: "werkfit", targets: ["werkfit"]),
    .library(name: "WerkfitStudy", targets: ["WerkfitStudy"]),
    .library(name: "WerkfitEngine", targets: ["WerkfitEngine"]),
    .library(name: "WerkfitDecision", targets: ["WerkfitDecision"]),
    .library(name: "WerkfitAnalysis", targets: ["WerkfitAnalysis"]),
    .library(name: "WerkfitReport", targets: ["WerkfitReport"]),
    .library(name: "WerkfitWeb", targets: ["WerkfitWeb"]),
    .library(name: "WerkfitArchive", targets: ["WerkfitArchive"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .systemLibrary(name: "CSHA2", pkgConfig: "libmd", providers: [.apt(["libmd-dev"]), .brew(["libmd"])]),
    .systemLibrary(
      name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"]), .brew(["xxhash"])]),
    .systemLibrary(
      name: "CXLSXWriter", pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
    .target(
      name: "WerkfitStudy", dependencies: ["CSHA2", .product(name: "Yams", package: "Yams")],
      swiftSettings: own),
    .target(
      name: "CPhilox", publicHeadersPath: "include", cSettings: [.unsafeFlags(["-O3", "-ffp-contract=off"])]),
    .target(
      name: "WerkfitEngine", dependencies: ["CGSL", "CPhilox", "CXXHash", "WerkfitStudy"],
      swiftSettings: numeric),
    .target(name: "WerkfitDecision", dependencies: ["CGSL"], swiftSettings: numeric),
    .target(
      name: "WerkfitAnalysis", dependencies: ["CGSL", "WerkfitDecision", "WerkfitEngine"],
      swiftSettings: numeric),
    .target(
      name: "WerkfitReport",
      dependencies: [
        "CXLSXWriter", "WerkfitAnalysis", "WerkfitDecision",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      exclude: [
        "Documents/README.md", "Documents/Report/report-context.md", "Documents/Report/sample.json",
      ],
      resources: [
        .embedInCode("Letter/Templates"), .embedInCode("Documents/Tools"),
        .embedInCode("Documents/Report/report.mustache"), .embedInCode("Documents/Report/report.css"),
        .embedInCode("Documents/Report/report.js"), .embedInCode("Documents/Report/charts.js"),
        .embedInCode("Notebook/Template"),
      ], swiftSettings: own),
    .target(
      name: "WerkfitWeb",
      dependencies: [
        "WerkfitArchive", "WerkfitReport", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      resources: [
        .embedInCode("Pages/Templates"), .embedInCode("Pages/Assets"), .embedInCode("API/Description"),
      ],
      swiftSettings: own),
    .target(
      name: "WerkfitArchive",
      dependencies: ["WerkfitReport", .product(name: "GRDB", package: "GRDB.swift")], swiftSettings: own),
    .executableTarget(
      name: "werkfit",
      dependencies: [
        "WerkfitArchive", "WerkfitReport", "WerkfitWeb",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: own),
    .target(
      name: "WerkfitTestSupport", dependencies: ["WerkfitEngine"],
      path: "Tests/WerkfitTestSupport", swiftSettings: numeric),
    .executableTarget(
      name: "randomstream", dependencies: ["WerkfitEngine"], path: "Tests/RandomStream",
      swiftSettings: numeric),
    .testTarget(
      name: "WerkfitStudyTests", dependencies: ["WerkfitStudy"],
      exclude: ["check_schema.py"], resources: [.copy("Broken"), .copy("Valid")], swiftSettings: own),
    .testTarget(
      name: "WerkfitEngineTests", dependencies: ["WerkfitEngine", "WerkfitTestSupport"],
      resources: [.copy("Studies")], swiftSettings: numeric),
    .testTarget(name: "WerkfitDecisionTests", dependencies: ["WerkfitDecision"], swiftSettings: numeric),
    .testTarget(
      name: "WerkfitAnalysisTests", dependencies: ["WerkfitAnalysis", "WerkfitTestSupport"],
      swiftSettings: own),
    .testTarget(
      name: "WerkfitReportTests", dependencies: ["WerkfitReport"], exclude: ["Golden"], swiftSettings: own),
    .testTarget(
      name: "WerkfitArchiveTests",
      dependencies: ["WerkfitArchive", .product(name: "GRDB", package: "GRDB.swift")], swiftSettings: own),
    .testTarget(name: "WerkfitWebTests", dependencies: ["WerkfitWeb"], swiftSettings: own),
    .testTarget(
      name: "CommandLineTests", dependencies: ["werkfit"], exclude: ["check_results.py", "check_memory.py"],
      swiftSettings: own),
  ]
)
