import Answers
import Comparisons
import Desks
import Portfolio
import Reception
import Speech
import Web
import Wire

/// Policies: what is in force, what is proposed, who agrees, and emergency stops.
enum PolicyRoutes {
  static let kind = RouteParameter(
    "kind", .words(PolicyKind.allCases.map(\.rawValue)), Wording("Kind of file.", "文件种类。"), example: "policy", in: .path)
  static let change = RouteParameter.number("change", Wording("Number of the change.", "变更编号。"))
  static let match = RouteParameter(
    "if-match", .key(200), Wording("ETag of the change as it was looked at.", "所见变更的 ETag。"), example: "\"0123456789abcdef01234567\"",
    in: .header)
  private static let text = Route.Content.json(#"{ "text": "text" }"#, example: #"{"text":"fair for team b?"}"#)
  private static let why = Route.Content.json(#"{ "reason?": "text?" }"#, example: #"{"reason":"agreed in the meeting"}"#)

  static let all: [Route] = [
    Route(
      .get, "/v1/policies", "listPolicies", Wording("Stored versions, and open changes.", "已保存的版本和待定变更。"), need: .right(.see),
      parameters: [RouteParameter("active", .truth, Wording("Only what is in force.", "只限生效的。"), example: "true")],
      replies: [.init(200, Wording("Versions.", "版本。"), shape: "allot policy list")]
    ) { call in
      let (desk, active) = (PolicyDesk(try call.seat), call.isTrue("active"))
      let open = active ? [] : try await desk.open()
      return call.answer(.policies(try await desk.versions(), waiting: try await desk.waiting(), open: open, active: active))
    },
    Route(
      .get, "/v1/policies/{kind}/{name}", "getPolicy", Wording("The text of a file as it was applied.", "文件提交时的文本。"), need: .right(.see),
      parameters: [
        kind,
        RouteParameter(
          "name", .text(200), Wording("Its name; of the agency file the agency's code.", "名称；机构文件则为机构代码。"), example: "retail-card",
          in: .path),
        RouteParameter("version", .number(1...1_000_000), Wording("Its version (the one in force).", "版本（生效的）。"), example: "3"),
      ], replies: [.init(200, Wording("The file.", "文件。"), shape: "allot policy show (2)")]
    ) { call in
      let kind = try PolicyKind(rawValue: call.needed("kind"))
      let (found, text) = try await PolicyDesk(try call.seat).text(
        kind, name: call.needed("name"), version: call.number("version").map { Int($0) })
      return call.answer(.policy(found, text: text))
    },
    Route(
      .get, "/v1/policy-differences", "comparePolicies",
      Wording("How two stored files differ: rule by rule, with the open cases that change.", "两个已保存文件的差异：逐条规则，及受影响的在案案件。"),
      need: .right(.see),
      parameters: [
        RouteParameter(
          "old", .text(200), Wording("The old one, name@version (the one in force).", "旧的，名称@版本（生效的）。"), example: "retail-card@2"),
        RouteParameter("new", .text(200), Wording("The new one, name@version.", "新的，名称@版本。"), example: "retail-card@3", isNeeded: true),
      ], replies: [.init(200, Wording("The difference.", "差异。"), shape: "allot policy diff")], weight: .heavy
    ) { call in
      let desk = PolicyDesk(try call.seat)
      let new = try await desk.side(call.needed("new"))
      let old: PolicySide? =
        if let named = call.text("old") { try await desk.side(named) } else { try await desk.inForce(like: new) }
      guard let old, let comparison = PolicyComparison(old, new, real: try await desk.realCases(old, new))
      else {
        throw Refusal(
          422, "data", Wording("these two cannot be compared", "这两者无法对比"),
          remedy: Wording("name two of the same kind, with old", "请用 old 写明同类的另一个"))
      }
      return call.answer(.difference(comparison, call.language))
    },
    Route(
      .get, "/v1/policy-changes", "listChanges", Wording("Changes of what is in force, latest first.", "生效内容的变更，最近的在前。"),
      need: .right(.see),
      replies: [.init(200, Wording("Changes.", "变更。"), shape: "allot policy history")]
    ) { call in call.answer(.history(try await PolicyDesk(try call.seat).history(nil, name: nil), by: try await call.seat.clock())) },
    Route(
      .get, "/v1/policy-changes/{change}", "getChange", Wording("One change, who has agreed, who may.", "一个变更：谁已同意，谁可以同意。"),
      need: .right(.see),
      parameters: [change],
      replies: [
        .init(
          200, Wording("The change; its ETag is asked for by whatever changes it.", "该变更；更改它时须附其 ETag。"), shape: "allot policy show")
      ]
    ) { call in try await shown(call, try await PolicyDesk(try call.seat).show(change: number(call))) },
    Route(
      .post, "/v1/policy-changes", "submitChange", Wording("Propose files as one change.", "把若干文件作为一个变更提出。"), need: .right(.policy),
      parameters: [Call.keyParameter],
      content: .json(
        #"{ "files": [{ "name": "text", "text": "text" }], "reason?": "text?", "effective?": "day?", "change?": "id" }"#,
        example: #"{"files":[{"name":"retail-card.yaml","text":"kind: policy\n"}],"reason":"fairer weekends"}"#, limit: 4 << 20),
      replies: [.init(200, Wording("The change.", "变更。"), shape: "allot policy submit")], weight: .heavy
    ) { call in
      let files = (call.json["files"]?.array ?? []).map { ($0["name"]?.string ?? "", Array(($0["text"]?.string ?? "").utf8)) }
      guard (1...50).contains(files.count) else {
        throw Refusal.malformed(Wording("files: \(files.count) of them; expected 1 to 50", "files：有 \(files.count) 个；应为 1 至 50 个"))
      }
      var terms = PolicyDoor.Terms()
      (terms.reason, terms.effective) = (call.json["reason"]?.string ?? "", call.json["effective"]?.string.flatMap { Day(iso: $0) })
      terms.change = call.json["change"]?.integer.map { Int($0) }
      return try await call.once { [terms] in
        let seat = try call.seat
        return call.answer(.submitted(try await PolicyDoor.propose(files, at: seat, terms), by: try await seat.clock()))
      }
    },
    Route(
      .post, "/v1/policy-changes/{change}/approval", "approveChange", Wording("Agree to a change as it stands.", "同意现有的变更。"),
      need: .right(.approve),
      parameters: [change, match], replies: [.init(200, Wording("What came of it.", "结果。"), shape: "allot policy approve")], weight: .heavy
    ) { call in
      let desk = try await looked(call, .approve)
      return call.answer(.approval(try await desk.approve(change: number(call))))
    },
    Route(
      .post, "/v1/policy-changes/{change}/rejection", "rejectChange", Wording("Refuse a change.", "拒绝变更。"),
      need: .either(.policy, .approve),
      parameters: [change, match], content: why, replies: [.init(200, Wording("The change.", "变更。"), shape: "allot policy reject")]
    ) { call in
      try await shown(
        call,
        try await looked(call, call.seat.actor.has(.approve) ? .approve : .policy).reject(
          change: number(call), reason: call.json["reason"]?.string ?? ""))
    },
    Route(
      .post, "/v1/policy-changes/{change}/activation", "activateChange", Wording("Put a change in force.", "使变更生效。"), need: .right(.policy),
      parameters: [change, match], content: why, replies: [.init(200, Wording("The change.", "变更。"), shape: "allot policy activate")],
      weight: .heavy
    ) { call in
      let desk = try await looked(call, .policy)
      let active = try await desk.activate(change: number(call), reason: call.json["reason"]?.string ?? "")
      return try await shown(call, active)
    },
    Route(
      .post, "/v1/policy-changes/{change}/comments", "commentChange", Wording("Say something about a change.", "就变更发表意见。"),
      need: .either(.policy, .approve),
      parameters: [change], content: text, replies: [.init(200, Wording("The change.", "变更。"), shape: "allot policy comment")]
    ) { call in
      try await shown(call, try await PolicyDesk(try call.seat).comment(change: number(call), text: call.json["text"]?.string ?? ""))
    },
  ]

  private static func number(_ call: Call) -> Int { Int(call.number("change") ?? 0) }

  private static func shown(_ call: Call, _ shown: PolicyDesk.Shown) async throws -> WebResponse {
    var response = call.answer(.change(shown, by: try await call.seat.clock()))
    response.headers["etag"] = Call.tag(response.bytes ?? [])
    return response
  }

  /// The desk, once it is sure that the change is as it was looked at.
  private static func looked(_ call: Call, _ right: Right) async throws -> PolicyDesk {
    // Who may not is told so, and not that he should look again.
    try call.seat.require(right)
    let desk = PolicyDesk(try call.seat)
    let now = try await shown(call, try await desk.show(change: number(call)))
    try call.requireMatch(now.headers["etag"] ?? "")
    return desk
  }
}
