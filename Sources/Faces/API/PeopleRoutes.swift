import Answers
import Desks
import Reception
import Speech
import Web

/// Collectors: what they hold, and what a run gave them.
enum PeopleRoutes {
  static let collector = RouteParameter("collector", .text(200), Wording("Code.", "编号。"), example: "C0007", in: .path)
  static let team = RouteParameter("team", .text(200), Wording("Only this team.", "只限此小组。"), example: "a")

  static let all: [Route] = [
    Route(
      .get, "/v1/collectors", "listCollectors", Wording("Collectors and what they hold.", "催收员及其持有的案件。"), need: .right(.see),
      parameters: [team, .limit(10_000)], replies: [.init(200, Wording("Collectors.", "催收员。"), shape: "allot show collectors")]
    ) { call in
      let people = try await ReadingDesk(try call.seat).collectors(team: call.text("team"), limit: call.limit)
      return call.answer(.collectors(people, of: try call.seat.agency, limit: call.limit))
    },
    Route(
      .get, "/v1/collectors/{collector}/night", "explainCollector",
      Wording("What one person got of a run, and why so few or so many.", "一次运行分给此人什么，为何这么少或这么多。"), need: .right(.see),
      parameters: [collector, CaseRoutes.run], replies: [.init(200, Wording("The person's night.", "此人的一夜。"), shape: "allot explain (2)")]
    ) { call in
      let story = try await ReadingDesk(try call.seat).night(of: call.needed("collector"), run: call.text("run") ?? "latest")
      return call.answer(.night(story, call.language))
    },
    Route(
      .get, "/v1/scores", "listScores",
      Wording("Time used and scheduled, saturation, score, caps and room, with every part.", "已用和排班工时、饱满度、评分值、上限和余量及其每个部分。"),
      need: .right(.see),
      parameters: [
        team, RouteParameter("collector", .text(200), Wording("Only this collector.", "只限此催收员。"), example: "C0007"),
        RouteParameter(
          "run", .text(40), Wording("As that run saw them; tonight's where none is named.", "该次运行所见；不写则为今晚。"), example: "latest"),
        .limit(10_000),
      ], replies: [.init(200, Wording("Scores.", "评分。"), shape: "allot show collectors (3)")], weight: .heavy
    ) { call in
      let desk = ScoreDesk(try call.seat, logger: call.logger)
      let scores = try await desk.scores(run: call.text("run"), team: call.text("team"), collector: call.text("collector"))
      return call.answer(.scores(scores, limit: call.limit))
    },
  ]
}
