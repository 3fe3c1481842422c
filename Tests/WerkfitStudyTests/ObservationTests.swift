import Testing
import WerkfitStudy

@Suite("Published figures, as read")
struct ObservationTests {
  @Test(
    "Whether a figure is a percentage is how it was written",
    arguments: [
      ("39%", 0.39, true), ("100%", 1, true), ("0%", 0, true), ("0.39", 0.39, false), ("1", 1, false),
    ])
  func percentage(text: String, value: Double, isPercentage: Bool) throws {
    let study = try SmallStudy.study(
      SmallStudy.text("observations:\n  cijfer: { value: \(text), of: 10, about: in werk at 12 months }"))
    let figure = try #require(study.observations.first)
    #expect(abs(figure.value - value) < 1e-12)
    #expect(figure.isPercentage == isPercentage)
  }
}
