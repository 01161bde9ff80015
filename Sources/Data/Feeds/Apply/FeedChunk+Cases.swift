import Portfolio
import Postgres
import Register
import Schema
import Speech

/// A case a row of a feed names, as it stands.
struct ResolvedCase {
  var id: Int64
  var currency: Currency
  var status: CaseStatus
  /// 0 for the pool.
  var holder: Int64
  var heldSince: Day
}

extension FeedChunk {
  /// Finds the cases that rows name, in order. Rows whose case is unknown or not clear are rejected: nil, as for rows that name none.
  mutating func resolve(_ rows: [(line: Int, key: CaseKey?)]) throws -> [ResolvedCase?] {
    var positions: [CaseKey: Int] = [:]
    var keys: [CaseKey] = []
    for case (_, let key?) in rows where positions[key] == nil {
      positions[key] = keys.count
      keys.append(key)
    }
    var found = try lookUp(keys, by: "case_no")
    // A collection log may know the contract only: where no case has the number, the one case of that contract is meant.
    let unknown = keys.indices.filter { if case .unknown = found[$0] { true } else { false } }
    let isByContract = Set(unknown)
    for (position, one) in zip(unknown, try lookUp(unknown.map { keys[$0] }, by: "contract")) { found[position] = one }
    let missing = keys.indices.filter { if case .unknown = found[$0] { true } else { false } }.map { keys[$0] }
    let meant = try meantNumbers(missing)
    let others = try ofOtherClients(missing)
    var cases: [ResolvedCase?] = []
    cases.reserveCapacity(rows.count)
    for (line, key) in rows {
      guard let key, let position = positions[key] else {
        cases.append(nil)
        continue
      }
      switch found[position] {
      case .found(let one):
        cases.append(one)
        if isByContract.contains(position) { report.byContract += 1 }
        continue
      case .unknown:
        let client =
          key.client == nil ? Wording.none : Wording(" of the client that the row, its file or --client names", "该行、文件或 --client 所指的委托方")
        let elsewhere = others.contains(key) ? Self.elsewhere : Wording("import the case file first", "请先导入案件文件")
        let hint = meant[key].map { Suggestion.meant($0) } ?? elsewhere
        reject(
          line: line, column: "case_no", value: key.caseNo,
          Wording("no such case\(client.en); \(hint.en)", "\(client.zh)没有这个案件；\(hint.zh)"))
      case .ambiguous(let count) where isByContract.contains(position):
        reject(
          line: line, column: "case_no", value: key.caseNo,
          Wording(
            "no case has this number, and as a contract it stands for \(count) cases; give the number of the case",
            "没有案件用这个编号；作为合同号它对应 \(count) 件案件；请给出案件编号"))
      case .ambiguous(let count):
        reject(
          line: line, column: "case_no", value: key.caseNo,
          Wording(
            "the number stands for \(count) cases of different clients; add a client column", "该案件号对应不同委托方的 \(count) 件案件；请增加委托方列"))
      }
      cases.append(nil)
    }
    return cases
  }

  private static let elsewhere = Wording(
    "another client has a case of this number: name that client (a client column, or --client), or leave --client out",
    "另一委托方有此编号的案件：请写明该委托方（委托方列或 --client），或不写 --client")

  /// Those of a client's numbers that no case of his has, and one of somebody else.
  private func ofOtherClients(_ keys: [CaseKey]) throws -> Set<CaseKey> {
    let named = keys.filter { $0.client != nil }
    let numbers = named.map { CaseKey(client: nil, caseNo: $0.caseNo) }
    return Set(zip(named, try lookUp(numbers, by: "case_no")).compactMap { key, found in if case .unknown = found { nil } else { key } })
  }

  /// Longest number with the zeros that it may have lost.
  private static let longest = 20
  /// So many unknown numbers of a chunk are looked up with zeros.
  private static let guessed = 200

  /// For numbers that no case has: the one case whose number is the same with zeros before it, which a spreadsheet takes away.
  private func meantNumbers(_ keys: [CaseKey]) throws -> [CaseKey: String] {
    let numbers = keys.filter { key in key.caseNo.utf8.count < Self.longest && key.caseNo.utf8.allSatisfy { (48...57).contains($0) } }
      .prefix(
        Self.guessed)
    var tries: [(key: CaseKey, padded: CaseKey)] = []
    for key in numbers {
      var padded = key
      for _ in key.caseNo.utf8.count..<Self.longest {
        padded.caseNo = "0" + padded.caseNo
        tries.append((key, padded))
      }
    }
    var meant: [CaseKey: [String]] = [:]
    for (one, found) in zip(tries, try lookUp(tries.map(\.padded), by: "case_no")) {
      if case .unknown = found { continue }
      meant[one.key, default: []].append(one.padded.caseNo)
    }
    return meant.compactMapValues { $0.count == 1 ? $0.first : nil }
  }

  private enum LookUp {
    case found(ResolvedCase), unknown, ambiguous(Int)
  }

  /// `column`: `case_no` or `contract`.
  private func lookUp(_ keys: [CaseKey], by column: String) throws -> [LookUp] {
    guard !keys.isEmpty else { return [] }
    let clients = try knownIDs(of: Array(Set(keys.compactMap(\.client))), in: .client)
    // A client nobody knows has no cases: −1 is no client's id.
    let clientIDs: [Int32?] = keys.map { key in key.client.map { clients[$0] ?? -1 } }
    // LATERAL: one probe of an index per key, never a join that reads all cases.
    let rows = try connection.query(
      """
      SELECT r.cases, r.case_id, s.currency, s.status, s.holder_id, s.held_since
      FROM unnest(\(keys.map(\.caseNo)), \(clientIDs)) WITH ORDINALITY AS n (number, client_id, ordinality)
      CROSS JOIN LATERAL (
        SELECT count(*)::int4 AS cases, min(r.case_id) AS case_id FROM allot.case_record r
        WHERE r.agency_id = \(agency) AND r.\(identifier: column) = n.number AND (n.client_id IS NULL OR r.client_id = n.client_id)) r
      LEFT JOIN LATERAL (
        SELECT s.currency, s.status, s.holder_id, s.held_since FROM allot.case_state s
        WHERE s.agency_id = \(agency) AND s.case_id = r.case_id LIMIT 1) s ON true
      ORDER BY n.ordinality
      """
    ).decode(Int32.self, Int64?.self, String?.self, Int16?.self, Int64?.self, PostgresDate?.self)
    return try rows.map { count, id, currency, status, holder, since in
      guard let id, let currency, let status else { return .unknown }
      guard count == 1 else { return .ambiguous(Int(count)) }
      return .found(
        ResolvedCase(
          id: id, currency: try Currency(stored: currency), status: CaseStatus(rawValue: UInt8(clamping: status)) ?? .open,
          holder: holder ?? 0,
          heldSince: Day(since)))
    }
  }

  /// Instants and local dates of wall-clock times, in order. PostgreSQL knows the zones; it is asked once for every quarter of an hour that
  /// occurs, since clocks change at the ends of quarters.
  func instants(of times: [LocalTime]) throws -> [(at: Instant, day: Day)] {
    let quarter: Int64 = 900_000_000
    func start(_ time: LocalTime) -> LocalTime {
      let rest = time.microseconds % quarter
      return LocalTime(microseconds: time.microseconds - (rest < 0 ? rest + quarter : rest), offsetSeconds: time.offsetSeconds)
    }
    var positions: [LocalTime: Int] = [:]
    var starts: [LocalTime] = []
    for time in times where positions[start(time)] == nil {
      positions[start(time)] = starts.count
      starts.append(start(time))
    }
    let found = try exactInstants(of: starts)
    return times.map { time in
      let (first, one) = (start(time), positions[start(time)].map { found[$0] })
      let at = (one?.at.rawValue ?? 0) + time.microseconds - first.microseconds
      return (Instant(rawValue: at), one?.day ?? .none)
    }
  }

  private func exactInstants(of times: [LocalTime]) throws -> [(at: Instant, day: Day)] {
    guard !times.isEmpty else { return [] }
    let instant = LocalTimes.instant(of: "n.us", "n.off", zone: "z.zone")
    return try connection.query(
      """
      SELECT t.at, (t.at AT TIME ZONE t.zone)::date
      FROM (SELECT n.ordinality, z.zone, \(raw: instant) AS at
        FROM unnest(\(times.map(\.microseconds)), \(times.map(\.offsetSeconds))) WITH ORDINALITY AS n (us, off, ordinality),
          (SELECT \(zone)::text AS zone) z) t
      ORDER BY t.ordinality
      """
    ).decode(PostgresTimestamp.self, PostgresDate.self).map { (Instant($0.0), Day($0.1)) }
  }
}
