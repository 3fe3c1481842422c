import Foundation
import WerkfitStudy

extension AnalysisDocument {
  /// The document as JSON with sorted keys: per table an array of objects, and the chart specifications whole.
  ///
  /// A number that has a Monte Carlo error stands beside it under its key with `Error` behind it.
  ///
  /// - Throws: `EncodingError`, which finite or empty numbers never cause.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  private var value: JSONValue {
    [
      "format": .number(Double(ResultDocument.currentFormat)), "kind": "analysis",
      "version": .string(Program.version),
      "analysis": [
        "name": .string(analysis), "title": .string(title), "subject": .string(subject),
        "computed": .string(computed), "settings": .object(settings), "currency": .string(currency),
        "findings": .array(findings.map(JSONValue.string)), "notes": .array(notes.map(JSONValue.string)),
        "tables": .array(tables.map(\.value)),
        "charts": .array(
          charts.map {
            [
              "key": .string($0.key), "description": .string($0.description),
              "specification": $0.specification(in: language),
            ]
          }),
      ],
    ]
  }

  /// The tables as one long CSV: a line per value.
  public func csv() -> String {
    var lines = ["analysis,table,row,label,column,unit,value,standard_error,text"]
    for table in tables {
      for row in table.rows {
        for (column, value) in zip(table.columns, row.values) {
          let (unit, number, error, words) = value.parts(unit: column.unit)
          var text = words
          if case .hidden = value { text = self.text(of: value, unit: unit) }
          lines.append(
            [
              analysis, table.key, row.key, row.label, column.key, unit, number?.csvField ?? "",
              error.map(\.csvField) ?? "", text,
            ].map(\.csvField).joined(separator: ","))
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension AnalysisChart {
  /// The specification in the look of the report, with numbers as they are written in a language.
  public func specification(in language: Language) -> JSONValue {
    guard case .object(var whole) = specification, whole["config"] == nil else { return specification }
    whole["config"] = ChartTheme(page: .light, language: language).config
    return .object(whole)
  }
}

extension AnalysisTable {
  fileprivate var value: JSONValue {
    [
      "key": .string(key), "title": .string(title),
      "columns": .array(
        columns.map { ["key": .string($0.key), "label": .string($0.label), "unit": .string($0.unit)] }),
      "rows": .array(
        rows.map { row in
          var object: [String: JSONValue] = ["key": .string(row.key), "label": .string(row.label)]
          for (column, value) in zip(columns, row.values) {
            let (unit, number, error, text) = value.parts(unit: column.unit)
            object[column.key] = number.map { .number($0) } ?? (text.isEmpty ? .null : .string(text))
            if let error, error > 0 { object[column.key + "Error"] = .number(error) }
            if case .hidden(let below) = value {
              object[column.key + "Hidden"] = .bool(true)
              if let below { object[column.key + "Below"] = .number(Double(below)) }
            }
            if unit != column.unit { object[column.key + "Unit"] = .string(unit) }
          }
          return .object(object)
        }),
    ]
  }
}

extension AnalysisValue {
  /// The value as programs get it.
  fileprivate func parts(unit: String) -> (unit: String, number: Double?, error: Double?, text: String) {
    switch self {
    case .number(let value, let error): (unit, value, error, "")
    case .measured(let value, let own, let error): (own, value, error, "")
    case .rounded(let value, _): (unit, value, nil, "")
    case .words(let words, let key): (unit, nil, nil, key ?? words)
    case .hidden, .nothing: (unit, nil, nil, "")
    }
  }
}
