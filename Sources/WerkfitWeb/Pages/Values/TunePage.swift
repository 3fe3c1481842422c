/// The assumptions of a study with their sliders, and what they do.
public struct TunePage: Sendable {
  /// The study.
  public var study: StudyHeading
  /// What can be chosen: `scenario`.
  public var scenarios: [Choice]
  /// Whose money the balance is: `perspectief`; empty where there is nothing to choose.
  public var perspectives: [Choice]
  /// The assumptions, those that matter most first.
  public var parameters: [TunedParameter]
  /// What they do now.
  public var result: TuneResult
  /// What was saved just now or went wrong, in a sentence.
  public var notice: String?
  /// A name for the new scenario.
  public var suggestedName: String
  /// Whether changes can be saved as a scenario here.
  public var canSave: Bool

  /// The assumptions of a study with what they do.
  public init(
    study: StudyHeading, scenarios: [Choice], perspectives: [Choice] = [], parameters: [TunedParameter],
    result: TuneResult, notice: String? = nil, suggestedName: String = "", canSave: Bool = true
  ) {
    (self.study, self.scenarios, self.perspectives) = (study, scenarios, perspectives)
    (self.parameters, self.result, self.notice) = (parameters, result, notice)
    (self.suggestedName, self.canSave) = (suggestedName, canSave)
  }
}

/// An assumption that can be moved.
///
/// All numbers are in the unit shown and with a decimal point, as a number field takes them: 1.5 where the page says
/// `1,5% per maand`. A field `p.<name>` sends them back so.
public struct TunedParameter: Sendable {
  /// Its name in the study; the field is `p.<name>`.
  public var name: String
  /// What is read.
  public var label: String
  /// The unit behind the number: `% per maand`, `EUR per start`.
  public var unit: String
  /// Its value now.
  public var value: String
  /// Its value in the study file.
  public var sourceValue: String
  /// That value in words, with its unit: `1,5% per maand`.
  public var sourceText: String
  /// The least that the slider gives.
  public var least: String
  /// The most that the slider gives.
  public var most: String
  /// The steps of the slider and the number field.
  public var step: String
  /// How likely each value is, drawn; nil where it does not vary.
  public var distribution: DrawnDistribution?
  /// Who says so.
  public var source: String?
  /// Where in the source.
  public var page: String?
  /// The source on the web.
  public var address: String?
  /// How sure one can be, as a sign and in words: `◊`, `eigen schatting`.
  public var symbol: String?
  /// The same in words.
  public var confidence: String?
  /// How much it matters, in words: `Verschuift het saldo het meest: € 0,4 mln`.
  public var effect: String?
  /// How much it matters beside the first one, from 0 to 100; nil where unknown.
  public var weight: Int?
  /// A remark of the study.
  public var remark: String?
  /// Whether the value now is another than in the study.
  public var isChanged: Bool

  /// An assumption that can be moved.
  public init(
    name: String, label: String, unit: String, value: String, sourceValue: String, sourceText: String,
    least: String, most: String, step: String, distribution: DrawnDistribution? = nil, source: String? = nil,
    page: String? = nil, address: String? = nil, symbol: String? = nil, confidence: String? = nil,
    effect: String? = nil, weight: Int? = nil, remark: String? = nil, isChanged: Bool = false
  ) {
    (self.name, self.label, self.unit, self.value) = (name, label, unit, value)
    (self.sourceValue, self.sourceText) = (sourceValue, sourceText)
    (self.least, self.most, self.step, self.distribution) = (least, most, step, distribution)
    (self.source, self.page, self.address) = (source, page, address)
    (self.symbol, self.confidence, self.effect, self.weight) = (symbol, confidence, effect, weight)
    (self.remark, self.isChanged) = (remark, isChanged)
  }
}

/// How likely the values of an assumption are, drawn above its slider.
public struct DrawnDistribution: Sendable {
  /// The `d` of an SVG path in a box of 200 by 40, closed so that it can be filled.
  ///
  /// x = 0 is the least value of the slider, 200 the most; y = 40 is the ground.
  public var path: String
  /// The same in words: `Meestal tussen 1,0% en 2,1% (80%)`.
  public var description: String

  /// The likely values of an assumption.
  public init(path: String, description: String) { (self.path, self.description) = (path, description) }
}

/// What the assumptions do, for one scenario.
public struct TuneResult: Sendable {
  /// How far the computation is.
  public enum State: Sendable {
    /// A first answer from few replications; more are on their way.
    case preview
    /// The full answer.
    case full
  }

  /// How far the computation is.
  public var state: State
  /// How it was computed: `1.000 doorrekeningen, voorlopig`.
  public var computed: String
  /// The outcomes that matter, the first largest.
  public var figures: [Figure]
  /// What was changed; empty where everything is as in the study.
  public var changes: [Change]
  /// The outcome in one sentence, for a screen reader: what the balance is and what it was.
  public var sentence: String
  /// What to mind, such as values outside their range.
  public var warnings: [String]

  /// What the assumptions do.
  public init(
    state: State, computed: String, figures: [Figure], changes: [Change] = [], sentence: String,
    warnings: [String] = []
  ) {
    (self.state, self.computed, self.figures) = (state, computed, figures)
    (self.changes, self.sentence, self.warnings) = (changes, sentence, warnings)
  }

  /// An outcome beside what it was.
  public struct Figure: Sendable {
    /// Its name.
    public var label: String
    /// The mean, or the chance.
    public var main: String
    /// A chance as a frequency: `8 van de 10 doorrekeningen`.
    public var frequency: String?
    /// The 80% interval: `-1,3 tot -0,9`.
    public var interval80: String?
    /// The 95% interval.
    public var interval95: String?
    /// What it is in the saved scenario: `€ -1,13 mln`; nil where nothing is changed.
    public var saved: String?
    /// The difference with that: `€ 120.000 meer`.
    public var difference: String?
    /// Which way it went.
    public var direction: Direction

    /// An outcome.
    public init(
      label: String, main: String, frequency: String? = nil, interval80: String? = nil,
      interval95: String? = nil, saved: String? = nil, difference: String? = nil,
      direction: Direction = .same
    ) {
      (self.label, self.main, self.frequency) = (label, main, frequency)
      (self.interval80, self.interval95) = (interval80, interval95)
      (self.saved, self.difference, self.direction) = (saved, difference, direction)
    }
  }

  /// Which way an outcome went; up is not always good.
  public enum Direction: String, Sendable {
    /// It became more.
    case up
    /// It became less.
    case down
    /// It stayed.
    case same
  }

  /// An assumption that was changed.
  public struct Change: Sendable {
    /// Its name.
    public var label: String
    /// Its value in the study, with its unit.
    public var from: String
    /// Its value now, with its unit.
    public var to: String

    /// An assumption that was changed.
    public init(label: String, from: String, to: String) {
      (self.label, self.from, self.to) = (label, from, to)
    }
  }
}
