import WerkfitStudy

/// Something that happens to one person.
public struct OracleEvent: Sendable {
  /// What happens.
  public enum Kind: Sendable, Hashable {
    /// The person comes into the study, in a state.
    case enters
    /// The person starts a traject and goes from a state to its first phase.
    case starts(traject: String)
    /// The person moves; the cause is that of the exit, or nil at the end of a planned stay.
    case moves(cause: String?)
  }
  /// The number of the person.
  public var person: Int
  /// The group of the person.
  public var group: String
  /// The person whose shadow this is, or nil for a real person.
  public var shadowOf: Int?
  /// Whether the group of the person is supplied on demand.
  public var isOnDemand: Bool
  /// The point in time, 0 … T.
  public var point: Int
  /// What happens.
  public var kind: Kind
  /// The state or phase left; nil on entering.
  public var from: String?
  /// The state or phase reached.
  public var to: String
}

/// One simulated life in the study.
struct OraclePerson {
  var number: Int
  var group: Int
  var shadowOf: Int?
  /// The state or phase now.
  var node: Int
  /// The point at which the person entered the study.
  var entered: Int
  /// The point at which the person entered the present state.
  var enteredNode: Int
  /// The point at which the benefit status last changed, or at which the person entered the study.
  var benefitChanged: Int
  var startPoint: Int?
  var endPoint: Int?
  var traject: Int?
  /// Whether the person left the traject as a drop-out where drop-outs have none of its later effects.
  var hasDroppedOut = false
  /// The pool of which the person occupies a place.
  var pool: Int?
  var plan = OraclePlan()
}

/// How long a person will stay in a phase, counted in steps.
struct OraclePlan {
  /// The planned length, or the lowest length where the stay is completed by chance.
  var length = 0
  /// The highest length where the stay is completed by chance.
  var longest: Int?
  var isExtended = false
}
