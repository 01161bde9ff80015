import Desks
import HTML
import Jobs
import Reception
import Schema
import Speech
import Web

/// One's own long work.
enum JobRoutes {
  /// Seconds until a page of what is under way is asked for again.
  static let pause = 2
  private static let job = RouteParameter(
    "job", .text(64), Wording("Which job.", "哪个任务。"), example: "0123abcd-0123456789abcdef01234567", in: .path)

  static let all: [Route] = [
    Route(.get, "/jobs", "jobsPage", Wording("One's own jobs.", "自己的任务。"), need: .known) { call in
      let seat = try call.seat
      let (jobs, clock) = (call.jobs.all(of: Job.Owner(seat)), try await seat.clock())
      let page = call.page(Wording("Your jobs", "我的任务"), at: .now) { call.frame.jobs(jobs, clock) }
      return jobs.allSatisfy(\.state.isEnded) ? page : again(page)
    },
    Route(.get, "/jobs/{job}", "jobPage", Wording("How far a job is.", "任务进度。"), need: .known, parameters: [job]) { call in
      let found = try call.job(call.needed("job"))
      let clock = try await call.seat.clock()
      let page = call.page(found.what, at: .now) { call.frame.job(found, clock) }
      return found.state.isEnded ? page : again(page)
    },
    Route(
      .get, "/jobs/{job}/answer", "jobAnswer", Wording("What a job made.", "任务的结果。"), need: .known, parameters: [job]
    ) { call in
      guard let answered = try call.job(call.needed("job")).answered(call.language) else { throw Refusal.notFound }
      return answered
    },
    Route(
      .post, "/jobs/{job}/cancel", "stopJob", Wording("Cancel a job.", "取消任务。"), need: .known, parameters: [job], content: .form([])
    ) { call in
      let id = try call.needed("job")
      _ = try call.cancelJob(id)
      return .seeOther("/jobs/\(id)")
    },
  ]

  /// The browser asks again by itself.
  private static func again(_ page: WebResponse) -> WebResponse {
    var page = page
    page.headers["refresh"] = String(pause)
    return page
  }
}
