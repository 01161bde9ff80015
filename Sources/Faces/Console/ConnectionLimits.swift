import Glibc
import HummingbirdCore
import NIOCore

/// What the port bears. It answers a scraper, a load balancer and a person; whoever sends anything else must not use up the process's descriptors,
/// of which the database needs some.
struct ConnectionLimits: Sendable {
  /// At the same time; who comes later waits in the kernel's queue until one of them ends. 1 or more.
  var connections: Int
  /// A connection on which no request was read for so long is closed.
  var idle: TimeAmount
  /// Every connection is closed after so long, whatever is sent on it: scrapers open another.
  var longest: TimeAmount
  /// After an answer to what is no request, before the connection is closed: so that the answer is read.
  var linger: TimeAmount
  /// All header fields together, in bytes; more is answered with 400.
  var headerBytes: Int

  /// 256 connections, or a quarter of the descriptors the process may have, where that is less.
  static let standard: ConnectionLimits = {
    let mayOpen = sysconf(Int32(_SC_OPEN_MAX))
    return ConnectionLimits(
      connections: mayOpen > 0 ? min(256, max(8, mayOpen / 4)) : 256, idle: .seconds(5), longest: .seconds(120),
      linger: .milliseconds(100),
      headerBytes: 16 * 1024)
  }()

  /// HTTP/1.1 within these limits.
  var server: HTTPServerBuilder {
    .http1(
      configuration: HTTP1Channel.Configuration(
        additionalChannelHandlers: [LeavingHandler(self)], idleTimeout: idle,
        httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
          maxHeaderFieldSize: headerBytes, maxHeaderListSize: headerBytes, maxHeaderFieldCount: 100)))
  }
}

/// Sees to it that a connection ends. After what is no request the server answers, stops reading and waits for the client to close; it does not
/// notice when he does, because bytes of his still lie unread: without this the descriptor stays until the process ends.
private final class LeavingHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = Any
  private let limits: ConnectionLimits
  private var end: Scheduled<Void>?
  private var isLeaving = false

  init(_ limits: ConnectionLimits) { self.limits = limits }

  func handlerAdded(context: ChannelHandlerContext) { schedule(limits.longest, context) }
  func handlerRemoved(context: ChannelHandlerContext) { end?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    end?.cancel()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.fireErrorCaught(error)
    guard !isLeaving else { return }
    isLeaving = true
    schedule(limits.linger, context)
  }

  private func schedule(_ time: TimeAmount, _ context: ChannelHandlerContext) {
    end?.cancel()
    let channel = context.channel
    end = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }
}
