import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// An observation of a study with the law by which it varies around what the study predicts; or several that count
/// the same people over classes.
public struct CalibrationItem: Sendable, Hashable {
  /// What a prediction is made of: an outcome, times a scale or as share of another outcome.
  public struct Term: Sendable, Hashable {
    /// The key of the outcome.
    public var outcome: String
    /// The key of the outcome of which it is a share, or nil.
    public var denominator: String?
    /// What the outcome is multiplied by, where it is no share of another.
    public var scale: Double
  }

  /// The position of its study among those that are calibrated together.
  public var study: Int
  /// The key of the scenario.
  public var scenario: String
  /// The keys of the observations: one, or one per class.
  public var names: [String]
  /// What readers see, one per observation.
  public var labels: [String]
  /// What was observed, with its law.
  public var evidence: Evidence
  /// What is predicted, one per observation.
  public var terms: [Term]
  /// Parameters that are fitted to it and whose own distribution comes from the same line of the same source.
  public var feeds: [String]
  /// The status as written in the study, where it is none that a fit takes by itself.
  public var doubt: String?

  /// Whether its observations are classes of the same people, the rest of them being a class too.
  public var areClasses: Bool { names.count > 1 }

  /// The keys of all outcomes that it needs.
  var outcomes: [String] { terms.flatMap { [$0.outcome] + ($0.denominator.map { [$0] } ?? []) } }

  /// What is predicted, as its evidence takes it; nil where the outcomes cannot be.
  func prediction(_ values: (String) -> Double) -> [Double]? {
    var found: [Double] = []
    for term in terms {
      guard let denominator = term.denominator else {
        found.append(values(term.outcome) * term.scale)
        continue
      }
      let whole = values(denominator)
      guard whole > 0 else { return nil }
      found.append(values(term.outcome) / whole)
    }
    guard found.allSatisfy({ $0.isFinite }) else { return nil }
    // Rounding may bring a share of everyone a hair above one.
    let slack = 1e-9
    switch evidence {
    case .value: return found
    case .events: return found[0] < -slack ? nil : [max(found[0], 0)]
    case .count, .variedCount, .left:
      guard found.allSatisfy({ $0 >= -slack && $0 <= 1 + slack }) else { return nil }
      return found.map { min(max($0, 0), 1) }
    case .classes:
      guard found.allSatisfy({ $0 >= -slack }) else { return nil }
      let shares = found.map { max($0, 0) }
      let sum = shares.reduce(0, +)
      // More people than were counted: the classes are shares of all of them, and there is no rest.
      return sum >= 1 ? shares.map { $0 / sum } + [0] : shares + [1 - sum]
    }
  }
}

/// An observation that a fit does not take, and why.
public struct UnusedObservation: Sendable, Hashable {
  /// Why an observation is not taken.
  public enum Reason: Sendable, Hashable {
    /// Others were asked for.
    case notAsked
    /// Its status, as written: a goal, arithmetic, a source that contradicts itself, or not testable.
    case status(String)
    /// The study does not say what it is about.
    case noSubject
    /// A share without the number of people that it rests on.
    case noPeople
    /// Neither a count of people nor a share, and without a standard error.
    case noError
    /// It already stands in the distribution of parameters that are fitted.
    case alreadyInPrior([String])
    /// It is the sum of others that are taken.
    case sum(of: [String])
  }

  /// The position of its study.
  public var study: Int
  /// The key.
  public var name: String
  /// What readers see.
  public var label: String
  /// Why.
  public var reason: Reason
}
