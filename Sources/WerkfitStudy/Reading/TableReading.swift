/// A table as read, before its formulas are typed.
struct ParsedTable {
  var entry: SourceEntry
  var label: String?
  var breakpoints: [Double]
  var values: [FormulaNode]
  /// Where each value stands.
  var nodes: [SourceNode]
  var dimension: Dimension?
  var period: Period?
  var provenance = Provenance()
}

extension StudyBuilder {
  /// Reads a table.
  func table(_ entry: SourceEntry) -> ParsedTable? {
    if ClockVariable(rawValue: entry.key) != nil || MathFunction(rawValue: entry.key) != nil
      || entry.key == "ln"
    {
      log.error(
        .value, at: entry.keyPlace,
        Sentence(
          nl: "deze naam heeft al een betekenis in formules",
          en: "this name means something in formulas already"),
        found: entry.key)
    }
    guard let fields = fields(of: entry.value, as: .table) else { return nil }
    _ = text(fields["by"])
    let isCSV = fields.has("csv")
    var parsed = ParsedTable(
      entry: entry, label: text(fields["label"]), breakpoints: [], values: [], nodes: [],
      dimension: word(fields["dimension"], as: Dimension.self), period: period(fields["per"]),
      provenance: provenance(fields, atIsColumn: isCSV))
    var steps: [(at: Double, node: SourceNode)] = []
    if isCSV {
      guard let csv = fields["csv"], let read = csvTable(csv), let atNode = fields["at"],
        let at = text(atNode), let valueNode = fields["value"], let value = text(valueNode),
        let arguments = cells(of: read, column: at, at: atNode.place),
        let values = cells(of: read, column: value, at: valueNode.place)
      else { return nil }
      for (argument, value) in zip(arguments, values) {
        guard let quantity = quantity(argument) else { return nil }
        steps.append((quantity.value, value))
      }
    } else {
      guard let map = fields["steps"]?.map, !map.entries.isEmpty else {
        if let node = fields["steps"] {
          log.error(
            .value, at: node.place, found: node.shown,
            expected: Sentence(
              nl: "een blok met getallen, zoals { 55: 1%, 65: 2% }",
              en: "a block of numbers, such as { 55: 1%, 65: 2% }"))
        }
        return nil
      }
      for step in map.entries {
        let key = SourceNode(place: step.keyPlace, content: .scalar(step.key, isPlain: true))
        guard let quantity = quantity(key) else { return nil }
        steps.append((quantity.value, step.value))
      }
    }
    return fill(&parsed, with: steps, at: entry.keyPlace) ? parsed : nil
  }

  private func fill(
    _ parsed: inout ParsedTable, with steps: [(at: Double, node: SourceNode)], at place: Place
  ) -> Bool {
    for step in steps.sorted(by: { $0.at < $1.at }) {
      if step.at == parsed.breakpoints.last {
        log.error(
          .duplicate, at: step.node.place,
          Sentence(
            nl: "deze tabel heeft twee waarden vanaf \(step.at.plainText)",
            en: "this table has two values from \(step.at.plainText) on"))
        return false
      }
      let words = Sentence(nl: "een getal, kans of formule", en: "a number, chance or formula")
      guard let number = untypedNumber(step.node, expected: words) else { return false }
      var measure = Measure()
      measure.period = parsed.period
      if let literal = number.literal {
        guard measure.take(literal), !literal.isRate else {
          log.error(.value, at: step.node.place, found: step.node.shown, expected: words)
          return false
        }
        if measure.dimension != .plain { parsed.dimension = parsed.dimension ?? measure.dimension }
        parsed.period = measure.period
        parsed.values.append(.number(measure.scaled(literal), offset: 0))
        checkTableChance(parsed, measure.scaled(literal), step.node)
      } else {
        parsed.period = number.period ?? parsed.period
        parsed.values.append(number.formula)
      }
      parsed.breakpoints.append(step.at)
      parsed.nodes.append(step.node)
    }
    return true
  }

  private func checkTableChance(_ parsed: ParsedTable, _ value: Double, _ node: SourceNode) {
    guard parsed.dimension == .chance, !(0...1).contains(value) else { return }
    log.error(
      .value, at: node.place, found: node.shown,
      expected: Sentence(nl: "een kans van 0 tot 1", en: "a chance from 0 to 1"))
  }
}
