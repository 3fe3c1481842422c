/// A format in which a document can be written, told by the extension of its file.
public enum DocumentFormat: String, Sendable, CaseIterable {
  case markdown = "md"
  case html
  case pdf
  case docx
  case odt

  /// The format that the name of a file asks for, or nil.
  public init?(file: String) {
    let name = file.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    switch ending {
    case "markdown": self = .markdown
    case "htm": self = .html
    default: self.init(rawValue: ending)
    }
  }

  /// Whether writing it needs the document tools.
  public var needsTools: Bool { self != .markdown }
}
