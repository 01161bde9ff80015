import Answers
import Desks
import Faults
import Portfolio
import Reception
import Speech
import Web
import Wire

/// Moves by hand: looked at first, done, agreed to by a second person.
enum MoveRoutes {
  static let order = RouteParameter.number("order", Wording("Number of the order.", "调案单编号。"))
  static let shape =
    #"{ "action": "action", "cases": [{ "client?": "text?", "case_no": "text", "to?": "text?", "until?": "day?", "other?": "text?" }], "to?": "text?", "until?": "day?", "reason": "text", "dry_run?": "boolean", "really?": "boolean" }"#
  private static let refused = Route.Reply(
    422, Wording("It breaks what nobody can override, or names no cases; nothing was changed.", "违反任何人都不能越过的规则，或案件有误；未作任何更改。"),
    types: ["application/json", "application/problem+json"], shape: "preview")

  static let all: [Route] = [
    Route(
      .get, "/v1/moves", "listMoves", Wording("Orders of moves by hand, latest first.", "人工调案单，最近的在前。"), need: .right(.see),
      parameters: [.limit()],
      replies: [.init(200, Wording("Orders.", "调案单。"), shape: "allot moves")]
    ) { call in
      call.answer(.orders(try await ReadingDesk(try call.seat).orders(limit: call.limit), by: try await call.seat.clock()))
    },
    Route(
      .get, "/v1/moves/by-person", "listOverrides", Wording("Who overrides how many rules.", "谁越过多少规则。"), need: .right(.see),
      parameters: [RouteParameter("since", .day, Wording("From this day on (the month's first).", "自该日起（当月首日）。"), example: "2026-11-01")],
      replies: [.init(200, Wording("People.", "人员。"), shape: "allot moves (3)")]
    ) { call in
      let found = try await ReadingDesk(try call.seat).tallies(since: call.day("since"))
      return call.answer(.tallies(found.people, since: found.since))
    },
    Route(
      .get, "/v1/moves/{order}", "getMove", Wording("One order with its moves.", "一张调案单及其调动。"), need: .right(.see), parameters: [order],
      replies: [.init(200, Wording("The order.", "调案单。"), shape: "allot moves (2)")]
    ) { call in
      let found = try await ReadingDesk(try call.seat).order(call.number("order") ?? 0)
      return call.answer(.order(found.order, found.moves))
    },
    Route(
      .post, "/v1/moves", "moveCases",
      Wording(
        "Move, swap, pin, unpin, release, exclude or include cases. With dry_run nothing is changed, and the answer's ETag in If-Match makes sure that what is done is what was looked at.",
        "调案、互换、指定、取消指定、退回、排除或解除排除。dry_run 时不作更改；把其 ETag 放入 If-Match 可确保执行的就是所见的。"), need: .right(.move),
      parameters: [
        Call.keyParameter,
        RouteParameter(
          "if-match", .key(200), Wording("ETag of a dry run.", "预览的 ETag。"), example: "\"0123456789abcdef01234567\"", in: .header),
      ],
      content: .json(
        shape, example: #"{"action":"move","cases":[{"case_no":"AJ00000008"}],"to":"C0004","reason":"speaks her dialect","dry_run":true}"#),
      replies: [.init(200, Wording("What was done, or would be.", "已执行的或将执行的。"), shape: "preview"), refused], weight: .heavy
    ) { call in
      let desk = MoveDesk(try call.seat)
      let request = try request(call)
      if call.json["dry_run"]?.bool == true { return call.previewed(try await desk.preview(request)) }
      return try await call.once {
        try await done(call, preview: { try await desk.preview(request) }, carryOut: { try await desk.carryOut($0) })
      }
    },
    Route(
      .post, "/v1/moves/{order}/approval", "approveMove", Wording("Agree to an order as the second person.", "作为第二人同意调案单。"),
      need: .right(.approve), parameters: [order, Call.keyParameter],
      content: .json(#"{ "dry_run?": "boolean" }"#, example: #"{"dry_run":true}"#),
      replies: [
        .init(200, Wording("What was done, or would be; what was agreed to before, where it was.", "已执行的或将执行的；若此前已同意则为当时结果。")), refused,
      ],
      weight: .heavy
    ) { call in
      let (desk, order) = (MoveDesk(try call.seat), call.number("order") ?? 0)
      if let before = try await desk.agreedBefore(order) { return call.answer(.agreedBefore(before)) }
      if call.json["dry_run"]?.bool == true { return call.previewed(try await desk.previewProposal(order)) }
      return try await call.once {
        try await done(call, preview: { try await desk.previewProposal(order) }, carryOut: { try await desk.agree($0) })
      }
    },
    Route(
      .post, "/v1/moves/{order}/refusal", "refuseMove", Wording("Refuse an order.", "拒绝调案单。"), need: .right(.approve), parameters: [order],
      content: .json(#"{ "reason": "text" }"#, example: #"{"reason":"not now"}"#),
      replies: [.init(200, Wording("It is refused.", "已拒绝。"), shape: "allot refuse")]
    ) { call in
      let order = call.number("order") ?? 0
      try await MoveDesk(try call.seat).refuse(order, reason: call.json["reason"]?.string ?? "")
      return call.answer(.refused(order: order))
    },
  ]

  private static func request(_ call: Call) throws(Refusal) -> MoveDesk.Request {
    let json = call.json
    func day(_ value: JSON?) -> Day? { value?.string.flatMap { Day(iso: $0) } }
    guard let action = json["action"]?.string.flatMap(HandAction.init(rawValue:)), let cases = json["cases"]?.array,
      (1...10_000).contains(cases.count)
    else {
      let count = json["cases"]?.array?.count ?? 0
      throw .malformed(Wording("cases: \(count) of them; expected 1 to 10,000", "cases：有 \(count) 件；应为 1 至 10,000 件"))
    }
    let rows = cases.enumerated().map { index, one in
      MoveRow(
        line: index + 1, key: CaseKey(client: one["client"]?.string, caseNo: one["case_no"]?.string ?? ""), to: one["to"]?.string,
        until: day(one["until"]), other: one["other"]?.string)
    }
    var request = MoveDesk.Request(
      action: action, reason: json["reason"]?.string ?? "", rows: rows, to: json["to"]?.string, until: day(json["until"]))
    request.isReally = json["really"]?.bool ?? false
    return request
  }

  /// As on the command line: what changed in between is done all the same where it breaks no more than what was looked at.
  private static func done(
    _ call: Call, preview: () async throws -> MovePreview, carryOut: (MovePreview) async throws -> MoveDesk.Ending
  ) async throws -> WebResponse {
    let shown = try await preview()
    if call.text("if-match") != nil { try call.requireMatch(call.previewed(shown).headers["etag"] ?? "") }
    guard shown.unlawful.isEmpty else { return call.answer(.moved(shown, .refused), status: 422) }
    let settled = try await MoveDesk.settle(shown, preview: preview, carryOut: carryOut) { _ in
      throw Refusal(
        409, "changed",
        Wording("cases or people changed meanwhile, and the order would break more than before", "期间案件或人员有变动，此调案会违反更多规则"),
        remedy: Wording("look at it again with dry_run", "请用 dry_run 重新查看"))
    }
    switch settled {
    case (.done(let order), let done)?: return call.answer(.moved(done, .done(order: order)))
    case (.proposed(let order), let proposed)?: return call.answer(.moved(proposed, .proposed(order: order)))
    case (.changed, _)?, nil: break
    }
    throw Refusal(
      409, "changed", Wording("others are moving the same cases", "他人正在调动相同案件"), remedy: Wording("try again", "请重试"),
      headers: ["retry-after": "1"])
  }
}

extension Call {
  /// A preview with its tag.
  func previewed(_ preview: MovePreview) -> WebResponse {
    var response = answer(.moved(preview, .preview))
    response.headers["etag"] = Self.tag(response.bytes ?? [])
    return response
  }

  /// A day of the query.
  func day(_ name: String) -> Day? { text(name).flatMap { Day(iso: $0) } }
}
