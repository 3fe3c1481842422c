import WerkfitStudy

/// A law of one number given by at most four others, so that a draw counts no references.
struct FlatLaw {
  enum Kind: UInt8 {
    case fixed, beta, normal, truncatedNormal, lognormal, gamma, uniform, triangular, pert
  }

  var kind: Kind
  /// The numbers of the law, in the order in which `Distribution` names them.
  var a = 0.0
  var b = 0.0
  var c = 0.0
  var d = 0.0

  /// The law of a distribution, or nil where that is a list or has several components.
  init?(_ distribution: Distribution) {
    switch distribution {
    case .fixed(let value): self.init(kind: .fixed, a: value)
    case .beta(let alpha, let beta): self.init(kind: .beta, a: alpha, b: beta)
    case .normal(let mean, let sd): self.init(kind: .normal, a: mean, b: sd)
    case .truncatedNormal(let mean, let sd, let lower, let upper):
      self.init(kind: .truncatedNormal, a: mean, b: sd, c: lower, d: upper)
    case .lognormal(let mu, let sigma): self.init(kind: .lognormal, a: mu, b: sigma)
    case .gamma(let shape, let scale): self.init(kind: .gamma, a: shape, b: scale)
    case .uniform(let lower, let upper): self.init(kind: .uniform, a: lower, b: upper)
    case .triangular(let lower, let mode, let upper):
      self.init(kind: .triangular, a: lower, b: mode, c: upper)
    case .pert(let lower, let mode, let upper, let lambda):
      self.init(kind: .pert, a: lower, b: mode, c: upper, d: lambda)
    case .discrete, .empirical, .dirichlet: return nil
    }
  }

  private init(kind: Kind, a: Double = 0, b: Double = 0, c: Double = 0, d: Double = 0) {
    self.kind = kind
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }
}
