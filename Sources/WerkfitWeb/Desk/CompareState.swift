import Foundation
import WerkfitStudy

/// What is chosen on the page that compares, as it stands in the address.
public struct CompareState: Sendable, Hashable {
  /// The key of the scenario that others stand beside; nil for that of the study.
  public var reference: String?
  /// The interval shown, 80 or 95.
  public var interval = 80
  /// The key of the party whose money is told, ``society``, or nil for that of the study.
  public var perspective: String?
  /// How often the study is computed.
  public var replications = Self.usualReplications

  /// What stands for all parties together.
  public static let society = "samenleving"
  /// How often a study is computed for a first look.
  public static let usualReplications = 1_000
  /// The numbers of replications that can be chosen.
  public static let allReplications = [1_000, 10_000]

  /// The usual choice.
  public init() {}

  /// Why an address means nothing: the field and the reason.
  public struct Problem: Error, Hashable, Sendable {
    /// The field.
    public var field: String
    /// The reason.
    public var reason: String
  }

  /// Reads an address.
  ///
  /// - Throws: `Problem`.
  public init(_ query: [String: String], for study: Study) throws {
    let scenarios = study.scenarios.map(\.name)
    if let wanted = query["referentie"], !wanted.isEmpty {
      guard scenarios.contains(wanted) else {
        throw Problem(field: "referentie", reason: "dit scenario staat niet in de studie")
      }
      reference = wanted == study.reference?.name ? nil : wanted
    }
    if let wanted = query["interval"], !wanted.isEmpty {
      guard let number = Int(wanted), [80, 95].contains(number) else {
        throw Problem(field: "interval", reason: "kies 80 of 95")
      }
      interval = number
    }
    if let wanted = query["perspectief"], !wanted.isEmpty {
      guard Self.perspectives(of: study).contains(where: { $0.key == wanted }) else {
        throw Problem(field: "perspectief", reason: "deze partij staat niet in de studie")
      }
      perspective = wanted == study.perspective ? nil : wanted
    }
    if let wanted = query["doorrekening"], !wanted.isEmpty {
      guard let number = Int(wanted), Self.allReplications.contains(number) else {
        throw Problem(field: "doorrekening", reason: "kies 1000 of 10000")
      }
      replications = number
    }
  }

  /// The parties of a study, and society as a whole.
  public static func perspectives(of study: Study) -> [(key: String, label: String)] {
    let parties = study.base.parties.map { (key: $0.name, label: $0.label) }
    guard !parties.isEmpty else { return [] }
    return parties.contains { $0.key == society } ? parties : parties + [(society, "Samenleving")]
  }

  /// The address of the choice, with its question mark; empty where everything is usual.
  public var query: String {
    var parts: [String] = []
    if let reference { parts.append("referentie=\(reference.inQuery)") }
    if interval != 80 { parts.append("interval=\(interval)") }
    if let perspective { parts.append("perspectief=\(perspective.inQuery)") }
    if replications != Self.usualReplications { parts.append("doorrekening=\(replications)") }
    return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
  }

  /// What tells the calculation of a study from any other: the interval is only shown.
  public func key(_ hash: String) -> String {
    [hash, reference ?? "", perspective ?? "", "\(replications)"].map { "\($0.utf8.count):\($0)" }
      .joined(separator: "|")
  }

  /// The study as it is chosen to be seen.
  public func applied(to study: Study) -> Study {
    var study = study
    if let reference {
      for index in study.scenarios.indices {
        study.scenarios[index].isReference = study.scenarios[index].name == reference
      }
    }
    if let perspective {
      let isParty = study.base.parties.contains { $0.name == perspective }
      study.perspective = isParty ? perspective : nil
    }
    return study
  }
}

extension String {
  /// The text as a value in an address.
  var inQuery: String {
    var allowed = CharacterSet.alphanumerics.intersection(
      CharacterSet(charactersIn: Unicode.Scalar(0)...Unicode.Scalar(127)))
    allowed.insert(charactersIn: "-._~")
    return addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
  }
}
