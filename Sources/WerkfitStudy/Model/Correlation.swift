/// Parameters whose draws hang together: by a Gaussian copula, or row by row.
///
/// Every parameter keeps its own distribution. In a copula the correlations are those of the standard normal numbers
/// behind the draws (Nelsen 2006, "An Introduction to Copulas", section 2.3). Row by row, parameters with equally long
/// lists of values (draws of an earlier analysis) take theirs from the same place in the list.
public struct Correlation: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// The parameters, each with a distribution of one number.
  public var parameters: [String]
  /// The correlations, one row per parameter; empty where parameters are drawn row by row.
  ///
  /// Ones on the diagonal, symmetric and positive definite.
  public var matrix: [[Double]]
  /// The source, place, remark and confidence.
  public var provenance: Provenance

  /// Whether parameters take their values from the same place in their lists.
  public var isByRow: Bool { matrix.isEmpty }
  /// Whether draw r takes the values at place r, beginning anew behind the last, instead of at a place of chance.
  ///
  /// So the values of an analysis (the points at which a model is computed) are given, also where all other
  /// parameters stand at their means.
  public var isInOrder = false

  /// Correlated parameters; without a matrix drawn row by row.
  public init(name: String, parameters: [String], matrix: [[Double]] = [], provenance: Provenance = .init()) {
    self.name = name
    self.parameters = parameters
    self.matrix = matrix
    self.provenance = provenance
  }

  /// The lower triangle L with L·Lᵀ equal to the matrix (Cholesky), or nil where the matrix is not positive definite.
  public var factor: [[Double]]? {
    var lower = matrix.map { $0.map { _ in 0.0 } }
    for row in matrix.indices {
      for column in 0...row {
        var rest = matrix[row][column]
        for inner in 0..<column { rest -= lower[row][inner] * lower[column][inner] }
        if row == column {
          guard rest > 1e-12 else { return nil }
          lower[row][row] = rest.squareRoot()
        } else {
          lower[row][column] = rest / lower[column][column]
        }
      }
    }
    return lower
  }
}
