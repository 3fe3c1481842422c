/// What the template of a page is given besides the values of the page.
struct PageContent {
  let template: String
  let title: String
  let area: Area?
  let value: any Sendable
  let hasCharts: Bool
  var more: [String: Any] = [:]

  init(_ page: Page) {
    switch page {
    case .start(let page): self.init("start", "Studies", .start, page)
    case .check(let page):
      self.init("check", "Controle van \(page.file)", .start, page)
      more = ["findings": page.findings.map(Self.finding)]
    case .compare(let page):
      self.init("compare", "Vergelijk", of: page.study, .compare, page, hasCharts: !page.charts.isEmpty)
      more = ["table": Self.comparison(page.table)]
    case .tune(let page):
      self.init("tune", "Stel bij", of: page.study, .tune, page)
      more = [
        "panel": Self.result(page.result), "isAnyChanged": page.parameters.contains(where: \.isChanged),
        "count": String(page.parameters.count), "parameters": page.parameters.map(Self.parameter),
      ]
    case .findOut(let page):
      self.init(
        "findout", page.question.title, of: page.study, .findOut, page, hasCharts: !page.charts.isEmpty)
      more = page.words
      if let job = page.job { more["job"] = Self.job(job) }
    case .handOver(let page):
      self.init("handover", "Overhandig", of: page.study, .handOver, page)
      more = [
        "recent": page.recent.map(Self.job), "hasOptions": !page.scenarios.isEmpty || !page.languages.isEmpty,
      ]
    case .job(let page):
      let isInquiry = page.back.address.contains("/zoek-uit")
      let area: Area = page.study == nil ? .archive : isInquiry ? .findOut : .handOver
      self.init("job", page.job.title, area, page)
      more = ["job": Self.job(page.job)]
      if !page.job.isOver { more["refresh"] = String(max(1, page.secondsToRefresh)) }
      if page.job.state == .done, page.job.file == nil, let result = PageTree.address(page.job.result) {
        more["refresh"] = "0; url=\(result)"
      }
    case .archive(let page):
      self.init("archive", "Archief", .archive, page)
      more = ["canCompare": page.runs.count > 1]
    case .archivedRun(let page): self.init("run", "Run: \(page.run.study)", .archive, page)
    case .archiveDifference(let page):
      self.init("difference", "Twee runs vergeleken", .archive, page)
      more = ["lines": page.lines.map(Self.line)]
    case .guide(let page): self.init("guide", "Uitleg", .guide, page)
    case .failure(let page):
      self.init("failure", page.heading, nil, page)
      more = ["heading": page.heading, "message": page.words.message, "advice": page.words.advice]
    }
  }

  private init(
    _ template: String, _ title: String, of study: StudyHeading? = nil, _ area: Area?, _ value: any Sendable,
    hasCharts: Bool = false
  ) {
    let parts = [title, study?.title, "werkfit"].compactMap(\.self)
    self.title = PageTree.safe(parts.joined(separator: " – "))
    (self.template, self.area, self.value, self.hasCharts) = (template, area, value, hasCharts)
  }

  /// The panel with what the assumptions do.
  static func result(_ result: TuneResult) -> [String: Any] {
    var object = PageTree(result).object
    object["isPreview"] = result.state == .preview
    var figures = object["figures"] as? [[String: Any]] ?? []
    for (index, figure) in result.figures.enumerated() where figures.indices.contains(index) {
      figures[index]["isFirst"] = index == 0
      figures[index]["arrow"] = figure.direction.arrow
    }
    object["headline"] = Array(figures.prefix(1))
    object["others"] = Array(figures.dropFirst())
    return object
  }

  /// How far a job is.
  static func job(_ job: JobProgress) -> [String: Any] {
    var object = PageTree(job).object
    object["stateWords"] = job.state.words
    for state in [JobProgress.State.waiting, .running, .done, .failed, .stopped] {
      object["is" + state.rawValue.prefix(1).uppercased() + state.rawValue.dropFirst()] = job.state == state
    }
    object["isOver"] = job.isOver
    object["result"] = PageTree.address(job.result)
    if let percent = job.percent { object["percent"] = String(min(max(percent, 0), 100)) }
    return object
  }
}

extension JobProgress {
  /// Whether nothing more will happen.
  var isOver: Bool { state != .waiting && state != .running }
}

extension JobProgress.State {
  /// How far it is, in words.
  var words: String {
    switch self {
    case .waiting: "Wacht op ander werk"
    case .running: "Bezig"
    case .done: "Klaar"
    case .failed: "Mislukt"
    case .stopped: "Gestopt"
    }
  }
}

extension TuneResult.Direction {
  /// The direction as a sign, which words go with.
  var arrow: String {
    switch self {
    case .up: "▲"
    case .down: "▼"
    case .same: "="
    }
  }
}

extension FindOutPage.Question {
  /// What is asked, for the head of the page and the list of questions.
  var title: String {
    switch self {
    case .tornado: "Wat telt het meest?"
    case .thresholds: "Wanneer slaat het om?"
    case .information: "Wat is uitzoeken waard?"
    case .frontier: "Wat kost één uitstroom meer?"
    case .split: "Hoe verdeel je het budget?"
    }
  }

  /// How the answer is read.
  var explanation: String {
    switch self {
    case .tornado:
      "Elke balk laat zien hoe ver de uitkomst verschuift als één aanname laag of hoog uitvalt en de rest gelijk blijft; "
        + "de langste balk staat bovenaan."
    case .thresholds:
      "Per aanname staat hier vanaf welke waarde een ander scenario op kop komt, of het saldo van teken wisselt."
    case .information:
      "Dit is het bedrag dat je hooguit zou moeten uitgeven aan onderzoek, omdat een betere aanname tot een andere keuze kan "
        + "leiden."
    case .frontier:
      "Op de lijn liggen de scenario’s waarbij niemand goedkoper evenveel mensen extra aan het werk helpt; de helling is de prijs "
        + "van één uitstroom meer."
    case .split:
      "Elke punt is een manier om het budget te verdelen; zo zie je wat je opgeeft als je geld verschuift."
    }
  }
}

extension FindOutPage {
  /// The words of the question, and the list of all questions.
  fileprivate var words: [String: Any] {
    [
      "heading": question.title, "explanation": question.explanation,
      "questions": Question.allCases.map { each -> [String: Any] in
        ["key": each.rawValue, "name": each.title, "isHere": each == question]
      },
      "hasChoices": !scenarios.isEmpty || !outcomes.isEmpty,
    ]
  }
}
