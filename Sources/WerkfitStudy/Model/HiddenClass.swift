/// People within a doelgroep whom nobody can tell apart beforehand, but whose chances differ.
///
/// Because those with the best chances leave first, the mean chance of who is left falls with time even where the
/// chance of every single person stays the same (unobserved heterogeneity: Heckman and Singer 1984, "A method for
/// minimizing the impact of distributional assumptions in econometric models for duration data").
public struct HiddenClass: Sendable, Hashable {
  /// The key in the study file, unique within its doelgroep.
  public var name: String
  /// What readers see.
  public var label: String
  /// The share of the doelgroep, 0 to 1.
  public var share: Expression
  /// Parameters that have another value for this class; names in them have the values of the doelgroep.
  public var parameters: [String: Expression]

  /// A class with the given share and own parameters.
  public init(
    name: String, label: String? = nil, share: Expression, parameters: [String: Expression] = [:]
  ) {
    self.name = name
    self.label = label ?? name
    self.share = share
    self.parameters = parameters
  }
}

/// How likely some people are to get an offered traject, against others who may have it too (creaming).
///
/// Starters are picked one after another, each time everyone left has a chance in proportion to their odds ratio
/// (the noncentral hypergeometric law of Wallenius 1963). Where people come on demand, the odds of starters to be of
/// one class against another are those of the doelgroep times the ratio of their odds ratios.
public struct SelectionOdds: Sendable, Hashable {
  /// The doelgroep.
  public var group: String
  /// The class within it, or nil for everyone in the doelgroep.
  public var hiddenClass: String?
  /// The odds ratio; 1 is as likely as others.
  public var ratio: Expression

  /// The odds ratio of a doelgroep, or of one class in it.
  public init(group: String, hiddenClass: String? = nil, ratio: Expression) {
    self.group = group
    self.hiddenClass = hiddenClass
    self.ratio = ratio
  }
}

/// A doelgroep, or one hidden class of it: people with the same chances.
public struct Stratum: Sendable, Hashable {
  /// The people, with the own parameters of doelgroep and class together; the name is that of the doelgroep, or
  /// `doelgroep.class`.
  public var people: Doelgroep
  /// The key of the doelgroep.
  public var group: String
  /// The key of the class, or nil where the doelgroep has none.
  public var hiddenClass: String?
  /// The share of the doelgroep.
  public var share: Expression
}

extension StudyModel {
  /// The doelgroepen with each of their hidden classes apart, in order.
  public var strata: [Stratum] {
    groups.flatMap { group -> [Stratum] in
      guard !group.classes.isEmpty else {
        return [Stratum(people: group, group: group.name, hiddenClass: nil, share: .number(1))]
      }
      return group.classes.map { part in
        var people = group
        people.name = "\(group.name).\(part.name)"
        people.label = "\(group.label), \(part.label)"
        people.classes = []
        for (name, formula) in part.parameters {
          people.parameters[name] = inGroup(formula, of: group, path: [])
        }
        return Stratum(people: people, group: group.name, hiddenClass: part.name, share: part.share)
      }
    }
  }

  /// The formula as it reads in the study, where names had the values of a doelgroep.
  private func inGroup(_ formula: Expression, of group: Doelgroep, path: Set<String>) -> Expression {
    guard !group.parameters.isEmpty else { return formula }
    return formula.substituting { name in
      if let own = group.parameters[name] { return own }
      guard !path.contains(name), let parameter = parameters.first(where: { $0.name == name }),
        case .expression(let inner) = parameter.definition
      else { return nil }
      return inGroup(inner, of: group, path: path.union([name]))
    }
  }
}
