import WerkfitStudy

import enum WerkfitStudy.Expression

/// A doelgroep with its hidden classes, each of which is a group to the oracle.
struct OracleDoelgroep {
  let name: String
  /// The position of the first class among all groups.
  let first: Int
  /// The groups: one per class, or the doelgroep itself.
  let parts: [Doelgroep]
  /// The key and share of each; none where there are no classes.
  let classes: [(name: String, share: Expression)]

  var groups: Range<Int> { first..<(first + parts.count) }

  static func all(in model: StudyModel) -> [OracleDoelgroep] {
    var first = 0
    return model.groups.map { group in
      let parts = group.classes.map { part in
        var people = group
        people.name = group.name + "/" + part.name
        people.classes = []
        // Generated classes speak of one parameter each; a name in it has the value of the doelgroep.
        for (name, formula) in part.parameters {
          people.parameters[name] = formula.substituting { group.parameters[$0] }
        }
        return people
      }
      defer { first += max(parts.count, 1) }
      return OracleDoelgroep(
        name: group.name, first: first, parts: parts.isEmpty ? [group] : parts,
        classes: group.classes.map { ($0.name, $0.share) })
    }
  }
}

extension OracleWorld {
  /// The class of a new person of a doelgroep: each draws their own.
  mutating func drawClass(of doelgroep: OracleDoelgroep) -> Int {
    guard doelgroep.classes.count > 1 else { return doelgroep.first }
    let moment = OracleMoment(step: 0)
    let shares = doelgroep.classes.map { oracle.evaluator.value($0.share, at: moment) }
    return doelgroep.first + (random.index(weights: shares) ?? 0)
  }

  /// How likely one person of each group of an offer is to be picked next, against others.
  func odds(of offer: Offer, group: Int) -> Double {
    guard let doelgroep = oracle.doelgroepen.first(where: { $0.groups.contains(group) }) else { return 1 }
    let part = doelgroep.classes.isEmpty ? nil : doelgroep.classes[group - doelgroep.first].name
    let named = offer.selection.filter { $0.group == doelgroep.name }
    let found = named.last { $0.hiddenClass == nil || $0.hiddenClass == part }
    return found.map { oracle.evaluator.value($0.ratio, at: OracleMoment(step: 0)) } ?? 1
  }

  /// The share of a group in its doelgroep.
  func share(of group: Int) -> Double {
    guard let doelgroep = oracle.doelgroepen.first(where: { $0.groups.contains(group) }),
      !doelgroep.classes.isEmpty
    else { return 1 }
    return oracle.evaluator.value(doelgroep.classes[group - doelgroep.first].share, at: OracleMoment(step: 0))
  }
}
