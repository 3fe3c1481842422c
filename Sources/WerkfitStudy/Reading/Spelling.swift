/// The name among the candidates that is most like the given one, or nil where none is like it.
///
/// Likeness is the number of letters to insert, leave out, change or swap (optimal string alignment), with
/// capitals, `-` and `_` not counted; at most a third of the letters may differ.
package func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = normalised(name)
  guard !wanted.isEmpty, wanted.count <= 60 else { return nil }
  let limit = max(1, min(3, wanted.count / 3 + (wanted.count % 3 == 2 ? 1 : 0)))
  var best: (name: String, distance: Int)?
  // A file with a hundred thousand names is not worth a long search for a typing error.
  for candidate in candidates.prefix(2_000) where candidate != name {
    let other = normalised(candidate)
    guard abs(other.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, other)
    if distance <= limit, distance < (best?.distance ?? Int.max) { best = (candidate, distance) }
  }
  if let best { return best.name }
  // `sleutel` for `sleutelbos`: an unfinished or overcomplete name.
  let byPrefix = candidates.prefix(2_000).first {
    let other = normalised($0)
    return wanted.count >= 4 && other.count >= 4 && (other.starts(with: wanted) || wanted.starts(with: other))
  }
  return byPrefix
}

private func normalised(_ name: String) -> [Character] {
  Array(name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " })
}

/// The number of single-letter changes (insert, leave out, change, swap neighbours) between two words.
func editDistance(_ first: [Character], _ second: [Character]) -> Int {
  if first.isEmpty { return second.count }
  if second.isEmpty { return first.count }
  var beforePrevious = [Int](repeating: 0, count: second.count + 1)
  var previous = Array(0...second.count)
  var current = previous
  for row in 1...first.count {
    current[0] = row
    for column in 1...second.count {
      let cost = first[row - 1] == second[column - 1] ? 0 : 1
      var least = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + cost)
      if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1] {
        least = min(least, beforePrevious[column - 2] + 1)
      }
      current[column] = least
    }
    (beforePrevious, previous, current) = (previous, current, beforePrevious)
  }
  return previous[second.count]
}
