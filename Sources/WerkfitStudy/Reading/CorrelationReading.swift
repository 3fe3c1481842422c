/// Parameters that hang together.
extension StudyBuilder {
  /// Reads a correlation.
  ///
  /// - Parameter taken: The names of parameters that stand in an earlier correlation; those of this one are added.
  func correlation(_ entry: SourceEntry, of parameters: [Parameter], taken: inout Set<String>) -> Correlation?
  {
    guard let fields = fields(of: entry.value, as: .correlation) else { return nil }
    let what = Sentence(nl: "een parameter", en: "a parameter")
    guard let between = fields["between"], let text = text(between) else { return nil }
    // A parameter that is given a fixed value from outside does not vary, so it hangs together with nothing.
    let fixed = overrides.compactMap { $0.keys.first == "parameters" ? $0.keys.dropFirst().first : nil }
      .filter { name in parameters.first { $0.name == name }.map { !$0.isOneNumberWithSpread } ?? false }
    let known = parameters.map(\.name)
    let names = names(text, among: known, what: what, at: between.place)
    let provenance = provenance(fields)
    guard names.count == text.split(separator: "|", omittingEmptySubsequences: false).count else {
      return nil
    }
    guard names.count > 1 else {
      log.error(
        .value, at: between.place, found: between.shown,
        expected: Sentence(nl: "twee of meer parameters: A | B", en: "two or more parameters: A | B"))
      return nil
    }
    for name in names {
      if let parameter = parameters.first(where: { $0.name == name }), !parameter.isOneNumberWithSpread,
        !fixed.contains(name)
      {
        log.error(
          .value, at: between.place, found: name,
          expected: Sentence(
            nl: "een parameter met een verdeling van één getal",
            en: "a parameter with a distribution of one number"))
        return nil
      }
      if !taken.insert(name).inserted {
        log.error(
          .duplicate, at: between.place,
          Sentence(
            nl: "deze parameter hangt al samen met andere", en: "this parameter is in another correlation"),
          found: name)
        return nil
      }
    }
    let kept = names.indices.filter { !fixed.contains(names[$0]) }
    let rest = kept.map { names[$0] }
    if let node = fields["rows"] {
      guard word(node, among: ["same"]) != nil,
        rest.count < 2 || haveRowsAlike(rest, of: parameters, at: between.place)
      else { return nil }
      return rest.count < 2 ? nil : Correlation(name: entry.key, parameters: rest, provenance: provenance)
    }
    guard let matrix = matrix(fields, count: names.count), rest.count > 1 else { return nil }
    let result = Correlation(
      name: entry.key, parameters: rest, matrix: kept.map { row in kept.map { matrix[row][$0] } },
      provenance: provenance)
    if result.factor == nil {
      log.error(
        .value, at: (fields["matrix"] ?? fields["correlation"])?.place ?? entry.keyPlace,
        Sentence(
          nl: "deze samenhang kan niet: niet alle correlaties kunnen tegelijk waar zijn",
          en: "these correlations cannot all hold at once"),
        found: (fields["matrix"] ?? fields["correlation"])?.shown)
      return nil
    }
    return result
  }

  /// Whether all parameters have lists of values that are equally long; reports it where not.
  private func haveRowsAlike(_ names: [String], of parameters: [Parameter], at place: Place) -> Bool {
    let counts = names.map { name -> Int in
      guard let parameter = parameters.first(where: { $0.name == name }),
        case .distribution(.empirical(let values)) = parameter.definition
      else { return 0 }
      return values.count
    }
    guard let first = counts.first, first > 0, counts.allSatisfy({ $0 == first }) else {
      log.error(
        .value, at: place, found: zip(names, counts).map { "\($0) (\($1))" }.joined(separator: ", "),
        expected: Sentence(
          nl: "parameters met een empirical van even veel waarden",
          en: "parameters with an empirical of equally many values"))
      return false
    }
    return true
  }

  private func matrix(_ fields: Fields, count: Int) -> [[Double]]? {
    let between = Sentence(nl: "een getal tussen -1 en 1", en: "a number between -1 and 1")
    func number(_ node: SourceNode) -> Double? {
      guard let value = quantity(node)?.value else { return nil }
      guard value >= -1, value <= 1 else {
        log.error(.value, at: node.place, found: node.shown, expected: between)
        return nil
      }
      return value
    }
    if let node = fields["correlation"] {
      guard let value = number(node) else { return nil }
      return (0..<count).map { row in (0..<count).map { row == $0 ? 1 : value } }
    }
    let words = Sentence(
      nl: "correlation, of een matrix van \(count) bij \(count) met enen op de diagonaal",
      en: "correlation, or a matrix of \(count) by \(count) with ones on the diagonal")
    guard let node = fields["matrix"] else { return nil }
    let rows = (node.list ?? []).map { $0.list ?? [] }
    guard rows.count == count, rows.allSatisfy({ $0.count == count }) else {
      log.error(.value, at: node.place, found: node.shown, expected: words)
      return nil
    }
    var matrix: [[Double]] = []
    for row in rows {
      let values = row.compactMap(number)
      guard values.count == count else { return nil }
      matrix.append(values)
    }
    for row in 0..<count {
      for column in 0...row
      where row == column ? matrix[row][row] != 1 : matrix[row][column] != matrix[column][row] {
        log.error(.value, at: rows[row][column].place, found: rows[row][column].shown, expected: words)
        return nil
      }
    }
    return matrix
  }
}

extension Parameter {
  /// Whether it is drawn, as one number.
  var isOneNumberWithSpread: Bool {
    guard case .distribution(let distribution) = definition else { return false }
    switch distribution {
    case .fixed, .dirichlet: return false
    default: return true
    }
  }
}
