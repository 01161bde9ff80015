import Digest
package import Portfolio
import Postgres
package import Schema
package import Speech

/// What is wrong with a sealed stream or run.
package struct SealFault: Sendable, Hashable {
  /// What was done to it. Raw values are the words of answers.
  package enum Kind: String, Sendable {
    /// A row is not what was sealed at its place: its contents or its place were changed.
    case changed
    /// Rows are gone from the middle.
    case deleted
    /// Rows are gone from the end.
    case cutOff = "cut_off"
    /// The head was set back, replaced or removed.
    case head
    /// A run's decisions are not those that were sealed.
    case run
  }
  /// What was done to it.
  package var kind: Kind
  /// First position concerned, or the number of the run.
  package var place: Int64
  /// What is wrong, in one phrase for people; names positions and runs, nothing of the rows.
  package var text: Wording
}

/// What a check of one stream found.
package struct SealReport: Sendable {
  /// The stream that was walked.
  package var stream: SealStream
  /// Numbered rows whose digest was computed anew.
  package var checked: Int
  /// Committed rows that no sealer has numbered yet.
  package var unsealed: Int
  /// Rows up to here were removed by retention.
  package var base: Int64
  /// Position of the last row by the head; 0 when nothing is sealed yet.
  package var position: Int64
  /// SHA-256 that the head names as the end of the chain; where the chain begins when there is no head.
  package var digest: [UInt8]
  /// As the walk found them, from the chain's base to its head; empty when the chain holds.
  package var faults: [SealFault]
}

/// The end of a chain as somebody noted it outside the database.
package struct SealNote: Sendable, Hashable {
  /// Position of a row that was the last one then, from 1; 0 where nothing was sealed yet.
  package var position: Int64
  /// SHA-256 at that position.
  package var digest: [UInt8]
  /// As a person reads it from an earlier check, kept where nobody who writes the database can change it.
  package init(position: Int64, digest: [UInt8]) {
    self.position = position
    self.digest = digest
  }
}

extension Register {
  /// Recomputes a chain from its base to its head. `note`: an end that was true once, which must still be found at its place.
  package func verifySeals(_ stream: SealStream, note: SealNote? = nil, agency: Agency) async throws -> SealReport {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id, settings: .unlimited) { connection in
      try ChainCheck.run(connection, stream, note, agency)
    }
  }

  /// Recomputes the roots of sealed runs of slots from `since` on. Gives the number of runs and what is wrong.
  package func verifyRuns(since: Day = .none, agency: Agency) async throws -> (checked: Int, purged: Int, faults: [SealFault]) {
    let runs = try await database.transaction(.repeatableReadReadOnly, agency: agency.id) { connection in
      let filter: SQL = since.isKnown ? "AND r.slot >= \(since.date)" : ""
      return try connection.query(
        """
        SELECT r.run_id, r.slot, r.merkle_root, r.seal_salt, (SELECT a.detail ->> 'root' FROM allot.audit a
          WHERE a.agency_id = r.agency_id AND a.action = 'run.sealed' AND a.subject = 'run ' || r.run_id ORDER BY a.audit_id LIMIT 1)
        FROM allot.run r WHERE r.agency_id = \(agency.id) AND (r.merkle_root IS NOT NULL OR EXISTS (SELECT FROM allot.audit a
          WHERE a.agency_id = r.agency_id AND a.action = 'run.sealed' AND a.subject = 'run ' || r.run_id)) \(filter)
        ORDER BY r.run_id
        """
      ).decode(Int64.self, PostgresDate.self, [UInt8]?.self, [UInt8]?.self, String?.self)
    }
    let purgedBefore = try await purgedBefore("decision", agency: agency)
    var (faults, purged) = ([SealFault](), 0)
    for (run, slot, root, salt, audited) in runs {
      if Day(slot) < purgedBefore {
        purged += 1
        continue
      }
      let found = try await database.transaction(.repeatableReadReadOnly, agency: agency.id, settings: .unlimited) { connection in
        try Self.root(connection, run, salt, agency.id)
      }
      if found.hash != root || audited != Hex.encode(found.hash) {
        let day = Day(slot)
        let text =
          audited == nil
          ? Wording("run \(run) of \(day): its root is not in the audit", "运行 \(run)（\(day)）：其根值不在审计记录中")
          : Wording(
            "run \(run) of \(day): its \(found.decisions) decisions are not those that were sealed",
            "运行 \(run)（\(day)）：其 \(found.decisions) 条决定与封存时不同")
        faults.append(SealFault(kind: .run, place: run, text: text))
      }
    }
    return (runs.count - purged, purged, faults)
  }

  /// The root over what the database has now, in the way in which the run was sealed. Of a run with a salt nothing has, if its parts were changed.
  private static func root(_ connection: Connection, _ run: RunID, _ salt: [UInt8]?, _ agency: Int64) throws -> (
    hash: [UInt8], decisions: Int
  ) {
    guard let salt else {
      let root = try RunRoot.compute(connection, run, agency)
      return (root.hash, root.decisions)
    }
    let kept = try RunSeal.keptParts(connection, run, agency)
    let seal = try RunSeal.compute(connection, run, agency, salt: salt, clients: Set(kept.keys), stays: kept)
    return (seal.parts == kept.values.sorted { $0.client < $1.client } ? seal.root : [], seal.decisions)
  }

  /// Rows of `what` before this day were removed by retention, as the audit says.
  func purgedBefore(_ what: String, agency: Agency) async throws -> Day {
    try await database.transaction(agency: agency.id) { connection in
      let found = try connection.query(
        """
        SELECT max((detail ->> 'before')::date) FROM allot.audit
        WHERE agency_id = \(agency.id) AND action = 'data.purged' AND detail ->> 'what' = \(what)
        """
      ).only()[0, as: PostgresDate?.self]
      return Day(found)
    }
  }
}

/// Walks one chain.
private struct ChainCheck {
  private var expected: Int64
  private var previous: [UInt8]
  private var faults: [SealFault] = []
  private var checked = 0
  private let start: (position: Int64, digest: [UInt8])

  static func run(_ connection: Connection, _ stream: SealStream, _ note: SealNote?, _ agency: Agency) throws -> SealReport {
    let unsealed = try connection.query(
      "SELECT count(*)::int4 FROM allot.\(raw: stream.rawValue) WHERE agency_id = \(agency.id) AND position IS NULL"
    ).only()[0, as: Int.self]
    let head = try connection.query(
      """
      SELECT position, digest, mac, key_id, base_position, base_digest FROM allot.seal_head
      WHERE agency_id = \(agency.id) AND stream = \(stream.rawValue)
      """
    ).first?.decode(Int64.self, [UInt8].self, [UInt8].self, Int32.self, Int64.self, [UInt8].self)
    var check = ChainCheck(expected: (head?.4 ?? 0) + 1, previous: head?.5 ?? stream.genesis(agency.id))
    if head?.4 == 0, head?.5 != stream.genesis(agency.id) {
      check.fault(.head, 0, Wording("the chain does not begin where this agency's chain begins", "链的起点不是本机构链的起点"))
    }
    var noted: [UInt8]?
    try connection.stream(
      """
      SELECT position, digest, \(raw: stream.columns) FROM allot.\(raw: stream.rawValue)
      WHERE agency_id = \(agency.id) AND position IS NOT NULL ORDER BY position
      """
    ) { row in
      let (position, digest) = (try row[0, as: Int64.self], try row[1, as: [UInt8]?.self] ?? [])
      if position == note?.position { noted = digest }
      check.step(try SealedRow(row, stream, first: 2), position, digest, agency.id)
    }
    check.finish(stream, head.map { ($0.0, $0.1, $0.2, $0.3) }, agency)
    // Where checking begins stands with the head; what lies before was removed by retention and cannot be compared.
    if note?.position == check.start.position { noted = check.start.digest }
    if let note, note.position >= check.start.position, noted != note.digest {
      let position = note.position
      check.fault(
        .head, position,
        Wording(
          "position \(position) is not what was noted outside: the chain was replaced or cut off", "位置 \(position) 与库外所记不符：链被替换或截断"))
    }
    return SealReport(
      stream: stream, checked: check.checked, unsealed: unsealed, base: head?.4 ?? 0, position: head?.0 ?? 0,
      digest: head?.1 ?? stream.genesis(agency.id), faults: check.faults)
  }

  private init(expected: Int64, previous: [UInt8]) {
    (self.expected, self.previous) = (expected, previous)
    start = (expected - 1, previous)
  }

  private mutating func fault(_ kind: SealFault.Kind, _ place: Int64, _ text: Wording) {
    faults.append(SealFault(kind: kind, place: place, text: text))
  }

  private mutating func step(_ row: SealedRow, _ position: Int64, _ digest: [UInt8], _ agency: Int64) {
    checked += 1
    var isAfterGap = false
    if position > expected {
      isAfterGap = true
      let last = position - 1
      fault(
        .deleted, expected,
        expected == last
          ? Wording("position \(expected) is gone", "位置 \(expected) 不见了")
          : Wording("positions \(expected) to \(last) are gone", "位置 \(expected) 至 \(last) 不见了"))
    } else if position < expected {
      fault(
        .changed, position,
        Wording("position \(position) stands before the part that retention removed", "位置 \(position) 位于按保存期限清除的部分之前"))
    }
    // Behind a gap the digest before is unknown: the chain goes on from what is stored, so that one fault is told once.
    if !isAfterGap, row.digest(after: previous, position: position, agency: agency) != digest {
      fault(
        .changed, position,
        Wording(
          "position \(position) is not what was sealed there: the row or its place was changed", "位置 \(position) 与封存时不符：该行或其位置被改动"))
    }
    previous = digest
    expected = position + 1
  }

  private mutating func finish(
    _ stream: SealStream, _ head: (position: Int64, digest: [UInt8], mac: [UInt8], keyID: Int32)?, _ agency: Agency
  ) {
    guard let head else {
      if checked > 0 { fault(.head, 0, Wording("the head of the chain is gone", "链头不见了")) }
      return
    }
    let last = expected - 1
    if last < head.position {
      fault(
        .cutOff, last + 1,
        last + 1 == head.position
          ? Wording("position \(head.position), the last, is gone", "末尾的位置 \(head.position) 不见了")
          : Wording("positions \(last + 1) to \(head.position), the last, are gone", "末尾的位置 \(last + 1) 至 \(head.position) 不见了"))
    } else if last > head.position {
      fault(
        .head, head.position,
        Wording(
          "the head says \(head.position), rows go to \(last): the head was set back", "链头记为 \(head.position)，而行到 \(last)：链头被往回改过"))
    } else if previous != head.digest {
      fault(.head, head.position, Wording("the head is not the digest of the last row", "链头不是最后一行的摘要"))
    }
    // A head that names another key would otherwise escape.
    if head.keyID != agency.keyID {
      fault(
        .head, head.position,
        Wording(
          "the head says that key \(head.keyID) signed it; the agency's is key \(agency.keyID)",
          "链头称由第 \(head.keyID) 号密钥签名，而机构的密钥是第 \(agency.keyID) 号"))
    } else if !agency.identifierKey.isEmpty,
      !HeadSignature.isValid(head.mac, stream, position: head.position, digest: head.digest, agency: agency.id, key: agency.identifierKey)
    {
      fault(.head, head.position, Wording("the head was not written with the agency's key", "链头不是用本机构的密钥写的"))
    }
  }
}
