/// Names beside points, each where it overlaps least with other names and points.
enum ChartLabels {
  /// A place in px from the top left.
  struct Spot: Sendable, Hashable {
    var x: Double, y: Double
  }

  /// A box in px.
  struct Box: Sendable, Hashable {
    var left: Double, right: Double, top: Double, bottom: Double

    func overlap(_ other: Box) -> Double {
      max(0, min(right, other.right) - max(left, other.left))
        * max(0, min(bottom, other.bottom) - max(top, other.top))
    }
  }

  /// A name with where it stands.
  struct Label: Sendable, Hashable {
    var text: String
    var align: VegaMark.Align
    /// Where its first line stands, at the side to which it is aligned.
    var spot: Spot
    /// Where a line from its point ends, or nil where it stands close enough.
    var leader: Spot?
  }

  /// The box around a text at the left or right of a place.
  static func box(_ text: String, x: Double, y: Double, isRight: Bool) -> Box {
    let width = ChartText.width(text, size: 12)
    return Box(left: isRight ? x - width : x, right: isRight ? x : x + width, top: y - 8, bottom: y + 8)
  }

  /// Small boxes along a line.
  static func boxes(from start: Spot, to end: Spot) -> [Box] {
    let length = max(abs(end.x - start.x), abs(end.y - start.y))
    guard length.isFinite else { return [] }
    let count = min(Int(length / 6) + 1, 400)
    return (0...count).map { index in
      let share = Double(index) / Double(count)
      let (x, y) = (start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)
      return Box(left: x - 3, right: x + 3, top: y - 3, bottom: y + 3)
    }
  }

  /// Names placed one after another, in time that grows with the square of their number.
  static func placed(
    _ names: [String], at spots: [Spot], obstacles: [Box], width: Double, height: Double
  ) -> [Label] {
    var taken = obstacles
    let points = spots.map { Box(left: $0.x - 7, right: $0.x + 7, top: $0.y - 7, bottom: $0.y + 7) }
    return zip(names, spots).map { name, spot in
      let lines = ChartText.lines(name, width: 130, size: 12, most: 2)
      let text = lines.joined(separator: "\n")
      let room = lines.map { ChartText.width($0, size: 12) }.max() ?? 0
      let tall = Double(lines.count) * 15
      var best = (
        cost: Double.infinity, label: Label(text: text, align: .left, spot: spot),
        box: Box(left: 0, right: 0, top: 0, bottom: 0)
      )
      for (rank, (align, dy)) in candidates(tall).enumerated() {
        let dx: Double = align == .left ? 9 : align == .right ? -9 : 0
        let left = align == .left ? spot.x + dx : align == .right ? spot.x + dx - room : spot.x - room / 2
        let box = Box(
          left: left, right: left + room, top: spot.y + dy - tall / 2, bottom: spot.y + dy + tall / 2)
        let outside =
          max(0, -box.left) + max(0, box.right - width) + max(0, -box.top) + max(0, box.bottom - height)
        let cost =
          taken.reduce(0) { $0 + $1.overlap(box) } + points.reduce(0) { $0 + $1.overlap(box) } + outside * 40
          + Double(rank)
        if cost < best.cost {
          // The first line of text with several lines stands at its place, the others below it.
          let shift = Double(lines.count - 1) * 7.5
          let leader = Spot(
            x: align == .center ? spot.x : spot.x + dx, y: dy < 0 ? box.bottom - 2 : box.top + 2)
          best = (
            cost,
            Label(
              text: text, align: align, spot: Spot(x: spot.x + dx, y: spot.y + dy - shift),
              leader: abs(dy) - tall / 2 > 8 ? leader : nil), box
          )
        }
      }
      taken.append(best.box)
      return best.label
    }
  }

  private static func candidates(_ tall: Double) -> [(VegaMark.Align, Double)] {
    let (near, far) = (tall / 2 + 5, tall / 2 + 14)
    return [
      (.left, -near), (.right, -near), (.left, near), (.right, near), (.center, -far), (.center, far),
      (.left, 0), (.right, 0), (.left, -far - 12), (.right, -far - 12), (.left, far + 12), (.right, far + 12),
      (.right, -far - 34), (.left, far + 34),
    ]
  }
}
