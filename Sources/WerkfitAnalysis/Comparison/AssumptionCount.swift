import WerkfitStudy

extension AssumptionCount {
  /// The assumptions of a study: of its base, its scenarios and its readings, each name counted once.
  public init(of study: Study) {
    var found: [String: Provenance] = [:]
    let changes = study.scenarios.map(\.changes) + study.readings.map(\.changes)
    for parameter in study.base.parameters + changes.flatMap(\.parameters) where parameter.isAssumption {
      found["parameter \(parameter.name)"] = found["parameter \(parameter.name)"] ?? parameter.provenance
    }
    for table in study.base.tables { found["table \(table.name)"] = table.provenance }
    for price in study.base.prices + changes.flatMap(\.prices) where price.amount.isOwnNumber {
      found["price \(price.name)"] = found["price \(price.name)"] ?? price.provenance
    }
    let all = found.values
    total = all.count
    ownEstimates = all.filter { $0.confidence == .ownEstimate }.count
    unverified = all.filter { $0.confidence == .unverified }.count
    withoutSource = all.filter { $0.source == nil && $0.confidence == nil }.count
    selection = SelectionAssumption.all(of: study)
  }
}

extension Parameter {
  /// Whether the value is put in rather than computed from other parameters.
  var isAssumption: Bool {
    switch definition {
    case .distribution: true
    case .expression(let formula): formula.isOwnNumber
    }
  }
}

extension Expression {
  /// Whether a formula holds numbers of its own only, other than a plain 0.
  var isOwnNumber: Bool {
    parameterNames.isEmpty && tableNames.isEmpty && self != .number(0)
  }
}
