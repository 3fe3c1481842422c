import Foundation
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// What differs between two runs: how they were computed, the text of their studies, and what came out.
public struct RunDifference: Sendable {
  /// A setting that differs.
  public struct Setting: Sendable, Hashable {
    /// The key, for programs.
    public var key: String
    /// What readers see.
    public var label: Sentence
    /// What it was; empty where nothing was chosen.
    public var old: String
    /// What it becomes.
    public var new: String
  }

  /// The settings that differ, the version and the machine among them.
  public var settings: [Setting]
  /// The changes to the study from outside its file that only the first has.
  public var changesGone: [StudyOverride]
  /// The changes to the study from outside its file that only the second has.
  public var changesNew: [StudyOverride]
  /// The files of the studies that differ.
  public var texts: [TextDifference]
  /// Whether the findings are the same, byte for byte.
  public var hasSameFindings: Bool
  let old: ArchivedRun
  let new: ArchivedRun

  /// What differs from one run to another.
  public init(_ old: ArchivedRun, _ new: ArchivedRun) {
    (self.old, self.new) = (old, new)
    settings = Self.settings(old, new)
    changesGone = old.sources.changes.filter { !new.sources.changes.contains($0) }
    changesNew = new.sources.changes.filter { !old.sources.changes.contains($0) }
    texts = TextDifference.all(from: old.sources, to: new.sources)
    hasSameFindings = old.findings == new.findings
  }

  /// Whether both are the same run of the same study.
  public var isEmpty: Bool {
    settings.isEmpty && changesGone.isEmpty && changesNew.isEmpty && texts.isEmpty && hasSameFindings
  }

  private static func settings(_ old: ArchivedRun, _ new: ArchivedRun) -> [Setting] {
    var found: [Setting] = []
    func compare(_ key: String, _ english: String, _ dutch: String, _ value: (ArchivedRun) -> String) {
      let (before, after) = (value(old), value(new))
      if before != after {
        found.append(Setting(key: key, label: Sentence(english, dutch), old: before, new: after))
      }
    }
    compare("version", "version of werkfit", "versie van werkfit") { $0.summary.version }
    compare("stream", "random stream", "toevalsstroom") { String($0.summary.stream) }
    compare("seed", "seed", "startgetal") { String($0.settings.seed) }
    compare("replications", "replications", "doorrekeningen") { String($0.settings.replications) }
    compare("chancesPerDraw", "chances per draw (K)", "toeval per trekking (K)") {
      $0.settings.chancesPerDraw.map { String($0) } ?? "–"
    }
    compare("sampling", "sampling", "trekken") { $0.settings.sampling.rawValue }
    compare("expectedOnly", "expected values only", "alleen verwachte waarden") {
      String($0.settings.expectedOnly)
    }
    compare("parametersAtMean", "assumptions at their mean", "aannames op hun gemiddelde") {
      String($0.settings.parametersAtMean)
    }
    compare("scenarios", "scenarios", "scenario's") { $0.settings.scenarios.joined(separator: ", ") }
    compare("readings", "readings", "lezingen") { $0.settings.readings?.joined(separator: ", ") ?? "–" }
    compare("replicationsForReadings", "replications for readings", "doorrekeningen per lezing") {
      $0.settings.replicationsForReadings.map { String($0) } ?? "–"
    }
    compare("smallFlow", "people followed one by one", "mensen één voor één gevolgd") {
      String($0.settings.smallFlow)
    }
    compare("detail", "how much was kept", "hoeveel is bewaard") { $0.summary.detail.rawValue }
    compare("machine", "machine", "machine") {
      let own = $0.environment
      return [own.architecture, own.library, "Swift \(own.swift)", own.processor].joined(separator: ", ")
    }
    return found
  }
}
