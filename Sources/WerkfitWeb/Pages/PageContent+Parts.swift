extension PageContent {
  /// A finding with the marked characters of its line apart.
  static func finding(_ finding: Finding) -> [String: Any] {
    var object = PageTree(finding).object
    object["severityName"] =
      switch finding.severity {
      case .error: "Fout"
      case .warning: "Let op"
      case .remark: "Opmerking"
      }
    object["hasWhere"] = finding.place != nil || finding.key != nil
    object["hasParticulars"] =
      finding.found != nil || finding.expected != nil || finding.suggestion != nil
    object["excerpt"] = finding.excerpt.map { line in
      // A tab counts as one column; as one space it stands where the caret points.
      let signs = Array(line.text.replacing("\t", with: " "))
      let start = min(max((line.column ?? signs.count + 1) - 1, 0), signs.count)
      let end = min(start + max(line.length, 1), signs.count)
      var object = PageTree(line).object
      object["before"] = PageTree.safe(String(signs[..<start]))
      object["marked"] = PageTree.safe(end > start ? String(signs[start..<end]) : " ")
      object["after"] = PageTree.safe(String(signs[end...]))
      object["caret"] =
        String(repeating: " ", count: start) + String(repeating: "^", count: max(end - start, 1))
      return object
    }
    return object
  }

  /// A comparison with the width of its groups.
  static func comparison(_ table: ComparisonTable) -> [String: Any] {
    var object = PageTree(table).object
    for key in ["groups", "everything"] {
      guard let groups = object[key] as? [Any] else { continue }
      object[key] = groups.compactMap { $0 as? [String: Any] }.map { group in
        group.merging(["span": String(table.columns.count + 1)]) { _, new in new }
      }
    }
    return object
  }

  /// An assumption with the places of its values in the drawing above its slider.
  static func parameter(_ parameter: TunedParameter) -> [String: Any] {
    var object = PageTree(parameter).object
    object["sourceAt"] = place(parameter.sourceValue, parameter)
    object["valueAt"] = place(parameter.value, parameter)
    object["weight"] = parameter.weight.map { String(min(max($0, 1), 100)) }
    return object
  }

  /// Where a value stands in a drawing of 200 wide, to one decimal.
  private static func place(_ value: String, _ parameter: TunedParameter) -> String {
    guard let least = Double(parameter.least), let most = Double(parameter.most), most > least,
      let value = Double(value), value.isFinite
    else { return "0" }
    let share = min(max((value - least) / (most - least), 0), 1)
    return String((share * 2000).rounded() / 10)
  }

  /// A line of either study with what its colour says in words.
  static func line(_ line: ArchiveDifferencePage.TextLine) -> [String: Any] {
    let (sign, place) =
      switch line.kind {
      case .same: (" ", "in beide")
      case .removed: ("−", "alleen in de eerste")
      case .added: ("+", "alleen in de tweede")
      }
    // An empty line has text too, so that none further out is taken.
    return ["kind": line.kind.rawValue, "text": PageTree.safe(line.text), "sign": sign, "where": place]
  }
}
