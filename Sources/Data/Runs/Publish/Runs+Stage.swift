import Digest
import Faults
import Portfolio
import Postgres
package import Schema
import Speech

extension Runs {
  /// Puts a plan beside the tables, with the figures of the run; the run's state becomes `planned`. Nothing is decided yet.
  /// Throws `notFound` when another attempt has taken the key over.
  package func stage(_ plan: RunPlan) async throws {
    // On its own: a new partition locks every reader of decisions out until it is committed.
    try await database.transaction(agency: plan.key.agency) { connection in
      try Store.ensurePartition(.decision, plan.key.slot, connection)
    }
    try await database.transaction(agency: plan.key.agency, settings: .unlimited) { connection in
      let stager = Stager(connection, plan)
      try stager.copyCollectors()
      try stager.copyTransitions()
      try stager.copyRules()
      try stager.copyExplanations()
      try connection.script(stager.tables.create(for: plan.key.agency))
      try stager.copyPlan()
      try stager.copyRecalls()
      try stager.copyVerdicts()
      try stager.copyReceivers()
      try connection.script(stager.tables.analyze)
      FaultHook.reach("stage.copied")
      // Last: the run's row stays free for whoever takes over while rows stream in, even when this process stands still for hours.
      // From here on the row is locked: a client that is cut off must not hold it for ever.
      try connection.script("SET LOCAL idle_in_transaction_session_timeout = 10000")
      try stager.describeRun()
    }
  }

  /// Removes the staging tables of a run, if there are any.
  package func dropStage(_ run: RunID) async throws {
    try await database.transaction { connection in try connection.script(StageTables(run: run).drop) }
  }
}

/// One plan on its way into the staging tables.
struct Stager {
  let connection: Connection
  let plan: RunPlan
  let tables: StageTables
  let agency: Int64
  let snapshot: Snapshot

  init(_ connection: Connection, _ plan: RunPlan) {
    self.connection = connection
    self.plan = plan
    tables = StageTables(run: plan.run)
    agency = plan.key.agency
    snapshot = plan.frozen.snapshot
  }

  func describeRun() throws {
    var counts = [Int](repeating: 0, count: 6)
    for decision in plan.outcome.decisions { counts[Int(decision.kind.rawValue)] += 1 }
    let changed = plan.outcome.classChanged(since: snapshot)
    let taken = try connection.execute(
      """
      UPDATE allot.run SET state = 'planned', policies = \(json: Self.json(plan.policies)), agency_version = \(plan.agencyVersion)::int4,
        planned_schema = \(Int32(SchemaStatus.newest)),
        input_digest = \(plan.frozen.digest), inputs = \(json: Self.json(plan.inputs)), staged = ARRAY[\(raw: tables.counts)], snapshot = \(plan.frozen.databaseSnapshot)::text::pg_snapshot,
        open_cases = \(snapshot.cases.count)::int4, assigned = \(counts[1])::int4, moved = \(counts[2])::int4, recalled = \(counts[3])::int4,
        stats = (stats - 'earlier') || \(json: Self.json(plan.outcome.fairness)) || \(json: Self.json(plan.outcome.earlier)), held = \(counts[4])::int4, unassigned = \(counts[5])::int4, lost = 0, class_changed = \(changed)::int4
      WHERE agency_id = \(agency) AND run_id = \(plan.run) AND state IN ('running', 'planned')
      """)
    guard taken == 1 else { throw StoreError.notFound(kind: .unpublishedRun, name: String(plan.run)) }
  }

  private static func json(_ inputs: [(name: String, value: Int64)]) -> String {
    "{" + inputs.map { "\(jsonString($0.name)):\($0.value)" }.joined(separator: ",") + "}"
  }

  static func json(_ policies: [RunPolicy]) -> String {
    let objects = policies.map { policy in
      """
      {"name":\(jsonString(policy.name)),"version":\(policy.version),"digest":"\(Hex.encode(policy.digest))",\
      "routes":[\(policy.routes.map(jsonString).joined(separator: ","))]}
      """
    }
    return "[" + objects.joined(separator: ",") + "]"
  }

  func copyPlan() throws {
    let groups = groups()
    let base = try connection.query("SELECT currency FROM allot.agency WHERE agency_id = \(agency)").only()[0, as: String.self]
    let baseCurrency = try Currency(stored: base)
    let columns = [
      "case_id", "from_id", "to_id", "outstanding", "n1", "n2", "n3", "n4", "rev", "grp", "kind", "policy", "route", "code", "class",
      "currency", "account",
    ]
    let accounts = try accountIDs()
    try connection.copyIn(tables.plan, columns: columns) { writer in
      for (position, decision) in plan.outcome.decisions.enumerated() {
        let i = decision.caseIndex.position
        let currency = snapshot.cases.currency[i]
        let numbers = decision.reason.numbers
        try writer.row { r in
          r.int64(snapshot.cases.id[i])
          r.int64(collectorID(decision.from))
          r.int64(collectorID(decision.to))
          r.int64(snapshot.cases.outstanding[i])
          r.int64(numbers.n1)
          r.int64(numbers.n2)
          r.int64(numbers.n3)
          r.int64(numbers.n4)
          r.int32(snapshot.cases.rev[i])
          r.int32(groups[position])
          r.int16(Int16(decision.kind.rawValue))
          r.int16(decision.policy)
          r.int16(decision.route)
          r.int16(decision.reason.code.rawValue)
          r.int16(Int16(plan.outcome.verdicts[i].caseClass.rawValue))
          r.text(currency == baseCurrency ? nil : currency.description)
          r.int32(decision.account < 0 ? nil : accounts[Int(decision.account)])
        }
      }
    }
  }

  /// Numbers of the outcome's accounts, given where they are new.
  private func accountIDs() throws -> [Int32] { try Self.accountIDs(plan.outcome.accounts, snapshot, agency, connection) }

  static func accountIDs(_ keys: [AccountKey], _ snapshot: Snapshot, _ agency: Int64, _ connection: Connection) throws -> [Int32] {
    try accountIDs(keys.map { NamedAccount($0, snapshot) }, agency, connection)
  }

  /// Numbers of accounts, in order; given where they are new.
  static func accountIDs(_ keys: [NamedAccount], _ agency: Int64, _ connection: Connection) throws -> [Int32] {
    guard !keys.isEmpty else { return [] }
    let (policies, rules, bands) = (keys.map(\.policy), keys.map(\.rule), keys.map { Int32($0.band) })
    let (clients, batches, stages) = (keys.map(\.client), keys.map(\.batch), keys.map(\.stage))
    try connection.execute(
      """
      INSERT INTO allot.fair_account (agency_id, policy, rule, client, batch, stage, band)
      SELECT \(agency), k.* FROM unnest(\(policies), \(rules), \(clients), \(batches), \(stages), \(bands)) k ORDER BY 2, 3, 4, 5, 6, 7
      ON CONFLICT DO NOTHING
      """)
    let rows = try connection.query(
      """
      SELECT a.account_id FROM unnest(\(policies), \(rules), \(clients), \(batches), \(stages), \(bands)) WITH ORDINALITY
        AS k (policy, rule, client, batch, stage, band, ordinality)
      JOIN allot.fair_account a ON a.agency_id = \(agency) AND a.policy = k.policy AND a.rule = k.rule AND a.client = k.client
        AND a.batch = k.batch AND a.stage = k.stage AND a.band = k.band
      ORDER BY k.ordinality
      """)
    guard rows.count == keys.count else {
      let missing = keys.count - rows.count
      throw StoreError.invalid(Wording("\(missing) fairness accounts got no number", "\(missing) 个公平性账户没有得到编号"))
    }
    return try rows.decode(Int32.self)
  }

  /// Cases of one debtor that go to one person are one group: all of them are won, or none. nil for a case that goes alone.
  private func groups() -> [Int32?] {
    struct Member: Hashable {
      var debtor: Int64
      var to: CollectorIndex
    }
    let decisions = plan.outcome.decisions
    var first: [Member: Int] = [:]
    var groups = [Int32?](repeating: nil, count: decisions.count)
    for (position, decision) in decisions.enumerated() where decision.to != .none {
      let debtor = snapshot.cases.debtor[decision.caseIndex.position]
      guard debtor != 0 else { continue }
      let member = Member(debtor: debtor, to: decision.to)
      if let leader = first[member] {
        groups[leader] = Int32(leader)
        groups[position] = Int32(leader)
      } else {
        first[member] = position
      }
    }
    return groups
  }

  func copyRecalls() throws {
    try connection.copyIn(tables.recall, columns: ["case_id", "n1", "n2", "n3", "n4", "code"]) { writer in
      for decision in plan.outcome.decisions {
        guard let reason = decision.recallReason else { continue }
        let numbers = reason.numbers
        try writer.row { r in
          r.int64(snapshot.cases.id[decision.caseIndex.position])
          r.int64(numbers.n1)
          r.int64(numbers.n2)
          r.int64(numbers.n3)
          r.int64(numbers.n4)
          r.int16(reason.code.rawValue)
        }
      }
    }
  }

  func copyVerdicts() throws {
    try connection.copyIn(tables.verdict, columns: ["case_id", "n1", "n2", "n3", "n4", "class", "code"]) { writer in
      for i in snapshot.cases.indices {
        let verdict = plan.outcome.verdicts[i]
        // Without a date the case was never classified; its first verdict is news even when it is "unknown".
        guard verdict.caseClass != snapshot.cases.previousClass[i] || !snapshot.cases.isClassified(i) else { continue }
        let numbers = verdict.reason.numbers
        try writer.row { r in
          r.int64(snapshot.cases.id[i])
          r.int64(numbers.n1)
          r.int64(numbers.n2)
          r.int64(numbers.n3)
          r.int64(numbers.n4)
          r.int16(Int16(verdict.caseClass.rawValue))
          r.int16(verdict.reason.code.rawValue)
        }
      }
    }
  }

  func copyReceivers() throws {
    var touched = [Bool](repeating: false, count: snapshot.collectors.count)
    for decision in plan.outcome.decisions where decision.kind.rawValue <= DecisionKind.recalled.rawValue {
      if decision.from != .none { touched[decision.from.position] = true }
      if decision.to != .none { touched[decision.to.position] = true }
    }
    let columns = ["collector_id", "amount_room", "given_cases", "given_amount", "room", "rev"]
    try connection.copyIn(tables.receiver, columns: columns) { writer in
      for c in snapshot.collectors.indices where touched[c] {
        try writer.row { r in
          r.int64(snapshot.collectors.id[c])
          r.int64(plan.outcome.loads.amountRoom[c])
          r.int64(plan.frozen.givenCases[c])
          r.int64(plan.frozen.givenAmount[c])
          r.int32(plan.outcome.loads.room[c])
          r.int32(snapshot.collectors.rev[c])
        }
      }
    }
  }

  private func collectorID(_ index: CollectorIndex) -> Int64? {
    index == .none ? nil : snapshot.collectors.id[index.position]
  }
}
