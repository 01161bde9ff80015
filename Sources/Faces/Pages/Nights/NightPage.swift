import Answers
import Desks
import Figures
import HTML
import Portfolio
import Runs
import Schema
import Speech
import Views
import Web
import Words

/// A run as its page shows it, as values.
struct RunShown: Sendable {
  var run: ShownRun
  /// nil unless it waits.
  var plan: WaitingPlan?
  var nights: [CollectorNight]
  var decisions: [ShownDecision]
  var names: ReasonNames
  /// What the address asks for.
  var kind: String?
  var collector: String?
  var limit: Int
  /// Keys of the forms on the page.
  var keys: [String]
}

extension Frame {
  /// Runs, the latest first.
  func runs(_ runs: [ShownRun], _ clock: WallClock) -> HTML {
    table(
      Wording("Runs", "运行"),
      [
        (Wording("Run", "运行"), true), (Wording("Day", "日期"), false), (Wording("Kind", "类型"), false), (Wording("State", "状态"), false),
        (Wording("Open", "在案"), true), (Wording("Assigned", "分出"), true), (Wording("Moved", "换手"), true), (Wording("Recalled", "收回"), true),
        (Wording("Held", "停催"), true), (Wording("Found nobody", "未分出"), true),
        (Wording("Published (\(clock.name))", "发布（\(clock.name)）"), false),
        (.none, false),
      ],
      runs.map { run -> [HTML] in
        let counts = [run.openCases, run.assigned, run.moved, run.recalled, run.held, run.unassigned]
        let isCounted = run.publishedAt != nil || run.state == .waiting
        return [link("/nights/\(run.id)", HTML(text: String(run.id))), day(run.key.slot), say(Words.runKind(run.key.kind)), state(run)]
          + counts.map { isCounted ? HTML(text: Text.grouped($0)) : .empty } + [
            HTML(text: run.publishedAt.map { Text.time($0, by: clock) } ?? ""),
            isCounted ? link("/nights/\(run.id)/report", say("report of run \(run.id)", "运行 \(run.id) 的报告")) : HTML(text: run.error ?? ""),
          ]
      }, none: Wording("No run yet.", "还没有运行。"))
  }

  private func state(_ run: ShownRun) -> HTML {
    switch run.state {
    case .published: badge(run.standing, run.isTakenBack ? "warn" : "ok")
    case .waiting: badge(run.standing, "bad")
    default: badge(run.standing, "warn")
    }
  }

  func run(_ shown: RunShown, _ clock: WallClock) -> HTML {
    let run = shown.run
    return HTML([
      HTML.p(state(run), " ", run.times(by: clock).map(say) ?? .empty),
      shown.plan.map { waiting($0, shown) } ?? .empty,
      HTML.ul([.class("tiles")]) {
        tile(Wording("open cases", "在案"), Text.grouped(run.openCases))
        tile(Wording("assigned", "分出"), Text.grouped(run.assigned))
        tile(Wording("moved", "换手"), Text.grouped(run.moved))
        tile(Wording("recalled", "收回"), Text.grouped(run.recalled))
        tile(Wording("held", "停催"), Text.grouped(run.held))
        tile(Wording("found nobody", "未分出"), Text.grouped(run.unassigned))
        tile(Wording("left out at the publish", "发布时除外"), Text.grouped(run.lost))
      },
      HTML.p(
        link("/nights/\(run.id)/report", say("The report", "报告")), " · ",
        link("/nights/\(run.id)/report.xlsx", say("as a workbook", "工作簿")), " · ",
        say("policies: ", "策略："), HTML(text: run.policies.joined(separator: text(", ", "、")))),
      form("/nights/\(run.id)/report", [.class("inline")]) {
        HTML.button([.type("submit"), .class("plain")], say("Make the workbook in the background", "在后台生成工作簿"))
      },
      run.error.map { HTML.p([.class("fault")], HTML(text: $0)) } ?? .empty,
      part(Wording("Collectors", "催收员"), "collectors") { nights(shown.nights) },
      part(Wording("Decisions", "决定"), "decisions") { decisions(shown) },
      run.state == .published && run.undoes == nil && !run.isTakenBack && has(.approve) ? takeBack(run) : .empty,
    ])
  }

  // MARK: A plan that waits

  private func waiting(_ plan: WaitingPlan, _ shown: RunShown) -> HTML {
    let told = WaitingPlanText(run: shown.run.id, slot: shown.run.key.slot, plan: plan)
    return part(Wording("Waiting, not in force", "待放行，未生效")) {
      HTML.p([.class("fault")], say(told.headline))
      HTML.h3(say("What the brake saw", "刹车所见"))
      HTML.ul { for line in told.brakes(language) { HTML.li(HTML(text: line)) } }
      HTML.div([.class("lines")]) { for line in told.drivers(language) { HTML.p(HTML(text: line)) } }
      if has(.approve) {
        HTML.div([.class("columns")]) {
          for (action, key) in zip(told.actions.filter { $0.word != "change_limit" }, shown.keys) { ending(action, shown.run, key) }
        }
      }
    }
  }

  private func ending(_ action: WaitingPlanText.Action, _ run: ShownRun, _ key: String) -> HTML {
    let isRelease = action.word == "release"
    let name = isRelease ? Wording("Release", "放行") : Wording("Discard", "放弃")
    return form("/nights/\(run.id)/\(action.word)", [.class("card")]) { form in
      HTML.h3(say(name))
      HTML.p(say(action.effect))
      hidden("key", key)
      HTML.div([.class("row")]) {
        form.field("reason", Wording("Reason", "原因"), nil, isNeeded: true, id: "f-\(action.word)")
        button(name, isGrave: !isRelease)
      }
    }
  }

  private func takeBack(_ run: ShownRun) -> HTML {
    part(Wording("Take it back", "撤销"), "undo") {
      form("/nights/\(run.id)/undo/preview", [.class("act")]) { form in
        form.field("client", Wording("Only this client", "只限此委托方"), nil)
        form.field("team", Wording("Only this team", "只限此小组"), nil)
        form.field("reason", Wording("Reason", "原因"), nil, isNeeded: true)
        button(Wording("Preview", "预览"))
      }
    }
  }

  /// What taking a run back would do, and the question.
  func undo(_ run: ShownRun, _ report: UndoReport, _ fields: [(String, String)], key: String) -> HTML {
    HTML([
      HTML.div([.class("card")], view(.undone(run.id, report, isDry: true), Wording("Taking back", "撤销"))),
      report.counts.back > 0
        ? form("/nights/\(run.id)/undo", [.class("row")]) {
          for (name, value) in fields { hidden(name, value) }
          hidden("key", key)
          button(Wording("Take it back", "撤销"), isGrave: true)
          link("/nights/\(run.id)", say("leave it", "放弃"))
        } : HTML.p([.class("fault")], say("Nothing is left to take back.", "已没有可撤销的案件。")),
    ])
  }

  // MARK: Tables

  private func nights(_ nights: [CollectorNight]) -> HTML {
    table(
      Wording("What it gave everybody", "各人所得"),
      [
        (Wording("Code", "工号"), false), (Wording("Before", "分案前"), true), (Wording("New", "新案"), true),
        (Wording("of them moved", "其中换手"), true),
        (Wording("Taken", "离手"), true), (Wording("After", "分案后"), true), (Wording("Room before", "分案前名额"), true),
        (Wording("Room after", "分案后名额"), true), (Wording("State", "状态"), false),
      ],
      nights.map { night -> [HTML] in
        [personLink(night.code)]
          + [night.before, night.got, night.ofThemMoved, night.taken, night.after, night.room, night.headroom].map {
            HTML(text: Text.grouped($0))
          }
          + [night.closedBy == .open ? .empty : badge(Words.closed(night.closedBy))]
      })
  }

  private func kind(_ decision: ShownDecision) -> HTML {
    let word = say(Words.decision(decision.kind))
    return decision.isLost ? word + " " + badge(Wording("planned, not done", "已计划，未执行"), "warn") : word
  }

  /// Who has the case behind the run: what was not given to anybody stays where it was.
  private func goal(_ decision: ShownDecision) -> HTML {
    switch decision.kind {
    case .held, .unassigned: HTML.span([.class("soft")], decision.from == nil ? say("stays in the pool", "留在案件池") : say("stays", "不变"))
    case .assigned, .moved, .recalled: personLink(decision.to)
    }
  }

  private func decisions(_ shown: RunShown) -> HTML {
    let kinds: [DecisionKind] = DecisionKind.allCases
    return HTML([
      HTML.form([.method(.get), .action("/nights/\(shown.run.id)"), .class("filters")]) {
        choice("kind", Wording("Decision", "决定"), kinds.map { ($0.word, Words.decision($0)) }, shown.kind, none: Wording("all", "全部"))
        field("collector", Wording("Collector", "催收员"), shown.collector)
        button(Wording("Show", "显示"))
      },
      table(
        Wording("Decisions", "决定"),
        [
          (Wording("Case", "案件号"), false), (Wording("Client", "委托方"), false), (Wording("Amount", "金额"), true),
          (Wording("Class", "类别"), false),
          (Wording("Decision", "决定"), false), (Wording("From", "由"), false), (Wording("To", "至"), false), (Wording("Because", "原因"), false),
        ],
        shown.decisions.map { decision -> [HTML] in
          [
            caseLink(decision.client, decision.caseNo), HTML(text: decision.client),
            HTML(text: Text.amount(decision.amount, digits: decision.currency.minorDigits)), caseClass(decision.caseClass),
            kind(decision), personLink(decision.from), goal(decision),
            HTML(text: ReasonText.sentence(decision.reason, shown.names, language)),
          ]
        }, none: Wording("No decision is like this.", "没有符合条件的决定。")),
      shown.decisions.count == shown.limit
        ? HTML.p([.class("soft")], say("The first \(shown.limit); narrow them down.", "仅列前 \(shown.limit) 条，请缩小范围。")) : .empty,
    ])
  }
}
