import ArgumentParser
import Foundation

/// The exit statuses of werkfit, after sysexits.h.
enum Status: Int32 {
  case wrongUsage = 64
  case wrongStudy = 65
  case missingFile = 66
  case unavailable = 69
  case ourFault = 70
  case cannotCreate = 73
  case cannotWrite = 74
  case interrupted = 130

  /// The status as what the parser throws; nothing more is printed.
  var exit: ExitCode { ExitCode(rawValue) }
}

/// Says something to the user, on standard error.
func tell(_ message: String) {
  FileHandle.standardError.write(Data((Terminal.harmless(message) + "\n").utf8))
}

/// Says what went wrong and gives the status to stop with.
func failure(_ status: Status, _ message: String) -> ExitCode {
  tell(message)
  return status.exit
}
