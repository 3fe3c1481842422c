import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// What own data say: life tables, suggested distributions and curves, with no number about fewer than ten people.
public struct OwnDataReport: Sendable {
  /// The data.
  public var data: OwnData
  /// The parameters that they suggest.
  public private(set) var parameters: [DataParameter]
  /// How many exits each number must be about; 1 where small numbers are allowed.
  public var least: Int
  /// The last month of each band that was asked for, but the open one.
  public var ends: [Int]
  /// The name of the file.
  public var file: String

  /// A report of own data.
  public init(_ data: OwnData, bandsEndingAt ends: [Int], least: Int, file: String) throws {
    (self.data, self.ends, self.least, self.file) = (data, ends, least, file)
    parameters = try DataParameter.all(of: data, bandsEndingAt: ends, least: least)
  }

  /// The report as a document.
  ///
  /// - Throws: `OwnDataError`, which data that were read do not cause.
  public func document(language: Language) throws -> AnalysisDocument {
    let say = Wording(language: language)
    let numbers = NumberText(language: language)
    var document = AnalysisDocument(
      analysis: "data", title: say("Wat zeggen de eigen gegevens?", "What do the own data say?"),
      subject: file,
      computed: say(
        "werkfit \(Program.version); regels zijn niet bewaard", "werkfit \(Program.version); no rows kept"),
      settings: [
        "least": .number(Double(least)), "used": .array(data.used.map { .string($0.name) }),
        "ignored": .array(data.ignored.map(JSONValue.string)),
        "catalogue": .string(parameters.catalogue(title: file, isProtected: least > 1)),
      ], language: language)
    document.tables.append(try groups(say))
    for group in data.groups {
      let safe = try ProtectedHistory(group.history, bandsEndingAt: ends, least: least)
      document.findings.append(finding(group, safe, say, numbers))
      document.tables += [hazards(group, safe, say), stays(group, safe, say)]
      if !safe.isTooSmall { document.charts.append(chart(group, safe, say)) }
    }
    if !parameters.isEmpty { document.tables.append(suggestions(say)) }
    document.notes = notes(say)
    return document
  }

  /// A count, unless it is about fewer than may be told; where nothing is protected, nobody counts as a number too.
  private func count(_ value: Int) -> AnalysisValue {
    least > 1 && value < least ? .hidden(below: least) : .number(Double(value))
  }

  /// The people of a group, unless a few who were not followed, or who had several spells, would follow from them.
  private func people(_ group: OwnData.Group, _ safe: ProtectedHistory) -> AnalysisValue {
    let spells = group.history.months.first?.atRisk ?? group.people
    let isTold = !safe.hidesPeople && !(1..<least).contains(abs(spells - group.people))
    return isTold || group.people < least ? count(group.people) : .hidden(below: nil)
  }

  private func exits(_ group: OwnData.Group) -> Int { group.history.months.reduce(0) { $0 + $1.allExits } }

  private func finding(
    _ group: OwnData.Group, _ safe: ProtectedHistory, _ say: Wording, _ numbers: NumberText
  ) -> String {
    let small =
      group.people < OwnData.leastPeople
      ? say(" Let op: minder dan tien mensen.", " Note: fewer than ten people.") : ""
    guard !safe.isTooSmall else {
      return say(
        "\(group.name): minder dan \(least) keer uitstroom; dat is te weinig om te laten zien.",
        "\(group.name): fewer than \(least) exits, too few to show.")
    }
    let stay =
      median(safe).map {
        say("de helft is weg in maand \($0)", "half have left by month \($0)")
      } ?? say("meer dan de helft is er nog aan het eind", "more than half are still there at the end")
    let months = numbers.count(safe.personMonths)
    return say(
      "\(group.name): \(numbers.count(exits(group))) keer uitstroom in \(months) persoonsmaanden; \(stay).\(small)",
      "\(group.name): \(numbers.count(exits(group))) exits in \(months) person-months; \(stay).\(small)")
  }

  /// The median stay, as a stretch of months where months were merged.
  private func median(_ safe: ProtectedHistory) -> String? {
    safe.stretches.first { $0.survival <= 0.5 }.map(label)
  }

  private func label(_ stretch: ProtectedHistory.Stretch) -> String {
    stretch.first == stretch.last ? "\(stretch.first)" : "\(stretch.first)–\(stretch.last)"
  }

  private func groups(_ say: Wording) throws -> AnalysisTable {
    AnalysisTable(
      "groups", title: say("Groepen", "Groups"), corner: say("groep", "group"),
      columns: [
        .init("people", say("mensen", "people"), unit: "persons"),
        .init("exits", say("uitstroom", "exits"), unit: "persons"),
        .init("personMonths", say("persoons- maanden", "person- months"), unit: "months"),
        .init("cost", say("kosten gemiddeld", "mean cost"), unit: "money"),
      ],
      rows: try data.groups.map { group in
        let safe = try ProtectedHistory(group.history, bandsEndingAt: ends, least: least)
        let costs = group.costs.flatMap { $0.count >= least ? $0 : nil }
        return .init(
          group.name, group.name,
          [
            people(group, safe), safe.isTooSmall ? .hidden(below: least) : count(exits(group)),
            safe.isTooSmall ? .hidden(below: nil) : .number(Double(safe.personMonths)),
            costs.map {
              .number($0.mean, error: $0.count > 1 ? $0.standardDeviation / Double($0.count).squareRoot() : 0)
            } ?? .nothing(),
          ])
      })
  }

  private func hazards(_ group: OwnData.Group, _ safe: ProtectedHistory, _ say: Wording) -> AnalysisTable {
    AnalysisTable(
      "hazard:" + group.name,
      title: say("Uitstroom per maand: \(group.name)", "Exits per month: \(group.name)"),
      corner: say("maand", "month"),
      columns: [
        .init("atRisk", say("nog bezig", "at risk"), unit: "persons"),
        .init("exits", say("uitstroom", "exits"), unit: "persons"),
        .init("hazard", say("kans per maand", "chance per month"), unit: "chance"),
        .init("low", say("laag", "low"), unit: "chance"), .init("high", say("hoog", "high"), unit: "chance"),
      ],
      rows: safe.stretches.map { stretch in
        let found = try? SuggestedDistribution.monthlyChance(
          exits: stretch.allExits, personMonths: stretch.personMonths)
        let exits: AnalysisValue = safe.isTooSmall ? .hidden(below: least) : count(stretch.allExits)
        let hazard = stretch.personMonths > 0 ? Double(stretch.allExits) / Double(stretch.personMonths) : 0
        return .init(
          label(stretch), label(stretch),
          [stretch.atRisk.map(count) ?? .hidden(below: nil), exits]
            + (safe.isTooSmall
              ? [.nothing(), .nothing(), .nothing()]
              : [
                .number(hazard), found?.interval95.map { .number($0.lower) } ?? .nothing(),
                found?.interval95.map { .number($0.upper) } ?? .nothing(),
              ]))
      }, shown: 24)
  }

  private func stays(_ group: OwnData.Group, _ safe: ProtectedHistory, _ say: Wording) -> AnalysisTable {
    AnalysisTable(
      "stay:" + group.name,
      title: say(
        "Wie er nog is, en waarheen mensen gingen: \(group.name)",
        "Who is still there, and where people went: \(group.name)"),
      corner: say("na maand", "after month"),
      columns: [
        .init("survival", say("er nog", "still there"), unit: "share"),
        .init("low", say("laag", "low"), unit: "share"), .init("high", say("hoog", "high"), unit: "share"),
      ] + safe.outcomes.map { .init("incidence:" + $0, $0, unit: "share") },
      rows: safe.stretches.map { stretch in
        let bounds = interval(stretch)
        let incidence: [AnalysisValue] = stretch.incidence.map {
          stretch.tellsIncidence ? .number($0) : .nothing("")
        }
        return .init(
          "\(stretch.last)", "\(stretch.last)",
          safe.isTooSmall
            ? (0..<(3 + incidence.count)).map { _ in .nothing() }
            : [.number(stretch.survival), .number(bounds.low), .number(bounds.high)] + incidence)
      }, shown: 24)
  }

  /// Survival minus and plus 1.96 times the error of Greenwood 1926, between 0 and 1.
  private func interval(_ stretch: ProtectedHistory.Stretch) -> (low: Double, high: Double) {
    let width = 1.959_963_984_540_054 * stretch.survivalError
    return (max(0, stretch.survival - width), min(1, stretch.survival + width))
  }

  private func suggestions(_ say: Wording) -> AnalysisTable {
    AnalysisTable(
      "suggestions", title: say("Voorgestelde verdelingen", "Suggested distributions"),
      corner: say("adres (voor --map)", "address (for --map)"),
      columns: [
        .init("count", say("aantal", "count"), unit: "persons"),
        .init("personMonths", say("persoons- maanden", "person- months"), unit: "months"),
        .init("mean", say("gemiddeld", "mean"), unit: "chance"),
        .init("low", say("laag", "low"), unit: "chance"),
        .init("high", say("hoog", "high"), unit: "chance"),
      ],
      rows: parameters.map { parameter in
        let isCost = parameter.subject == .cost
        func value(_ number: Double?) -> AnalysisValue {
          number.map { isCost ? .measured($0, unit: "money") : .number($0) } ?? .nothing()
        }
        return .init(
          parameter.address, parameter.address,
          [
            .number(Double(parameter.count)),
            isCost ? .nothing() : .number(Double(parameter.personMonths)), value(parameter.distribution.mean),
            value(parameter.distribution.interval95?.lower), value(parameter.distribution.interval95?.upper),
          ])
      })
  }

  private func chart(_ group: OwnData.Group, _ safe: ProtectedHistory, _ say: Wording) -> AnalysisChart {
    let start: JSONValue = ["month": 0, "survival": 1, "low": 1, "high": 1]
    let values: [JSONValue] =
      [start]
      + safe.stretches.map { stretch in
        let bounds = interval(stretch)
        return [
          "month": .number(Double(stretch.last)), "survival": .number(stretch.survival),
          "low": .number(bounds.low), "high": .number(bounds.high),
        ]
      }
    let x: JSONValue = [
      "field": "month", "type": "quantitative",
      "title": .string(say("maanden sinds de start", "months since the start")),
    ]
    let y: [String: JSONValue] = [
      "type": "quantitative", "scale": ["domain": [0, 1]], "axis": ["format": "%"],
      "title": .string(say("deel dat er nog is", "share still there")),
    ]
    func field(_ name: String) -> JSONValue { .object(y.merging(["field": .string(name)]) { $1 }) }
    return AnalysisChart(
      key: "survival:" + group.name,
      title: say("Wie er nog is: \(group.name)", "Who is still there: \(group.name)"),
      description: finding(group, safe, say, NumberText(language: say.language)),
      specification: [
        "data": ["values": .array(values)],
        "layer": [
          [
            "mark": ["type": "area", "opacity": 0.25, "interpolate": "step-after"],
            "encoding": ["x": x, "y": field("low"), "y2": ["field": "high"]],
          ],
          [
            "mark": ["type": "line", "interpolate": "step-after"],
            "encoding": ["x": x, "y": field("survival")],
          ],
        ],
      ])
  }

  private func notes(_ say: Wording) -> [String] {
    var notes = [
      say(
        "Wie nog bezig is, telt mee tot de laatste maand die is gezien (Kaplan en Meier 1958; interval van Greenwood "
          + "1926; waarheen mensen gingen naar Aalen en Johansen 1978). Laag en hoog zijn grenzen van 95%.",
        "Who is still there counts until the last month seen (Kaplan and Meier 1958; interval of Greenwood 1926; "
          + "where people went after Aalen and Johansen 1978). Low and high are bounds of 95%."),
      say(
        "Een kans per maand is de uitstroom gedeeld door de persoonsmaanden; de voorgestelde verdeling is een "
          + "bètaverdeling met de prior van Jeffreys.",
        "A chance per month is exits over person-months; the suggested distribution is a beta with the prior of "
          + "Jeffreys."),
    ]
    if least > 1 {
      notes.append(
        say(
          "Aantallen onder \(least) zijn niet te zien en niet uit te rekenen: maanden en zeldzame uitkomsten zijn "
            + "samengenomen, persoonsmaanden van meer maanden zijn afgerond op \(least)-tallen, en wie er nog is, is "
            + "berekend uit deze cijfers. Dat geldt per uitvoer: wie er meer naast elkaar legt, kan meer zien.",
          "Counts under \(least) are not shown and cannot be worked out: months and rare outcomes are taken together, "
            + "person-months of several months are rounded to multiples of \(least), and who is still there is worked "
            + "out from these figures. That holds per output: who lays several side by side may see more."))
    } else {
      notes.append(
        say(
          "Let op: kleine aantallen zijn niet afgeschermd (--allow-small-groups). Deel dit niet zonder controle.",
          "Note: small numbers are not protected (--allow-small-groups). Do not share this unchecked."))
    }
    if !data.ignored.isEmpty {
      notes.append(
        say("Niet gebruikte kolommen: ", "Columns not used: ") + data.ignored.joined(separator: ", ") + ".")
    }
    return notes
  }
}
