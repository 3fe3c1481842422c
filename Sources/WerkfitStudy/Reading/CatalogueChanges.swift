/// What a study makes of the states, prices, outcomes and correlations of its catalogues.
extension StudyBuilder {
  /// Adds the entries of the study; those of the same key as one of a catalogue change that, and `none` drops it.
  func change(_ sections: inout StudySections, _ section: String, by entries: [SourceEntry]) {
    let ofCatalogues = sections[section].keys
    for entry in entries {
      let before = sections[section].entry(entry.key)
      guard entry.value.scalar != "none" else {
        if before == nil { complain(of: entry, among: ofCatalogues) }
        sections[section] = sections[section].without([entry.key])
        continue
      }
      var merged = entry
      merged.value = Merging.merge(before?.value, with: entry.value)
      sections[section].set(merged)
    }
  }

  private func complain(of entry: SourceEntry, among known: [String]) {
    log.error(
      .unknownName, at: entry.keyPlace,
      Sentence(
        nl: "none haalt weg wat een bestand onder uses geeft, en daar staat dit niet in",
        en: "none drops what a file under uses gives, and this is in none of them"), found: entry.key,
      suggestion: nearestName(to: entry.key, among: known).map { Sentence(same: $0) })
  }
}

extension StudySections {
  /// Adds PM posts, each once.
  mutating func add(unpriced posts: [String]) {
    for post in posts where !unpriced.contains(post) { unpriced.append(post) }
  }
}
