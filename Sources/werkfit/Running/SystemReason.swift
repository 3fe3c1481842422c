import ArgumentParser
import Foundation
import WerkfitStudy

/// A file cannot be read, with the reason the system gave last.
func unreadable(_ file: String, _ language: Language) -> ExitCode {
  let reason = Sentence(systemError: access(file, R_OK) == 0 ? EIO : errno).text(in: language)
  return failure(
    .missingFile,
    language == .dutch ? "Kan \(file) niet lezen: \(reason)." : "Cannot read \(file): \(reason).")
}

extension Sentence {
  /// Why the system refused something, from its error number.
  init(systemError code: Int32) {
    switch code {
    case ENOSPC, EDQUOT: self.init("the disk is full", "de schijf is vol")
    case EFBIG:
      self.init("the file would be larger than allowed", "het bestand zou groter worden dan mag")
    case ENOMEM: self.init("there is not enough memory", "er is te weinig geheugen")
    case EACCES, EPERM: self.init("it is not allowed", "het mag niet")
    case EROFS: self.init("nothing can be written there", "daar kan niets worden geschreven")
    case ENOENT: self.init("it does not exist", "het bestaat niet")
    default:
      let text = String(cString: strerror(code))
      self.init(text, text)
    }
  }
}
