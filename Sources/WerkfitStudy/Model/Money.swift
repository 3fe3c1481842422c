/// Someone who pays and receives: a party, with one of its accounts where it has several.
public struct Account: Sendable, Hashable, CustomStringConvertible {
  /// The key of the party.
  public var party: String
  /// The key of the account within the party, or nil.
  public var account: String?

  /// An account of a party.
  public init(party: String, account: String? = nil) {
    self.party = party
    self.account = account
  }

  /// The account as written in a study file: `gemeente.buig`.
  public var description: String { account.map { "\(party).\($0)" } ?? party }
}

/// A party of the ledger.
///
/// The reserved party `samenleving` stands for real resources: what leaves a party towards it is used up,
/// what comes from it is produced. It has no balance of its own; the balance of society is the sum of all
/// other parties.
public struct Party: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// The keys and labels of its accounts.
  public var accounts: [String: String]
  /// Those who share its balance; empty where nobody does.
  public var members: [PartyMember]

  /// A party with the given accounts.
  public init(
    name: String, label: String? = nil, accounts: [String: String] = [:], members: [PartyMember] = []
  ) {
    self.name = name
    self.label = label ?? name
    self.accounts = accounts
    self.members = members
  }

  /// The key of the reserved party for real resources.
  public static let society = "samenleving"
}

/// What a price line or an outcome counts.
public enum QuantityBasis: Sendable, Hashable {
  /// Person-time in states or phases, in periods.
  case time(in: [String], per: Period)
  /// Moves from any of the first to any of the second states.
  case move(from: [String], to: [String])
  /// Starts of any of the trajecten.
  case start(of: [String])
  /// Places of a pool that are open, occupied or not, in periods.
  case placeTime(pool: String, per: Period)
  /// Once, at the start of the study.
  case once
  /// Every period of the study, whatever people do.
  case every(Period)
}

/// What an amount of money is for; the standard outcomes are summed by it.
public enum PriceCategory: String, Sendable, Hashable, CaseIterable, Codable {
  /// The cost of a programme, with its execution.
  case programme
  /// Bijstand (and WW) paid.
  case benefit
  case wage
  case subsidy
  case tax
  case production
  case external
  case other
}

/// An amount of money per unit of a quantity, from one account to another.
public struct PriceLine: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// The quantity.
  public var basis: QuantityBasis
  /// The amount per unit; may read the clocks `t`, `age`, `month` and `year`, and per period in states also `inState`.
  public var amount: Expression
  /// Who pays.
  public var from: Account
  /// Who receives.
  public var to: Account
  /// What it is for.
  public var category: PriceCategory
  /// When it is counted; nil means as the study's clock.
  public var counted: Counting?
  /// Its own discount rate a year; nil means that of the study.
  public var discountRate: Expression?
  /// Whether the amount may be below zero.
  public var allowsNegative: Bool
  /// The source, place, remark and confidence.
  public var provenance: Provenance

  /// A price line.
  public init(
    name: String, label: String? = nil, basis: QuantityBasis, amount: Expression, from: Account,
    to: Account, category: PriceCategory = .other, counted: Counting? = nil,
    discountRate: Expression? = nil, allowsNegative: Bool = false, provenance: Provenance = .init()
  ) {
    self.name = name
    self.label = label ?? name
    self.basis = basis
    self.amount = amount
    self.from = from
    self.to = to
    self.category = category
    self.counted = counted
    self.discountRate = discountRate
    self.allowsNegative = allowsNegative
    self.provenance = provenance
  }
}

/// One term of an outcome other than money.
public struct OutcomeLine: Sendable, Hashable {
  /// The quantity.
  public var basis: QuantityBasis
  /// The amount per unit; may read the clocks `t`, `age`, `month` and `year`, and per period in states also `inState`.
  public var amount: Expression

  /// A term with the given quantity and amount.
  public init(basis: QuantityBasis, amount: Expression) {
    self.basis = basis
    self.amount = amount
  }
}

/// An outcome other than money, such as life-years or well-being points, or a cost without parties.
public struct OutcomeDefinition: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// The unit, for readers.
  public var unit: String
  /// Its terms, summed.
  public var lines: [OutcomeLine]
  /// When it is counted; nil means as the study's clock.
  public var counted: Counting?
  /// Its discount rate a year; nil means 0 (people are not discounted).
  public var discountRate: Expression?
  /// Whether more is better; nil where that cannot be said.
  public var isMoreBetter: Bool?

  /// An outcome with the given terms.
  public init(
    name: String, label: String? = nil, unit: String, lines: [OutcomeLine], counted: Counting? = nil,
    discountRate: Expression? = nil, isMoreBetter: Bool? = nil
  ) {
    self.name = name
    self.label = label ?? name
    self.unit = unit
    self.lines = lines
    self.counted = counted
    self.discountRate = discountRate
    self.isMoreBetter = isMoreBetter
  }
}
