/// The points at which a model is evaluated to find Sobol indices.
///
/// After Saltelli and others (2010), section 3: two independent sets of n points in [0,1)^k, A and B, and for each parameter i the set AB_i: the points of
/// A with coordinate i from B. The rows lie in blocks of n:
///
///     rows 0 ..< n                     A
///     rows n ..< 2n                    B
///     rows (2 + i)·n ..< (3 + i)·n     AB_i, for parameter i = 0 ..< k
///
/// so that `column(i)` gives all coordinates of a parameter in one column of (k + 2)·n, which the caller maps
/// through that parameter's quantile function; all rows can be evaluated in one batch, in any order. Rows j,
/// n + j and (2 + i)·n + j belong to base point j: a caller with chance in the model uses the same random
/// numbers for them, or better evaluates E[outcome | parameters].
public struct SobolDesign: Sendable, Hashable, Codable {
  /// How the base points are spread.
  public enum Spread: String, Sendable, Hashable, Codable, CaseIterable {
    /// Independent uniform points.
    case random
    /// A Latin hypercube in 2k dimensions (McKay, Beckman, Conover 1979): one point per n-th of each side.
    case latinHypercube
  }

  /// The number of parameters k.
  public let parameterCount: Int
  /// The number of base points n.
  public let basePointCount: Int
  /// How the base points are spread.
  public let spread: Spread
  /// The seed.
  public let seed: UInt64
  /// The coordinates of A and then of B, column by column: 2k columns of n.
  private let base: [Double]

  /// A design for k parameters on n base points.
  ///
  /// - Throws: `SensitivityError.designTooSmall` for k < 1 or n < 2, `designTooLarge` from 2^31 rows on.
  /// - Complexity: O(k·n).
  public init(
    parameterCount: Int, basePointCount: Int, spread: Spread = .latinHypercube, seed: UInt64 = 1
  ) throws {
    guard parameterCount >= 1, basePointCount >= 2 else {
      throw SensitivityError.designTooSmall(parameters: parameterCount, basePoints: basePointCount)
    }
    let (rows, overflow) = (parameterCount &+ 2).multipliedReportingOverflow(by: basePointCount)
    guard !overflow, parameterCount < 1 << 20, rows > 0, rows < 1 << 31 else {
      throw SensitivityError.designTooLarge(parameters: parameterCount, basePoints: basePointCount)
    }
    self.parameterCount = parameterCount
    self.basePointCount = basePointCount
    self.spread = spread
    self.seed = seed
    base = try Self.coordinates(
      columns: 2 * parameterCount, rows: basePointCount, spread: spread, seed: seed)
  }

  /// The number of evaluations, (k + 2)·n.
  public var rowCount: Int { (parameterCount + 2) * basePointCount }

  /// The coordinate of a parameter in a row, from 0 to under 1; rows and parameters must exist.
  public func coordinate(row: Int, parameter: Int) -> Double {
    let (block, point) = row.quotientAndRemainder(dividingBy: basePointCount)
    let fromB = block == 1 || block == parameter + 2
    return base[(fromB ? parameterCount + parameter : parameter) * basePointCount + point]
  }

  /// All coordinates of a parameter, one per row.
  public func column(_ parameter: Int) -> [Double] {
    let n = basePointCount
    let fromA = base[(parameter * n)..<((parameter + 1) * n)]
    let fromB = base[((parameterCount + parameter) * n)..<((parameterCount + parameter + 1) * n)]
    var column: [Double] = []
    column.reserveCapacity(rowCount)
    for block in 0..<(parameterCount + 2) {
      column += block == 1 || block == parameter + 2 ? fromB : fromA
    }
    return column
  }

  /// The coordinates of a row, one per parameter.
  public func point(row: Int) -> [Double] {
    (0..<parameterCount).map { coordinate(row: row, parameter: $0) }
  }

  /// Columns of uniform coordinates; the address of a number is its column and row.
  private static func coordinates(columns: Int, rows: Int, spread: Spread, seed: UInt64) throws -> [Double] {
    let generator = try UnitGenerator(key: seed)
    var values = [Double](repeating: 0, count: columns * rows)
    for column in 0..<columns {
      generator.seek(row: 0, address: UnitPurpose.points | UInt64(column))
      for row in 0..<rows { values[column * rows + row] = generator.uniform() }
      guard spread == .latinHypercube else { continue }
      generator.seek(row: 0, address: UnitPurpose.strata | UInt64(column))
      let strata = generator.permutation(rows)
      for row in 0..<rows {
        let place = (Double(strata[row]) + values[column * rows + row]) / Double(rows)
        values[column * rows + row] = min(place, 1.0.nextDown)
      }
    }
    return values
  }
}
