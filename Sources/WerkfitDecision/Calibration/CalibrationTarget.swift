/// The density that chains walk on, in coordinates.
struct CalibrationTarget {
  /// A point with all that is known of it.
  struct Place {
    /// The coordinates.
    var coordinates: [Double]
    /// The parameters there.
    var parameters: [Double]
    /// The caller's log density there.
    var logDensity: Double
    /// The log density in the coordinates.
    var height: Double
  }

  /// The coordinates.
  let space: CalibrationSpace

  /// What is found at many coordinates; a point whose parameters overflow is impossible and not evaluated.
  func places(
    at coordinates: [[Double]], _ logDensity: ([[Double]]) throws -> [Double]
  ) throws -> [Place] {
    let parameters = coordinates.map(space.parameters)
    var asked: [Int] = []
    asked.reserveCapacity(parameters.count)
    for index in parameters.indices {
      if let wrong = parameters[index].firstIndex(where: \.isNaN) {
        throw CalibrationError.coordinate(parameter: wrong, coordinates: coordinates[index])
      }
      if parameters[index].allSatisfy(\.isFinite) { asked.append(index) }
    }
    let found = try logDensity(asked.map { parameters[$0] })
    guard found.count == asked.count else {
      throw CalibrationError.length(of: "log densities", found: found.count, expected: asked.count)
    }
    var densities = [Double](repeating: -.infinity, count: parameters.count)
    for (index, density) in zip(asked, found) {
      guard !density.isNaN, density < .infinity else {
        throw CalibrationError.density(point: parameters[index], found: "\(density)")
      }
      densities[index] = density
    }
    return coordinates.indices.map { index in
      Place(
        coordinates: coordinates[index], parameters: parameters[index], logDensity: densities[index],
        height: densities[index] + space.logWeight(coordinates[index]))
    }
  }
}
