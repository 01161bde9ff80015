package import Figures
package import Portfolio
import Postgres
package import Schema

/// A case on somebody's list: what he needs to begin with it, and nothing that identifies a person.
package struct ListedCase: Sendable, Hashable {
  /// Where it stands in the day's order.
  package enum Part: Int16, CaseIterable, Sendable {
    /// A promise is due that payments have not met.
    case promise
    /// Its first contact runs out on the day or has run out, by the service rule of its policy; or nobody has been in contact since the holder has it.
    case clock
    /// It came with this run, and its first contact has more time than the day.
    case new
    case rest
  }

  package var caseID: Int64
  /// Masked by `Masking.reference`.
  package var reference: String
  package var client: String
  /// Database id of the holder.
  package var holder: Int64
  package var part = Part.rest
  package var caseClass: CaseClass
  /// Why it has its class; nil before its first night.
  package var classReason: Reason?
  package var amount: Int64
  package var currency: Currency
  package var heldSince: Day
  /// Day of the last contact of any kind; `.none` where there was none.
  package var lastContact: Day
  /// Last day of the first contact, by the strictest service rule of the policy that a run said covers it; `.none` where there was contact since it
  /// came in, where the case is held that night, and where no run said a policy.
  package var firstContactBy = Day.none
  /// Day and minor units of the promise that is due; `.none` where none is.
  package var dueOn = Day.none
  package var dueAmount: Int64 = 0
  /// Run and reason of the decision that gave it to the holder; nil where it came with him in a file.
  package var givenBy: RunID?
  package var reason: Reason?
  /// When it goes back to the client; `.none` when unknown.
  package var dueBackOn: Day
}

/// Somebody on a team.
package struct ListHolder: Sendable, Hashable {
  /// Database id, code, and the name his agency knows him by.
  package var id: Int64
  package var code: String
  package var name: String
  /// Name of the team; empty for none.
  package var team = ""
}

/// That a list was picked up.
package struct ListReceipt: Sendable, Hashable {
  /// Code of the collector.
  package var collector: String
  package var notedBy: String
  /// On the agency's wall, `2026-11-21 08:05`.
  package var notedAt: String
  /// The same in UTC, `2026-11-21 00:05:30Z`.
  package var notedInUTC: String
}

extension Handouts {
  /// The people of a team who are active, by code; of all teams without a name, and without those who left before `day` where one is given.
  package func holders(team: String?, on day: Day? = nil, agency: Agency) async throws -> [ListHolder] {
    try await database.transaction(agency: agency.id) { connection in
      let filter: SQL = team.map { "AND t.name = \($0)" } ?? ""
      let here: SQL = day.map { Staff.isHere("c", on: $0) } ?? "c.active"
      return try connection.query(
        """
        SELECT c.collector_id, c.code, coalesce(c.name, ''), coalesce(t.name, '') FROM allot.collector c
        LEFT JOIN allot.team t ON t.agency_id = c.agency_id AND t.team_id = c.team_id
        WHERE c.agency_id = \(agency.id) AND \(here) \(filter) ORDER BY c.code COLLATE "C"
        """
      ).decode(Int64.self, String.self, String.self, String.self).map { ListHolder(id: $0.0, code: $0.1, name: $0.2, team: $0.3) }
    }
  }

  /// Every open case that these people hold now, as a list for the day of `run`: by holder, in the day's order. `firstContactDays`: days within which
  /// each policy wants the first contact, by its name; a policy that is missing wants none.
  package func lists(
    of holders: [ListHolder], run: RunID, slot: Day, firstContactDays: [String: Int], agency: Agency
  ) async throws -> [ListedCase] {
    let days = firstContactDays.sorted { $0.key < $1.key }
    return try await database.transaction(.repeatableReadReadOnly, agency: agency.id, settings: .unlimited) { connection in
      let ids = holders.map(\.id)
      let met = EffectiveMoney.paid(
        agency: "p.agency_id", caseID: "p.case_id", from: "p.made_on", through: "'infinity'::date", where: "true")
      var cases: [ListedCase] = []
      try connection.stream(
        """
        WITH mine AS (
          SELECT s.* FROM allot.case_state s WHERE s.agency_id = \(agency.id) AND s.status = \(stored: CaseStatus.open) AND s.holder_id = ANY (\(ids))),
        given AS (
          SELECT DISTINCT ON (d.case_id) d.case_id, d.to_id, d.run_id, d.code, d.n1, d.n2, d.n3, d.n4
          FROM allot.decision d JOIN allot.run u ON u.agency_id = d.agency_id AND u.run_id = d.run_id AND u.state = 'published'
          WHERE d.agency_id = \(agency.id) AND d.to_id = ANY (\(ids)) AND NOT d.lost AND d.kind IN (\(stored: DecisionKind.given))
            AND d.day >= (SELECT coalesce(min(held_since), 'infinity') FROM mine)
          ORDER BY d.case_id, d.run_id DESC),
        untouched AS MATERIALIZED (
          SELECT m.case_id, m.entrusted_on FROM mine m
          LEFT JOIN allot.contacts k ON k.agency_id = m.agency_id AND k.case_id = m.case_id
          WHERE (k.last_day IS NULL OR k.last_day < m.entrusted_on) AND NOT EXISTS (
            SELECT FROM allot.decision d WHERE d.agency_id = m.agency_id AND d.run_id = \(run) AND d.day = \(slot.date) AND d.case_id = m.case_id
              AND d.kind = \(stored: DecisionKind.held))),
        ruled AS MATERIALIZED (
          SELECT DISTINCT ON (d.case_id) d.case_id, x.entrusted_on, u.policies -> d.policy::int4 ->> 'name' AS policy
          FROM allot.decision d JOIN untouched x ON x.case_id = d.case_id
          JOIN allot.run u ON u.agency_id = d.agency_id AND u.run_id = d.run_id AND u.state = 'published'
          WHERE d.agency_id = \(agency.id) AND d.run_id <= \(run) AND d.policy >= 0
            AND d.day >= (SELECT coalesce(min(entrusted_on), 'infinity') FROM untouched)
          ORDER BY d.case_id, d.run_id DESC),
        due AS (
          SELECT DISTINCT ON (p.case_id) p.case_id, p.due_on, p.amount FROM allot.standing_promise p JOIN mine m ON m.case_id = p.case_id
          WHERE p.agency_id = \(agency.id) AND p.due_on BETWEEN \((slot - 7).date) AND \(slot.date)
            AND p.amount > \(raw: met)
          ORDER BY p.case_id, p.due_on, p.amount DESC)
        SELECT m.case_id, r.case_no, cl.name, m.holder_id, m.class, m.class_code, m.class_n1, m.class_n2, m.class_n3, m.class_n4, m.outstanding,
          m.currency, m.held_since, k.last_day, due.due_on, coalesce(due.amount, 0)::int8, g.run_id, g.code, g.n1, g.n2, g.n3, g.n4, m.due_back_on, f.entrusted_on + w.days
        FROM mine m JOIN allot.case_record r ON r.agency_id = m.agency_id AND r.case_id = m.case_id
        JOIN allot.client cl ON cl.agency_id = m.agency_id AND cl.client_id = r.client_id
        LEFT JOIN allot.contacts k ON k.agency_id = m.agency_id AND k.case_id = m.case_id
        LEFT JOIN given g ON g.case_id = m.case_id AND g.to_id = m.holder_id
        LEFT JOIN ruled f ON f.case_id = m.case_id LEFT JOIN unnest(\(days.map(\.key)), \(days.map { Int32(clamping: $0.value) })) w (name, days) ON w.name = f.policy
        LEFT JOIN due ON due.case_id = m.case_id
        ORDER BY m.case_id
        """
      ) { row in cases.append(try Self.listed(row, run: run, slot: slot)) }
      let place = Dictionary(holders.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
      return cases.sorted { a, b in
        let (left, right) = (place[a.holder] ?? 0, place[b.holder] ?? 0)
        return left != right ? left < right : Self.isBefore(a, b)
      }
    }
  }

  private static func listed(_ row: Row, run: RunID, slot: Day) throws -> ListedCase {
    func number(_ column: Int) throws -> Int64 { try row[column, as: Int64.self] }
    func reason(_ column: Int, _ place: ReasonPlace) throws -> Reason? {
      try row[column, as: Int16?.self].map {
        try Reason.stored($0, ReasonNumbers(number(column + 1), number(column + 2), number(column + 3), number(column + 4)), of: place)
      }
    }
    var found = ListedCase(
      caseID: try number(0), reference: Masking.reference(try row[1, as: String.self]), client: try row[2, as: String.self],
      holder: try number(3),
      caseClass: CaseClass(rawValue: UInt8(clamping: try row[4, as: Int16.self])) ?? .unknown, classReason: try reason(5, .classOfCase),
      amount: try number(10), currency: try Currency(stored: row[11, as: String.self]), heldSince: Day(try row[12, as: PostgresDate?.self]),
      lastContact: Day(try row[13, as: PostgresDate?.self]), dueOn: Day(try row[14, as: PostgresDate?.self]), dueAmount: try number(15),
      givenBy: try row[16, as: Int64?.self], dueBackOn: Day(try row[22, as: PostgresDate?.self]))
    found.reason = try found.givenBy.flatMap { try reason(17, .run($0)) }
    found.firstContactBy = Day(try row[23, as: PostgresDate?.self])
    found.part = part(found, run: run, slot: slot)
    return found
  }

  private static func part(_ one: ListedCase, run: RunID, slot: Day) -> ListedCase.Part {
    if one.dueOn.isKnown { return .promise }
    if one.firstContactBy.isKnown, one.firstContactBy <= slot { return .clock }
    if one.givenBy == run { return .new }
    return !one.lastContact.isKnown || one.lastContact < one.heldSince ? .clock : .rest
  }

  /// Promises by day, clocks by their last day and then by how long they run, new ones by amount, the rest by how long nobody was in contact.
  private static func isBefore(_ a: ListedCase, _ b: ListedCase) -> Bool {
    if a.part != b.part { return a.part.rawValue < b.part.rawValue }
    let key: (ListedCase) -> (Int64, Int64, Int64) = { one in
      switch one.part {
      case .promise: (Int64(one.dueOn.rawValue), -one.dueAmount, 0)
      case .clock: (one.firstContactBy.isKnown ? Int64(one.firstContactBy.rawValue) : .max, Int64(one.heldSince.rawValue), -one.amount)
      case .new: (-one.amount, 0, 0)
      case .rest: (one.lastContact.isKnown ? Int64(one.lastContact.rawValue) : .min, -one.amount, 0)
      }
    }
    let (left, right) = (key(a), key(b))
    return left != right ? left < right : a.caseID < b.caseID
  }

  /// Who has picked up his list of a run, by code.
  package func receipts(run: RunID, agency: Agency) async throws -> [ListReceipt] {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT c.code, l.noted_by, to_char(l.noted_at AT TIME ZONE a.zone, 'YYYY-MM-DD HH24:MI'),
          to_char(l.noted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS"Z"')
        FROM allot.list_receipt l
        JOIN allot.collector c ON c.agency_id = l.agency_id AND c.collector_id = l.collector_id JOIN allot.agency a ON a.agency_id = l.agency_id
        WHERE l.agency_id = \(agency.id) AND l.run_id = \(run) ORDER BY c.code COLLATE "C"
        """
      ).decode(String.self, String.self, String.self, String.self).map {
        ListReceipt(collector: $0.0, notedBy: $0.1, notedAt: $0.2, notedInUTC: $0.3)
      }
    }
  }

  /// Notes that these people have their lists of a run, and says so in the audit; gives how many had not been noted before.
  package func acknowledge(_ collectors: [Int64], run: RunID, by person: String, agency: Agency) async throws -> Int {
    try await database.transaction(agency: agency.id) { connection in
      let noted = try connection.execute(
        """
        INSERT INTO allot.list_receipt (agency_id, run_id, collector_id, noted_by)
        SELECT \(agency.id), \(run), id, \(person) FROM unnest(\(collectors)) id ON CONFLICT DO NOTHING
        """)
      if noted > 0 {
        try Store.audit(
          connection, agency.id, by: person, "lists.acknowledged", "run \(run)", detail: "{\"run\":\(run),\"lists\":\(noted)}")
      }
      return noted
    }
  }
}
