import Foundation

/// Weights for euros of people with different incomes.
///
/// With a constant elasticity ε of the marginal utility of income (Atkinson 1970) a euro of someone with
/// income Y counts as (Y_ref / Y)^ε euros of someone with the reference income. So HM Treasury, *The Green
/// Book*, annex 3, "Distributional weighting", with equivalised incomes, the median as reference and ε = 1.3
/// (Layard, Mayraz, Nickell 2008, find 1.26). With ε = 0 every euro counts the same, which stays the main
/// reading of a Dutch social cost-benefit analysis (Romijn and Renes 2013): weighted figures stand beside the
/// unweighted, never instead of them.
public struct WelfareWeights: Sendable, Hashable, Codable {
  /// The elasticity of the marginal utility of income that the Green Book takes.
  public static let greenBookElasticity = 1.3

  /// The elasticity ε; 0 means no weighting.
  public let elasticity: Double
  /// The income at which the weight is 1.
  public let referenceIncome: Double

  /// Weights of constant elasticity.
  ///
  /// - Parameters:
  ///   - elasticity: ε, at least 0.
  ///   - referenceIncome: The income at which a euro counts once, above 0 (equivalised, per year or month).
  /// - Throws: `CostEffectivenessError.badSetting`.
  public init(elasticity: Double, referenceIncome: Double) throws {
    guard elasticity >= 0, elasticity.isFinite else { throw CostEffectivenessError.badSetting("elasticity") }
    guard referenceIncome > 0, referenceIncome.isFinite else {
      throw CostEffectivenessError.badSetting("referenceIncome")
    }
    self.elasticity = elasticity
    self.referenceIncome = referenceIncome
  }

  /// The weight of a euro of someone with this income.
  ///
  /// - Parameter income: Above 0, in the unit of the reference income.
  /// - Throws: `CostEffectivenessError.badSetting`.
  public func weight(ofIncome income: Double) throws -> Double {
    guard income > 0, income.isFinite else { throw CostEffectivenessError.badSetting("income") }
    return pow(referenceIncome / income, elasticity)
  }
}
