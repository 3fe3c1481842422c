/// The values of a study as they are written, each under the keys that lead to it.
public struct StudyText: Sendable {
  /// The paths (`parameters.kans.value`), in order of the files, the study before its catalogues.
  public private(set) var paths: [String] = []
  /// The text at each path.
  public private(set) var values: [String: String] = [:]

  /// The values of a study, its catalogues and the changes to it.
  ///
  /// Where a study and a catalogue give the same path the study counts, as in reading. Files that are no YAML, such
  /// as tables, are left out.
  public init(_ sources: StudySources) {
    for change in sources.changes { add(change.value, at: change.path) }
    for file in sources.files where !file.name.lowercased().hasSuffix(".csv") {
      guard let root = YAMLComposer(file: file.name, log: DiagnosticLog()).compose(file.text) else {
        continue
      }
      walk(root, at: [])
    }
  }

  /// The paths that begin with the given keys, or that a scenario changes under them.
  public func paths(under section: String, name: String) -> [String] {
    let own = name.isEmpty ? section : "\(section).\(name)"
    return paths.filter { path in
      if path == own || path.hasPrefix(own + ".") { return true }
      guard path.hasPrefix("scenarios.") else { return false }
      let rest = path.split(separator: ".", maxSplits: 2).dropFirst(2).first.map(String.init) ?? ""
      return rest == own || rest.hasPrefix(own + ".")
    }
  }

  private mutating func walk(_ node: SourceNode, at keys: [String]) {
    guard let map = node.map else {
      if !node.isEmpty { add(node.written, at: keys.joined(separator: ".")) }
      return
    }
    for entry in map.entries { walk(entry.value, at: keys + [entry.key]) }
  }

  private mutating func add(_ text: String, at path: String) {
    guard !path.isEmpty, values[path] == nil else { return }
    paths.append(path)
    values[path] = text
  }
}

extension SourceNode {
  /// The value on one line, whole.
  fileprivate var written: String {
    switch content {
    case .empty, .broken: ""
    case .scalar(let text, _): text
    case .list(let items): "[" + items.map(\.written).joined(separator: ", ") + "]"
    case .map(let map):
      "{ " + map.entries.map { "\($0.key): \($0.value.written)" }.joined(separator: ", ") + " }"
    }
  }
}
