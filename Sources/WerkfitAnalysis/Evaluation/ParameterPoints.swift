/// Points in the space of the parameters at which a study is computed: per parameter one value per point.
public struct ParameterPoints: Sendable, Hashable {
  /// The keys of the parameters that are given; all others stand at their means.
  public var names: [String]
  /// Per parameter its value at each point.
  public var columns: [[Double]]
  /// Parameters that take these values in every scenario but the nulalternatief: what a decision is about.
  public var forced: Set<String>

  /// The number of points.
  public var count: Int { columns.first?.count ?? 0 }

  /// Points from columns of equal length, one per parameter.
  public init(names: [String], columns: [[Double]], forced: Set<String> = []) {
    precondition(
      names.count == columns.count && Set(columns.map(\.count)).count <= 1, "the shape of the points")
    (self.names, self.columns, self.forced) = (names, columns, forced)
  }

  /// Points from rows, one value per parameter.
  public init(names: [String], rows: [[Double]], forced: Set<String> = []) {
    self.init(names: names, columns: names.indices.map { index in rows.map { $0[index] } }, forced: forced)
  }

  /// The values at one point, in order of the names.
  public func row(_ point: Int) -> [Double] { columns.map { $0[point] } }
}
