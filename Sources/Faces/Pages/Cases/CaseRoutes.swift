import Answers
import Desks
import HTML
import Inquiries
import Portfolio
import Reception
import Schema
import Speech
import Views
import Web

/// Cases: the list, one case, why it is not with somebody.
enum CaseRoutes {
  static let place: [RouteParameter] = [
    RouteParameter("client", .text(200), Wording("Name of the client.", "委托方名称。"), example: "cmb", in: .path),
    RouteParameter("case_no", .text(200), Wording("The client's number of the case.", "委托方的案件编号。"), example: "AJ00000008", in: .path),
  ]

  private static func list(_ call: Call) async throws -> WebResponse {
    let desk = ReadingDesk(try call.seat)
    let page = try await desk.page(CaseQuery.filter { call.text($0) }, after: call.text("after"), limit: call.limit)
    let list = CaseList(
      page: page, asked: CaseQuery.asked { call.text($0) }, choices: try await desk.choices(), isLater: call.text("after") != nil)
    return call.page(Wording("Cases", "案件"), at: .cases) { call.frame.cases(list) }
  }

  static let all: [Route] = [
    Route(
      .get, "/cases", "casesPage", Wording("Cases, by filters.", "按条件列出案件。"), need: .right(.see),
      parameters: CaseQuery.parameters + [
        RouteParameter("after", .text(500), Wording("Where the page before ended.", "上一页的结尾。"), example: "3:cmbAJ00000001"), .limit(200),
      ]
    ) { try await list($0) },
    // Where a move that was refused goes back to.
    Route(
      .get, "/moves/preview", "casesToMove", Wording("Cases, for a move that was refused.", "案件，供被拒的调案重新填写。"), need: .right(.see)
    ) { try await list($0) },
    Route(.get, "/cases/{client}/{case_no}", "casePage", Wording("One case.", "一件案件。"), need: .right(.see), parameters: place) { call in
      let seat = try call.seat
      let desk = ReadingDesk(seat)
      let story = try await desk.story(of: try call.needed("case_no"), client: try call.needed("client"), decisions: 40)
      let lines = Answer.storyLines(story, try await desk.names(for: story.reasons), call.language, by: try await seat.clock())
      let collectors = try await desk.choices().collectors
      let shown = story.found.shown
      return call.page(Wording("Case \(shown.caseNo)", "案件 \(shown.caseNo)"), at: .cases) {
        call.frame.aCase(shown, lines, collectors)
      }
    },
    Route(
      .get, "/cases/{client}/{case_no}/why-not", "whyNotPage", Wording("Why a collector does not have the case.", "为何案件不在某人手中。"),
      need: .right(.see),
      parameters: place + [
        RouteParameter("collector", .text(200), Wording("Code.", "工号。"), example: "C0007", isNeeded: true),
        RouteParameter("run", .text(40), Wording("Which run (latest).", "哪次运行（latest）。"), example: "latest"),
      ], weight: .heavy
    ) { call in
      let (client, caseNo, collector) = (try call.needed("client"), try call.needed("case_no"), try call.needed("collector"))
      let story = try await WhyNotDesk(try call.seat).ask(caseNo, client: client, collector: collector, run: call.text("run") ?? "latest")
      let frame = call.frame
      return call.page(Wording("Why not \(collector)?", "为何不是 \(collector)？"), at: .cases) {
        HTML.p([.class("crumbs")], frame.say("Case ", "案件 "), frame.caseLink(client, caseNo), " · ", frame.personLink(collector))
        HTML.div([.class("card")], frame.view(.whyNot(story, call.language), Wording("Grounds", "缘由")))
      }
    },
  ]
}
