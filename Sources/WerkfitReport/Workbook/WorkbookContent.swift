import Foundation
import WerkfitStudy

/// What the workbook of a study says, as plain values: whoever has a comparison fills this in.
///
/// Scenarios and parties are addressed by their position in ``scenarios`` and ``PartyYears/parties``. Texts are in
/// the language of the workbook already; money is in whole units of the currency, never in thousands.
public struct WorkbookContent: Sendable, Hashable {
  /// The language of the workbook.
  public var language: Language
  /// The currency code of money.
  public var currency: String
  /// The title of the study.
  public var title: String
  /// The question of the study, or nil.
  public var question: String?
  /// What comes out, in about three sentences.
  public var sentences: [String] = []
  /// How it was computed.
  public var run: Run
  /// The scenarios, the nulalternatief among them.
  public var scenarios: [Scenario]
  /// The position of the nulalternatief.
  public var reference: Int
  /// The outcomes of the table on the first sheet, in order; keys that are not in ``outcomes`` are left out.
  public var headlines: [Headline] = []
  /// The key of the outcome whose differences the first chart shows, such as `balance:gemeente`, or nil.
  public var balance: String?
  /// The titles of charts that say what is found; where there is none, the title says what is shown.
  public var chartTitles = ChartTitles()
  /// The outcomes under the base reading.
  public var outcomes: [Outcome] = []
  /// Amounts per year and party, or nil where the study has no money.
  public var partyYears: PartyYears?
  /// The price lines, each with who pays and who receives.
  public var bookings: [Booking] = []
  /// The funds.
  public var funds: [Fund] = []
  /// The assumptions.
  public var assumptions: [Assumption] = []
  /// The distributions that assumptions are drawn from.
  public var distributions: [ParameterDistribution] = []
  /// Numbers per replication, or nil.
  public var draws: Draws?
  /// Checks besides those that the workbook makes of itself.
  public var checks: [Check] = []
  /// What is not expressed in money (PM).
  public var unpriced: [String] = []
  /// What to mind.
  public var remarks: [String] = []
  /// Terms that readers may not know.
  public var terms: [Term] = []

  /// Content without results yet.
  public init(
    title: String, question: String? = nil, run: Run, scenarios: [Scenario], reference: Int,
    language: Language = .dutch, currency: String = "EUR"
  ) {
    (self.title, self.question, self.run) = (title, question, run)
    (self.scenarios, self.reference) = (scenarios, reference)
    (self.language, self.currency) = (language, currency)
  }

  /// How the numbers were computed.
  public struct Run: Sendable, Hashable {
    /// The version of the program.
    public var version: String
    /// The seed.
    public var seed: UInt64
    /// The number of replications.
    public var replications: Int
    /// The hash of the study, or nil.
    public var studyHash: String?
    /// The study file, without folders of a machine.
    public var file: String?
    /// When the workbook is said to be made; fixed by the caller.
    public var created: Date
    /// What else decides the numbers, for readers: stream, discount rate, price year, horizon, counting.
    public var settings: [Fact] = []

    /// A run.
    public init(version: String, seed: UInt64, replications: Int, studyHash: String? = nil, created: Date) {
      (self.version, self.seed, self.replications) = (version, seed, replications)
      (self.studyHash, self.created) = (studyHash, created)
    }
  }

  /// A named fact, for readers.
  public struct Fact: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String

    /// A named fact.
    public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
  }

  /// A scenario.
  public struct Scenario: Sendable, Hashable {
    /// The key in the study file.
    public var key: String
    /// What readers see.
    public var label: String
    /// A remark.
    public var note: String?

    /// A scenario.
    public init(key: String, label: String, note: String? = nil) {
      (self.key, self.label, self.note) = (key, label, note)
    }
  }

  /// A row of the table on the first sheet.
  public struct Headline: Sendable, Hashable {
    /// The key of the outcome.
    public var outcome: String
    /// Whether the difference with the nulalternatief is shown rather than the outcome itself.
    public var isDifference: Bool

    /// A row for an outcome.
    public init(_ outcome: String, isDifference: Bool) {
      (self.outcome, self.isDifference) = (outcome, isDifference)
    }
  }

  /// Titles of charts; nil gives one that says what is shown.
  public struct ChartTitles: Sendable, Hashable {
    /// The balance per scenario.
    public var balance: String?
    /// The amounts by year of one party.
    public var years: String?
    /// Who pays and who gains.
    public var parties: String?

    /// Titles of charts.
    public init(balance: String? = nil, years: String? = nil, parties: String? = nil) {
      (self.balance, self.years, self.parties) = (balance, years, parties)
    }
  }

  /// A term and what it means.
  public struct Term: Sendable, Hashable {
    /// The term.
    public var name: String
    /// What it means, in a sentence.
    public var meaning: String

    /// A term.
    public init(_ name: String, _ meaning: String) { (self.name, self.meaning) = (name, meaning) }
  }
}
