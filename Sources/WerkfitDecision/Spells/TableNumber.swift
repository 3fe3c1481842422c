/// A number as written in Dutch or English: decimal comma or point, points or spaces between thousands, an
/// optional euro sign; nil where it is none or could be read in two ways.
func tableNumber(_ text: String) -> Double? {
  if let plain = plainNumber(text) { return plain }
  var characters = Array(text.filter { !$0.isWhitespace && $0 != "\u{2019}" && $0 != "'" })
  if characters.first == "€" { characters.removeFirst() }
  let isNegative = characters.first == "-"
  if isNegative { characters.removeFirst() }
  guard let first = characters.first, first.isNumber || ",.".contains(first),
    characters.allSatisfy({ ("0"..."9").contains($0) || ",.".contains($0) })
  else { return nil }
  let commas = characters.filter { $0 == "," }.count
  let points = characters.filter { $0 == "." }.count
  var decimal: Character?
  if commas > 0, points > 0 {
    // Both: the last of them parts the decimals.
    decimal = characters.last { ",.".contains($0) }
  } else if commas == 1 {
    decimal = ","
  } else if points == 1 {
    decimal = "."
  }
  let thousands: Character = decimal == "," ? "." : ","
  let halves = characters.split(
    separator: decimal ?? "\u{0}", omittingEmptySubsequences: false)
  guard halves.count <= 2, halves.last?.contains(thousands) == false || halves.count == 1 else { return nil }
  let groups = halves[0].split(omittingEmptySubsequences: false) { ",.".contains($0) }
  if groups.count > 1 {
    guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }) else {
      return nil
    }
  }
  let whole = String(groups.joined())
  let part = halves.count == 2 ? String(halves[1]) : ""
  // "7.000" is seven thousand in one country and seven in another.
  if commas + points == 1, part.count == 3, (1...3).contains(whole.count), whole != "0" { return nil }
  guard !(whole.isEmpty && part.isEmpty), let value = Double("0\(whole).\(part)0") else { return nil }
  return isNegative ? -value : value
}

/// A whole number of at least zero and under a billion, or nil.
func tableCount(_ text: String) -> Int? {
  guard let value = tableNumber(text), value >= 0, value < 1e9, value == value.rounded() else { return nil }
  return Int(value)
}

/// Digits with at most two more behind a comma or point: what nearly all cells hold, read quickly.
private func plainNumber(_ text: String) -> Double? {
  var value = 0
  var digits = 0
  var decimals: Int?
  for byte in text.utf8 {
    switch byte {
    case 0x30...0x39:
      value = value * 10 + Int(byte) - 0x30
      digits += 1
      decimals = decimals.map { $0 + 1 }
      guard digits <= 15 else { return nil }
    case UInt8(ascii: ","), UInt8(ascii: "."):
      guard decimals == nil, digits > 0 else { return nil }
      decimals = 0
    default: return nil
    }
  }
  guard digits > 0 else { return nil }
  switch decimals {
  case nil: return Double(value)
  case 1: return Double(value) / 10
  case 2: return Double(value) / 100
  default: return nil
  }
}
