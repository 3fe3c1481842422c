/// What the value of a key looks like in a study file.
public indirect enum ValueShape: Sendable, Hashable {
  /// Words for readers; a bare number or date is taken as the words it is written with.
  case text
  /// The name of a thing of the study, or of a new one.
  case name
  /// One or more names with ` | ` between them.
  case names
  /// `true` or `false`.
  case flag
  /// A whole number within bounds.
  case integer(ClosedRange<Int>)
  /// A literal number, percentage, amount of money or length of time.
  case quantity
  /// A literal number, percentage or amount of money, or a formula.
  case amount
  /// A formula, starting with `=`.
  case formula
  /// A chance with or without its period, or a rate, literal or as a formula.
  case chance
  /// A number or formula of people per period: `10 per month`.
  case flow
  /// A length of time, with a literal number or a formula.
  case duration
  /// A stretch of time that something is counted per: `month`, `12 months`.
  case period
  /// A calendar month, `2021-01`.
  case month
  /// A party, or an account of a party: `gemeente.buig`.
  case account
  /// What a price or an outcome is counted per: `month in bijstand | werkplek`.
  case basis
  /// A comparison with an outcome: `>= 100 in werk at 24 months`.
  case comparison
  /// What a target or an observation is about: an outcome, or `in werk at 24 months`.
  case subject
  /// Exactly one of the given words.
  case oneOf([String])
  /// A map with the keys of a section.
  case section(StudySection)
  /// A map with some of the keys of a section, which change an entry that is there already.
  case changes(to: StudySection)
  /// A list of values of one shape, as many as the bounds say.
  case list(ValueShape, count: ClosedRange<Int> = 1...100_000)
  /// A map with free keys of one shape and values of another.
  case map(from: ValueShape = .name, to: ValueShape)
  /// Any one of the given shapes.
  case either([ValueShape])
}

extension ValueShape {
  /// Values of one shape in a list, which may be empty, or one without a list.
  static func anyNumber(_ shape: ValueShape) -> ValueShape {
    .either([shape, .list(shape, count: 0...100_000)])
  }
}
