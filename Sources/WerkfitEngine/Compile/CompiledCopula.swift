import WerkfitStudy

/// Parameters that are drawn together.
struct CompiledCopula: Sendable, Hashable {
  var names: [String]
  /// In the order of the names: those of the base.
  var distributions: [Distribution]
  /// The lower triangle of the correlations, row by row; empty where all take the same place of their lists.
  var factor: [Double]
  /// Where its random numbers stand.
  var address: UInt64
  /// Whether draw r takes place r of the lists.
  var isInOrder: Bool

  /// A correlation of a study, or nil where a parameter has no distribution of one number any more.
  init?(_ correlation: Correlation, parameters: [Parameter]) {
    var distributions: [Distribution] = []
    for name in correlation.parameters {
      guard let parameter = parameters.first(where: { $0.name == name }),
        case .distribution(let distribution) = parameter.definition, distribution.componentCount == 1
      else { return nil }
      distributions.append(distribution)
    }
    guard let factor = correlation.isByRow ? [] : correlation.factor else { return nil }
    isInOrder = correlation.isByRow && correlation.isInOrder
    names = correlation.parameters
    self.distributions = distributions
    self.factor = factor.flatMap { $0 }
    address = WerkfitEngine.address(ofName: "correlation:" + correlation.name)
  }
}
