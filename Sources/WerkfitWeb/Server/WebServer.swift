import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import WerkfitReport

/// The web app: pages and the API over the studies that it is given.
public struct WebServer: Sendable {
  private let settings: ServerSettings

  /// A server that is not running yet.
  public init(_ settings: ServerSettings) { self.settings = settings }

  /// Serves until the process is asked to stop (SIGINT or SIGTERM).
  ///
  /// - Parameter whenReady: Told the address when requests can come.
  /// - Throws: What the system says where it cannot listen.
  public func run(whenReady: @escaping @Sendable (String) -> Void) async throws {
    var logger = Logger(label: "werkfit") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .error
    let desk = Desk(settings)
    let bundle = await Self.chartScript()
    let pages = Pages(
      renderer: try PageRenderer(
        version: Program.version, hasCharts: bundle != nil, hasArchive: settings.archive != nil))
    let bound = PortBox()
    let router = Router(context: WebContext.self, options: [.autoGenerateHeadEndpoints])
    router.add(middleware: ErrorMiddleware(pages: pages))
    router.add(
      middleware: SafetyMiddleware(
        host: settings.host, port: { bound.port }, token: settings.token,
        rate: RequestRate(
          perSecond: settings.limits.requestsPerSecond, burst: settings.limits.burst)))
    AssetRoutes(bundle: bundle).add(to: router)
    StudyRoutes(desk: desk, pages: pages).add(to: router)
    TuneRoutes(desk: desk, pages: pages).add(to: router)
    JobRoutes(desk: desk, pages: pages).add(to: router)
    ArchiveRoutes(desk: desk, pages: pages).add(to: router)
    APIRoutes(desk: desk).add(to: router)
    let host = settings.host
    let limits = settings.limits
    let app = Application(
      router: router,
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [
            RequestDeadline(seconds: limits.secondsToAsk, between: limits.secondsBetween)
          ],
          idleTimeout: .seconds(60))),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: settings.port),
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
      onServerRunning: { channel in
        let found = channel.localAddress?.port ?? 0
        bound.port = found
        let name = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        whenReady("http://\(name):\(found)/")
      },
      logger: logger)
    do {
      try await app.runService()
    } catch {
      await desk.jobs.close()
      throw error
    }
    await desk.jobs.close()
  }

  /// The script that draws charts, where the tools that make it are installed.
  private static func chartScript() async -> String? {
    await Task.detached { try? DocumentTools().pageCharts([:]).script }.value
  }
}

/// The port that was taken, known when the server listens.
private final class PortBox: Sendable {
  private let box = Mutex(0)

  var port: Int {
    get { box.withLock { $0 } }
    set { box.withLock { $0 = newValue } }
  }
}
