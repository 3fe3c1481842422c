import Foundation
import Testing

/// The study of three states and three months: what is printed against the numbers worked out in its comment.
@Suite("Three states by hand, as printed")
struct HandWorkedTests {
  /// Per outcome: without the course, with it, and the difference (nil: the outcome is itself a difference, or
  /// none is worked out).
  static let outcomes: [(key: String, without: Double?, with: Double?, difference: Double?)] = [
    ("started", 0, 100, 100), ("completed", 0, 100, 100), ("droppedOut", 0, 0, 0),
    ("grossExits", 0, 68, 68), ("nullExits", 0, 48.8, 48.8), ("netExits", 0, 19.2, 19.2),
    ("exitsToWork", 49.2, 69, 19.8), ("relapses", 0, 10.5, 10.5), ("netDurableExits12", 0, 0, 0),
    ("benefitMonths", 246, 195, -51), ("benefitMonthsSaved", nil, nil, 51),
    ("months:bijstand", 246, 95, -151), ("months:werk", 54, 105, 51), ("months:les", 0, 100, 100),
    ("atHorizon:bijstand", 56.2, 41.5, -14.7), ("atHorizon:werk", 43.8, 58.5, 14.7),
    ("programmeCost", 0, 50_000, 50_000), ("benefitPaid", 246_000, 195_000, -51_000),
    ("benefitSaved", nil, nil, 51_000), ("line:loon", 81_000, 157_500, 76_500),
    ("balance:gemeente", -246_000, -245_000, 1_000), ("balance:client", 327_000, 352_500, 25_500),
    ("balance:uitvoerder", 0, 0, 0), ("balanceSociety", 81_000, 107_500, 26_500),
  ]

  private func printed(_ format: String) throws -> String {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("WerkfitEngineTests/Studies/three-states.yaml").path
    let found = try BuiltProgram.run(["compare", file, "--expected", "--all", "--format", format])
    #expect(found.status == 0)
    return found.output
  }

  @Test("The terminal prints the numbers of the comment")
  func terminal() throws {
    // Labels wrap; a row is its label with the figures in their columns.
    let text = try printed("text").replacing("\u{a0}", with: " ")
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for row in [
      "Mensen begonnen 0 100", "Traject afgemaakt 0 100", "Voortijdig gestopt 0 0",
      "Uitstroom naar werk (bruto) 0 68", "waarvan ook zonder traject 0 48,8",
      "Alle stappen naar werk 49,2 69", "Weer in de uitkering na uitstroom 0 10,5",
      "Maanden met uitkering 246 195", "Minder maanden met uitkering – 51",
      "Programmakosten € 0 € 50.000", "Uitkering betaald € 246.000 € 195.000",
      "Extra programmakosten – € 50.000", "Minder uitkering betaald – € 51.000",
      "Saldo voor Gemeente – € 1.000", "Saldo voor Cliënt – € 25.500", "Saldo voor Uitvoerder – € 0",
      "Saldo voor de samenleving – € 26.500", "per euro programmakosten * – 1,02",
      "na 2 maanden (maart 2021)", "Mensen aan het eind in: In de bijstand 56,2 41,5",
      "Mensen aan het eind in: Aan het werk 43,8 58,5", "Maanden in: In de bijstand 246 95",
      "Maanden in: Aan het werk 54 105", "Maanden in: In de cursus 0 100",
    ] {
      #expect(text.contains(row), "\(row)")
    }
    // The label wraps around the figure.
    #expect(text.contains("Extra uitstroom naar werk (netto) – 19,2"))
  }

  @Test("CSV holds the numbers of the comment")
  func csv() throws {
    var found: [String: Double] = [:]
    for line in try printed("csv").split(whereSeparator: \.isNewline) {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      if fields.count > 4 { found[fields[1...3].joined(separator: ",")] = Double(fields[4]) }
    }
    func check(_ key: String, _ wanted: Double?) throws {
      guard let wanted else { return }
      let value = try #require(found[key], "\(key)")
      #expect(abs(value - wanted) < 1e-9 * max(1, abs(wanted)), "\(key): \(value)")
    }
    for outcome in Self.outcomes {
      try check("zonder,\(outcome.key),value.mean", outcome.without)
      try check("met,\(outcome.key),value.mean", outcome.with)
      try check("met,\(outcome.key),difference.mean", outcome.difference)
    }
    try check("met,benefitCostRatio,ratio", 1.02)
    try check("met,payback,months", 2)
    try check("met,payback,sharePaidBack", 1.02)
    try check("met,target:uitstroom,chance", 1)
    try check("zonder,target:uitstroom,chance", 0)
  }

  @Test("JSON holds the numbers of the comment")
  func json() throws {
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(try printed("json").utf8)) as? [String: Any])
    let comparison = try #require(document["comparison"] as? [String: Any])
    let reading = try #require((comparison["readings"] as? [[String: Any]])?.first)
    let rows = try #require(reading["outcomes"] as? [[String: Any]])
    func mean(_ row: [String: Any], _ part: String, _ scenario: Int) -> Double? {
      guard let values = row[part] as? [Any], values.indices.contains(scenario) else { return nil }
      return ((values[scenario] as? [String: Any])?["mean"] as? NSNumber)?.doubleValue
    }
    for outcome in Self.outcomes {
      let row = try #require(rows.first { $0["key"] as? String == outcome.key }, "\(outcome.key)")
      for (part, scenario, wanted) in [
        ("values", 0, outcome.without), ("values", 1, outcome.with), ("differences", 1, outcome.difference),
      ] {
        guard let wanted else { continue }
        let value = try #require(mean(row, part, scenario), "\(outcome.key) \(part) \(scenario)")
        #expect(abs(value - wanted) < 1e-9 * max(1, abs(wanted)), "\(outcome.key) \(part): \(value)")
      }
    }
  }
}
