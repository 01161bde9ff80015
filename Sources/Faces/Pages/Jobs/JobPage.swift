import Answers
import HTML
import Jobs
import Portfolio
import Reception
import Schema
import Speech
import Views

extension Frame {
  /// How far a job is, and what came of it.
  func job(_ job: Job, _ clock: WallClock) -> HTML {
    HTML([
      HTML.p([.class("crumbs")], link("/jobs", say("Your jobs", "我的任务"))),
      HTML.p([.class("lead"), .other("role", "status")], say(job.standing)),
      job.state.isEnded ? ended(job, clock) : running(job),
    ])
  }

  private func running(_ job: Job) -> HTML {
    HTML([
      HTML.p(bar(job)),
      HTML.p(
        [.class("soft")],
        say(
          "This page looks again every \(JobRoutes.pause) seconds. It may be closed: the work goes on, and stands on the first page.",
          "本页每 \(JobRoutes.pause) 秒刷新一次。可以关闭：任务继续进行，并显示在首页。")),
      job.state == .stopping
        ? .empty
        : form("/jobs/\(job.id)/cancel", [.class("card")]) {
          HTML.p(say(Wording("When it is cancelled: ", "取消之后：") + job.whenCancelled))
          HTML.p(button(Wording("Cancel it", "取消任务"), isGrave: true))
        },
    ])
  }

  /// As far as it is known; without an end where nobody knows it.
  func bar(_ job: Job) -> HTML {
    let label = Attribute.other("aria-label", job.what[language])
    guard let total = job.total, total > 0, job.state == .running else { return HTML.progress([label]) }
    return HTML.progress([label, .value(String(job.done)), .other("max", String(total))])
  }

  private func ended(_ job: Job, _ clock: WallClock) -> HTML {
    HTML([
      job.problem.map { problem in
        fault(problem)
      } ?? .empty,
      outcome(job),
      HTML.p(
        [.class("soft")],
        say(
          "Ended at \(job.endedAt.map { Text.time($0, by: clock) } ?? "") (\(clock.name)); it is kept for an hour.",
          "结束于 \(job.endedAt.map { Text.time($0, by: clock) } ?? "")（\(clock.name)）；保留一小时。")),
    ])
  }

  private func outcome(_ job: Job) -> HTML {
    guard case .success(let outcome) = job.end else { return .empty }
    if let page = outcome.page { return HTML.p(link(page, say("See what came of it", "查看结果"))) }
    if let answer = outcome.answer { return HTML.div([.class("card")], view(answer, Wording("Result", "结果"))) }
    return HTML.p(link("/jobs/\(job.id)/answer", say("Open what was made", "打开结果")))
  }

  /// One's own jobs.
  func jobs(_ jobs: [Job], _ clock: WallClock) -> HTML {
    table(
      Wording("Jobs", "任务"),
      [
        (Wording("Job", "任务"), false), (Wording("Since (\(clock.name))", "自（\(clock.name)）"), false), (Wording("State", "状态"), false),
        (.none, false),
      ],
      jobs.map { job -> [HTML] in
        [
          link("/jobs/\(job.id)", say(job.what)), HTML(text: Text.time(job.askedAt, by: clock)),
          job.state == .done ? badge(Wording("done", "已完成"), "ok") : say(job.standing),
          job.state.isEnded ? .empty : bar(job),
        ]
      }, none: Wording("You have no jobs.", "没有任务。"))
  }

  /// Those that run and the last that have ended, where there are any.
  func ownJobs(_ jobs: [Job], _ clock: WallClock) -> HTML {
    let shown = jobs.filter { !$0.state.isEnded } + jobs.filter(\.state.isEnded).prefix(3)
    return shown.isEmpty ? .empty : part(Wording("Your jobs", "我的任务")) { self.jobs(shown, clock) }
  }
}
