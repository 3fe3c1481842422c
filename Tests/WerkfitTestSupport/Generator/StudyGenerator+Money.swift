import WerkfitStudy

extension StudyGenerator {
  /// Three to five parties with price lines of every basis between them.
  mutating func makePrices(trajecten: [Traject]) -> (parties: [Party], prices: [PriceLine]) {
    let all = ["gemeente", "client", "uitvoerder", "werkgever", "rijk"]
    let names = Array(all.prefix(whole(3...5)))
    let accounts = ["pot0": "Pot 0", "pot1": "Pot 1", "buig": "BUIG"]
    let parties = names.map { Party(name: $0, accounts: $0 == "gemeente" ? accounts : [:]) }
    let onBenefit =
      states.filter(\.isOnBenefit).map(\.name)
      + trajecten.flatMap { $0.phases.filter(\.isOnBenefit).map(\.name) }
    let gemeente = Account(party: "gemeente", account: "buig")
    let client = Account(party: "client")
    var lines = [
      PriceLine(
        name: "uitkering", basis: .time(in: onBenefit, per: Period(1, .month)),
        amount: parameter("uitkering", 1250, .money), from: gemeente, to: client, category: .benefit),
      PriceLine(
        name: "loon", basis: .time(in: ["werk"], per: Period(1, clock.step)),
        amount: .binary(.multiply, .number(number(1000, 3000)), timeFactor()),
        from: Account(party: pick([Party.society, names[2], names[names.count - 1]])),
        to: client, category: .wage, counted: maybeCounting(),
        discountRate: random.happens(0.3) ? .number(0.04) : nil),
      PriceLine(
        name: "uitstroom", basis: .move(from: ["bijstand"], to: ["werk"]), amount: .number(number(100, 900)),
        from: Account(party: "gemeente"), to: Account(party: Party.society), counted: maybeCounting()),
      PriceLine(
        name: "vast", basis: random.happens(0.5) ? .once : .every(Period(1, .year)),
        amount: .number(number(100, 5000)), from: Account(party: "gemeente"), to: Account(party: names[2]),
        counted: maybeCounting()),
    ]
    for (index, traject) in trajecten.enumerated() {
      let from =
        traject.fund == nil ? Account(party: "gemeente") : Account(party: "gemeente", account: "pot\(index)")
      lines.append(
        PriceLine(
          name: "tarief\(index)", basis: .start(of: [traject.name]),
          amount: parameter("tarief\(index)", Double(whole(2...9)) * 450, .money), from: from,
          to: Account(party: "uitvoerder"), category: .programme))
      lines.append(
        PriceLine(
          name: "begeleiding\(index)", basis: .time(in: [traject.phases[0].name], per: Period(1, .month)),
          amount: .number(number(50, 400)), from: from, to: Account(party: Party.society),
          category: .programme,
          counted: traject.fund == nil ? maybeCounting() : .start))
      if let pool = traject.places {
        lines.append(
          PriceLine(
            name: "plaats\(index)", basis: .placeTime(pool: pool, per: Period(1, .month)),
            amount: .number(number(50, 400)), from: Account(party: "gemeente"),
            to: Account(party: "uitvoerder"),
            counted: maybeCounting()))
      }
    }
    return (parties, lines)
  }

  /// One or two outcomes of the study's own.
  mutating func makeOutcomes() -> [OutcomeDefinition] {
    [
      OutcomeDefinition(
        name: "welzijn", unit: "punten",
        lines: [
          OutcomeLine(basis: .time(in: ["werk"], per: Period(1, .month)), amount: .number(number(0.5, 1))),
          OutcomeLine(basis: .move(from: ["werk"], to: ["bijstand"]), amount: .number(-number(0, 2))),
        ], counted: maybeCounting(), discountRate: random.happens(0.5) ? .number(0.015) : nil,
        isMoreBetter: true)
    ]
  }

  private mutating func maybeCounting() -> Counting? {
    pick([nil, nil, .start, .end, .halfway, .points])
  }

  /// A factor near 1 that depends on the calendar.
  private mutating func timeFactor() -> Expression {
    switch whole(0...3) {
    case 0: .binary(.power, .number(1.01), .clock(.t))
    case 1: .call(.if, [.binary(.greater, .clock(.month), .number(6)), .number(1.1), .number(0.9)])
    case 2: .call(.if, [.binary(.greaterOrEqual, .clock(.year), .number(2022)), .number(1.2), .number(1)])
    default: .number(1)
    }
  }
}
