import Answers
import Desks
import Faults
import Imports
import Jobs
import Portfolio
import Reception
import Schema
import Setup
import Speech
import Tables
import Web
import Wire

/// Rows that come in: the body is the file.
enum FeedRoutes {
  private static let feeds = Feed.allCases.filter { $0 != .moves }
  private static let example = "case_no,client,outstanding,currency\nN-1,cmb,1200.00,CNY\n"

  static let all: [Route] = [
    Route(
      .post, "/v1/feeds/{feed}", "loadFeed",
      Wording(
        "Load rows: the same again changes nothing. Good rows are in force, each refused one is told with its line and why, a line that is no JSON object with its line and byte. With dry_run nothing is kept.",
        "导入数据行：重复导入不产生变化。合格行即时生效，被拒行逐一说明行号和原因，不是 JSON 对象的行说明行号和字节位置。dry_run 时不保存任何内容。"), need: .right(.import),
      parameters: [
        RouteParameter("feed", .words(feeds.map(\.rawValue)), Wording("What the rows are.", "数据种类。"), example: "attempts", in: .path),
        RouteParameter("client", .text(200), Wording("Client of rows that name none.", "未写明委托方的行所属的委托方。"), example: "cmb"),
        RouteParameter(
          "mapping", .text(64), Wording("Name of a mapping in force, or of one that comes with allot.", "生效的映射或自带映射的名称。"),
          example: "genesys-cloud"),
        RouteParameter(
          "name", .text(64), Wording("What the file is called in answers (the feed's).", "应答中对文件的称呼（默认为数据种类）。"), example: "monday.csv"),
        RouteParameter("sheet", .text(100), Wording("Sheet of a workbook.", "工作簿中的工作表。"), example: "1"),
        RouteParameter(
          "new_names", .truth, Wording("Clients, teams and skills that are not known are new (false).", "未知的委托方、小组和技能均为新增（false）。"),
          example: "true"),
        RouteParameter("dry_run", .truth, Wording("Only say what would come of it (false).", "仅说明将会如何（false）。"), example: "true"),
        Call.keyParameter, Call.preferParameter,
      ], content: .stream(Upload.endings.keys.sorted(), example: example, limit: Upload.limit),
      replies: [
        .init(
          200,
          Wording(
            "What became of the rows. Lines of JSON that cannot be read are counted and told among the rejects.",
            "各行的结果。无法读取的 JSON 行计入拒收并逐一说明。"),
          shape:
            #"allot import + { "rejects?": "text?", "unreadable?": [{ "line": "count", "byte": "count" }], "unreadable_lines?": "count" }"#),
        Call.jobReply,
      ], weight: .heavy
    ) { call in try await load(call) }
  ]

  private static func load(_ call: Call) async throws -> WebResponse {
    let seat = try call.seat
    try seat.require(.import)
    guard let feed = try Feed(rawValue: call.needed("feed")) else { throw Refusal.notFound }
    var mapping: String?
    if let named = call.text("mapping") {
      guard
        named.unicodeScalars.allSatisfy({
          $0.properties.isAlphabetic || $0.properties.numericType != nil || "-_".unicodeScalars.contains($0)
        })
      else {
        throw Refusal.unfit("mapping", named, Wording("a name of small letters, digits and -", "小写字母、数字和 - 组成的名称"))
      }
      mapping = named
    }
    let upload = try await Upload.take(call, feed)
    let (name, isDry) = (upload.sent.name, call.isTrue("dry_run"))
    let order = JobOrder(
      seat, .import, isDry ? Wording("Try \(name)", "试导入 \(name)") : Wording("Load \(name)", "导入 \(name)"), rights: [.import],
      whenCancelled: isDry ? Importer.nothingChanged : Importer.whenCancelled)
    return try await call.long(order, content: upload.digest) { [mapping] progress in
      var request = Importer.Request(feed: feed, path: upload.path)
      (request.client, request.sheet, request.language) = (call.text("client"), call.text("sheet"), call.language)
      (request.sent, request.encoding) = (upload.sent, upload.encoding)
      if let mapping { (request.mapping, request.shippedMapping) = (mapping, ShippedFiles.mapping(mapping)) }
      let importer = Importer(seat)
      return try await upload.names.told {
        progress.begins(Wording("new names are looked for", "正在查找新名称"))
        var names = try await importer.newNames(in: [request], said: [:], all: call.isTrue("new_names"))
        if isDry {
          progress.begins(Wording("tried", "试导入"), of: await Importer.rows(inFile: upload.path))
          let rehearsed = try await importer.rehearse([request]) { progress.reached($1) }
          return JobOutcome(call.answer(plain(Answer.rehearsed(rehearsed, names).json, upload)))
        }
        guard names.asked.isEmpty else { throw names.refusal }
        names.accept()
        progress.begins(Wording("loaded", "已导入"), of: await Importer.rows(inFile: upload.path))
        let report = try await importer.load(request) { progress.reached($0) }
        return JobOutcome(call.answer(plain(answer(report, names, upload), upload)))
      }
    }
  }

  private static func answer(_ report: ImportReport, _ names: NewNames, _ upload: Upload) -> JSON {
    guard case .object(var members) = Answer.imported([report], names).json else { return .null }
    let rejects = report.rejectsFile.flatMap { try? FileAccess.read($0, limit: 4 << 20) }.map { String(decoding: $0, as: UTF8.self) }
    members.append(("rejects", JSON(rejects)))
    members.append(
      ("unreadable", .array(upload.sent.unreadable.prefix(1_000).map { ["line": JSON($0.line), "byte": JSON($0.position)] })))
    members.append(("unreadable_lines", JSON(upload.sent.unreadableCount)))
    return .object(members)
  }

  /// Files are named as they were sent.
  private static func plain(_ json: JSON, _ upload: Upload) -> JSON {
    (try? JSON(reading: Array(upload.names.plain(json.text).utf8))) ?? json
  }
}
