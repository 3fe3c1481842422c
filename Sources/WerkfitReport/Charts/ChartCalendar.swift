import WerkfitStudy

/// Months counted from the first month of a study.
struct ChartCalendar: Sendable, Hashable {
  /// The first month, such as `2021-01`.
  var start: String

  /// The month so many months later, as `maart 2021`.
  func month(_ later: Int, _ setting: ChartSetting) -> String {
    let parts = start.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 2, (1...12).contains(parts[1]) else { return "+\(later)" }
    let total = parts[0] * 12 + parts[1] - 1 + later
    let (year, month) = (total / 12, total % 12 + 1)
    return setting.numbers.text.month("\(year)-\(month < 10 ? "0" : "")\(month)")
  }
}
