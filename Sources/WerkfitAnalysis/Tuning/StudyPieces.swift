import WerkfitStudy

/// One thing that differs between two studies: an entry of a section, or a section as a whole.
public struct StudyPiece: Sendable, Hashable {
  /// What happened to it.
  public enum Kind: String, Sendable, Hashable, Codable {
    case added, removed, changed
  }

  /// The key of the section in a study file.
  public var section: String
  /// The name of the entry; empty for the section as a whole.
  public var name: String
  /// What happened to it.
  public var kind: Kind
  /// Whether it can change no outcome of the base reading: words, sources, targets, other readings.
  public var isSilent: Bool

  /// The path in a study file.
  public var path: String { name.isEmpty ? section : "\(section).\(name)" }
}

/// What differs between two studies, piece by piece.
///
/// An entry that the base and a scenario both give is one piece: it is taken over in all of them at once.
public struct StudyPieces: Sendable {
  /// The study that is started from.
  public let old: Study
  /// The study that is arrived at.
  public let new: Study
  /// The pieces in the order in which they are put in: parameters first, what is taken away last.
  public let pieces: [StudyPiece]

  /// The pieces that can change an outcome.
  public var counting: [StudyPiece] { pieces.filter { !$0.isSilent } }

  /// Compares two studies.
  public init(_ old: Study, _ new: Study) {
    (self.old, self.new) = (old, new)
    var found: [StudyPiece] = []
    for access in StudySectionAccess.all {
      let (before, after) = (access.names(of: old), access.names(of: new))
      for name in after + before.filter({ !after.contains($0) }) where !access.isSame(old, new, name) {
        found.append(
          StudyPiece(
            section: access.section, name: name, kind: Self.kind(name, before, after),
            isSilent: access.section == "parameters" && Self.isSameNumber(old, new, name)))
      }
    }
    let wholes: [(String, Bool, Bool)] = [
      ("correlations", old.correlations == new.correlations, false),
      ("money", old.money == new.money, false),
      ("clock", old.clock == new.clock && old.exitWindow == new.exitWindow, false),
      ("perspective", old.perspective == new.perspective, true),
      ("report", old.reported == new.reported, true), ("targets", old.targets == new.targets, true),
      ("criteria", old.criteria == new.criteria, true),
      ("observations", old.observations == new.observations, true),
      ("readings", old.readings == new.readings, true), ("sources", old.sources == new.sources, true),
      ("unpriced", old.unpriced == new.unpriced, true),
      (
        "study", old.title == new.title && old.question == new.question && old.author == new.author, true
      ),
    ]
    found += wholes.filter { !$0.1 }.map {
      StudyPiece(section: $0.0, name: "", kind: .changed, isSilent: $0.2)
    }
    found += Self.scenarios(old, new)
    // What is taken away may still be read by what has not been put in yet, so it goes last and backwards.
    pieces = found.filter { $0.kind != .removed } + found.filter { $0.kind == .removed }.reversed()
  }

  /// A study on the way: the old one with some pieces of the new one put in.
  func study(with pieces: [StudyPiece]) -> Study {
    var study = old
    let sections = Dictionary(StudySectionAccess.all.map { ($0.section, $0) }) { first, _ in first }
    for piece in pieces {
      if let access = sections[piece.section] {
        access.take(&study, new, piece.name)
        continue
      }
      switch piece.section {
      case "correlations": study.correlations = new.correlations
      case "money": study.money = new.money
      case "clock": (study.clock, study.exitWindow) = (new.clock, new.exitWindow)
      case "scenarios":
        let place = study.scenarios.firstIndex { $0.name == piece.name }
        let scenario = new.scenarios.first { $0.name == piece.name }
        switch (place, scenario) {
        case (let place?, let scenario?):
          study.scenarios[place].basedOn = scenario.basedOn
          study.scenarios[place].isReference = scenario.isReference
        case (let place?, nil): study.scenarios.remove(at: place)
        case (nil, let scenario?): study.scenarios.append(scenario)
        case (nil, nil): break
        }
      default: break
      }
    }
    return study
  }

  private static func kind(_ name: String, _ before: [String], _ after: [String]) -> StudyPiece.Kind {
    before.contains(name) ? (after.contains(name) ? .changed : .removed) : .added
  }

  /// Whether only words and sources of a parameter differ, in the base and in every scenario.
  private static func isSameNumber(_ old: Study, _ new: Study, _ name: String) -> Bool {
    // The same parameter with the words of the other.
    func number(_ parameters: [Parameter]) -> Parameter? {
      guard var found = parameters.first(where: { $0.name == name }) else { return nil }
      (found.label, found.unit, found.provenance) = ("", nil, Provenance())
      return found
    }
    guard number(old.base.parameters) == number(new.base.parameters),
      number(old.base.parameters) != nil || number(new.base.parameters) != nil
    else { return false }
    return old.scenarios.allSatisfy { scenario in
      guard let other = new.scenarios.first(where: { $0.name == scenario.name }) else { return true }
      return number(scenario.changes.parameters) == number(other.changes.parameters)
    }
  }

  private static func scenarios(_ old: Study, _ new: Study) -> [StudyPiece] {
    let (before, after) = (old.scenarios.map(\.name), new.scenarios.map(\.name))
    return (after + before.filter { !after.contains($0) }).compactMap { name in
      let (one, other) = (old.scenarios.first { $0.name == name }, new.scenarios.first { $0.name == name })
      if let one, let other {
        let isSame = one.basedOn == other.basedOn && one.isReference == other.isReference
        guard !isSame || one.label != other.label || one.note != other.note else { return nil }
        return StudyPiece(section: "scenarios", name: name, kind: .changed, isSilent: isSame)
      }
      return StudyPiece(
        section: "scenarios", name: name, kind: kind(name, before, after), isSilent: false)
    }
  }
}
