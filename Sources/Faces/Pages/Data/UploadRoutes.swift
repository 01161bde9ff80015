import Answers
import Desks
import Faults
import HTML
import Imports
import Jobs
import Portfolio
import Reception
import Schema
import Speech
import Web
import Wire
import Words

/// Files from a browser: chosen, tried, loaded.
struct UploadRoutes: Sendable {
  let shelf: UploadShelf
  /// More comes in through the API, piece by piece.
  private static let limit = 64 << 20
  private static let key = RouteParameter("upload", .text(64), Wording("Which file.", "哪个文件。"), example: "0123abcd", in: .path)

  var all: [Route] {
    [
      Route(
        .post, "/data/uploads", "tryUpload", Wording("Try a file; nothing is changed.", "试导入文件，不作更改。"), need: .right(.import),
        content: .form(["feed", "client", "mapping"], limit: Self.limit)
      ) { call in
        let seat = try call.seat
        try seat.require(.import)
        guard let file = call.files.first(where: { $0.field == "file" }), let feed = call.form["feed"].flatMap(Feed.init(rawValue:)),
          feed != .moves
        else {
          throw OperationError(
            .usage, Wording("no file was chosen, or not what its rows are", "没有选择文件，或没有写明数据种类"),
            remedy: Wording("choose a file and what its rows are", "请选择文件和数据种类"))
        }
        let key = Call.newKey()
        try shelf.put(
          key, file.bytes, name: file.name, feed: feed, client: call.form.filled("client"), mapping: call.form.filled("mapping"),
          agency: seat.agency.id, owner: seat.actor.name, call.jobs)
        let upload = try find(key, call)
        let order = JobOrder(
          seat, .import, Wording("Try \(upload.name)", "试导入 \(upload.name)"), rights: [.import], whenCancelled: Importer.nothingChanged)
        return .seeOther(
          try await begun(call, order, key, upload) { importer, request, progress in
            let names = try await importer.newNames(in: [request], said: [:], all: false)
            progress.begins(Wording("tried", "试导入"), of: await Importer.rows(inFile: upload.path))
            let tried = Answer.rehearsed(try await importer.rehearse([request]) { progress.reached($1) }, names)
            shelf.update(key) { ($0.tried, $0.hasNewNames) = (tried, !names.asked.isEmpty) }
            return tried
          })
      },
      Route(
        .get, "/data/uploads/{upload}", "uploadPage", Wording("What would come of a file, or came of it.", "试导入或导入的结果。"),
        need: .right(.import),
        parameters: [Self.key, Done.parameter]
      ) { call in
        let key = try call.needed("upload")
        let upload = try find(key, call)
        // What is read just now is told by the page of its job.
        if let job = upload.job, call.jobs.isOpen(job) { return .seeOther("/jobs/\(job)") }
        return call.page(Wording("Load a file", "导入文件"), at: .data, notice: Done.notice(call)) { call.frame.upload(upload, key) }
      },
      Route(
        .post, "/data/uploads/{upload}", "loadUpload", Wording("Load a file that was tried.", "导入已试过的文件。"), need: .right(.import),
        parameters: [Self.key], content: .form(["key"])
      ) { call in
        let seat = try call.seat
        let key = try call.needed("upload")
        let upload = try find(key, call)
        guard upload.loaded == nil else { return .seeOther("/data/uploads/\(key)?done=loaded") }
        if let job = upload.job, call.jobs.isOpen(job) { return .seeOther("/jobs/\(job)") }
        let order = JobOrder(
          seat, .import, Wording("Load \(upload.name)", "导入 \(upload.name)"), rights: [.import], whenCancelled: Importer.whenCancelled)
        return try await call.onceByForm {
          try await begun(call, order, key, upload, page: "?done=loaded") { importer, request, progress in
            var request = request
            request.rejectsPath = upload.rejects
            let names = try await importer.newNames(in: [request], said: [:], all: true)
            progress.begins(Wording("loaded", "已导入"), of: await Importer.rows(inFile: upload.path))
            let loaded = Answer.imported([try await importer.load(request) { progress.reached($0) }], names)
            shelf.update(key) { $0.loaded = loaded }
            return loaded
          }
        }
      },
      Route(
        .get, "/data/uploads/{upload}/rejects.csv", "uploadRejects",
        Wording("Rows of a file that were refused, with the reason.", "被拒行及原因。"),
        need: .right(.import), parameters: [Self.key]
      ) { call in
        let seat = try call.seat
        try seat.require(.import)
        let upload = try find(try call.needed("upload"), call)
        guard FileAccess.exists(upload.rejects) else { throw Refusal.notFound }
        return WebResponse(
          type: "text/csv; charset=utf-8", bytes: try FileAccess.read(upload.rejects),
          headers: ["content-disposition": "attachment; filename=\"rejects.csv\""])
      },
    ]
  }

  /// Begins what reads a file. The job's answer is that of the API; people see it on the page of the file.
  private func begun(
    _ call: Call, _ order: JobOrder, _ key: String, _ upload: UploadShelf.Upload, page: String = "",
    _ body: @escaping @Sendable (Importer, Importer.Request, JobProgress) async throws -> Answer
  ) async throws -> String {
    let (seat, request) = (try call.seat, asked(upload, call.language))
    return try await call.begun(order, noted: { id in shelf.update(key) { $0.job = id } }) { progress in
      let answer = try await upload.names.told { try await body(Importer(seat), request, progress) }
      return JobOutcome(
        WebResponse(type: "application/json", bytes: Array((upload.plain(answer.json.text) + "\n").utf8)),
        page: "/data/uploads/\(key)\(page)")
    }
  }

  private func find(_ key: String, _ call: Call) throws -> UploadShelf.Upload {
    let seat = try call.seat
    guard let upload = shelf.find(key, agency: seat.agency.id, owner: seat.actor.name, call.jobs) else {
      throw Refusal(
        404, "not_found", Wording("the file is not here any more", "该文件已不在此处"), remedy: Wording("choose it again", "请重新选择"))
    }
    return upload
  }

  private func asked(_ upload: UploadShelf.Upload, _ language: Language) -> Importer.Request {
    var request = Importer.Request(feed: upload.feed, path: upload.path)
    (request.client, request.mapping, request.language) = (upload.client, upload.mapping, language)
    request.sent = upload.sent
    return request
  }
}

extension UploadShelf.Upload {
  /// How it is named.
  var names: PlainNames { PlainNames(in: directory) }
  /// The text without the directory in which the file lies.
  func plain(_ text: String) -> String { names.plain(text) }
}

extension Frame {
  /// The form by which a file is chosen.
  func chooser() -> HTML {
    guard has(.import) else { return .empty }
    return part(Wording("Load a file", "导入文件")) {
      form("/data/uploads", [.class("filters"), .other("enctype", "multipart/form-data")]) { form in
        form.choice(
          "feed", Wording("Its rows are", "数据种类"), Feed.allCases.filter { $0 != .moves }.map { ($0.rawValue, Words.feed($0)) }, nil,
          id: "u-feed")
        form.field("client", Wording("Client, where no row names one", "委托方（行中未写时）"), nil, id: "u-client")
        form.field("mapping", Wording("Mapping in force", "生效的映射"), nil, id: "u-mapping")
        HTML.div(
          [.class("field")], HTML.label([.for("u-file")], say("CSV or XLSX", "CSV 或 XLSX")),
          HTML.input([.id("u-file"), .name("file"), .type("file"), .other("accept", ".csv,.tsv,.txt,.xlsx,.xls,.ods"), .flag("required")]))
        button(Wording("Try it", "试导入"))
      }
    }
  }

  func upload(_ upload: UploadShelf.Upload, _ key: String) -> HTML {
    let name = upload.name
    func shown(_ answer: Answer) -> HTML {
      HTML.div([.class("card")], HTML(raw: upload.plain(view(answer, Wording("Result", "结果")).string)))
    }
    return HTML([
      HTML.p([.class("crumbs")], link("/data", say("Data", "数据")), " · ", say(Words.feed(upload.feed)), " · ", HTML(text: name)),
      upload.loaded.map(shown) ?? upload.tried.map(shown)
        ?? HTML.p(say("It was not tried to its end: choose it again.", "试导入未完成：请重新选择文件。")),
      FileAccess.exists(upload.rejects)
        ? HTML.p(link("/data/uploads/\(key)/rejects.csv", say("The refused rows, with the reason of each", "被拒行及原因"))) : .empty,
      upload.loaded == nil && upload.tried != nil
        ? form("/data/uploads/\(key)", [.class("row")]) {
          hidden("key", key)
          button(upload.hasNewNames ? Wording("Load it; the new names are meant", "导入；新名称确为新增") : Wording("Load it", "导入"))
          link("/data", say("leave it", "放弃"))
        } : .empty,
    ])
  }
}
