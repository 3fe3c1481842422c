import NIOCore
import NIOHTTPTypes

/// Closes connections that hold a place: a request that does not come in within some seconds, none after an answer, or an
/// answer that its reader does not take.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let toAsk: TimeAmount
  private let toGoOn: TimeAmount
  private var asking: Scheduled<Void>?
  private var stalled: Scheduled<Void>?
  /// Requests that have begun and are not answered whole.
  private var open = 0

  /// - Parameters:
  ///   - seconds: In which a request must have come in.
  ///   - between: In which the next must have begun, and in which a reader must take some of an answer.
  init(seconds: Int, between: Int) {
    (toAsk, toGoOn) = (.seconds(Int64(seconds)), .seconds(Int64(between)))
  }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { asking = close(context, in: toAsk) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { cancel() }

  func channelActive(context: ChannelHandlerContext) {
    asking?.cancel()
    asking = close(context, in: toAsk)
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      open += 1
      asking?.cancel()
      asking = close(context, in: toAsk)
    case .body: break
    case .end:
      asking?.cancel()
      asking = nil
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) {
      open = max(open - 1, 0)
      // A head that drips in is no request yet, so that the time for it runs from the last answer.
      if open == 0, asking == nil { asking = close(context, in: toGoOn) }
    }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    stalled?.cancel()
    stalled = context.channel.isWritable ? nil : close(context, in: toGoOn)
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    cancel()
    context.fireChannelInactive()
  }

  private func cancel() {
    asking?.cancel()
    stalled?.cancel()
  }

  private func close(_ context: ChannelHandlerContext, in time: TimeAmount) -> Scheduled<Void> {
    let channel = context.channel
    return context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }
}
