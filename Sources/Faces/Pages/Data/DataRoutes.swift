import Answers
import Desks
import Feeds
import HTML
import Portfolio
import Reception
import Schema
import Speech
import Views
import Web
import Words

/// Files that came in, and conversations that a person should read.
struct DataRoutes: Sendable {
  let shelf: UploadShelf

  var all: [Route] { [imports] + Self.reviews }

  private var imports: Route {
    Route(
      .get, "/data", "dataPage", Wording("Files that were loaded.", "已导入的文件。"), need: .right(.see),
      parameters: [
        RouteParameter(
          "feed", .words(Feed.allCases.filter { $0 != .moves }.map(\.rawValue)), Wording("Only this feed.", "只限此数据。"), example: "cases"),
        RouteParameter("refused", .truth, Wording("Only files of which rows were refused.", "只列有行被拒的文件。"), example: "true"),
        .limit(500), Done.parameter,
      ]
    ) { call in
      let seat = try call.seat
      let feed = call.text("feed").flatMap(Feed.init(rawValue:))
      let desk = ReadingDesk(seat)
      let imports = try await desk.imports(feed, isRefused: call.isTrue("refused"), limit: call.limit)
      let inbox = try await desk.refusedInbox(limit: 100)
      let retention = seat.actor.has(.audit) ? Answer.retention(try await DataDesk(seat).retentions()) : nil
      let clock = try await seat.clock()
      return call.page(Wording("Data", "数据"), at: .data, notice: Done.notice(call)) {
        call.frame.data(
          imports, feed, isRefused: call.isTrue("refused"), clock, shelf.refused(agency: seat.agency.id, owner: seat.actor.name, call.jobs))
        call.frame.inbox(inbox, clock)
        if let retention {
          call.frame.part(Wording("What is kept, how long", "保留期限")) { call.frame.view(retention, Wording("Retention", "保留")) }
        }
      }
    }
  }

  private static let reviews: [Route] = [
    Route(
      .get, "/review", "reviewPage", Wording("Conversations that a person should read.", "需要人工审读的沟通。"), need: .right(.review),
      parameters: [
        RouteParameter("days", .number(1...3_650), Wording("Days back (14).", "往回天数（14）。"), example: "14"),
        RouteParameter("below", .number(1...100), Wording("Unsure below this percentage (60).", "把握低于此百分比（60）。"), example: "60"),
        Done.parameter,
      ]
    ) { call in
      let items = try await ReviewDesk(try call.seat).items(
        days: Int(call.number("days") ?? 14), below: Int(call.number("below") ?? 60), limit: 10)
      return call.page(Wording("Review", "审读"), at: .review, notice: Done.notice(call)) { call.frame.review(items) }
    },
    Route(
      .post, "/review", "labelConversation", Wording("Say what a conversation is.", "标注一段沟通。"), need: .right(.review),
      content: .form(["client", "case_no", "id", "why", "tone"])
    ) { call in
      let form = call.form
      guard let tone = Tone.allCases.first(where: { $0.word == form["tone"] }), let caseNo = form.filled("case_no"),
        let id = form.filled("id")
      else { throw Refusal.malformed(Wording("the label is not whole", "标注不完整")) }
      let label = ReviewDesk.Label(client: form.filled("client"), caseNo: caseNo, sourceID: id, tone: tone, why: form.filled("why"))
      guard try await ReviewDesk(try call.seat).label([label]) == [true] else { throw Refusal.notFound }
      return .seeOther("/review?done=labelled")
    },
  ]
}
