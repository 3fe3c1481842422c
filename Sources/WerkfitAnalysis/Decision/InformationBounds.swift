import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

extension PartialInformation {
  /// The same, worth at most as much as knowing everything: where noise of chance was in the regression, its own bound
  /// is too wide.
  public func atMost(_ bound: Double) -> PartialInformation {
    var bounded = self
    bounded.information.value = min(information.value, bound)
    return bounded
  }
}

extension SampleInformation {
  /// The same, worth at most as much as knowing everything.
  public func atMost(_ bound: Double) -> SampleInformation {
    var bounded = self
    bounded.information.value = min(information.value, bound)
    bounded.limit = min(limit, bound)
    return bounded
  }
}

extension Study {
  /// The discount rate of money a year, or 0 where it varies.
  public var discountRateOfMoney: Double { constant(money.discountRate) ?? 0 }
}
