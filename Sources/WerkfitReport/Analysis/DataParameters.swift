import Foundation
import WerkfitDecision
import WerkfitStudy

/// A parameter that own data suggest, with the name by which it is asked for.
public struct DataParameter: Sendable, Hashable {
  /// What of the data it is about.
  public enum Subject: Sendable, Hashable {
    /// An exit by one outcome, or by any where nil.
    case exit(String?)
    /// Coming back after an exit.
    case comeback
    /// The mean cost per spell.
    case cost
  }

  /// The group.
  public var group: String
  /// What it is about.
  public var subject: Subject
  /// The months since the start, such as `1-6` or `25-`; empty for costs.
  public var band: String
  /// The exits, or how many spells have a cost.
  public var count: Int
  /// The person-months at risk; 0 for costs.
  public var personMonths: Int
  /// The distribution.
  public var distribution: SuggestedDistribution

  /// The address on the command line: `group:outcome:1-6`.
  public var address: String {
    switch subject {
    case .exit(nil): "\(group):\(band)"
    case .exit(let outcome?): "\(group):\(outcome):\(band)"
    case .comeback: "\(group):terugkeer:\(band)"
    case .cost: "\(group):kosten"
    }
  }

  /// A key for a study file: letters, digits and dashes.
  public var key: String {
    let subject =
      switch subject {
      case .exit(let outcome): outcome ?? "uitstroom"
      case .comeback: "terugkeer"
      case .cost: "kosten"
      }
    let months = band.hasSuffix("-") ? band + "later" : band
    let text = ["eigen", group, subject, months].joined(separator: "-").lowercased()
    let parts = text.folding(options: .diacriticInsensitive, locale: nil).split {
      !($0.isASCII && ($0.isLetter || $0.isNumber))
    }
    return parts.joined(separator: "-")
  }

  /// The distribution as it stands in a study file, without a name.
  public var definition: String {
    switch distribution.family {
    case .beta(let alpha, let beta): "beta: [\(Self.number(alpha)), \(Self.number(beta))], per: month"
    case .gamma:
      "gamma: { mean: \(Self.number(distribution.mean)), sd: \(Self.number(distribution.standardDeviation)) }"
    }
  }

  /// Where it comes from, in Dutch as study files are: how many events in how many person-months.
  public var note: String {
    personMonths > 0
      ? "eigen gegevens: \(count) in \(personMonths) persoonsmaanden"
      : "eigen gegevens: gemiddelde van \(count)"
  }

  /// The unit in a study file, or nothing for a chance.
  private var unit: String { subject == .cost ? ", unit: EUR per start" : "" }

  /// The line that stands in a catalogue.
  var entry: String {
    "{ \(definition)\(unit), source: eigen-gegevens, note: \"\(note)\", confidence: derived }"
  }

  /// What `--set-file` takes: the parameter of a study with this distribution.
  public func override(of parameter: String) -> StudyOverride {
    StudyOverride(
      path: "parameters.\(parameter)", value: "{ \(definition), note: \"\(note)\", confidence: derived }")
  }

  /// All parameters that the groups suggest.
  ///
  /// - Parameters:
  ///   - ends: The last month of each band but the open one.
  ///   - least: How many exits each must be about; 1 where small numbers are allowed.
  public static func all(of data: OwnData, bandsEndingAt ends: [Int], least: Int) throws -> [DataParameter] {
    try data.groups.flatMap { group -> [DataParameter] in
      var found = try exits(of: group.history, group: group.name, ends: ends, least: least, comesBack: false)
      if let comebacks = group.comebacks {
        found += try exits(of: comebacks, group: group.name, ends: ends, least: least, comesBack: true)
      }
      if let costs = group.costs, costs.count >= max(least, 2), costs.mean > 0, costs.standardDeviation > 0 {
        found.append(
          DataParameter(
            group: group.name, subject: .cost, band: "", count: told(costs.count, of: group, least: least),
            personMonths: 0,
            distribution: try .gamma(
              mean: costs.mean, standardDeviation: costs.standardDeviation / Double(costs.count).squareRoot())
          ))
      }
      return found
    }
  }

  /// How many spells have a cost, rounded down where the few without would follow from it.
  private static func told(_ count: Int, of group: OwnData.Group, least: Int) -> Int {
    let spells = group.history.months.first?.atRisk ?? count
    return (1..<least).contains(spells - count) ? count / least * least : count
  }

  private static func exits(
    of history: RiskHistory, group: String, ends: [Int], least: Int, comesBack: Bool
  ) throws -> [DataParameter] {
    let safe = try ProtectedHistory(history, bandsEndingAt: ends, least: least)
    guard !safe.isTooSmall else { return [] }
    // Those still there are told as well as those who left.
    let bands = safe.bands.filter { band in
      band.personMonths > 0 && (least == 1 || band.personMonths - band.exits.reduce(0, +) >= least)
    }
    func parameter(_ subject: Subject, _ band: HazardBand, _ exits: Int) throws -> DataParameter {
      DataParameter(
        group: group, subject: subject, band: "\(band.first)-" + (band.last.map(String.init) ?? ""),
        count: exits, personMonths: band.personMonths,
        distribution: try .monthlyChance(exits: exits, personMonths: band.personMonths))
    }
    var found: [DataParameter] = []
    for band in bands {
      if comesBack {
        found.append(try parameter(.comeback, band, band.exits.reduce(0, +)))
        continue
      }
      found.append(try parameter(.exit(nil), band, band.exits.reduce(0, +)))
      guard safe.outcomes.count > 1 else { continue }
      for (index, outcome) in safe.outcomes.enumerated() {
        found.append(try parameter(.exit(outcome), band, band.exits[index]))
      }
    }
    return found
  }

  /// A number as a study file takes it: a point for decimals, six digits.
  static func number(_ value: Double) -> String { String(format: "%.6g", value) }
}

extension [DataParameter] {
  /// A catalogue of the parameters, to paste in a study or to take in with `uses`.
  ///
  /// - Parameter isProtected: Whether small counts were left out; a study that takes in others is for internal use.
  public func catalogue(title: String, isProtected: Bool) -> String {
    let mark = isProtected ? ", ownData: true" : ""
    var lines = [
      "# Voorgesteld uit eigen gegevens: aantallen gebeurtenissen en persoonsmaanden, geen regels van personen.",
      "# \(title)",
    ]
    if !isProtected { lines.append("# Let op: kleine aantallen zijn niet afgeschermd. Deel dit niet.") }
    lines += [
      "", "sources:", "  eigen-gegevens: { title: Eigen gegevens, publisher: eigen gemeente\(mark) }", "",
      "parameters:",
    ]
    for parameter in self {
      lines += ["  \(parameter.key):", "    \(parameter.entry)"]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
