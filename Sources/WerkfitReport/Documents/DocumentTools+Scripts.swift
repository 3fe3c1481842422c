extension DocumentTools {
  /// The scripts and styles that the tools work with, by file name.
  static var scripts: [(name: String, bytes: [UInt8])] { [] }
}
