import Testing
import WerkfitStudy

@Suite("Small counts of own data do not stand in a study")
struct OwnCountTests {
  private func errors(_ parameter: String, ownData: Bool = true, observations: String = "") -> [Diagnostic] {
    let text = SmallStudy.text(
      """
      sources:
        eigen: { title: Eigen gegevens\(ownData ? ", ownData: true" : "") }
      parameters:
        kans: \(parameter)
      \(observations)
      """, moves: "{ werk: = kans }")
    return SmallStudy.read(text).diagnostics.filter { $0.severity == .error }
  }

  @Test(
    "A count under ten, or all but a few, is refused without showing it",
    arguments: [
      "{ beta: { count: 7, of: 93 }, per: 12 months, source: eigen }",
      "{ beta: { count: 86, of: 93 }, per: 12 months, source: eigen }",
      "{ beta: [7.5, 830], per: month, source: eigen }",
      "{ empirical: [1%, 3%], per: month, source: eigen }",
    ])
  func refused(parameter: String) throws {
    let found = errors(parameter)
    #expect(found.map(\.kind) == [.meaning])
    #expect(found.first?.keyPath == "parameters.kans")
    let text = found.first?.text(in: .dutch) ?? ""
    #expect(!text.contains("7") || text.contains("regel 7"), "\(text)")
    #expect(errors(parameter, ownData: false).isEmpty)
  }

  @Test("Counts of ten and more are taken")
  func taken() {
    #expect(errors("{ beta: { count: 10, of: 93 }, per: 12 months, source: eigen }").isEmpty)
    #expect(errors("{ beta: [10.5, 830], per: month, source: eigen }").isEmpty)
    #expect(errors("{ value: 1% per month, sd: 0.1%, source: eigen }").isEmpty)
  }

  @Test("An observation about few people is refused, and so is one about all but few")
  func observations() {
    let kans = "{ value: 1% per month, sd: 0.1%, source: eigen }"
    for (value, people, isRefused) in [
      ("20%", 30, true), ("90%", 60, true), ("50%", 30, false), ("40%", 9, true),
    ] {
      let found = errors(
        kans, observations: "observations:\n  aan-werk: { value: \(value), of: \(people), source: eigen }")
      #expect(
        found.contains { $0.keyPath.hasPrefix("observations") } == isRefused,
        "\(value) of \(people): \(found)")
    }
  }
}
