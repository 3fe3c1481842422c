import Foundation
import Testing

@testable import WerkfitDecision

@Suite("Privacy of own data")
struct SpellsPrivacyTests {
  private func error(_ text: String, allowsSmall: Bool = true) -> OwnDataError? {
    do throws(OwnDataError) {
      _ = try OwnData(csv: text, options: .init(allowsSmallGroups: allowsSmall))
      return nil
    } catch { return error }
  }

  @Test("The 11-test takes known test numbers and no neighbours of them")
  func elevenTest() {
    for number in ["111222333", "123456782", "123.456.782", "1234 56 782", "10000009", "010000009"] {
      // 010000009: 8·1 − 9 = −1, no multiple of 11; see below.
      let digits = number.filter(\.isNumber)
      let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]
      let padded = (digits.count == 8 ? "0" : "") + digits
      let sum = zip(padded.compactMap(\.wholeNumberValue), weights).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(PrivacyCheck.isCitizenNumber(number) == (sum % 11 == 0), "\(number)")
    }
    #expect(PrivacyCheck.isCitizenNumber("111222333"))
    #expect(PrivacyCheck.isCitizenNumber("123456782"))
    #expect(!PrivacyCheck.isCitizenNumber("123456789"))
    #expect(!PrivacyCheck.isCitizenNumber("111222334"))
    #expect(!PrivacyCheck.isCitizenNumber("000000000"))
    #expect(!PrivacyCheck.isCitizenNumber("1234567"))
    #expect(!PrivacyCheck.isCitizenNumber("12345678A"))
    // Changing any one digit of a valid number breaks it: no weight times 1 … 9 is a multiple of 11.
    let valid = Array("123456782")
    for place in valid.indices {
      for digit in "0123456789" where digit != valid[place] {
        var other = valid
        other[place] = digit
        #expect(!PrivacyCheck.isCitizenNumber(String(other)))
      }
    }
  }

  @Test("A column of citizen service numbers is refused under any name, without a value in the error")
  func citizenNumbers() {
    let text = "code;maanden;uitkomst\n111222333;3;werk\n123456782;4;\n987;2;werk"
    #expect(error(text) == .privacy(column: "code", reason: .citizenNumbers))
    let said = error(text).map { "\($0) \($0.text.nl) \($0.text.en)" } ?? ""
    #expect(!said.contains("111222333") && !said.contains("123456782") && !said.contains("987"))
    #expect(
      error("client_pseudo;maanden;uitkomst\n111222333;3;werk\n123456782;4;")
        == .privacy(column: "client_pseudo", reason: .citizenNumbers))
    #expect(error("BSN;maanden;uitkomst\nx;3;werk") == .privacy(column: "BSN", reason: .namedAsCitizenNumber))
    #expect(error("code;maanden;uitkomst\n123456789;3;werk\n123456780;4;\n111222333;2;werk") == nil)
  }

  @Test("Dates of birth are refused by name and by their distance to the start")
  func births() {
    #expect(
      error("start;einde;geboortedatum\n2020-01;2020-03;1980-05-01")
        == .privacy(column: "geboortedatum", reason: .namedAsBirth))
    for value in ["1980-05-01", "01-05-1980", "1980", "19800501", "01051980"] {
      #expect(
        error("start;einde;kenmerk\n2020-01;2020-03;\(value)")
          == .privacy(column: "kenmerk", reason: .birthDates), "\(value)")
    }
    // A benefit that began eight years before the spell is no birth, and € 1.980 is no year.
    #expect(error("start;einde;uitkering_start_maand\n2020-01;2020-03;2012-01") == nil)
    #expect(error("start;einde;kosten\n2020-01;2020-03;1980") == nil)
    // No start: beside the latest month in the file.
    #expect(
      error("maanden;uitkomst;x;y\n3;werk;1980-05-01;2020-02")
        == .privacy(column: "x", reason: .birthDates))
  }

  @Test("No error shows a citizen service number, not even where the header is missing or a cell is wrong")
  func silence() {
    let texts = [
      "111222333;2020-01;2020-02\n123456782;2020-01;2020-03",
      "start;einde;maanden\n2020-01;2020-02;1\n2020-01;2020-02;2\n2020-01;2020-02;\"111222333 x\"",
      "groep;maand;lopend;uitstroom\na;1;123456789;1\na;2;123456780;1\na;111222333;1234567;2",
      "start;einde\n2020-01;2020-02\n123456789;2020-02\n123456780;2020-01\n111222333;2020-02",
    ]
    for text in texts {
      let found = error(text)
      #expect(found != nil)
      let said = found.map { "\($0) \($0.text.nl) \($0.text.en)" } ?? ""
      #expect(!said.contains("111222333"), "\(said)")
    }
    #expect(error(texts[0]) == .noHeader(TablePlace(line: 1, column: 1)))
    #expect(PrivacyCheck.shown("111222333") == "…")
  }

  @Test("A column in which few cells are numbers is refused when those are citizen service numbers")
  func mixed() {
    let text = "code;maanden;uitkomst\nx;3;werk\ny;4;\n111222333;2;werk\nz;2;werk"
    #expect(error(text) == .privacy(column: "code", reason: .citizenNumbers))
  }

  @Test("Names, addresses and the like are refused by name; names of programmes are not")
  func names() {
    for name in [
      "Naam", "achternaam", "Client naam", "adres", "postcode", "E-mail", "Telefoonnummer", "IBAN",
    ] {
      #expect(PrivacyCheck.reason(ofName: name) != nil, "\(name)")
    }
    for name in [
      "programma", "programma_naam", "groepsnaam", "start_maand", "uitkomst", "leeftijdsklasse", "kosten_eur",
      "client_pseudo", "uren_pw", "loonwaarde_klasse", "reden_uitstroom_cbs", "herinstroom_maand", "leefvorm",
      "uitkeringsduur_klasse", "kostenscope", "fase", "status", "uitkering_start_maand",
    ] {
      #expect(PrivacyCheck.reason(ofName: name) == nil, "\(name)")
    }
  }

  @Test("A group of nine is refused unless allowed, and then marked; people are counted by pseudonym")
  func smallGroups() throws {
    let nine = (["groep;maanden;uitkomst"] + (0..<9).map { _ in "a;3;werk" }).joined(separator: "\n")
    #expect(error(nine, allowsSmall: false) == .smallGroups(columns: ["groep"], count: 1, least: 10))
    #expect(try OwnData(csv: nine, options: .init(allowsSmallGroups: true)).groups[0].isSmall)
    #expect(error(nine + "\na;4;", allowsSmall: false) == nil)
    // Ten spells of five people are five people.
    let five = (["client;groep;maanden;uitkomst"] + (0..<10).map { "p\($0 % 5);a;3;werk" })
      .joined(separator: "\n")
    #expect(error(five, allowsSmall: false) == .smallGroups(columns: ["groep"], count: 1, least: 10))
    #expect(
      error("maand;lopend;uitstroom\n1;9;1", allowsSmall: false)
        == .smallGroups(columns: [], count: 1, least: 10))
  }
}
