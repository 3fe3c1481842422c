/// What a municipality's own spells or monthly counts say, group by group; the rows themselves are not kept.
public struct OwnData: Sendable, Hashable, Codable {
  /// What the rows of one group say.
  public struct Group: Sendable, Hashable, Codable {
    /// The name.
    public var name: String
    /// The number of people: pseudonyms where the file has them, else spells, else those at risk at first.
    public var people: Int
    /// People at risk and exits month by month.
    public var history: RiskHistory
    /// The same from the exit on, for coming back; nil where nothing is known of it.
    public var comebacks: RiskHistory?
    /// Costs per spell in euros, or nil.
    public var costs: Spread?

    /// Whether the people are fewer than may be told apart, and were allowed.
    public var isSmall: Bool { people < OwnData.leastPeople }
  }

  /// A mean and a standard deviation.
  public struct Spread: Sendable, Hashable, Codable {
    /// How many values.
    public var count: Int
    /// The mean.
    public var mean: Double
    /// The standard deviation (n − 1).
    public var standardDeviation: Double
  }

  /// How a file is to be read.
  public struct Options: Sendable, Hashable {
    /// The names of the columns whose values together name the group; nil: the programme, or all as one.
    public var groupedBy: [String]?
    /// The last month that was looked at, where no column says so.
    public var observedUntil: DataMonth?
    /// Whether smaller groups are worked on; they are marked.
    public var allowsSmallGroups: Bool
    /// The fewest people a group may have.
    public var least: Int

    /// Options.
    public init(
      groupedBy: [String]? = nil, observedUntil: DataMonth? = nil, allowsSmallGroups: Bool = false,
      least: Int = OwnData.leastPeople
    ) {
      self.least = max(least, OwnData.fewestPeople)
      self.groupedBy = groupedBy
      self.observedUntil = observedUntil
      self.allowsSmallGroups = allowsSmallGroups
    }
  }

  /// The fewest people a group may have, unless the caller says otherwise.
  public static let leastPeople = 10
  /// What the fewest people may not be set below.
  public static let fewestPeople = 5
  /// The name of the group of all rows where the file names none.
  public static let everyone = "allen"

  /// The groups, sorted by name.
  public var groups: [Group]
  /// The columns that were used and what for.
  public var used: [ColumnUse]
  /// The names of the columns that were not used.
  public var ignored: [String]

  /// What the text of a CSV file says: one row per spell, or one row per group and month since the start.
  ///
  /// Cells are parted by `;`, tab or `,`; numbers have a decimal comma or point; months are yyyy-mm,
  /// yyyy-mm-dd or dd-mm-yyyy. Columns go by the names of the proposed export, or usual synonyms.
  ///
  /// - Throws: `OwnDataError`, with line and position, or without any value where it is about privacy.
  public init(csv text: String, options: Options = Options()) throws(OwnDataError) {
    let table = try DelimitedTable(text)
    try PrivacyCheck(table).refuseRowsAsHeader()
    let columns = try TableColumns(table, groupedBy: options.groupedBy)
    let amounts = [TableColumn.costs, .months, .monthNumber, .atRisk, .exits].flatMap(columns.places)
    try PrivacyCheck(table).refuse(starts: columns.place(of: .start), amounts: Set(amounts))
    used = columns.found.map(\.use)
    ignored = columns.ignored
    if columns.place(of: .atRisk) != nil {
      groups = try MonthlyCountReader(table, columns).groups()
    } else {
      let reader = try SpellReader(table, columns, observedUntil: options.observedUntil)
      groups = Self.groups(of: try reader.spells(), people: reader.people())
    }
    try refuseSmallGroups(below: options.allowsSmallGroups ? 0 : options.least)
  }

  /// What spells say that were read elsewhere.
  ///
  /// - Throws: `OwnDataError.smallGroups` where a group has fewer than ten spells and that is not allowed.
  public init(spells: [Spell], allowsSmallGroups: Bool = false) throws(OwnDataError) {
    groups = Self.groups(of: spells, people: [:])
    used = []
    ignored = []
    try refuseSmallGroups(below: allowsSmallGroups ? 0 : Self.leastPeople)
  }

  private static func groups(of spells: [Spell], people: [String: Int]) -> [Group] {
    let byName = Dictionary(grouping: spells, by: \.group).sorted { $0.key < $1.key }
    var groups: [Group] = []
    for (name, own) in byName {
      let after = own.compactMap { spell in
        spell.monthsAfter.map { (months: $0, outcome: spell.cameBack ? Optional("terug") : nil) }
      }
      let costs = own.compactMap(\.costs)
      groups.append(
        Group(
          name: name, people: people[name] ?? own.count,
          history: RiskHistory(durations: own.map { ($0.months, $0.outcome) }),
          comebacks: after.isEmpty ? nil : RiskHistory(durations: after),
          costs: costs.isEmpty
            ? nil
            : Spread(
              count: costs.count, mean: mean(costs), standardDeviation: variance(costs).squareRoot())))
    }
    return groups
  }

  private func refuseSmallGroups(below least: Int) throws(OwnDataError) {
    let small = groups.filter { $0.people < least }.count
    if small > 0 {
      throw .smallGroups(
        columns: used.filter { $0.column == .group }.map(\.name), count: small, least: least)
    }
  }
}
