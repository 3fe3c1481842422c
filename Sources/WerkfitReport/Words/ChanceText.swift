import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension NumberText {
  /// A chance as a share with its natural frequency: `80% (8 van 10)`.
  func chance(_ chance: Probability) -> String {
    let share = percent(chance.probability, error: chance.standardError)
    return "\(share) (\(frequency(chance)))"
  }

  /// A chance as a natural frequency: of 10 where tenths do, of 100 near the ends, of all draws at them.
  ///
  /// The spaces do not break, so that a frequency stays on one line.
  func frequency(_ chance: Probability) -> String {
    let share = chance.probability
    if share <= 0 || share >= 1 { return of(share <= 0 ? 0 : chance.count, chance.count) }
    if share < 0.005 { return "< " + of(1, 100) }
    if share > 0.995 { return "> " + of(99, 100) }
    let tenths = (share * 10).rounded()
    let isNearTenth = abs(share * 10 - tenths) <= 0.3 && tenths >= 1 && tenths <= 9
    return isNearTenth ? of(Int(tenths), 10) : of(Int((share * 100).rounded()), 100)
  }

  private func of(_ part: Int, _ whole: Int) -> String {
    "\(count(part))\u{a0}\(language == .dutch ? "van" : "of")\u{a0}\(count(whole))"
  }
}
