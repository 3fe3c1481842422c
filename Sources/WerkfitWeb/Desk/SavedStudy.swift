import WerkfitReport
import WerkfitStudy

/// A study with moved assumptions written into it, as a new scenario where it has a name.
struct SavedStudy {
  /// The texts, which give the changed study when they are read.
  let sources: StudySources
  /// The key of the scenario to look at; nil for the usual one.
  let scenario: String?
  /// The text of the study file.
  let text: String

  /// - Throws: `Refusal` where the changes cannot be written into the text of the study.
  init(_ tabled: TabledStudy, tuner: Tuner, state: TuneState, name: String) throws {
    guard let main = tabled.sources.files.first else { throw Refusal.absent }
    let label = name.isEmpty ? nil : name
    switch tuner.tuning.written(
      state.values, into: main.text, key: Self.key(name, in: tuner.study), label: label)
    {
    case .success(let written):
      text = written.text
      scenario = written.scenario == tuner.tuning.scenario ? state.scenario : written.scenario
    case .failure(let missing):
      throw Refusal(
        .conflict, "Deze aanname staat niet in het bestand van de studie zelf, maar in een bestand ernaast.",
        advice: "Verander haar daar, en open de studie opnieuw.", details: [missing.label])
    }
    var files = tabled.sources.files
    files[0].text = text
    sources = StudySources(files: files, changes: [])
  }

  /// A key for a scenario of a name that no scenario of the study has.
  private static func key(_ name: String, in study: Study) -> String {
    let slug = StudyTable.slug(name)
    let plain = slug.first?.isLetter == true ? slug : "scenario-\(slug)"
    let taken = Set(study.scenarios.map(\.name))
    return ([plain] + (2...99).map { "\(plain)-\($0)" }).first { !taken.contains($0) } ?? plain
  }
}
