import Answers
import Deliveries
import Desks
import Dispatches
import HandoutDesks
import Portfolio
import Reception
import Register
import Speech
import Web
import Wire

/// Stops, lists, deliveries, audit, users.
enum OfficeRoutes {
  private static let stop = RouteParameter.number("stop", Wording("Number of the stop.", "停办编号。"))

  static let all: [Route] = [
    Route(
      .get, "/v1/stops", "listStops", Wording("Emergency stops.", "紧急停办。"), need: .right(.see),
      replies: [.init(200, Wording("Stops.", "停办。"), shape: "allot policy stop")]
    ) { call in call.answer(.stops(try await StopDesk(try call.seat).stops(), by: try await call.seat.clock())) },
    Route(
      .post, "/v1/stops", "stop", Wording("Stop a client, the debtor of a case, or a policy at once.", "立即停办委托方、某案债务人或策略。"),
      need: .either(.policy, .approve),
      parameters: [Call.keyParameter],
      content: .json(
        #"{ "what": "= client | debtor | policy", "subject": "text", "client?": "text?", "reason": "text" }"#,
        example: #"{"what":"client","subject":"cmb","reason":"wrong file delivered"}"#),
      replies: [.init(200, Wording("The stop; is_new is false where it held already.", "停办。"), shape: "allot policy stop (2)")]
    ) { call in
      try await call.once {
        let (subject, client) = (call.json["subject"]?.string ?? "", call.json["client"]?.string)
        let whom: StopDesk.Whom =
          switch call.json["what"]?.string {
          case "client": .client(subject)
          case "debtor": .debtor(ofCase: subject, client: client)
          default: .policy(subject)
          }
        let made = try await StopDesk(try call.seat).stop(whom, reason: call.json["reason"]?.string ?? "")
        return call.answer(.stop(made.stop, isNews: made.isNew, by: try await call.seat.clock()))
      }
    },
    Route(
      .post, "/v1/stops/{stop}/confirmation", "confirmStop", Wording("Say as somebody else that a stop is meant to stay.", "由另一人确认停办。"),
      need: .right(.approve), parameters: [stop], replies: [.init(200, Wording("The stop.", "停办。"), shape: "allot policy stop (2)")]
    ) { call in
      call.answer(.stop(try await StopDesk(try call.seat).confirm(Int(call.number("stop") ?? 0)), by: try await call.seat.clock()))
    },
    Route(
      .post, "/v1/stops/{stop}/lifting", "liftStop", Wording("Lift a stop: the first says why, the second agrees.", "解除停办：第一人说明原因，第二人同意。"),
      need: .either(.policy, .approve), parameters: [stop],
      content: .json(#"{ "reason?": "text?" }"#, example: #"{"reason":"corrected file is in"}"#),
      replies: [.init(200, Wording("The stop.", "停办。"), shape: "allot policy stop (2)")]
    ) { call in
      let found = try await StopDesk(try call.seat).lift(Int(call.number("stop") ?? 0), reason: call.json["reason"]?.string ?? "")
      return call.answer(.stop(found, by: try await call.seat.clock()))
    },
    Route(
      .get, "/v1/runs/{run}/lists", "listLists", Wording("Who has picked up his list of a run.", "谁已领取该次运行的清单。"), need: .right(.see),
      parameters: [RunRoutes.run, PeopleRoutes.team], replies: [.init(200, Wording("Lists.", "清单。"), shape: "allot report lists")]
    ) { call in
      let found = try await ReadingDesk(try call.seat).run(call.needed("run"))
      return call.answer(.lists(try await ListDesk(try call.seat).receipts(team: call.text("team"), run: found), of: found))
    },
    Route(
      .post, "/v1/runs/{run}/lists/acknowledgement", "acknowledgeLists", Wording("Note that people have their lists.", "登记已领取清单的人员。"),
      need: .right(.move), parameters: [RunRoutes.run],
      content: .json(#"{ "collectors": ["text"] }"#, example: #"{"collectors":["C0007"]}"#),
      replies: [.init(200, Wording("How many were noted.", "登记数。"), shape: "allot report acknowledge")]
    ) { call in
      // Who may not is told so, whether or not there is a run.
      try call.seat.require(.move)
      let found = try await ReadingDesk(try call.seat).run(call.needed("run"))
      let codes = Set((call.json["collectors"]?.array ?? []).compactMap(\.string))
      return call.answer(.acknowledged(try await ListDesk(try call.seat).acknowledge(codes, run: found), of: codes.count))
    },
    Route(
      .get, "/v1/deliveries", "listDeliveries", Wording("Reports on their way, latest first.", "报告投递，最近的在前。"), need: .right(.audit),
      parameters: [
        RouteParameter(
          "state", .words(DeliveryState.allCases.map(\.rawValue)), Wording("Only in this state.", "只限此状态。"), example: "failed"), .limit(),
      ], replies: [.init(200, Wording("Deliveries.", "投递。"), shape: "allot report deliveries")]
    ) { call in
      let states = Set(call.text("state").flatMap(DeliveryState.init(rawValue:)).map { [$0] } ?? [])
      let deliveries = try await DeliveryDesk.at(try call.seat).list(states, limit: call.limit)
      return call.answer(.deliveries(deliveries, limit: call.limit, by: try await call.seat.clock()))
    },
    Route(
      .get, "/v1/audit", "listAudit", Wording("Who did what, latest first.", "谁做了什么，最近的在前。"), need: .right(.audit),
      parameters: [
        RouteParameter("actor", .text(200), Wording("Only this person.", "只限此人。"), example: "li"),
        RouteParameter("action", .text(100), Wording("Only actions that begin like this.", "只限以此开头的操作。"), example: "moves."),
        RouteParameter("since", .day, Wording("From this day on.", "自该日起。"), example: "2026-11-01"), .limit(10_000),
      ], replies: [.init(200, Wording("Rows.", "记录。"), shape: "allot audit list")]
    ) { call in
      let rows = try await AuditDesk(try call.seat).rows(
        actor: call.text("actor"), action: call.text("action"), since: call.day("since"), limit: call.limit)
      return call.answer(.audit(rows, by: try await call.seat.clock()))
    },
    Route(
      .get, "/v1/audit/verification", "verifyAudit", Wording("Check the seals of audit, outbox and runs.", "核验审计、外发消息和运行的封存。"),
      need: .right(.audit),
      replies: [.init(200, Wording("What was found.", "结果。"), shape: "allot audit verify")], weight: .heavy
    ) { call in call.answer(.verified(try await AuditDesk(try call.seat).verify(notes: [], since: nil))) },
    Route(
      .get, "/v1/users", "listUsers", Wording("People, their roles and tokens.", "用户及其角色。"), need: .right(.audit),
      replies: [.init(200, Wording("Users.", "用户。"), shape: "allot user list")]
    ) { call in call.answer(.users(try await PeopleDesk(try call.seat).people())) },
    Route(
      .get, "/v1/condition", "getCondition", Wording("How the agency stands.", "机构状况。"), need: .right(.see),
      replies: [.init(200, Wording("Its state.", "状况。"), shape: "allot doctor")], weight: .heavy
    ) { call in
      let seat = try call.seat
      return call.answer(.condition(try await ReadingDesk(seat).condition(invariants: false), of: seat.agency, by: try await seat.clock()))
    },
  ]
}
