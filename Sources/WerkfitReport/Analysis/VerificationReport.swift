import WerkfitAnalysis
import WerkfitStudy

/// What the verification list says of a study, in words.
public struct VerificationReport: Sendable {
  /// What was found.
  public var findings: [VerificationFinding]

  /// A report of findings.
  public init(_ findings: [VerificationFinding]) { self.findings = findings }

  /// Whether any check fails.
  public var hasFailures: Bool { findings.contains { $0.verdict == .fails } }

  /// The report as a document.
  public func document(study: Study, language: Language, replications: Int, seed: UInt64) -> AnalysisDocument
  {
    let say = Wording(language: language)
    let count = { (verdict: VerificationFinding.Verdict) in findings.filter { $0.verdict == verdict }.count }
    var document = AnalysisDocument(
      analysis: "verification", title: say("Klopt het model van binnen?", "Is the model sound within?"),
      subject: study.title,
      computed: say(
        "\(replications) doorrekeningen per controle; startgetal \(seed), werkfit \(Program.version)",
        "\(replications) replications per check; seed \(seed), werkfit \(Program.version)"),
      settings: [
        "replications": .number(Double(replications)), "seed": .number(Double(seed)),
        "holds": .number(Double(count(.holds))), "fails": .number(Double(count(.fails))),
      ], language: language)
    document.findings = [
      count(.fails) == 0
        ? say(
          "Alle \(count(.holds)) controles kloppen; \(count(.notApplicable)) "
            + (count(.notApplicable) == 1 ? "is" : "zijn") + " niet van toepassing.",
          "All \(count(.holds)) checks hold; \(count(.notApplicable)) do not apply.")
        : say(
          "\(count(.fails)) van de \(findings.count) controles kloppen niet. Gebruik de uitkomsten nog niet.",
          "\(count(.fails)) of \(findings.count) checks fail. Do not use the results yet.")
    ]
    document.tables = [
      AnalysisTable(
        "checks", title: "", corner: say("controle", "check"),
        columns: [.init("verdict", say("oordeel", "verdict")), .init("detail", say("gezien", "seen"))],
        rows: findings.map { finding in
          .init(
            finding.check.rawValue, name(finding.check, say),
            [
              .words(word(finding.verdict, say), key: finding.verdict.rawValue),
              .words(finding.verdict == .notApplicable ? "" : finding.detail),
            ])
        })
    ]
    document.notes = [
      say(
        "De lijst volgt TECH-VER (Büyükkaramikli e.a. 2019). Zij vindt fouten in hoe een model rekent, niet of de aannames "
          + "kloppen.",
        "The list follows TECH-VER (Büyükkaramikli et al. 2019). It finds faults in how a model computes, not whether "
          + "its assumptions are right.")
    ]
    return document
  }

  private func word(_ verdict: VerificationFinding.Verdict, _ say: Wording) -> String {
    switch verdict {
    case .holds: say("klopt", "holds")
    case .fails: say("KLOPT NIET", "FAILS")
    case .notApplicable: say("niet van toepassing", "does not apply")
    }
  }

  private func name(_ check: VerificationFinding.Check, _ say: Wording) -> String {
    switch check {
    case .peopleConserved: say("Er raken geen mensen kwijt", "No people are lost")
    case .doubleEntry: say("Wat partijen krijgen en betalen telt op", "What parties get and pay adds up")
    case .countsInOrder: say("Bruto, netto en duurzaam zijn in orde", "Gross, net and durable are in order")
    case .nothingOffered: say("Niets aanbieden doet niets", "Offering nothing does nothing")
    case .freePrices: say("Zonder bedragen is er geen geld", "Without amounts there is no money")
    case .doubledPrices: say("Dubbele bedragen geven dubbele saldo's", "Double amounts give double balances")
    case .discounting:
      say("Een hogere discontovoet maakt kosten lager", "A higher discount rate lowers costs")
    case .shortHorizon: say("Een kortere horizon telt niet meer", "A shorter horizon counts no more")
    case .extremeAssumptions:
      say("Extreme aannames geven getallen die kunnen", "Extreme assumptions give possible numbers")
    case .repeatable: say("Hetzelfde startgetal geeft hetzelfde", "The same seed gives the same")
    case .otherSeed: say("Een ander startgetal geeft bijna hetzelfde", "Another seed gives nearly the same")
    case .expectationAgrees: say("Verwachting en toeval komen overeen", "Expectation and chance agree")
    case .nothingToFindOut:
      say("Als alles vaststaat is uitzoeken niets waard", "With all fixed research is worth nothing")
    }
  }
}
