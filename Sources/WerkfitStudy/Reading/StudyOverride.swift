import Foundation

/// A change to a study from outside its file, such as `parameters.kans = 2%` from the command line.
public struct StudyOverride: Sendable, Hashable, Codable {
  /// The keys that lead to the value, joined by points: `scenarios.training.places.werkplekken.capacity`.
  public var path: String
  /// The new value, as it would be written in the file.
  public var value: String

  /// A change of the value at a path.
  public init(path: String, value: String) {
    self.path = path
    self.value = value
  }
}

/// Changes from outside the file: they are merged as those of a scenario are, into what the file says.
extension StudyBuilder {
  /// The study file with the changes outside the sections that catalogues and scenarios share.
  func overridden(_ root: SourceNode) -> SourceNode {
    guard var map = root.map else { return root }
    for change in overrides {
      let keys = change.keys
      guard let first = keys.first else { continue }
      guard StudyGrammar.keyNames(of: .study).contains(first) else {
        complain(change, found: first, among: StudyGrammar.keyNames(of: .study))
        continue
      }
      guard !StudySections.all.contains(first), let value = value(of: change) else { continue }
      let isNamed = ["scenarios", "readings", "targets", "criteria", "observations"].contains(first)
      if isNamed, keys.count > 1, map[first]?.map?[keys[1]] == nil {
        complain(change, found: keys[1], among: map[first]?.map?.keys ?? [])
        continue
      }
      let merged = Merging.merge(map[first], with: value.nested(under: keys.dropFirst()))
      map.set(SourceEntry(key: first, keyPlace: map.entry(first)?.keyPlace ?? value.place, value: merged))
    }
    return SourceNode(place: root.place, content: .map(map))
  }

  /// The sections of the study, its catalogues included, with the changes to them.
  func overridden(_ sections: StudySections) -> StudySections {
    var sections = sections
    for change in overrides {
      let keys = change.keys
      guard let section = keys.first, StudySections.all.contains(section) else { continue }
      // Draws of an analysis that belong together come from outside with a correlation of their own.
      if section == "correlations", keys.count == 2, sections[section].entry(keys[1]) == nil {
        guard let value = value(of: change) else { continue }
        sections[section].set(SourceEntry(key: keys[1], keyPlace: value.place, value: value))
        continue
      }
      guard keys.count > 1, let old = sections[section].entry(keys[1]) else {
        complain(change, found: keys.count > 1 ? keys[1] : section, among: sections[section].keys)
        continue
      }
      guard let value = value(of: change) else { continue }
      let merged: SourceNode
      if section == "parameters" {
        let number = keys.count == 2 ? value.asOwnEstimate(insteadOf: old.value) : value
        merged = Merging.mergeParameter(old.value, with: number.nested(under: keys.dropFirst(2)))
      } else {
        merged = Merging.merge(old.value, with: value.nested(under: keys.dropFirst(2)))
      }
      sections[section].set(SourceEntry(key: old.key, keyPlace: old.keyPlace, value: merged))
    }
    return sections
  }

  private func value(of change: StudyOverride) -> SourceNode? {
    YAMLComposer(file: "\(change.path)=\(change.value)", log: log).compose(change.value)?.located(
      at: change.path)
  }

  private func complain(_ change: StudyOverride, found: String, among names: [String]) {
    let nearest = nearestName(to: found, among: names)
    log.add(
      Diagnostic(
        kind: .unknownName, file: "\(change.path)=\(change.value)",
        problem: Sentence(
          nl: "de studie heeft hier niets dat zo heet", en: "the study has nothing of this name here"),
        found: found, suggestion: nearest.map { Sentence(nl: $0, en: $0) }))
  }
}

extension StudySections {
  /// The sections of names that catalogues and scenarios share.
  static let all = Set(changeable).union(StudyBuilder.shared)
}

extension StudyOverride {
  /// The keys of the path.
  var keys: [String] { path.split(separator: ".").map(String.init) }
}

extension SourceNode {
  /// The value under a path of keys, as nested maps.
  fileprivate func nested(under keys: ArraySlice<String>) -> SourceNode {
    keys.reversed().reduce(self) { inner, key in
      SourceNode(
        place: place, content: .map(SourceMap([SourceEntry(key: key, keyPlace: place, value: inner)])))
    }
  }

  /// The same value with the path of the study in its place, for diagnostics.
  fileprivate func located(at path: String) -> SourceNode {
    var node = self
    node.place.path = node.place.path.isEmpty ? path : "\(path).\(node.place.path)"
    return node
  }

  /// A bare number of a parameter as a guess of whoever changes it, over the period of the old number.
  fileprivate func asOwnEstimate(insteadOf old: SourceNode) -> SourceNode {
    guard case .scalar(let text, let isPlain) = content else { return self }
    let before = old.scalar ?? old.map?["value"]?.scalar
    let period = before?.range(of: " per ").map { before?[$0.lowerBound...] ?? "" } ?? ""
    let keepsPeriod = text.contains(" per ") || text.hasPrefix("=") || old.map?["per"] != nil
    let number = SourceNode(
      place: place, content: .scalar(keepsPeriod ? text : text + period, isPlain: isPlain))
    let guess = SourceNode(place: place, content: .scalar(Confidence.ownEstimate.rawValue, isPlain: true))
    return SourceNode(
      place: place,
      content: .map(
        SourceMap([
          SourceEntry(key: "value", keyPlace: place, value: number),
          SourceEntry(key: "confidence", keyPlace: place, value: guess),
        ])))
  }
}
