package import Desks
package import Portfolio
import Schema
package import Speech

/// A piece of long work: what it is, how far it has come, what came of it. It lives in the daemon's process and nowhere else.
package struct Job: Sendable {
  /// What is done.
  package enum Kind: String, Sendable, CaseIterable {
    /// A file is loaded, or tried.
    case `import`
    /// The coming night is decided by other files.
    case simulation
    /// The files of a report are made.
    case report
  }
  /// How it stands.
  package enum State: String, Sendable, CaseIterable {
    /// Others have their turn before it.
    case waiting
    case running
    /// Somebody cancelled it, and it has not ended yet.
    case stopping
    case done
    /// It was refused, or broke; the problem says why.
    case failed
    case cancelled

    /// Whether nothing more comes of it.
    package var isEnded: Bool { [.done, .failed, .cancelled].contains(self) }
  }
  /// Whose it is: nobody else sees it.
  package struct Owner: Sendable, Hashable {
    /// Number of the agency.
    package var agency: Int64
    /// The person's name in it.
    package var name: String

    /// Whoever sits there.
    package init(_ seat: Seat) { (agency, name) = (seat.agency.id, seat.actor.name) }
    init(agency: Int64, name: String) { (self.agency, self.name) = (agency, name) }
  }

  /// Told to whoever asked; it cannot be guessed.
  package let id: String
  package let owner: Owner
  package let kind: Kind
  /// What is done, as a title: “load cases.csv”.
  package let what: Wording
  /// One of these is needed to read what came of it; the same that were needed to ask.
  package let rights: [Right]
  /// What became of things when it is cancelled, as a sentence.
  package let whenCancelled: Wording
  package internal(set) var state = State.waiting
  /// What is done at the moment; nil where nothing was said.
  package internal(set) var step: Wording?
  /// Rows of a file, steps of a simulation.
  package internal(set) var done = 0
  /// nil where nobody knows.
  package internal(set) var total: Int?
  package let askedAt: Instant
  package internal(set) var beganAt: Instant?
  package internal(set) var endedAt: Instant?
  /// nil before the end.
  package internal(set) var end: Result<JobOutcome, any Error>?

  /// How far it is, in a sentence.
  package var standing: Wording {
    switch state {
    case .waiting: Wording("It waits for its turn.", "正在排队。")
    case .running: running
    case .stopping: Wording("It is being stopped.", "正在停止。")
    case .done: Wording("It is done.", "已完成。")
    case .failed: Wording("It was not done.", "未能完成。")
    case .cancelled: Wording("It was cancelled. ", "已取消。") + whenCancelled
    }
  }

  private var running: Wording {
    guard let step else { return counted }
    // What nobody counts is said alone.
    if total == nil, done == 0 { return step }
    return Wording("\(step.en): \(counted.en)", "\(step.zh)：\(counted.zh)")
  }

  private var counted: Wording {
    switch (kind, total) {
    case (.import, let total?): Wording("\(done) of \(total) \(Plural.of(total, "row"))", "\(done) / \(total) 行")
    case (.import, nil): Wording("\(done) \(Plural.of(done, "row")) so far", "已处理 \(done) 行")
    case (_, let total?): Wording("step \(min(done + 1, total)) of \(total)", "第 \(min(done + 1, total)) 步，共 \(total) 步")
    case (_, nil): Wording("it runs", "正在进行")
    }
  }

  /// Throws with `EX_NOPERM` where whoever asked has lost the right since.
  package func requireReader(_ seat: Seat) throws {
    guard let first = rights.first, !rights.contains(where: seat.actor.has) else { return }
    try seat.require(first)
  }
}
