import WerkfitStudy

/// A study that is counted otherwise: the horizon, the discount rate or the price level.
struct Variant: Sendable {
  var kind: OneWaySensitivity.Bar.Kind
  /// Where it stands: months, a rate a year, or a factor.
  var value: Double
  var dimension: String
  var change: @Sendable (inout Study) -> Void

  /// Two years (at most half of the study) shorter and longer, two points lower and higher, and all amounts a tenth lower and higher; those of
  /// money only where there is any.
  static func all(of study: Study) -> [Variant] {
    let month = study.clock.step.months
    // No more than half of a short study.
    let years = max(1, min(Int((24 / month).rounded()), study.clock.steps / 2))
    var variants = [-years, years].map { shift in
      let steps = max(study.clock.steps + shift, 1)
      return Variant(kind: .horizon, value: Double(steps) * month, dimension: "duration") {
        $0.clock.steps = steps
      }
    }
    guard study.hasMoney else { return variants }
    if let rate = study.constant(study.money.discountRate) {
      variants += [max(0, rate - 0.02), rate + 0.02].map { other in
        Variant(kind: .discountRate, value: other, dimension: "chance") {
          $0.money.discountRate = .number(other)
        }
      }
    }
    variants += [0.9, 1.1].map { factor in
      Variant(kind: .priceLevel, value: factor, dimension: "plain") { $0 = $0.withAmounts(times: factor) }
    }
    return variants
  }
}
