import Foundation
import WerkfitEngine
import WerkfitStudy

/// Says how long each step of a command took, for whoever wants to know where the time goes.
public struct TimesReport: Sendable {
  private let language: Language
  private let times: RunTimes
  private let reading: TimeTaken
  private let comparing: TimeTaken
  private let writing: TimeTaken

  /// A report of a run.
  ///
  /// - Parameters:
  ///   - times: What the engine measured.
  ///   - reading: What reading the study took.
  ///   - comparing: What working out the comparison took.
  ///   - writing: What making and writing the text took.
  public init(
    _ times: RunTimes, reading: TimeTaken, comparing: TimeTaken, writing: TimeTaken, language: Language
  ) {
    self.times = times
    self.reading = reading
    self.comparing = comparing
    self.writing = writing
    self.language = language
  }

  /// The report as text, in lines.
  public func text() -> String {
    let steps: [(Sentence, TimeTaken)] = [
      (Sentence("read the study", "studie lezen"), reading),
      (Sentence("compile", "model klaarzetten"), times.compiling),
      (Sentence("compute", "doorrekenen"), times.simulating),
      (Sentence("collect", "uitkomsten verzamelen"), times.collecting),
      (Sentence("compare", "vergelijken"), comparing),
      (Sentence("write", "schrijven"), writing),
    ]
    let parts: [(Sentence, Double)] = [
      (Sentence("  draw assumptions", "  aannames trekken"), times.parts.drawing),
      (Sentence("  move people", "  mensen volgen"), times.parts.moving),
      (Sentence("  count money", "  geld tellen"), times.parts.pricing),
      (Sentence("  sum by month", "  optellen per maand"), times.parts.series),
      (Sentence("  expected values", "  verwachte waarden"), times.parts.expecting),
    ]
    var lines = [
      row(said("Time", "Tijd"), said("clock", "klok"), said("all cores", "alle kernen"))
    ]
    for (name, taken) in steps {
      lines.append(row(said(name), seconds(taken.wall), seconds(taken.cpu)))
      guard name.english == "compute" else { continue }
      for (name, spent) in parts where spent > 0 { lines.append(row(said(name), "", seconds(spent))) }
    }
    let wall = steps.reduce(0) { $0 + $1.1.wall }
    let cpu = steps.reduce(0) { $0 + $1.1.cpu }
    lines.append(row(said("together", "samen"), seconds(wall), seconds(cpu)))
    lines.append(counted)
    return lines.joined(separator: "\n")
  }

  private var counted: String {
    let counts = times.counts
    let number = { (value: Int) in
      value.formatted(.number.locale(Locale(identifier: language == .dutch ? "nl_NL" : "en_GB")))
    }
    let replications = max(counts.replications, 1)
    return said(
      """
      Done, over all scenarios and readings: \(number(counts.draws)) draws of the assumptions, \
      \(number(counts.replications)) replications, \(number(counts.cells)) chances computed, \
      \(number(Int(counts.moves))) moves of people. \
      At the end of a replication \(number(counts.pools / replications)) pools with \
      \(number(counts.lots / replications)) lots on average.
      """,
      """
      Gedaan, over alle scenario's en lezingen: \(number(counts.draws)) trekkingen van de aannames, \
      \(number(counts.replications)) doorrekeningen, \(number(counts.cells)) kansen berekend, \
      \(number(Int(counts.moves))) verplaatsingen van mensen. \
      Aan het eind van een doorrekening gemiddeld \(number(counts.pools / replications)) groepjes in \
      \(number(counts.lots / replications)) delen.
      """)
  }

  private func said(_ english: String, _ dutch: String) -> String { said(Sentence(english, dutch)) }
  private func said(_ sentence: Sentence) -> String { sentence.text(in: language) }

  private func seconds(_ value: Double) -> String {
    let locale = Locale(identifier: language == .dutch ? "nl_NL" : "en_GB")
    return max(value, 0).formatted(.number.precision(.fractionLength(3)).locale(locale)) + " s"
  }

  private func row(_ name: String, _ wall: String, _ cpu: String) -> String {
    func right(_ text: String) -> String { String(repeating: " ", count: max(0, 13 - text.count)) + text }
    return name + String(repeating: " ", count: max(1, 24 - name.count)) + right(wall) + right(cpu)
  }
}
