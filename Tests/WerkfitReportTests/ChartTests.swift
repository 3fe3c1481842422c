import Foundation
import Testing
import WerkfitStudy

@testable import WerkfitReport

@Suite("Charts")
struct ChartTests {
  private static let names = ["Werkplekken", "Scholing", "Midden"]

  @Test(
    "every chart of tame and hostile labels, of one and of nine choices and of nothing but zeros is sound")
  func isSound() throws {
    let cases: [([String], Double)] = [
      (Self.names, 1e6), (ChartFixtures.hostile, 1e6), (["Een"], 4), ((1...9).map { "Keuze \($0)" }, 2.5e9),
      (Self.names, 0), ([], 1), (Self.names, .nan), (Self.names, .infinity),
    ]
    for (labels, size) in cases {
      for (name, make) in ChartFixtures.charts(labels, size: size)
        + ChartFixtures.moreCharts(labels, size: size)
      {
        let settings =
          labels == ChartFixtures.hostile
          ? ChartFixtures.settings : [ChartSetting(), ChartSetting(size: .phone)]
        for setting in settings {
          let chart = make(setting)
          let text = try chart.json()
          try write(
            text, "\(name)-\(labels.count)-\(size)-\(setting.width)-\(setting.page)-\(setting.language)")
          #expect(!text.contains("nan") && !text.contains(":inf"), "\(name)")
          #expect(!chart.title.isEmpty && !chart.description.isEmpty, "\(name)")
          #expect(chart.description.hasPrefix(chart.title), "\(name)")
          #expect(chart.specification["$schema"].string == "https://vega.github.io/schema/vega-lite/v6.json")
          #expect(chart.specification["description"].string == chart.description)
          #expect(!chart.specification["title"]["text"].list.isEmpty, "\(name)")
        }
      }
    }
  }

  /// Leaves a chart for `Tests/Charts/check_charts.py` where the environment names a folder for it.
  private func write(_ text: String, _ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["WERKFIT_CHARTS_FOLDER"] else { return }
    let url = URL(fileURLWithPath: folder, isDirectory: true)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url.appendingPathComponent(name + ".json"))
  }

  @Test("a dark chart differs from a light one in its configuration alone")
  func darkIsConfiguration() {
    for (name, make) in ChartFixtures.charts(Self.names) + ChartFixtures.moreCharts(Self.names) {
      let (light, dark) = (make(ChartSetting()), make(ChartSetting(page: .dark)))
      #expect(light.specification["config"] != dark.specification["config"], "\(name)")
      #expect(light.specification.without("config") == dark.specification.without("config"), "\(name)")
    }
  }

  @Test("on a page the axes are as wide as their holder, in a file they have a fixed width")
  func widths() {
    let input = ChartFixtures.charts(["Een"])
    for (name, make) in input where name != "arena" {
      #expect(make(ChartSetting(size: .page)).specification["width"].string == "container", "\(name)")
      #expect(make(ChartSetting(size: .phone)).specification["width"].number <= 340, "\(name)")
    }
  }

  @Test("no line of a title is wider than the chart")
  func titlesFit() {
    for setting in [ChartSetting(), ChartSetting(language: .english, size: .phone)] {
      for (name, make) in ChartFixtures.charts(ChartFixtures.hostile) {
        let title = make(setting).specification["title"]
        for line in title["text"].list {
          #expect(ChartText.width(line.string, size: 16, isBold: true) <= setting.width - 16, "\(name)")
        }
      }
    }
  }

  @Test("the alternative text holds the mean and the interval of each choice, in Dutch form")
  func alternativeText() {
    let chart = BalanceChart(
      party: "de gemeente",
      scenarios: [
        .init(label: "Scholing", quantiles: [], estimate: ChartFixtures.estimate(-1_500_000, 500_000)),
        .init(label: "Werkplekken", quantiles: [], estimate: ChartFixtures.estimate(2_250_000, 250_000)),
      ], reference: "Doorgaan zonder", horizonMonths: 84)
    let dutch = chart.chart(in: ChartSetting()).description
    for number in [
      "€\u{a0}-1,50\u{a0}mln", "€\u{a0}-2,00\u{a0}mln", "€\u{a0}-1,00\u{a0}mln", "€\u{a0}2,25\u{a0}mln",
    ] {
      #expect(dutch.contains(number), "\(number) in \(dutch)")
    }
    #expect(chart.chart(in: ChartSetting(language: .english)).description.contains("€2.25m"))
  }

  @Test("the numbers of an axis are written as in the language")
  func locale() {
    for (language, decimal) in [(Language.dutch, ","), (.english, ".")] {
      let config = ChartTheme(page: .light, language: language).config
      #expect(config["locale"]["number"]["decimal"].string == decimal)
      #expect(config["locale"]["time"]["months"][4].string == (language == .dutch ? "mei" : "May"))
    }
  }
}

extension JSONValue {
  subscript(_ key: String) -> JSONValue {
    if case .object(let object) = self { object[key] ?? .null } else { .null }
  }
  subscript(_ index: Int) -> JSONValue {
    if case .array(let array) = self, array.indices.contains(index) { array[index] } else { .null }
  }
  var list: [JSONValue] { if case .array(let array) = self { array } else { [] } }
  var number: Double { if case .number(let number) = self { number } else { .nan } }
  var string: String { if case .string(let string) = self { string } else { "" } }
  func without(_ key: String) -> JSONValue {
    guard case .object(var object) = self else { return self }
    object[key] = nil
    return .object(object)
  }
}
