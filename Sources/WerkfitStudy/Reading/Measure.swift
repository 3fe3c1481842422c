/// What the numbers of one parameter are written in.
struct Measure {
  /// Whether any is written with EUR or €, or the unit says so.
  var isMoney = false
  /// Whether any is written with %.
  var isPercentage = false
  /// Whether the unit is people.
  var isPersons = false
  /// The unit of time of numbers without a unit of their own.
  var unit: TimeUnit?
  /// The period of a chance, or of an amount per time.
  var period: Period?

  /// Takes in how a number is written; false where that contradicts what was written before.
  mutating func take(_ quantity: QuantityText) -> Bool {
    if quantity.isMoney { isMoney = true }
    if quantity.isPercentage { isPercentage = true }
    if let unit = quantity.unit, self.unit == nil { self.unit = unit }
    if let period = quantity.period {
      if let known = self.period, known != period { return false }
      self.period = period
    }
    let sorts = [isMoney, isPercentage, isPersons, unit != nil].filter { $0 }.count
    return sorts <= 1 && !(unit != nil && period != nil)
  }

  /// Takes in the text of `unit`.
  mutating func take(unitText text: String) {
    let first = text.split(separator: " ").first.map(String.init) ?? ""
    if first == "EUR" || first.hasPrefix("€") { isMoney = true }
    if ["persons", "people", "personen", "mensen"].contains(first) { isPersons = true }
    if let unit = TimeUnit(word: text.trimmingSpaces()) { self.unit = unit }
  }

  /// The number in months where it is a duration, as written else.
  func scaled(_ quantity: QuantityText) -> Double {
    quantity.value * ((quantity.unit ?? unit)?.months ?? 1)
  }

  /// What the numbers measure.
  var dimension: Dimension {
    if isMoney { return .money }
    if isPersons { return .persons }
    if unit != nil { return .duration }
    return period == nil ? .plain : .chance
  }
}
