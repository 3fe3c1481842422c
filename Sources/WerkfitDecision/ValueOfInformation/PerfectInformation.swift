/// The expected value of perfect information: the most that any research can be worth, per decision.
///
/// The mean over draws of the highest net benefit, less the highest of the means (Claxton 1999; Briggs,
/// Claxton and Sculpher 2006, section 6.2). Exactly zero where nothing varies, or where one option is best in
/// every draw.
///
/// - Parameter netBenefits: One column per option, one value per draw of the parameters: E[net benefit |
///   parameters]. Chance within the cohort does not belong in it.
/// - Throws: `ValueOfInformationError` where the columns differ in length, are empty or hold something that
///   is no number.
/// - Complexity: O(options · draws).
public func perfectInformation(_ netBenefits: [[Double]]) throws -> ValueOfInformation {
  let advantages = try Advantages(netBenefits)
  return advantages.value(choosingBy: advantages.others)
}
