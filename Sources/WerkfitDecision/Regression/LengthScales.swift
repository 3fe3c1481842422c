import Foundation

extension RadialBasis {
  /// The length of the kernel per parameter, in standard deviations, that predicts best on some of the rows.
  ///
  /// First one length for all, then each in turn, by the sum over the responses of the logarithm of
  /// generalised cross-validation.
  func bestLengths(for responses: [[Double]]) throws -> [Double] {
    let step = max(1, rows / 2000)
    let sample = Array(stride(from: 0, to: rows, by: step))
    let seen = responses.map { response in
      let part = sample.map { response[$0] }
      let centre = mean(part)
      return part.map { $0 - centre }
    }
    let limit = min(70, sample.count / 10)
    let score = { (lengths: [Double]) throws -> Double in
      let design = self.design(lengths: lengths, rows: sample, limit: limit)
      let equations = NormalEquations(design, responses: seen)
      let unit = Double(sample.count) / Double(max(1, limit))
      let fit = try PenalisedFit(
        equations, penalty: design.penalty, strengths: [1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-6].map { unit * $0 })
      return fit.responses.reduce(0) { $0 + log(max($1.score, .leastNormalMagnitude)) }
    }
    var lengths = [Double](repeating: 2, count: dimension)
    var least = try score(lengths)
    let attempt = { (candidate: [Double]) throws in
      let found = try score(candidate)
      if found < least { (lengths, least) = (candidate, found) }
      return found
    }
    for length in [0.7, 5.0, 12] { _ = try attempt([Double](repeating: length, count: dimension)) }
    for factor in [4.0, 2.0] {
      for k in 0..<dimension {
        let before = lengths
        for candidate in [before[k] * factor, before[k] / factor] where (0.2...100).contains(candidate) {
          var changed = before
          changed[k] = candidate
          _ = try attempt(changed)
        }
      }
    }
    return lengths
  }
}
