import Answers
import Jobs
import Reception
import Speech
import Web
import Wire

/// One's own jobs: how far they are, what came of them.
enum JobRoutes {
  private static let job = RouteParameter(
    "job", .text(64), Wording("The job, as it was told when it began.", "任务，开始时告知的编号。"), example: "0123abcd-0123456789abcdef01234567",
    in: .path)

  static let all: [Route] = [
    Route(
      .get, "/v1/jobs", "listJobs", Wording("One's own jobs, latest first; those that have ended for an hour.", "自己的任务，最近的在前；已结束的保留一小时。"),
      need: .known, replies: [.init(200, Wording("Jobs.", "任务。"), shape: "{ \"jobs\": [\(Job.shape)] }")]
    ) { call in
      let jobs = call.jobs.all(of: Job.Owner(try call.seat))
      return call.answer(["jobs": .array(jobs.map { $0.json(call.language) })])
    },
    Route(
      .get, "/v1/jobs/{job}", "getJob",
      Wording(
        "How far a job is, and when it has ended the answer that the same request without a job has.", "任务进度；结束后附上同一请求同步执行时的应答。"),
      need: .known, parameters: [job], replies: [.init(200, Wording("The job.", "任务。"), shape: Job.wholeShape)]
    ) { call in
      let found = try call.job(call.needed("job"))
      var response = call.answer(found.whole(call.language))
      if !found.state.isEnded { response.headers["retry-after"] = "1" }
      return response
    },
    Route(
      .get, "/v1/jobs/{job}/answer", "getJobAnswer",
      Wording(
        "What is answered without a job, to the byte: a file, or a problem with its number.", "同步执行时的应答，逐字节相同：文件，或带编号的问题说明。"),
      need: .known, parameters: [job],
      replies: [
        .init(
          200, Wording("The answer, of its own kind.", "应答，类型随请求。"),
          types: ["application/json", "application/problem+json", "application/octet-stream"])
      ]
    ) { call in
      let found = try call.job(call.needed("job"))
      if let answered = found.answered(call.language) { return answered }
      throw found.state == .cancelled
        ? Refusal(409, "job_cancelled", found.standing)
        : Refusal(
          409, "not_ended", Wording("the job has not ended", "任务尚未结束"), remedy: Wording("ask again in a moment", "请稍后再问"),
          headers: ["retry-after": "1"])
    },
    Route(
      .delete, "/v1/jobs/{job}", "cancelJob",
      Wording(
        "Stop a job: what is not committed by then is not done, what is stays; said says which. One that has ended stays as it ended.",
        "停止任务：此刻未提交的不再执行，已提交的保留，said 会说明。已结束的保持原样。"),
      need: .known, parameters: [job], replies: [.init(200, Wording("The job as it stands.", "任务现状。"), shape: Job.shape)]
    ) { call in call.answer(try call.cancelJob(call.needed("job")).json(call.language)) },
  ]
}
