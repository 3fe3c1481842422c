import Testing

@Suite("What was computed, as printed")
struct RunWordsTests {
  static let study = """
    format: 1
    study: Zonder onzekerheid
    clock: { start: 2021-01, horizon: 3 months }
    doelgroepen:
      mensen: { size: 8, in: bijstand }
    states:
      bijstand: { kind: benefit, moves: { werk: 50% per month } }
      werk: { kind: work }
    scenarios:
      doorgaan: { label: Doorgaan zonder, reference: true }
    """

  @Test(
    "One draw and one replication are not called draws and replications", arguments: ["run", "compare"],
    [["--expected"], ["--replications", "1"]])
  func singular(command: String, options: [String]) throws {
    let scratch = try Scratch()
    let file = try scratch.file("studie.yaml", Self.study)
    for language in ["nl", "en"] {
      let found = try BuiltProgram.run([command, file, "--language", language] + options)
      #expect(found.status == 0)
      let text = found.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let wanted =
        switch (language, options.count) {
        case ("nl", 1): "seed 1, toevalsstroom 1, 1 trekking, verwachte waarden"
        case ("nl", _): "seed 1, toevalsstroom 1, 1 doorrekening (1 trekking × K = 1)"
        case (_, 1): "seed 1, random stream 1, 1 draw, expected values"
        default: "seed 1, random stream 1, 1 replication (1 draw × K = 1)"
        }
      #expect(text.contains(wanted), "\(text)")
      if options == ["--expected"] {
        #expect(!text.contains("gaan over toeval én"))
        #expect(!text.contains("are about chance and"))
      }
    }
  }

  @Test("Draws by Latin hypercube say so, with the number of strata, in both languages")
  func strata() throws {
    let scratch = try Scratch()
    let file = try scratch.file("studie.yaml", CommandLineTests.study)
    for (language, wanted) in [("nl", "(Latin hypercube, lagen: 40)"), ("en", "(strata: 40)")] {
      let found = try BuiltProgram.run([
        "compare", file, "--replications", "40", "--sampling", "latin-hypercube", "--language", language,
      ])
      let text = found.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(text.contains(wanted), "\(text)")
    }
  }
}
