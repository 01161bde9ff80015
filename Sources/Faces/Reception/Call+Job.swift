import Answers
import Desks
import Discretion
package import Jobs
import Logging
import Speech
import Synchronization
package import Web
import Wire

extension Call {
  /// What `Prefer` is called among a route's parameters.
  package static let preferParameter = RouteParameter(
    "prefer", .key(200),
    Wording(
      "respond-async: it is done as a job, whose address is answered at once with 202.", "respond-async：作为后台任务执行，立即以 202 返回任务地址。"),
    example: "respond-async", in: .header)
  /// How long work is described beside its answer.
  package static let jobReply = Route.Reply(
    202, Wording("The job that was begun; Location says where it is.", "已开始的任务；其地址见 Location。"), shape: Job.shape)

  /// Whether whoever asks does not wait for the answer (RFC 7240).
  private var goesOn: Bool {
    (text("prefer") ?? "").split { $0 == "," || $0 == ";" }.contains { $0.filter { $0 != " " }.lowercased() == "respond-async" }
  }

  /// Long work: done while whoever asks waits, or as a job where he says that he does not. Once for each `Idempotency-Key`: a job that is under way is
  /// answered again. `content`: as for `once`.
  package func long(
    _ order: JobOrder, content: [UInt8] = [], _ body: @escaping @Sendable (JobProgress) async throws -> JobOutcome
  ) async throws -> WebResponse {
    @Sendable func keyed(_ progress: JobProgress) async throws -> JobOutcome {
      let answer = Mutex<Answer?>(nil)
      let response = try await once(content: content) {
        let outcome = try await body(progress)
        answer.withLock { $0 = outcome.answer }
        return outcome.response
      }
      return JobOutcome(response, answer: answer.withLock { $0 })
    }
    guard goesOn else { return try await keyed(.unseen).response }
    var order = order
    order.key = text("idempotency-key").map { JobOrder.Key($0, digest: digest(content: content)) }
    let job = try begin(order, keyed)
    var response = WebResponse(202, type: "application/json", bytes: Array((job.json(language).text + "\n").utf8))
    response.headers["content-language"] = language.tag
    response.headers["location"] = "/v1/jobs/\(job.id)"
    response.headers["preference-applied"] = "respond-async"
    response.headers["retry-after"] = "1"
    return response
  }

  /// The same where nobody needs to know its id.
  package func begun(_ order: JobOrder, _ body: @escaping @Sendable (JobProgress) async throws -> JobOutcome) async throws -> String {
    try await begun(order, noted: { _ in }, body)
  }

  /// Begins long work that a form asked for, and gives the address of what came of it where that did not take long, else of the job's page. Throws what
  /// went wrong meanwhile. `noted` is told its id as soon as it has begun.
  package func begun(
    _ order: JobOrder, noted: (_ id: String) -> Void, _ body: @escaping @Sendable (JobProgress) async throws -> JobOutcome
  ) async throws -> String {
    let job = try begin(order, body)
    noted(job.id)
    let address = "/jobs/\(job.id)"
    await jobs.waits(for: job.id, atMost: desk.formPatience)
    guard case .job(let now) = jobs.find(job.id, of: job.owner) else { return address }
    switch now.end {
    case .success(let outcome): return outcome.page ?? address
    case .failure(let error) where now.state == .failed: throw error
    default: return address
    }
  }

  private func begin(
    _ order: JobOrder, _ body: @escaping @Sendable (JobProgress) async throws -> JobOutcome
  ) throws(Refusal) -> Job {
    do {
      return try jobs.start(order) { progress in
        do {
          return try await body(progress)
        } catch {
          // Nobody else will tell the log.
          if let fault = Problem(error).fault { logger.error("a job broke", metadata: ["reason": "\(fault)"]) }
          throw error
        }
      }
    } catch {
      throw Refusal(error)
    }
  }

  /// One of one's own jobs. Throws 404 where there is none, 410 for one of an earlier process, with `EX_NOPERM` where the right to see it was lost.
  package func job(_ id: String) throws -> Job {
    let seat = try seat
    switch jobs.find(id, of: Job.Owner(seat)) {
    case .job(let job):
      try job.requireReader(seat)
      return job
    case .none: throw Refusal.noJob(id)
    case .earlier: throw Refusal.earlierJob
    }
  }

  /// Stops one of one's own jobs. Throws as `job`.
  package func cancelJob(_ id: String) throws -> Job {
    let seat = try seat
    guard let job = jobs.cancel(id, of: Job.Owner(seat)) else { return try job(id) }
    return job
  }
}

extension Refusal {
  fileprivate static func noJob(_ id: String) -> Refusal {
    Refusal(
      404, "not_found", Wording("you have no job \(Quoted.named(id).en)", "您没有任务\(Quoted.named(id).zh)"),
      remedy: Wording(
        "what came of a job is kept for an hour after its end; yours are at GET /v1/jobs", "任务结束后其结果保留一小时；您的任务见 GET /v1/jobs"))
  }
  fileprivate static let earlierJob = Refusal(
    410, "job_gone",
    Wording(
      "the job is gone: it lived in the daemon, which was started anew since. What it had committed stays, the rest is not done",
      "该任务已不在：任务随守护进程存在，而守护进程此后已重新启动。已提交的保留，其余未执行"),
    remedy: Wording("look at what is there, then ask for it again", "请查看现状，然后重新请求"))

  fileprivate init(_ refused: JobBook.Refused) {
    switch refused {
    case .ofOne(let most):
      self.init(
        429, "jobs", Wording("\(most) of your jobs have not ended", "您有 \(most) 个任务尚未结束"),
        remedy: Wording("wait until one has ended, or cancel one", "请等其中一个结束，或取消一个"), headers: ["retry-after": "10"])
    case .inAll(let most):
      self.init(
        503, "busy", Wording("\(most) jobs have not ended", "已有 \(most) 个任务尚未结束"), remedy: Wording("try again in a while", "请稍后再试"),
        headers: ["retry-after": "30"])
    case .closed:
      self.init(
        503, "unavailable", Wording("the daemon is stopping", "守护进程正在停止"), remedy: Wording("try again in a moment", "请稍后重试"),
        headers: ["retry-after": "10"])
    case .otherKey: self = .keyUsed
    }
  }
}
