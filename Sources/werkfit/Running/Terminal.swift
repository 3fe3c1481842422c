import Foundation

/// What is known about the terminal.
enum Terminal {
  /// Whether results go to a terminal that may be coloured (`NO_COLOR` and `TERM=dumb` are respected).
  static var allowsColour: Bool {
    let environment = ProcessInfo.processInfo.environment
    let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    return isatty(STDOUT_FILENO) == 1 && !isRefused && environment["TERM"] != "dumb"
  }

  /// Whether a person sees standard error.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }
}
