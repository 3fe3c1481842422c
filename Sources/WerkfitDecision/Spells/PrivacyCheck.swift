/// Why a column may not be in a file of own data.
public enum PrivacyReason: String, Sendable, Hashable, Codable, CaseIterable {
  /// Its name is that of a citizen service number.
  case namedAsCitizenNumber
  /// Most of its values pass the 11-test of a citizen service number (BSN).
  case citizenNumbers
  /// Its name is that of a date or year of birth.
  case namedAsBirth
  /// Most of its values lie 15 to 100 years before the start of the spell.
  case birthDates
  /// Its name is that of a name, an address or another way to reach a person.
  case namedAsPerson

  /// The reason, to be read after "the column …".
  public var text: OwnDataText {
    switch self {
    case .namedAsCitizenNumber:
      OwnDataText(nl: "heet naar een burgerservicenummer", en: "is named after a citizen service number")
    case .citizenNumbers:
      OwnDataText(
        nl: "lijkt burgerservicenummers te bevatten (11-proef)",
        en: "seems to hold citizen service numbers (11-test)")
    case .namedAsBirth:
      OwnDataText(nl: "heet naar een geboortedatum", en: "is named after a date of birth")
    case .birthDates:
      OwnDataText(
        nl: "lijkt geboortedata te bevatten: 15 tot 100 jaar voor het begin van het traject",
        en: "seems to hold dates of birth: 15 to 100 years before the start of the spell")
    case .namedAsPerson:
      OwnDataText(
        nl: "heet naar een naam, adres of ander persoonsgegeven",
        en: "is named after a name, address or other personal detail")
    }
  }
}

/// The check that a table holds no column by which people can be found.
struct PrivacyCheck {
  private let table: DelimitedTable

  init(_ table: DelimitedTable) { self.table = table }

  /// Refuses the first column that may hold personal data.
  ///
  /// - Parameters:
  ///   - starts: The place of the column with the start of the spell, where there is one.
  ///   - amounts: The places of columns with amounts, in which four digits are no year.
  func refuse(starts: Int?, amounts: Set<Int>) throws(OwnDataError) {
    for (index, name) in table.header.enumerated() {
      if let reason = Self.reason(ofName: name.text) { throw .privacy(column: name.text, reason: reason) }
      if holdsCitizenNumbers(index) { throw .privacy(column: name.text, reason: .citizenNumbers) }
    }
    // Without a start of its own a row is dated by the latest month of the file.
    let latest = starts == nil ? table.rows.joined().compactMap { DataMonth($0.text) }.max() : nil
    for (index, name) in table.header.enumerated() where index != starts {
      let isAmount = amounts.contains(index)
      if holdsBirthDates(index, starts: starts, latest: latest, readsYears: !isAmount) {
        throw .privacy(column: name.text, reason: .birthDates)
      }
    }
  }

  /// Refuses a first line that holds numbers or dates: then it is a row, and errors would show it.
  func refuseRowsAsHeader() throws(OwnDataError) {
    for cell in table.header
    where !cell.text.contains(where: \.isLetter) && cell.text.contains(where: \.isNumber) {
      throw .noHeader(cell.place)
    }
  }

  /// A value as an error may show it: never eight digits in a row or a citizen service number, no long text.
  static func shown(_ text: String) -> String {
    let runs = text.split { !$0.isNumber }
    if isCitizenNumber(text) || runs.contains(where: { $0.count >= 8 }) { return "…" }
    return text.count > 40 ? text.prefix(40) + "…" : text
  }

  /// Whether most of the values of eight or nine digits are citizen service numbers.
  ///
  /// One in eleven other numbers passes the test too.
  private func holdsCitizenNumbers(_ column: Int) -> Bool {
    var (shaped, passed) = (0, 0)
    for row in table.rows {
      guard let digits = Self.nineDigits(row[column].text) else { continue }
      shaped += 1
      if Self.passesElevenTest(digits) { passed += 1 }
    }
    return 2 * passed > shaped
  }

  private func holdsBirthDates(
    _ column: Int, starts: Int?, latest: DataMonth?, readsYears: Bool
  ) -> Bool {
    isMost(column) { row in
      let text = row[column].text
      let year = text.utf8.count == 4 && readsYears ? Int(text) : nil
      guard
        let date = DataMonth(text) ?? Self.packedDate(text)
          ?? year.flatMap({ DataMonth(year: $0, month: 6) }),
        let start = starts.flatMap({ DataMonth(row[$0].text) }) ?? latest
      else { return false }
      return (15 * 12...100 * 12).contains(start.number - date.number)
    }
  }

  /// Whether a condition holds in more than half of the rows that have a value in a column.
  private func isMost(_ column: Int, _ holds: ([DelimitedTable.Cell]) -> Bool) -> Bool {
    var (filled, held) = (0, 0)
    for row in table.rows where !row[column].text.isEmpty {
      filled += 1
      if holds(row) { held += 1 }
    }
    return 2 * held > filled
  }

  /// The month of eight digits as yyyymmdd or ddmmyyyy.
  private static func packedDate(_ text: String) -> DataMonth? {
    guard text.utf8.count == 8, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let inOrder = DataMonth("\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
    return inOrder
      ?? DataMonth("\(text.prefix(2))-\(text.dropFirst(2).prefix(2))-\(text.suffix(4))")
  }

  /// Whether a text is a citizen service number by its 11-test.
  static func isCitizenNumber(_ text: String) -> Bool { nineDigits(text).map(passesElevenTest) ?? false }

  /// The digits of a text of nine, or of eight behind a zero left out.
  ///
  /// Points, spaces and dashes may part them.
  private static func nineDigits(_ text: String) -> [Int]? {
    guard (8...20).contains(text.utf8.count) else { return nil }
    var digits: [Int] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39: digits.append(Int(byte) - 0x30)
      case UInt8(ascii: "."), UInt8(ascii: " "), UInt8(ascii: "-"): continue
      default: return nil
      }
    }
    if digits.count == 8 { digits.insert(0, at: 0) }
    return digits.count == 9 ? digits : nil
  }

  /// The 11-test: the sum weighted with 9, 8, … 2, −1 is a multiple of 11, and not all digits are zero.
  private static func passesElevenTest(_ digits: [Int]) -> Bool {
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]
    return digits.contains { $0 != 0 }
      && zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }.isMultiple(of: 11)
  }

  /// Why a column of this name is refused, or nil.
  static func reason(ofName name: String) -> PrivacyReason? {
    let parts = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let joined = parts.joined()
    if !citizenWords.isDisjoint(with: parts)
      || citizenWords.contains(where: { $0.count > 4 && joined.contains($0) })
    {
      return .namedAsCitizenNumber
    }
    if !birthWords.isDisjoint(with: parts) || joined.contains("geboort") || joined.contains("birth") {
      return .namedAsBirth
    }
    if personStems.contains(where: joined.contains) || !personWords.isDisjoint(with: parts) {
      return .namedAsPerson
    }
    // "naam" alone or beside a person; a name of a programme or group is none.
    if !nameWords.isDisjoint(with: parts),
      parts.allSatisfy({ nameWords.contains($0) || peopleWords.contains($0) })
    {
      return .namedAsPerson
    }
    return nil
  }

  private static let citizenWords: Set = [
    "bsn", "sofi", "burgerservicenummer", "burgerservicenr", "sofinummer",
  ]
  private static let birthWords: Set = ["geb", "gebdat", "gebdatum", "gebjaar", "dob"]
  private static let personStems = [
    "achternaam", "voornaam", "voorletter", "roepnaam", "familienaam", "geslachtsnaam", "surname",
    "firstname",
    "lastname", "postcode", "huisnummer", "huisnr", "woonplaats", "telefoon", "rekeningnummer", "klantnaam",
    "clientnaam", "streetname", "straatnaam", "emailadres",
  ]
  private static let personWords: Set = [
    "adres", "address", "straat", "street", "postal", "zip", "phone", "mobiel", "email", "mail", "iban",
  ]
  private static let nameWords: Set = ["naam", "namen", "name", "names"]
  private static let peopleWords: Set = [
    "client", "klant", "persoon", "person", "deelnemer", "participant", "kandidaat", "candidate", "volledige",
    "full", "medewerker", "employee", "van", "of", "the", "de",
  ]
}
