import Answers
import Desks
import HTML
import Policy
import Portfolio
import Reception
import Register
import Schema
import Speech
import Views
import Web

/// Policies: versions, what is to be decided, the editor, what differs.
enum PolicyRoutes {
  static let all: [PageRoute] = looks + edits + deeds

  private static let number = RouteParameter.number("change", Wording("Its number.", "编号。"))
  private static let kind = RouteParameter(
    "kind", .words(PolicyKind.allCases.map(\.rawValue)), Wording("What the file is.", "文件类型。"), example: "policy")
  private static let name = RouteParameter("name", .text(200), Wording("Its name.", "名称。"), example: "retail-card")
  private static let version = RouteParameter("version", .number(1...1_000_000), Wording("Which version.", "版本。"), example: "3")
  private static func inPath(_ parameter: RouteParameter) -> RouteParameter {
    RouteParameter(parameter.name, parameter.kind, parameter.about, example: parameter.example, in: .path)
  }

  private static let looks: [PageRoute] = [
    PageRoute(
      .get, "/policies", "policiesPage", Wording("Versions and open changes.", "版本与待定变更。"), need: .right(.see), parameters: [Done.parameter]
    ) {
      call in
      let seat = try call.seat
      let desk = PolicyDesk(seat)
      let (versions, open, clock) = (try await desk.versions(), try await desk.open(), try await seat.clock())
      return call.page(Wording("Policy", "策略"), at: .policy, notice: Done.notice(call)) { call.frame.policies(versions, open, clock) }
    },
    PageRoute(
      .get, "/policies/{kind}/{name}/{version}", "versionPage", Wording("The text of a version.", "某一版本的文本。"), need: .right(.see),
      parameters: [inPath(kind), inPath(name), inPath(version)]
    ) { call in
      let desk = PolicyDesk(try call.seat)
      let kind = PolicyDesk.kind(try call.needed("kind"))
      let name = try call.needed("name")
      let (version, text) = try await desk.text(kind, name: name, version: call.number("version").map { Int($0) })
      let inForce = try await desk.versions().first { $0.kind == version.kind && $0.name == name && $0.isActive }?.version
      return call.page(Wording("\(name), version \(version.version)", "\(name) 第 \(version.version) 版"), at: .policy) {
        call.frame.version(version, text, inForce)
      }
    },
    PageRoute(
      .get, "/policies/difference", "differencePage", Wording("How two versions differ, in what they mean.", "两个版本含义上的不同。"),
      need: .right(.see),
      parameters: [
        RouteParameter("old", .text(300), Wording("The old one.", "旧的。"), example: "retail-card@3", isNeeded: true),
        RouteParameter("new", .text(300), Wording("The new one.", "新的。"), example: "retail-card@4", isNeeded: true),
      ], weight: .heavy
    ) { call in
      let desk = PolicyDesk(try call.seat)
      let (first, second) = (try call.needed("old"), try call.needed("new"))
      let (old, new) = (try await desk.side(first), try await desk.side(second))
      guard let comparison = PolicyComparison(old, new, real: try await desk.realCases(old, new)) else { throw Refusal.notFound }
      return call.page(
        Wording("From \(first) to \(second)", "从 \(first) 到 \(second)"), at: .policy
      ) { HTML.div([.class("card")], call.frame.view(.difference(comparison, call.language), Wording("Difference", "对比"))) }
    },
    PageRoute(.get, "/changes", "changesPage", Wording("The life of every file.", "全部变更记录。"), need: .right(.see)) { call in
      let seat = try call.seat
      let history = try await PolicyDesk(seat).history(nil, name: nil)
      let clock = try await seat.clock()
      return call.page(Wording("Changes of policy", "策略变更"), at: .policy) {
        HTML.div([.class("card")], call.frame.view(.history(history.reversed(), by: clock), Wording("Changes", "变更")))
      }
    },
    PageRoute(
      .get, "/changes/{change}", "changePage", Wording("One change.", "一次变更。"), need: .right(.see), parameters: [number, Done.parameter]
    ) { call in
      let seat = try call.seat
      let shown = try await PolicyDesk(seat).show(change: Int(call.number("change") ?? 0))
      let (clock, simulation) = (try await seat.clock(), try await ShownSimulation.of(shown, call))
      return call.page(Wording("Change \(shown.change.number)", "变更 \(shown.change.number)"), at: .policy, notice: Done.notice(call)) {
        call.frame.change(shown, clock)
        call.frame.simulation(of: shown.change, simulation, key: Call.newKey())
      }
    },
  ]

  private static let edits: [PageRoute] = [
    PageRoute(
      .get, "/policies/edit", "editorPage", Wording("Write a file, or a version on.", "新建文件或修改某一版本。"), need: .right(.policy),
      parameters: [kind, name, version]
    ) { call in
      let seat = try call.seat
      try seat.require(.policy)
      var (file, text) = ("", "")
      if let name = call.text("name") {
        file = name
        text = try await PolicyDesk(seat).text(
          call.text("kind").flatMap { PolicyDesk.kind($0) }, name: name, version: call.number("version").map { Int($0) }
        ).text
      }
      let (name, content) = (file, text)
      return call.page(Wording("Edit a policy", "编辑策略"), at: .policy) {
        call.frame.editor(name, content, reason: "", change: nil, effective: nil, nil, key: Call.newKey())
      }
    },
    PageRoute(
      .post, "/policies/edit", "editPolicy", Wording("Check or propose a text.", "检查或提出文本。"), need: .right(.policy),
      content: .form(["name", "text", "reason", "effective", "change", "key", "do"], limit: 4 << 20), weight: .heavy
    ) { call in
      let (seat, form) = (try call.seat, call.form)
      try seat.require(.policy)
      let name = form.filled("name") ?? "policy"
      // As a browser sends it, a line ends with two characters.
      let text = String(
        form["text"].map { $0.split(omittingEmptySubsequences: false) { $0 == "\r\n" || $0 == "\n" }.joined(separator: "\n") } ?? "")
      let file: PolicyDoor.File = (name: name.hasSuffix(".yaml") ? name : name + ".yaml", bytes: Array(text.utf8))
      let check = try await PolicyDoor.check([file], at: seat)
      if form["do"] == "simulate", check.errors.isEmpty { return try await SimulationRoutes.tryTonight(call, file) }
      guard form["do"] == "submit", check.errors.isEmpty else {
        var frame = call.frame
        frame.address = "/policies/edit"
        let page = frame.page(Wording("Edit a policy", "编辑策略"), at: .policy) {
          frame.editor(
            name, text, reason: form["reason"] ?? "", change: form.filled("change").flatMap { Int($0) },
            effective: form.filled("effective"),
            check, key: Call.newKey())
        }
        return call.page(page, status: check.errors.isEmpty ? 200 : 422)
      }
      return try await call.onceByForm {
        var terms = PolicyDoor.Terms()
        (terms.reason, terms.change) = (form["reason"] ?? "", form.filled("change").flatMap { Int($0) })
        if let text = form.filled("effective") {
          guard let day = Day(iso: text) else {
            throw Refusal.unfit("effective", text, Wording("a day, written as 2026-12-07", "日期，写成 2026-12-07"))
          }
          terms.effective = day
        }
        let submission = try await PolicyDoor.propose([file], at: seat, terms)
        guard let shown = submission.shown else { return "/policies?done=\(Done.unchanged.rawValue)" }
        return "/changes/\(shown.change.number)?done=\(shown.isNews ? Done.submitted.rawValue : Done.known.rawValue)"
      }
    },
  ]

  private static let deeds: [PageRoute] = [
    deed("approve", "approveChange", Wording("Agree to a change.", "同意变更。"), .right(.approve), ["seal"], .approved) { desk, number, form in
      try ChangeSeal.require(try await desk.show(change: number).change, form)
      _ = try await desk.approve(change: number)
    },
    deed("activate", "activateChange", Wording("Put a change in force.", "使变更生效。"), .right(.policy), ["seal"], .activated) {
      desk, number, form in
      try ChangeSeal.require(try await desk.show(change: number).change, form)
      _ = try await desk.activate(change: number)
    },
    deed("reject", "rejectChange", Wording("Turn a change down.", "驳回变更。"), .known, ["reason"], .rejected) { desk, number, form in
      _ = try await desk.reject(change: number, reason: form["reason"] ?? "")
    },
    deed("comment", "commentChange", Wording("A remark beside a change.", "对变更的意见。"), .known, ["reason"], .commented) {
      desk, number, form in
      _ = try await desk.comment(change: number, text: form["reason"] ?? "")
    },
  ]

  private static func deed(
    _ word: String, _ name: String, _ about: Wording, _ need: PageRoute.Need, _ fields: [String], _ done: Done,
    _ body: @escaping @Sendable (PolicyDesk, Int, FormFields) async throws -> Void
  ) -> PageRoute {
    PageRoute(
      .post, PathTemplate("/changes/{change}/\(word)"), name, about, need: need, parameters: [number], content: .form(fields),
      weight: .heavy
    ) {
      call in
      // Who may not is told so, and not that he should look again.
      if case .right(let right) = need { try call.seat.require(right) }
      let number = Int(call.number("change") ?? 0)
      try await body(PolicyDesk(try call.seat), number, call.form)
      return .seeOther("/changes/\(number)?done=\(done.rawValue)")
    }
  }
}
