/// What a price or an outcome counts: `month in A | B`, `move from A to B`, `start of X`, and so on.
extension StudyBuilder {
  private static let basisWords = Sentence(
    nl: "month in A | B, move from A to B, start of X, place-month of P, study of een periode",
    en: "month in A | B, move from A to B, start of X, place-month of P, study or a period")

  /// The quantity of a price or an outcome, or nil where it cannot be read.
  func basis(_ node: SourceNode?) -> QuantityBasis? {
    guard let node else { return nil }
    guard let text = node.scalar else {
      log.error(.value, at: node.place, found: node.shown, expected: Self.basisWords)
      return nil
    }
    if text == "study" { return .once }
    if let period = Period(text: text) { return .every(period) }
    if text.hasPrefix("move ") { return move(text, node) }
    if text.hasPrefix("start ") {
      guard let list = part(of: text, after: "start of ") else { return notABasis(node) }
      let trajecten = names(
        list.text, among: scope.trajecten, what: Sentence(nl: "een traject", en: "a traject"), at: node.place,
        from: list.offset)
      return trajecten.isEmpty ? nil : .start(of: trajecten)
    }
    if text.hasPrefix("place-") { return placeTime(text, node) }
    if let cut = text.firstRange(of: " in ") { return time(text, cut, node) }
    return notABasis(node)
  }

  private func notABasis(_ node: SourceNode) -> QuantityBasis? {
    log.error(.value, at: node.place, found: node.shown, expected: Self.basisWords)
    return nil
  }

  private func part(of text: String, after start: String) -> (text: String, offset: Int)? {
    guard text.hasPrefix(start) else { return nil }
    return (String(text.dropFirst(start.count)), start.count)
  }

  private func time(_ text: String, _ cut: Range<String.Index>, _ node: SourceNode) -> QuantityBasis? {
    guard let period = Period(text: text[..<cut.lowerBound].trimmingSpaces()) else {
      log.error(.value, at: node.place, found: String(text[..<cut.lowerBound]), expected: Self.periodWords)
      return nil
    }
    let offset = text.distance(from: text.startIndex, to: cut.upperBound)
    let states = names(
      String(text[cut.upperBound...]), among: scope.allStates, what: Self.stateWords, at: node.place,
      from: offset)
    return states.isEmpty ? nil : .time(in: states, per: period)
  }

  private func move(_ text: String, _ node: SourceNode) -> QuantityBasis? {
    guard let rest = part(of: text, after: "move from "), let cut = rest.text.firstRange(of: " to ") else {
      return notABasis(node)
    }
    let from = names(
      String(rest.text[..<cut.lowerBound]), among: scope.allStates, what: Self.stateWords, at: node.place,
      from: rest.offset)
    let toOffset = rest.offset + rest.text.distance(from: rest.text.startIndex, to: cut.upperBound)
    let to = names(
      String(rest.text[cut.upperBound...]), among: scope.allStates, what: Self.stateWords, at: node.place,
      from: toOffset)
    return from.isEmpty || to.isEmpty ? nil : .move(from: from, to: to)
  }

  private func placeTime(_ text: String, _ node: SourceNode) -> QuantityBasis? {
    guard let cut = text.firstRange(of: " of ") else { return notABasis(node) }
    let start = text.index(text.startIndex, offsetBy: "place-".count)
    guard start <= cut.lowerBound, let period = Period(text: text[start..<cut.lowerBound]) else {
      log.error(.value, at: node.place, found: node.shown, expected: Self.basisWords)
      return nil
    }
    let offset = text.distance(from: text.startIndex, to: cut.upperBound)
    let pool = String(text[cut.upperBound...].trimmingSpaces())
    let what = Sentence(nl: "plekken onder places", en: "a pool under places")
    guard isKnown(pool, among: scope.places, what: what, at: node.place.shifted(by: offset)) else {
      return nil
    }
    return .placeTime(pool: pool, per: period)
  }
}

extension StringProtocol {
  /// Where a text first stands in this one.
  func firstRange(of part: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(part) { return index..<self.index(index, offsetBy: part.count) }
      index = self.index(after: index)
    }
    return nil
  }
}
