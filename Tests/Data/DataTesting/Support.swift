package import Feeds
package import Logging
package import Portfolio
package import Postgres
import PrivateCluster
package import Register
package import Runs
package import Schema
package import Views

/// One server for all tests, and one database for all that need no other: every test has an agency of its own.
package enum TestServer {
  package static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private static let cluster = Task { try await PrivateCluster.temporary(logger: logger) }
  private static let shared = Task { () -> Store in
    let store = try await emptyStore("shared")
    try await store.migrate()
    return store
  }

  /// A database without a schema.
  package static func emptyStore(_ name: String) async throws -> Store {
    Store(Database(DatabaseConfiguration(conninfo: try await conninfo(name)), logger: logger))
  }

  /// A new database's connection string.
  package static func conninfo(_ name: String) async throws -> String { try await cluster.value.createDatabase(name) }

  package static func store() async throws -> Store { try await shared.value }
}

/// An agency with a few people, in the shared database.
package struct World {
  package let store: Store
  package let agency: Agency
  package static let slot = Day(year: 2026, month: 11, day: 21)!

  /// `collectors` are named c1, c2 …
  package init(_ code: String, collectors: Int = 0, currency: Currency = .cny, zone: String = "Asia/Shanghai", keepText: Bool = false)
    async throws
  {
    try await self.init(
      store: try await TestServer.store(), code: code, collectors: collectors, currency: currency, zone: zone, keepText: keepText)
  }

  /// The same in any database, by any role; `owner` makes the agency where the role may not.
  package init(
    store: Store, code: String, collectors: Int = 0, currency: Currency = .cny, zone: String = "Asia/Shanghai", keepText: Bool = false,
    owner: Store? = nil
  ) async throws {
    self.store = store
    agency = try await (owner ?? store).register.createAgency(
      code: code, name: code, zone: zone, currency: currency, identifierKey: [1, 2, 3], keepText: keepText)
    if collectors > 0 {
      let rows = (1...collectors).map { CollectorRow(line: $0 + 1, code: "c\($0)") }
      _ = try await store.feeds.apply(rows, file: "collectors.csv", agency: agency)
    }
  }

  /// The same agency seen through another database.
  package init(_ other: World, in store: Store) { (self.store, agency) = (store, other.agency) }

  package func key(_ seq: Int32 = 1, slot: Day = World.slot) -> RunKey { RunKey(agency: agency.id, slot: slot, kind: .night, seq: seq) }

  package func freeze(slot: Day = World.slot) async throws -> Frozen {
    let now = try await store.register.clock(agency).now
    return try await store.runs.freeze(FreezeRequest(agency: agency, slot: slot, asOf: now, seed: 7))
  }

  package func fence() async throws -> Fence {
    guard let fence = try await store.runs.acquireLease(owner: "test", seconds: 60, agency: agency) else {
      throw Unexpected("no lease")
    }
    return fence
  }

  /// Imports `count` open cases k1, k2 … of 100.00 each.
  @discardableResult
  package func addCases(_ count: Int, change: (Int, inout CaseRow) -> Void = { _, _ in }) async throws -> ApplyReport {
    let rows = (1...count).map { number in
      var row = CaseRow(line: number + 1, client: "cmb", caseNo: "k\(number)", currency: .cny, outstanding: 10_000)
      change(number, &row)
      return row
    }
    return try await store.feeds.apply(rows, file: "cases.csv", agency: agency)
  }

  package func shown(_ caseNo: String) async throws -> ShownCase { try await store.views.explainCase(caseNo, agency: agency).shown }

  /// Number of a query with one number.
  package func count(_ sql: SQL) async throws -> Int { try await store.database.run { try $0.query(sql).only()[0, as: Int.self] } }
}

extension Outcome {
  /// Everything stays, everybody has room for 1,000 cases.
  package static func idle(_ snapshot: Snapshot) -> Outcome {
    let people = snapshot.collectors.count
    var loads = CollectorLoads()
    loads.usedSeconds = Array(repeating: 0, count: people)
    loads.scheduledSeconds = loads.usedSeconds
    loads.saturation = Array(repeating: 500, count: people)
    loads.capacitySeconds = Array(repeating: 144_000, count: people)
    loads.effortSeconds = loads.usedSeconds
    loads.score = loads.usedSeconds
    loads.room = Array(repeating: 1000, count: people)
    loads.amountRoom = Array(repeating: .max, count: people)
    loads.allowedClasses = Array(repeating: 31, count: people)
    loads.nextPresent = Array(repeating: snapshot.slot, count: people)
    loads.closedBy = Array(repeating: .open, count: people)
    loads.openCases = Array(repeating: 0, count: people)
    loads.openAmount = loads.usedSeconds
    loads.casesByClass = Array(repeating: 0, count: people * 5)
    let verdict = Verdict(.unknown, .tooFewContacts(attempts: 0, messages: 0, minimum: 3))
    return Outcome(
      verdicts: Array(repeating: verdict, count: snapshot.cases.count), decisions: [], loads: loads, holderAfter: snapshot.cases.holder,
      rules: [RuleHealth(policy: "p", rule: "route everyone", matched: 1, considered: 2)], plan: PlanTotals(),
      accounts: [AccountKey(policy: "p", rule: "everyone", client: snapshot.clients.count > 0 ? 0 : -1)])
  }

  /// Adds a decision that the case at `index` goes to `to` (or, with `.none`, back to the pool).
  package mutating func move(_ snapshot: Snapshot, _ index: Int, to: CollectorIndex, regret: Int64 = 10) {
    let from = snapshot.cases.holder[index]
    let kind: DecisionKind = to == .none ? .recalled : from == .none ? .assigned : .moved
    let reason =
      to == .none
      ? Reason.recallForced(workingDays: 60, limit: 60)
      : Reason.assignedCheapest(eligible: 2, cost: 100, runnerUp: 1, runnerUpCost: 100 + regret)
    decisions.append(
      Decision(
        caseIndex: CaseIndex(index), kind: kind, from: from, to: to, policy: 0, route: 0, reason: reason,
        recallReason: kind == .assigned ? nil : Reason.recallForced(workingDays: 60, limit: 60), account: 0))
  }
}

package let testPolicies = [RunPolicy(name: "p", version: 3, digest: [1], routes: ["everyone"])]
