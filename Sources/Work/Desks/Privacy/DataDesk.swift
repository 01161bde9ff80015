import Digest
import Discretion
import Faults
package import Feeds
package import Portfolio
package import Register
import Runs
import Schema
import Speech

/// Personal data: how long it is kept, removing it, erasing one debtor, the key of identifiers. The owner's; the auditor sees the terms.
package struct DataDesk: Sendable {
  private let seat: Seat
  private var agency: Agency { seat.agency }

  /// Reading the terms needs `audit`, everything else `administer`.
  package init(_ seat: Seat) { self.seat = seat }

  /// What may be removed after a time.
  package typealias What = Retained

  /// The words for all of it: `text`, `attempt` …
  package static var whatWords: [String] { Retained.allCases.map(\.rawValue) }

  /// One of `whatWords`; nil for another word.
  package static func what(_ word: String) -> What? { Retained(rawValue: word) }

  /// What is removed after how many days; what is missing is kept for ever.
  package func retentions() async throws -> [Retention] {
    try seat.require(.audit)
    return try await seat.store.feeds.retentions(agency: agency)
  }

  /// `days` nil keeps for ever.
  package func setRetention(_ what: Retained, days: Int?) async throws {
    try seat.require(.administer)
    try await seat.store.feeds.setRetention(what, days: days, by: seat.actor.name, agency: agency)
  }

  /// What was removed, or would be.
  package struct Purged: Sendable {
    /// What the rows are.
    package var what: Retained
    /// Rows of earlier days are meant, this day's are not.
    package var before: Day
    /// Number of rows removed, or counted only.
    package var rows: Int
  }

  /// Removes what is older than its retention, or of `what` what is older than `before`. `isDry` only counts. Throws with `EX_CONFIG` when nothing
  /// has a retention.
  package func purge(_ what: Retained?, before: Day?, isDry: Bool) async throws -> [Purged] {
    try seat.require(.administer)
    let today = try await seat.store.register.clock(agency).today
    var plan: [(what: Retained, before: Day)] = []
    if let what, let before {
      plan = [(what, before)]
    } else {
      for kept in try await seat.store.feeds.retentions(agency: agency) where what == nil || kept.what == what {
        plan.append((kept.what, today - kept.days))
      }
    }
    guard !plan.isEmpty else {
      throw OperationError(
        .configuration, Wording("nothing has a retention", "没有任何数据设了保存期限"),
        remedy: Wording(
          "set one: allot data retention text 90; or name what, and --before DATE",
          "请先设定：allot data retention text 90；或写明清除什么，并加 --before DATE"))
    }
    var removed: [Purged] = []
    for (what, before) in plan {
      let rows = try await seat.store.feeds.purge(what, before: before, by: seat.actor.name, isDry: isDry, agency: agency)
      removed.append(Purged(what: what, before: before, rows: rows))
    }
    return removed
  }

  /// Erases what ties the debtor of a case to a person, in all his cases; `isDry` only counts. Throws with `EX_NOINPUT` for a case there is not, with
  /// `EX_USAGE` when several clients have one of that number or the reason says nothing, with `EX_DATAERR` when one of his cases is open and `evenOpen` is not said.
  package func erase(_ key: CaseKey, reason: String, evenOpen: Bool, isDry: Bool) async throws -> Erasure {
    try seat.require(.administer)
    try seat.require(reason: reason)
    let look = try await seat.store.runs.findCases([key], agency: agency)
    guard case .found(let found)? = look.first else {
      let number = Quoted.number(key.caseNo)
      if case .ambiguous(let clients)? = look.first {
        throw OperationError(
          .usage,
          Wording(
            "case \(number.en) stands for several clients (\(clients.joined(separator: ", ")))",
            "案件\(number.zh)在多个委托方下都有（\(clients.joined(separator: "、"))）"),
          remedy: Wording("--client NAME", "请加 --client NAME 指定"))
      }
      throw OperationError(.noInput, Wording("there is no case \(number.en)", "没有案件\(number.zh)"))
    }
    let preview = try await seat.store.feeds.previewErasure(caseID: found.id, agency: agency)
    if isDry { return preview }
    return try await seat.store.feeds.erase(
      caseID: found.id, reason: reason, evenOpen: evenOpen, by: seat.actor.name, agency: agency)
  }

  /// False when it lies in a file already.
  package func moveKey() async throws -> Bool {
    try seat.require(.administer)
    return try await seat.store.register.moveKey(by: seat.actor.name, agency: agency)
  }

  /// Digests every stored identifier once more, with a new key.
  package func renewKey() async throws -> KeyRenewal {
    try seat.require(.administer)
    return try await seat.store.register.renewKey(SHA256.randomBytes(), by: seat.actor.name, agency: agency)
  }

  /// Whether the key of identifiers lies in the database and not in a file.
  package func keyIsInDatabase() async throws -> Bool {
    try seat.require(.administer)
    return try await seat.store.register.keyIsInDatabase(agency: agency)
  }
}
