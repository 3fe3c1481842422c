import WerkfitEngine
import WerkfitStudy

/// A parameter of a study of which only a distribution is known.
public struct UncertainParameter: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// What the number measures.
  public var dimension: Dimension
  /// The period of a chance, or nil.
  public var period: Period?
  /// How sure the study is of it, in its own word, or nil.
  public var confidence: Confidence?
  /// The distribution.
  public var distribution: Distribution

  /// A parameter with a distribution of one number, fixed or not; nil for any other.
  public init?(_ parameter: Parameter) {
    guard case .distribution(let distribution) = parameter.definition, distribution.componentCount == 1 else {
      return nil
    }
    (name, label, dimension) = (parameter.name, parameter.label, parameter.dimension)
    (period, confidence) = (parameter.period, parameter.provenance.confidence)
    self.distribution = distribution
  }

  /// The mean.
  public var mean: Double { distribution.means.first ?? 0 }

  /// The bounds between which a share of the distribution lies, with equal tails.
  public func bounds(of share: Double) -> (low: Double, high: Double) {
    (distribution.quantile((1 - share) / 2), distribution.quantile((1 + share) / 2))
  }
}

extension Study {
  /// The parameters of the base that have a distribution of one number that is not fixed, in order of the file.
  public var uncertainParameters: [UncertainParameter] {
    base.parameters.compactMap(UncertainParameter.init).filter { !$0.distribution.isFixed }
  }

  /// The parameters whose distribution has several numbers at once, which one-way analyses leave at their means.
  public var jointParameters: [String] {
    base.parameters.compactMap { parameter in
      guard case .distribution(let distribution) = parameter.definition, !distribution.isFixed,
        distribution.componentCount > 1
      else { return nil }
      return parameter.name
    }
  }
}
