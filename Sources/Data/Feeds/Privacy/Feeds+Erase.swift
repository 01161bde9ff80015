import Digest
import Postgres
import Register
package import Schema
import Speech

/// What is erased of one debtor.
package struct Erasure: Sendable, Hashable {
  /// The database's id of the debtor; nil when the case names none, and then it is erased alone.
  package var debtor: Int64?
  /// Numbers of his cases, all clients.
  package var cases: [String]
  /// Of these, how many are open.
  package var open: Int
  /// Contact points of these cases.
  package var contactPoints: Int
  /// Conversations with a text or the digest of one.
  package var texts: Int
  /// Cases with a contract number or unknown columns.
  package var extras: Int
}

extension Feeds {
  /// What erasing the debtor of a case would remove. Throws `notFound`.
  package func previewErasure(caseID: Int64, agency: Agency) async throws -> Erasure {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id) { try Self.erasure($0, caseID, agency.id).0 }
  }

  /// Removes what ties the debtor of a case, and all his cases, to a person: the reference, contact points, contract numbers, unknown columns, texts
  /// and their digests. What was decided, by which rule and numbers, stays. The audit keeps what was removed, how much, and a digest of the numbers
  /// of the cases: proof without the person. Cases that are open are refused unless `evenOpen`.
  package func erase(caseID: Int64, reason: String, evenOpen: Bool = false, by person: String, agency: Agency) async throws -> Erasure {
    try await database.transaction(agency: agency.id, settings: .unlimited) { connection in
      let (erasure, ids) = try Self.erasure(connection, caseID, agency.id)
      guard erasure.open == 0 || evenOpen else {
        throw StoreError.invalid(
          Wording(
            "\(erasure.open) of the debtor's cases are open: without his references nobody can work them",
            "该债务人有 \(erasure.open) 件案件在案：没有其标识就无人能跟进"))
      }
      try connection.query(
        "SELECT FROM allot.case_state WHERE agency_id = \(agency.id) AND case_id = ANY (\(ids)) ORDER BY case_id FOR UPDATE")
      if let debtor = erasure.debtor {
        // Random, so that the same number in a later file makes a new debtor.
        try connection.execute(
          """
          UPDATE allot.debtor SET reference = decode(replace(gen_random_uuid()::text, '-', ''), 'hex'), key_id = 0
          WHERE agency_id = \(agency.id) AND debtor_id = \(debtor)
          """)
      }
      try connection.execute("DELETE FROM allot.contact_point WHERE agency_id = \(agency.id) AND case_id = ANY (\(ids))")
      try connection.execute(
        "UPDATE allot.case_record SET contract = NULL, extra = NULL WHERE agency_id = \(agency.id) AND case_id = ANY (\(ids))")
      try connection.execute(
        """
        UPDATE allot.conversation SET body = NULL, text_digest = '' WHERE agency_id = \(agency.id) AND case_id = ANY (\(ids))
        """)
      // Whoever has the case number can compute this and show that it was this erasure; nobody can read the number from it but by trying.
      let proof = SHA256.hash(erasure.cases.joined(separator: "\n"))
      try Store.audit(
        connection, agency.id, by: person, "data.erased", "debtor \(erasure.debtor.map(String.init) ?? "of case \(caseID)")",
        detail: """
          {"cases":\(erasure.cases.count),"open":\(erasure.open),"contact_points":\(erasure.contactPoints),"texts":\(erasure.texts),\
          "extras":\(erasure.extras),"case_numbers_sha256":"\(Hex.encode(proof))","reason":\(jsonString(reason))}
          """)
      return erasure
    }
  }

  private static func erasure(_ connection: Connection, _ caseID: Int64, _ agency: Int64) throws -> (Erasure, [Int64]) {
    let rows = try connection.query(
      """
      SELECT s.case_id, r.case_no, s.status, s.debtor_id, r.extra IS NOT NULL OR r.contract IS NOT NULL
      FROM allot.case_state s JOIN allot.case_record r ON r.agency_id = s.agency_id AND r.case_id = s.case_id
      WHERE s.agency_id = \(agency) AND (s.case_id = \(caseID) OR s.debtor_id = (
        SELECT o.debtor_id FROM allot.case_state o WHERE o.agency_id = \(agency) AND o.case_id = \(caseID)))
      ORDER BY r.case_no COLLATE "C", s.case_id
      """
    ).decode(Int64.self, String.self, Int16.self, Int64?.self, Bool.self)
    guard !rows.isEmpty else { throw StoreError.notFound(kind: .case, name: String(caseID)) }
    let ids = rows.map(\.0)
    let (points, texts) = try connection.query(
      """
      SELECT (SELECT count(*)::int4 FROM allot.contact_point WHERE agency_id = \(agency) AND case_id = ANY (\(ids))),
        (SELECT count(*)::int4 FROM allot.conversation WHERE agency_id = \(agency) AND case_id = ANY (\(ids))
          AND (body IS NOT NULL OR text_digest <> ''))
      """
    ).only().decode(Int.self, Int.self)
    let erasure = Erasure(
      debtor: rows.first { $0.0 == caseID }?.3, cases: rows.map(\.1), open: rows.count { $0.2 == 0 }, contactPoints: points, texts: texts,
      extras: rows.count { $0.4 })
    return (erasure, ids)
  }
}
