import Foundation

/// Fields as addresses and forms carry them: `naam=waarde&…`.
public enum FormText {
  /// More fields than this are not read.
  public static let mostFields = 1_000

  /// Reads fields; of a name that comes twice the last counts.
  ///
  /// - Returns: nil where there are too many, or where they cannot be read.
  public static func fields(_ text: String) -> [String: String]? {
    let parts = text.split(separator: "&")
    guard parts.count <= mostFields else { return nil }
    var found: [String: String] = [:]
    for part in parts {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = plain(pair[0]), !name.isEmpty, let value = pair.count > 1 ? plain(pair[1]) : "" else {
        return nil
      }
      found[name] = value
    }
    return found
  }

  /// The file in a form with files, and its name: that of the first part that is one.
  ///
  /// - Parameters:
  ///   - body: The whole body.
  ///   - type: The `Content-Type`, which names the boundary.
  public static func file(in body: Data, type: String) -> (name: String, content: Data)? {
    guard let mark = type.range(of: "boundary=") else { return nil }
    let boundary = type[mark.upperBound...].prefix { $0 != ";" }
      .trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
    guard !boundary.isEmpty, boundary.utf8.count <= 200 else { return nil }
    let fence = Data("--\(boundary)".utf8)
    let gap = Data("\r\n\r\n".utf8)
    var place = body.startIndex
    while let begin = body.range(of: fence, in: place..<body.endIndex) {
      guard let next = body.range(of: fence, in: begin.upperBound..<body.endIndex) else { return nil }
      let part = body[begin.upperBound..<next.lowerBound]
      place = next.lowerBound
      guard let split = part.range(of: gap) else { continue }
      let head = String(decoding: part[..<split.lowerBound], as: UTF8.self)
      guard let named = head.range(of: "filename=\"") else { continue }
      let name = head[named.upperBound...].prefix { $0 != "\"" }
      var content = part[split.upperBound...]
      if content.suffix(2) == Data("\r\n".utf8) { content = content.dropLast(2) }
      return (String(name), Data(content))
    }
    return nil
  }

  private static func plain(_ text: Substring) -> String? {
    text.replacing("+", with: " ").removingPercentEncoding
  }
}
