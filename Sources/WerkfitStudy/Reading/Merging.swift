/// How a scenario or a reading changes an entry: maps merge key by key, all else is replaced.
enum Merging {
  /// Keys of which an entry has only one: where a change gives one, the others of the base go.
  private static let alternatives: [Set<String>] = [
    ["size", "arrivals", "supply"],
    ["stay", "waitsFor"],
    ["hazardRatio", "riskRatio", "addedChance"],
    ["amount", "amounts"],
    ["perStart", "perPlaceMonth"],
    ["correlation", "matrix", "rows"],
  ]

  /// Keys whose values are replaced as a whole, because their forms exclude each other.
  private static let replacedAsWhole: Set<String> = ["stay", "otherwise", "in", "to", "commits"]

  /// Where a number of a parameter stands; a change of one drops the others.
  static let definitionKeys: Set<String> = [
    "value", "expression", "beta", "normal", "truncatedNormal", "lognormal", "gamma", "uniform",
    "triangular", "pert", "discrete", "empirical", "dirichlet",
  ]

  /// The base with a change.
  ///
  /// - Parameter key: The key of both, where they have one: among `moves`, `none` takes a move away.
  static func merge(_ base: SourceNode?, with change: SourceNode, under key: String? = nil) -> SourceNode {
    guard let base, case .map(var merged) = base.content, case .map(let changes) = change.content else {
      return change
    }
    for group in alternatives where !group.isDisjoint(with: changes.keys) {
      merged = merged.without(group)
    }
    for entry in changes.entries {
      var entry = entry
      if key == "moves", entry.value.scalar == "none", merged[entry.key] != nil {
        merged = merged.without([entry.key])
        continue
      }
      if !replacedAsWhole.contains(entry.key) {
        entry.value = merge(merged[entry.key], with: entry.value, under: entry.key)
      }
      merged.set(entry)
    }
    return SourceNode(place: change.place, content: .map(merged))
  }

  /// A parameter with a change: another number drops the old one with its distribution and its source.
  static func mergeParameter(_ base: SourceNode?, with change: SourceNode) -> SourceNode {
    guard let base else { return change }
    let changes =
      change.map
      ?? SourceMap([SourceEntry(key: "value", keyPlace: change.place, value: change)])
    var kept = base.map ?? SourceMap([SourceEntry(key: "value", keyPlace: base.place, value: base)])
    let givesNumber = !definitionKeys.isDisjoint(with: changes.keys)
    if givesNumber {
      kept = kept.without(definitionKeys.union(["sd", "interval", "source", "at", "note", "confidence"]))
    } else if changes["sd"] != nil || changes["interval"] != nil {
      kept = kept.without(["sd", "interval"])
    }
    for entry in changes.entries { kept.set(entry) }
    return SourceNode(place: change.place, content: .map(kept))
  }

  /// An offer with a change: the short form (a group) stands for `to`.
  static func mergeOffer(_ base: SourceNode?, with change: SourceNode) -> SourceNode {
    guard let base, change.map != nil else { return change }
    if base.map != nil { return merge(base, with: change) }
    let long = SourceMap([SourceEntry(key: "to", keyPlace: base.place, value: base)])
    return merge(SourceNode(place: base.place, content: .map(long)), with: change)
  }
}
