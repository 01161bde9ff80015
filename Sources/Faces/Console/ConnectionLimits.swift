import Glibc
import HummingbirdCore
import NIOCore

/// What the port bears. It answers a scraper, a load balancer and a person; whoever sends anything else must not use up the process's descriptors,
/// of which the database needs some.
struct ConnectionLimits: Sendable {
  /// At the same time; for who comes later, the one that has been silent longest is closed. 2 or more.
  var connections: Int
  /// A connection on which no request was read for so long is closed.
  var idle: TimeAmount
  /// Every connection is closed after so long, but for one that is being answered: scrapers open another.
  var longest: TimeAmount
  /// After an answer to what is no request, before the connection is closed: so that the answer is read.
  var linger: TimeAmount
  /// All header fields together, in bytes; more is answered with 431.
  var headerBytes: Int
  /// Read of one connection before the others have their turn, in bytes: who sends a thousand requests at once waits longer than who sends one.
  var turnBytes: Int

  /// 256 connections, or a quarter of the descriptors the process may have, where that is less.
  static let standard: ConnectionLimits = {
    let mayOpen = sysconf(Int32(_SC_OPEN_MAX))
    return ConnectionLimits(
      connections: mayOpen > 0 ? min(256, max(8, mayOpen / 4)) : 256, idle: .seconds(5), longest: .seconds(120),
      linger: .milliseconds(100),
      headerBytes: 16 * 1024, turnBytes: 512)
  }()

  /// Connections that stay: the others are those that come while one is closed for them.
  var room: Int { max(1, connections - max(1, connections / 16)) }

  /// HTTP/1.1 within these limits.
  func server(_ crowd: Crowd) -> HTTPServerBuilder {
    .http1(
      configuration: HTTP1Channel.Configuration(
        additionalChannelHandlers: [LeavingHandler(self, crowd)], idleTimeout: idle,
        httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
          maxHeaderFieldSize: headerBytes, maxHeaderListSize: headerBytes, maxHeaderFieldCount: 100)))
  }
}

/// Sees to it that a connection ends. After what is no request the server answers, stops reading and waits for the client to close; it does not
/// notice when he does, because bytes of his still lie unread: without this the descriptor stays until the process ends.
private final class LeavingHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = Any
  private let limits: ConnectionLimits
  private let crowd: Crowd
  private var end: Scheduled<Void>?
  private var isLeaving = false
  private let unread: UnreadHandler

  init(_ limits: ConnectionLimits, _ crowd: Crowd) {
    self.limits = limits
    self.crowd = crowd
    unread = UnreadHandler(limit: limits.headerBytes)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    schedule(limits.longest, context)
    try? context.pipeline.syncOperations.addHandler(unread, position: .first)
    // A piece of up to 64 KiB, four in a row, would be a thousand requests and more, all of them taken apart before anybody else is heard.
    context.channel.setOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: limits.turnBytes)).whenFailure { _ in }
    context.channel.setOption(.maxMessagesPerRead, value: 1).whenFailure { _ in }
    crowd.enter(context.channel)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    end?.cancel()
    crowd.leave(context.channel)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    crowd.heard(context.channel)
    context.fireChannelRead(data)
  }

  func channelInactive(context: ChannelHandlerContext) {
    end?.cancel()
    crowd.leave(context.channel)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.fireErrorCaught(error)
    guard !isLeaving else { return }
    isLeaving = true
    unread.error = error
    schedule(limits.linger, context)
  }

  private func schedule(_ time: TimeAmount, _ context: ChannelHandlerContext) {
    end?.cancel()
    let (channel, crowd, again) = (context.channel, crowd, limits.idle)
    let isLeaving = isLeaving
    @Sendable func close() {
      guard !isLeaving, crowd.isHeld(channel) else { return channel.close(promise: nil) }
      _ = channel.eventLoop.scheduleTask(in: again) { close() }
    }
    end = context.eventLoop.scheduleTask(in: time) { close() }
  }
}
