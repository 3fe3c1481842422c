import WerkfitReport
import WerkfitStudy

/// A study as programs read it.
struct APIStudy: Encodable {
  var id: String
  var title: String
  var question: String?
  var isValid: Bool
  var hash: String
  var reference: String?
  var perspective: String?
  var scenarios: [APIName]
  var parties: [APIName]

  init(_ tabled: TabledStudy) {
    let study = tabled.study
    (id, title, question) = (tabled.id, study?.title ?? tabled.file, study?.question)
    (isValid, hash) = (study != nil, tabled.hash)
    (reference, perspective) = (study?.reference?.name, study?.perspective)
    scenarios = study?.scenarios.map { APIName(key: $0.name, label: $0.label) } ?? []
    parties = study?.base.parties.map { APIName(key: $0.name, label: $0.label) } ?? []
  }
}

/// A name with what readers see.
struct APIName: Encodable {
  var key: String
  var label: String
}

/// A list with a name, so that more can come beside it.
struct APIStudies: Encodable { var studies: [APIStudy] }

/// A run as programs follow it.
struct APIRun: Encodable {
  var id: String
  var title: String
  var status: String
  var percent: Int?
  var message: String?
  var study: String?
  var result: String?

  init(_ job: Job) {
    (id, title) = (job.id, job.progress.title)
    status = job.progress.state.rawValue
    (percent, message) = (job.progress.percent, job.progress.message)
    study = job.study?.id
    result = job.progress.result
  }
}

/// What moved assumptions do.
struct APITuning: Encodable {
  var study: String
  var scenario: String
  var replications: Int
  var sentence: String
  var figures: [Figure]
  var changes: [Change]

  struct Figure: Encodable {
    var label: String, value: String, interval80: String?, interval95: String?, saved: String?,
      difference: String?
  }
  struct Change: Encodable { var parameter: String, from: String, to: String }
}

/// What is right and wrong in a study.
struct APICheck: Encodable {
  var isValid: Bool
  var study: String?
  var findings: [APIFinding]
}

/// Something to say about a line of a study.
struct APIFinding: Encodable {
  var severity: String
  var kind: String
  var line: Int
  var column: Int
  var key: String
  var message: String

  init(_ diagnostic: Diagnostic) {
    (severity, kind) = (diagnostic.severity.rawValue, diagnostic.kind.rawValue)
    (line, column, key) = (diagnostic.line, diagnostic.column, diagnostic.keyPath)
    message = diagnostic.withoutFolder.text()
  }
}
