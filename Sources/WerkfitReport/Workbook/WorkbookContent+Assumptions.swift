import WerkfitStudy

extension WorkbookContent {
  /// An assumption with where it comes from.
  public struct Assumption: Sendable, Hashable {
    /// The key in the study file.
    public var key: String
    /// What readers see.
    public var label: String
    /// The heading it stands under, such as a part of the model, or nil.
    public var group: String?
    /// Its central value; nil where it has none, as a formula of what changes in time.
    public var value: Double?
    /// The formula that gives it, as in the study file, or nil; it is shown in the place of the spread.
    public var formula: String?
    /// The unit, for readers (`€ per maand`, `per maand`).
    public var unit: String
    /// Whether the value is a share, shown as a percentage.
    public var isShare: Bool
    /// The spread in words (`beta, 52 van 517`), or nil where it is fixed.
    public var spread: String?
    /// The lower end of its 95% interval, or nil where it is fixed.
    public var lower: Double?
    /// The upper end of its 95% interval, or nil where it is fixed.
    public var upper: Double?
    /// The title of the source, or nil.
    public var source: String?
    /// Who published the source, or nil.
    public var publisher: String?
    /// The place in the source, such as a page, or nil.
    public var place: String?
    /// The year or date of the source, as written, or nil.
    public var date: String?
    /// How sure we are of it; nil where the study does not say.
    public var confidence: Confidence?
    /// A remark.
    public var note: String?

    /// An assumption.
    public init(key: String, label: String, value: Double?, unit: String = "", isShare: Bool = false) {
      (self.key, self.label, self.value) = (key, label, value)
      (self.unit, self.isShare) = (unit, isShare)
    }

    /// How sure the authors of the study are of a number.
    public enum Confidence: Sendable, Hashable, CaseIterable {
      /// Read in the named source.
      case published
      /// Computed from published numbers.
      case derived
      /// A guess of the authors.
      case ownEstimate
      /// From general knowledge, still to be checked.
      case unverified
    }
  }

  /// A parameter as it is drawn.
  public struct ParameterDistribution: Sendable, Hashable {
    /// The key in the study file.
    public var key: String
    /// What readers see.
    public var label: String
    /// Where it holds: the base, a scenario or a reading, for readers.
    public var scope: String
    /// The kind of distribution in the field's word (`beta`, `PERT`).
    public var kind: String
    /// Its own parameters in words (`α = 52; β = 465`).
    public var parameters: String
    /// Whether the numbers are shares, shown as percentages.
    public var isShare: Bool
    /// The mean.
    public var mean: Double
    /// The standard deviation.
    public var standardDeviation: Double
    /// The quantiles at 2.5%, 10%, 50%, 90% and 97.5%.
    public var quantiles: [Double]

    /// A parameter as it is drawn.
    public init(
      key: String, label: String, scope: String, kind: String, parameters: String, isShare: Bool = false,
      mean: Double, standardDeviation: Double, quantiles: [Double]
    ) {
      (self.key, self.label, self.scope, self.kind) = (key, label, scope, kind)
      (self.parameters, self.isShare, self.mean) = (parameters, isShare, mean)
      (self.standardDeviation, self.quantiles) = (standardDeviation, quantiles)
    }
  }

  /// Numbers per replication.
  public struct Draws: Sendable, Hashable {
    /// A column: a parameter, or an outcome in a scenario.
    public struct Column: Sendable, Hashable {
      /// The key of the parameter or outcome.
      public var key: String
      /// What readers see.
      public var label: String
      /// The position of the scenario; nil for a parameter.
      public var scenario: Int?
      /// What it measures, as in ``Outcome/unit``.
      public var unit: String
      /// One number per replication.
      public var values: [Double]

      /// A column.
      public init(key: String, label: String, scenario: Int?, unit: String, values: [Double]) {
        (self.key, self.label, self.scenario) = (key, label, scenario)
        (self.unit, self.values) = (unit, values)
      }
    }

    /// The numbers of the replications, as in other output.
    public var numbers: [Int]
    /// The columns.
    public var columns: [Column]
    /// How many replications there are in all, of which these are the first.
    public var total: Int

    /// Numbers per replication.
    public init(numbers: [Int], columns: [Column], total: Int) {
      (self.numbers, self.columns, self.total) = (numbers, columns, total)
    }
  }
}
