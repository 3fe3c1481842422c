import Foundation
import Testing

@Suite("Published figures, as printed")
struct ValidateTests {
  /// Everyone finds work in the first month, so that every prediction is one number.
  static let study = """
    format: 1
    study: Iedereen werkt
    clock: { start: 2021-01, horizon: 3 months }
    sources:
      verslag: { title: Jaarverslag }
    parameters:
      kans: { value: 100% per month, source: verslag, at: regel 4 }
    doelgroepen:
      mensen: { size: 8, in: bijstand }
    states:
      bijstand: { kind: benefit, moves: { werk: = kans } }
      werk: { kind: work }
    observations:
      goed: { label: Aan het werk, value: 8, about: in werk at 1 month, status: gereproduceerd }
      mis: { label: Aan het werk na twee maanden, value: 5, about: in werk at 2 months, status: gereproduceerd }
      niemand: { label: In de uitkering, value: 0%, of: 20, about: in bijstand at 3 months, per: months:bijstand,
                 status: gereproduceerd }
      bron: { label: Uit dezelfde regel, value: 8, about: in werk at 1 month, status: gereproduceerd,
              source: verslag, at: regel 4 }
      los: { label: Zonder aantal, value: 3, status: "niet toetsbaar: het aantal ontbreekt" }
    scenarios:
      doorgaan: { label: Doorgaan zonder, reference: true }
    """

  private func printed(_ options: [String]) throws -> BuiltProgram.Outcome {
    let scratch = try Scratch()
    let file = try scratch.file("studie.yaml", Self.study)
    return try BuiltProgram.run(["validate", file, "--replications", "20"] + options)
  }

  @Test("The terminal says of each figure whether it lies inside, and the last line counts them by status")
  func text() throws {
    let found = try printed([])
    #expect(found.status == 0)
    let text = found.output.replacing("\u{a0}", with: " ")
    let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for part in [
      "Aan het werk 8 8 8 tot 8 ja", "Gereproduceerd. Alles van 8 tot en met 8 had gepast.",
      "5 8 8 tot 8 nee", "Niet gereproduceerd.", "In de uitkering 0% van 20 0% 0% tot 0% ja",
      "Ingesteld. Dezelfde regel van de bron geeft ook: kans.", "Niet toetsbaar: het aantal ontbreekt.",
    ] {
      #expect(flat.contains(part), "\(part) in \(text)")
    }
    #expect(
      flat.hasSuffix(
        "5 cijfers in 1 studie: gereproduceerd 2 van 3; ingesteld 1; gefit 0; rekenkundig 0; doel, geen resultaat 0; "
          + "niet toetsbaar 1; bron spreekt zichzelf tegen 0."), "\(text)")
  }

  @Test("In English the last line counts the same")
  func english() throws {
    let flat = try printed(["--language", "en"]).output.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(
      flat.hasSuffix(
        "5 figures in 1 study: reproduced 2 of 3; input 1; fitted 0; by arithmetic 0; goal, not a result 0; "
          + "cannot be tested 1; source contradicts itself 0."), "\(flat)")
  }

  @Test("CSV has a line for each figure")
  func csv() throws {
    let lines = try printed(["--format", "csv"]).output.components(separatedBy: "\r\n").dropLast()
    #expect(lines.count == 6)
    #expect(lines.filter { $0.hasSuffix(",yes,") }.count == 3)
    #expect(lines.filter { $0.hasSuffix(",no,") }.count == 1)
  }
}
