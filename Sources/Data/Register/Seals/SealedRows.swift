import Archive
import Digest
package import Portfolio
package import Postgres
package import Schema

/// A decision as a run's root binds it: numbers as they stand in the database, the policy by the digest of its text, the case number by a digest that
/// only its client can open.
package struct SealedDecision: Sendable {
  /// Number of the case's client.
  package var client: Int32
  /// The case.
  package var caseID: Int64
  /// The client's number of it; not among `fields`.
  package var caseNo: String
  /// Why, as `Reason.stored` reads it; only the code is among `fields`.
  package var code: Int16
  /// In the order of `names`, headed by the word `decision`.
  package var fields: [String]

  /// Names of `fields` behind the first.
  package static let names = [
    "case_id", "number", "kind", "from", "to", "amount", "currency", "class", "policy", "policy_version", "policy_digest", "route",
    "reason",
    "recall_reason", "lost", "numbers",
  ]
}

/// A case that stayed with its holder, as a run's root binds it.
package struct SealedStay: Sendable {
  package var client: Int32
  package var caseID: Int64
  /// Not among `fields`.
  package var caseNo: String
  /// Code of the rule that kept it; nil where nothing asked for it.
  package var code: Int16?
  /// In the order of `names`, headed by the word `stay`.
  package var fields: [String]

  /// Names of `fields` behind the first.
  package static let names = ["case_id", "number", "reason", "policy", "policy_version", "policy_digest"]
}

/// A policy as a run noted it.
package struct SealedPolicy: Sendable, Hashable {
  package var name: String
  package var version: String
  /// SHA-256 of its text in hexadecimal.
  package var digest: String
  /// Names of its routes by position.
  package var routes: [String]
}

/// Reads what a run's root binds.
package struct SealReader {
  let connection: Connection
  let agency: Int64
  let run: RunID
  let slot: PostgresDate
  let salt: RunSeal.Salt
  /// By position.
  package let policies: [SealedPolicy]

  package init(_ connection: Connection, run: RunID, agency: Int64, salt: RunSeal.Salt) throws {
    guard
      let slot = try connection.query("SELECT slot FROM allot.run WHERE agency_id = \(agency) AND run_id = \(run)").first?[
        0, as: PostgresDate.self]
    else { throw StoreError.notFound(kind: .run, name: String(run)) }
    (self.connection, self.agency, self.run, self.slot, self.salt) = (connection, agency, run, slot, salt)
    policies = try connection.query(
      """
      SELECT p ->> 'name', p ->> 'version', p ->> 'digest', ARRAY(SELECT jsonb_array_elements_text(coalesce(p -> 'routes', '[]')))
      FROM allot.run r, jsonb_array_elements(coalesce(r.policies, '[]')) WITH ORDINALITY AS o (p, n)
      WHERE r.agency_id = \(agency) AND r.run_id = \(run) ORDER BY n
      """
    ).decode(String?.self, String?.self, String?.self, [String].self).map {
      SealedPolicy(name: $0.0 ?? "", version: $0.1 ?? "", digest: $0.2 ?? "", routes: $0.3)
    }
  }

  /// Day of the run.
  package var day: Day { Day(slot) }

  /// A name as the leaf and every file have it: what does not begin with a letter or digit could be run by a spreadsheet, and gets an apostrophe.
  static func plain(_ name: String) -> String {
    guard let first = name.unicodeScalars.first, !first.properties.isAlphabetic, first.properties.numericType == nil else { return name }
    return "'" + name
  }

  private func number(_ caseNo: String, _ salts: inout [Int32: [UInt8]], _ client: Int32) -> String {
    let key = salts[client] ?? salt.ofClient(client)
    salts[client] = key
    return Hex.encode(HMACSHA256.code(for: Array(caseNo.utf8), key: key))
  }

  /// Decisions in order of case: of one client, or of all.
  package func forEachDecision(of client: Int32? = nil, _ body: (SealedDecision) throws -> Void) throws {
    let filter: SQL = client.map { "AND r.client_id = \(literal: Int64($0))" } ?? ""
    let statement: SQL = """
      SELECT r.client_id, d.case_id, r.case_no, d.kind, d.from_id, d.to_id, d.amount, d.currency, d.class, d.policy, d.route, d.code, d.recall_code,
        d.lost, d.n1, d.n2, d.n3, d.n4, d.recall_n1, d.recall_n2, d.recall_n3, d.recall_n4
      FROM allot.decision d JOIN allot.case_record r ON r.agency_id = d.agency_id AND r.case_id = d.case_id
      WHERE d.agency_id = \(literal: agency) AND d.run_id = \(literal: run) AND d.day = \(literal: slot) \(filter) ORDER BY d.case_id
      """
    var salts: [Int32: [UInt8]] = [:]
    try connection.copyOut(statement) { row in
      func text<Number: BinaryInteger>(_ number: Number?) -> String { number.map { String($0) } ?? "" }
      let (client, id, caseNo) = (try row.int32(), try row.int64(), try row.text())
      let (kind, from, to) = (try row.int16(), try row.int64OrNil(), try row.int64OrNil())
      let (amount, currency, caseClass) = (try row.int64(), try row.text(), try row.int16())
      let (policy, route) = (Int(try row.int16()), Int(try row.int16()))
      let (code, recall, lost) = (try row.int16(), try row.int16OrNil(), try row.bool())
      var behind: [String] = []
      for _ in 0..<8 { behind.append(text(try row.int64OrNil())) }
      let by = policies.indices.contains(policy) ? policies[policy] : nil
      try body(
        SealedDecision(
          client: client, caseID: id, caseNo: caseNo, code: code,
          fields: [
            "decision", String(id), number(caseNo, &salts, client), String(kind), text(from), text(to), String(amount), currency,
            String(caseClass), Self.plain(by?.name ?? ""), by?.version ?? "", by?.digest ?? "",
            Self.plain(by.flatMap { $0.routes.indices.contains(route) ? $0.routes[route] : nil } ?? ""), String(code), text(recall),
            lost ? "1" : "0",
            salt.numbers([String(id)] + behind),
          ]))
    }
  }

  /// Whether the run (still) has the rules by which cases stayed.
  package func hasStays() throws -> Bool {
    try connection.query(
      "SELECT EXISTS (SELECT FROM allot.run_explanation WHERE agency_id = \(agency) AND run_id = \(run) AND kind = \(stored: ExplanationArchive.Part.head))"
    ).only()[0, as: Bool.self]
  }

  /// Cases that stayed, in order of case: of one client, or of all; nothing where the run kept no explanations. Where it kept which policy covers which
  /// case, these are all that were looked at and not decided; else those that a rule kept.
  package func forEachStay(of client: Int32? = nil, _ body: (SealedStay) throws -> Void) throws {
    guard
      let bytes = try connection.query(
        "SELECT bytes FROM allot.run_explanation WHERE agency_id = \(agency) AND run_id = \(run) AND kind = \(stored: ExplanationArchive.Part.head)"
      ).first?[0, as: [UInt8].self]
    else { return }
    let head = try ExplanationArchive.readHead(bytes)
    let (looked, kept) = (try blocks(.covered), try blocks(.stays))
    var salts: [Int32: [UInt8]] = [:]
    var (reasons, next) = ([Int64: Int](), 0)
    for span in looked.isEmpty ? kept : looked {
      var policy: [(id: Int64, position: Int)] = []
      if looked.isEmpty {
        policy = try entries(span, .stays).map { ($0.id, 0) }
        reasons = Dictionary(try entries(span, .stays).map { ($0.id, $0.value) }, uniquingKeysWith: { first, _ in first })
      } else {
        policy = try entries(span, .covered).map { ($0.id, $0.value) }
        while next < kept.count, kept[next].first <= span.last {
          for one in try entries(kept[next], .stays) { reasons[one.id] = one.value }
          next += 1
        }
      }
      let filter: SQL = client.map { "AND r.client_id = \($0)" } ?? ""
      let named = try connection.query(
        """
        SELECT r.case_id, r.client_id, r.case_no FROM allot.case_record r
        WHERE r.agency_id = \(agency) AND r.case_id = ANY (\(policy.map(\.id))) \(filter)
          AND NOT EXISTS (SELECT FROM allot.decision d
            WHERE d.agency_id = r.agency_id AND d.run_id = \(run) AND d.day = \(slot) AND d.case_id = r.case_id)
        """
      ).decode(Int64.self, Int32.self, String.self)
      let names = Dictionary(named.map { ($0.0, (client: $0.1, caseNo: $0.2)) }, uniquingKeysWith: { first, _ in first })
      for (id, position) in policy {
        guard let name = names[id] else { continue }
        let code = reasons[id].flatMap { head.stayReasons.indices.contains($0) ? head.stayReasons[$0].code.rawValue : nil }
        let by = policies.indices.contains(position - 1) ? policies[position - 1] : nil
        try body(
          SealedStay(
            client: name.client, caseID: id, caseNo: name.caseNo, code: code,
            fields: [
              "stay", String(id), number(name.caseNo, &salts, name.client), code.map { String($0) } ?? "", Self.plain(by?.name ?? ""),
              by?.version ?? "", by?.digest ?? "",
            ]))
      }
    }
  }

  private func blocks(_ part: ExplanationArchive.Part) throws -> [(number: Int32, first: Int64, last: Int64)] {
    try connection.query(
      """
      SELECT block, first_case, last_case FROM allot.run_explanation
      WHERE agency_id = \(agency) AND run_id = \(run) AND kind = \(stored: part) ORDER BY block
      """
    ).decode(Int32.self, Int64.self, Int64.self).map { (number: $0.0, first: $0.1, last: $0.2) }
  }

  private func entries(_ span: (number: Int32, first: Int64, last: Int64), _ part: ExplanationArchive.Part) throws -> [(
    id: Int64, value: Int
  )] {
    let bytes = try connection.query(
      """
      SELECT bytes FROM allot.run_explanation
      WHERE agency_id = \(agency) AND run_id = \(run) AND kind = \(stored: part) AND block = \(span.number)
      """
    ).only()[0, as: [UInt8].self]
    var found: [(id: Int64, value: Int)] = []
    try ExplanationArchive.forEachStay(in: ExplanationArchive.Block(first: span.first, last: span.last, bytes: bytes)) {
      found.append(($0, $1))
    }
    return found
  }
}
