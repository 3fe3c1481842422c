import WerkfitReport
import WerkfitStudy

/// A study with moved assumptions written into it.
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
    let title = name.isEmpty ? nil : "\(tuner.study.title) – \(name)"
    switch tuner.tuning.written(state.values, into: main.text, title: title) {
    case .success(let written): text = written
    case .failure(let missing):
      throw Refusal(
        .conflict, "Deze aanname staat niet in het bestand van de studie zelf, maar in een bestand ernaast.",
        advice: "Verander haar daar, en open de studie opnieuw.", details: [missing.label])
    }
    var files = tabled.sources.files
    files[0].text = text
    sources = StudySources(files: files, changes: [])
    scenario = state.scenario
  }
}
