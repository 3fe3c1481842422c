import WerkfitStudy

import enum WerkfitStudy.Expression

extension StudyGenerator {
  /// Divides most groups into two or three hidden classes, and lets most offers prefer some of them.
  mutating func addClasses(to groups: inout [Doelgroep], _ offers: inout [Offer]) {
    for index in groups.indices where random.happens(0.8) {
      let shares = shares(whole(2...3))
      groups[index].classes = shares.enumerated().map { place, share in
        var own: [String: Expression] = [:]
        if let name = workChances.first, place > 0 || random.happens(0.5) {
          own[name] = .binary(.multiply, .parameter(name), .number(pick([0.3, 0.6, 1.4])))
        }
        return HiddenClass(name: "klasse\(place)", share: .number(share), parameters: own)
      }
    }
    for index in offers.indices where random.happens(0.8) {
      for name in offers[index].groups {
        let classes = groups.first { $0.name == name }?.classes ?? []
        if classes.isEmpty {
          if random.happens(0.5) {
            offers[index].selection.append(SelectionOdds(group: name, ratio: .number(pick([0.5, 2]))))
          }
        } else {
          let favoured = classes[whole(0...classes.count - 1)].name
          offers[index].selection.append(
            SelectionOdds(group: name, hiddenClass: favoured, ratio: .number(pick([0, 0.4, 3, 10]))))
        }
      }
    }
  }
}
