import CGSL

/// The value of knowing parameters by two nested simulations: slow, but without any regression.
///
/// For each of a number of outer draws of what would be known, the net benefits are averaged over inner
/// draws of the rest; the value is the mean of the highest average, less the highest mean (Briggs, Claxton
/// and Sculpher 2006, section 6.3). The highest of averages over few inner draws is too high; how much shows
/// from averages over half as many (Giles and Goda 2019), and stands in `upwardBias`.
public struct NestedSimulation: Sendable, Hashable, Codable {
  /// How many times the parameters that would be known are drawn.
  public var outer: Int
  /// How many times the others are drawn for each of them.
  public var inner: Int
  /// The seed of the draws.
  public var seed: UInt64

  /// A nested simulation of the given size.
  public init(outer: Int = 1000, inner: Int = 1000, seed: UInt64 = 1) {
    self.outer = outer
    self.inner = inner
    self.seed = seed
  }

  /// The value of knowing some of the parameters, where they are independent of the others.
  ///
  /// Draws are taken from those given: one row for what would be known, other rows for the rest, so that
  /// parameters on the same side stay as dependent as they are.
  ///
  /// - Parameters:
  ///   - names: What would be known.
  ///   - parameters: The parameters, with one value per draw each.
  ///   - netBenefits: Gives one column per option for points, which are one column per parameter in the
  ///     order of `parameters`. Called from several threads.
  /// - Throws: `ValueOfInformationError`, and what the closure throws.
  public func partialInformation(
    knowing names: Set<String>, of parameters: [ParameterDraws],
    netBenefits: @Sendable ([[Double]]) throws -> [[Double]]
  ) throws -> ValueOfInformation {
    guard let rows = parameters.first?.values.count, rows > 0 else { throw ValueOfInformationError.noDraws }
    for name in names where !parameters.contains(where: { $0.name == name }) {
      throw ValueOfInformationError.unknownParameter(name: name)
    }
    for parameter in parameters where parameter.values.count != rows {
      throw ValueOfInformationError.unequalParameter(
        name: parameter.name, expected: rows, found: parameter.values.count)
    }
    let isKnown = parameters.map { names.contains($0.name) }
    return try partialInformation(
      conditionalDraws: { draw, count in
        let picked = try pickedRows(count + 1, of: rows, draw: draw)
        return parameters.indices.map { index in
          let values = parameters[index].values
          if isKnown[index] { return [Double](repeating: values[picked[0]], count: count) }
          return picked.dropFirst().map { values[$0] }
        }
      }, netBenefits: netBenefits)
  }

  /// The value of knowing some of the parameters, from draws that the caller makes.
  ///
  /// - Parameters:
  ///   - conditionalDraws: For the number of an outer draw and a number of inner draws: points, one column
  ///     per parameter, with what would be known the same in each. Called from several threads.
  ///   - netBenefits: Gives one column per option for such points. Called from several threads.
  /// - Throws: `ValueOfInformationError`, and what the closures throw.
  public func partialInformation(
    conditionalDraws: @Sendable (_ draw: Int, _ count: Int) throws -> [[Double]],
    netBenefits: @Sendable ([[Double]]) throws -> [[Double]]
  ) throws -> ValueOfInformation {
    guard outer >= 1, inner >= 2 else { throw ValueOfInformationError.tooFewDraws }
    let half = inner / 2
    let averages = try parallelMap(count: outer) { draw in
      Result {
        let columns = try netBenefits(try conditionalDraws(draw, inner))
        guard !columns.isEmpty, columns.allSatisfy({ $0.count == inner }) else {
          throw ValueOfInformationError.unexpectedShape
        }
        return columns.map { column in
          (all: mean(column), one: mean(column[..<half]), other: mean(column[half..<(2 * half)]))
        }
      }
    }.map { try $0.get() }
    guard let options = averages.first?.count, averages.allSatisfy({ $0.count == options }) else {
      throw ValueOfInformationError.unexpectedShape
    }
    let advantages = try Advantages((0..<options).map { option in averages.map { $0[option].all } })
    var found = advantages.value(choosingBy: advantages.others)
    let best = advantages.best
    found.upwardBias = max(
      0,
      mean(
        averages.map { average in
          let gain = { (part: (Int) -> Double) in
            (0..<options).reduce(0) { max($0, part($1) - part(best)) }
          }
          return (gain { average[$0].one } + gain { average[$0].other }) / 2 - gain { average[$0].all }
        }))
    return found
  }

  /// Numbers of rows, drawn with replacement at the address of an outer draw.
  private func pickedRows(_ count: Int, of rows: Int, draw: Int) throws -> [Int] {
    let stream = try RandomStream(key: seed)
    stream.seek(row: UInt32(truncatingIfNeeded: draw), address: 0)
    return (0..<count).map { _ in min(rows - 1, Int(stream.uniform() * Double(rows))) }
  }
}
