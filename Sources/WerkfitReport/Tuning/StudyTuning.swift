import WerkfitAnalysis
import WerkfitEngine
import WerkfitStudy

/// The assumptions of a study for one scenario, ready to be moved.
public struct StudyTuning: Sendable {
  /// The study as it is.
  public let study: Study
  /// The key of the scenario.
  public let scenario: String
  /// The assumptions, those that matter most first.
  public let assumptions: [TunedAssumption]
  /// By name of the assumption, how far it moves the outcome beside the first, from 0 to 1.
  public let weights: [String: Double]
  /// By name of the assumption, how far it moves the outcome, in words.
  public let effects: [String: String]

  /// The assumptions of a study for a scenario.
  ///
  /// - Parameter tornado: What each does, which gives the order; nil leaves the order of the file.
  public init(
    _ study: Study, scenario: String, tornado: OneWaySensitivity.Tornado?, language: Language = .dutch
  ) {
    (self.study, self.scenario) = (study, scenario)
    let say = Wording(language: language)
    let numbers = NumberText(language: language)
    let bars = tornado?.bars.filter { $0.kind == .parameter || $0.kind == .displacement } ?? []
    let widest = bars.map(\.oneWay.width).max() ?? 0
    var weights: [String: Double] = [:]
    var effects: [String: String] = [:]
    for bar in bars where widest > 0 {
      weights[bar.oneWay.parameter] = bar.oneWay.width / widest
      effects[bar.oneWay.parameter] = tornado.map { tornado in
        let words = AnalysisWords(study: study, language: language)
        let amount = words.amount(
          bar.oneWay.width, error: max(bar.errorOfWidth, bar.oneWay.width / 10), of: tornado.outcome)
        return say(
          "Van laag naar hoog scheelt dat \(amount) in: \(words.outcome(tornado.outcome)).",
          "From low to high that makes \(amount) of difference in: \(words.outcome(tornado.outcome)).")
      }
    }
    (self.weights, self.effects) = (weights, effects)
    let changed = study.changedParameters(in: scenario)
    let found = study.model(scenario: scenario).parameters.compactMap { parameter in
      TunedAssumption(
        parameter, in: study, scenario: changed.contains(parameter.name) ? scenario : nil, say: say,
        numbers: numbers)
    }
    // What the scenario itself decides comes after what is uncertain, and what is fixed for all last.
    func rank(_ assumption: TunedAssumption) -> Double {
      if let weight = weights[assumption.name], weight > 0 { return -weight }
      if assumption.scenario != nil { return 1 }
      return assumption.outline != nil ? 2 : 3
    }
    assumptions = found.enumerated()
      .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
  }

  /// The study with some assumptions at another number, all of them as shown.
  ///
  /// A changed assumption no longer varies: the reader has chosen its value.
  public func study(with values: [String: Double]) -> Study {
    var changed = study
    for assumption in assumptions {
      guard let value = values[assumption.name], assumption.isChanged(value) else { continue }
      changed.fix(assumption.name, at: assumption.modelled(value), in: assumption.scenario)
    }
    return changed
  }

  /// The text of the study's file with the same changes in it.
  ///
  /// What the scenario itself decides goes into a scenario of its own that builds on it. What is so in the world (a
  /// chance, a price) changes for all scenarios: else they would no longer be compared under the same circumstances.
  ///
  /// - Parameters:
  ///   - key: The key of the new scenario.
  ///   - label: Its name, which also tells the study apart; nil changes the scenario itself.
  /// - Returns: The text and the scenario to look at, or the name of an assumption that does not stand in the file as
  ///   it is written there.
  public func written(_ values: [String: Double], into text: String, key: String, label: String?) -> Result<
    Written, Missing
  > {
    var editing = StudyEditing(text)
    var shown = scenario
    let own = assumptions.compactMap { assumption -> (name: String, value: String)? in
      guard assumption.scenario != nil, let value = values[assumption.name], assumption.isChanged(value)
      else { return nil }
      return (assumption.name, assumption.writtenWithPeriod(value))
    }
    if let label, !own.isEmpty, editing.addScenario(key, based: scenario, label: label, parameters: own) {
      shown = key
    }
    for assumption in assumptions {
      guard let value = values[assumption.name], assumption.isChanged(value) else { continue }
      if assumption.scenario != nil, shown == key { continue }
      let isWritten =
        if let scenario = assumption.scenario {
          editing.setParameter(
            assumption.name, ofScenario: scenario, to: assumption.writtenWithPeriod(value))
        } else {
          editing.setParameter(assumption.name, to: assumption.entry(value))
        }
      guard isWritten else { return .failure(Missing(label: assumption.label)) }
    }
    if let label { editing.setTitle("\(study.title) – \(label)") }
    return .success(Written(text: editing.text, scenario: shown))
  }

  /// A study with changes in its text.
  public struct Written: Hashable, Sendable {
    /// The text of its file.
    public var text: String
    /// The key of the scenario with the changes.
    public var scenario: String
  }

  /// An assumption that does not stand in the file of the study itself.
  public struct Missing: Error, Hashable, Sendable {
    /// What readers see of it.
    public var label: String
  }

  /// The same changes as they would be written behind `--set`.
  public func overrides(for values: [String: Double]) -> [StudyOverride] {
    assumptions.compactMap { assumption in
      guard let value = values[assumption.name], assumption.isChanged(value) else { return nil }
      let place = assumption.scenario.map { "scenarios.\($0).parameters" } ?? "parameters"
      return StudyOverride(path: "\(place).\(assumption.name)", value: assumption.written(value))
    }
  }
}

extension Study {
  /// The scenario and those on which it builds.
  private func chain(of name: String) -> [Scenario] {
    var chain: [Scenario] = []
    var next = scenarios.first { $0.name == name }
    while let scenario = next, !chain.contains(where: { $0.name == scenario.name }) {
      chain.append(scenario)
      next = scenario.basedOn.flatMap { parent in scenarios.first { $0.name == parent } }
    }
    return chain
  }

  /// The parameters to which a scenario, or one on which it builds, gives another number.
  fileprivate func changedParameters(in scenario: String) -> Set<String> {
    Set(chain(of: scenario).flatMap { $0.changes.parameters.map(\.name) })
  }

  /// Gives a parameter one number, in a scenario or in the base.
  fileprivate mutating func fix(_ name: String, at value: Double, in scenario: String?) {
    func fixed(_ parameter: Parameter) -> Parameter {
      var parameter = parameter
      parameter.definition = .distribution(.fixed(value))
      parameter.provenance = Provenance()
      parameter.provenance.confidence = .ownEstimate
      return parameter
    }
    if let scenario {
      guard let place = scenarios.firstIndex(where: { $0.name == scenario }),
        let old = model(scenario: scenario).parameters.first(where: { $0.name == name })
      else { return }
      var parameters = scenarios[place].changes.parameters
      if let index = parameters.firstIndex(where: { $0.name == name }) {
        parameters[index] = fixed(old)
      } else {
        parameters.append(fixed(old))
      }
      scenarios[place].changes.parameters = parameters
    } else if let index = base.parameters.firstIndex(where: { $0.name == name }) {
      base.parameters[index] = fixed(base.parameters[index])
    }
  }
}
