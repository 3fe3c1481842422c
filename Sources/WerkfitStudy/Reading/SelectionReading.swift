/// Hidden classes, and who is more likely to get an offer.
extension StudyBuilder {
  private static let classWords = Sentence(
    nl: "een klasse van deze doelgroep", en: "a class of this doelgroep")
  static let oddsWords = Sentence(
    nl: "een kansverhouding van 0 of meer, zoals 1.5", en: "an odds ratio of 0 or more, such as 1.5")

  /// Reads a hidden class of a doelgroep.
  func hiddenClass(_ entry: SourceEntry) -> HiddenClass? {
    guard let fields = fields(of: entry.value, as: .hiddenClass) else { return nil }
    let share = share(fields["share"])
    var own: [String: Expression] = [:]
    for change in entries(of: fields["parameters"]) {
      if let value = ownParameter(change) { own[change.key] = value }
    }
    return share.map {
      HiddenClass(name: entry.key, label: text(fields["label"]), share: $0, parameters: own)
    }
  }

  /// Reads the odds ratios of an offer, by group and perhaps by class.
  func selection(_ node: SourceNode?, among groups: [String]) -> [SelectionOdds] {
    let words = Sentence(nl: "een doelgroep van dit aanbod", en: "a doelgroep of this offer")
    var result: [SelectionOdds] = []
    for entry in entries(of: node) {
      guard isKnown(entry.key, among: groups, what: words, at: entry.keyPlace) else { continue }
      guard entry.value.map != nil else {
        if let ratio = odds(entry.value) { result.append(SelectionOdds(group: entry.key, ratio: ratio)) }
        continue
      }
      for part in entries(of: entry.value) {
        let isThere = isKnown(
          part.key, among: scope.classes[entry.key] ?? [], what: Self.classWords, at: part.keyPlace)
        if let ratio = odds(part.value), isThere {
          result.append(SelectionOdds(group: entry.key, hiddenClass: part.key, ratio: ratio))
        }
      }
    }
    return result
  }

  private func odds(_ node: SourceNode) -> Expression? {
    guard let value = amount(node, as: [.plain], expected: Self.oddsWords) else { return nil }
    if case .number(let number) = value, number < 0 || number > 1e6 {
      log.error(.value, at: node.place, found: node.shown, expected: Self.oddsWords)
      return nil
    }
    return value
  }
}

extension CheckedModel {
  /// Odds ratios are not below zero at the means of the parameters.
  func checkSelection(of offer: Offer, _ values: MeanValues, at place: Place) {
    for odds in offer.selection where !odds.ratio.isNumber {
      guard let value = values.value(of: odds.ratio), value < 0 else { continue }
      log.error(.meaning, at: place, found: value.plainText, expected: StudyBuilder.oddsWords)
    }
  }
}
