import Desks
import Figures
import HTML
import Jobs
import Portfolio
import Reception
import Register
import Runs
import Schema
import Speech
import Views
import Web

/// The first page.
struct NowRoutes: Sendable {
  let shelf: FigureShelf
  let program: String

  var all: [Route] {
    [
      Route(.get, "/", "firstPage", Wording("What one's role asks for.", "按角色显示的首页。"), need: .known) { call in
        let seat = try call.seat
        let now = try await look(seat)
        let (frame, clock) = (call.frame, try await seat.clock())
        let jobs = call.jobs.all(of: Job.Owner(seat))
        return call.page(Wording("Now", "今日"), at: .now) {
          frame.ownJobs(jobs, clock)
          frame.now(now, seat.agency, clock)
          if !seat.actor.has(.see) {
            HTML.p(frame.say("You have no role yet: ask whoever adds users.", "您还没有角色：请联系用户管理者。"))
          }
        }
      }
    ]
  }

  private func look(_ seat: Seat) async throws -> Now {
    let (actor, desk) = (seat.actor, ReadingDesk(seat))
    guard actor.has(.see) else { return Now(today: .none) }
    var now = Now(today: try await desk.today())
    let isManager = actor.isOwner || !actor.roles.isDisjoint(with: [.manager, .approver])
    let night = try await LastNight.run(desk)
    if isManager || actor.roles.contains(.integrator) {
      now.condition = try await desk.condition(invariants: false)
      if let night { now.night = (night, try await shelf.figures(of: night, at: seat, program: program)) }
      now.changes = try await PolicyDesk(seat).open()
      now.orders = try await MoveDesk(seat).waiting()
      let since = night?.publishedAt
      now.moved = try await desk.orders(.done, limit: 200).filter { order in
        guard let since, let at = order.decidedAt else { return true }
        return at > since
      }
    }
    if actor.roles.contains(.lead) {
      let people = try await desk.collectors(team: actor.team, limit: 1_000)
      now.team = Now.TeamToday(name: actor.team, people: people, night: try await LastNight(night, desk))
    }
    if now.condition != nil || now.team != nil {
      for why in Unattended.allCases {
        var filter = CaseFilter()
        (filter.unattended, filter.team) = (why, now.condition == nil && why == .absent ? actor.team : nil)
        now.unattended.append((why, try await desk.count(filter)))
      }
    }
    if actor.roles.contains(.auditor) {
      let (since, tallies) = try await desk.tallies(since: nil)
      now.controls = Now.Controls(
        rows: try await AuditDesk(seat).rows(actor: nil, action: nil, since: nil, limit: 20), tallies: tallies, since: since)
    }
    return now
  }
}
