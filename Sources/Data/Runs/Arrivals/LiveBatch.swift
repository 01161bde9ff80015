import Faults
import Feeds
import Portfolio
import Postgres
import Register
import Schema

/// One look at the inbox inside its transaction.
struct LiveBatch {
  let connection: Connection
  let agency: Agency
  let policies: [RunPolicy]
  let agencyVersion: Int
  /// Rows to be taken; nil takes the oldest.
  let only: [Int64]?
  private(set) var desk: LiveDesk

  /// A row of the inbox.
  struct Entry {
    var id: Int64
    var row: CaseRow
  }

  init(_ connection: Connection, _ desk: LiveDesk, only: [Int64]?, policies: [RunPolicy], agencyVersion: Int, agency: Agency) throws {
    self.connection = connection
    self.only = only
    self.desk = desk
    self.policies = policies
    self.agencyVersion = agencyVersion
    self.agency = agency
  }

  mutating func run(_ decide: (Snapshot, LiveLoads) throws -> LiveDecisions) throws -> LiveResult {
    desk.doubtful = []
    // Locked until the end: a run that wants to begin waits for us, and two daemons do not take the same rows.
    let lease = try connection.query(
      "SELECT l.fence, \(raw: LeaseRow.isHeld("l")) FROM allot.lease l WHERE l.agency_id = \(agency.id) FOR UPDATE"
    ).first?.decode(Int64.self, Bool.self)
    if lease?.1 == true { return .busy }
    let entries = try take()
    guard !entries.isEmpty else { return .empty }
    FaultHook.reach("arrivals.taken")
    guard try Runs.policyMark(agency.id, connection) == desk.policyMark else { return .stale }
    var chunk = try FeedChunk(connection, agency: agency.id, file: "inbox")
    guard chunk.today == desk.frozen.snapshot.slot else { return .stale }
    let loads = try liveLoads()
    guard loads.rev == desk.frozen.snapshot.collectors.rev else { return .stale }
    var (made, leftOver) = try makeCases(regionsRead(entries, chunk), &chunk)
    if !leftOver.isEmpty {
      try apply(leftOver, entries, &chunk)
      made = try untouched(made, by: leftOver)
    }
    var snapshot = snapshot(of: made, first: entries[0].id)
    snapshot.stops = try Register.stopsInForce(connection, agency.id)
    let assigned = snapshot.cases.count > 0 ? try book(snapshot, loads, lease?.0 ?? 0, try decide(snapshot, loads)) : 0
    try connection.execute(
      "DELETE FROM allot.inbox WHERE agency_id = \(agency.id) AND inbox_id = ANY (\(entries.map(\.id))) AND rejected IS NULL")
    FaultHook.reach("arrivals.written")
    return .dealt(taken: entries.count, assigned: assigned)
  }

  private func liveLoads() throws -> LiveLoads {
    var loads = LiveLoads()
    let rows = try connection.query(
      "SELECT rev, open_cases, open_amount, given_cases FROM allot.collector_state WHERE agency_id = \(agency.id) ORDER BY collector_id"
    ).decode(Int32.self, Int32.self, Int64.self, Int64.self)
    for (rev, cases, amount, given) in rows {
      loads.rev.append(rev)
      loads.openCases.append(Int64(cases))
      loads.openAmount.append(amount)
      loads.givenCases.append(given)
    }
    return loads
  }

  /// Regions by the names on record, for what is decided and what is booked.
  private func regionsRead(_ entries: [Entry], _ chunk: FeedChunk) throws -> [Entry] {
    let unknown = entries.compactMap(\.row.region).filter { desk.names[LiveDesk.NameKey(table: .region, name: $0)] == nil }
    let names = try chunk.regionNames(unknown)
    guard names.contains(where: { $0.key != $0.value }) else { return entries }
    return entries.map { entry in
      var read = entry
      read.row.region = entry.row.region.map { names[$0] ?? $0 }
      return read
    }
  }

  /// Applies what is no plain new case, as a file of these rows would: each case once a time, so that of several rows of one case none is lost and
  /// the last has the last word. What the file rules refuse stays in the inbox, with the reason.
  private mutating func apply(_ leftOver: [CaseRow], _ entries: [Entry], _ chunk: inout FeedChunk) throws {
    var rows = leftOver
    while !rows.isEmpty {
      var (now, later): ([CaseRow], [CaseRow]) = ([], [])
      var seen: Set<CaseKey> = []
      for row in rows {
        if seen.insert(CaseKey(client: row.client, caseNo: row.caseNo)).inserted { now.append(row) } else { later.append(row) }
      }
      chunk.report = ApplyReport()
      try chunk.apply(now)
      desk.doubtful += chunk.report.doubts.lines.map { entries[$0].row.caseNo }
      // Of one row the last reason stands, as one after the other would write it.
      let reasons = Dictionary(
        chunk.report.rejects.map {
          (entries[$0.position.line].id, $0.column.isEmpty ? $0.reason : "\($0.column): \($0.reason)")
        }
      ) { _, last in last }.sorted { $0.key < $1.key }
      try mark(reasons.map(\.key), reasons.map(\.value))
      rows = later
    }
  }

  /// Of the new cases those that are still as they were made: what another row of the batch changed, or whose debtor it names, is left to the next run
  /// of arrivals, which reads the cases themselves. What is decided from memory and what is booked must be the same.
  private func untouched(_ made: [Made], by leftOver: [CaseRow]) throws -> [Made] {
    let debtors = Set(leftOver.compactMap(\.debtor))
    let same = Set(
      try connection.query(
        """
        SELECT case_id FROM allot.case_state WHERE agency_id = \(agency.id) AND case_id = ANY (\(made.map(\.id))) AND rev = 1
          AND status = \(stored: CaseStatus.open) AND holder_id IS NULL
        """
      ).map { try $0[0, as: Int64.self] })
    return made.filter { one in same.contains(one.id) && !(one.row.debtor.map(debtors.contains) ?? false) }
  }

  /// A case that this look has made and that can be dealt at once.
  private struct Made {
    var row: CaseRow
    var id: Int64
    var debtor: Int64
  }

  /// Inserts the cases that are new; gives those that can be dealt at once, and the rows that are somebody else's business: cases known
  /// already, skills nobody has heard of, currencies without a rate, and cases that are entrusted on a day to come.
  private mutating func makeCases(_ entries: [Entry], _ chunk: inout FeedChunk) throws -> ([Made], [CaseRow]) {
    let snapshot = desk.frozen.snapshot
    var (leftOver, fresh): ([CaseRow], [CaseRow]) = ([], [])
    var seen: Set<CaseKey> = []
    for entry in entries {
      let isPlain =
        entry.row.requiredSkills.allSatisfy { snapshot.skills.find($0) != nil }
        && (entry.row.currency == agency.currency || desk.frozen.rates[entry.row.currency] != nil)
        && entry.row.entrustedOn.map { $0 <= snapshot.slot } ?? true
        && seen.insert(CaseKey(client: entry.row.client, caseNo: entry.row.caseNo)).inserted
      if isPlain { fresh.append(entry.row) } else { leftOver.append(entry.row) }
    }
    guard !fresh.isEmpty else { return ([], leftOver) }
    let references = fresh.compactMap(\.debtor)
    var knownDebtors: Set<Int64> = []
    if !references.isEmpty {
      let known = try connection.query(
        "SELECT debtor_id FROM allot.debtor WHERE agency_id = \(agency.id) AND reference = ANY (\(references.map(\.bytes)))")
      knownDebtors = Set(try known.map { try $0[0, as: Int64.self] })
    }
    let debtors = try chunk.debtorIDs(of: references)
    let ids = try insert(fresh, debtors, chunk)
    var made: [Made] = []
    for (position, row) in fresh.enumerated() {
      guard let id = ids[position] else {
        leftOver.append(row)
        continue
      }
      let debtor = row.debtor.flatMap { debtors[$0] } ?? 0
      // The debtor's other cases are not here to be seen.
      if debtor == 0 || !knownDebtors.contains(debtor) { made.append(Made(row: row, id: id, debtor: debtor)) }
    }
    // In the order in which they came in: of two rows of one case the later has the last word.
    return (made, leftOver.sorted { $0.line < $1.line })
  }

  /// The desk with the cases in it. `first`: id of the first row of the inbox, for the seed.
  private func snapshot(of made: [Made], first: Int64) -> Snapshot {
    var snapshot = desk.frozen.snapshot
    for one in made { append(one.row, one.id, one.debtor, to: &snapshot) }
    let count = snapshot.cases.count
    snapshot.seed = RunKey(agency: agency.id, slot: snapshot.slot, kind: .arrivals, seq: Int32(truncatingIfNeeded: first)).seed
    snapshot.contacts = Ragged(emptyRows: count)
    snapshot.conversations = Ragged(emptyRows: count)
    snapshot.payments = Ragged(emptyRows: count)
    snapshot.promises = Ragged(emptyRows: count)
    snapshot.formerHolders = Ragged(emptyRows: count)
    snapshot.conflicts = Ragged(emptyRows: count)
    return snapshot
  }

  private func append(_ row: CaseRow, _ id: Int64, _ debtor: Int64, to snapshot: inout Snapshot) {
    let (client, batch) = (snapshot.clients.intern(row.client), row.batch.map { snapshot.batches.intern($0) })
    let (product, stage) = (row.product.map { snapshot.products.intern($0) }, row.stage.map { snapshot.stages.intern($0) })
    let region = row.region.map { snapshot.regions.intern($0) }
    let skills = row.requiredSkills.reduce(UInt64(0)) { mask, skill in
      mask | (snapshot.skills.find(skill).map { UInt64(1) << UInt64($0) } ?? 0)
    }
    snapshot.cases.id.append(id)
    snapshot.cases.debtor.append(debtor)
    snapshot.cases.client.append(client)
    snapshot.cases.batch.append(batch ?? -1)
    snapshot.cases.product.append(product ?? -1)
    snapshot.cases.stage.append(stage ?? -1)
    snapshot.cases.region.append(region ?? -1)
    snapshot.cases.currency.append(row.currency)
    snapshot.cases.outstanding.append(max(0, row.outstanding))
    snapshot.cases.entrustedOn.append(row.entrustedOn ?? Day.none)
    snapshot.cases.overdueOn.append(row.overdueOn ?? Day.none)
    snapshot.cases.dueBackOn.append(row.dueBackOn ?? Day.none)
    snapshot.cases.holder.append(.none)
    snapshot.cases.heldSince.append(.none)
    snapshot.cases.hand.append(0)
    snapshot.cases.retainedUntil.append(.none)
    snapshot.cases.hold.append(.none)
    snapshot.cases.holdUntil.append(.none)
    snapshot.cases.flags.append([])
    snapshot.cases.previousClass.append(.unknown)
    snapshot.cases.classSince.append(.none)
    snapshot.cases.requiredSkills.append(skills)
    snapshot.cases.pinnedTo.append(.none)
    snapshot.cases.pinnedUntil.append(.none)
    snapshot.cases.rev.append(1)
  }

  /// Makes records, states and ledger rows of the new cases in one statement. Gives their ids by position; none for a case that was there.
  private mutating func insert(_ rows: [CaseRow], _ debtors: [OpaqueReference: Int64], _ chunk: FeedChunk) throws -> [Int: Int64] {
    func ids(_ table: NameTable, _ name: (CaseRow) -> String?) throws -> [Int32?] {
      let unknown = rows.compactMap(name).filter { desk.names[LiveDesk.NameKey(table: table, name: $0)] == nil }
      for (name, id) in try chunk.ids(of: unknown, in: table) { desk.names[LiveDesk.NameKey(table: table, name: name)] = id }
      return rows.map { name($0).flatMap { desk.names[LiveDesk.NameKey(table: table, name: $0)] } }
    }
    let (clients, batches, products) = (try ids(.client) { $0.client }, try ids(.batch) { $0.batch }, try ids(.product) { $0.product })
    let (stages, regions) = (try ids(.stage) { $0.stage }, try ids(.region) { $0.region })
    let skills = desk.frozen.snapshot.skills
    let masks: [Int64] = rows.map { row in
      row.requiredSkills.reduce(Int64(0)) { mask, skill in mask | (skills.find(skill).map { Int64(1) << Int64($0) } ?? 0) }
    }
    let clientIDs: [Int32] = clients.map { $0 ?? 0 }
    let (caseNos, amounts): ([String], [Int64]) = (rows.map(\.caseNo), rows.map(\.outstanding))
    let currencies: [String] = rows.map(\.currency.description)
    let owners: [Int64?] = rows.map { row in row.debtor.flatMap { debtors[$0] } }
    let entrusted: [PostgresDate?] = rows.map { $0.entrustedOn?.date }
    let overdue: [PostgresDate?] = rows.map { $0.overdueOn?.date }
    let dueBack: [PostgresDate?] = rows.map { $0.dueBackOn?.date }
    let asOf: [PostgresDate] = rows.map { (($0.writtenOn ?? chunk.today) - 1).date }
    let made = try connection.query(
      """
      WITH input AS (
        SELECT * FROM unnest(\(clientIDs), \(caseNos), \(currencies), \(amounts), \(batches), \(products), \(stages), \(regions), \(masks),
          \(owners), \(entrusted), \(overdue), \(dueBack), \(asOf)) WITH ORDINALITY
          AS i (client_id, case_no, currency, outstanding, batch_id, product_id, stage_id, region_id, skills, debtor_id, entrusted_on, overdue_on,
            due_back_on, as_of, place)),
      record AS (
        INSERT INTO allot.case_record (agency_id, client_id, case_no, stated_outstanding, stated_on, balance_on, created_at)
        SELECT \(agency.id), client_id, case_no, outstanding, \(chunk.today.date), as_of, clock_timestamp() FROM input
        ORDER BY place
        ON CONFLICT (agency_id, case_no, client_id) DO NOTHING RETURNING case_id, client_id, case_no),
      new AS (SELECT r.case_id, i.* FROM record r JOIN input i ON i.client_id = r.client_id AND i.case_no = r.case_no),
      state AS (
        INSERT INTO allot.case_state (agency_id, case_id, outstanding, debtor_id, required_skills, client_id, batch_id, product_id, stage_id, region_id,
          entrusted_on, overdue_on, due_back_on, currency)
        SELECT \(agency.id), case_id, greatest(0, outstanding), debtor_id, skills, client_id, batch_id, product_id, stage_id, region_id, entrusted_on, overdue_on,
          due_back_on, currency FROM new),
      entrusted AS (
        INSERT INTO allot.change (agency_id, day, at, case_id, amount, kind, currency)
        SELECT \(agency.id), \(chunk.today.date), clock_timestamp(), case_id, greatest(0, outstanding), 1, currency FROM new)
      SELECT place, case_id FROM new
      """
    ).decode(Int64.self, Int64.self)
    return Dictionary(made.map { (Int($0.0) - 1, $0.1) }) { first, _ in first }
  }
}
