/// A value of a study file with the place where it stands.
///
/// Our own tree instead of that of the YAML library: small, without aliases and tags, with the key path in
/// every node, and easy to merge.
struct SourceNode: Sendable {
  /// What the value is.
  enum Content: Sendable {
    /// Nothing: an empty value, `~` or `null`.
    case empty
    /// A text; plain where it is not quoted.
    case scalar(String, isPlain: Bool)
    /// A list.
    case list([SourceNode])
    /// A map, in the order of the file.
    case map(SourceMap)
    /// Something that is reported already and is not to be read.
    case broken
  }

  /// Where it stands.
  var place: Place
  /// What it is.
  var content: Content

  /// The map, or nil where it is none.
  var map: SourceMap? {
    if case .map(let map) = content { map } else { nil }
  }

  /// Whether it is a map, or nothing.
  var isEmptyOrMap: Bool {
    switch content {
    case .empty, .map: true
    case .scalar, .list, .broken: false
    }
  }

  /// The text of a scalar, or nil.
  var scalar: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// The items of a list, or nil.
  var list: [SourceNode]? {
    if case .list(let items) = content { items } else { nil }
  }

  /// Whether nothing stands there.
  var isEmpty: Bool {
    if case .empty = content { true } else { false }
  }

  /// What the value is, in words, or the text itself.
  var shown: String {
    switch content {
    case .empty, .broken: "∅"
    case .scalar(let text, _): text.isEmpty ? "\"\"" : text
    case .list(let items):
      "[" + items.prefix(3).map(\.shown).joined(separator: ", ") + (items.count > 3 ? ", …]" : "]")
    case .map(let map):
      "{" + map.entries.prefix(3).map(\.key).joined(separator: ", ") + (map.entries.count > 3 ? ", …}" : "}")
    }
  }

  /// The value at a path of keys within this one, or nil.
  func value(at path: some Sequence<String>) -> SourceNode? {
    var node = self
    for key in path {
      guard let next = node.map?[key] else { return nil }
      node = next
    }
    return node
  }
}

/// A key of a map with its value.
struct SourceEntry: Sendable {
  /// The key.
  var key: String
  /// Where the key stands.
  var keyPlace: Place
  /// The value.
  var value: SourceNode
}

/// A map of a study file, in the order of the file, without duplicate keys.
struct SourceMap: Sendable {
  private(set) var entries: [SourceEntry]
  private var positions: [String: Int]

  /// A map of entries with different keys; of equal keys the first counts.
  init(_ entries: [SourceEntry] = []) {
    self.entries = []
    positions = [:]
    for entry in entries where positions[entry.key] == nil {
      positions[entry.key] = self.entries.count
      self.entries.append(entry)
    }
  }

  /// The keys, in order.
  var keys: [String] { entries.map(\.key) }

  /// The value of a key, or nil.
  subscript(key: String) -> SourceNode? {
    positions[key].map { entries[$0].value }
  }

  /// The entry of a key, or nil.
  func entry(_ key: String) -> SourceEntry? {
    positions[key].map { entries[$0] }
  }

  /// Sets an entry, in place of that of the same key or at the end.
  mutating func set(_ entry: SourceEntry) {
    if let position = positions[entry.key] {
      entries[position] = entry
    } else {
      positions[entry.key] = entries.count
      entries.append(entry)
    }
  }

  /// Without the entries of the given keys.
  func without(_ keys: some Collection<String>) -> SourceMap {
    SourceMap(entries.filter { !keys.contains($0.key) })
  }
}
