import Desks
import HTML
import Jobs
import Papers
import Portfolio
import Reception
import Reports
import Schema
import Speech
import Views
import Web

/// Runs: what they did, their reports, plans that wait, and taking back.
struct NightRoutes: Sendable {
  let program: String
  /// How many decisions a page shows.
  private static let most = 200
  private static let number = RouteParameter.number("run", Wording("Its number.", "编号。"))
  private static let undone = ["reason", "client", "team"]

  var all: [Route] { pages + reports + deeds }

  private var pages: [Route] {
    [
      Route(.get, "/nights", "nightsPage", Wording("Runs, latest first.", "各次运行，最近的在前。"), need: .right(.see), parameters: [.limit(500)]) {
        call in
        let seat = try call.seat
        let runs = try await ReadingDesk(seat).runs(limit: call.limit)
        let clock = try await seat.clock()
        return call.page(Wording("Nights", "夜间分案"), at: .nights) { call.frame.runs(runs, clock) }
      },
      Route(
        .get, "/nights/{run}", "nightPage", Wording("One run.", "一次运行。"), need: .right(.see),
        parameters: [
          Self.number, Done.parameter,
          RouteParameter(
            "kind", .words(DecisionKind.allCases.map(\.word)), Wording("Only these decisions.", "只限此类决定。"), example: "assigned"),
          RouteParameter("collector", .text(200), Wording("Only of this collector.", "只限此催收员。"), example: "C0007"),
        ]
      ) { call in
        let seat = try call.seat
        let desk = ReadingDesk(seat)
        let run = try await desk.run(String(call.number("run") ?? 0))
        let kinds = call.text("kind").map { word in DecisionKind.allCases.filter { $0.word == word } }
        let decisions = try await desk.decisions(of: run, kinds: kinds, collector: call.text("collector"), limit: Self.most)
        let shown = RunShown(
          run: run, plan: try await desk.plan(of: run), nights: try await desk.collectorNights(of: run).nights, decisions: decisions,
          names: try await desk.names(for: decisions.map(\.reason)), kind: call.text("kind"), collector: call.text("collector"),
          limit: Self.most, keys: [Call.newKey(), Call.newKey()])
        let clock = try await seat.clock()
        let kind = Wording("Night of \(run.key.slot)", "\(run.key.slot) 的夜间分案")
        let title = run.key.kind == .night ? kind : Wording("Run \(run.id)", "运行 \(run.id)")
        return call.page(title, at: .nights, notice: Done.notice(call)) { call.frame.run(shown, clock) }
      },
    ]
  }

  private var reports: [Route] {
    [
      Route(
        .get, "/nights/{run}/report", "reportPage", Wording("The report of a run.", "一次运行的报告。"), need: .right(.see),
        parameters: [Self.number],
        weight: .heavy
      ) { call in
        let file = try await paper(call, .html)
        // The report is one file that needs nothing else, its style in it: of this page alone that very style may stand in the page.
        var response = WebResponse(type: "text/html; charset=utf-8", bytes: file.bytes)
        response.headers["content-security-policy"] =
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        return response
      },
      Route(
        .get, "/nights/{run}/report.xlsx", "reportBook", Wording("The report of a run as a workbook.", "一次运行的工作簿报告。"), need: .right(.see),
        parameters: [Self.number], weight: .heavy
      ) { call in
        book(call, try await paper(call, .xlsx))
      },
      Route(
        .post, "/nights/{run}/report", "makeReport", Wording("Make the workbook while one goes on.", "在后台生成工作簿。"), need: .right(.see),
        parameters: [Self.number], content: .form([])
      ) { call in
        let (seat, number) = (try call.seat, call.number("run") ?? 0)
        _ = try await ReadingDesk(seat).run(String(number))
        let order = JobOrder(
          seat, .report, Wording("Workbook of run \(number)", "运行 \(number) 的工作簿"), rights: [.see],
          whenCancelled: Wording("Nothing was made.", "未生成任何文件。"))
        return .seeOther(try await call.begun(order) { _ in JobOutcome(book(call, try await paper(call, .xlsx))) })
      },
    ]
  }

  private func book(_ call: Call, _ file: ReportFile) -> WebResponse {
    WebResponse(
      type: file.mediaType, bytes: file.bytes,
      headers: ["content-disposition": "attachment; filename=\"report-\(call.number("run") ?? 0).xlsx\""])
  }

  /// As the rights of whoever asks have it: a lead without another role gets his own team's.
  private func paper(_ call: Call, _ format: ReportFormat) async throws -> ReportFile {
    let seat = try call.seat
    let run = try await ReadingDesk(seat).run(String(call.number("run") ?? 0))
    var readership = Readership.manager
    if let team = seat.actor.team { readership = .lead(team: team) } else if seat.actor.roles == [.auditor] { readership = .auditor }
    let made = try await Papers(seat, program: program).make(run, for: readership, formats: [format], language: call.language)
    guard let file = made.files.first else { throw Refusal.notFound }
    return file
  }

  private var deeds: [Route] {
    [
      Route(
        .post, "/nights/{run}/release", "releasePlan", Wording("Publish a plan that waits.", "放行待发布的方案。"), need: .right(.approve),
        parameters: [Self.number], content: .form(["reason", "key"]), weight: .heavy
      ) { call in
        let (desk, run) = (PlanDesk(try call.seat, logger: call.logger), call.number("run") ?? 0)
        return try await call.onceByForm {
          _ = try await desk.release(run, reason: call.form["reason"] ?? "")
          return "/nights/\(run)?done=released"
        }
      },
      Route(
        .post, "/nights/{run}/discard", "discardPlan", Wording("Refuse a plan that waits.", "放弃待放行的方案。"), need: .right(.approve),
        parameters: [Self.number], content: .form(["reason", "key"])
      ) { call in
        let (desk, run) = (PlanDesk(try call.seat, logger: call.logger), call.number("run") ?? 0)
        return try await call.onceByForm {
          try await desk.discard(run, reason: call.form["reason"] ?? "")
          return "/nights/\(run)?done=discarded"
        }
      },
      Route(
        .post, "/nights/{run}/undo/preview", "previewUndo", Wording("What taking a run back would do.", "撤销一次运行的预览。"),
        need: .right(.approve),
        parameters: [Self.number], content: .form(Self.undone), weight: .heavy
      ) { call in
        let seat = try call.seat
        let run = try await ReadingDesk(seat).run(String(call.number("run") ?? 0))
        let report = try await PlanDesk(seat, logger: call.logger).undo(
          run.id, client: call.form.filled("client"), team: call.form.filled("team"), reason: call.form["reason"] ?? "", isDry: true)
        let fields = Self.undone.compactMap { name in call.form.filled(name).map { (name, $0) } }
        var frame = call.frame
        frame.address = "/nights/\(run.id)"
        return call.page(
          frame.page(Wording("Take run \(run.id) back?", "撤销运行 \(run.id)？"), at: .nights) {
            frame.undo(run, report, fields, key: Call.newKey())
          })
      },
      Route(
        .post, "/nights/{run}/undo", "undoRun", Wording("Take a run back.", "撤销一次运行。"), need: .right(.approve), parameters: [Self.number],
        content: .form(Self.undone + ["key"]), weight: .heavy
      ) { call in
        let (desk, run, form) = (PlanDesk(try call.seat, logger: call.logger), call.number("run") ?? 0, call.form)
        return try await call.onceByForm {
          _ = try await desk.undo(
            run, client: form.filled("client"), team: form.filled("team"), reason: form["reason"] ?? "", isDry: false)
          return "/nights/\(run)?done=undone"
        }
      },
    ]
  }
}
