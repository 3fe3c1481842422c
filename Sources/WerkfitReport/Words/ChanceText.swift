import WerkfitAnalysis

extension NumberText {
  /// A chance as a share with its natural frequency: `80% (8 van de 10)`.
  func chance(_ chance: Probability) -> String {
    let share = percent(chance.probability, error: chance.standardError)
    return "\(share) (\(frequency(chance)))"
  }

  /// A chance as a natural frequency: of 10 where tenths do, of 100 near the ends, of all draws at them.
  func frequency(_ chance: Probability) -> String {
    let isDutch = language == .dutch
    let share = chance.probability
    if share <= 0 {
      return isDutch ? "in geen van de \(count(chance.count))" : "in none of \(count(chance.count))"
    }
    if share >= 1 { return isDutch ? "in alle \(count(chance.count))" : "in all \(count(chance.count))" }
    if share < 0.005 { return isDutch ? "minder dan 1 van de 100" : "fewer than 1 in 100" }
    if share > 0.995 { return isDutch ? "meer dan 99 van de 100" : "more than 99 in 100" }
    let tenths = (share * 10).rounded()
    let isNearTenth = abs(share * 10 - tenths) <= 0.3 && tenths >= 1 && tenths <= 9
    let (part, whole) =
      isNearTenth ? (Int(tenths), 10) : (Int((share * 100).rounded()), 100)
    return isDutch ? "\(part) van de \(whole)" : "\(part) in \(whole)"
  }
}
