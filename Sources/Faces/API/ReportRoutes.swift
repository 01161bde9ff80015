import Answers
import Desks
import Jobs
import Papers
import Reception
import Reports
import Speech
import Telemetry
import Views
import Web
import Wire

/// Reports of a run: the page, the workbook, the tables.
enum ReportRoutes {
  private static let reader = RouteParameter(
    "for", .text(200), Wording("manager, lead=TEAM, client=NAME or auditor (manager).", "manager、lead=小组、client=名称或 auditor（manager）。"),
    example: "manager")
  private static let language = RouteParameter(
    "language", .words(["zh", "en"]), Wording("Language of the report.", "报告语言。"), example: "zh")

  static let all: [Route] = [
    Route(
      .get, "/v1/runs/{run}/report", "listReportFiles", Wording("Files of a run's report.", "一次运行的报告文件。"), need: .right(.see),
      parameters: [RunRoutes.run, reader, language],
      replies: [
        .init(200, Wording("Files.", "文件。"), shape: #"{ "run": "id", "files": [{ "name": "text", "type": "text", "bytes": "count" }] }"#)
      ], weight: .heavy
    ) { call in
      let (run, made) = try await made(call, [.html, .csv])
      let files = made.files.map { file -> JSON in
        ["name": .string(file.name), "type": .string(file.mediaType), "bytes": JSON(file.bytes.count)]
      }
      return call.answer(["run": .integer(run), "files": .array(files)])
    },
    Route(
      .get, "/v1/runs/{run}/report/{file}", "getReportFile", Wording("One file of a run's report.", "报告中的一个文件。"), need: .right(.see),
      parameters: [
        RunRoutes.run,
        RouteParameter(
          "file", .text(200), Wording("Its name; report.xlsx is the workbook.", "文件名；report.xlsx 为工作簿。"), example: "report.html", in: .path),
        reader, language, Call.preferParameter,
      ], replies: [.init(200, Wording("The file.", "该文件。"), types: ReportFormat.allCases.map(\.mediaType)), Call.jobReply], weight: .heavy
    ) { call in
      let name = try call.needed("file")
      guard let ending = name.split(separator: ".").last.map(String.init), let format = ReportFormat(rawValue: ending) else {
        throw Refusal.noFile(name, among: ReportFormat.allCases.map { "report.\($0.rawValue)" })
      }
      let seat = try call.seat
      try seat.require(.see)
      let order = JobOrder(
        seat, .report, Wording("Make \(name) of run \(call.text("run") ?? "")", "生成运行 \(call.text("run") ?? "") 的 \(name)"), rights: [.see],
        whenCancelled: Wording("Nothing was made.", "未生成任何文件。"))
      return try await call.long(order) { _ in
        let made = try await made(call, [format]).made
        guard let file = made.files.first(where: { $0.name == name }) else { throw Refusal.noFile(name, among: made.files.map(\.name)) }
        return JobOutcome(response(file, name))
      }
    },
  ]

  private static func response(_ file: ReportFile, _ name: String) -> WebResponse {
    var response = WebResponse(type: file.mediaType, bytes: file.bytes)
    response.headers["content-disposition"] =
      "attachment; filename=\"\(name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == "_") })\""
    // What a page loads is in it; nothing of it runs.
    response.headers["content-security-policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
    return response
  }

  private static func made(_ call: Call, _ formats: Set<ReportFormat>) async throws -> (run: Int64, made: Papers.Made) {
    // Every team's pages are many files: each is asked for by itself.
    let reader = call.text("for") ?? "manager"
    guard let readership = Readership(reader), readership != .leads else {
      throw Refusal.unfit(
        "for", reader, Wording("manager, lead=TEAM, client=NAME or auditor", " manager、lead=小组、client=名称或 auditor"),
        remedy: Wording("write for example for=lead%3Da", "例如 for=lead%3Da"))
    }
    let language = call.text("language").flatMap(Language.init(rawValue:)) ?? call.language
    let run = try await ReadingDesk(try call.seat).run(call.needed("run"))
    let papers = Papers(try call.seat, program: "allot \(Software.version)")
    return (run.id, try await papers.make(run, for: readership, formats: formats, language: language))
  }
}
