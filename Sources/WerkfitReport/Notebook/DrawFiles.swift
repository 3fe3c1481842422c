import Foundation
import WerkfitAnalysis
import WerkfitStudy

/// The draws, courses and their dictionary as CSV, for a notebook or any other program.
///
/// Names of files and columns are Dutch, as analysts of municipalities read them.
struct DrawFiles: Sendable {
  let draws: StudyDraws
  let courses: ScenarioCourses
  let study: Study
  let comparison: StudyComparison

  /// The files by name.
  var all: [(name: String, text: String)] {
    [
      ("trekkingen.csv", replications), ("verschillen.csv", differences), ("aannames.csv", parameters),
      ("maanden.csv", months), ("woordenboek.csv", dictionary),
    ]
  }

  /// A row per replication and scenario.
  var replications: String {
    let keys = draws.outcomes.map(\.key)
    var text =
      (["doorrekening", "trekking", "scenario"] + keys).map(\.csvField).joined(separator: ",") + "\n"
    for (scenario, name) in draws.scenarios.enumerated() {
      let columns = keys.map { draws.values(of: $0, scenario: scenario) }
      let field = name.csvField
      for row in 0..<(columns.first?.count ?? 0) {
        text += "\(row),\(row / max(draws.chancesPerDraw, 1)),\(field)"
        for column in columns { text += "," + column[row].csvField }
        text += "\n"
      }
    }
    return text
  }

  /// A row per draw and scenario beside the nulalternatief.
  var differences: String {
    let keys = draws.differences.map(\.key)
    var text = (["trekking", "scenario"] + keys).map(\.csvField).joined(separator: ",") + "\n"
    for (scenario, name) in draws.scenarios.enumerated() where scenario != draws.reference {
      let columns = keys.map { draws.meanDifferences(of: $0, scenario: scenario) }
      let field = name.csvField
      for row in 0..<(columns.map(\.count).min() ?? 0) {
        text += "\(row),\(field)"
        for column in columns { text += "," + column[row].csvField }
        text += "\n"
      }
    }
    return text
  }

  /// A row per draw of the assumptions.
  var parameters: String {
    var text = (["trekking"] + draws.parameters.map(\.name)).map(\.csvField).joined(separator: ",") + "\n"
    for row in 0..<(draws.parameters.map(\.values.count).min() ?? draws.draws) {
      text += "\(row)"
      for parameter in draws.parameters { text += "," + parameter.values[row].csvField }
      text += "\n"
    }
    return text
  }

  /// People, starts and money by month, with the band of the draws where it is known.
  var months: String {
    var text = "scenario,maand,punt,soort,sleutel,naam,gemiddelde,p10,p90\n"
    func add(_ course: ScenarioCourses.Course, _ kind: String, _ line: ScenarioCourses.Line) {
      let head = [kind, line.key, line.label].map(\.csvField).joined(separator: ",")
      for (point, value) in line.mean.enumerated() {
        let month = courses.calendar.indices.contains(point) ? courses.calendar[point] : ""
        let band = line.band80.indices.contains(point) ? line.band80[point] : nil
        text += "\(course.scenario.key.csvField),\(month),\(point),\(head),\(value.csvField),"
        text += "\(band?.lower.csvField ?? ""),\(band?.upper.csvField ?? "")\n"
      }
    }
    for course in courses.courses {
      for line in course.people { add(course, "mensen", line) }
      for line in course.flows { add(course, "saldo", line) }
      for line in course.cumulative { add(course, "saldoOpgeteld", line) }
      for line in course.peopleWithout { add(course, "mensenZonder", line) }
      let starts = ScenarioCourses.Line(key: "starts", label: "Mensen die beginnen", mean: course.starts)
      add(course, "starts", starts)
    }
    return text
  }

  /// What each column of each file means.
  var dictionary: String {
    let names = OutcomeNames(say: Wording(language: .dutch), perspective: comparison.run.perspective)
    var rows = [
      ("trekkingen.csv", "doorrekening", "Nummer van de doorrekening, vanaf 0", ""),
      ("trekkingen.csv", "trekking", "Nummer van de trekking van de aannames, vanaf 0", ""),
      ("trekkingen.csv", "scenario", "Sleutel van het scenario", ""),
      ("verschillen.csv", "trekking", "Nummer van de trekking van de aannames, vanaf 0", ""),
      ("verschillen.csv", "scenario", "Sleutel van het scenario, naast doorgaan zonder", ""),
      ("aannames.csv", "trekking", "Nummer van de trekking van de aannames, vanaf 0", ""),
      ("maanden.csv", "scenario", "Sleutel van het scenario", ""),
      ("maanden.csv", "maand", "Kalendermaand, JJJJ-MM", ""),
      ("maanden.csv", "punt", "Nummer van het meetpunt, vanaf 0", ""),
      (
        "maanden.csv", "soort",
        "mensen: mensen in een toestand; mensenZonder: dezelfde mensen zonder traject; starts: mensen die beginnen; saldo: contant saldo van een partij in die maand, naast doorgaan zonder; saldoOpgeteld: hetzelfde, opgeteld tot en met die maand",
        ""
      ),
      ("maanden.csv", "sleutel", "Sleutel van de toestand of partij", ""),
      ("maanden.csv", "naam", "Naam van de toestand of partij", ""),
      ("maanden.csv", "gemiddelde", "Gemiddelde over alle doorrekeningen", "mensen of EUR"),
      (
        "maanden.csv", "p10", "Tiende percentiel over de bewaarde trekkingen (gemiddeld over K keer toeval)",
        "mensen of EUR"
      ),
      (
        "maanden.csv", "p90",
        "Negentigste percentiel over de bewaarde trekkingen (gemiddeld over K keer toeval)", "mensen of EUR"
      ),
    ]
    func unit(_ unit: String) -> String {
      switch unit {
      case "persons": "mensen"
      case "months": "maanden"
      case "money": comparison.run.currency
      default: unit
      }
    }
    for outcome in draws.outcomes {
      rows.append(
        (
          "trekkingen.csv", outcome.key, names.value(key: outcome.key, label: outcome.label).trimmed,
          unit(outcome.unit)
        ))
    }
    for outcome in draws.differences {
      let name =
        comparison.base.outcome(outcome.key).map(names.difference)
        ?? names.value(key: outcome.key, label: outcome.label)
      rows.append(("verschillen.csv", outcome.key, name.trimmed, unit(outcome.unit)))
    }
    for parameter in draws.parameters {
      let known = study.base.parameters.first { $0.name == parameter.name }
      rows.append(
        ("aannames.csv", parameter.name, known?.label ?? parameter.name, known.map(parameterUnit) ?? ""))
    }
    let lines = rows.map { [$0.0, $0.1, $0.2, $0.3].map(\.csvField).joined(separator: ",") }
    return (["bestand,kolom,betekenis,eenheid"] + lines).joined(separator: "\n") + "\n"
  }

  private func parameterUnit(_ parameter: Parameter) -> String {
    switch parameter.dimension {
    case .chance: "kans"
    case .money: comparison.run.currency
    case .duration: "maanden"
    case .persons: "mensen"
    case .plain: ""
    }
  }
}
