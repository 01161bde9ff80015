import Answers
import Desks
import Portfolio
import Reception
import Speech
import Views
import Web

/// Runs, what they decided, and plans that wait.
enum RunRoutes {
  static let run = RouteParameter(
    "run", .text(40), Wording("latest, waiting, a run's number, or a slot's date.", "latest、waiting、运行编号或分案日期。"), example: "latest",
    in: .path)
  static let kinds: [String: [DecisionKind]] = Dictionary(
    DecisionKind.allCases.map { ($0.word, [$0]) } + [("taken", [.moved, .recalled])], uniquingKeysWith: { first, _ in first })

  static let all: [Route] = [
    Route(
      .get, "/v1/runs", "listRuns", Wording("Runs, latest first.", "各次运行，最近的在前。"), need: .right(.see), parameters: [.limit()],
      replies: [.init(200, Wording("Runs.", "运行。"), shape: "allot show runs")]
    ) { call in
      let runs = try await ReadingDesk(try call.seat).runs(limit: call.limit)
      return call.answer(.runs(runs, call.language, by: try await call.seat.clock(), limit: call.limit))
    },
    Route(
      .get, "/v1/runs/{run}", "getRun", Wording("One run.", "一次运行。"), need: .right(.see), parameters: [run],
      replies: [.init(200, Wording("The run, alone in its list.", "该次运行。"), shape: "allot show runs")]
    ) { call in
      let found = try await ReadingDesk(try call.seat).run(call.needed("run"))
      return call.answer(.runs([found], call.language, by: try await call.seat.clock(), limit: 2))
    },
    Route(
      .get, "/v1/runs/{run}/decisions", "listDecisions",
      Wording("What a run decided about its cases, and why its plan waits.", "一次运行对案件的决定，以及方案为何待放行。"),
      need: .right(.see),
      parameters: [
        run, RouteParameter("kind", .words(kinds.keys.sorted()), Wording("Only these decisions.", "只限此类决定。"), example: "assigned"),
        RouteParameter(
          "collector", .text(200), Wording("Only what gives to or takes from this collector.", "只限分给此人或从其收回的。"), example: "C0007"),
        .limit(100_000),
      ], replies: [.init(200, Wording("Decisions.", "决定。"), shape: "allot show assignments")]
    ) { call in
      let desk = ReadingDesk(try call.seat)
      let found = try await desk.run(call.needed("run"))
      let decisions = try await desk.decisions(
        of: found, kinds: call.text("kind").flatMap { kinds[$0] }, collector: call.text("collector"), limit: call.limit)
      let plan = try await desk.plan(of: found)
      let names = try await desk.names(for: decisions.map(\.reason))
      return call.answer(.decisions(decisions, of: found, plan, names, call.language, limit: call.limit))
    },
    Route(
      .get, "/v1/runs/{run}/collectors", "listCollectorNights", Wording("What a run gave everybody.", "一次运行分给各人什么。"), need: .right(.see),
      parameters: [
        run, PeopleRoutes.team, RouteParameter("collector", .text(200), Wording("Only this collector.", "只限此催收员。"), example: "C0007"),
        .limit(10_000),
      ], replies: [.init(200, Wording("Collectors' nights.", "各人的一夜。"), shape: "allot show collectors (2)")]
    ) { call in
      let (found, nights) = try await ReadingDesk(try call.seat).collectorNights(
        of: call.needed("run"), team: call.text("team"), collector: call.text("collector"), limit: call.limit)
      return call.answer(.collectors(nights, of: found, in: try call.seat.agency, limit: call.limit))
    },
  ]
}
