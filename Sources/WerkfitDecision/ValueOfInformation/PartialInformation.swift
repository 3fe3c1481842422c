/// A parameter with one value per draw.
public struct ParameterDraws: Sendable, Hashable, Codable {
  /// The name by which sets refer to it.
  public var name: String
  /// One value per draw, in the order of the net benefits.
  public var values: [Double]

  /// A parameter with one value per draw.
  public init(_ name: String, _ values: [Double]) {
    self.name = name
    self.values = values
  }
}

/// What it is worth to know some of the parameters, per decision.
public struct PartialInformation: Sendable, Hashable, Codable {
  /// The names of the parameters, as asked for.
  public var parameters: [String]
  /// What knowing them is worth.
  public var information: ValueOfInformation
  /// How the expectation given the parameters was found; nil where none of them varies.
  public var method: RegressionMethod?
  /// The largest effective number of parameters among the regressions.
  public var effectiveParameters: Double

  /// The worth of knowing some parameters.
  public init(
    parameters: [String], information: ValueOfInformation, method: RegressionMethod?,
    effectiveParameters: Double
  ) {
    self.parameters = parameters
    self.information = information
    self.method = method
    self.effectiveParameters = effectiveParameters
  }
}

/// The expected value of perfect information on parameters: the most that research on them can be worth.
///
/// The net benefit of each option, less that of the option that is best on average, is regressed on the
/// parameters of a set; the value is the mean over draws of the highest fitted difference, which is zero for
/// the best option itself (Strong, Oakley and Brennan 2014, equation 4 and following). One parameter is
/// regressed on with a penalised spline, or group means where it takes few values; several with a Gaussian
/// process of low rank; more than ten with a sum of splines.
///
/// Values lie between zero and that of perfect information, and a set is worth at least as much as any set
/// asked for that lies within it. Parameters that do not vary are left out. Exactly zero where neither
/// the net benefits nor the parameters vary.
///
/// - Parameters:
///   - netBenefits: One column per option, one value per draw: E[net benefit | parameters].
///   - parameters: The parameters, with one value per draw each.
///   - sets: The names of each set to value; nil values each parameter on its own.
///   - method: How to regress; nil chooses by the number of parameters.
/// - Returns: One result per set, in the order asked for; the same for any number of threads.
/// - Throws: `ValueOfInformationError` for columns that do not fit or sets that name what is not there.
public func partialInformation(
  _ netBenefits: [[Double]], parameters: [ParameterDraws], sets: [[String]]? = nil,
  method: RegressionMethod? = nil
) throws -> [PartialInformation] {
  let advantages = try Advantages(netBenefits)
  let varying = try varyingParameters(parameters, draws: advantages.draws)
  let asked = sets ?? parameters.map { [$0.name] }
  for set in asked {
    guard !set.isEmpty else { throw ValueOfInformationError.emptySet }
    for name in set where varying[name] == nil { throw ValueOfInformationError.unknownParameter(name: name) }
  }
  let known = asked.map { set in Set(set.filter { varying[$0] == true }) }
  let columns = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.values) })
  let distinct = Set(known).map { $0.sorted() }.sorted {
    $0.count != $1.count ? $0.count < $1.count : $0.lexicographicallyPrecedes($1)
  }
  let most = advantages.value(choosingBy: advantages.others)
  // The slowest first, so that no thread is left with them at the end.
  let found = parallelMap(count: distinct.count) { index in
    Result {
      try advantages.partial(distinct[distinct.count - 1 - index].compactMap { columns[$0] }, method: method)
    }
  }
  var values: [Set<String>: PartialInformation] = [:]
  for (set, result) in zip(distinct, found.reversed()) {
    var partial = try result.get()
    let within = values.filter { $0.key.isSubset(of: set) }.map(\.value.information.value).max() ?? 0
    partial.information.value = min(max(partial.information.estimate, within, 0), most.value)
    values[Set(set)] = partial
  }
  return zip(asked, known).compactMap { names, set in
    guard var partial = values[set] else { return nil }
    partial.parameters = names
    return partial
  }
}

/// Per name whether the parameter varies.
private func varyingParameters(_ parameters: [ParameterDraws], draws: Int) throws -> [String: Bool] {
  var varying: [String: Bool] = [:]
  for parameter in parameters {
    let values = parameter.values
    guard values.count == draws else {
      throw ValueOfInformationError.unequalParameter(
        name: parameter.name, expected: draws, found: values.count)
    }
    guard values.allSatisfy(\.isFinite) else {
      throw ValueOfInformationError.parameterNotFinite(name: parameter.name)
    }
    guard varying[parameter.name] == nil else {
      throw ValueOfInformationError.parameterTwice(name: parameter.name)
    }
    varying[parameter.name] = values.contains { $0 != values[0] }
  }
  return varying
}
