import Faults
import Portfolio
import Postgres
import Register
package import Schema

extension Runs {
  /// Carries out an order in one transaction: all of it or nothing. Collectors are locked first, then cases, both ascending, as by every writer;
  /// then revisions are compared with those of the preview. `proposal` is the waiting order that is thereby agreed to.
  package func carryOut(_ order: HandOrder, by person: String, proposal: Int64? = nil, agency: Agency) async throws -> HandResult {
    // A publish holds its locks for seconds; a person waits for it.
    let settings = TransactionSettings(lockTimeout: 20_000, statementTimeout: 60_000)
    do {
      return try await database.transaction(agency: agency.id, settings: settings) { connection in
        let writer = MoveWriter(connection: connection, agency: agency.id, order: order, person: person)
        return .done(order: try writer.write(proposal: proposal))
      }
    } catch let changed as MoveWriter.Changed {
      return .changed(cases: changed.cases, collectors: changed.collectors)
    }
  }

  /// Keeps an order that needs a second person. Gives its number.
  package func propose(_ order: HandOrder, by person: String, agency: Agency) async throws -> Int64 {
    try await database.transaction(agency: agency.id) { connection in
      let writer = MoveWriter(connection: connection, agency: agency.id, order: order, person: person)
      let id = try writer.insertOrder(.proposed)
      try writer.insertMoves(id)
      try writer.announce(id, "moves.proposed")
      return id
    }
  }

  /// Ends a waiting order without doing it. Throws `notFound`.
  package func refuse(_ order: Int64, remark: String, by person: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      let refused = try connection.execute(
        """
        UPDATE allot.hand_order SET state = 'refused', decided_by = \(person), decided_at = clock_timestamp(), remark = \(remark)
        WHERE agency_id = \(agency.id) AND order_id = \(order) AND state = 'proposed'
        """)
      guard refused == 1 else { throw StoreError.notFound(kind: .waitingOrder, name: String(order)) }
      try Store.audit(connection, agency.id, by: person, "moves.refused", "order \(order)")
    }
  }
}

/// One order on its way into the tables.
struct MoveWriter {
  /// Something is no longer as in the preview; rolls back.
  struct Changed: Error {
    var cases: [Int64] = []
    var collectors: [Int64] = []
  }

  let connection: Connection
  let agency: Int64
  let order: HandOrder
  let person: String

  private var moved: [HandStep] { order.steps.filter { $0.from != $0.to } }

  func write(proposal: Int64?) throws -> Int64 {
    // Before the locks: a run that stages makes accounts, too, and may take its time.
    let accounts = try accountIDs()
    try lock()
    FaultHook.reach("move.locked")
    let id = try proposal.map(agree) ?? insertOrder(.done)
    if proposal == nil { try insertMoves(id) } else { try replaceMoves(id) }
    try takeBack(id)
    try updateCases(accounts)
    try insertFormerHolders()
    try bookChanges(id)
    try updateCollectors()
    try updateDays()
    try enterAccounts(id)
    try insertPins()
    try changeConflicts()
    try announce(id, "moves.done")
    FaultHook.reach("move.written")
    return id
  }

  private func lock() throws {
    let people = Set(moved.flatMap { [$0.from, $0.to].compactMap { $0 } }).union(order.receivers.map(\.collector)).sorted()
    let locked = try connection.query(
      """
      SELECT collector_id, rev, given_cases, given_amount FROM allot.collector_state
      WHERE agency_id = \(agency) AND collector_id = ANY (\(people)) ORDER BY collector_id FOR UPDATE
      """
    ).decode(Int64.self, Int32.self, Int64.self, Int64.self)
    let now = Set(locked.map { ReceiverMark(collector: $0.0, rev: $0.1, givenCases: $0.2, givenAmount: $0.3) })
    let full = order.receivers.filter { !now.contains($0) }.map(\.collector)
    let cases = try connection.query(
      """
      SELECT case_id, rev, status FROM allot.case_state
      WHERE agency_id = \(agency) AND case_id = ANY (\(order.steps.map(\.caseID))) ORDER BY case_id FOR UPDATE
      """
    ).decode(Int64.self, Int32.self, Int16.self)
    let revs = Dictionary(cases.filter { $0.2 == 0 }.map { ($0.0, $0.1) }) { first, _ in first }
    let changed = order.steps.filter { revs[$0.caseID] != $0.rev }.map(\.caseID)
    guard full.isEmpty, changed.isEmpty else { throw Changed(cases: changed, collectors: full) }
  }

  // MARK: The order

  func insertOrder(_ state: HandState) throws -> Int64 {
    let decided: SQL = state == .done ? "\(person), clock_timestamp()" : "NULL, NULL"
    return try connection.query(
      """
      INSERT INTO allot.hand_order (agency_id, action, reason, state, cases, overridden, asked_by, asked_at, decided_by, decided_at)
      VALUES (\(agency), \(order.action.rawValue), \(order.reason), \(state.rawValue), \(Int32(order.steps.count)),
        \(Int32(order.steps.count { !$0.broken.isEmpty })), \(person), clock_timestamp(), \(decided)) RETURNING order_id
      """
    ).only()[0, as: Int64.self]
  }

  /// Turns a proposal into a done order; only once, and never by the person who asked.
  private func agree(_ id: Int64) throws -> Int64 {
    let agreed = try connection.execute(
      """
      UPDATE allot.hand_order SET state = 'done', decided_by = \(person), decided_at = clock_timestamp(),
        overridden = \(Int32(order.steps.count { !$0.broken.isEmpty }))
      WHERE agency_id = \(agency) AND order_id = \(id) AND state = 'proposed' AND asked_by <> \(person)
      """)
    guard agreed == 1 else { throw StoreError.notFound(kind: .orderWaiting(for: person), name: String(id)) }
    return id
  }

  /// The rules broken are those of the moment of agreement.
  private func replaceMoves(_ id: Int64) throws {
    try connection.execute("DELETE FROM allot.hand_move WHERE agency_id = \(agency) AND order_id = \(id)")
    try insertMoves(id)
  }

  func insertMoves(_ id: Int64) throws {
    let steps = order.steps
    let pins = steps.map { step -> (Int64?, PostgresDate?) in
      if case .set(let collector, let until) = step.pin { (collector, until.date) } else { (nil, nil) }
    }
    // Arrays of different lengths have no place in one array of SQL: their text does.
    let broken = steps.map { "{" + $0.broken.map { String($0.rawValue) }.joined(separator: ",") + "}" }
    try connection.execute(
      """
      INSERT INTO allot.hand_move (agency_id, order_id, case_id, from_id, to_id, pinned_to, pinned_until, other_id, broken)
      SELECT \(agency), \(id), n.case_id, n.from_id, n.to_id, n.pinned_to, n.pinned_until, n.other_id, n.broken::smallint[]
      FROM unnest(\(steps.map(\.caseID)), \(steps.map(\.from)), \(steps.map(\.to)), \(pins.map(\.0)), \(pins.map(\.1)),
        \(steps.map(\.other)), \(broken)) AS n (case_id, from_id, to_id, pinned_to, pinned_until, other_id, broken)
      """)
  }

  func announce(_ id: Int64, _ topic: String) throws {
    var counts: [MoveRule: Int] = [:]
    for step in order.steps { for rule in step.broken { counts[rule, default: 0] += 1 } }
    let broken = counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\"\($0.key.word)\":\($0.value)" }.joined(separator: ",")
    let detail = """
      {"order":\(id),"action":"\(order.action.rawValue)","cases":\(order.steps.count),"overridden":{\(broken)},"reason":\(jsonString(order.reason))}
      """
    try Store.audit(connection, agency, by: person, topic, "order \(id)", detail: detail)
    try connection.execute(
      """
      INSERT INTO allot.outbox (agency_id, topic, payload, created_at)
      VALUES (\(agency), \(topic), jsonb_build_object('order', \(id)::bigint, 'action', \(order.action.rawValue)::text,
        'cases', \(order.steps.count)::bigint), clock_timestamp())
      """)
    try connection.query("SELECT pg_notify('allot', \("\(topic) \(agency) \(id)"))")
  }
}
