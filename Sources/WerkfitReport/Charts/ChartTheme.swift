import Foundation
import WerkfitStudy

/// A colour by its task, so that light and dark pages can each give it their own shade.
///
/// The shades follow Okabe and Ito (2008), darkened or lightened until each has a contrast of at least 3:1
/// with its background (WCAG 2.2, 1.4.11).
enum ChartTone: String, Sendable, CaseIterable {
  case blue, vermilion, green, purple, ochre, sky, grey

  /// The shade on white.
  var light: String {
    switch self {
    case .blue: "#0072B2"
    case .vermilion: "#D55E00"
    case .green: "#00805C"
    case .purple: "#A8518A"
    case .ochre: "#8A6D00"
    case .sky: "#3C8DBF"
    case .grey: "#6B6F76"
    }
  }

  /// The shade on a dark page.
  var dark: String {
    switch self {
    case .blue: "#56B4E9"
    case .vermilion: "#F28C45"
    case .green: "#2CC197"
    case .purple: "#E19CC6"
    case .ochre: "#E3CB4B"
    case .sky: "#A9D9F4"
    case .grey: "#A3A8B0"
    }
  }
}

/// The role of a mark in a chart, to which the theme gives colour, width and size.
enum ChartStyle: String, Sendable, CaseIterable {
  /// Text: the name of a row, what stands below it, a value at a mark, a remark.
  case rowName, rowDetail, value, remark
  /// Lines: zero, a reference, between rows, the mean, the line to a label.
  case zero, reference, separator, line, leader
  /// Intervals: the wide thin one and the narrow thick one.
  case interval95, interval80
  /// Shapes: a point, a bar, a stacked area, a box, a highlighted box, a cell.
  case point, bar, area, box, cell, dot
  /// Bands of 95% and 80% around a line, and the dashed edge of a band.
  case band95, band80, edge
  /// The line of an interval over a bar.
  case whisker
  /// What hides lines behind text: the edge of letters, and a box.
  case halo, paper
  /// Text on a cell.
  case cellText
}

/// How charts look: colours, type and numbers, for a light page or print, or for a dark page.
struct ChartTheme: Sendable, Hashable {
  /// The page that the chart stands on.
  enum Page: String, Sendable, CaseIterable { case light, dark }

  /// The page.
  var page: Page
  /// The language of numbers and dates.
  var language: Language

  /// The background of the page.
  var background: String { page == .light ? "#FFFFFF" : "#16191D" }
  /// The colour of text.
  var ink: String { page == .light ? "#1A1D21" : "#F1F3F5" }
  /// The colour of lesser text; at least 4.5:1 with the background.
  var soft: String { page == .light ? "#565B63" : "#B4BAC2" }
  /// The colour of lines that only guide the eye.
  var faint: String { page == .light ? "#DADDE1" : "#3A4048" }

  /// The colour of lines that bound something; at least 3:1 with the background.
  var hairline: String { page == .light ? "#868C94" : "#7B838D" }

  /// The shade of a tone.
  func shade(_ tone: ChartTone) -> String { page == .light ? tone.light : tone.dark }

  private static let font = "Liberation Sans, Arial, Helvetica, sans-serif"

  /// The configuration of Vega-Lite; the specification is the same on every page.
  var config: JSONValue {
    [
      "background": .string(background), "font": .string(Self.font), "padding": 8,
      "locale": locale, "view": ["stroke": .null],
      "title": [
        "color": .string(ink), "fontSize": 16, "fontWeight": "bold", "lineHeight": 20,
        "subtitleColor": .string(soft), "subtitleFontSize": 12, "subtitleLineHeight": 16,
        "subtitlePadding": 6, "offset": 14, "anchor": "start",
      ],
      "axis": [
        "labelColor": .string(soft), "titleColor": .string(soft), "labelFontSize": 12, "titleFontSize": 12,
        "titleFontWeight": "normal", "titlePadding": 8, "gridColor": .string(faint), "gridWidth": 1,
        "domain": false, "ticks": false, "labelPadding": 6, "labelOverlap": true, "labelFlush": false,
        "titleLineHeight": 16,
      ],
      "axisXQuantitative": ["labelSeparation": 12],
      "legend": [
        "orient": "top", "columns": 3, "labelLimit": 220,
        "labelColor": .string(ink), "titleColor": .string(soft), "labelFontSize": 12, "titleFontSize": 12,
      ],
      "range": [
        "category": .array(ChartTone.allCases.map { .string(shade($0)) }),
        "diverging": [
          // Light on light and dark on dark, so that numbers on the cells can be read.
          .string(page == .light ? "#F5A873" : "#8A3F08"), .string(page == .light ? "#F3F4F5" : "#2A2F36"),
          .string(page == .light ? "#84BFE6" : "#0C5687"),
        ],
      ],
      "style": .object(
        Dictionary(
          ChartStyle.allCases.map { ($0.rawValue, look($0)) }, uniquingKeysWith: { first, _ in first })),
    ]
  }

  private var locale: JSONValue {
    let isDutch = language == .dutch
    let names = isDutch ? Self.dutchNames : Self.englishNames
    return [
      "number": [
        "decimal": isDutch ? "," : ".", "thousands": isDutch ? "." : ",", "grouping": [3],
        "currency": [isDutch ? "€\u{a0}" : "€", ""], "minus": "-",
      ],
      "time": [
        "dateTime": "%a %e %B %Y %X", "date": isDutch ? "%d-%m-%Y" : "%d/%m/%Y", "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": .array(names.days.map(JSONValue.string)),
        "shortDays": .array(names.shortDays.map(JSONValue.string)),
        "months": .array(names.months.map(JSONValue.string)),
        "shortMonths": .array(names.shortMonths.map(JSONValue.string)),
      ],
    ]
  }

  private static let dutchNames = Locale(identifier: "nl_NL").calendarNames
  private static let englishNames = Locale(identifier: "en_GB").calendarNames

  private func look(_ style: ChartStyle) -> JSONValue {
    let (ink, soft, faint) = (JSONValue.string(ink), JSONValue.string(soft), JSONValue.string(faint))
    let paper = JSONValue.string(background)
    return switch style {
    case .rowName: ["color": ink, "fontSize": 13, "fontWeight": "bold", "lineHeight": 16]
    case .rowDetail: ["color": soft, "fontSize": 12, "lineHeight": 15]
    case .value: ["color": ink, "fontSize": 12, "lineHeight": 15]
    case .remark: ["color": soft, "fontSize": 11, "lineHeight": 14]
    case .zero: ["color": ink, "strokeWidth": 1.5]
    case .reference: ["color": soft, "strokeWidth": 1.5, "strokeDash": [4, 3]]
    case .separator: ["color": faint, "strokeWidth": 1]
    case .line: ["strokeWidth": 2.5, "strokeJoin": "round"]
    case .leader: ["color": soft, "strokeWidth": 0.75]
    case .interval95: ["strokeWidth": 1.5]
    case .interval80: ["strokeWidth": 6, "strokeCap": "round"]
    case .point: ["filled": true, "opacity": 1, "size": 110, "stroke": paper, "strokeWidth": 1]
    case .dot: ["filled": true, "opacity": 1, "strokeWidth": 1.5]
    case .bar: ["cornerRadius": 1]
    case .area: ["opacity": 0.92, "stroke": paper, "strokeWidth": 0.5, "line": false]
    case .box:
      [
        "filled": true, "color": .string(page == .light ? "#F3F5F7" : "#22272D"), "stroke": .string(hairline),
        "strokeWidth": 1, "cornerRadius": 4,
      ]
    case .cell: ["stroke": paper, "strokeWidth": 2]
    case .whisker: ["color": ink, "strokeWidth": 1.5]
    case .halo:
      [
        "color": paper, "stroke": paper, "strokeWidth": 4, "fontSize": 12, "lineHeight": 15,
        "strokeJoin": "round",
      ]
    case .paper: ["filled": true, "color": paper]
    case .cellText: ["fontSize": 12, "color": ink]
    case .band95: ["opacity": 0.18, "line": false]
    case .band80: ["opacity": 0.32, "line": false]
    case .edge: ["color": ink, "strokeWidth": 1, "strokeDash": [3, 2]]
    }
  }
}

extension Locale {
  /// The names of days and months, from Sunday and from January.
  fileprivate var calendarNames:
    (days: [String], shortDays: [String], months: [String], shortMonths: [String])
  {
    let formatter = DateFormatter()
    formatter.locale = self
    return (
      formatter.standaloneWeekdaySymbols, formatter.shortStandaloneWeekdaySymbols,
      formatter.standaloneMonthSymbols, formatter.shortStandaloneMonthSymbols
    )
  }
}
