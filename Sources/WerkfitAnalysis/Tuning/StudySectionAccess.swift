import WerkfitStudy

/// How entries of one section are found and taken over from another study, in the base and in all scenarios.
struct StudySectionAccess {
  /// The key of the section in a study file.
  let section: String
  /// The names of the entries of a model.
  let names: (StudyModel) -> [String]
  /// Whether an entry is the same in two models and their scenarios' changes.
  let isSame: (Study, Study, String) -> Bool
  /// Takes an entry over.
  let take: (inout Study, Study, String) -> Void

  /// The sections that scenarios may change, in the order in which differences are put in.
  static var all: [StudySectionAccess] {
    [
      make("parameters", \.parameters, \.parameters, \.name), make("tables", \.tables, nil, \.name),
      make("doelgroepen", \.groups, \.groups, \.name), make("states", \.states, \.states, \.name),
      make("places", \.places, \.places, \.name), make("funds", \.funds, \.funds, \.name),
      make("trajecten", \.trajecten, \.trajecten, \.name), make("parties", \.parties, nil, \.name),
      make("prices", \.prices, \.prices, \.name, removed: \.removedPrices),
      make("outcomes", \.outcomes, \.outcomes, \.name), make("reserves", \.reserves, \.reserves, \.name),
      make("shifts", \.shifts, \.shifts, \.name), make("budgetRules", \.budgetRules, \.budgetRules, \.name),
      make("offer", \.offers, \.offers, \.traject, removed: \.removedOffers),
    ]
  }

  private static func make<Entry: Hashable>(
    _ section: String, _ model: WritableKeyPath<StudyModel, [Entry]>,
    _ changes: WritableKeyPath<StudyChanges, [Entry]>?, _ key: KeyPath<Entry, String>,
    removed: WritableKeyPath<StudyChanges, [String]>? = nil
  ) -> StudySectionAccess {
    func find(_ entries: [Entry], _ name: String) -> Entry? { entries.first { $0[keyPath: key] == name } }
    func put(_ entries: inout [Entry], _ entry: Entry?, _ name: String) {
      let place = entries.firstIndex { $0[keyPath: key] == name }
      switch (place, entry) {
      case (let place?, let entry?): entries[place] = entry
      case (let place?, nil): entries.remove(at: place)
      case (nil, let entry?): entries.append(entry)
      case (nil, nil): break
      }
    }
    return StudySectionAccess(
      section: section, names: { $0[keyPath: model].map { $0[keyPath: key] } },
      isSame: { old, new, name in
        guard find(old.base[keyPath: model], name) == find(new.base[keyPath: model], name) else {
          return false
        }
        guard let changes else { return true }
        return shared(old, new).allSatisfy { one, other in
          let (before, after) = (old.scenarios[one].changes, new.scenarios[other].changes)
          return find(before[keyPath: changes], name) == find(after[keyPath: changes], name)
            && removed.map {
              before[keyPath: $0].contains(name) == after[keyPath: $0].contains(name)
            } ?? true
        }
      },
      take: { study, new, name in
        put(&study.base[keyPath: model], find(new.base[keyPath: model], name), name)
        guard let changes else { return }
        for (one, other) in shared(study, new) {
          let after = new.scenarios[other].changes
          put(&study.scenarios[one].changes[keyPath: changes], find(after[keyPath: changes], name), name)
          guard let removed else { continue }
          study.scenarios[one].changes[keyPath: removed].removeAll { $0 == name }
          if after[keyPath: removed].contains(name) {
            study.scenarios[one].changes[keyPath: removed].append(name)
          }
        }
      })
  }

  /// The places of the scenarios that both studies have.
  private static func shared(_ old: Study, _ new: Study) -> [(Int, Int)] {
    old.scenarios.indices.compactMap { one in
      new.scenarios.firstIndex { $0.name == old.scenarios[one].name }.map { (one, $0) }
    }
  }

  /// The names in the base or in a scenario of a study, in order.
  func names(of study: Study) -> [String] {
    var seen: Set<String> = []
    return ([study.base] + study.scenarios.map { study.model(scenario: $0.name) }).flatMap(names)
      .filter { seen.insert($0).inserted }
  }
}
