import Dispatch
import Foundation

/// Hears Ctrl-C: the first asks the run to stop between blocks, the second ends the program at once.
final class Interruption: @unchecked Sendable {
  private let lock = NSLock()
  private var wasAsked = false
  private let source: any DispatchSourceSignal

  init() {
    signal(SIGINT, SIG_IGN)
    // A file that may not grow gives an error, which tells what to do, instead of the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global(qos: .userInteractive))
    source.setEventHandler { [weak self] in self?.ask() }
    source.resume()
  }

  /// Whether the run has been asked to stop.
  var isAsked: Bool {
    lock.lock()
    defer { lock.unlock() }
    return wasAsked
  }

  private func ask() {
    lock.lock()
    let isSecond = wasAsked
    wasAsked = true
    lock.unlock()
    if isSecond { exit(Status.interrupted.rawValue) }
  }
}
