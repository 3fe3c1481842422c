import HTTPTypes
import Hummingbird
import ServiceLifecycle

/// Server-sent events: an answer that goes on until its work is done, its reader goes away or the server stops.
enum EventStream {
  /// What work puts its events in.
  typealias Sink = AsyncStream<String>.Continuation

  /// An answer of events.
  ///
  /// - Parameter work: Puts whole events in the sink; cancelled when nobody reads any more.
  static func response(_ request: Request, _ work: @escaping @Sendable (Sink) async -> Void) -> Response {
    Response(
      status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody { writer in
        try await request.body.consumeWithCancellationOnInboundClose { _ in
          let (stream, sink) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(64))
          let worker = Task {
            await work(sink)
            sink.finish()
          }
          // A silent connection is closed as idle: a remark now and then keeps it open.
          let pulse = Task {
            while !Task.isCancelled {
              try await Task.sleep(for: .seconds(10))
              sink.yield(": nog bezig\n\n")
            }
          }
          defer {
            worker.cancel()
            pulse.cancel()
          }
          for await event in stream.cancelOnGracefulShutdown() {
            try await writer.write(ByteBuffer(string: event))
          }
        }
        try await writer.finish(nil)
      })
  }
}
