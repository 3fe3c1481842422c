import Synchronization
import WerkfitStudy

/// Where the value of a drawn slot comes from.
struct DrawSource: Hashable {
  var distribution: Distribution
  var name: String
  var address: UInt64
  /// What it is drawn together with, and its position there.
  var copula: CompiledCopula?
  var position = 0

  init(_ distribution: Distribution, name: String, address: UInt64, copulas: [CompiledCopula]) {
    self.distribution = distribution
    self.name = name
    self.address = address
    guard let found = copulas.first(where: { $0.names.contains(name) }),
      let position = found.names.firstIndex(of: name), found.distributions[position] == distribution
    else { return }
    copula = found
    self.position = position
  }
}

/// The values of parameters in every draw, the same as those of a run, each drawn when it is first asked for.
final class DrawnValues: Sendable {
  private let settings: RunSettings
  private let draws: Int
  private let strata: Int
  private let found: Mutex<[DrawSource: [[Double]]]>

  /// - Parameter strata: The number of parts of each law, each drawn from once; 0 draws plainly.
  init(settings: RunSettings, draws: Int, strata: Int) {
    self.settings = settings
    self.draws = draws
    self.strata = strata
    found = Mutex([:])
  }

  /// Per component, one value per draw.
  ///
  /// - Throws: `SimulationError.invalid` where there is no memory for a generator.
  func values(of source: DrawSource) throws -> [[Double]] {
    if let known = found.withLock({ $0[source] }) { return known }
    let drawn = try draw(source)
    found.withLock { $0[source] = drawn }
    return drawn
  }

  private func draw(_ source: DrawSource) throws -> [[Double]] {
    let isGiven = source.copula?.isInOrder ?? false
    if (settings.parametersAtMean && !isGiven) || source.distribution.isFixed {
      return source.distribution.means.map { [Double](repeating: $0, count: draws) }
    }
    let sampler = try ParameterSampler(seed: settings.seed)
    let width = source.copula?.names.count ?? source.distribution.componentCount
    var columns = [[Double]](
      repeating: [Double](repeating: 0, count: draws), count: source.distribution.componentCount)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(width, 1)) { values in
      values.initialize(repeating: 0)
      guard let base = values.baseAddress else { return }
      for draw in 0..<draws {
        let row = UInt32(truncatingIfNeeded: draw)
        if let copula = source.copula {
          sampler.draw(copula, row: row, strata: strata, into: base)
          columns[0][draw] = base[source.position]
          continue
        }
        if strata > 0 {
          sampler.drawStratified(source.distribution, name: source.address, row: row, of: strata, into: base)
        } else {
          sampler.draw(source.distribution, name: source.address, row: row, into: base)
        }
        for index in columns.indices { columns[index][draw] = base[index] }
      }
    }
    return columns
  }
}
