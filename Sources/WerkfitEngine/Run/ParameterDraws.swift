import WerkfitStudy

/// The drawn values of every parameter of the base that has a distribution.
struct ParameterDraws {
  let study: Study
  let settings: RunSettings
  let draws: Int

  /// Per parameter (for a Dirichlet per component) one value per draw.
  ///
  /// - Throws: `SimulationError.invalid` where there is no memory for a generator.
  func values() throws -> [(name: String, values: [Double])] {
    let sampler = try ParameterSampler(seed: settings.seed)
    let copulas =
      settings.parametersAtMean
      ? [] : study.correlations.compactMap { CompiledCopula($0, parameters: study.base.parameters) }
    let together = copulas.map { (copula: $0, columns: columns(of: $0, sampler)) }
    var result: [(name: String, values: [Double])] = []
    for parameter in study.base.parameters {
      guard case .distribution(let distribution) = parameter.definition, !distribution.isFixed else {
        continue
      }
      let columns: [[Double]]
      if let (copula, drawn) = together.first(where: { $0.copula.names.contains(parameter.name) }),
        let position = copula.names.firstIndex(of: parameter.name)
      {
        columns = [drawn[position]]
      } else {
        columns = self.columns(of: distribution, address: address(ofName: parameter.name), sampler)
      }
      if case .dirichlet(let components, _) = distribution {
        for (index, component) in components.enumerated() {
          result.append((name: "\(parameter.name).\(component)", values: columns[index]))
        }
      } else {
        result.append((name: parameter.name, values: columns[0]))
      }
    }
    return result
  }

  private var strata: Int { settings.sampling == .latinHypercube ? draws : 0 }

  private func columns(of distribution: Distribution, address: UInt64, _ sampler: ParameterSampler)
    -> [[Double]]
  {
    if settings.parametersAtMean { return distribution.means.map { [Double](repeating: $0, count: draws) } }
    return columns(distribution.componentCount) { row, values in
      if strata > 0 {
        sampler.drawStratified(distribution, name: address, row: row, of: strata, into: values)
      } else {
        sampler.draw(distribution, name: address, row: row, into: values)
      }
    }
  }

  private func columns(of copula: CompiledCopula, _ sampler: ParameterSampler) -> [[Double]] {
    columns(copula.names.count) { row, values in sampler.draw(copula, row: row, strata: strata, into: values)
    }
  }

  /// One array per component, filled draw by draw.
  private func columns(_ count: Int, _ draw: (UInt32, UnsafeMutablePointer<Double>) -> Void) -> [[Double]] {
    var columns = [[Double]](repeating: [], count: count)
    for index in columns.indices { columns[index].reserveCapacity(draws) }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(count, 1)) { values in
      values.initialize(repeating: 0)
      guard let base = values.baseAddress else { return }
      for row in 0..<draws {
        draw(UInt32(truncatingIfNeeded: row), base)
        for index in 0..<count { columns[index].append(base[index]) }
      }
    }
    return columns
  }
}
