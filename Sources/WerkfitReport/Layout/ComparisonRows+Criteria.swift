import WerkfitAnalysis
import WerkfitStudy

extension ComparisonRows {
  /// The criteria side by side, each with its formula; there is no weighted total.
  var criteriaSections: [ReportSection] {
    guard !reading.criteria.isEmpty, !comparison.isReferenceAlone else { return [] }
    return [
      ReportSection(
        title: say("Criteria (naast elkaar, zonder eindcijfer)", "Criteria (side by side, without a total)"),
        rows: reading.criteria.flatMap(rows))
    ]
  }

  private func rows(of criterion: CriterionComparison) -> [ReportRow] {
    let cells = comparison.scenarios.indices.map { scenario -> Cell? in
      guard scenario != comparison.reference else { return nil }
      return criterion.figures[scenario].map {
        ratioCell($0, unit: criterion.unit == "ratio" ? "" : criterion.unit)
      }
        ?? Cell(say("niet berekend", "not computed"))
    }
    let places = criterion.places.map { place in
      place.map { Cell(say("plaats \($0)", "place \($0)")) }
    }
    let rows = [
      ReportRow("\(criterion.label) (\(formula(of: criterion)))", cells),
      ReportRow(
        criterion.isMoreBetter
          ? say("  plaats (meer is beter)", "  place (more is better)")
          : say("  plaats (minder is beter)", "  place (less is better)"),
        places, isDetail: true),
    ]
    return rows.filter { !$0.isEmpty }
  }

  /// How the figure comes about, in the names of the outcomes.
  func formula(of criterion: CriterionComparison) -> String {
    guard let outcome = criterion.outcome else {
      return criterion.note ?? say("niet te berekenen", "cannot be computed")
    }
    let counted = name(of: outcome, criterion.outcomeLabel)
    guard let denominator = criterion.denominator else { return counted }
    return "\(counted) / \(name(of: denominator, criterion.denominatorLabel))"
  }

  private func name(of key: String, _ label: String?) -> String {
    names.value(key: key, label: label).trimmed.loweringFirst
  }
}

extension String {
  /// With a small first letter, unless it begins with more than one capital.
  var loweringFirst: String {
    guard let first, dropFirst().first?.isUppercase != true else { return self }
    return first.lowercased() + dropFirst()
  }
}
