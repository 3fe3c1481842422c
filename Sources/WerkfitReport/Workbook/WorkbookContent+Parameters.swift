import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension WorkbookContent.Assumption {
  /// An assumption of a study; nil for what is computed from others.
  init?(_ parameter: Parameter, _ material: ExportMaterial) {
    let say = Wording(language: material.language)
    let isShare = parameter.dimension == .chance
    let unit = parameter.unit ?? DistributionWords.period(parameter.period, say)
    switch parameter.definition {
    case .distribution(let distribution) where distribution.componentCount == 1:
      self.init(
        key: parameter.name, label: parameter.label, value: distribution.means.first, unit: unit,
        isShare: isShare)
      if !distribution.isFixed {
        let words = DistributionWords(distribution, say)
        spread = "\(words.kind) (\(words.parameters))"
        (lower, upper) = (distribution.quantile(0.025), distribution.quantile(0.975))
      }
    case .distribution(let distribution):
      self.init(key: parameter.name, label: parameter.label, value: nil, unit: unit, isShare: isShare)
      let words = DistributionWords(distribution, say)
      spread = "\(words.kind) (\(words.parameters))"
    case .expression:
      guard parameter.provenance != Provenance() else { return nil }
      self.init(key: parameter.name, label: parameter.label, value: nil, unit: unit, isShare: isShare)
      formula = say("formule in de studie", "formula in the study")
    }
    let provenance = parameter.provenance
    let document = provenance.source.flatMap { key in material.study.sources.first { $0.name == key } }
    (source, publisher) = (document?.title ?? provenance.source, document?.publisher)
    (place, date, note) = (provenance.at, document?.date, provenance.note)
    switch provenance.confidence {
    case .published: confidence = .published
    case .derived: confidence = .derived
    case .ownEstimate: confidence = .ownEstimate
    case .unverified: confidence = .unverified
    case nil: confidence = nil
    }
  }
}

extension WorkbookContent.ParameterDistribution {
  /// A parameter as it is drawn; nil for one that is fixed, computed or of several numbers.
  init?(_ parameter: Parameter, _ say: Wording) {
    guard case .distribution(let distribution) = parameter.definition, distribution.componentCount == 1,
      !distribution.isFixed
    else { return nil }
    let words = DistributionWords(distribution, say)
    self.init(
      key: parameter.name, label: parameter.label, scope: say("basis", "base"), kind: words.kind,
      parameters: words.parameters, isShare: parameter.dimension == .chance,
      mean: distribution.means.first ?? 0, standardDeviation: Self.standardDeviation(of: distribution),
      quantiles: [0.025, 0.1, 0.5, 0.9, 0.975].map { distribution.quantile($0) })
  }
}

extension WorkbookContent.ParameterDistribution {
  /// The standard deviation, from two thousand equal parts of the distribution.
  private static func standardDeviation(of distribution: Distribution) -> Double {
    variance((0..<2_000).map { distribution.quantile((Double($0) + 0.5) / 2_000) }).squareRoot()
  }
}

/// The name of a distribution and its parameters, as the field writes them.
struct DistributionWords {
  let kind: String
  let parameters: String

  init(_ distribution: Distribution, _ say: Wording) {
    func list(_ items: (String, Double)...) -> String {
      items.map { "\($0.0) = \(Self.text($0.1))" }.joined(separator: "; ")
    }
    switch distribution {
    case .fixed(let value): (kind, parameters) = (say("vast", "fixed"), Self.text(value))
    case .beta(let alpha, let beta): (kind, parameters) = ("beta", list(("α", alpha), ("β", beta)))
    case .normal(let mean, let sd):
      (kind, parameters) = (say("normaal", "normal"), list(("μ", mean), ("σ", sd)))
    case .truncatedNormal(let mean, let sd, let lower, let upper):
      (kind, parameters) = (
        say("normaal, begrensd", "normal, truncated"),
        list(("μ", mean), ("σ", sd), ("min", lower), ("max", upper))
      )
    case .lognormal(let mu, let sigma): (kind, parameters) = ("lognormaal", list(("μ", mu), ("σ", sigma)))
    case .gamma(let shape, let scale): (kind, parameters) = ("gamma", list(("k", shape), ("θ", scale)))
    case .uniform(let lower, let upper):
      (kind, parameters) = (say("uniform", "uniform"), list(("min", lower), ("max", upper)))
    case .triangular(let lower, let mode, let upper):
      (kind, parameters) = (
        say("driehoek", "triangular"), list(("min", lower), (say("top", "mode"), mode), ("max", upper))
      )
    case .pert(let lower, let mode, let upper, let lambda):
      (kind, parameters) = (
        "PERT", list(("min", lower), (say("top", "mode"), mode), ("max", upper), ("λ", lambda))
      )
    case .discrete(let values, _):
      (kind, parameters) = (
        say("discreet", "discrete"), say("\(values.count) waarden", "\(values.count) values")
      )
    case .empirical(let values):
      (kind, parameters) = (
        say("uit gegevens", "empirical"), say("\(values.count) waarden", "\(values.count) values")
      )
    case .dirichlet(let components, let counts):
      (kind, parameters) = (
        "Dirichlet", zip(components, counts).map { "\($0) = \(Self.text($1))" }.joined(separator: "; ")
      )
    }
  }

  private static func text(_ value: Double) -> String {
    let rounded = (value * 10_000).rounded() / 10_000
    return (rounded == 0 ? value : rounded).csvField
  }

  /// A period in words, such as `per maand`; empty where there is none.
  static func period(_ period: Period?, _ say: Wording) -> String {
    guard let period else { return "" }
    return ParameterText(say: say, numbers: NumberText(language: say.language)).perPeriod(period)
  }
}
