import Foundation

/// The distributions of parameters.
extension StudyBuilder {
  /// The distribution under a key such as `beta` or `pert`, or nil where it cannot be read.
  func distribution(_ key: String, _ node: SourceNode, measure: inout Measure) -> Distribution? {
    switch key {
    case "beta": beta(node, &measure)
    case "normal": normal(node, &measure)
    case "truncatedNormal": truncatedNormal(node, &measure)
    case "lognormal": lognormal(node, &measure)
    case "gamma": gamma(node, &measure)
    case "uniform": uniform(node, &measure)
    case "triangular": triangular(node, &measure)
    case "pert": pert(node, &measure)
    case "discrete": discrete(node, &measure)
    case "empirical": empirical(node, &measure)
    case "dirichlet": dirichlet(node)
    default: nil
    }
  }

  /// Numbers that measure the parameter itself, in months where they are durations.
  private func numbers(_ nodes: [SourceNode?], _ measure: inout Measure) -> [Double]? {
    var quantities: [QuantityText] = []
    for node in nodes {
      guard let node, let quantity = quantity(node) else { return nil }
      guard measure.take(quantity) else {
        log.error(
          .value, at: node.place,
          Sentence(
            nl: "deze getallen zijn niet van dezelfde soort of hebben niet dezelfde periode",
            en: "these numbers are not of the same sort or do not have the same period"), found: node.shown)
        return nil
      }
      quantities.append(quantity)
    }
    return quantities.map(measure.scaled)
  }

  /// Plain numbers, such as shapes and weights.
  private func plain(_ nodes: [SourceNode?]) -> [Double]? {
    var values: [Double] = []
    for node in nodes {
      guard let node, let quantity = quantity(node) else { return nil }
      guard !quantity.isMoney, quantity.unit == nil, quantity.period == nil else {
        log.error(
          .value, at: node.place, found: node.shown,
          expected: Sentence(nl: "een gewoon getal", en: "a plain number"))
        return nil
      }
      values.append(quantity.value)
    }
    return values
  }

  /// A list of a given number of values.
  private func list(_ node: SourceNode, count: Int, _ words: Sentence) -> [SourceNode]? {
    if let items = node.list, items.count == count { return items }
    log.error(.value, at: node.place, found: node.shown, expected: words)
    return nil
  }

  private func impossible(_ node: SourceNode, _ expected: Sentence) -> Distribution? {
    log.error(.value, at: node.place, found: pairs(node), expected: expected)
    return nil
  }

  /// A small map as written, for messages: `mean: 2, sd: 3`.
  private func pairs(_ node: SourceNode) -> String {
    guard let map = node.map else { return node.shown }
    return map.entries.prefix(4).map { "\($0.key): \($0.value.shown)" }.joined(separator: ", ")
  }

  private func beta(_ node: SourceNode, _ measure: inout Measure) -> Distribution? {
    let positive = Sentence(nl: "twee getallen boven 0", en: "two numbers above 0")
    if node.map == nil {
      guard let items = list(node, count: 2, positive), let shapes = plain(items) else { return nil }
      guard shapes[0] > 0, shapes[1] > 0 else { return impossible(node, positive) }
      return .beta(alpha: shapes[0], beta: shapes[1])
    }
    guard let fields = fields(of: node, as: .beta) else { return nil }
    if fields.has("count"), fields.has("of") {
      guard let counts = plain([fields["count"], fields["of"]]) else { return nil }
      guard counts[0] > 0, counts[1] > counts[0] else {
        return impossible(
          node,
          Sentence(
            nl: "een count boven 0 en een groter getal bij of",
            en: "a count above 0 and a larger number for of"))
      }
      return .beta(alpha: counts[0], beta: counts[1] - counts[0])
    }
    guard fields.has("mean"), fields.has("sd"),
      let values = numbers([fields["mean"], fields["sd"]], &measure)
    else { return nil }
    return DistributionForms.beta(mean: values[0], sd: values[1]) ?? impossible(node, Self.betaMoments)
  }

  static let betaMoments = Sentence(
    nl: "een gemiddelde tussen 0 en 1 en een sd boven 0 en onder √(gemiddelde × (1 − gemiddelde))",
    en: "a mean between 0 and 1 and an sd above 0 and below √(mean × (1 − mean))")

  static let positiveMoments = Sentence(
    nl: "een gemiddelde en een sd boven 0", en: "a mean and an sd above 0")

  private func normal(_ node: SourceNode, _ measure: inout Measure) -> Distribution? {
    guard let fields = fields(of: node, as: .normal), fields.has("mean"), fields.has("sd"),
      let values = numbers([fields["mean"], fields["sd"]], &measure)
    else { return nil }
    guard values[1] > 0 else { return impossible(node, Sentence(nl: "een sd boven 0", en: "an sd above 0")) }
    return .normal(mean: values[0], sd: values[1])
  }

  private func truncatedNormal(_ node: SourceNode, _ measure: inout Measure) -> Distribution? {
    guard let fields = fields(of: node, as: .truncatedNormal), fields.has("mean"), fields.has("sd"),
      let values = numbers([fields["mean"], fields["sd"]], &measure)
    else { return nil }
    var lower = -Double.infinity
    var upper = Double.infinity
    if let min = fields["min"] {
      guard let value = numbers([min], &measure)?.first else { return nil }
      lower = value
    }
    if let max = fields["max"] {
      guard let value = numbers([max], &measure)?.first else { return nil }
      upper = value
    }
    guard values[1] > 0, lower < upper else {
      return impossible(
        node, Sentence(nl: "een sd boven 0 en een min onder max", en: "an sd above 0 and a min below max"))
    }
    // So far out that nothing is left to draw from.
    guard lower < values[0] + 8 * values[1], upper > values[0] - 8 * values[1] else {
      return impossible(
        node,
        Sentence(
          nl: "grenzen binnen 8 keer de sd van het gemiddelde", en: "bounds within 8 times the sd of the mean"
        ))
    }
    return .truncatedNormal(mean: values[0], sd: values[1], lower: lower, upper: upper)
  }

  private func lognormal(_ node: SourceNode, _ measure: inout Measure) -> Distribution? {
    guard let fields = fields(of: node, as: .lognormal) else { return nil }
    if fields.has("median"), let interval = fields["interval"] {
      let words = Sentence(
        nl: "een interval [laag, hoog] boven 0 om de mediaan heen",
        en: "an interval [low, high] above 0 around the median")
      guard let bounds = list(interval, count: 2, words),
        let values = numbers([fields["median"]] + bounds, &measure)
      else { return nil }
      return DistributionForms.lognormal(median: values[0], low: values[1], high: values[2])
        ?? impossible(node, words)
    }
    if fields.has("mu"), fields.has("sigma") {
      guard let values = plain([fields["mu"], fields["sigma"]]) else { return nil }
      guard values[1] > 0, abs(values[0]) < 300, values[1] < 30 else {
        return impossible(
          node,
          Sentence(nl: "een sigma boven 0 en een mu onder 300", en: "a sigma above 0 and a mu below 300"))
      }
      return .lognormal(mu: values[0] + Foundation.log(measure.unit?.months ?? 1), sigma: values[1])
    }
    guard fields.has("mean"), fields.has("sd"),
      let values = numbers([fields["mean"], fields["sd"]], &measure)
    else { return nil }
    return DistributionForms.lognormal(mean: values[0], sd: values[1])
      ?? impossible(node, Self.positiveMoments)
  }

  private func gamma(_ node: SourceNode, _ measure: inout Measure) -> Distribution? {
    guard let fields = fields(of: node, as: .gamma) else { return nil }
    if fields.has("shape"), fields.has("scale") {
      guard let shape = plain([fields["shape"]]), let scale = numbers([fields["scale"]], &measure) else {
        return nil
      }
      guard shape[0] > 0, scale[0] > 0 else {
        return impossible(
          node, Sentence(nl: "een shape en een scale boven 0", en: "a shape and a scale above 0"))
      }
      return .gamma(shape: shape[0], scale: scale[0])
    }
    guard fields.has("mean"), fields.has("sd"),
      let values = numbers([fields["mean"], fields["sd"]], &measure)
    else { return nil }
    return DistributionForms.gamma(mean: values[0], sd: values[1]) ?? impossible(node, Self.positiveMoments)
  }

  private func uniform(_ node: SourceNode, _ measure: inout Measure) -> Distribution? {
    let words = Sentence(
      nl: "twee getallen [laag, hoog], laag onder hoog", en: "two numbers [low, high], low below high")
    guard let items = list(node, count: 2, words), let values = numbers(items, &measure) else { return nil }
    guard values[0] < values[1] else { return impossible(node, words) }
    return .uniform(lower: values[0], upper: values[1])
  }

  private static let three = Sentence(
    nl: "drie getallen [laag, waarschijnlijkst, hoog] in die volgorde",
    en: "three numbers [low, most likely, high] in that order")

  private func triangular(_ node: SourceNode, _ measure: inout Measure) -> Distribution? {
    guard let items = list(node, count: 3, Self.three), let values = numbers(items, &measure) else {
      return nil
    }
    guard isRising(values) else { return impossible(node, Self.three) }
    return .triangular(lower: values[0], mode: values[1], upper: values[2])
  }

  private func isRising(_ values: [Double]) -> Bool {
    values[0] <= values[1] && values[1] <= values[2] && values[0] < values[2]
  }

  private func pert(_ node: SourceNode, _ measure: inout Measure) -> Distribution? {
    var weight = 4.0
    let items: [SourceNode?]
    if node.map != nil {
      guard let fields = fields(of: node, as: .pert), fields.has("low"), fields.has("mode"),
        fields.has("high")
      else { return nil }
      items = [fields["low"], fields["mode"], fields["high"]]
      if let lambda = fields["lambda"] {
        guard let value = plain([lambda])?.first else { return nil }
        guard value > 0 else {
          return impossible(lambda, Sentence(nl: "een getal boven 0", en: "a number above 0"))
        }
        weight = value
      }
    } else {
      guard let list = list(node, count: 3, Self.three) else { return nil }
      items = list
    }
    guard let values = numbers(items, &measure) else { return nil }
    guard isRising(values) else { return impossible(node, Self.three) }
    return .pert(lower: values[0], mode: values[1], upper: values[2], lambda: weight)
  }

  private func discrete(_ node: SourceNode, _ measure: inout Measure) -> Distribution? {
    guard let fields = fields(of: node, as: .discrete), let valueNode = fields["values"],
      let weightNode = fields["weights"], let values = numbers(items(valueNode), &measure),
      let weights = plain(items(weightNode))
    else { return nil }
    guard values.count == weights.count, !values.isEmpty, weights.allSatisfy({ $0 >= 0 }),
      weights.contains(where: { $0 > 0 })
    else {
      return impossible(
        node,
        Sentence(
          nl: "evenveel gewichten als waarden, geen gewicht onder 0 en niet alles 0",
          en: "as many weights as values, no weight below 0 and not all 0"))
    }
    return .discrete(values: values, weights: weights)
  }

  private func empirical(_ node: SourceNode, _ measure: inout Measure) -> Distribution? {
    if node.map != nil {
      guard let fields = fields(of: node, as: .empirical), let csv = fields["csv"],
        let column = text(fields["column"]), let columnNode = fields["column"],
        let table = csvTable(csv), let values = columnNumbers(table, column, columnNode, &measure)
      else { return nil }
      return .empirical(values)
    }
    guard node.list?.isEmpty == false, let values = numbers(items(node), &measure) else {
      if node.list?.isEmpty != false {
        log.error(
          .value, at: node.place, found: node.shown,
          expected: Sentence(nl: "een lijst met getallen", en: "a list of numbers"))
      }
      return nil
    }
    return .empirical(values)
  }

  private func columnNumbers(
    _ table: CSVTable, _ column: String, _ node: SourceNode, _ measure: inout Measure
  ) -> [Double]? {
    guard let cells = cells(of: table, column: column, at: node.place) else { return nil }
    return numbers(cells, &measure)
  }

  private func dirichlet(_ node: SourceNode) -> Distribution? {
    let words = Sentence(
      nl: "twee of meer namen met een aantal boven 0", en: "two or more names with a number above 0")
    let parts = entries(of: node)
    guard node.map != nil else { return nil }
    guard parts.count >= 2 else { return impossible(node, words) }
    guard let counts = plain(parts.map(\.value)) else { return nil }
    for (part, count) in zip(parts, counts) where count <= 0 {
      log.error(
        .value, at: part.value.place, found: part.value.shown,
        expected: Sentence(
          nl: "een aantal boven 0 (laat een naam zonder gevallen weg)",
          en: "a number above 0 (leave out a name without cases)"))
      return nil
    }
    return .dirichlet(components: parts.map(\.key), counts: counts)
  }
}
