import Foundation
import WerkfitStudy

extension Kernel {
  /// Takes in the places that people left, at the point at which they are free again.
  func releasePlaces(at point: Int) {
    for index in places.indices {
      let pool = poolInfo[index]
      let people = tally.leavers(of: index, at: point)
      if people > 0 {
        places[index].occupied -= people
        if pool.isRotating {
          let wait = drawn.limits.emptyBetween[index]
          let whole = (wait + 1e-9).rounded(.down)
          let rest = max(wait - whole, 0)
          var random = numbers(.place, UInt64(index), point)
          let later = rest < 1e-9 ? 0 : isExact ? staying(people, rest, &random) : people * rest
          let first = min(point + Int(min(whole, 1e6)), steps + 1)
          places[index].returning[first] += people - later
          places[index].returning[min(first + 1, steps + 1)] += later
        } else {
          places[index].closed += people
        }
      }
      if pool.changes {
        // Where there are fewer places than people, nobody starts until enough have left.
        let capacity = drawn.capacity(of: index, at: point) + places[index].extra
        places[index].free += capacity - places[index].capacity
        places[index].capacity = capacity
      }
      places[index].free += places[index].returning[point]
      places[index].returning[point] = 0
    }
  }

  /// How many of some places stay empty a step longer; a part of a place does so as a whole.
  private func staying(_ places: Double, _ chance: Double, _ random: inout AddressedNumbers) -> Double {
    let whole = (places + 1e-9).rounded(.down)
    let part = max(places - whole, 0)
    let later = binomial(whole, chance, &random)
    return part < 1e-9 ? later : later + (random.next() < chance ? part : 0)
  }

  /// How many people can still start a traject in a pool.
  @inline(__always)
  func room(in pool: Int, for traject: Int) -> Double {
    let free = max(0, places[pool].free)
    guard hasUses else { return free }
    let use = drawn.limits.uses[traject]
    return use > 0 ? (free + 1e-9) / use : .infinity
  }

  /// Gives places to people in a traject.
  @inline(__always)
  func takePlaces(of pool: Int, _ people: Double, traject: Int) {
    let taken = hasUses ? people * drawn.limits.uses[traject] : people
    places[pool].free -= taken
    places[pool].occupied += taken
  }

  /// Takes back the places of people who move out of a phase that occupies one.
  @inline(__always)
  func leavePlace(of group: Int16, _ people: Double, _ from: StateInfo, at point: Int) {
    let left = hasUses ? people * drawn.limits.uses[Int(from.traject)] : people
    tally.leave(Int(from.pool), left, at: point)
    if hasWaiting { leaveEarmark(of: Int(from.pool), group: Int(group), left, at: point) }
  }

  /// Writes down how many places are open and occupied at a point.
  func bookPlaces(at point: Int) {
    for index in places.indices {
      let pool = poolInfo[index]
      let open =
        pool.open.contains(point)
        ? max(places[index].capacity - places[index].closed, places[index].occupied)
        : (point >= pool.open.upperBound ? places[index].occupied : 0)
      tally.setPlaces(of: index, at: point, open: open, occupied: places[index].occupied)
    }
  }
}
