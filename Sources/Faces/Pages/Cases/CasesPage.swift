import Answers
import Desks
import HTML
import Portfolio
import Reception
import Speech
import Views
import Web
import Words

/// The list of cases, as values.
struct CaseList: Sendable {
  var page: CasePage
  /// What the address asks for, without where the page begins.
  var asked: FormFields
  var choices: NameChoices
  /// Whether it begins behind a mark.
  var isLater: Bool
}

extension Frame {
  func cases(_ list: CaseList) -> HTML {
    HTML([filters(list), counted(list), has(.move) ? acting(list) : rows(list), pager(list)])
  }

  /// Every filter stands in the address: a page can be kept and sent.
  private func filters(_ list: CaseList) -> HTML {
    let asked = list.asked
    func named(_ values: [String]) -> [(String, Wording)] { values.map { ($0, Wording(same: $0)) } }
    let all = Wording("all", "全部")
    let statuses: [(String, Wording)] = CaseStatus.allCases.map { ($0.word, Words.status($0)) }
    return HTML.form([.method(.get), .action("/cases"), .class("filters"), .other("aria-label", text("Filters", "筛选"))]) {
      field("case_no", Wording("Case", "案件号"), asked["case_no"])
      choice("client", Wording("Client", "委托方"), named(list.choices.clients), asked["client"], none: all)
      choice("stage", Wording("Stage", "阶段"), named(list.choices.stages), asked["stage"], none: all)
      field("batch", Wording("Batch", "批次"), asked["batch"], list: "batches")
      choice("team", Wording("Team", "小组"), named(list.choices.teams), asked["team"], none: all)
      field("holder", Wording("Holder", "持有人"), asked["holder"], list: "people")
      choice(
        "class", Wording("Class", "类别"), CaseClass.allCases.map { ($0.word, Words.caseClass($0)) }, asked["class"], none: all)
      choice(
        "flag", Wording("Flag", "标记"), CaseFlags.words.map { ($0.word, Words.flag($0.flag) ?? Wording(same: $0.word)) }, asked["flag"],
        none: all)
      choice(
        "in_pool", Wording("Held", "持有"), [("true", Wording("in the pool", "在案件池")), ("false", Wording("by somebody", "有人持有"))],
        asked["in_pool"], none: all)
      choice(
        "unattended", Wording("Nobody at it", "无人处理"), Unattended.allCases.map { ($0.rawValue, unattended($0)) }, asked["unattended"],
        none: all)
      choice(
        "status", Wording("Status", "状态"), statuses + [("all", all)], asked["status"] ?? "open")
      suggestions("people", list.choices.collectors.prefix(500))
      suggestions("batches", list.choices.batches.prefix(500))
      HTML.div([.class("row")], button(Wording("Show", "显示")), link("/cases", say("clear", "清除")))
    }
  }

  /// Why nobody works at them.
  func unattended(_ value: Unattended) -> Wording {
    switch value {
    case .returned: Wording("back in the pool", "退回案件池")
    case .uncovered: Wording("covered by no policy or route", "无策略或路由覆盖")
    case .absent: Wording("with somebody not here today", "持有人今日不在岗")
    }
  }

  /// How many of a kind, as far as they are counted.
  func casesCounted(_ count: Int) -> String { Text.grouped(min(count, CasePage.most)) + (count > CasePage.most ? "+" : "") }

  private func counted(_ list: CaseList) -> HTML {
    HTML.p(
      [.other("role", "status")], HTML.strong(HTML(text: casesCounted(list.page.count))), " ",
      say(Plural.of(list.page.count, "case"), "件案件"))
  }

  private func rows(_ list: CaseList, isChosen: Bool = false) -> HTML {
    let taken = Set(typed?.all("case") ?? [])
    let first: [(Wording, Bool)] = isChosen ? [(Wording("Take", "选"), false)] : []
    return table(
      Wording("Cases", "案件"),
      first + [
        (Wording("Case", "案件号"), false), (Wording("Client", "委托方"), false), (Wording("Stage", "阶段"), false),
        (Wording("Outstanding", "欠款"), true), (Wording("Class", "类别"), false), (Wording("Holder", "持有人"), false),
        (Wording("Since", "自"), false), (Wording("Due back", "退案日"), false), (Wording("Remarks", "备注"), false),
      ],
      list.page.cases.map { shown -> [HTML] in
        let mark = CaseMark(client: shown.client, caseNo: shown.caseNo).text
        let box: [HTML] =
          isChosen
          ? [
            HTML.input([
              .type("checkbox"), .name("case"), .value(mark), .flag("checked", if: taken.contains(mark)),
              .other("aria-label", text("Take case \(shown.caseNo)", "选择案件 \(shown.caseNo)")),
            ])
          ] : []
        return box + [
          caseLink(shown.client, shown.caseNo), HTML(text: shown.client), HTML(text: shown.stage ?? ""),
          HTML(text: "\(Text.amount(shown.outstanding, digits: shown.currency.minorDigits)) \(shown.currency)"), caseClass(shown.caseClass),
          personLink(shown.holder), day(shown.heldSince), day(shown.dueBackOn), remarks(shown),
        ]
      }, none: Wording("No case is like this.", "没有符合条件的案件。"))
  }

  func caseClass(_ value: CaseClass) -> HTML {
    let kinds: [CaseClass: String] = [.cooperative: "ok", .uncooperative: "bad", .abnormal: "warn"]
    return badge(Words.caseClass(value), kinds[value] ?? "")
  }

  private func remarks(_ shown: ShownCase) -> HTML {
    var parts: [HTML] = []
    if shown.status != .open { parts.append(badge(Words.status(shown.status))) }
    if shown.hold != .none { parts.append(badge(Words.hold(shown.hold), "warn")) }
    if let pin = shown.pinnedTo { parts.append(badge(Wording("pinned to \(pin)", "指定给 \(pin)"))) }
    parts += CaseFlags.words.filter { shown.flags.contains($0.flag) }.map { badge(Words.flag($0.flag) ?? Wording(same: $0.word), "bad") }
    return HTML(parts)
  }

  /// Boxes before the rows, and what is done with those that are taken, or with all that match.
  private func acting(_ list: CaseList) -> HTML {
    if list.page.cases.isEmpty { return rows(list) }
    return form("/moves/preview", [.other("aria-label", text("Act on cases", "处理案件"))]) { form in
      form.rows(list, isChosen: true)
      if let kept = form.typed?.filled("cases") {
        hidden("cases", kept)
        HTML.p(
          [.class("soft")],
          say("Those that you had taken are meant, whatever is taken above.", "仍为先前选中的案件，与上面的勾选无关。"), " ",
          link("/cases", say("Take others", "另选案件")))
      }
      for name in CaseQuery.names { hidden(name, list.asked[name]) }
      HTML.div([.class("act")]) {
        HTML.div(
          [.class("wide check")],
          HTML.input([.type("checkbox"), .name("all"), .value("true"), .id("f-all"), .flag("checked", if: form.typed?["all"] != nil)]),
          HTML.label(
            [.for("f-all")],
            say(
              "all that match (\(casesCounted(list.page.count))), not only those taken above",
              "所有符合条件的案件（\(casesCounted(list.page.count))），而不只是上面选中的")))
        form.moveFields()
      }
    }
  }

  /// What is to be done, to whom, until when, and why.
  func moveFields() -> HTML {
    let actions: [HandAction] = [.move, .pin, .unpin, .release, .exclude, .include]
    return HTML([
      choice("action", Wording("What", "操作"), actions.map { ($0.rawValue, Words.handAction($0)) }, nil),
      field("to", Wording("Collector", "催收员"), nil, list: "people"),
      field("until", Wording("Pinned until", "指定至"), nil, type: "date"),
      field("reason", Wording("Reason", "原因"), nil, isNeeded: true), button(Wording("Preview", "预览")),
    ])
  }

  private func pager(_ list: CaseList) -> HTML {
    HTML.nav([.class("pager"), .other("aria-label", text("Pages", "翻页"))]) {
      if list.isLater { link("/cases" + query(list.asked), say("first page", "第一页")) }
      if let next = list.page.next { link("/cases" + query(list.asked.with("after", next.text)), say("next page", "下一页")) }
    }
  }

  private func query(_ fields: FormFields) -> String { fields.fields.isEmpty ? "" : "?" + fields.encoded }
}
