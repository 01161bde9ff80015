package import Portfolio
import Postgres
package import Schema

/// One case of a client between two positions of the ledger: what was there, what came and went, what is there. Amounts in minor units.
package struct StockLine: Sendable, Hashable {
  package var caseID: Int64
  /// The client's number of the case.
  package var caseNo: String
  package var currency: Currency
  /// 1 where the case was open at the first position; the flows say what made it open or closed since.
  package var opening = Stock()
  package var entrusted = Stock()
  package var reopened = Stock()
  /// Positive: what went out.
  package var closed = Stock()
  /// How it was closed last; `.open` where it was not.
  package var closedAs = CaseStatus.open
  /// Payments and corrections of an open case.
  package var revalued: Int64 = 0
  package var closing = Stock()

  /// Number and minor units.
  package struct Stock: Sendable, Hashable {
    package var cases: Int64 = 0
    package var amount: Int64 = 0
    package init(_ cases: Int64 = 0, _ amount: Int64 = 0) { (self.cases, self.amount) = (cases, amount) }
  }

  /// Whether something was there, came or went.
  var isTold: Bool { opening != Stock() || closing != Stock() || entrusted.cases != 0 || reopened.cases != 0 || closed.cases != 0 }
}

/// A client's ledger between two positions.
package struct ClientStock: Sendable {
  /// The position behind the run: where it closes.
  package var position: Int64
  /// The position where it opens; 0 is the beginning of the books.
  package var since: Int64
  /// Ascending by case.
  package var lines: [StockLine] = []
  /// Currencies in which the books of the whole agency, counted back from now, are not what was counted at the position; empty is well.
  package var differences = 0
  /// Currencies looked at.
  package var checked = 0
}

extension Handouts {
  /// What a client's cases were at the position behind `run` and at `since` (nil: the position before it), case by case: counted from the cases as they
  /// are now, less what came after. nil where no position was taken behind the run.
  package func clientStock(run: RunID, client: Int32, since: Int64?, agency: Agency) async throws -> ClientStock? {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id, settings: .unlimited) { connection in
      guard
        let (position, previous, snapshot) = try connection.query(
          """
          SELECT p.position_id, p.previous_id, p.snapshot::text FROM allot.run r
          JOIN allot.ledger_position p ON p.agency_id = r.agency_id AND p.position_id = r.position_id
          WHERE r.agency_id = \(agency.id) AND r.run_id = \(run)
          """
        ).first?.decode(Int64.self, Int64.self, String.self)
      else { return nil }
      let first = since ?? previous
      let before = try connection.query(
        "SELECT snapshot::text FROM allot.ledger_position WHERE agency_id = \(agency.id) AND position_id = \(first)"
      ).first?[0, as: String.self]
      var stock = ClientStock(position: position, since: before == nil ? 0 : first)
      let isLater = Store.unseen(snapshot)
      let isBetween: SQL = before.map { "NOT (\(isLater)) AND \(Store.unseen($0))" } ?? "NOT (\(isLater))"
      try connection.stream(
        """
        WITH flow AS (
          SELECT c.case_id,
            sum(CASE WHEN c.kind IN (1, 2) THEN 1 WHEN c.kind = 6 THEN -1 ELSE 0 END) FILTER (WHERE \(isLater)) AS later,
            sum(CASE WHEN c.kind = 6 THEN -c.amount ELSE c.amount END) FILTER (WHERE \(isLater)) AS later_amount,
            count(*) FILTER (WHERE c.kind = 1 AND \(isBetween)) AS entrusted, sum(c.amount) FILTER (WHERE c.kind = 1 AND \(isBetween)) AS entrusted_amount,
            count(*) FILTER (WHERE c.kind = 2 AND \(isBetween)) AS reopened, sum(c.amount) FILTER (WHERE c.kind = 2 AND \(isBetween)) AS reopened_amount,
            count(*) FILTER (WHERE c.kind = 6 AND \(isBetween)) AS closed, sum(c.amount) FILTER (WHERE c.kind = 6 AND \(isBetween)) AS closed_amount,
            (array_agg(c.status ORDER BY c.xid DESC, c.seq DESC) FILTER (WHERE c.kind = 6 AND \(isBetween)))[1] AS status,
            sum(c.amount) FILTER (WHERE c.kind = 7 AND \(isBetween)) AS revalued
          FROM allot.change c JOIN allot.case_record r ON r.agency_id = c.agency_id AND r.case_id = c.case_id AND r.client_id = \(client)
          WHERE c.agency_id = \(agency.id) AND c.case_id IS NOT NULL AND c.kind IN (1, 2, 6, 7) GROUP BY c.case_id)
        SELECT s.case_id, r.case_no, s.currency, CASE WHEN s.status = 0 THEN 1 ELSE 0 END - coalesce(f.later, 0)::int8,
          (CASE WHEN s.status = 0 THEN s.outstanding ELSE 0 END - coalesce(f.later_amount, 0))::int8, coalesce(f.entrusted, 0),
          coalesce(f.entrusted_amount, 0)::int8, coalesce(f.reopened, 0), coalesce(f.reopened_amount, 0)::int8, coalesce(f.closed, 0),
          coalesce(f.closed_amount, 0)::int8, coalesce(f.status, 0)::int2, coalesce(f.revalued, 0)::int8
        FROM allot.case_state s JOIN allot.case_record r ON r.agency_id = s.agency_id AND r.case_id = s.case_id
        LEFT JOIN flow f ON f.case_id = s.case_id
        WHERE s.agency_id = \(agency.id) AND r.client_id = \(client) ORDER BY s.case_id
        """
      ) { row in
        func number(_ column: Int) throws -> Int64 { try row[column, as: Int64.self] }
        func pair(_ column: Int) throws -> StockLine.Stock { StockLine.Stock(try number(column), try number(column + 1)) }
        var line = StockLine(
          caseID: try number(0), caseNo: try row[1, as: String.self], currency: try Currency(stored: row[2, as: String.self]))
        (line.closing, line.entrusted, line.reopened, line.closed) = (try pair(3), try pair(5), try pair(7), try pair(9))
        line.closedAs = CaseStatus(rawValue: UInt8(clamping: try row[11, as: Int16.self])) ?? .open
        line.revalued = try number(12)
        line.opening = StockLine.Stock(
          line.closing.cases - line.entrusted.cases - line.reopened.cases + line.closed.cases,
          line.closing.amount - line.entrusted.amount - line.reopened.amount + line.closed.amount - line.revalued)
        if line.isTold { stock.lines.append(line) }
      }
      (stock.checked, stock.differences) = try Self.compareWithBooks(connection, position, isLater, agency.id)
      return stock
    }
  }

  /// All clients' cases counted back to the position against what was counted there: the one check that a client cannot make himself.
  private static func compareWithBooks(_ connection: Connection, _ position: Int64, _ isLater: SQL, _ agency: Int64) throws -> (Int, Int) {
    let (checked, differences) = try connection.query(
      """
      WITH now AS (
        SELECT currency, sum(cases) AS cases, sum(amount) AS amount FROM (
          SELECT s.currency, count(*) AS cases, sum(s.outstanding) AS amount FROM allot.case_state s WHERE s.agency_id = \(agency) AND s.status = 0 GROUP BY 1
          UNION ALL
          SELECT c.currency, -sum(CASE WHEN c.kind = 6 THEN -1 WHEN c.kind = 7 THEN 0 ELSE 1 END),
            -sum(CASE WHEN c.kind = 6 THEN -c.amount ELSE c.amount END)
          FROM allot.change c WHERE c.agency_id = \(agency) AND c.case_id IS NOT NULL AND c.kind IN (1, 2, 6, 7) AND \(isLater) GROUP BY 1) b
        GROUP BY currency),
      books AS (
        SELECT currency, sum(cases) AS cases, sum(amount) AS amount FROM allot.ledger_stock
        WHERE agency_id = \(agency) AND position_id = \(position) GROUP BY currency)
      SELECT count(*), count(*) FILTER (WHERE coalesce(n.cases, 0) <> coalesce(b.cases, 0) OR coalesce(n.amount, 0) <> coalesce(b.amount, 0))
      FROM now n FULL JOIN books b ON b.currency = n.currency
      """
    ).only().decode(Int64.self, Int64.self)
    return (Int(checked), Int(differences))
  }
}
