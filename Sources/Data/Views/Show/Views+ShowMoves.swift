package import Portfolio
import Postgres
package import Runs
package import Schema

extension Views {
  /// Orders of people, latest first; with `state` only those.
  package func orders(_ state: HandState? = nil, limit: Int = 50, agency: Agency) async throws -> [ShownOrder] {
    try await database.transaction(agency: agency.id) { connection in
      let filter: SQL = state.map { "AND o.state = \($0.rawValue)" } ?? ""
      return try connection.query(
        """
        SELECT \(Self.orderColumns) FROM allot.hand_order o WHERE o.agency_id = \(agency.id) \(filter) ORDER BY o.order_id DESC LIMIT \(limit)
        """
      ).map { try Self.order($0) }
    }
  }

  /// One order. Throws `notFound`.
  package func order(_ id: Int64, agency: Agency) async throws -> ShownOrder {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        "SELECT \(Self.orderColumns) FROM allot.hand_order o WHERE o.agency_id = \(agency.id) AND o.order_id = \(id)")
      guard let row = rows.first else { throw StoreError.notFound(kind: .order, name: String(id)) }
      return try Self.order(row)
    }
  }

  /// What an order does, by client and case number.
  package func handMoves(order id: Int64, agency: Agency) async throws -> [ShownHandMove] {
    try await handMoves("m.order_id = \(id)", agency)
  }

  /// What people did to one case by hand, latest first.
  package func handMoves(caseID: Int64, agency: Agency) async throws -> [ShownHandMove] {
    try await handMoves("m.case_id = \(caseID) AND o.state = 'done'", agency)
  }

  /// Orders, cases and overridden rules by person since a day (local to the agency), most overrides first.
  package func handTallies(since day: Day, agency: Agency) async throws -> [HandTally] {
    try await database.transaction(agency: agency.id) { connection in
      let orders = try connection.query(
        """
        SELECT o.asked_by, count(*)::int4, sum(o.cases)::int4, sum(o.overridden)::int4 FROM allot.hand_order o
        JOIN allot.agency a ON a.agency_id = o.agency_id
        WHERE o.agency_id = \(agency.id) AND o.state = 'done' AND (o.decided_at AT TIME ZONE a.zone)::date >= \(day.date)
        GROUP BY o.asked_by ORDER BY 4 DESC, 3 DESC, o.asked_by COLLATE "C"
        """
      ).decode(String.self, Int.self, Int.self, Int.self)
      let rules = try connection.query(
        """
        SELECT o.asked_by, b.rule, count(*)::int4 FROM allot.hand_order o
        JOIN allot.agency a ON a.agency_id = o.agency_id
        JOIN allot.hand_move m ON m.agency_id = o.agency_id AND m.order_id = o.order_id CROSS JOIN LATERAL unnest(m.broken) AS b (rule)
        WHERE o.agency_id = \(agency.id) AND o.state = 'done' AND (o.decided_at AT TIME ZONE a.zone)::date >= \(day.date)
        GROUP BY o.asked_by, b.rule
        """
      ).decode(String.self, Int16.self, Int.self)
      return orders.map { person, orders, cases, overridden in
        var broken: [MoveRule: Int] = [:]
        for (who, rule, count) in rules where who == person { if let rule = MoveRule(rawValue: rule) { broken[rule] = count } }
        return HandTally(person: person, orders: orders, cases: cases, overridden: overridden, broken: broken)
      }
    }
  }

  private func handMoves(_ condition: SQL, _ agency: Agency) async throws -> [ShownHandMove] {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        """
        SELECT \(Self.orderColumns), m.case_id, r.case_no, cl.name, f.code, t.code, p.code, m.pinned_until, x.code, m.broken
        FROM allot.hand_move m JOIN allot.hand_order o ON o.agency_id = m.agency_id AND o.order_id = m.order_id
        JOIN allot.case_record r ON r.agency_id = m.agency_id AND r.case_id = m.case_id
        JOIN allot.client cl ON cl.agency_id = r.agency_id AND cl.client_id = r.client_id
        LEFT JOIN allot.collector f ON f.agency_id = m.agency_id AND f.collector_id = m.from_id
        LEFT JOIN allot.collector t ON t.agency_id = m.agency_id AND t.collector_id = m.to_id
        LEFT JOIN allot.collector p ON p.agency_id = m.agency_id AND p.collector_id = m.pinned_to
        LEFT JOIN allot.collector x ON x.agency_id = m.agency_id AND x.collector_id = m.other_id
        WHERE m.agency_id = \(agency.id) AND \(condition)
        ORDER BY coalesce(o.decided_at, o.asked_at) DESC, o.order_id DESC, cl.name COLLATE "C", r.case_no COLLATE "C"
        """)
      return try rows.map { row in
        ShownHandMove(
          order: try Self.order(row), caseID: try row[11, as: Int64.self], caseNo: try row[12, as: String.self],
          client: try row[13, as: String.self], from: try row[14, as: String?.self], to: try row[15, as: String?.self],
          pinnedTo: try row[16, as: String?.self], pinnedUntil: Day(try row[17, as: PostgresDate?.self]),
          other: try row[18, as: String?.self], broken: try row[19, as: [Int16].self].compactMap(MoveRule.init(rawValue:)))
      }
    }
  }

  private static var orderColumns: SQL {
    """
    o.order_id, o.action, o.reason, o.state, o.cases, o.overridden, o.asked_by, o.asked_at, o.decided_by, o.decided_at, o.remark
    """
  }

  private static func order(_ row: Row) throws -> ShownOrder {
    let (action, state) = (try row[1, as: String.self], try row[3, as: String.self])
    guard let action = HandAction(rawValue: action), let state = HandState(rawValue: state) else {
      throw StoreError.unknownOrder
    }
    return ShownOrder(
      id: try row[0, as: Int64.self], action: action, reason: try row[2, as: String.self], state: state,
      cases: Int(try row[4, as: Int32.self]), overridden: Int(try row[5, as: Int32.self]), askedBy: try row[6, as: String.self],
      askedAt: Instant(try row[7, as: PostgresTimestamp.self]), decidedBy: try row[8, as: String?.self],
      decidedAt: try row[9, as: PostgresTimestamp?.self].map { Instant($0) }, remark: try row[10, as: String?.self])
  }
}
