import Foundation
import WerkfitStudy

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
