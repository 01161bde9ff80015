import Answers
import Desks
import Portfolio
import Reception
import Speech
import Web
import Wire

/// What is done with plans and runs.
enum PlanRoutes {
  static let number = RouteParameter.number("run", Wording("Number of the run.", "运行编号。"))
  private static let reason = Route.Content.json(#"{ "reason": "text" }"#, example: #"{"reason":"month end"}"#)

  static let all: [Route] = [
    Route(
      .get, "/v1/plans", "listPlans", Wording("Plans that wait for a person.", "待人工放行的方案。"), need: .right(.see), parameters: [.limit()],
      replies: [.init(200, Wording("Runs.", "运行。"), shape: "allot show runs")]
    ) { call in
      let runs = try await ReadingDesk(try call.seat).runs(states: [.waiting], limit: call.limit)
      return call.answer(.runs(runs, call.language, by: try await call.seat.clock(), limit: call.limit))
    },
    Route(
      .post, "/v1/runs/{run}/release", "releasePlan", Wording("Publish a plan that waits, as it was kept.", "照所保存的方案发布。"),
      need: .right(.approve),
      parameters: [number, Call.keyParameter], content: reason,
      replies: [.init(200, Wording("The run.", "运行。"), shape: "allot run release")],
      weight: .heavy
    ) { call in
      try await call.once {
        let report = try await desk(call).release(call.number("run") ?? 0, reason: call.json["reason"]?.string ?? "")
        return call.answer(.run(report))
      }
    },
    Route(
      .post, "/v1/runs/{run}/discard", "discardPlan", Wording("Give a plan that waits up.", "放弃待放行的方案。"), need: .right(.approve),
      parameters: [number, Call.keyParameter], content: reason,
      replies: [.init(200, Wording("It is given up.", "已放弃。"), shape: "allot run discard")]
    ) { call in
      try await call.once {
        let run = call.number("run") ?? 0
        try await desk(call).discard(run, reason: call.json["reason"]?.string ?? "")
        return call.answer(.discarded(run))
      }
    },
    Route(
      .post, "/v1/runs/{run}/undo", "undoRun",
      Wording("Take a run back, as far as nobody has touched its cases since.", "撤销一次运行，此后无人动过的案件退回原处。"), need: .right(.approve),
      parameters: [RunRoutes.run, Call.keyParameter],
      content: .json(
        #"{ "reason": "text", "client?": "text?", "team?": "text?", "dry_run?": "boolean" }"#,
        example: #"{"reason":"wrong file","dry_run":true}"#),
      replies: [.init(200, Wording("What was taken back, or would be.", "已撤销的或将撤销的。"), shape: "allot undo")], weight: .heavy
    ) { call in
      let desk = try desk(call)
      let found = try await desk.find(call.needed("run"))
      let isDry = call.json["dry_run"]?.bool ?? false
      func undo() async throws -> WebResponse {
        let report = try await desk.undo(
          found, client: call.json["client"]?.string, team: call.json["team"]?.string, reason: call.json["reason"]?.string ?? "",
          isDry: isDry)
        return call.answer(.undone(found, report, isDry: isDry))
      }
      return isDry ? try await undo() : try await call.once { try await undo() }
    },
    Route(
      .post, "/v1/runs", "runNight", Wording("Decide a night now; with dry_run nothing is published or kept.", "立即决策一夜；dry_run 时既不发布也不保存。"),
      need: .right(.run), parameters: [Call.keyParameter],
      content: .json(
        #"{ "slot?": "day?", "dry_run?": "boolean", "despite_brakes?": "boolean", "really?": "boolean", "reason?": "text?" }"#,
        example: #"{"slot":"2026-11-18","dry_run":true}"#), replies: [.init(200, Wording("The run.", "运行。"), shape: "allot run")],
      weight: .heavy
    ) { call in
      var request = RunShell.Request()
      request.slot = call.json["slot"]?.string.flatMap { Day(iso: $0) }
      request.isDry = call.json["dry_run"]?.bool ?? false
      request.despiteBrakes = call.json["despite_brakes"]?.bool ?? false
      request.isReally = call.json["really"]?.bool ?? false
      request.reason = call.json["reason"]?.string
      request.isByHand = true
      return try await call.once { [request] in
        call.answer(.run(try await RunShell(try call.seat, logger: call.logger).run(request)))
      }
    },
  ]

  private static func desk(_ call: Call) throws -> PlanDesk { PlanDesk(try call.seat, logger: call.logger) }
}
