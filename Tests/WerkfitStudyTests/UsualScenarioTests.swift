import Testing
import WerkfitStudy

@Suite("The usual scenario")
struct UsualScenarioTests {
  @Test("The usual scenario is the first that is not the nulalternatief, and that where there is no other")
  func usual() throws {
    let two = "scenarios:\n  niets: { reference: true }\n  iets: {}\n  meer: {}"
    let later = "scenarios:\n  iets: {}\n  niets: { reference: true }"
    #expect(try SmallStudy.study(SmallStudy.text(scenarios: two)).usualScenario?.name == "iets")
    #expect(try SmallStudy.study(SmallStudy.text(scenarios: later)).usualScenario?.name == "iets")
    #expect(try SmallStudy.study(SmallStudy.text()).usualScenario?.name == "niets")
  }

  @Test("A proposal is the usual scenario, and figures that name no scenario stay with the first")
  func proposal() throws {
    let text = "scenarios:\n  niets: { reference: true }\n  iets: {}\n  meer: { proposal: true }"
    let study = try SmallStudy.study(SmallStudy.text(scenarios: text))
    #expect(study.usualScenario?.name == "meer")
    #expect(study.firstAlternative?.name == "iets")
  }
}
