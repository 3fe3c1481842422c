import WerkfitStudy

/// What a letter to the council says, part by part, in Markdown: what its template shows.
///
/// All text that comes from a study is escaped. A part that is nil or empty is left out with its heading.
struct LetterContent: Sendable {
  /// The title of the document.
  var title = ""
  /// The subject as Markdown.
  var subject = ""
  /// The date of the letter in words.
  var date = ""
  /// What it comes down to, the most important first.
  var summary: [String] = []
  /// What the study asks.
  var question: String?
  /// Beside what the plans are set.
  var compared: [String] = []
  /// The table of what the plans yield and cost.
  var table = ""
  /// What the amounts in the table are.
  var tableNote = ""
  /// The file name and alternative text of the chart, or nil.
  var chart: LetterChart?
  /// Who pays and who gains, in one line; nil where nobody else notices.
  var partiesLine: String?
  /// What the money does over time, and what an extra person in work costs.
  var paying: [String] = []
  /// How sure the figures are.
  var certainty: [String] = []
  /// The questions of council members, each with its answer.
  var questions: [LetterQuestion] = []
  /// What counts but has no price, in one line; nil where there is nothing.
  var unpricedList: String?
  /// What the effects without a price must be worth, or nil.
  var breakEven: String?
  /// The table of the assumptions that matter most.
  var assumptions = ""
  /// How the assumptions are founded.
  var founding: [String] = []
  /// The sources, one each.
  var sources: [String] = []
  /// The table of all plans, where not all stand in the letter; else nil.
  var allPlans: String?
  /// What the plans are that stand only there.
  var planNotes: [String] = []
  /// What each member of the perspective party bears; else nil.
  var members: String?
  /// How it was computed.
  var computed: [String] = []
  /// The terms that the letter uses.
  var terms: [LetterTerm] = []
  /// What speaks for the plan.
  var arguments: [String] = []
  /// What speaks against it, and what to mind.
  var caveats: [String] = []
  /// The table of money by year, or nil.
  var years: String?
  /// The table of targets, or nil.
  var indicators: String?
  /// The table of what is expected at the end of each year, or nil.
  var expected: String?
  /// The table of what is done by year, or nil.
  var activities: String?
}

/// A chart in a letter.
struct LetterChart: Sendable {
  /// The file name that the Markdown names.
  var file: String
  /// The alternative text.
  var alternative: String
}

/// A question of a council member with its answer.
struct LetterQuestion: Sendable {
  var question: String
  var answer: String
}

/// A term with what it means.
struct LetterTerm: Sendable {
  var term: String
  var meaning: String
}

/// A table in Markdown: the first column left, the others right.
struct PipeTable: Sendable {
  /// What stands above the columns, escaped.
  var header: [String]
  /// The rows, escaped.
  var rows: [[String]]
  /// Which columns hold words and stand left; the first always does.
  var words: Set<Int> = []

  var markdown: String {
    guard !rows.isEmpty else { return "" }
    let marks = header.indices.map { $0 == 0 || words.contains($0) ? ":---" : "---:" }
    let lines = [header, marks] + rows
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }
}
