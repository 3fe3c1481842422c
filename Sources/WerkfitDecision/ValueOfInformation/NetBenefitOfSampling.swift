/// What a study costs.
public struct ResearchCost: Sendable, Hashable, Codable {
  /// The cost of the study whatever its size, in euros.
  public var fixed: Double
  /// The cost per participant, in euros.
  public var perParticipant: Double

  /// The cost of a study.
  ///
  /// - Throws: `ValueOfInformationError.invalidPopulation` where a cost is below zero or not finite.
  public init(fixed: Double, perParticipant: Double) throws {
    guard [fixed, perParticipant].allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw ValueOfInformationError.invalidPopulation
    }
    self.fixed = fixed
    self.perParticipant = perParticipant
  }
}

/// What a study of some size yields on balance for all whom it serves.
public struct NetBenefitOfSampling: Sendable, Hashable, Codable {
  /// The number of participants.
  public var participants: Int
  /// What its findings are worth over the population, in the unit of the net benefit.
  public var worth: Double
  /// What it costs.
  public var cost: Double
  /// The worth less the cost: the expected net benefit of sampling.
  public var value: Double
  /// The Monte Carlo standard error of the value.
  public var standardError: Double
}

/// The sizes of study compared.
public struct SamplingChoice: Sendable, Hashable, Codable {
  /// One per size, in the order given.
  public var sizes: [NetBenefitOfSampling]
  /// The place of the best among them, the smallest of equals; nil where no size yields more than it costs.
  public var best: Int?
}

/// The expected net benefit of sampling, and the size of study at which it is greatest.
///
/// The value per decision over the population, less the cost of the study (Willan and Pinto 2005).
///
/// - Parameters:
///   - samples: The value per decision of each size, from `sampleInformation`.
///   - population: The decisions that the findings serve.
///   - cost: What a study costs.
public func netBenefitOfSampling(
  _ samples: [SampleInformation], population: DecisionPopulation, cost: ResearchCost
) -> SamplingChoice {
  let sizes = samples.map { sample in
    let worth = population.size * sample.information.value
    let price = cost.fixed + cost.perParticipant * Double(sample.participants)
    return NetBenefitOfSampling(
      participants: sample.participants, worth: worth, cost: price, value: worth - price,
      standardError: population.size * sample.information.standardError)
  }
  let best = sizes.indices.filter { sizes[$0].value > 0 }.max { one, other in
    let (one, other) = (sizes[one], sizes[other])
    return one.value != other.value ? one.value < other.value : one.participants > other.participants
  }
  return SamplingChoice(sizes: sizes, best: best)
}
