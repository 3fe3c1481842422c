import Yams

/// Turns the nodes of the YAML library into ours: with key paths, without aliases, within bounds.
struct NodeConversion {
  let file: String
  let log: DiagnosticLog
  private var count = 0
  /// The value of the top level that is being read.
  private var topPlace: Place?

  init(file: String, log: DiagnosticLog) {
    self.file = file
    self.log = log
  }

  /// The node in our form, or nil where the file is too large or too deep (which is then in the log).
  mutating func convert(_ node: Node, path: String, depth: Int) -> SourceNode? {
    let place = place(node.mark, path: path)
    count += 1
    guard count <= YAMLComposer.nodeLimit, depth <= TextGuard.depthLimit else {
      log.error(
        .syntax, at: topPlace ?? place,
        Sentence(
          nl:
            "dit bestand is te groot: met zijn verwijzingen (*) heeft het meer dan \(YAMLComposer.nodeLimit) waarden",
          en: "this file is too large: with its aliases (*) it has over \(YAMLComposer.nodeLimit) values"))
      return nil
    }
    switch node {
    case .scalar(let scalar):
      guard isAllowed(scalar.string, at: place) else { return SourceNode(place: place, content: .broken) }
      let isPlain = scalar.style == .plain || scalar.style == .any
      let isEmpty = isPlain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
      return SourceNode(place: place, content: isEmpty ? .empty : .scalar(scalar.string, isPlain: isPlain))
    case .sequence(let sequence):
      var items: [SourceNode] = []
      for (index, item) in sequence.enumerated() {
        guard let item = convert(item, path: "\(path)[\(index + 1)]", depth: depth + 1) else { return nil }
        items.append(item)
      }
      return SourceNode(place: place, content: .list(items))
    case .mapping(let mapping):
      return convert(mapping, at: place, depth: depth)
    case .alias:
      return SourceNode(place: place, content: .empty)
    }
  }

  private mutating func convert(_ mapping: Node.Mapping, at place: Place, depth: Int) -> SourceNode? {
    var entries: [SourceEntry] = []
    var places: [String: Place] = [:]
    for (keyNode, valueNode) in mapping {
      guard case .scalar(let scalar) = keyNode else {
        log.error(
          .syntax, at: self.place(keyNode.mark, path: place.path),
          Sentence(nl: "een sleutel moet een naam zijn", en: "a key must be a name"))
        continue
      }
      guard isAllowed(scalar.string, at: self.place(keyNode.mark, path: place.path)) else { continue }
      let isRepeated = scalar.string.unicodeScalars.first == YAMLComposer.repeatedKeyMark
      let key = scalar.string
      let path = place.path.isEmpty ? key : "\(place.path).\(key)"
      let keyPlace = self.place(keyNode.mark, path: path)
      if isRepeated {
        reportRepeated(key, at: keyPlace, in: place, among: places)
        continue
      }
      if key == "<<" {
        log.error(
          .syntax, at: keyPlace,
          Sentence(
            nl: "samenvoegen met << kan niet in een studie; schrijf de sleutels uit",
            en: "merging with << is not possible in a study; write the keys out"))
        continue
      }
      if depth == 0 { topPlace = keyPlace }
      guard let value = convert(valueNode, path: path, depth: depth + 1) else { return nil }
      places[key] = keyPlace
      entries.append(SourceEntry(key: key, keyPlace: keyPlace, value: value))
    }
    return SourceNode(place: place, content: .map(SourceMap(entries)))
  }

  /// Whether no character in the text is forbidden; the first that is goes into the log.
  private func isAllowed(_ text: String, at place: Place) -> Bool {
    guard let forbidden = text.unicodeScalars.first(where: \.isForbidden) else { return true }
    log.error(.syntax, at: place, TextGuard.forbidden, found: forbidden.codePoint)
    return false
  }

  /// The mark took the place of the first letter, so the key is known by its other letters.
  private func reportRepeated(_ key: String, at place: Place, in parent: Place, among places: [String: Place])
  {
    let tail = key.unicodeScalars.dropFirst().map(String.init).joined()
    let first = places.first { name, _ in
      name.unicodeScalars.dropFirst().map(String.init).joined() == tail
    }
    var place = place
    let name = first?.key ?? tail
    place.path = parent.path.isEmpty ? name : "\(parent.path).\(name)"
    let line = first?.value.line ?? 0
    log.error(
      .duplicate, at: place,
      Sentence(
        nl: "deze sleutel staat er twee keer: eerder op regel \(line)",
        en: "this key stands here twice: before on line \(line)"),
      found: name)
  }

  private func place(_ mark: Mark?, path: String) -> Place {
    Place(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1, path: path)
  }
}
