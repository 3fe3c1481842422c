import Testing
import WerkfitStudy

@Suite("The example of the documentation")
struct ExampleTests {
  @Test("The example reads without an error")
  func reads() throws {
    let (study, diagnostics) = ExampleStudy.read()
    #expect(diagnostics.map(\.description) == [])
    let model = try #require(study).base
    #expect(model.states.map(\.name) == ["bijstand", "werk-voltijd"])
  }
}
