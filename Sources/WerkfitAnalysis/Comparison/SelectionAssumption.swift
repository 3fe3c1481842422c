import WerkfitStudy

/// Who is more (or less) likely than others to get an offered traject, as a study assumes it.
public struct SelectionAssumption: Sendable, Codable, Hashable {
  /// What readers see of the traject.
  public var traject: String
  /// What readers see of the people: a doelgroep, or one of its hidden classes.
  public var people: String
  /// The odds ratio, at the means of the parameters; 1 is as likely as others.
  public var oddsRatio: Double

  /// The odds ratios of all offers of a study that differ from 1, each once; those of scenarios included.
  public static func all(of study: Study) -> [SelectionAssumption] {
    var found: [SelectionAssumption] = []
    for scenario in study.scenarios {
      let model = study.model(scenario: scenario.name)
      let values = MeanValues(model)
      for offer in model.offers {
        for odds in offer.selection {
          guard let ratio = values.value(of: odds.ratio), ratio != 1 else { continue }
          let group = model.groups.first { $0.name == odds.group }
          let part = odds.hiddenClass.flatMap { name in group?.classes.first { $0.name == name } }
          let label = group?.label ?? odds.group
          let assumption = SelectionAssumption(
            traject: model.trajecten.first { $0.name == offer.traject }?.label ?? offer.traject,
            people: part.map { "\(label), \($0.label)" } ?? label, oddsRatio: ratio)
          if !found.contains(assumption) { found.append(assumption) }
        }
      }
    }
    return found
  }
}
