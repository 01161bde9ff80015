import Answers
import Desks
import Reception
import Schema
import Speech
import Tasks
import Views
import Web
import Webhooks
import Wire

/// What changed since a position: as a page, and as it happens.
enum ChangeRoutes {
  private static let after = RouteParameter(
    "after", .number(0...Int64.max), Wording("Only what is behind this position (0).", "只限此位置之后的（0）。"), example: "0")

  static let all: [Route] = [
    Route(
      .get, "/v1/changes", "listAnnouncements",
      Wording(
        "What was published, dealt and moved behind a position, in order: nothing is missed and nothing comes twice.",
        "某位置之后发布、分出和调动的内容，按顺序：不漏不重。"),
      need: .right(.see), parameters: [after, .limit(10_000)],
      replies: [
        .init(
          200, Wording("Changes; next is after of the page behind it.", "变更；next 即下一页的 after。"),
          shape:
            #"{ "changes": [{ "position": "id", "at": "time", "topic": "= run.published | cases.dealt | moves.proposed | moves.done", "run": "id?", "order": "id?", "cases": "count?" }], "next": "count", "first": "count", "last": "count" }"#
        )
      ]
    ) { call in
      let (desk, position) = (ReadingDesk(try call.seat), call.number("after") ?? 0)
      let (first, last) = try await desk.announced(behind: position)
      let rows = try await desk.announcements(after: position, limit: call.limit)
      return call.answer(
        .object([
          ("changes", .array(rows.map(\.json))), ("next", .integer(rows.last?.position ?? position)), ("first", .integer(first)),
          ("last", .integer(last)),
        ]))
    },
    Route(
      .get, "/v1/changes/stream", "streamAnnouncements",
      Wording(
        "The same as server-sent events, as they happen; Last-Event-ID goes on where the connection ended.",
        "同上，以服务器推送事件实时发送；用 Last-Event-ID 从断开处继续。"),
      need: .right(.see),
      parameters: [
        after,
        RouteParameter(
          "last-event-id", .number(0...Int64.max), Wording("The position seen last.", "最后见到的位置。"), example: "4711", in: .header),
      ], replies: [.init(200, Wording("Events.", "事件。"), types: ["text/event-stream"])]
    ) { call in
      let (desk, start) = (ReadingDesk(try call.seat), call.number("last-event-id") ?? call.number("after") ?? 0)
      // Whoever may not look, or nowhere that there is, is told so now, and not in the middle of a stream.
      _ = try await desk.announced(behind: start)
      var response = WebResponse(200, body: .stream { write in try await follow(call, desk, start, write) })
      response.headers["content-type"] = "text/event-stream; charset=utf-8"
      response.headers["x-accel-buffering"] = "no"
      return response
    },
  ]

  /// Until the other end is gone, the daemon stops, or his token or sign-in counts no longer.
  private static func follow(_ call: Call, _ desk: ReadingDesk, _ start: Int64, _ write: WebResponse.Writer) async throws {
    var (position, round) = (start, 0)
    let agency = try call.seat.agency.id
    try await write(Array("retry: 2000\n\n".utf8))
    while true {
      if round == 0 || call.pulse.last(of: agency) > position {
        let rows = try await desk.announcements(after: position, limit: 500)
        if let last = rows.last {
          try await write(Array(rows.map { "id: \($0.position)\nevent: \($0.topic)\ndata: \($0.json.text)\n\n" }.joined().utf8))
          position = last.position
          continue
        }
      }
      round += 1
      // So that either end finds out when the other is gone; and what was revoked meanwhile ends here, too.
      if round % 15 == 0 {
        guard await call.isStillIn() else { return }
        try await write(Array(":\n\n".utf8))
      }
      guard try await call.pulse.waits(behind: position, of: agency, ask: { try await desk.announced().last }) else { return }
    }
  }
}
