import Desks
import Faults
import HTML
import Portfolio
import Reception
import Runs
import Schema
import Speech
import Views
import Web

/// Moves by hand: preview, yes, done; and the second person's say.
enum MoveRoutes {
  /// So many cases are moved by one order from a page.
  static let most = 2_000
  private static let fields = ["action", "to", "until", "reason"]
  private static let number = RouteParameter.number("order", Wording("Its number.", "编号。"))

  static let all: [Route] = [
    Route(
      .post, "/moves/preview", "previewMove", Wording("What a move would do. Changes nothing.", "调案的预览，不作更改。"), need: .right(.move),
      content: .form(fields + ["case", "all", "cases"] + CaseQuery.names)
    ) { call in
      let keys = try await meant(call)
      let preview = try await MoveDesk(try call.seat).preview(try request(call.form, keys))
      return page(call, preview, keys)
    },
    Route(
      .post, "/moves", "carryOutMove", Wording("Do what was previewed.", "执行预览过的调案。"), need: .right(.move),
      content: .form(fields + ["cases", "seal", "key"])
    ) { call in
      let desk = MoveDesk(try call.seat)
      let keys = try await meant(call)
      let form = call.form
      do {
        return try await call.onceByForm {
          let preview = try await desk.preview(try request(form, keys))
          guard MoveQuestion.seal(preview) == form["seal"] else { throw Changed(preview: preview) }
          switch try await desk.carryOut(preview) {
          case .done(let order): return "/orders/\(order)?done=moved"
          case .proposed(let order): return "/orders/\(order)?done=proposed"
          case .changed: throw Changed(preview: try await desk.preview(try request(form, keys)))
          }
        }
      } catch let changed as Changed {
        return page(call, changed.preview, keys, isChanged: true)
      }
    },
    Route(
      .get, "/orders", "ordersPage", Wording("Moves by hand.", "人工调案。"), need: .right(.see),
      parameters: [
        RouteParameter("state", .words(HandState.allCases.map(\.rawValue)), Wording("Only these.", "只限此状态。"), example: "proposed")
      ]
    ) { call in
      let seat = try call.seat
      let orders = try await ReadingDesk(seat).orders(call.text("state").flatMap(HandState.init(rawValue:)), limit: 100)
      let clock = try await seat.clock()
      return call.page(Wording("Moves by hand", "人工调案"), at: .moves) { call.frame.orders(orders, clock) }
    },
    Route(
      .get, "/orders/{order}", "orderPage", Wording("One order.", "一份调案单。"), need: .right(.see), parameters: [number, Done.parameter]
    ) { call in
      let seat = try call.seat
      let (order, moves) = try await ReadingDesk(seat).order(call.number("order") ?? 0)
      let clock = try await seat.clock()
      return call.page(Wording("Order \(order.id)", "调案单 \(order.id)"), at: .moves, notice: Done.notice(call)) {
        call.frame.order(order, moves, clock)
      }
    },
    Route(
      .get, "/orders/{order}/agree", "agreePage", Wording("An order as it would be done now.", "现在执行该单的结果。"), need: .right(.approve),
      parameters: [number]
    ) { call in
      let id = call.number("order") ?? 0
      let preview = try await MoveDesk(try call.seat).previewProposal(id)
      return agreement(call, preview, id)
    },
    Route(
      .post, "/orders/{order}/agree", "agreeToOrder", Wording("Agree as the second person.", "作为另一人同意。"), need: .right(.approve),
      parameters: [number], content: .form(["seal", "key"])
    ) { call in
      let (desk, id) = (MoveDesk(try call.seat), call.number("order") ?? 0)
      if try await desk.agreedBefore(id) != nil { return .seeOther("/orders/\(id)?done=agreed") }
      let preview = try await desk.previewProposal(id)
      guard MoveQuestion.seal(preview) == call.form["seal"] else { return agreement(call, preview, id, isChanged: true) }
      if case .changed = try await desk.agree(preview) {
        return agreement(call, try await desk.previewProposal(id), id, isChanged: true)
      }
      return .seeOther("/orders/\(id)?done=agreed")
    },
    Route(
      .post, "/orders/{order}/refuse", "refuseOrder", Wording("Refuse as the second person.", "作为另一人驳回。"), need: .right(.approve),
      parameters: [number], content: .form(["reason"])
    ) { call in
      let id = call.number("order") ?? 0
      try await MoveDesk(try call.seat).refuse(id, reason: call.form["reason"] ?? "")
      return .seeOther("/orders/\(id)?done=refused")
    },
  ]

  /// What was looked at is not what is there any more.
  private struct Changed: Error { var preview: MovePreview }

  private static func page(_ call: Call, _ preview: MovePreview, _ keys: [CaseMark], isChanged: Bool = false) -> WebResponse {
    let asked = fields.compactMap { name in call.form.filled(name).map { (name: name, value: $0) } }
    let question = MoveQuestion(
      preview: preview, fields: asked + [(name: "cases", value: keys.map(\.text).joined(separator: "\n"))], action: "/moves",
      key: Call.newKey(), isChanged: isChanged)
    var frame = call.frame
    frame.address = "/cases"
    return call.page(
      frame.page(Wording("Preview", "预览"), at: .cases) { frame.question(question) }, status: isChanged ? 409 : 200)
  }

  private static func agreement(_ call: Call, _ preview: MovePreview, _ id: Int64, isChanged: Bool = false) -> WebResponse {
    let question = MoveQuestion(
      preview: preview, fields: [], action: "/orders/\(id)/agree", key: Call.newKey(), isChanged: isChanged)
    var frame = call.frame
    frame.address = "/orders/\(id)"
    return call.page(
      frame.page(Wording("Agree to order \(id)", "复核调案单 \(id)"), at: .moves) { frame.question(question) }, status: isChanged ? 409 : 200)
  }

  /// The cases meant: those named by an earlier preview, all that match, or those taken one by one.
  private static func meant(_ call: Call) async throws -> [CaseMark] {
    let form = call.form
    if let cases = form.filled("cases") { return try marks(cases.split(whereSeparator: \.isNewline).map(String.init)) }
    guard form["all"] == "true" else { return try marks(form.all("case")) }
    let found = try await ReadingDesk(try call.seat).cases(CaseQuery.filter { form.filled($0) }, limit: most + 1)
    guard found.count <= most else {
      throw OperationError(
        .usage, Wording("more than \(most) cases match: that is more than one order takes", "符合条件的案件超过 \(most) 件：超出一份调案单的上限"),
        remedy: Wording("narrow the filters down, or use a file: allot move --file", "请缩小筛选范围，或使用文件：allot move --file"))
    }
    return found.map { CaseMark(client: $0.client, caseNo: $0.caseNo) }
  }

  private static func marks(_ texts: [String]) throws -> [CaseMark] {
    guard !texts.isEmpty, texts.count <= most else {
      throw texts.isEmpty
        ? OperationError(
          .usage, Wording("no cases were taken", "没有选择案件"),
          remedy: Wording("take some in the list, or choose all that match", "请在列表中选择，或选中所有符合条件的案件"))
        : OperationError(.usage, Wording("more than \(most) cases at once", "一次超过 \(most) 件"))
    }
    return try texts.map { text in
      guard let mark = CaseMark(text) else { throw Refusal.malformed(Wording("a case is not named as this console names it", "案件的写法无法识别")) }
      return mark
    }
  }

  private static func request(_ form: FormFields, _ keys: [CaseMark]) throws -> MoveDesk.Request {
    guard let action = form.filled("action").flatMap(HandAction.init(rawValue:)), action != .swap else {
      throw Refusal.malformed(Wording("what is to be done is not said", "没有写明操作"))
    }
    var until: Day?
    if let text = form.filled("until") {
      guard let day = Day(iso: text) else {
        throw Refusal.unfit("until", text, Wording("a day, written as 2026-12-31", "日期，写成 2026-12-31"))
      }
      until = day
    }
    let rows = keys.map { MoveRow(line: 0, key: CaseKey(client: $0.client, caseNo: $0.caseNo)) }
    return MoveDesk.Request(action: action, reason: form["reason"] ?? "", rows: rows, to: form.filled("to"), until: until)
  }
}
