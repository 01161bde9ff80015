package import Desks
import Figures
import Portfolio
package import Schema
import Speech
package import Views
import Wire
import Words

extension Answer {
  /// How an agency stands, and what is wrong; times are those of the agency's clock.
  package static func condition(_ condition: AgencyCondition, of agency: Agency, by clock: WallClock) -> Answer {
    let health = condition.health
    return Answer([
      "agency": .string(agency.code), "last_run": JSON(health.lastPublished?.id),
      "waiting": .array(condition.waiting.map { .integer($0.id) }), "ahead": .array(condition.ahead.map { .integer($0.id) }),
      "failed_since": JSON(health.failedSince), "pending_arrivals": JSON(health.pendingArrivals),
      "inbox_rejected": JSON(health.rejectedInbox), "not_sealed": JSON(health.outboxWaiting),
      "last_imports": .object(health.lastImports.map { ($0.feed.rawValue, .string(Text.time($0.at) + "Z")) }),
      "blocked_calls": .object(health.blocked.map { ($0.source, JSON($0.calls)) }),
      "lease": JSON(health.lease.flatMap { $0.isExpired ? nil : $0.owner }),
      "unreconciled_run": JSON(condition.unreconciled?.run),
      "unreconciled": .array((condition.unreconciled?.faults ?? []).map { .string($0.en) }),
      "invariants": .object(condition.invariants.map { ($0.view, JSON($0.violations)) }), "violations": JSON(condition.violations),
      "calendar": .array(condition.calendar.map(json)), "unreadable": JSON(condition.unreadable?.en),
      "stops": .array(condition.stops.map(json)),
      "policy_directory": .array(condition.directory.map { .string($0.en) }),
      "unreachable_readers": .array(condition.unreachable.map { .string($0.en) }),
    ]) { lines(condition, of: agency, clock, $0).joined(separator: "\n") + "\n" }
  }

  /// A year whose working days are not sure.
  static func json(_ remark: CalendarRemark) -> JSON {
    ["year": JSON(remark.year), "certainty": .string(remark.certainty.rawValue), "client": JSON(remark.client)]
  }

  private static func lines(_ condition: AgencyCondition, of agency: Agency, _ clock: WallClock, _ style: AnswerStyle) -> [String] {
    let health = condition.health
    var lines: [String] = []
    func add(_ en: String, _ zh: String) { lines.append(style.say(en, zh)) }
    add(
      "agency \(agency.code): \(Text.count(health.collectors, "collector")), \(Text.count(health.casesWithPeople, "case")) with people",
      "机构 \(agency.code)：催收员 \(Text.grouped(health.collectors)) 人，在催收员手中 \(Text.grouped(health.casesWithPeople)) 件")
    if let run = health.lastPublished { add("last published: \(run.title.en)", "最近发布：\(run.title.zh)") }
    if let lease = health.lease, !lease.isExpired {
      add("lease: held by \(lease.owner), fence \(lease.fence)", "租约：由 \(lease.owner) 持有，栅栏号 \(lease.fence)")
    }
    if health.failedSince > 0 {
      add(
        "failed since then: \(Text.count(health.failedSince, "run")); see: allot show runs",
        "此后失败：\(Text.grouped(health.failedSince)) 次运行；请查看：allot show runs")
    }
    if health.pendingArrivals > 0 {
      add(
        "arrived and not dealt yet: \(Text.count(health.pendingArrivals, "case"))",
        "新到尚未分案：\(Text.grouped(health.pendingArrivals)) 件")
    }
    if health.rejectedInbox > 0 {
      let rows = health.rejectedInbox
      add(
        "refused in the inbox: \(Text.count(rows, "row")), each with its reason (column rejected of allot.inbox)",
        "收件表中被拒收：\(Text.grouped(rows)) 行，原因见 allot.inbox 的 rejected 列")
    }
    if health.outboxWaiting > 0 {
      add(
        "not numbered and sealed yet: \(Text.count(health.outboxWaiting, "row")) of the outbox",
        "尚未编号封存：外发消息 \(Text.grouped(health.outboxWaiting)) 行")
    }
    if !health.lastImports.isEmpty {
      let feeds = health.lastImports.map { "\(style.say($0.feed.rawValue, Words.feed($0.feed).zh)) \(Text.time($0.at, by: clock))" }
      add("last imports (\(clock.name)): ", "最近导入（\(clock.name)）：")
      lines[lines.count - 1] += style.clauses(feeds)
    }
    if !health.blocked.isEmpty {
      let sources = style.list(health.blocked.map { "\($0.source) \(Text.grouped(Int($0.calls)))" })
      add(
        "calls that carriers refused for the number that calls, in \(TalkFigures.unmappedDays) days: \(sources); no evidence about debtors, have that number looked at",
        "近 \(TalkFigures.unmappedDays) 天因主叫号码被运营商拦截的呼叫：\(sources)；不作为债务人的依据，请检查该外显号码")
    }
    for stop in condition.stops { lines.append(style.say(told(stop, clock))) }
    for reader in condition.unreachable { add("report: \(reader.en)", "报告：\(reader.zh)") }
    for problem in condition.directory { add("policy directory: \(problem.en)", "策略目录：\(problem.zh)") }
    for run in condition.waiting {
      let why = BrakeText.sentences(run.tripped, stored: run.brakes, style.language).joined(separator: style.say("; ", "；"))
      add(
        "waits for a person: run \(run.id) of \(run.key.slot) (\(why)); look: allot show assignments \(run.id)",
        "待人工放行：\(run.key.slot) 的运行 \(run.id)（\(why)）；请查看：allot show assignments \(run.id)")
    }
    for run in condition.ahead {
      add(
        "published for a day to come: run \(run.id) of \(run.key.slot); that slot is used up",
        "已为将来日期发布：\(run.key.slot) 的运行 \(run.id)；该日已用过")
    }
    if let fault = condition.unreadable { lines.append(style.say(fault)) }
    for remark in condition.calendar { lines.append(style.say(Words.calendar(remark))) }
    if let (run, faults) = condition.unreconciled {
      add("since run \(run):", "自运行 \(run) 起：")
      lines += RunReport.unreconciled(faults, "  ", style)
    }
    for invariant in condition.invariants {
      let found = invariant.violations == 0 ? "" : style.say(": ", "：") + String(invariant.violations)
      lines.append(
        (invariant.violations == 0 ? style.say("holds    ", "符合  ") : style.say("VIOLATED ", "违反  ")) + " " + invariant.view + found)
      lines += invariant.examples.map { "  \($0)" }
    }
    return lines
  }
}
