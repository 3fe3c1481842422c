import Foundation
import WerkfitReport
import WerkfitStudy

/// Sets an analysis on its page.
struct InquiryView {
  let tabled: TabledStudy
  let study: Study
  let question: FindOutPage.Question
  let scenario: String
  let outcome: String?

  /// What the library calls the question.
  static func inquiry(_ question: FindOutPage.Question) -> StudyInquiry {
    switch question {
    case .tornado: .tornado
    case .thresholds: .threshold
    case .information: .information
    case .frontier: .frontier
    case .split: .split
    }
  }

  private var isAboutAll: Bool { question == .information || question == .frontier }

  /// The page, with its answer where that is there.
  func page(_ document: AnalysisDocument?, missing: String? = nil, isOnRequest: Bool = false) -> FindOutPage {
    let scenarios =
      isAboutAll
      ? []
      : study.scenarios.filter { $0.name != study.reference?.name }.map {
        Choice(value: $0.name, label: $0.label, isSelected: $0.name == scenario)
      }
    return FindOutPage(
      study: tabled.heading, question: question,
      answer: document?.findings.first, scenarios: scenarios,
      charts: document.map(charts) ?? [],
      darkCharts: document.flatMap { $0.charts.isEmpty ? nil : ChartLook.dark.map(JSONText.init) },
      tables: document?.onPage ?? [],
      notes: document.map { Array($0.findings.dropFirst()) + $0.notes } ?? [],
      computed: document?.computed, missing: missing, isOnRequest: isOnRequest)
  }

  private func charts(_ document: AnalysisDocument) -> [Chart] {
    document.charts.enumerated().compactMap { index, chart in
      guard let text = try? chart.specification(in: document.language).forPage() else { return nil }
      return Chart(
        key: "\(question.rawValue)-\(index + 1)", topic: chart.title, alternative: chart.description,
        specification: JSONText(text), saysTopic: true)
    }
  }
}

extension AnalysisDocument {
  /// The tables as pages take them.
  var onPage: [DataTable] {
    tables.map { table in
      DataTable(
        caption: table.title.isEmpty ? nil : table.title,
        heads: [DataTable.Head(table.corner, isNumber: false)]
          + table.columns.map { DataTable.Head($0.label) },
        lines: table.rows.map { row in
          DataTable.Line(
            row.label,
            zip(table.columns, row.values).map { column, value in
              DataTable.Value(text(of: value, unit: column.unit), isNumber: value.number != nil)
            })
        })
    }
  }
}
