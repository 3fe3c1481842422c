/// An option with its cost and its effect.
public struct CostEffectOption: Sendable, Hashable, Codable {
  /// The name.
  public var name: String
  /// The cost; lower is better.
  public var cost: Double
  /// The effect; higher is better.
  public var effect: Double

  /// An option.
  public init(_ name: String, cost: Double, effect: Double) {
    self.name = name
    self.cost = cost
    self.effect = effect
  }
}

/// Which options are worth considering, for some willingness to pay for an effect.
///
/// The efficiency frontier of incremental cost-effectiveness analysis (Johannesson and Weinstein 1993; Drummond
/// and others 2015, chapter 4): an option is *strongly dominated* when another costs no more and does no less,
/// and is better in one; *extendedly dominated* when a mix of two others does as much for less. An option
/// exactly on the line between two others is kept.
public struct Frontier: Sendable, Hashable, Codable {
  /// The place of an option.
  public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    /// The cheapest of the frontier.
    case reference
    /// On the frontier.
    case onFrontier
    /// Another option costs no more and does no less, and is better in one.
    case stronglyDominated
    /// A mix of two other options does as much for less.
    case extendedlyDominated
    /// The same cost and effect as an option of the frontier that was named before.
    case tied
  }

  /// What the frontier says of one option.
  public struct Place: Sendable, Hashable, Codable {
    /// The option.
    public var option: CostEffectOption
    /// The place.
    public var status: Status
    /// On the frontier: the option before it, with which it is compared.
    public var comparedWith: String?
    /// On the frontier: the cost above the option before it.
    public var incrementalCost: Double?
    /// On the frontier: the effect above the option before it.
    public var incrementalEffect: Double?
    /// On the frontier: the incremental cost per unit of effect.
    public var ratio: Double?
    /// The Monte Carlo standard error of the ratio (delta method), where the frontier is of a sample.
    public var ratioStandardError: Double?
    /// What dominates it: one option, or the two of the mix.
    public var dominatedBy: [String]
    /// Other options with the same cost and effect.
    public var tiedWith: [String]
  }

  /// One place per option, in the order given.
  public let places: [Place]
  /// The names on the frontier, from the cheapest on.
  public let names: [String]

  /// The frontier of options with known cost and effect.
  ///
  /// - Throws: `CostEffectivenessError.noOptions`, `.duplicateName` or `.notFinite`.
  /// - Complexity: O(n log n), and O(n²) to name ties and dominators.
  public init(of options: [CostEffectOption]) throws {
    guard !options.isEmpty else { throw CostEffectivenessError.noOptions }
    try checkNames(options.map(\.name))
    for option in options where !option.cost.isFinite || !option.effect.isFinite {
      throw CostEffectivenessError.notFinite(option.name)
    }
    let order = options.indices.sorted {
      (options[$0].cost, -options[$0].effect, $0) < (options[$1].cost, -options[$1].effect, $1)
    }
    var undominated: [Int] = []
    for number in order {
      if let last = undominated.last, options[number].effect <= options[last].effect { continue }
      undominated.append(number)
    }
    let hull = Self.hull(undominated, options)
    names = hull.map { options[$0].name }
    places = options.indices.map { Self.place($0, options, undominated, hull) }
  }

  /// The frontier of the mean costs and effects of a sample, with the errors of the ratios.
  ///
  /// - Throws: As for options.
  public init(of sample: CostEffectSample) throws {
    let options = sample.names.indices.map { number in
      CostEffectOption(
        sample.names[number], cost: mean(sample.costs[number]), effect: mean(sample.effects[number]))
    }
    let plain = try Frontier(of: options)
    names = plain.names
    places = try plain.places.enumerated().map { number, found in
      guard let ratio = found.ratio, let before = found.comparedWith, let step = found.incrementalEffect
      else { return found }
      let other = try sample.number(of: before)
      let residuals = (0..<sample.drawCount).map { draw in
        let cost = sample.costs[number][draw] - sample.costs[other][draw]
        return (cost - ratio * (sample.effects[number][draw] - sample.effects[other][draw])) / step
      }
      var place = found
      place.ratioStandardError = errorOfMean(residuals, chancesPerDraw: 1)
      return place
    }
  }

  /// Those on the lower convex hull of options that rise in cost and effect.
  private static func hull(_ rising: [Int], _ options: [CostEffectOption]) -> [Int] {
    var hull: [Int] = []
    for number in rising {
      while hull.count > 1,
        isAboveLine(options[hull[hull.count - 1]], options[hull[hull.count - 2]], options[number])
      {
        hull.removeLast()
      }
      hull.append(number)
    }
    return hull
  }

  /// Whether an option lies above the line between two others, by more than rounding.
  private static func isAboveLine(
    _ option: CostEffectOption, _ low: CostEffectOption, _ high: CostEffectOption
  ) -> Bool {
    let before = (option.cost - low.cost) * (high.effect - option.effect)
    let after = (high.cost - option.cost) * (option.effect - low.effect)
    return before - after > 1e-12 * max(abs(before), abs(after))
  }

  private static func place(
    _ number: Int, _ options: [CostEffectOption], _ undominated: [Int], _ hull: [Int]
  ) -> Place {
    let option = options[number]
    let twins = options.indices.filter {
      $0 != number && options[$0].cost == option.cost && options[$0].effect == option.effect
    }
    var place = Place(
      option: option, status: .tied, dominatedBy: [], tiedWith: twins.map { options[$0].name })
    if let rank = hull.firstIndex(of: number) {
      place.status = rank == 0 ? .reference : .onFrontier
      if rank > 0 {
        let before = options[hull[rank - 1]]
        place.comparedWith = before.name
        place.incrementalCost = option.cost - before.cost
        place.incrementalEffect = option.effect - before.effect
        place.ratio = (option.cost - before.cost) / (option.effect - before.effect)
      }
    } else if !twins.contains(where: { hull.contains($0) }) {
      if ([number] + twins).contains(where: { undominated.contains($0) }) {
        place.status = .extendedlyDominated
        let above = hull.firstIndex { options[$0].effect > option.effect } ?? 0
        place.dominatedBy = [hull[max(0, above - 1)], hull[above]].map { options[$0].name }
      } else {
        place.status = .stronglyDominated
        let dominator = undominated.first {
          options[$0].cost <= option.cost && options[$0].effect >= option.effect
        }
        place.dominatedBy = dominator.map { [options[$0].name] } ?? []
      }
    }
    return place
  }
}
