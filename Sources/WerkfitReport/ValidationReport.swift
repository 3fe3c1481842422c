import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

/// Published figures beside simulated ones, as people and programs read them.
public struct ValidationReport: Sendable {
  /// The studies, in the order asked for.
  public let validations: [StudyValidation]
  /// The language of texts and numbers.
  public let language: Language

  /// A report of some studies.
  public init(_ validations: [StudyValidation], language: Language = .dutch) {
    self.validations = validations
    self.language = language
  }

  private var say: Wording { Wording(language: language) }
  private var numbers: NumberText { NumberText(language: language) }

  // MARK: Text

  /// The report for a terminal: a table per study, and a last line that counts the figures by status.
  public func text(style: TextStyle) -> String {
    var lines: [String] = []
    for validation in validations {
      lines += validation.title.wrapped(to: style.width).map(style.bold)
      if validation.figures.isEmpty {
        lines += ["  " + say("Deze studie noemt geen gepubliceerde cijfers.", "No published figures."), ""]
        continue
      }
      let table = TextTable(style: style, columns: 4, columnWidth: 14)
      lines += table.header([
        say("gepubliceerd", "published"), say("gemiddeld in het model", "mean of the model"), "95%",
        say("past", "inside"),
      ])
      for figure in validation.figures {
        lines += table.row(
          figure.label,
          [published(figure), mean(figure), interval(figure), verdict(figure)])
        for remark in remarks(figure) {
          lines += remark.wrapped(to: style.width - 2).map { style.faint("  " + $0) }
        }
      }
      lines.append("")
    }
    lines += notes.flatMap { $0.wrapped(to: style.width, hanging: 2) }
    lines += count.wrapped(to: style.width, hanging: 2)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The report as Markdown.
  public func markdown() -> String {
    var lines: [String] = []
    for validation in validations {
      lines += ["## \(validation.title.markdown)", ""]
      if !validation.figures.isEmpty {
        let titles = [
          "", say("gepubliceerd", "published"), "model", "95%", say("past", "inside"),
          say("wat het is", "what it is"),
        ]
        lines += ["| " + titles.joined(separator: " | ") + " |", "|---|---:|---:|---:|:---:|---|"]
      }
      for figure in validation.figures {
        let cells = [
          figure.label, published(figure), mean(figure), interval(figure), verdict(figure),
          remarks(figure).joined(separator: " "),
        ]
        lines.append("| " + cells.map(\.markdown).joined(separator: " | ") + " |")
      }
      lines.append("")
    }
    lines += notes.map { "- \($0.markdown)" } + ["", count.markdown]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The report as CSV, one figure a line (RFC 4180, decimal points, no digits dropped).
  public func csv() -> String {
    let header =
      "study,figure,status,published,sampleSize,scenario,mean,lower95,upper95,inside,readingsInside"
    var lines = [header]
    for validation in validations {
      for figure in validation.figures {
        let fields = [
          validation.file, figure.key, figure.status.rawValue, figure.published.csvField,
          figure.sampleSize?.csvField ?? "", figure.scenario ?? "", figure.predicted?.mean.csvField ?? "",
          figure.predicted?.lower.csvField ?? "", figure.predicted?.upper.csvField ?? "",
          figure.isInside.map { $0 ? "yes" : "no" } ?? "", figure.readingsInside.joined(separator: " "),
        ]
        lines.append(fields.map(\.csvField).joined(separator: ","))
      }
    }
    return lines.map { $0 + "\r\n" }.joined()
  }

  // MARK: Cells

  private func shown(_ value: Double, _ figure: StudyValidation.Figure) -> String {
    if figure.isShare { return numbers.percent(value) }
    let spread = figure.predicted.map { $0.upper - $0.lower } ?? 0
    if figure.unit == "money" {
      let scale = NumberText.scale(unit: "money", largest: max(abs(figure.published), abs(value)))
      return numbers.money(
        value, place: NumberText.place(value: value, error: spread / 20, finest: 0), millions: scale.millions)
    }
    if value == value.rounded() { return numbers.number(value, place: 0) }
    return numbers.number(value, place: spread >= 20 ? 0 : spread >= 0.5 ? -1 : -2)
  }

  /// The published figure, with the number of people it rests on.
  func published(_ figure: StudyValidation.Figure) -> String {
    let value = shown(figure.published, figure)
    guard let size = figure.sampleSize else { return value }
    return value + say(" van ", " of ") + numbers.number(size, place: 0)
  }

  /// The mean of the model.
  func mean(_ figure: StudyValidation.Figure) -> String {
    figure.predicted.map { shown($0.mean, figure) } ?? "–"
  }

  /// Between what the figure would lie with a chance of 95%.
  func interval(_ figure: StudyValidation.Figure) -> String {
    guard let predicted = figure.predicted else { return "–" }
    return shown(predicted.lower, figure) + say(" tot ", " to ") + shown(predicted.upper, figure)
  }

  /// Whether it does.
  func verdict(_ figure: StudyValidation.Figure) -> String {
    figure.isInside.map { $0 ? say("ja", "yes") : say("nee", "no") } ?? "–"
  }

  /// What the figure is, what else would have fitted, and why it does not fit where it does not.
  func remarks(_ figure: StudyValidation.Figure) -> [String] {
    var remarks: [String] = []
    switch (figure.status, figure.isInside) {
    case (.reproduced, true?):
      remarks.append(say("Gereproduceerd", "Reproduced") + ". " + alsoFits(figure))
    case (.reproduced, false?): remarks.append(say("Niet gereproduceerd.", "Not reproduced."))
    case (.reproduced, nil):
      remarks.append(
        say("De studie zegt niet waar dit cijfer over gaat.", "The study does not say what it is about."))
    case (let status, _): remarks.append(sentence(status == .input ? name(of: .input) : figure.statusText))
    }
    if !figure.feeds.isEmpty {
      let names = figure.feeds.joined(separator: ", ")
      remarks.append(
        say(
          "Dezelfde regel van de bron geeft ook: \(names).",
          "The same line of the source also gives: \(names)."))
    }
    if figure.isInside == false, !figure.readingsInside.isEmpty {
      let names = figure.readingsInside.joined(separator: ", ")
      remarks.append(say("Past wel onder de lezing \(names).", "Fits under the reading \(names)."))
    }
    if figure.isInside != true, let note = figure.note { remarks.append(sentence(note)) }
    return [remarks.joined(separator: " ")]
  }

  private func alsoFits(_ figure: StudyValidation.Figure) -> String {
    guard let predicted = figure.predicted else { return "" }
    let (low, high) = (shown(predicted.lower, figure), shown(predicted.upper, figure))
    return say(
      "Alles van \(low) tot en met \(high) had gepast.", "Anything from \(low) to \(high) would have fitted.")
  }

  private func sentence(_ text: String) -> String {
    let whole = text.prefix(1).uppercased() + text.dropFirst()
    return whole.hasSuffix(".") ? whole : whole + "."
  }

  // MARK: Counting

  /// What the columns mean.
  var notes: [String] {
    [
      say(
        "Past: het cijfer ligt tussen de grenzen waarbinnen het met 95% kans zou liggen als de studie klopt, met het "
          + "toeval van de gepubliceerde telling zelf.",
        "Inside: the figure lies between the bounds where it would lie with a chance of 95% if the study were right, "
          + "with the chance of the published count itself."),
      say(
        "Alleen een cijfer dat de studie niet als invoer gebruikt, kan worden gereproduceerd. De rest telt niet mee.",
        "Only a figure that the study does not use as input can be reproduced. The others do not count."),
    ]
  }

  private func name(of status: ObservationStatus) -> String {
    switch status {
    case .reproduced: say("gereproduceerd", "reproduced")
    case .input: say("ingesteld", "input")
    case .fitted: say("gefit", "fitted")
    case .arithmetic: say("rekenkundig", "by arithmetic")
    case .goal: say("doel, geen resultaat", "goal, not a result")
    case .untestable: say("niet toetsbaar", "cannot be tested")
    case .contradicted: say("bron spreekt zichzelf tegen", "source contradicts itself")
    }
  }

  /// The last line: how many figures of each status, and how many of the testable ones lie inside.
  private var count: String {
    let figures = validations.flatMap(\.figures)
    let testable = figures.filter { $0.status == .reproduced }
    let inside = testable.filter { $0.isInside == true }.count
    let others = ObservationStatus.allCases.filter { $0 != .reproduced }.map { status in
      "\(name(of: status)) \(numbers.count(figures.filter { $0.status == status }.count))"
    }
    let studies = validations.count
    return say(
      "\(numbers.count(figures.count)) cijfers in \(numbers.count(studies)) \(studies == 1 ? "studie" : "studies"): "
        + "gereproduceerd \(inside) van \(testable.count); ",
      "\(numbers.count(figures.count)) figures in \(numbers.count(studies)) \(studies == 1 ? "study" : "studies"): "
        + "reproduced \(inside) of \(testable.count); ") + others.joined(separator: "; ") + "."
  }
}
