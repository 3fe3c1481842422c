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
          let later = rest < 1e-9 ? 0 : isExact ? binomial(people, rest, &random) : people * rest
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

  /// Writes down how many places are open and occupied at a point.
  func bookPlaces(at point: Int) {
    for index in places.indices {
      let pool = poolInfo[index]
      let open =
        point >= pool.from && point < pool.until
        ? max(places[index].capacity - places[index].closed, places[index].occupied)
        : (point >= pool.until ? places[index].occupied : 0)
      tally.setPlaces(of: index, at: point, open: open, occupied: places[index].occupied)
    }
  }
}
