/// Who of a waiting list is given a place first.
public enum AdmissionOrder: String, Sendable, Hashable, CaseIterable {
  /// The longest waiting first; those who came at the same point are equally likely.
  case firstCome = "first-come"
  /// Everyone equally likely, however long they wait.
  case random
  /// By the rank of their group or traject, and first come first served within a rank.
  case priority
}

/// Places of a pool that only one group can be given.
public struct Earmark: Sendable, Hashable {
  /// The group, such as the clients of one referrer.
  public var group: String
  /// How many places are for the group only.
  public var places: Expression

  /// Places for a group only.
  public init(_ group: String, places: Expression) {
    self.group = group
    self.places = places
  }
}

/// How the arrivals of a group are spread over the steps.
public enum ArrivalSpread: String, Sendable, Hashable, CaseIterable {
  /// The same number each step, as nearly as whole people allow.
  case even
  /// A Poisson number with the given mean, independent from step to step.
  case poisson
}

extension Phase {
  /// The pool of which people in the phase wait for a place, or nil.
  public var waitsFor: String? {
    if case .untilPlace(let pool) = stay { pool } else { nil }
  }
}

extension Traject {
  /// Whether people wait for a place in one of its phases.
  public var hasWaitingList: Bool { phases.contains { $0.waitsFor != nil } }

  /// Whether nobody can start without a free place: it has places, and no phase in which to wait for one.
  public var needsPlaceToStart: Bool { places != nil && !hasWaitingList }

  /// Whether people in a phase occupy a place: the phases that say so, else all that follow the first wait.
  ///
  /// Without a waiting list the place is taken at the start, and so held in the phases that come before.
  public func occupiesPlace(_ phase: Phase) -> Bool {
    guard places != nil, phase.waitsFor == nil else { return false }
    let index = phases.firstIndex { $0.name == phase.name } ?? 0
    if let wait = phases.firstIndex(where: { $0.waitsFor != nil }) {
      return placePhases.isEmpty ? index > wait : placePhases.contains(phase.name)
    }
    guard let first = phases.firstIndex(where: { placePhases.contains($0.name) }) else { return true }
    return index < first || placePhases.contains(phase.name)
  }
}
