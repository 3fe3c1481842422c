/// A formula that decides how people move or how money is weighed, and who reads it.
///
/// Amounts of price lines and outcomes are not among them: whoever changes only what no such formula reads, changes
/// no quantity.
struct RuleReading: Sendable {
  /// Where it stands in the study, such as `funds.training`.
  var path: String
  var program: FormulaProgram
}
