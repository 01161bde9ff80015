import Digest
import Portfolio
package import Postgres
package import Schema
import Speech

extension Register {
  /// Numbers committed rows of one stream and chains their digests, at most `limit`; gives how many. Whoever holds the row of the chain's head is
  /// the sealer for that moment: a second one finds it locked and does nothing. Rows of transactions that commit later come later, whatever their id.
  @discardableResult
  package func seal(_ stream: SealStream, limit: Int = 2_000, agency: Agency) async throws -> Int {
    let genesis = stream.genesis(agency.id)
    return try await database.transaction(agency: agency.id) { connection in
      // Most rounds find nothing, and then nothing is locked or written.
      let waits = try connection.query(
        "SELECT EXISTS (SELECT FROM allot.\(raw: stream.rawValue) WHERE agency_id = \(agency.id) AND position IS NULL)"
      ).only()[0, as: Bool.self]
      guard waits else { return 0 }
      try connection.execute(
        """
        INSERT INTO allot.seal_head (agency_id, stream, position, digest, mac, key_id, base_digest, sealed_at)
        VALUES (\(agency.id), \(stream.rawValue), 0, \(genesis),
          \(HeadSignature.code(stream, position: 0, digest: genesis, agency: agency.id, key: agency.identifierKey)), \(agency.keyID),
          \(genesis), clock_timestamp())
        ON CONFLICT (agency_id, stream) DO NOTHING
        """)
      let head = try connection.query(
        """
        SELECT position, digest FROM allot.seal_head
        WHERE agency_id = \(agency.id) AND stream = \(stream.rawValue) FOR UPDATE SKIP LOCKED
        """)
      guard var (position, digest) = try head.first?.decode(Int64.self, [UInt8].self) else { return 0 }
      // Who still holds an older key seals nothing: the next round knows the new one.
      let key = try connection.query("SELECT key_id FROM allot.agency WHERE agency_id = \(agency.id)").only()[0, as: Int32.self]
      guard key == agency.keyID else { return 0 }
      let rows = try connection.query(
        """
        SELECT \(raw: stream.columns) FROM allot.\(raw: stream.rawValue) WHERE agency_id = \(agency.id) AND position IS NULL
        ORDER BY \(raw: stream.idColumn) LIMIT \(limit)
        """
      ).map { try SealedRow($0, stream) }
      guard !rows.isEmpty else { return 0 }
      var (positions, digests) = ([Int64](), [[UInt8]]())
      for row in rows {
        position += 1
        digest = row.digest(after: digest, position: position, agency: agency.id)
        positions.append(position)
        digests.append(digest)
      }
      let sealed = try connection.execute(
        """
        UPDATE allot.\(raw: stream.rawValue) t SET position = n.position, digest = n.digest
        FROM unnest(\(rows.map(\.id)), \(positions), \(digests)) AS n (id, position, digest)
        WHERE t.agency_id = \(agency.id) AND t.\(raw: stream.idColumn) = n.id AND t.position IS NULL
        """)
      guard sealed == rows.count else {
        throw StoreError.invalid(
          Wording("rows of \(stream.rawValue) vanished while they were sealed", "\(stream.rawValue) 的行在封存时消失了"))
      }
      try connection.execute(
        """
        UPDATE allot.seal_head SET position = \(position), digest = \(digest), key_id = \(agency.keyID), sealed_at = clock_timestamp(),
          mac = \(HeadSignature.code(stream, position: position, digest: digest, agency: agency.id, key: agency.identifierKey))
        WHERE agency_id = \(agency.id) AND stream = \(stream.rawValue)
        """)
      return rows.count
    }
  }

  /// Published runs without a root that take nothing more, oldest first: an hour's run of single arrivals is sealed when it is closed.
  package func unsealedRuns(limit: Int = 20, agency: Agency) async throws -> [RunID] {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT r.run_id FROM allot.run r WHERE r.agency_id = \(agency.id) AND r.state = 'published' AND r.merkle_root IS NULL
          AND NOT (\(raw: LiveRun.isOpen("r")))
        ORDER BY r.published_at LIMIT \(limit)
        """
      ).map { try $0[0, as: Int64.self] }
    }
  }

  /// Computes the root over a published run's decisions and stays, client by client, keeps it with the run and says so in the audit. Does nothing the
  /// second time.
  package func sealRun(_ run: RunID, agency: Agency) async throws {
    try await database.transaction(.repeatableRead, agency: agency.id, settings: .unlimited) { connection in
      let bytes = SHA256.randomBytes()
      let seal = try RunSeal.compute(connection, run, agency.id, salt: bytes, clients: nil, stays: [:])
      let root = seal.root
      let sealed = try connection.execute(
        """
        UPDATE allot.run SET merkle_root = \(root), seal_salt = \(bytes)
        WHERE agency_id = \(agency.id) AND run_id = \(run) AND state = 'published' AND merkle_root IS NULL
        """)
      guard sealed == 1 else { return }
      try connection.execute(
        """
        INSERT INTO allot.run_client (agency_id, run_id, client_id, decisions, decisions_root, stays, stays_root)
        SELECT \(agency.id), \(run), p.* FROM unnest(\(seal.parts.map(\.client)), \(seal.parts.map { Int32($0.decisions) }),
          \(seal.parts.map(\.decisionsRoot)), \(seal.parts.map { Int32($0.stays) }), \(seal.parts.map(\.staysRoot))) p
        """)
      try Store.audit(
        connection, agency.id, by: "sealer", "run.sealed", "run \(run)",
        detail: "{\"run\":\(run),\"decisions\":\(seal.decisions),\"root\":\"\(Hex.encode(root))\"}")
    }
  }
}

extension RunSeal {
  /// Decisions of all clients.
  var decisions: Int { parts.reduce(0) { $0 + $1.decisions } }

  /// The tree over what the database has now. `clients`: who has a leaf whatever was decided, nil is every client there is; `stays`: what was kept
  /// of stays, for a run whose explanations are gone.
  static func compute(
    _ connection: Connection, _ run: RunID, _ agency: Int64, salt bytes: [UInt8], clients: Set<Int32>?, stays kept: [Int32: Part]
  ) throws -> RunSeal {
    let reader = try SealReader(connection, run: run, agency: agency, salt: Salt(bytes))
    let clients =
      try clients
      ?? Set(connection.query("SELECT client_id FROM allot.client WHERE agency_id = \(agency)").map { try $0[0, as: Int32.self] })
    var trees = PartTrees()
    try reader.forEachDecision { trees.add(decision: $0) }
    try reader.forEachStay { trees.add(stay: $0) }
    var parts = trees.parts(clients)
    if try !reader.hasStays() {
      for index in parts.indices {
        guard let old = kept[parts[index].client] else { continue }
        (parts[index].stays, parts[index].staysRoot) = (old.stays, old.staysRoot)
      }
    }
    return RunSeal(agency: agency, run: run, slot: reader.day, salt: reader.salt, parts: parts)
  }

  /// What was kept of a run's parts when it was sealed; nil for a run that is not sealed, or was before there were salts.
  package static func kept(_ connection: Connection, _ run: RunID, _ agency: Int64) throws -> RunSeal? {
    let row = try connection.query(
      "SELECT slot, seal_salt FROM allot.run WHERE agency_id = \(agency) AND run_id = \(run) AND merkle_root IS NOT NULL"
    ).first?.decode(PostgresDate.self, [UInt8]?.self)
    guard let (slot, salt) = row, let salt else { return nil }
    return RunSeal(
      agency: agency, run: run, slot: Day(slot), salt: Salt(salt),
      parts: try keptParts(connection, run, agency).values.sorted { $0.client < $1.client })
  }

  static func keptParts(_ connection: Connection, _ run: RunID, _ agency: Int64) throws -> [Int32: Part] {
    let rows = try connection.query(
      """
      SELECT client_id, decisions, decisions_root, stays, stays_root FROM allot.run_client WHERE agency_id = \(agency) AND run_id = \(run)
      """
    ).decode(Int32.self, Int32.self, [UInt8].self, Int32.self, [UInt8].self)
    return Dictionary(
      rows.map { ($0.0, Part(client: $0.0, decisions: Int($0.1), decisionsRoot: $0.2, stays: Int($0.3), staysRoot: $0.4)) },
      uniquingKeysWith: { first, _ in first })
  }
}

/// The Merkle root of a run that was sealed before there were salts: one tree over all decisions, which shows nobody's part alone.
struct RunRoot {
  var hash: [UInt8]
  var decisions: Int

  /// Leaves are the decisions in order of case: a version byte, then every column as a number of eight bytes (dates as days since 2000, the
  /// currency as its letters, nothing as the least number).
  static func compute(_ connection: Connection, _ run: RunID, _ agency: Int64) throws -> RunRoot {
    var tree = MerkleTree()
    var count = 0
    let slot = try connection.query("SELECT slot FROM allot.run WHERE agency_id = \(agency) AND run_id = \(run)")
    guard let day = try slot.first?[0, as: PostgresDate.self] else { throw StoreError.notFound(kind: .run, name: String(run)) }
    let statement: SQL = """
      SELECT case_id, from_id, to_id, amount, n1, n2, n3, n4, recall_n1, recall_n2, recall_n3, recall_n4, kind, policy, route, code, recall_code,
        class, lost, currency
      FROM allot.decision WHERE agency_id = \(literal: agency) AND run_id = \(literal: run) AND day = \(literal: day) ORDER BY case_id
      """
    var leaf: [UInt8] = []
    try connection.copyOut(statement) { row in
      leaf.removeAll(keepingCapacity: true)
      leaf.append(1)
      func add(_ number: Int64) { withUnsafeBytes(of: number.bigEndian) { leaf.append(contentsOf: $0) } }
      add(agency)
      add(run)
      add(Int64(day.days))
      for _ in 0..<12 { add(try row.int64OrNil() ?? .min) }
      for _ in 0..<6 { add(try row.int16OrNil().map(Int64.init) ?? .min) }
      add(try row.bool() ? 1 : 0)
      add(try row.text().utf8.reduce(0) { $0 << 8 | Int64($1) })
      tree.append(leaf)
      count += 1
    }
    return RunRoot(hash: tree.root, decisions: count)
  }
}
