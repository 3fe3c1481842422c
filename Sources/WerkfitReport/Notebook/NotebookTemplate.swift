import Foundation

/// The notebook as it stands in `Template/notebook.py`: cells begin with `# %% id`, those of text with
/// `# %% [markdown] id`, and `{{word}}` is filled in.
enum NotebookTemplate {
  /// A cell of the template.
  struct Cell {
    var id: String
    var isMarkdown: Bool
    var lines: [String]
  }

  /// The notebook (nbformat 4.5) with its words filled in: as text in Markdown, as a literal in code.
  ///
  /// - Throws: `EncodingError`.
  static func notebook(_ words: [String: String]) throws -> String {
    let cells = cells(of: String(decoding: PackageResources.notebook_py, as: UTF8.self))
    let value: JSONValue = [
      "cells": .array(cells.map { cell(of: $0, words) }),
      "metadata": [
        "kernelspec": ["display_name": "Python 3", "language": "python", "name": "python3"],
        "language_info": ["name": "python"], "title": "werkfit",
      ],
      "nbformat": 4, "nbformat_minor": 5,
    ]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  /// The cells of a text in the percent format.
  static func cells(of text: String) -> [Cell] {
    var cells: [Cell] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("# %% ") {
        let parts = line.dropFirst(5).split(separator: " ")
        cells.append(Cell(id: String(parts.last ?? ""), isMarkdown: parts.first == "[markdown]", lines: []))
      } else if !cells.isEmpty {
        let isMarkdown = cells[cells.count - 1].isMarkdown
        cells[cells.count - 1].lines.append(isMarkdown ? uncommented(line) : String(line))
      }
    }
    for index in cells.indices {
      let isBlank = { (line: String) in line.isEmpty }
      cells[index].lines = Array(
        cells[index].lines.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
    return cells
  }

  private static func uncommented(_ line: Substring) -> String {
    guard line.hasPrefix("#") else { return String(line) }
    let rest = line.dropFirst()
    return String(rest.hasPrefix(" ") ? rest.dropFirst() : rest)
  }

  private static func cell(of cell: Cell, _ words: [String: String]) -> JSONValue {
    let lines = cell.lines.map { line in
      filled(line, words) { cell.isMarkdown ? $0.markdown : literal($0) }
    }
    let source = lines.enumerated().map { index, line in
      JSONValue.string(index + 1 < lines.count ? line + "\n" : line)
    }
    var value: [String: JSONValue] = [
      "cell_type": .string(cell.isMarkdown ? "markdown" : "code"), "id": .string(cell.id), "metadata": [:],
      "source": .array(source),
    ]
    if !cell.isMarkdown { (value["execution_count"], value["outputs"]) = (.null, []) }
    return .object(value)
  }

  /// A text with its words filled in, each as `written` says; what is filled in is not looked at again.
  static func filled(_ text: String, _ words: [String: String], written: (String) -> String) -> String {
    text.replacing(#/\{\{(\w+)\}\}/#) { match in
      words[String(match.1)].map(written) ?? String(match.0)
    }
  }

  /// A text as a literal of Python: that of JSON is one.
  private static func literal(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}
