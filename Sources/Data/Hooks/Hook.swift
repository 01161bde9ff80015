package import Portfolio
package import Views

/// What the outbox announces. Raw values are stored.
package enum Topic: String, CaseIterable, Sendable {
  case runPublished = "run.published"
  case casesDealt = "cases.dealt"
  case movesProposed = "moves.proposed"
  case movesDone = "moves.done"
}

/// Where a webhook stands. Raw values are stored.
package enum HookState: String, CaseIterable, Sendable {
  /// It is told what happens.
  case active
  /// A person has stopped it.
  case paused
  /// It failed too often in a row: only a person sets it going again.
  case failed
  /// It is nobody's any more; its row stays for the tries and the audit.
  case removed
}

/// An address that is told what the outbox announces, as it stands.
package struct Hook: Sendable, Hashable {
  /// From 1, per agency; never given twice.
  package var number: Int
  /// By which people name it; unique among those that are not removed.
  package var name: String
  /// Where to. Of it only host and port are shown.
  package var address: String
  /// What it wants; empty for all.
  package var topics: [Topic]
  package var state: HookState
  /// Of the last row that was taken at the other end, or passed over because its topic is not wanted.
  package var position: Int64
  /// Of the last row there is.
  package var last: Int64
  /// Where the message ends that was begun behind `position`; nil when none was.
  package var pendingTo: Int64?
  /// Begins the name of every message.
  package var tag: String
  /// What secrets are derived from beside the agency's key.
  package var salt: [UInt8]
  /// Which secret it is, from 1.
  package var generation: Int
  /// Number of the agency's key that the secret comes from.
  package var keyID: Int32
  /// The same of the secret before, while it signs too.
  package var previousKeyID: Int32?
  /// Until when the secret before signs too; nil when it does not any more.
  package var previousUntil: Instant?
  package var madeBy: String
  package var madeAt: Instant
  /// Tries begun; what ends a try says which it was.
  package var attempts: Int
  /// In a row.
  package var failures: Int
  /// When it is tried next, at the earliest.
  package var nextAt: Instant
  /// When something was last taken at the other end.
  package var sentAt: Instant?
  /// Who stopped it and when; nil while it is active.
  package var stoppedBy: String?
  package var stoppedAt: Instant?
  /// What went wrong last, in words without secrets.
  package var error: String?

  /// Whether it goes on being told, and the last tries were in vain.
  package var isFailing: Bool { state == .active && failures > 0 }

  /// Rows that it has not been told of yet.
  package var lag: Int64 { max(0, last - position) }
}

/// One message to one webhook: what happened behind a position.
package struct HookParcel: Sendable, Hashable {
  package var hook: Hook
  /// The first position that it is about, and the last.
  package var span: ClosedRange<Int64>
  /// Positions of it whose rows retention removed before they could be told.
  package var gap: ClosedRange<Int64>?
  /// Rows of the topics that are wanted, in order.
  package var rows: [Announcement]
  /// Of the database's clock, in seconds since 1970-01-01 UTC.
  package var seconds: Int64

  /// The same whenever the same span is sent again, and of no other.
  package var id: String { "\(hook.tag)-\(span.lowerBound)-\(span.upperBound)" }
}

/// One try to tell a webhook something, as it ended.
package struct HookTry: Sendable, Hashable {
  /// What was sent. Raw values are stored.
  package enum Kind: String, CaseIterable, Sendable { case changes, ping }
  /// Raw values are stored.
  package enum Outcome: String, CaseIterable, Sendable { case sent, failed }

  package var kind: Kind
  /// The name of the message.
  package var message: String
  /// What it was about; nil of a ping.
  package var span: ClosedRange<Int64>?
  package var outcome: Outcome
  /// Of the answer; nil where there was none.
  package var status: Int?
  package var milliseconds: Int
  /// What went wrong, in words without secrets.
  package var error: String?
  /// By the database's clock; nil before it is written.
  package var at: Instant?

  /// As it ended just now.
  package init(
    _ kind: Kind, message: String, span: ClosedRange<Int64>?, _ outcome: Outcome, status: Int?, milliseconds: Int, error: String?
  ) {
    (self.kind, self.message, self.span, self.outcome, self.status) = (kind, message, span, outcome, status)
    (self.milliseconds, self.error) = (milliseconds, error)
  }
}
