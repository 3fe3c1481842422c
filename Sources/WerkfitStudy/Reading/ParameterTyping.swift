/// Parameters and tables of a study or of one scenario, typed in the order in which they read each other.
extension StudyBuilder {
  /// Types parameters and tables and adds them to the scope; what is wrong is reported.
  ///
  /// - Parameter base: The parameters that these change: a change keeps dimension and period.
  func typed(
    parameters: [ParsedParameter], tables: [ParsedTable], base: [String: Parameter] = [:]
  ) -> (parameters: [Parameter], tables: [LookupTable]) {
    var positions: [String: Int] = [:]
    for (index, parameter) in parameters.enumerated() {
      for name in parameter.names { positions[name] = index }
    }
    var tablePositions: [String: Int] = [:]
    for (index, table) in tables.enumerated() { tablePositions[table.entry.key] = parameters.count + index }
    func dependencies(_ formulas: [FormulaNode]) -> [Int] {
      var found: Set<Int> = []
      for formula in formulas {
        let reads = formula.reads
        found.formUnion(reads.names.compactMap { positions[$0] })
        found.formUnion(reads.tables.compactMap { tablePositions[$0] })
      }
      return found.sorted()
    }
    let reads =
      parameters.map { parameter -> [Int] in
        if case .formula(let formula) = parameter.body { return dependencies([formula]) }
        return []
      } + tables.map { dependencies($0.values) }
    let (order, cycles) = ParameterGraph(reads: reads).ordered()
    let entries = parameters.map(\.entry) + tables.map(\.entry)
    for cycle in cycles { reportCycle(cycle.map { entries[$0] }) }
    var sizes: [String: Int] = [:]
    var readParameters: [Int: Parameter] = [:]
    var readTables: [Int: LookupTable] = [:]
    for item in order {
      if item < parameters.count {
        let parsed = parameters[item]
        guard isOfBoundedSize(parsed, &sizes) else { continue }
        readParameters[item] = typed(parsed, base: base[parsed.entry.key])
      } else {
        readTables[item - parameters.count] = typed(tables[item - parameters.count])
      }
    }
    return (
      parameters.indices.compactMap { readParameters[$0] }, tables.indices.compactMap { readTables[$0] }
    )
  }

  /// Formulas that double from name to name cannot be written out by the engine.
  private func isOfBoundedSize(_ parsed: ParsedParameter, _ sizes: inout [String: Int]) -> Bool {
    guard case .formula(let formula) = parsed.body else { return true }
    let size = formula.size(of: sizes)
    let isReported = formula.reads.names.contains { sizes[$0] == Self.sizeLimit }
    sizes[parsed.entry.key] = min(size, Self.sizeLimit)
    guard size >= Self.sizeLimit else { return true }
    if isReported { return false }
    log.error(
      .formula, at: parsed.entry.keyPlace,
      Sentence(
        nl: "deze formule wordt te groot als alle namen erin zijn uitgeschreven",
        en: "this formula becomes too large when all names in it are written out"))
    return false
  }

  /// The most parts of a formula with all its names written out.
  private static let sizeLimit = 100_000

  private func reportCycle(_ entries: [SourceEntry]) {
    guard let first = entries.first else { return }
    let names = (entries.map(\.key) + [first.key]).joined(separator: " → ")
    log.error(
      .cycle, at: first.keyPlace,
      entries.count == 1
        ? Sentence(nl: "deze naam hangt van zichzelf af", en: "this name depends on itself")
        : Sentence(
          nl: "deze namen hangen in een kring van elkaar af",
          en: "these names depend on each other in a circle"),
      found: shortened(names, to: 200))
  }

  private func typed(_ parsed: ParsedParameter, base: Parameter?) -> Parameter? {
    let typing = FormulaTyping(parameters: scope.parameterTypes, tables: scope.tableTypes)
    var type = parsed.type ?? .literal
    let definition: ParameterDefinition
    switch parsed.body {
    case .distribution(let distribution): definition = .distribution(distribution)
    case .formula(let formula):
      definition = .expression(formula.expression)
      do throws(FormulaError) {
        let found = try typing.type(of: formula)
        type = try stated(parsed, found: found, at: formula.offset)
      } catch {
        report(error, in: formulaNode(parsed.entry.value))
        return nil
      }
    }
    type.isLiteral = false
    if let base { keepSort(&type, of: base, for: parsed) }
    for name in parsed.names { scope.parameterTypes[name] = type }
    let parameter = Parameter(
      name: parsed.entry.key, label: parsed.label ?? base?.label, definition: definition,
      dimension: type.dimension, period: type.period, unit: parsed.unit ?? base?.unit,
      provenance: parsed.provenance)
    if base == nil { checkSource(parsed) }
    return parameter
  }

  /// What a formula parameter is: as stated with `unit` or `per`, which may not contradict what it gives.
  private func stated(
    _ parsed: ParsedParameter, found: FormulaType, at offset: Int
  ) throws(FormulaError) -> FormulaType {
    guard var stated = parsed.type else { return found }
    let fits =
      found.isLiteral || found.dimension == stated.dimension || found.dimension == .plain
      || (stated.dimension == .plain)
    guard fits else {
      throw FormulaError(
        kind: .dimension, offset: offset,
        problem: Sentence(
          nl: "deze formule geeft \(found.dimension.words.dutch)",
          en: "this formula gives \(found.dimension.words.english)"),
        expected: stated.dimension.words)
    }
    stated.clocks = found.clocks
    if stated.dimension != .chance, stated.period == nil { stated.period = nil }
    return stated
  }

  /// The node of the formula of a parameter, for columns.
  private func formulaNode(_ node: SourceNode) -> SourceNode {
    node.map?["expression"] ?? node.map?["value"] ?? node
  }

  /// A changed parameter stays what it is: formulas that read it were typed with the old one.
  private func keepSort(_ type: inout FormulaType, of base: Parameter, for parsed: ParsedParameter) {
    let place = parsed.entry.value.place
    if type.period == nil { type.period = base.period }
    if type.dimension == .plain { type.dimension = base.dimension }
    if type.dimension != base.dimension {
      log.error(
        .dimension, at: place,
        Sentence(
          nl:
            "deze parameter is in de studie \(base.dimension.words.dutch) en hier \(type.dimension.words.dutch)",
          en:
            "this parameter is \(base.dimension.words.english) in the study and \(type.dimension.words.english) here"
        ),
        found: parsed.entry.value.shown)
    } else if type.period != base.period {
      log.error(
        .dimension, at: place,
        Sentence(
          nl: "een gewijzigde kans houdt zijn periode", en: "a changed chance keeps its period"),
        found: type.period.map { "per \($0.text)" },
        expected: base.period.map { Sentence(same: "per \($0.text)") }
          ?? Sentence(nl: "geen periode", en: "no period"))
    }
  }

  private func checkSource(_ parsed: ParsedParameter) {
    guard parsed.needsSource, parsed.provenance.source == nil, parsed.provenance.confidence != .ownEstimate
    else {
      return
    }
    log.warning(
      .missingSource, at: parsed.entry.keyPlace,
      Sentence(
        nl: "dit getal heeft geen bron; noem een source of schrijf confidence: own estimate",
        en: "this number has no source; name a source or write confidence: own estimate"))
  }

  private func typed(_ parsed: ParsedTable) -> LookupTable? {
    let typing = FormulaTyping(parameters: scope.parameterTypes, tables: scope.tableTypes)
    var result = FormulaType(dimension: parsed.dimension ?? .plain, period: parsed.period)
    for (value, node) in zip(parsed.values, parsed.nodes) {
      do throws(FormulaError) {
        let type = try typing.type(of: value)
        if !type.clocks.isEmpty {
          log.error(
            .formula, at: node.place,
            Sentence(
              nl: "een waarde van een tabel kan geen klok lezen", en: "a value of a table cannot read a clock"
            ),
            found: node.shown)
        }
        if type.isLiteral { continue }
        if parsed.dimension == nil { result.dimension = type.dimension }
        result.period = result.period ?? type.period
      } catch {
        report(error, in: node)
      }
    }
    if result.period != nil, result.dimension == .plain { result.dimension = .chance }
    scope.tableTypes[parsed.entry.key] = result
    if parsed.provenance.source == nil, parsed.provenance.confidence != .ownEstimate {
      log.warning(
        .missingSource, at: parsed.entry.keyPlace,
        Sentence(
          nl: "deze tabel heeft geen bron; noem een source of schrijf confidence: own estimate",
          en: "this table has no source; name a source or write confidence: own estimate"))
    }
    return LookupTable(
      name: parsed.entry.key, label: parsed.label, breakpoints: parsed.breakpoints,
      values: parsed.values.map(\.expression), provenance: parsed.provenance)
  }
}
