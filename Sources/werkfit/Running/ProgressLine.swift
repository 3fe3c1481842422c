import Foundation
import WerkfitStudy

/// A line on standard error that says how far the work is, if it lasts over a second and someone looks.
final class ProgressLine: @unchecked Sendable {
  private let lock = NSLock()
  private let started = Date()
  private let language: Language
  private let isSeen: Bool
  private var shown = -1

  init(language: Language) {
    self.language = language
    isSeen = Terminal.showsProgress
  }

  /// Tells how much has been done, from 0 to 1.
  func update(_ share: Double) {
    guard isSeen, Date().timeIntervalSince(started) > 1 else { return }
    lock.lock()
    defer { lock.unlock() }
    let percent = Int(share * 100)
    guard percent > shown else { return }
    shown = percent
    write("\r" + (language == .dutch ? "Bezig met doorrekenen: " : "Computing: ") + "\(percent)%")
  }

  /// Wipes the line.
  func finish() {
    lock.lock()
    defer { lock.unlock() }
    if shown >= 0 { write("\r\u{1b}[K") }
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
