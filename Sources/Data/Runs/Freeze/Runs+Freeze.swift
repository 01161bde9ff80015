import Feeds
import Portfolio
import Postgres
import Register
import Schema
import Speech

extension Runs {
  /// Reads the agency in one snapshot: open cases, people and facts of days before `factsBefore`, with the digest of all of it. Holds no lock.
  package func freeze(_ request: FreezeRequest) async throws -> Frozen {
    try await database.transaction(.repeatableReadReadOnly, agency: request.agency.id, settings: .unlimited) { connection in
      try connection.script(FreezeStatements.settings)
      var freezer = Freezer(connection, request)
      return try freezer.read()
    }
  }
}

/// One freeze under way: rows stream in and become columns.
struct Freezer {
  let connection: Connection
  let request: FreezeRequest
  let statements: FreezeStatements
  var snapshot: Snapshot
  var digest = InputDigest()
  var rates: [Currency: RateFraction] = [:]
  var givenCases: [Int64] = []
  var givenAmount: [Int64] = []
  var collectors = IDMap([])
  /// Dictionary id → position, by table.
  var names: [NameTable: IDMap] = [:]
  var stageIDs: [Int32] = []

  init(_ connection: Connection, _ request: FreezeRequest) {
    self.connection = connection
    self.request = request
    statements = FreezeStatements(request)
    snapshot = Snapshot(
      agency: request.agency.id, agencyCode: request.agency.code, slot: request.slot, asOf: request.asOf, seed: request.seed)
  }

  mutating func read() throws -> Frozen {
    let databaseSnapshot = try connection.query("SELECT pg_current_snapshot()::text").only()[0, as: String.self]
    digest.add(Int64(request.slot.rawValue))
    digest.add(Int64(request.factsBefore.rawValue))
    if request.bindsUpTo > request.slot { digest.add(Int64(request.bindsUpTo.rawValue)) }
    try section("names") { try $0.readNames() }
    try section("codes") { try $0.readCodes() }
    try section("rates") { try $0.readRates() }
    try section("collectors") { try $0.readCollectors() }
    try section("days") { try $0.readDays() }
    try section("month") { try $0.readMonth() }
    guard request.readsCases else { return frozen(databaseSnapshot) }
    snapshot.stops = try Register.stopsInForce(connection, request.agency.id)
    try section("cases") { try $0.readCases() }
    if let day = request.settlesUpTo { try settle(upTo: day) }
    try section("contacts") { try $0.readContacts() }
    try section("conversations") { try $0.readConversations() }
    try section("payments") { try $0.readPayments() }
    try section("promises") { try $0.readPromises() }
    try section("formerHolders") { try $0.readFormerHolders() }
    try section("conflicts") { try $0.readConflicts() }
    addStops()
    return frozen(databaseSnapshot)
  }

  /// Nearly always there is nothing to settle, and then the digest is that of a freeze after settling.
  private mutating func settle(upTo day: Day) throws {
    var settled: [(id: Int64, owed: Int64)] = []
    try connection.copyOut(SQL(raw: statements.settled(upTo: day))) { settled.append((try $0.int64(), try $0.int64())) }
    guard !settled.isEmpty else { return }
    let positions = IDMap(snapshot.cases.id)
    for (id, owed) in settled {
      let position = Int(positions[id])
      guard position >= 0, snapshot.cases.outstanding[position] != owed else { continue }
      snapshot.cases.outstanding[position] = owed
      for number in [id, owed] { digest.add(number) }
    }
  }

  private func frozen(_ databaseSnapshot: String) -> Frozen {
    Frozen(
      snapshot: snapshot, digest: digest.digest(), databaseSnapshot: databaseSnapshot, givenCases: givenCases, givenAmount: givenAmount,
      rates: rates, stageIDs: stageIDs)
  }

  /// Inputs without any are as they were before there were stops.
  private mutating func addStops() {
    let stops = snapshot.stops
    guard !stops.isEmpty else { return }
    for text in ["stops"] + stops.clients.sorted() + ["policies"] + stops.policies.sorted() { digest.add(text) }
    for number in stops.debtors.sorted() + [0] + stops.cases.sorted() { digest.add(number) }
  }

  /// A name before each part, so that rows cannot pass from one part to the next without the digest showing it.
  private mutating func section(_ name: String, _ body: (inout Freezer) throws -> Void) throws {
    digest.add(name)
    try body(&self)
  }

  private mutating func readNames() throws {
    for table in FreezeStatements.nameTables {
      var ids: [Int64] = []
      var symbols = SymbolTable()
      try connection.copyOut(SQL(raw: statements.names(table))) { row in
        let (id, name) = (try row.int32(), try row.text())
        digest.add(Int64(id))
        digest.add(name)
        ids.append(Int64(id))
        _ = symbols.intern(name)
      }
      names[table] = IDMap(ids)
      switch table {
      case .client: snapshot.clients = symbols
      case .batch: snapshot.batches = symbols
      case .product: snapshot.products = symbols
      case .stage: (snapshot.stages, stageIDs) = (symbols, ids.map { Int32($0) })
      case .region: snapshot.regions = symbols
      case .team: snapshot.teams = symbols
      case .skill: snapshot.skills = symbols
      }
    }
  }

  private mutating func readCodes() throws {
    try connection.copyOut(SQL(raw: statements.codes)) { row in
      let (id, channel, outcome, party) = (try row.int32(), try row.int16(), try row.int16(), try row.int16())
      let (automatic, inbound) = (try row.bool(), try row.bool())
      guard Int(id) == snapshot.contactCodes.count else {
        throw StoreError.invalid(
          Wording(
            "contact codes have a gap before \(id); restore allot.contact_code from a backup",
            "联系代码在 \(id) 之前有缺号；请从备份恢复 allot.contact_code"))
      }
      for number in [Int64(channel), Int64(outcome), Int64(party), automatic ? 1 : 0, inbound ? 1 : 0] { digest.add(number) }
      snapshot.contactCodes.append(try ContactCode(stored: channel, outcome, party, automatic: automatic, inbound: inbound))
    }
  }

  private mutating func readRates() throws {
    try connection.copyOut(SQL(raw: statements.rates)) { row in
      let (code, numerator, denominator) = (try row.text(), try row.int64(), try row.int64())
      digest.add(code)
      digest.add(numerator)
      digest.add(denominator)
      rates[try Currency(stored: code)] = RateFraction(numerator: numerator, denominator: denominator)
    }
  }

  private mutating func readCollectors() throws {
    var columns = CollectorColumns()
    let teams = names[.team] ?? IDMap([])
    try connection.copyOut(SQL(raw: statements.collectors)) { row in
      let id = try row.int64()
      columns.id.append(id)
      let code = try row.text()
      columns.code.append(code)
      let team = try row.int32OrNil() ?? 0
      columns.team.append(teams[Int64(team)])
      let skills = try row.int64()
      columns.skills.append(UInt64(bitPattern: skills))
      let active = try row.bool()
      columns.active.append(active)
      columns.joinedOn.append(Day(try row.dateOrNil() ?? Day.none.rawValue))
      columns.leavesOn.append(Day(try row.dateOrNil() ?? Day.never.rawValue))
      columns.fullTime.append(try row.int32())
      columns.caseLimit.append(try row.int32())
      columns.amountLimit.append(try row.int64())
      columns.rev.append(try row.int32())
      givenCases.append(try row.int64())
      givenAmount.append(try row.int64())
      let i = columns.id.count - 1
      digest.add(code)
      for number in [
        id, Int64(team), skills, active ? 1 : 0, Int64(columns.joinedOn[i].rawValue), Int64(columns.leavesOn[i].rawValue),
        Int64(columns.fullTime[i]), Int64(columns.caseLimit[i]), columns.amountLimit[i],
      ] { digest.add(number) }
    }
    collectors = IDMap(columns.id)
    snapshot.collectors = columns
  }

  private mutating func readDays() throws {
    var days = RaggedBuilder<CollectorDay>(beside: snapshot.collectors.id)
    let count = snapshot.collectors.count
    var today = [Int32](repeating: 0, count: count)
    try connection.copyOut(SQL(raw: statements.collectorDays)) { row in
      let id = try row.int64()
      var day = CollectorDay(day: Day(try row.date()))
      day.scheduledMinutes = try row.int32()
      day.leaveMinutes = try row.int32()
      day.talkSeconds = try row.int32()
      day.calls = try row.int32()
      day.messages = try row.int32()
      day.otherContacts = try row.int32()
      let newCases = try row.int32()
      guard days.move(to: id) else { return }
      let position = Int(collectors[id])
      if day.day >= request.factsBefore {
        // What happened since is not known tonight; what is scheduled is.
        (day.talkSeconds, day.calls, day.messages, day.otherContacts) = (0, 0, 0, 0)
      }
      if day.day == request.slot { today[position] = newCases }
      days.values.append(day)
      for number in [
        id, Int64(day.day.rawValue), Int64(day.scheduledMinutes), Int64(day.leaveMinutes), Int64(day.talkSeconds), Int64(day.calls),
        Int64(day.messages), Int64(day.otherContacts), Int64(newCases),
      ] { digest.add(number) }
    }
    days.finish()
    snapshot.collectors.days = Ragged(starts: days.starts, values: days.values)
    snapshot.collectors.newToday = today
  }
}
