/// One indicator per value of a parameter that takes few values: the fit is the mean of each group.
struct GroupBasis {
  /// Up to this number of distinct values a parameter is taken as discrete, given four draws per value.
  static let greatestGroups = 12

  /// The design, or nil where the parameter takes more values.
  static func design(_ values: [Double]) -> Design? {
    var groups: [Double] = []
    for value in values where !groups.contains(value) {
      if groups.count == min(greatestGroups, values.count / 4) { return nil }
      groups.append(value)
    }
    groups.sort()
    let starts = values.map { value in groups.firstIndex(of: value) ?? 0 }
    return Design(
      columns: groups.count, width: 1, starts: starts, values: [Double](repeating: 1, count: values.count))
  }
}
