import Answers
import Desks
import Figures
import HTML
import Portfolio
import Register
import Runs
import Schema
import Speech
import Views
import Words

/// The first page: what a person's role asks for, as values.
struct Now: Sendable {
  /// The night that stands, with its figures; nil before the first.
  var night: (run: ShownRun, figures: Figures)?
  var condition: AgencyCondition?
  /// Changes of policy that are still to be decided.
  var changes: [PolicyDesk.Shown] = []
  /// Moves that wait for a second person.
  var orders: [ShownOrder] = []
  /// Moves that were carried out since the night.
  var moved: [ShownOrder] = []
  /// Of a lead's team, or of everybody.
  var team: TeamToday?
  /// How many open cases nobody works at; of a lead, those with people, of his team. Empty where nobody is told.
  var unattended: [(why: Unattended, count: Int)] = []
  var controls: Controls?
  var today: Day

  struct TeamToday: Sendable {
    /// nil: everybody.
    var name: String?
    var people: [ShownCollector]
    /// The last night, and by code what it gave and took.
    var night: LastNight?
  }
  struct Controls: Sendable {
    var rows: [ShownAudit]
    var tallies: [HandTally]
    var since: Day
  }
}

extension Frame {
  func now(_ now: Now, _ agency: Agency, _ clock: WallClock) -> HTML {
    HTML([
      now.condition.map { morning(now, $0, clock) } ?? .empty, now.team.map { team($0, now, agency) } ?? .empty,
      now.controls.map { controls($0, now, clock) } ?? .empty,
    ])
  }

  // MARK: Manager

  private func morning(_ now: Now, _ condition: AgencyCondition, _ clock: WallClock) -> HTML {
    HTML([
      part(Wording("Tonight and this morning", "今晚与今晨")) {
        if let (run, figures) = now.night {
          HTML.p([.class("lead")], say(NightSentence.of(figures)))
          HTML.p(
            link("/nights/\(run.id)", say("The night of \(run.key.slot)", "\(run.key.slot) 的夜间分案")), " · ",
            link("/nights/\(run.id)/report", say("its report", "报告")))
          flags(RedFlag.all(figures))
        } else {
          HTML.p([.class("lead")], say("No night has been published yet.", "尚未发布过夜间分案。"))
        }
      },
      part(Wording("Waits for a person", "待人处理")) { HTML([waiting(now, condition), unattended(now, team: nil)]) },
      part(Wording("Since the night", "夜间分案之后")) { since(now, condition, clock) },
      part(Wording("The coming night", "下一晚")) { coming(now, condition) },
    ])
  }

  func flags(_ flags: [RedFlag]) -> HTML {
    if flags.isEmpty { return HTML.p([.class("calm")], say("No red flags.", "无红旗事项。")) }
    return HTML.ul([.class("flags")]) {
      for flag in flags { HTML.li([flag.grave ? .class("grave") : nil], say(flag.text)) }
    }
  }

  private func waiting(_ now: Now, _ condition: AgencyCondition) -> HTML {
    let undecided = now.changes.filter { $0.change.state.isOpen }
    if condition.waiting.isEmpty, undecided.isEmpty, now.orders.isEmpty, condition.stops.isEmpty {
      return HTML.p([.class("calm")], say("Nothing waits.", "无待处理事项。"))
    }
    return HTML.ul([.class("flags")]) {
      for run in condition.waiting { HTML.li([.class("grave")], link("/nights/\(run.id)", say(run.title))) }
      for order in now.orders {
        HTML.li(
          link(
            "/orders/\(order.id)",
            say(
              "Move \(order.id) by \(order.askedBy): \(Text.count(order.cases, "case")), waits for a second person",
              "\(order.askedBy) 的调案单 \(order.id)：\(Text.grouped(order.cases)) 件，待另一人复核")))
      }
      for shown in undecided {
        HTML.li(
          link(
            "/changes/\(shown.change.number)",
            say(
              "Change \(shown.change.number) of policy by \(shown.change.authors.joined(separator: ", ")), \(Text.count(shown.missing, "more person has", "more people have")) to agree",
              "\(shown.change.authors.joined(separator: "、")) 的策略变更 \(shown.change.number)，还须 \(shown.missing) 人同意")))
      }
      for stop in condition.stops {
        HTML.li(
          say(
            "Emergency stop \(stop.number) by \(stop.by): \(stop.reason)", "紧急停办 \(stop.number)（\(stop.by)）：\(stop.reason)"))
      }
    }
  }

  /// Cases at which nobody works, with where they are listed. `team`: whose people's cases the last count is of.
  private func unattended(_ now: Now, team: String?) -> HTML {
    if now.unattended.isEmpty { return .empty }
    return HTML.ul([.class("tiles")]) {
      for (why, count) in now.unattended {
        tile(
          unattended(why), casesCounted(count),
          Address.of("/cases", query: [("unattended", why.rawValue), ("team", why == .absent ? team : nil)]), isUnusual: count > 0)
      }
    }
  }

  private func since(_ now: Now, _ condition: AgencyCondition, _ clock: WallClock) -> HTML {
    let health = condition.health
    return HTML([
      HTML.ul([.class("tiles")]) {
        tile(
          Wording("arrived, not dealt yet", "新到未分"), Text.grouped(health.pendingArrivals), "/cases?in_pool=true",
          isUnusual: health.pendingArrivals > 0)
        tile(Wording("with people", "在手案件"), Text.grouped(health.casesWithPeople), "/cases?in_pool=false")
        tile(Wording("moved by hand", "人工调案"), Text.grouped(now.moved.reduce(0) { $0 + $1.cases }), "/orders")
        tile(
          Wording("rows of files refused", "文件中被拒行"), Text.grouped(health.rejectedRows), "/data?refused=true",
          isUnusual: health.rejectedRows > 0)
        tile(
          Wording("rows refused in the inbox, until they are mended", "收件表中待改正的被拒行"), Text.grouped(health.rejectedInbox), "/data#inbox",
          isUnusual: health.rejectedInbox > 0)
        tile(
          Wording("runs that failed", "失败的运行"), Text.grouped(health.failedSince), "/nights", isUnusual: health.failedSince > 0)
      },
      table(
        Wording("Last files", "最近文件"),
        [(Wording("feed", "数据"), false), (Wording("last loaded (\(clock.name))", "最近导入（\(clock.name)）"), false)],
        health.lastImports.map { [say(Words.feed($0.feed)), HTML(text: Text.time($0.at, by: clock))] },
        none: Wording("No file has been loaded yet.", "尚未导入任何文件。")),
      HTML.p([.class("soft")], say(Self.left)),
    ])
  }

  /// What is not told here yet, said rather than silently missing.
  static let left = Wording(
    "Not here yet, since nothing is on record: call-backs, covers, contact budgets, idle spells of the day.",
    "暂未列出（尚无相应数据）：约定回访、代管、联系额度、当日空闲时段。")

  private func coming(_ now: Now, _ condition: AgencyCondition) -> HTML {
    let ahead = condition.ahead.map { say($0.title) }
    return HTML([
      HTML.p(
        say(
          "Today is \(now.today). The coming night deals \(Text.count(condition.health.pendingArrivals, "case")) that arrived, and whatever comes until then.",
          "今天是 \(now.today)。下一晚将分配新到的 \(Text.grouped(condition.health.pendingArrivals)) 件以及此前到达的案件。")),
      HTML(ahead.map { HTML.p($0) }), HTML(condition.calendar.map { HTML.p(say(Words.calendar($0))) }),
      condition.unreadable.map { HTML.p([.class("fault")], say($0)) } ?? .empty,
    ])
  }

  // MARK: Lead

  private func team(_ team: Now.TeamToday, _ now: Now, _ agency: Agency) -> HTML {
    let title = team.name.map { Wording("Team \($0) today", "小组 \($0) 今日") } ?? Wording("Everybody today", "全员今日")
    return part(title) {
      HTML.p(
        link(
          Address.of("/cases", query: [("team", team.name), ("in_pool", team.name == nil ? "false" : nil)]), say("Their cases", "在手案件")),
        " · ",
        link("/cases?in_pool=true", say("The pool", "案件池")))
      // Whoever is a manager as well has read it above, of everybody.
      now.condition == nil ? unattended(now, team: team.name) : .empty
      people(team.people, team.night, agency)
    }
  }

  // MARK: Auditor

  private func controls(_ controls: Now.Controls, _ now: Now, _ clock: WallClock) -> HTML {
    HTML([
      part(Wording("Controls", "控制")) {
        HTML.p(
          link("/audit", say("Audit", "审计记录")), " · ", link("/audit/seals", say("Check the seals", "校验封印")), " · ",
          link("/users", say("Users", "用户")), " · ", link("/sign-ins", say("Sign-ins", "登录")), " · ",
          link("/deliveries", say("Deliveries", "投递")), " · ", link("/status", say("Status", "状态")))
        HTML.h3(say("Moves by hand since \(controls.since)", "自 \(controls.since) 起的人工调案"))
        tables(.tallies(controls.tallies, since: controls.since), Wording("Moves by person", "按人统计"))
        if controls.tallies.isEmpty { HTML.p([.class("soft")], say("none", "无")) }
      },
      part(Wording("Done last", "最近操作")) { tables(.audit(controls.rows, by: clock), Wording("Audit", "审计记录")) },
    ])
  }
}
