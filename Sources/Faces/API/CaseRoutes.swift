import Answers
import Desks
import Inquiries
import Portfolio
import Reception
import Speech
import Views
import Web

/// Cases as they stand, one with its history, and why it is not with somebody.
enum CaseRoutes {
  static let all: [Route] = [
    Route(
      .get, "/v1/cases", "listCases", Wording("Cases by client and number.", "案件，按委托方和编号排列。"), need: .right(.see),
      parameters: CaseQuery.parameters + [
        RouteParameter("after", .text(500), Wording("`next` of the page before.", "上一页的 next。"), example: "3:cmbAJ00000001"), .limit(),
      ],
      replies: [
        .init(
          200, Wording("A page of cases.", "一页案件。"),
          shape: #"allot show cases + { "count": "count", "more": "boolean", "next": "text?" }"#)
      ]
    ) { call in
      let page = try await ReadingDesk(try call.seat).page(CaseQuery.filter { call.text($0) }, after: call.text("after"), limit: call.limit)
      return call.answer(.cases(page))
    },
    Route(
      .get, "/v1/cases/{client}/{case_no}", "getCase", Wording("One case with its history and explanation.", "一件案件及其历史和解释。"),
      need: .right(.see),
      parameters: place + [RouteParameter("decisions", .number(1...100), Wording("Decisions at most (20).", "最多决定数（20）。"), example: "20")],
      replies: [.init(200, Wording("The case.", "该案件。"), shape: "allot explain")]
    ) { call in
      let desk = ReadingDesk(try call.seat)
      let story = try await desk.story(
        of: call.needed("case_no"), client: call.needed("client"), decisions: Int(call.number("decisions") ?? 20))
      return call.answer(
        .story(story, try await desk.names(for: story.reasons), call.language, by: try await call.seat.clock()))
    },
    Route(
      .get, "/v1/cases/{client}/{case_no}/why-not/{collector}", "whyNot",
      Wording("Why a collector did not get the case, and what would have done; the night is decided again.", "为何没有分给此人、怎样才会；将重新决策该晚。"),
      need: .right(.see),
      parameters: place + [RouteParameter("collector", .text(200), Wording("Code.", "编号。"), example: "C0007", in: .path), run],
      replies: [.init(200, Wording("The grounds.", "缘由。"), shape: "allot explain (3)")], weight: .heavy
    ) { call in
      let story = try await WhyNotDesk(try call.seat).ask(
        call.needed("case_no"), client: call.needed("client"), collector: call.needed("collector"), run: call.text("run") ?? "latest")
      return call.answer(.whyNot(story, call.language))
    },
  ]

  static let place: [RouteParameter] = [
    RouteParameter("client", .text(200), Wording("Name of the client.", "委托方名称。"), example: "cmb", in: .path),
    RouteParameter("case_no", .text(200), Wording("The client's number of the case.", "委托方的案件编号。"), example: "AJ00000008", in: .path),
  ]

  /// Which run is meant, of routes that take one.
  static let run = RouteParameter(
    "run", .text(40), Wording("latest, waiting, a run's number, or a slot's date (latest).", "latest、waiting、运行编号或分案日期（latest）。"),
    example: "latest")
}
