import NIOCore
import Speech

/// Nearest to the socket: puts a sentence into the empty answer that the library gives to what is no request.
final class UnreadHandler: ChannelOutboundHandler {
  typealias OutboundIn = IOData
  typealias OutboundOut = IOData
  /// Why the request could not be read, once it could not.
  var error: (any Error)?
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard let error, case .byteBuffer(let buffer) = Self.unwrapOutboundIn(data),
      String(buffer: buffer.getSlice(at: buffer.readerIndex, length: min(12, buffer.readableBytes)) ?? ByteBuffer()) == "HTTP/1.1 400",
      String(buffer: buffer).lowercased().contains("content-length: 0\r\n")
    else { return context.write(data, promise: promise) }
    self.error = nil
    // The library has no other sign of it than its words.
    let isLong = "\(error)".contains("overflow")
    let body =
      isLong
      ? Console.problem(
        431, "header_too_large",
        Wording("the address or the header has more than \(limit / 1024) KiB", "地址或报头超过 \(limit / 1024) KiB"),
        remedy: Wording("send less: what is long belongs into the body", "请缩短：较长的内容应放在正文中"))
      : Console.problem(
        400, "malformed", Wording("what was sent is no HTTP request", "所发送的内容不是 HTTP 请求"),
        remedy: Wording("look at the request line, the header and the length of the body", "请检查请求行、报头和正文长度"))
    let head = """
      HTTP/1.1 \(isLong ? "431 Request Header Fields Too Large" : "400 Bad Request")\r
      content-type: application/problem+json\r
      content-length: \(body.utf8.count)\r
      connection: close\r
      \r

      """
    context.write(Self.wrapOutboundOut(.byteBuffer(ByteBuffer(string: head + body))), promise: promise)
  }
}
