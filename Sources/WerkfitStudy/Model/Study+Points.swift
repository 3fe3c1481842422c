extension Study {
  /// The study with a reading taken into its base, and without readings.
  ///
  /// - Parameter reading: The key of the reading; nil gives the study as it is, without its readings.
  public func under(reading: String?) -> Study {
    var study = self
    if let reading, let variant = readings.first(where: { $0.name == reading }) {
      variant.changes.apply(to: &study.base)
    }
    study.readings = []
    return study
  }

  /// The study with given values for some parameters: draw r takes value r of each.
  ///
  /// A scenario, group or reading that sets a parameter itself keeps its own, unless the parameter is forced.
  ///
  /// - Parameters:
  ///   - columns: Per parameter its values, equally many.
  ///   - forced: Parameters that take the given values in every scenario but the nulalternatief, which keeps what it
  ///     had: what a decision is about.
  public func given(
    _ columns: [(name: String, values: [Double])], forced: Set<String> = []
  ) -> Study {
    var study = self
    let names = Set(columns.map(\.name))
    let reference = reference?.name
    for column in columns {
      guard let index = study.base.parameters.firstIndex(where: { $0.name == column.name }) else { continue }
      let original = study.base.parameters[index]
      study.base.parameters[index].definition = .distribution(.empirical(column.values))
      guard forced.contains(column.name) else { continue }
      for scenario in study.scenarios.indices {
        let changes = study.scenarios[scenario].changes.parameters
        let own = changes.firstIndex { $0.name == column.name }
        if study.scenarios[scenario].name == reference {
          if own == nil { study.scenarios[scenario].changes.parameters.append(original) }
        } else if let own {
          study.scenarios[scenario].changes.parameters[own].definition =
            .distribution(.empirical(column.values))
        }
      }
    }
    study.correlations = study.correlations.compactMap { $0.without(names) }
    var given = Correlation(name: "given values", parameters: columns.map(\.name))
    given.isInOrder = true
    study.correlations.append(given)
    return study
  }
}

extension Correlation {
  /// The correlation of what is left of its parameters, or nil where fewer than two are.
  fileprivate func without(_ names: Set<String>) -> Correlation? {
    let kept = parameters.indices.filter { !names.contains(parameters[$0]) }
    guard kept.count < parameters.count else { return self }
    guard kept.count > 1 else { return nil }
    var rest = self
    rest.parameters = kept.map { parameters[$0] }
    rest.matrix = isByRow ? [] : kept.map { row in kept.map { matrix[row][$0] } }
    return rest
  }
}
