import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// Which observations a fit takes, and what is said of them beside the study.
public struct CalibrationChoice: Sendable, Hashable {
  /// The keys of the observations that are asked for; empty means all that a fit can take.
  public var names: [String] = []
  /// The number of people that a figure rests on, by its key, where the study does not give it.
  public var people: [String: Double] = [:]
  /// The standard error of a figure, by its key.
  public var errors: [String: Double] = [:]

  /// All that a fit can take.
  public init() {}

  /// A choice of observations.
  public init(names: [String], people: [String: Double] = [:], errors: [String: Double] = [:]) {
    (self.names, self.people, self.errors) = (names, people, errors)
  }

  /// The observations of a study that a fit of some parameters takes, and those that it does not.
  ///
  /// A goal, arithmetic and a figure that its source contradicts are never taken, whatever is asked for.
  ///
  /// - Parameters:
  ///   - position: The position of the study among those that are fitted together.
  ///   - fitted: The keys of the parameters that are fitted.
  public func items(
    of study: Study, at position: Int = 0, fitted: [String]
  ) -> (used: [CalibrationItem], unused: [UnusedObservation]) {
    var used: [CalibrationItem] = []
    var unused: [UnusedObservation] = []
    for observation in study.observations {
      switch item(of: observation, in: study, at: position, fitted: fitted) {
      case .success(let item): used.append(item)
      case .failure(let refusal):
        unused.append(
          UnusedObservation(
            study: position, name: observation.name, label: observation.label, reason: refusal.reason))
      }
    }
    if names.isEmpty { leaveOutSums(&used, &unused, position) }
    return (classes(of: used, study), unused)
  }

  private struct Refusal: Error { var reason: UnusedObservation.Reason }

  /// Statuses that are no result of people followed, whatever is asked for.
  private static let never: Set<ObservationStatus> = [.goal, .arithmetic, .contradicted]

  private func item(
    of observation: Observation, in study: Study, at position: Int, fitted: [String]
  ) -> Result<CalibrationItem, Refusal> {
    func refuse(_ reason: UnusedObservation.Reason) -> Result<CalibrationItem, Refusal> {
      .failure(Refusal(reason: reason))
    }
    let isAsked = names.contains(observation.name)
    guard names.isEmpty || isAsked else { return refuse(.notAsked) }
    let status = observation.status
    if let status, Self.never.contains(status) || (status == .untestable && !isAsked) {
      return refuse(.status(observation.statusText ?? status.rawValue))
    }
    guard let subject = observation.subject else { return refuse(.noSubject) }
    let feeds = StudyValidation.parametersFed(by: observation, of: study).filter(fitted.contains)
    guard feeds.isEmpty || isAsked else { return refuse(.alreadyInPrior(feeds)) }
    let key =
      switch subject {
      case .outcome(let key): key
      case .occupancy: OutcomeKey.observation(observation.name)
      }
    var term = CalibrationItem.Term(outcome: key, denominator: observation.denominator, scale: 1)
    let evidence: Evidence
    let isShare = StudyValidation.isShare(observation)
    if let error = errors[observation.name] {
      evidence = .value(observation.value, standardError: error)
    } else if let people = people[observation.name] ?? observation.sampleSize {
      let total = Int(people.rounded())
      let count = Int((isShare ? observation.value * people : observation.value).rounded())
      evidence = .count(count, of: total)
      if !isShare && observation.denominator == nil { term.scale = 1 / Double(total) }
    } else if isShare || observation.denominator != nil {
      return refuse(.noPeople)
    } else if isCount(subject, study), observation.value >= 0,
      observation.value == observation.value.rounded()
    {
      evidence = .events(Int(observation.value))
    } else {
      return refuse(.noError)
    }
    return .success(
      CalibrationItem(
        study: position,
        scenario: observation.scenario ?? study.firstAlternative?.name ?? study.reference?.name ?? "",
        names: [observation.name], labels: [observation.label], evidence: evidence, terms: [term],
        feeds: feeds,
        doubt: status == .untestable ? observation.statusText ?? status?.rawValue : nil))
  }

  /// Whether a figure counts people: those in states, those of a standard outcome, or moves and starts.
  private func isCount(_ subject: Subject, _ study: Study) -> Bool {
    guard case .outcome(let key) = subject else { return true }
    if let own = study.base.outcomes.first(where: { $0.name == key }) {
      return !own.unit.hasPrefix("EUR")
        && own.lines.allSatisfy { line in
          switch line.basis {
          case .move, .start: true
          case .time, .placeTime, .once, .every: false
          }
        }
    }
    return key.hasPrefix("started:") || key.hasPrefix("admitted:") || key.hasPrefix("atHorizon:")
      || Self.counts.contains(key)
  }

  private static let counts = Set(
    [
      StandardOutcome.started, .droppedOut, .completed, .grossExits, .grossExitsFullTime, .grossExitsPartTime,
      .grossExitsSubsidised, .durableExits6, .durableExits12, .durableExits18, .relapses, .relapses12,
      .exitsToWork,
    ].map(\.rawValue))

  /// Leaves out a number that is the sum of two to four others of its scenario: the same people would count twice.
  private func leaveOutSums(
    _ used: inout [CalibrationItem], _ unused: inout [UnusedObservation], _ position: Int
  ) {
    for item in used {
      guard case .events(let total) = item.evidence, total > 0 else { continue }
      let others = used.filter { other in
        guard case .events(let count) = other.evidence else { return false }
        return other.names != item.names && other.scenario == item.scenario && count > 0 && count < total
      }
      guard let parts = Self.parts(of: total, among: others.prefix(16), most: 4) else { continue }
      used.removeAll { $0.names == item.names }
      unused.append(
        UnusedObservation(
          study: position, name: item.names[0], label: item.labels[0], reason: .sum(of: parts)))
    }
  }

  private static func parts(of total: Int, among items: ArraySlice<CalibrationItem>, most: Int) -> [String]? {
    guard most > 0 else { return nil }
    for index in items.indices {
      guard case .events(let count) = items[index].evidence, count <= total else { continue }
      // One that is all of it is another count of the same size, no sum.
      if count == total { return most < 4 ? items[index].names : nil }
      if let rest = parts(of: total - count, among: items[(index + 1)...], most: most - 1) {
        return items[index].names + rest
      }
    }
    return nil
  }

  /// Counts of the same n of a scenario that together are those n become one item: each is in one class only.
  private func classes(of items: [CalibrationItem], _ study: Study) -> [CalibrationItem] {
    struct Key: Hashable {
      var scenario: String
      var total: Int
      var source: String?
    }
    func key(_ item: CalibrationItem) -> Key? {
      guard case .count(_, let total) = item.evidence, item.terms.allSatisfy({ $0.denominator == nil }) else {
        return nil
      }
      let observation = study.observations.first { $0.name == item.names[0] }
      return Key(scenario: item.scenario, total: total, source: observation?.provenance.source)
    }
    var result = items
    for (group, members) in Dictionary(grouping: items.filter { key($0) != nil }, by: key) {
      let counts = members.map { Int($0.evidence.observed[0]) }
      guard let group, members.count > 1, counts.reduce(0, +) == group.total else { continue }
      guard let place = result.firstIndex(where: { $0.names == members[0].names }) else { continue }
      var whole = members[0]
      whole.names = members.flatMap(\.names)
      whole.labels = members.flatMap(\.labels)
      whole.terms = members.flatMap(\.terms)
      whole.feeds = members.flatMap(\.feeds)
      whole.doubt = members.compactMap(\.doubt).first
      // The last class is the rest: nobody was seen in it.
      whole.evidence = .classes(counts + [0])
      result[place] = whole
      result.removeAll { item in members.dropFirst().contains { $0.names == item.names } }
    }
    return result
  }
}
