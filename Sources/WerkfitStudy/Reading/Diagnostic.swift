/// Something that is wrong, or doubtful, in a study file.
///
/// The parts are kept apart so that a face (terminal, web page, editor) can show them in its own way;
/// `text(in:)` gives the one shape that the terminal prints.
public struct Diagnostic: Sendable, Hashable {
  /// Whether the study can be used.
  public enum Severity: String, Sendable, Hashable, CaseIterable, Codable {
    /// The study cannot be used.
    case error
    /// The study can be used, but the author should look.
    case warning
  }

  /// What sort of problem it is; the command line takes its exit status from it.
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    /// The file (or a catalogue or CSV file) is not there.
    case missingFile
    /// The file is there but cannot be opened: no right to, a folder, a device.
    case notOpened
    /// The file can be opened but not be read as a study: too large, not UTF-8.
    case unreadable
    /// The text is no YAML, or YAML of a sort that study files do not use.
    case syntax
    /// A key that means nothing at this place.
    case unknownKey
    /// A key that must be there.
    case missingKey
    /// The same key or name twice.
    case duplicate
    /// A value of the wrong form or out of range.
    case value
    /// A name that is defined nowhere.
    case unknownName
    /// A formula that cannot be read.
    case formula
    /// Unlike things added, compared or used.
    case dimension
    /// Something that is defined by itself.
    case cycle
    /// A study that reads well but cannot be right.
    case meaning
    /// A number without a source.
    case missingSource
  }

  /// Whether the study can be used.
  public var severity: Severity
  /// What sort of problem it is.
  public var kind: Kind
  /// The file, as named by the caller or by the study that takes it in.
  public var file: String
  /// The line, from 1; 0 where the whole file is meant.
  public var line: Int
  /// The column in characters, from 1; 0 where the whole file is meant.
  public var column: Int
  /// The keys that lead to the place, joined by points: `parameters.kans.beta`.
  public var keyPath: String
  /// What is wrong, as a clause; nil where `found` and `expected` say it all.
  public var problem: Sentence?
  /// What the file says, as written.
  public var found: String?
  /// What could stand there.
  public var expected: Sentence?
  /// The nearest key, name or number that would be right.
  public var suggestion: Sentence?

  /// A problem at a place in a file.
  public init(
    severity: Severity = .error, kind: Kind, file: String, line: Int = 0, column: Int = 0,
    keyPath: String = "", problem: Sentence? = nil, found: String? = nil, expected: Sentence? = nil,
    suggestion: Sentence? = nil
  ) {
    self.severity = severity
    self.kind = kind
    self.file = file
    self.line = line
    self.column = column
    self.keyPath = keyPath
    self.problem = problem
    self.found = found
    self.expected = expected
    self.suggestion = suggestion
  }

  /// The problem on one line.
  ///
  /// The shape is `file:line:column: fout in key.path: problem; found, expected. suggestion?`
  public func text(in language: Language = .dutch) -> String {
    var head = file
    if line > 0 { head += ":\(line):\(column)" }
    head += ": " + severityWord(in: language)
    if !keyPath.isEmpty { head += " in \(keyPath)" }
    var clauses: [String] = []
    if let problem { clauses.append(problem.text(in: language)) }
    if let clause = foundAndExpected(in: language) { clauses.append(clause) }
    var text = head + ": " + clauses.joined(separator: "; ")
    if !text.hasSuffix("."), !text.hasSuffix("?") { text += "." }
    if let suggestion {
      let word = suggestion.text(in: language)
      text += language == .dutch ? " Bedoelde je \(word)?" : " Did you mean \(word)?"
    }
    return text
  }

  private func severityWord(in language: Language) -> String {
    switch (severity, language) {
    case (.error, .dutch): "fout"
    case (.error, .english): "error"
    case (.warning, .dutch): "let op"
    case (.warning, .english): "warning"
    }
  }

  private func foundAndExpected(in language: Language) -> String? {
    let wanted = expected?.text(in: language)
    switch (found, wanted, language) {
    case (let found?, let wanted?, .dutch): return "\(found) gevonden, \(wanted) verwacht"
    case (let found?, let wanted?, .english): return "found \(found), expected \(wanted)"
    case (let found?, nil, .dutch): return "\(found) gevonden"
    case (let found?, nil, .english): return "found \(found)"
    case (nil, let wanted?, .dutch): return "\(wanted) verwacht"
    case (nil, let wanted?, .english): return "expected \(wanted)"
    case (nil, nil, _): return nil
    }
  }
}

extension Diagnostic: CustomStringConvertible {
  /// The problem on one line in Dutch.
  public var description: String { text(in: .dutch) }
}

extension Diagnostic: Comparable {
  /// Whether one problem comes before another: by file, line and column.
  public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
    (left.file, left.line, left.column, left.keyPath, left.text())
      < (right.file, right.line, right.column, right.keyPath, right.text())
  }
}
