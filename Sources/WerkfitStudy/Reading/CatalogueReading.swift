/// Catalogues: files with what studies share.
extension StudyBuilder {
  /// The sections that a catalogue may hold.
  static let shared = ["sources", "parameters", "tables", "parties"] + changeableInStudy
  /// Those of which a study may change what a catalogue says.
  static let changeableInStudy = ["correlations", "states", "prices", "outcomes"]

  /// The sections of a study with those of its catalogues before them; also the names of the files.
  func sections(of study: SourceMap) -> (sections: StudySections, files: [String]) {
    var sections = StudySections()
    var files: [String] = []
    for node in items(study["uses"]) {
      guard let path = text(node) else { continue }
      let (file, loaded) = load(path, node.place.file)
      if files.contains(file) {
        log.error(
          .duplicate, at: node.place,
          Sentence(nl: "dit bestand staat al in uses", en: "this file is in uses already"), found: path)
        continue
      }
      switch loaded {
      case .failure(let kind, let problem): log.error(kind, at: node.place, problem, found: path)
      case .text(let text):
        files.append(file)
        guard let root = YAMLComposer(file: file, log: log).compose(text) else { continue }
        add(root, to: &sections, from: node)
      }
    }
    for section in Self.shared + StudySections.changeable.filter({ !Self.shared.contains($0) }) {
      if let node = study[section], !node.isEmptyOrMap { sections.hasBroken = true }
      let entries = entriesOfSection(section, in: study)
      if Self.changeableInStudy.contains(section) {
        change(&sections, section, by: entries)
      } else {
        add(entries, to: &sections, section)
      }
    }
    sections.add(unpriced: texts(study["unpriced"]))
    return (sections, files)
  }

  private func add(_ catalogue: SourceNode, to sections: inout StudySections, from use: SourceNode) {
    if catalogue.map?["study"] != nil {
      log.error(
        .meaning, at: use.place,
        Sentence(
          nl: "dit is een studie; uses neemt alleen kengetallenbestanden op",
          en: "this is a study; uses takes in catalogues only"), found: use.shown)
      return
    }
    guard let fields = fields(of: catalogue, as: .catalogue) else { return }
    for section in Self.shared { add(entriesOfSection(section, in: fields.map), to: &sections, section) }
    sections.add(unpriced: texts(fields["unpriced"]))
  }

  private func entriesOfSection(_ section: String, in map: SourceMap) -> [SourceEntry] {
    entries(of: map[section], startingWithLetter: section == "parameters" || section == "tables")
  }

  /// Adds entries; a name that is there already is an error that tells both places.
  private func add(_ entries: [SourceEntry], to sections: inout StudySections, _ section: String) {
    var map = sections[section]
    for entry in entries {
      // Parameters and tables share their names, since formulas use both.
      let twin = section == "tables" ? sections["parameters"].entry(entry.key) : nil
      if let other = map.entry(entry.key) ?? twin {
        log.error(
          .duplicate, at: entry.keyPlace,
          Sentence(
            nl: "deze naam bestaat al: \(other.keyPlace.file), regel \(other.keyPlace.line)",
            en: "this name exists already: \(other.keyPlace.file), line \(other.keyPlace.line)"),
          found: entry.key)
        continue
      }
      map.set(entry)
    }
    sections[section] = map
  }

  /// Reads a source.
  func source(_ entry: SourceEntry) -> Source? {
    guard let fields = fields(of: entry.value, as: .source) else { return nil }
    return Source(
      name: entry.key, title: text(fields["title"]) ?? entry.key, publisher: text(fields["publisher"]),
      date: text(fields["date"]), url: text(fields["url"]), note: text(fields["note"]),
      isOwnData: flag(fields["ownData"]) ?? false)
  }
}
