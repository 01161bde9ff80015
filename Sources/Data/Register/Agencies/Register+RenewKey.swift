import Digest
import Portfolio
import Postgres
package import Schema
import Speech

/// What a new key was applied to.
package struct KeyRenewal: Sendable, Hashable {
  /// Number of the new key, one above the one before.
  package var keyID: Int32
  /// Debtors' references digested once more; erased debtors are not among them.
  package var debtors = 0
  /// Contact points' references digested once more.
  package var contactPoints = 0
}

extension Register {
  private static let renewalBatch = 20_000

  /// Gives the agency its next key: every stored digest of an identifier is digested once more with it, so that the old key is worth nothing without
  /// the new one, and debtors are known as before. One transaction, during which imports and arrivals wait. `key` is stored with the keys before
  /// anything changes; one that an attempt which failed had stored is taken instead. Throws `invalid` when keys lie in the database, or when the seals'
  /// heads are not signed with the present key.
  package func renewKey(_ key: [UInt8], by person: String, agency: Agency) async throws -> KeyRenewal {
    try keys.requireKeeping()
    guard !agency.identifierKey.isEmpty else {
      throw StoreError.invalid(
        Wording("key \(agency.keyID) of agency \(agency.code) is not here", "机构 \(agency.code) 的第 \(agency.keyID) 号密钥不在此处"))
    }
    guard try await !keyIsInDatabase(agency: agency) else {
      throw StoreError.invalid(
        Wording(
          "the key lies in the database, beside the data; first: allot data key --move", "密钥还在数据库里，与数据放在一起；请先执行：allot data key --move"))
    }
    let next = agency.keyID + 1
    let new = try keys.key(of: agency.code, next) ?? key
    try keys.store(new, of: agency.code, next)
    return try await database.transaction(agency: agency.id, settings: .unlimited) { connection in
      let present = try connection.query(
        """
        SELECT key_id FROM allot.agency WHERE agency_id = \(agency.id) FOR UPDATE
        """
      ).only()[0, as: Int32.self]
      guard present == agency.keyID else {
        throw StoreError.invalid(
          Wording("the key was renewed a moment ago: it is key \(present) now", "密钥刚刚更换过：现为第 \(present) 号"))
      }
      try Self.signHeads(agency, new, next, connection)
      var renewal = KeyRenewal(keyID: next)
      renewal.debtors = try Self.renewDebtors(agency, new, next, connection)
      renewal.contactPoints = try Self.renewPoints(agency, new, connection)
      try Self.renewInbox(agency, new, connection)
      try connection.execute("UPDATE allot.agency SET key_id = \(next) WHERE agency_id = \(agency.id)")
      try Store.audit(
        connection, agency.id, by: person, "key.renewed", "key \(next)",
        detail: "{\"debtors\":\(renewal.debtors),\"contact_points\":\(renewal.contactPoints)}")
      return renewal
    }
  }

  private static func renewed(_ reference: [UInt8], _ key: [UInt8]) -> [UInt8] {
    Array(HMACSHA256.code(for: reference, key: key).prefix(16))
  }

  /// The ends of the chains, under the new key. A head that is not ours stays unsigned by us: nothing is renewed until somebody has looked.
  private static func signHeads(_ agency: Agency, _ key: [UInt8], _ keyID: Int32, _ connection: Connection) throws {
    for stream in SealStream.allCases {
      let head = try connection.query(
        "SELECT position, digest, mac, key_id FROM allot.seal_head WHERE agency_id = \(agency.id) AND stream = \(stream.rawValue) FOR UPDATE"
      ).first?.decode(Int64.self, [UInt8].self, [UInt8].self, Int32.self)
      guard let (position, digest, mac, signedBy) = head else { continue }
      guard signedBy == agency.keyID,
        HeadSignature.isValid(mac, stream, position: position, digest: digest, agency: agency.id, key: agency.identifierKey)
      else {
        throw StoreError.invalid(
          Wording(
            "the head of the chain \(stream.rawValue) is not signed with the present key; see: allot audit verify",
            "\(stream.rawValue) 链的链头不是用现有密钥签的；请看：allot audit verify"))
      }
      try connection.execute(
        """
        UPDATE allot.seal_head SET key_id = \(keyID),
          mac = \(HeadSignature.code(stream, position: position, digest: digest, agency: agency.id, key: key))
        WHERE agency_id = \(agency.id) AND stream = \(stream.rawValue)
        """)
    }
  }

  /// Erased debtors have key 0 and random references, and keep them.
  private static func renewDebtors(_ agency: Agency, _ key: [UInt8], _ keyID: Int32, _ connection: Connection) throws -> Int {
    var (last, count) = (Int64.min, 0)
    while true {
      let rows = try connection.query(
        """
        SELECT debtor_id, reference FROM allot.debtor
        WHERE agency_id = \(agency.id) AND debtor_id > \(last) AND key_id = \(agency.keyID) ORDER BY debtor_id LIMIT \(renewalBatch)
        """
      ).decode(Int64.self, [UInt8].self)
      guard let end = rows.last?.0 else { return count }
      last = end
      count += try connection.execute(
        """
        UPDATE allot.debtor d SET reference = n.reference, key_id = \(keyID)
        FROM unnest(\(rows.map(\.0)), \(rows.map { renewed($0.1, key) })) AS n (debtor_id, reference)
        WHERE d.agency_id = \(agency.id) AND d.debtor_id = n.debtor_id AND d.key_id = \(agency.keyID)
        """)
    }
  }

  private static func renewPoints(_ agency: Agency, _ key: [UInt8], _ connection: Connection) throws -> Int {
    var (last, count) = (Int64.min, 0)
    while true {
      // Whole cases: the reference is part of the row's key and must not be met twice.
      let rows = try connection.query(
        """
        SELECT p.case_id, p.reference FROM allot.contact_point p
        WHERE p.agency_id = \(agency.id) AND p.case_id IN (
          SELECT DISTINCT c.case_id FROM allot.contact_point c WHERE c.agency_id = \(agency.id) AND c.case_id > \(last)
          ORDER BY c.case_id LIMIT \(renewalBatch / 4))
        ORDER BY p.case_id
        """
      ).decode(Int64.self, [UInt8].self)
      guard let end = rows.last?.0 else { return count }
      last = end
      count += try connection.execute(
        """
        UPDATE allot.contact_point p SET reference = n.reference
        FROM unnest(\(rows.map(\.0)), \(rows.map(\.1)), \(rows.map { renewed($0.1, key) })) AS n (case_id, old, reference)
        WHERE p.agency_id = \(agency.id) AND p.case_id = n.case_id AND p.reference = n.old
        """)
    }
  }

  /// Rows that wait were digested by client programs with the key of their time.
  private static func renewInbox(_ agency: Agency, _ key: [UInt8], _ connection: Connection) throws {
    let rows = try connection.query(
      "SELECT inbox_id, debtor FROM allot.inbox WHERE agency_id = \(agency.id) AND debtor IS NOT NULL FOR UPDATE"
    ).decode(Int64.self, [UInt8].self)
    guard !rows.isEmpty else { return }
    try connection.execute(
      """
      UPDATE allot.inbox i SET debtor = n.debtor FROM unnest(\(rows.map(\.0)), \(rows.map { renewed($0.1, key) })) AS n (inbox_id, debtor)
      WHERE i.agency_id = \(agency.id) AND i.inbox_id = n.inbox_id
      """)
  }
}
