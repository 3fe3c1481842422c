/// How the expectation given parameters is found from draws.
public enum RegressionMethod: String, Sendable, Hashable, Codable, CaseIterable {
  /// The mean of each group of draws with the same value (a parameter of few values).
  case groupMeans
  /// A penalised cubic spline in one parameter.
  case spline
  /// A Gaussian process of low rank in several parameters.
  case gaussianProcess
  /// A sum of splines, one per parameter, without what they do together.
  case additiveSplines
}

extension Regression {
  /// Up to this number of parameters a set is regressed on with a Gaussian process.
  static let greatestProcess = 10

  /// The regression of responses on parameters that each vary.
  ///
  /// - Parameters:
  ///   - responses: One column per response, one value per row.
  ///   - parameters: One column per parameter.
  ///   - method: How; nil chooses: group means or a spline for one, a Gaussian process up to ten, and sums
  ///     of splines beyond.
  /// - Returns: The regression and how it was made.
  static func fit(
    _ responses: [[Double]], on parameters: [[Double]], method: RegressionMethod? = nil
  ) throws -> (Regression, RegressionMethod) {
    guard let first = parameters.first, !first.isEmpty else { throw RegressionError.nothingToFit }
    for column in parameters + responses where column.count != first.count {
      throw RegressionError.unequalLengths(expected: first.count, found: column.count)
    }
    guard (parameters + responses).allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw RegressionError.notFinite
    }
    if parameters.count == 1, method == nil || method == .groupMeans, let groups = GroupBasis.design(first) {
      return (try Regression(responses, on: groups), .groupMeans)
    }
    let alone = parameters.count == 1
    switch method
      ?? (alone ? .spline : parameters.count <= greatestProcess ? .gaussianProcess : .additiveSplines)
    {
    case .gaussianProcess:
      let basis = RadialBasis(parameters)
      let lengths = try basis.bestLengths(for: responses)
      let design = basis.design(lengths: lengths, rows: 0..<first.count)
      return (try Regression(responses, on: design), .gaussianProcess)
    case .groupMeans, .spline, .additiveSplines:
      if alone { return (try Regression(responses, on: SplineBasis.design(first)), .spline) }
      return (try Regression(responses, on: AdditiveBasis.design(parameters)), .additiveSplines)
    }
  }
}
