import ArgumentParser
import WerkfitAnalysis
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

extension OutputOptions {
  /// Writes what an analysis found.
  func deliver(_ document: AnalysisDocument) throws {
    switch format {
    case .text: try deliver(document.text(style: style, showsEverything: all))
    case .markdown: try deliver(document.markdown(showsEverything: all))
    case .csv: try deliver(document.csv())
    case .json: try deliver(try document.json())
    }
  }
}

extension AnalysisOptions {
  /// A run of the given scenarios (empty: all) under the reading that is asked for, for analyses of samples.
  func result(of target: Target, scenarios: [String] = [], _ watch: StudyEvaluator.Watch) throws
    -> StudyResult
  {
    var settings = RunSettings()
    settings.replications = replications
    settings.chancesPerDraw = chancesPerDraw
    settings.seed = random.seed
    settings.threads = random.threads
    settings.scenarios = scenarios
    return try simulate(
      target.study.under(reading: target.reading), settings: settings, progress: watch.progress,
      isCancelled: watch.isCancelled)
  }
}

/// Names with commas between them.
struct NameList: ExpressibleByArgument {
  let names: [String]

  init?(argument: String) {
    names = argument.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
      !$0.isEmpty
    }
    if names.isEmpty { return nil }
  }
}

/// Two values with a colon between them, such as `1%:5%`.
struct ValueRange: ExpressibleByArgument {
  let from: Double
  let to: Double

  init?(argument: String) {
    let ends = argument.split(separator: ":").map { PlainNumber.read(String($0)) }
    guard ends.count == 2, let from = ends[0], let to = ends[1], from < to else { return nil }
    (self.from, self.to) = (from, to)
  }
}

/// A number as on the command line: `1500`, `0.5` or `2%`.
enum PlainNumber {
  static func read(_ text: String) -> Double? {
    let text = text.trimmingCharacters(in: .whitespaces)
    let isPercent = text.hasSuffix("%")
    guard let number = Double(isPercent ? String(text.dropLast()) : text), number.isFinite else { return nil }
    return isPercent ? number / 100 : number
  }
}
