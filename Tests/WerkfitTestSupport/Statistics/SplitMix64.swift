/// A small generator for tests: the SplitMix64 of Steele, Lea and Flood (2014).
///
/// It shares nothing with the generator of the engine, so that an error there cannot hide here.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator whose sequence is fixed by the seed.
  public init(seed: UInt64) { state = seed }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number in [0, 1).
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// True with the given chance.
  public mutating func happens(_ chance: Double) -> Bool { unit() < chance }

  /// A number between two bounds.
  public mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// A whole number whose mean is the given number: the floor, or one more with the chance of the fraction.
  public mutating func whole(_ value: Double) -> Int {
    // Sums such as 3 * 0.1 + 0.7 must not become a whole number less a hair.
    let near = value.rounded()
    if abs(value - near) < 1e-9 { return Int(near) }
    let low = value.rounded(.down)
    return Int(low) + (happens(value - low) ? 1 : 0)
  }

  /// An index drawn in proportion to the weights, or nil where all are zero.
  public mutating func index(weights: [Double]) -> Int? {
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    var left = unit() * total
    for (index, weight) in weights.enumerated() where weight > 0 {
      if left < weight { return index }
      left -= weight
    }
    return weights.lastIndex { $0 > 0 }
  }
}
