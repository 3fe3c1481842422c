import WerkfitAnalysis
import WerkfitStudy

/// The parameters of a study before and after own data were put in.
public struct FittedTable: Sendable {
  private let before: Study
  private let after: Study
  private let names: [String]
  private let language: Language

  /// A table of the given parameters.
  public init(before: Study, after: Study, names: [String], language: Language) {
    (self.before, self.after, self.names, self.language) = (before, after, names, language)
  }

  /// The table: mean, and the bounds of 95%, before and after.
  public var table: AnalysisTable {
    let say = Wording(language: language)
    return AnalysisTable(
      "fitted", title: say("Ingevuld in \(before.title)", "Put in \(before.title)"),
      corner: say("parameter", "parameter"),
      columns: [
        .init("before", say("was", "was")), .init("after", say("wordt", "becomes")),
        .init("low", say("laag", "low")), .init("high", say("hoog", "high")),
      ],
      rows: names.map { name in
        let (one, other) = (values(of: name, in: before), values(of: name, in: after))
        return .init(
          name, after.base.parameters.first { $0.name == name }?.label ?? name,
          [
            value(one?.mean, one), value(other?.mean, other), value(other?.low, other),
            value(other?.high, other),
          ])
      })
  }

  private typealias Found = (mean: Double, low: Double, high: Double, unit: String)

  private func values(of name: String, in study: Study) -> Found? {
    guard let parameter = study.base.parameters.first(where: { $0.name == name }),
      case .distribution(let distribution) = parameter.definition, distribution.componentCount == 1
    else { return nil }
    let words = AnalysisWords(study: study, language: language)
    return (
      distribution.means.first ?? 0, distribution.quantile(0.025), distribution.quantile(0.975),
      words.unit(parameter.dimension)
    )
  }

  private func value(_ number: Double?, _ found: Found?) -> AnalysisValue {
    guard let number, let found else { return .nothing(language == .dutch ? "formule" : "formula") }
    return .measured(number, unit: found.unit)
  }
}
