import WerkfitStudy

extension StudyGenerator {
  /// A reserve of which two trajecten can get the money, each with a fund of its own: one buys starts, the other
  /// places.
  mutating func makeReserve(
    for trajecten: inout [Traject], _ groups: [Doelgroep], _ offers: inout [Offer]
  ) -> Reserve? {
    guard trajecten.count == 2 else { return nil }
    let later = [whole(2...3), whole(4...5)]
    funds.append(
      Fund(name: "reserve", amount: .number(number(20_000, 60_000)), account: Account(party: "gemeente")))
    var measures: [ReserveMeasure] = []
    for index in 0..<2 {
      let fund = Fund(
        name: "geld\(index)", amount: .number(number(15_000, 60_000)), account: Account(party: "gemeente"))
      funds.append(fund)
      trajecten[index].fund = fund.name
      trajecten[index].commits = .number(number(800, 4_000))
      trajecten[index].places = nil
      trajecten[index].placePhases = []
      if index == 1 {
        pools.append(PlacePool(name: "gekocht", capacity: .number(Double(whole(1...4))), isRotating: true))
        trajecten[index].places = "gekocht"
        measures.append(
          ReserveMeasure(traject: trajecten[index].name, perPlaceMonth: .number(number(300, 900))))
      } else {
        for place in offers.indices where offers[place].traject == trajecten[index].name {
          offers[place].intake = .number(number(0.4, 3))
          offers[place].intakePeriod = Period(1, clock.step)
        }
        measures.append(ReserveMeasure(traject: trajecten[index].name, perStart: trajecten[index].commits))
      }
    }
    return Reserve(
      name: "reserve", fund: "reserve", reviews: later.map { clock.month(ofStep: $0) },
      rule: pick([.exitsPerEuro, .exitsPerEuro, .exitsPerStart, .first]), measures: measures)
  }
}
