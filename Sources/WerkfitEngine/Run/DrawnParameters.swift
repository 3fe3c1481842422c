import WerkfitStudy

/// The drawn values of every parameter of the base that has a distribution.
struct DrawnParameters {
  let study: Study
  let settings: RunSettings
  let draws: Int

  /// Per parameter (for a Dirichlet per component) one value per draw.
  ///
  /// - Throws: `SimulationError.invalid` where there is no memory for a generator.
  func values() throws -> [(name: String, values: [Double])] {
    let drawn = DrawnValues(
      settings: settings, draws: draws, strata: settings.sampling == .latinHypercube ? draws : 0)
    let copulas = study.correlations.compactMap { CompiledCopula($0, parameters: study.base.parameters) }
    var result: [(name: String, values: [Double])] = []
    for parameter in study.base.parameters {
      guard case .distribution(let distribution) = parameter.definition, !distribution.isFixed else {
        continue
      }
      let columns = try drawn.values(
        of: DrawSource(
          distribution, name: parameter.name, address: address(ofName: parameter.name), copulas: copulas))
      var names = [parameter.name]
      if case .dirichlet(let components, _) = distribution {
        names = components.map { "\(parameter.name).\($0)" }
      }
      result += zip(names, columns).map { (name: $0, values: $1) }
    }
    return result
  }
}

extension Study {
  /// Draws of the parameters of the base that have a distribution, the same as those of a run with this seed.
  ///
  /// - Returns: Per parameter (for a Dirichlet per component) one value per draw.
  /// - Throws: `SimulationError.invalid` where there is no memory for a generator.
  public func parameterDraws(_ count: Int, seed: UInt64) throws -> [(name: String, values: [Double])] {
    var settings = RunSettings()
    settings.seed = seed
    return try DrawnParameters(study: self, settings: settings, draws: count).values()
  }
}
