import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// What moved assumptions do, in words: the outcomes that matter, beside those of the saved scenario.
public struct TuningReport: Sendable {
  /// An outcome beside what it was.
  public struct Figure: Sendable, Hashable {
    /// Its name.
    public var label: String
    /// The mean, or the chance.
    public var main: String
    /// A chance as a natural frequency.
    public var frequency: String?
    /// The 80% interval.
    public var interval80: String?
    /// The 95% interval.
    public var interval95: String?
    /// What it is in the saved scenario; nil where nothing is changed.
    public var saved: String?
    /// The difference with that.
    public var difference: String?
    /// Which way it went: 1 up, -1 down, 0 neither.
    public var direction: Int
  }

  /// The outcomes, the first largest.
  public var figures: [Figure]
  /// The first outcome in one sentence.
  public var sentence: String
  /// How it was computed.
  public var computed: String

  /// A report of a run beside one of the saved study.
  ///
  /// - Parameters:
  ///   - saved: The same run of the study as it is, with as many replications; nil where nothing is changed.
  ///   - isPreview: Whether more replications are on their way.
  public init(_ run: TunedRun, saved: TunedRun?, isPreview: Bool, language: Language = .dutch) {
    let say = Wording(language: language)
    let numbers = NumberText(language: language, currency: run.comparison.run.currency)
    let names = OutcomeNames(say: say, perspective: run.comparison.run.perspective)
    let keys = run.comparison.headlineKeys.filter { !$0.contains("/") }
    let money = keys.filter { $0.hasPrefix("balance") }
    var figures: [Figure] = []
    for key in money + keys.filter({ !money.contains($0) }) {
      guard let outcome = run.comparison.base.outcome(key), let summary = run.summary(key) else { continue }
      let cell = numbers.cell(summary, unit: outcome.unit)
      var figure = Figure(
        label: (run.isByItself(key) ? names.value(outcome) : names.difference(outcome)).trimmed.raisingFirst,
        main: cell.main, interval80: cell.interval80, interval95: cell.interval95, direction: 0)
      if let saved, let before = saved.summary(key), let change = run.change(key, from: saved) {
        figure.saved = numbers.cell(before, unit: outcome.unit).main
        (figure.difference, figure.direction) = Self.words(of: change, unit: outcome.unit, numbers, say)
      }
      figures.append(figure)
      if key == money.first, let chance = Self.chance(run, numbers, say, saved: saved) {
        figures.append(chance)
      }
    }
    self.figures = figures
    sentence = Self.sentence(figures.first, say)
    let count = numbers.count(run.comparison.run.replications)
    computed =
      isPreview
      ? say("\(count) doorrekeningen, voorlopig", "\(count) replications, preliminary")
      : say("\(count) doorrekeningen", "\(count) replications")
  }

  private static func words(of change: Estimate, unit: String, _ numbers: NumberText, _ say: Wording)
    -> (String, Int)
  {
    guard change.isClear else { return (say("geen verschil te zien", "no difference to be seen"), 0) }
    let size = numbers.quantity(abs(change.mean), error: change.error, unit: unit)
    return change.mean > 0 ? (size + say(" meer", " more"), 1) : (size + say(" minder", " less"), -1)
  }

  private static func chance(_ run: TunedRun, _ numbers: NumberText, _ say: Wording, saved: TunedRun?)
    -> Figure?
  {
    func found(_ run: TunedRun) -> Probability? {
      run.comparison.base.economics[run.focus].map { $0.paysForItself ?? $0.paysForItselfSociety }
    }
    guard let chance = found(run) else { return nil }
    var figure = Figure(
      label: say("Kans dat het zich terugbetaalt", "Chance that it pays for itself"),
      main: numbers.percent(chance.probability, error: chance.standardError),
      frequency: numbers.frequency(chance) + say(" doorrekeningen", " replications"), direction: 0)
    if let before = saved.flatMap(found) {
      figure.saved = numbers.percent(before.probability, error: before.standardError)
      let points = ((chance.probability - before.probability) * 100).rounded()
      figure.direction = points > 0 ? 1 : points < 0 ? -1 : 0
      figure.difference =
        points == 0
        ? say("geen verschil te zien", "no difference to be seen")
        : numbers.number(abs(points), place: 0)
          + (points > 0
            ? say(" procentpunt meer", " points more") : say(" procentpunt minder", " points less"))
    }
    return figure
  }

  private static func sentence(_ figure: Figure?, _ say: Wording) -> String {
    guard let figure else { return say("Er is niets te vergelijken.", "There is nothing to compare.") }
    guard let saved = figure.saved else { return "\(figure.label): \(figure.main)." }
    return say(
      "\(figure.label): \(figure.main), was \(saved).", "\(figure.label): \(figure.main), was \(saved).")
  }
}
