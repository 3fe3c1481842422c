import WerkfitAnalysis
import WerkfitStudy

/// What a study file holds, in a few lines, for whoever checks it.
public struct StudySummary: Sendable {
  private let study: Study
  private let language: Language

  /// A summary of a checked study.
  public init(_ study: Study, language: Language = .dutch) {
    self.study = study
    self.language = language
  }

  /// The summary as lines of text.
  ///
  /// - Parameter file: The file as the user named it.
  public func text(file: String) -> String {
    let say = Wording(language: language)
    let model = study.base
    let count = AssumptionCount(of: study)
    let counted: [(number: Int, one: String, more: String)] = [
      (model.groups.count, say("doelgroep", "group"), say("doelgroepen", "groups")),
      (model.states.count, say("toestand", "state"), say("toestanden", "states")),
      (model.trajecten.count, "traject", "trajecten"),
      (model.parameters.count, "parameter", "parameters"),
      (model.prices.count, say("prijs", "price"), say("prijzen", "prices")),
      (study.scenarios.count, "scenario", say("scenario's", "scenarios")),
      (study.readings.count, say("andere lezing", "other reading"), say("andere lezingen", "other readings")),
      (study.targets.count, say("doel", "target"), say("doelen", "targets")),
    ]
    let parts = counted.filter { $0.number > 0 }
      .map { "\($0.number) \($0.number == 1 ? $0.one : $0.more)" }
    let lines = [
      say("\(file): in orde.", "\(file): in order."),
      "  " + study.title,
      "  " + parts.joined(separator: ", ") + ".",
      say(
        "  \(count.ownEstimates) van de \(count.total) aannames: eigen schatting; "
          + "\(count.withoutSource + count.unverified) zonder bron of nog niet nagekeken.",
        "  \(count.ownEstimates) of the \(count.total) assumptions: own estimate; "
          + "\(count.withoutSource + count.unverified) without a source or not yet checked."),
    ]
    return lines.flatMap { $0.wrapped(to: 80, hanging: 2) }.joined(separator: "\n") + "\n"
  }
}
