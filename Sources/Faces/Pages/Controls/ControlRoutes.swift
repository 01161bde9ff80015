import Answers
import Deliveries
import Desks
import HTML
import Jobs
import Portfolio
import Reception
import Register
import Schema
import SignIns
import Speech
import Views
import Web
import Webhooks

/// Audit, users, sign-ins, deliveries, and how everything stands.
enum ControlRoutes {
  static let all: [Route] = [
    Route(
      .get, "/audit", "auditPage", Wording("What people and programs did.", "人员和程序的操作。"), need: .right(.audit),
      parameters: [
        RouteParameter("actor", .text(200), Wording("Only by this person.", "只限此人。"), example: "li"),
        RouteParameter("action", .text(200), Wording("Only this action.", "只限此操作。"), example: "move"),
        RouteParameter("since", .day, Wording("Only since this day.", "只限此日以来。"), example: "2026-11-18"), .limit(1_000),
      ]
    ) { call in
      let seat = try call.seat
      let rows = try await AuditDesk(seat).rows(
        actor: call.text("actor"), action: call.text("action"), since: call.text("since").flatMap { Day(iso: $0) },
        limit: call.number("limit").map { Int($0) } ?? 100)
      let (clock, frame) = (try await seat.clock(), call.frame)
      return call.page(Wording("Audit", "审计记录"), at: .audit) {
        frame.doors
        HTML.form([.method(.get), .action("/audit"), .class("filters")]) {
          frame.field("actor", Wording("By", "操作人"), call.text("actor"))
          frame.field("action", Wording("Action", "操作"), call.text("action"))
          frame.field("since", Wording("Since", "自"), call.text("since"), type: "date")
          frame.button(Wording("Show", "显示"))
        }
        frame.tables(.audit(rows, by: clock), Wording("Audit", "审计记录"))
      }
    },
    Route(
      .get, "/audit/seals", "sealsPage", Wording("Every chain and root, computed anew.", "重新计算每条链和根。"), need: .right(.audit), weight: .heavy
    ) { call in
      let found = try await AuditDesk(try call.seat).verify(notes: [], since: nil)
      return call.page(Wording("Seals", "封印"), at: .audit) {
        call.frame.doors
        HTML.div([.class("card")], call.frame.view(.verified(found), Wording("Seals", "封印")))
      }
    },
    Route(.get, "/users", "usersPage", Wording("Users and their roles.", "用户与角色。"), need: .right(.audit)) { call in
      let seat = try call.seat
      let desk = PeopleDesk(seat)
      let (people, tokens, clock) = (try await desk.people(), try await desk.tokens(), try await seat.clock())
      return call.page(Wording("Users and roles", "用户与角色"), at: .audit) {
        call.frame.doors
        call.frame.view(.users(people), Wording("Users", "用户"))
        call.frame.part(Wording("Tokens", "令牌")) { call.frame.view(.tokens(tokens, by: clock), Wording("Tokens", "令牌")) }
        HTML.p(
          [.class("soft")],
          call.frame.say(
            "The owner of the database adds people: allot user add NAME --role ROLE.", "用户由数据库所有者添加：allot user add NAME --role ROLE。"))
      }
    },
    Route(
      .get, "/sign-ins", "signInsPage", Wording("Sign-ins: one's own, and everybody's for auditors.", "登录：本人的；审计员可见所有人的。"), need: .known,
      parameters: [Done.parameter]
    ) { call in
      let seat = try call.seat
      let desk = SignInDesk(seat)
      let (own, clock) = (try await desk.own(limit: 50), try await seat.clock())
      let others = seat.actor.has(.audit) ? try await desk.all(limit: 200).filter { $0.person != seat.actor.name } : []
      return call.page(Wording("Sign-ins", "登录"), at: seat.actor.has(.audit) ? .audit : nil, notice: Done.notice(call)) {
        if seat.actor.has(.audit) { call.frame.doors }
        HTML.p(call.frame.link("/second-factor", call.frame.say("Your password and second factor", "本人的密码与第二因素")))
        call.frame.part(Wording("Your own", "本人的登录")) { call.frame.signIns(own, current: call.visitor.signIn, clock) }
        if !others.isEmpty { call.frame.part(Wording("Everybody's", "其他人的登录")) { call.frame.signIns(others, current: nil, clock) } }
      }
    },
    Route(
      .post, "/sign-ins/{sign_in}/end", "endSignInHere", Wording("End a sign-in.", "结束一次登录。"), need: .known,
      parameters: [.number("sign_in", Wording("Its number.", "编号。"))], content: .form([])
    ) { call in
      try await SignInDesk(try call.seat).end(call.number("sign_in") ?? 0)
      call.forgetVisitors()
      return .seeOther("/sign-ins?done=ended")
    },
    Route(
      .get, "/deliveries", "deliveriesPage", Wording("Reports on their way, and webhooks.", "报告投递与 Webhook 订阅。"),
      need: .either(.audit, .import),
      parameters: [.limit(500), Done.parameter]
    ) { call in
      let seat = try call.seat
      // Who looks after other programs sees what they are told, and no reports.
      let found = seat.actor.has(.audit) ? try await DeliveryDesk.at(seat).list(limit: call.limit) : nil
      let hooks = try await HookDesk(seat).list()
      let clock = try await seat.clock()
      return call.page(Wording("Deliveries", "投递"), at: found == nil ? .data : .audit, notice: Done.notice(call)) {
        if let found {
          call.frame.doors
          call.frame.view(.deliveries(found, limit: .max, by: clock), Wording("Deliveries", "投递"))
        }
        call.frame.webhooks(hooks, clock)
      }
    },
    Route(.get, "/status", "statusPage", Wording("How the agency stands.", "机构状态。"), need: .right(.see)) { call in
      let seat = try call.seat
      let condition = try await ReadingDesk(seat).condition(invariants: false)
      let clock = try await seat.clock()
      let jobs = call.jobs.all(of: Job.Owner(seat)).filter { !$0.state.isEnded }
      return call.page(Wording("Status", "状态"), at: .status) {
        call.frame.ownJobs(jobs, clock)
        HTML.div([.class("card")], call.frame.view(.condition(condition, of: seat.agency, by: clock), Wording("Status", "状态")))
        HTML.p(
          [.class("soft")], call.frame.say("For machines: ", "供机器读取："), call.frame.link("/readyz", "/readyz"), " · ",
          call.frame.link("/metrics", "/metrics"))
      }
    },
  ]
}

extension Frame {
  /// From one page of the controls to the others.
  fileprivate var doors: HTML {
    let all = [
      ("/audit", say("Audit", "审计记录")), ("/audit/seals", say("Seals", "封印")), ("/users", say("Users", "用户")),
      ("/sign-ins", say("Sign-ins", "登录")), ("/deliveries", say("Deliveries", "投递")), ("/orders", say("Moves by hand", "人工调案")),
    ]
    return HTML.nav([.class("pager"), .other("aria-label", text("Controls", "审计"))], HTML(all.map { link($0, $1) }))
  }

  private func way(_ way: SignInWay) -> Wording {
    switch way {
    case .token: Wording("token", "令牌")
    case .password: Wording("password", "密码")
    case .link: Wording("link", "链接")
    }
  }

  fileprivate func signIns(_ signIns: [SignIn], current: Int64?, _ clock: WallClock) -> HTML {
    table(
      Wording("Sign-ins", "登录"),
      [
        (Wording("By", "用户"), false), (Wording("Way", "方式"), false), (Wording("Since (\(clock.name))", "自（\(clock.name)）"), false),
        (Wording("Last seen", "最近"), false), (Wording("State", "状态"), false), (.none, false),
      ],
      signIns.map { one -> [HTML] in
        let isOpen = one.endedAt == nil
        return [
          HTML(text: one.person), say(way(one.way)), HTML(text: Text.time(one.createdAt, by: clock)),
          HTML(text: Text.time(one.lastSeenAt, by: clock)),
          one.id == current
            ? badge(Wording("this one", "当前"), "ok") : isOpen ? badge(Wording("open", "有效")) : badge(Wording("ended", "已结束")),
          isOpen && one.id != current && (one.person == actor?.name || has(.administer))
            ? form("/sign-ins/\(one.id)/end", [.class("inline")]) { button(Wording("End it", "结束")) } : .empty,
        ]
      }, none: Wording("None.", "无。"))
  }
}
