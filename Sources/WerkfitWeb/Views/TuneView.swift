import Foundation
import WerkfitReport
import WerkfitStudy

/// Which assumptions are moved, as it stands in the address.
public struct TuneState: Sendable, Hashable {
  /// The key of the scenario.
  public var scenario: String
  /// The key of the party whose money is told; nil for that of the study.
  public var perspective: String?
  /// By name of the assumption the number asked for, as shown.
  public var values: [String: Double]

  /// Reads an address.
  ///
  /// - Throws: `CompareState.Problem`.
  public init(_ query: [String: String], for study: Study) throws {
    let usual = study.usualScenario?.name ?? ""
    let wanted = query["scenario"] ?? ""
    let chosen = wanted.isEmpty ? usual : wanted
    scenario = chosen
    guard study.scenarios.contains(where: { $0.name == chosen }) else {
      throw CompareState.Problem(field: "scenario", reason: "dit scenario staat niet in de studie")
    }
    perspective = try CompareState(["perspectief": query["perspectief"] ?? ""], for: study).perspective
    let known = Set(study.model(scenario: chosen).parameters.map(\.name))
    values = [:]
    let undone = query["herstel"]
    guard undone != "*" else { return }
    for (key, text) in query where key.hasPrefix("p.") {
      let name = String(key.dropFirst(2))
      guard known.contains(name) else {
        throw CompareState.Problem(field: key, reason: "deze aanname staat niet in de studie")
      }
      let number = text.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: ",", with: ".")
      guard !number.isEmpty else { continue }
      guard let value = Double(number), value.isFinite, abs(value) < 1e12 else {
        throw CompareState.Problem(field: key, reason: "‘\(text.prefix(40))’ is geen getal")
      }
      if name != undone { values[name] = value }
    }
  }

  /// The choice of party, for what is computed for all pages.
  var compare: CompareState {
    var state = CompareState()
    state.perspective = perspective
    return state
  }

  /// The address of the choice, with its question mark: only what differs from the study.
  func query(_ tuning: StudyTuning) -> String {
    var parts = ["scenario=\(scenario.inQuery)"]
    if let perspective { parts.append("perspectief=\(perspective.inQuery)") }
    for assumption in tuning.assumptions {
      guard let value = values[assumption.name], assumption.isChanged(value) else { continue }
      parts.append("p.\(assumption.name.inQuery)=\(TunedAssumption.plain(value))")
    }
    return "?" + parts.joined(separator: "&")
  }
}

/// Sets moved assumptions on their page.
struct TuneView {
  let tabled: TabledStudy
  let study: Study
  let state: TuneState
  let tuner: Tuner

  /// The page with an answer on it.
  func page(_ result: TuneResult, notice: String?) -> TunePage {
    let perspective = state.perspective ?? study.perspective ?? CompareState.society
    var heading = tabled.heading
    heading.query = state.compare.query
    let name = study.scenarios.first { $0.name == state.scenario }?.label ?? state.scenario
    return TunePage(
      study: heading,
      scenarios: study.scenarios.map {
        Choice(value: $0.name, label: $0.label, isSelected: $0.name == state.scenario)
      },
      perspectives: CompareState.perspectives(of: study).map {
        Choice(value: $0.key, label: $0.label, isSelected: $0.key == perspective)
      },
      parameters: tuner.tuning.assumptions.map(parameter), result: result, notice: notice,
      suggestedName: "\(name), bijgesteld", canSave: true)
  }

  private func parameter(_ assumption: TunedAssumption) -> TunedParameter {
    let value = state.values[assumption.name] ?? assumption.source
    let isChanged = assumption.isChanged(value)
    return TunedParameter(
      name: assumption.name, label: assumption.label, unit: assumption.unit,
      value: TunedAssumption.plain(isChanged ? value : assumption.source),
      sourceValue: TunedAssumption.plain(assumption.source), sourceText: assumption.sourceText,
      least: TunedAssumption.plain(min(assumption.range.lowerBound, value)),
      most: TunedAssumption.plain(max(assumption.range.upperBound, value)),
      step: TunedAssumption.plain(assumption.step),
      distribution: assumption.outline.map {
        DrawnDistribution(path: $0, description: assumption.spread ?? "")
      },
      source: assumption.publisher, page: assumption.page, address: assumption.address,
      symbol: assumption.standing.symbol, confidence: assumption.standing.words,
      effect: tuner.tuning.effects[assumption.name],
      weight: tuner.tuning.weights[assumption.name].map { Int(($0 * 100).rounded()) },
      // What follows is a sentence of its own.
      remark: assumption.remark.map { ".?!".contains($0.last ?? ".") ? $0 : $0 + "." }, isChanged: isChanged)
  }

  /// What a run says, beside the study as it is.
  func result(_ run: TunedRun, saved: TunedRun, isPreview: Bool, note: String? = nil) -> TuneResult {
    let changes = tuner.tuning.assumptions.compactMap { assumption -> TuneResult.Change? in
      guard let value = state.values[assumption.name], assumption.isChanged(value) else { return nil }
      return TuneResult.Change(
        label: assumption.label, from: assumption.sourceText, to: assumption.text(value))
    }
    let report = TuningReport(run, saved: changes.isEmpty ? nil : saved, isPreview: isPreview)
    return TuneResult(
      state: isPreview ? .preview : .full, computed: report.computed,
      figures: report.figures.map { figure in
        TuneResult.Figure(
          label: figure.label, main: figure.main, frequency: figure.frequency,
          interval80: figure.interval80, interval95: figure.interval95, saved: figure.saved,
          difference: figure.difference,
          direction: figure.direction > 0 ? .up : figure.direction < 0 ? .down : .same)
      },
      changes: changes, sentence: report.sentence, warnings: warnings + [note].compactMap(\.self))
  }

  private var warnings: [String] {
    tuner.tuning.assumptions.compactMap { assumption in
      guard let value = state.values[assumption.name], assumption.isChanged(value),
        assumption.outline != nil, !assumption.range.contains(value)
      else { return nil }
      return "\(assumption.label): \(assumption.text(value)) ligt buiten wat de studie mogelijk acht."
    }
  }
}
