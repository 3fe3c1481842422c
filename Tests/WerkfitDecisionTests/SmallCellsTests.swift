import Testing

@testable import WerkfitDecision

/// Whether anything small can be worked out from what is told of own data, by trying every history there can be.
@Suite("Small cells cannot be worked out")
struct SmallCellsTests {
  /// Everything that is told of a history.
  private struct Told: Hashable {
    var people: Int?
    var stretches: [ProtectedHistory.Stretch]
    var bands: [HazardBand]
    var isTooSmall: Bool
  }

  /// The counts behind it: per month the exits, and those no longer followed.
  private typealias Cells = [Int]

  /// The small cells of a history and what is told of it, as `OwnDataReport` tells it.
  private func told(_ people: Int, _ cells: Cells) throws -> Told {
    var atRisk = people
    var months: [MonthAtRisk] = []
    for month in 0..<(cells.count / 2) where atRisk > 0 {
      months.append(MonthAtRisk(month: month + 1, atRisk: atRisk, exits: [cells[2 * month]]))
      atRisk -= cells[2 * month] + cells[2 * month + 1]
    }
    let safe = try ProtectedHistory(RiskHistory(outcomes: ["werk"], months: months))
    return Told(
      people: safe.hidesPeople ? nil : people,
      // Of too few exits nothing is told but that.
      stretches: safe.isTooSmall ? [] : safe.stretches, bands: safe.isTooSmall ? [] : safe.bands,
      isTooSmall: safe.isTooSmall)
  }

  /// All ways to part people over the exits and the no longer followed of two months, and those of the third.
  private func histories(of people: Int) -> [Cells] {
    var found: [Cells] = []
    for first in 0...people {
      for unseen in 0...(people - first) {
        let left = people - first - unseen
        if left == 0 {
          found.append([first, unseen])
          continue
        }
        for second in 0...left {
          for third in 0...(left - second) {
            // After the third month nobody is followed.
            let rest = left - second - third
            if rest == 0 {
              found.append([first, unseen, second, third])
            } else {
              for last in 0...rest { found.append([first, unseen, second, third, last, rest - last]) }
            }
          }
        }
      }
    }
    return found
  }

  @Test(
    "No exits and no people out of sight from 1 to 9 follow from what is told, for all histories of three months"
  )
  func everyHistory() throws {
    var behind: [Told: [Set<Int>]] = [:]
    for people in 10...26 {
      for cells in histories(of: people) {
        let told = try told(people, cells)
        // Besides each cell the totals, which a reader would work out first.
        let exits = stride(from: 0, to: cells.count, by: 2).reduce(0) { $0 + cells[$1] }
        let all = cells + [Int](repeating: 0, count: 6 - cells.count) + [exits, people - exits]
        var sets = behind[told] ?? all.map { _ in [] }
        for (index, value) in all.enumerated() { sets[index].insert(value) }
        behind[told] = sets
      }
    }
    #expect(behind.count > 100)
    // Where the people are not told, there may be up to nine more than left: all of these were tried.
    let unique = behind.filter { told, sets in
      (told.people != nil || told.isTooSmall || told.stretches.reduce(0) { $0 + $1.allExits } <= 17)
        && sets.contains { $0.count == 1 && (1...9).contains($0.first ?? 0) }
    }
    #expect(unique.isEmpty, "\(unique)")
  }

  @Test("What is told of a history is worked out from the protected numbers alone", arguments: 1...40)
  func closed(seed: Int) throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var atRisk = 40 + next(500)
    var months: [MonthAtRisk] = []
    for month in 1...(4 + next(30)) where atRisk > 0 {
      let exits = [min(atRisk, next(9)), 0]
      let second = min(atRisk - exits[0], next(4))
      months.append(MonthAtRisk(month: month, atRisk: atRisk, exits: [exits[0], second]))
      atRisk -= exits[0] + second
      atRisk -= min(atRisk, next(6))
    }
    let safe = try ProtectedHistory(RiskHistory(outcomes: ["a", "b"], months: months))
    guard !safe.isTooSmall else { return }
    for (stretch, next) in zip(safe.stretches, safe.stretches.dropFirst()) {
      #expect(stretch.months == 1 || stretch.personMonths.isMultiple(of: 10))
      if let here = stretch.atRisk, let there = next.atRisk {
        let unseen = here - stretch.allExits - there
        #expect(unseen == 0 || unseen >= 10, "\(unseen) out of sight")
      }
    }
    for band in safe.bands { #expect(band.exits.allSatisfy { $0 >= 10 }) }
    #expect(safe.bands.reduce(0) { $0 + $1.personMonths } == safe.personMonths)
    #expect((safe.stretches.last?.survival ?? 1) >= 0)
  }
}
