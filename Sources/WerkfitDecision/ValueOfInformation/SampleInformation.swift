/// What a study with some number of participants is worth, per decision.
public struct SampleInformation: Sendable, Hashable, Codable {
  /// The number of participants who are followed.
  public var participants: Int
  /// What its findings are worth.
  public var information: ValueOfInformation
  /// The most it can be worth: perfect information on what is measured.
  public var limit: Double

  /// The worth of a study.
  public init(participants: Int, information: ValueOfInformation, limit: Double) {
    self.participants = participants
    self.information = information
    self.limit = limit
  }
}

/// The expected value of sample information of studies of several sizes, per decision.
///
/// For each draw of the parameters the findings of one study are drawn; the net benefits are then regressed
/// on the means found, which hold all that the findings say of the parameters; the value is the mean over
/// draws of the highest fitted difference with the option that is best on average (Strong, Oakley, Brennan
/// and Breeze 2015). Values lie between zero and that of perfect information on what is measured, and a
/// larger study is worth at least as much as a smaller one. Measurements of something that does not vary
/// are left out; exactly zero where nothing else is measured.
///
/// - Parameters:
///   - netBenefits: One column per option, one value per draw: E[net benefit | parameters].
///   - measurements: What is recorded of each participant; several are independent given the parameters.
///   - participants: The sizes to value, each at least one.
///   - seed: The seed of the findings.
/// - Returns: One result per size, in the order asked for; the same for any number of threads.
/// - Throws: `ValueOfInformationError` for columns that do not fit or measurements that cannot be.
public func sampleInformation(
  _ netBenefits: [[Double]], measuring measurements: [StudyMeasurement], participants: [Int], seed: UInt64 = 1
) throws -> [SampleInformation] {
  let advantages = try Advantages(netBenefits)
  guard !measurements.isEmpty else { throw ValueOfInformationError.noMeasurements }
  guard participants.allSatisfy({ $0 >= 1 }) else { throw ValueOfInformationError.noParticipants }
  for (index, measurement) in measurements.enumerated() {
    guard measurement.isPossible else { throw ValueOfInformationError.outOfRange(measurement: index) }
    let found = measurement.expected.count
    guard found == advantages.draws else {
      throw ValueOfInformationError.unequalParameter(
        name: "measurement \(index)", expected: advantages.draws, found: found)
    }
  }
  let varying = measurements.indices.filter { index in
    let expected = measurements[index].expected
    return expected.contains { $0 != expected[0] }
  }
  let findings = try varying.map { index in
    try measurements[index].means(participants: participants, seed: seed, index: index)
  }
  let perfect = advantages.value(choosingBy: advantages.others)
  // The bound comes first; the sizes follow from large to small, as parallel work.
  let found = parallelMap(count: participants.count + 1) { place in
    Result {
      try advantages.partial(
        varying.indices.map { measure in
          place == 0 ? measurements[varying[measure]].expected : findings[measure][place - 1]
        }.filter { column in column.contains { $0 != column[0] } })
    }
  }
  let limit = min(max(try found[0].get().information.estimate, 0), perfect.value)
  var least = 0.0
  var worth = [SampleInformation?](repeating: nil, count: participants.count)
  for place in participants.indices.sorted(by: { participants[$0] < participants[$1] }) {
    var information = try found[place + 1].get().information
    information.value = min(max(information.estimate, least), limit)
    least = information.value
    worth[place] = SampleInformation(
      participants: participants[place], information: information, limit: limit)
  }
  return worth.compactMap { $0 }
}
