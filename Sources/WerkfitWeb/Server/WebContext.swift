import Hummingbird
import Logging
import NIOCore

/// What is known of a request beside what it says.
struct WebContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The address that it comes from, without its port.
  let address: String

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? ""
  }
}
