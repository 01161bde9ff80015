import Hummingbird
import HummingbirdCore
import NIOCore
import Web

/// A request's context, which knows its connection.
struct ConsoleContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }
}

// Between the HTTP library and the house: nothing here knows what a request wants.
extension Console {
  /// The answer of the house. What HTTP has and the house has not is answered here.
  static func answer(_ request: Request, _ channel: any Channel, _ crowd: Crowd, _ answerer: Answerer) async -> Response {
    let method = WebMethod(rawValue: request.method.rawValue) ?? .other
    var headers = WebHeaders()
    for field in request.headers { headers.add(field.name.canonicalName, field.value) }
    if let authority = request.head.authority { headers["host"] = authority }
    let wanted: WebRequest
    do {
      wanted = try WebRequest(
        method, request.head.path ?? "", headers: headers, body: body(request), peer: channel.remoteAddress?.ipAddress ?? "",
        isTaken: { crowd.hold(channel) },
        takesLong: {
          channel.setOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 1 << 16)).whenFailure { _ in }
        })
    } catch {
      wanted = WebRequest(
        unreadable: method, request.head.path ?? "", error, headers: headers, peer: channel.remoteAddress?.ipAddress ?? "")
    }
    let response = await answerer(wanted)
    // Whatever else was sent on it is not read to its end.
    if response.endsConnection { _ = channel.eventLoop.scheduleTask(in: .milliseconds(500)) { channel.close(promise: nil) } }
    return made(response, isHead: method == .head, channel, crowd)
  }

  private static func body(_ request: Request) -> WebBody {
    let declared = request.headers[.contentLength].flatMap { Int($0) }
    let body = request.body
    return WebBody { each in
      var count = 0
      var pieces = body.makeAsyncIterator()
      while true {
        let piece: ByteBuffer?
        do {
          piece = try await pieces.next()
        } catch is CancellationError {
          throw CancellationError()
        } catch {
          throw WebFault.cutOff
        }
        guard let piece else { break }
        count += piece.readableBytes
        try await each(Array(buffer: piece))
      }
      // A task that is cancelled hears of no more pieces, and of no error.
      try Task.checkCancellation()
      if let declared, count < declared { throw WebFault.cutOff }
    }
  }

  private static func made(_ response: WebResponse, isHead: Bool, _ channel: any Channel, _ crowd: Crowd) -> Response {
    var fields = HTTPFields()
    for (name, value) in response.headers.fields {
      guard let field = HTTPFields.Element.Name(name) else { continue }
      fields.append(.init(name: field, value: value))
    }
    let status = HTTPResponse.Status(code: response.status)
    switch response.body {
    case .bytes(let bytes):
      crowd.release(channel)
      if isHead { fields[.contentLength] = String(bytes.count) }
      guard !isHead, !bytes.isEmpty else { return Response(status: status, headers: fields) }
      return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    case .stream(let make):
      guard !isHead else {
        crowd.release(channel)
        return Response(status: status, headers: fields)
      }
      let body = ResponseBody { writer in
        defer { crowd.release(channel) }
        // The writer is one of a task that waits here for every piece.
        nonisolated(unsafe) var sink = writer
        try await make { piece in try await sink.write(ByteBuffer(bytes: piece)) }
        try await sink.finish(nil)
      }
      return Response(status: status, headers: fields, body: body)
    }
  }
}
