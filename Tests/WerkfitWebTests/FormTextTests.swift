import Foundation
import Testing

@testable import WerkfitWeb

/// Fields of addresses and forms.
@Suite struct FormTextTests {
  @Test func fields() {
    #expect(FormText.fields("a=1&b=x+y&c=%C3%A9&a=2") == ["a": "2", "b": "x y", "c": "é"])
    #expect(FormText.fields("") == [:])
    #expect(FormText.fields("a=%zz") == nil)
    #expect(FormText.fields(String(repeating: "a=1&", count: 1_001)) == nil)
  }

  @Test func fileInForm() {
    let body = Data(
      "--x\r\nContent-Disposition: form-data; name=\"studie\"; filename=\"s.yaml\"\r\n\r\nformat: 1\n\r\n--x--\r\n"
        .utf8)
    let found = FormText.file(in: body, type: "multipart/form-data; boundary=x")
    #expect(found?.name == "s.yaml")
    #expect(found?.content == Data("format: 1\n".utf8))
    #expect(FormText.file(in: body, type: "multipart/form-data") == nil)
    #expect(FormText.file(in: Data(), type: "multipart/form-data; boundary=x") == nil)
  }

  @Test func namesInAddresses() {
    #expect(StudyTable.slug("Gooi – Één plan! (2020)") == "gooi-een-plan-2020")
    #expect(StudyTable.slug("../../etc/passwd") == "etc-passwd")
    #expect(StudyTable.slug("") == "studie")
    #expect("a b&c/é".inQuery == "a%20b%26c%2F%C3%A9")
  }
}
