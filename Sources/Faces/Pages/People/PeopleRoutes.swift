import Answers
import Desks
import Figures
import HTML
import Portfolio
import Reception
import Schema
import Speech
import Views
import Web

/// People and teams.
enum PeopleRoutes {
  private static let code = RouteParameter("collector", .text(200), Wording("Code.", "工号。"), example: "C0007", in: .path)

  static let all: [Route] = [
    Route(
      .get, "/people", "peoplePage", Wording("Everybody, or a team.", "全部人员或一个小组。"), need: .right(.see),
      parameters: [RouteParameter("team", .text(200), Wording("Only this team.", "只限此小组。"), example: "a")]
    ) { call in
      let seat = try call.seat
      let desk = ReadingDesk(seat)
      let team = call.text("team") ?? seat.actor.team
      let people = try await desk.collectors(team: team, limit: 2_000)
      let (teams, night) = (try await desk.choices().teams, try await LastNight(LastNight.run(desk), desk))
      return call.page(team.map { Wording("Team \($0)", "小组 \($0)") } ?? Wording("People", "人员"), at: .people) {
        call.frame.teamFilter(team, teams)
        call.frame.people(people, night, seat.agency)
      }
    },
    Route(
      .get, "/people/{collector}", "personPage", Wording("One person.", "一位催收员。"), need: .right(.see),
      parameters: [
        code, RouteParameter("from", .day, Wording("Hours from this day on (today).", "自此日起的工时（今日）。"), example: "2026-12-01"),
        Done.parameter,
      ]
    ) { call in
      let seat = try call.seat
      let desk = ReadingDesk(seat)
      let person = try await desk.collector(try call.needed("collector"))
      let run = try await LastNight.run(desk)
      var story: CollectorStory?
      if let run, try await desk.collectorNights(of: run).nights.contains(where: { $0.code == person.code }) {
        story = try await desk.night(of: person.code, run: String(run.id))
      }
      let told = story
      let today = try await desk.today()
      let first = call.text("from").flatMap { Day(iso: $0) } ?? today
      let days = try await HoursDesk(seat).days(of: person.code, from: first, through: first + 13)
      return call.page(
        Wording("Collector \(person.code)", "催收员 \(person.code)"), at: .people, notice: Done.notice(call)
      ) {
        call.frame.person(person, told, seat.agency)
        call.frame.hours(of: person, days, from: first, keys: [Call.newKey(), Call.newKey()])
      }
    },
    Route(
      .get, "/people/{collector}/score", "scorePage", Wording("Load and score of one person, part by part.", "一人的负荷与评分明细。"),
      need: .right(.see), parameters: [code], weight: .heavy
    ) { call in
      let code = try call.needed("collector")
      let scores = try await ScoreDesk(try call.seat, logger: call.logger).scores(run: nil, team: nil, collector: code)
      return call.page(Wording("Hours, load and score of \(code)", "\(code) 的工时、负荷与评分"), at: .people) {
        HTML.p([.class("crumbs")], call.frame.personLink(code))
        call.frame.view(.scores(scores, limit: .max), Wording("Score", "评分"))
      }
    },
  ]
}
