// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that whoever builds or tests werkfit never builds what only fuzzing needs. It is a static
// library because SwiftPM renames the entry of an executable, which the fuzzer brings itself; `run` links it.
let package = Package(
  name: "werkfit-fuzz",
  products: [.library(name: "Fuzz", type: .static, targets: ["Fuzz"])],
  dependencies: [.package(name: "werkfit", path: "../..")],
  targets: [
    .target(
      name: "Fuzz",
      dependencies: [
        .product(name: "WerkfitStudy", package: "werkfit"),
        .product(name: "WerkfitEngine", package: "werkfit"),
        .product(name: "WerkfitDecision", package: "werkfit"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-warnings-as-errors"])])
  ]
)
