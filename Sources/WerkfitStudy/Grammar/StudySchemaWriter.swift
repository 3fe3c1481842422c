/// Writes the parts of the JSON Schema.
struct StudySchemaWriter {
  let language: Language

  /// Sections whose entries a scenario or a reading may change, and those within them.
  private static let changeable: [StudySection] = [
    .parameter, .doelgroep, .hiddenClass, .state, .move, .traject, .phase, .exit, .lockIn, .gain,
    .stayExtension, .placeUse, .placePool, .fund, .reserve, .reserveMeasure, .shift, .budgetRule, .priceLine,
    .outcome, .offer, .correlation,
  ]

  /// Every definition: sections, changes to sections, scalars.
  var definitions: [(key: String, value: SchemaNode)] {
    // A scenario may build on another, so what it says of an offer is always a change.
    StudySection.allCases.filter { $0 != .offer }.map { ($0.rawValue, definition(of: $0)) }
      + Self.changeable.map { (changesName($0), changes(to: $0)) }
      + ScalarShape.allCases.map { ($0.rawValue, definition(of: $0)) }
  }

  /// The reference to the definition of a section.
  func path(to section: StudySection) -> String { "#/$defs/\(section.rawValue)" }

  private func changesName(_ section: StudySection) -> String { "\(section.rawValue)Changes" }

  // MARK: Sections

  private func definition(of section: StudySection) -> SchemaNode {
    let description = StudyGrammar.description(of: section)
    let required = description.keys.filter(\.isRequired).map { SchemaNode.text($0.name) }
    return object(
      section, description, required: required,
      forms: description.forms.map { form in
        self.form(form, among: description.forms, required: form.required)
      }, choice: "oneOf", shape: { $0 })
  }

  /// The section with nothing required: what is not said stays as it is.
  private func changes(to section: StudySection) -> SchemaNode {
    let description = StudyGrammar.description(of: section)
    // A changed parameter drops its old distribution, so a new one must be whole.
    let isWhole = section == .parameter
    return object(
      section, description, required: [],
      forms: description.forms.map { form in self.form(form, among: description.forms, required: []) },
      choice: "anyOf", shape: { isWhole ? $0 : self.changed($0) })
  }

  private func object(
    _ section: StudySection, _ description: SectionDescription, required: [SchemaNode], forms: [SchemaNode],
    choice: String, shape: (ValueShape) -> ValueShape
  ) -> SchemaNode {
    var entries: [(key: String, value: SchemaNode)] = [
      ("description", .text(description.explanation.text(in: language))),
      ("type", "object"),
      ("properties", .map(description.keys.map { ($0.name, property($0, of: section, shape: shape)) })),
    ]
    if !required.isEmpty { entries.append(("required", .list(required))) }
    if !forms.isEmpty { entries.append((choice, .list(forms))) }
    if section == .study { entries += withoutCatalogues }
    entries.append(("additionalProperties", false))
    return .map(entries)
  }

  /// Without catalogues there is nothing to change: entries are whole.
  private var withoutCatalogues: [(key: String, value: SchemaNode)] {
    let required = StudyGrammar.requiredWithoutCatalogues.map(SchemaNode.text)
    let whole = StudyGrammar.changeableInStudy.map { (key: $0.name, value: node($0.shape)) }
    return [
      ("if", .map([("not", .map([("required", .list(["uses"]))]))])),
      ("then", .map([("required", .list(required)), ("properties", .map(whole))])),
    ]
  }

  /// One of the ways to fill in a section: its keys are there, those of other ways only are not.
  private func form(_ form: SectionForm, among forms: [SectionForm], required: [String]) -> SchemaNode {
    var others: [String] = []
    for key in forms.flatMap(\.keys) where !form.keys.contains(key) && !others.contains(key) {
      others.append(key)
    }
    var entries: [(key: String, value: SchemaNode)] = []
    if !required.isEmpty { entries.append(("required", .list(required.map(SchemaNode.text)))) }
    entries.append(("properties", .map(others.map { ($0, false) })))
    return .map(entries)
  }

  private func property(
    _ key: KeyDescription, of section: StudySection, shape: (ValueShape) -> ValueShape
  ) -> SchemaNode {
    guard case .map(let value) = node(shape(key.shape)) else { return true }
    let described: [(key: String, value: SchemaNode)] = [
      ("title", .text("\(section.rawValue): \(key.name)")),
      ("description", .text(key.explanation.text(in: language))),
    ]
    return .map(described + value)
  }

  /// The shape in which maps change what is there instead of standing by themselves; lists replace.
  private func changed(_ shape: ValueShape) -> ValueShape {
    switch shape {
    // The ways to say a stay exclude each other, so a new one replaces the old.
    case .section(.stay): shape
    case .section(let section): .changes(to: section)
    case .map(let key, let value): .map(from: key, to: changed(value))
    // A move may be taken away.
    case .either(let shapes) where shapes.contains(.section(.move)):
      .either([.oneOf(["none"])] + shapes.map(changed))
    case .either(let shapes): .either(shapes.map(changed))
    default: shape
    }
  }

  // MARK: Values

  private func node(_ shape: ValueShape) -> SchemaNode {
    switch shape {
    case .flag: return ["type": "boolean"]
    case .integer(let bounds) where bounds.count == 1: return ["const": .integer(bounds.lowerBound)]
    case .integer(let bounds):
      return [
        "type": "integer", "minimum": .integer(bounds.lowerBound), "maximum": .integer(bounds.upperBound),
      ]
    case .oneOf(let words): return ["enum": .list(words.map(SchemaNode.text))]
    case .section(let section): return ["$ref": .text(path(to: section))]
    case .changes(let section): return ["$ref": "#/$defs/\(changesName(section))"]
    case .list(let element, let count):
      var entries: [(key: String, value: SchemaNode)] = [
        ("type", "array"), ("items", node(element)),
      ]
      if count.lowerBound > 0 { entries.append(("minItems", .integer(count.lowerBound))) }
      if count.upperBound < 100 { entries.append(("maxItems", .integer(count.upperBound))) }
      return .map(entries)
    case .map(let key, let value):
      return [
        "type": "object", "propertyNames": keyNode(key), "additionalProperties": node(value),
      ]
    case .either(let shapes): return ["anyOf": .list(flattened(shapes).map(node))]
    default:
      guard let scalar = shape.scalar else { return true }
      return ["$ref": "#/$defs/\(scalar.rawValue)"]
    }
  }

  private func flattened(_ shapes: [ValueShape]) -> [ValueShape] {
    shapes.flatMap { shape in
      if case .either(let inner) = shape { return flattened(inner) }
      return [shape]
    }
  }

  /// Keys are always text, so of a scalar only the pattern counts.
  private func keyNode(_ shape: ValueShape) -> SchemaNode {
    guard let pattern = shape.scalar?.pattern else { return true }
    return ["pattern": .text(pattern)]
  }

  private func definition(of scalar: ScalarShape) -> SchemaNode {
    var text: [(key: String, value: SchemaNode)] = [("type", "string")]
    if let pattern = scalar.pattern { text.append(("pattern", .text(pattern))) }
    var entries: [(key: String, value: SchemaNode)] = [
      ("description", .text(scalar.explanation.text(in: language)))
    ]
    if !scalar.examples.isEmpty { entries.append(("examples", .list(scalar.examples.map(SchemaNode.text)))) }
    if let numbers = scalar.numbers {
      entries.append(("anyOf", [numbers, .map(text)]))
    } else {
      entries += text
    }
    return .map(entries)
  }
}

extension ValueShape {
  /// The scalar that the shape is, or nil where it is something else.
  var scalar: ScalarShape? {
    switch self {
    case .text: .text
    case .name: .name
    case .names: .names
    case .quantity: .quantity
    case .amount: .amount
    case .formula: .formula
    case .chance: .chance
    case .flow: .flow
    case .duration: .duration
    case .period: .period
    case .month: .month
    case .account: .account
    case .basis: .basis
    case .comparison: .comparison
    case .subject: .subject
    case .flag, .integer, .oneOf, .section, .changes, .list, .map, .either: nil
    }
  }
}
