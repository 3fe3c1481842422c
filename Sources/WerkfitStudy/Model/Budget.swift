/// What of a yearly fund is left at the end of a calendar year goes on to the next.
public enum CarryOver: Sendable, Hashable {
  /// Nothing: it lapses.
  case none
  /// All of it.
  case all
  /// At most a share of the amount of the year that ends; the rest lapses.
  case share(Expression)

  /// The share that goes on at most, where there is one.
  public var limit: Expression? {
    if case .share(let share) = self { share } else { nil }
  }
}

/// Money that moves from one fund to another, without more or less money in all.
public struct FundShift: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// The fund that gives; never more than it has left.
  public var from: String
  /// The fund that gets.
  public var to: String
  /// The amount, nominal.
  public var amount: Expression
  /// The month in which it happens, before the starts of that month.
  public var month: CalendarMonth
  /// A remark for readers, or nil.
  public var note: String?

  /// A shift between two funds.
  public init(
    name: String, label: String? = nil, from: String, to: String, amount: Expression, month: CalendarMonth,
    note: String? = nil
  ) {
    self.name = name
    self.label = label ?? name
    self.from = from
    self.to = to
    self.amount = amount
    self.month = month
    self.note = note
  }
}

/// A rule by which someone else pays part of what a party spends beyond its budget, such as the vangnetuitkering.
///
/// Per calendar year the spending is `other` plus what the price lines pay from the account, less what they pay to it,
/// nominally. Of what lies above the edge of a band, and below that of the next, `payer` pays the share of the band to the
/// party of the account. Whoever spends less than the budget keeps what is left. Of a year that lies only partly
/// within the study, or within `from` and `until`, budget and other spending count for that part.
public struct BudgetRule: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// The account from which is spent; its party receives.
  public var account: Account
  /// Who pays.
  public var payer: Account
  /// The budget a year, nominal; may read `year`.
  public var budget: Expression
  /// What is spent beside the price lines of the study a year, nominal; may read `year`.
  public var other: Expression
  /// The bands, in order of their edges.
  public var bands: [BudgetBand]
  /// From when it holds; nil means from the start.
  public var from: CalendarMonth?
  /// The first month in which it no longer holds; nil means always.
  public var until: CalendarMonth?
  /// The source, place, remark and confidence.
  public var provenance: Provenance

  /// A rule for an account.
  public init(
    name: String, label: String? = nil, account: Account, payer: Account, budget: Expression,
    other: Expression = .number(0), bands: [BudgetBand], from: CalendarMonth? = nil,
    until: CalendarMonth? = nil, provenance: Provenance = .init()
  ) {
    self.name = name
    self.label = label ?? name
    self.account = account
    self.payer = payer
    self.budget = budget
    self.other = other
    self.bands = bands
    self.from = from
    self.until = until
    self.provenance = provenance
  }
}

/// Part of the spending, as share of the budget, of which someone else pays part.
public struct BudgetBand: Sendable, Hashable {
  /// Where it begins: spending over budget (1.075 is 107.5%).
  public var above: Expression
  /// The share that is paid of what lies in the band, 0 to 1.
  public var pays: Expression

  /// A band from an edge on.
  public init(above: Expression, pays: Expression) {
    self.above = above
    self.pays = pays
  }
}

/// One of those who share the balance of a party, such as a gemeente of a region.
public struct PartyMember: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// The share, 0 to 1; those of a party sum to 1.
  public var share: Expression

  /// A member with a share.
  public init(name: String, label: String? = nil, share: Expression) {
    self.name = name
    self.label = label ?? name
    self.share = share
  }
}
