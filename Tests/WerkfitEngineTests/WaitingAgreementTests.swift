import Testing
import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

/// Waiting lists of the kernel against those of the oracle, in which every person stands in a row of their own.
@Suite("Waiting lists of kernel and oracle")
struct WaitingAgreementTests {
  static let reference: [AgreementTests.Reference] = (UInt64(1)...60).map { seed in
    var options = StudyGeneratorOptions()
    options.hasWaiting = true
    let study = StudyGenerator.study(seed: 5000 + seed, options: options)
    return (
      seed, study, OracleSample(of: study, scenario: "met", runs: AgreementTests.runs, seed: seed)
    )
  }

  @Test(
    "Kernel and oracle have the same laws of waiting, however flows are split", arguments: [0, nil] as [Int?])
  func sameLaws(smallFlow: Int?) throws {
    let reference = Self.reference
    let waited = reference.count { entry in
      entry.sample.columns.contains { $0.key.hasPrefix("waitMonths:") && $0.value.contains { $0 > 0 } }
    }
    #expect(waited > 20)
    let verdict = try AgreementTests.comparison(with: reference, smallFlow: smallFlow).verdict()
    #expect(verdict.scores > 1_000)
    let shown = verdict.findings.prefix(40).joined(separator: "\n")
    #expect(verdict.agrees, "\(verdict.findings.count) findings:\n\(shown)")
  }
}
