import Archive
package import Figures
package import Portfolio
import Postgres
import Register
import Runs
package import Schema

extension Views {
  /// The numbers behind a run's decision about a case: the place in the plan, or the rule by which the case stayed. nil where the run kept none.
  package func caseNumbers(_ caseID: Int64, run: RunID, agency: Agency) async throws -> CaseNumbers? {
    try await database.transaction(agency: agency.id) { connection in
      func block(_ part: ExplanationArchive.Part, _ span: SQL) throws -> ExplanationArchive.Block? {
        let rows = try connection.query(
          """
          SELECT first_case, last_case, bytes FROM allot.run_explanation
          WHERE agency_id = \(agency.id) AND run_id = \(run) AND kind = \(part.rawValue) \(span) LIMIT 1
          """)
        return try rows.first.map {
          ExplanationArchive.Block(first: try $0[0, as: Int64.self], last: try $0[1, as: Int64.self], bytes: try $0[2, as: [UInt8].self])
        }
      }
      do {
        guard let first = try block(.head, "") else { return nil }
        let head = try ExplanationArchive.readHead(first.bytes)
        let span: SQL = "AND first_case <= \(caseID) AND last_case >= \(caseID)"
        if let block = try block(.stays, span), let position = try ExplanationArchive.stay(of: caseID, in: block),
          head.stayReasons.indices.contains(position)
        {
          return .stayed(head.stayReasons[position])
        }
        guard let block = try block(.placements, span), let one = try ExplanationArchive.placement(of: caseID, in: block),
          head.funnels.indices.contains(Int(one.funnel))
        else { return nil }
        return .offered(PlacementNumbers(one, head.funnels[Int(one.funnel)]))
      } catch let error as ArchiveError {
        throw StoreError.unreadableExplanations(of: run, error)
      }
    }
  }

  /// Names of the skills, in the order of their bits.
  package func skillNames(agency: Agency) async throws -> [String] {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query("SELECT skill_id, name FROM allot.skill WHERE agency_id = \(agency.id) ORDER BY skill_id").decode(
        Int.self, String.self)
      var names: [String] = []
      for (id, name) in rows {
        while names.count < id - 1 { names.append("#\(names.count)") }
        names.append(name)
      }
      return names
    }
  }

  /// What everybody got of a run and why, or would get of a plan that waits, in order of code; empty when the run was not planned.
  package func collectorNights(run: RunID, slot: Day, agency: Agency) async throws -> [CollectorNight] {
    try await database.transaction(agency: agency.id) { connection in
      let decisions = try KeptPlan.decisions(of: run, agency: agency.id, connection)
      let rows = try connection.query(
        """
        SELECT c.code, rc.capacity_seconds, rc.effort_seconds, rc.score, rc.room, rc.closed_by, rc.next_present, rc.cases_before, rc.saturation,
          coalesce(d.cases, 0), coalesce(d.amount, 0)::bigint, coalesce(d.taken, 0), f.eligible_for, f.second, f.missed, f.place_worth, f.month_after,
          f.month_share, coalesce(d.moved_in, 0), rc.collector_id
        FROM allot.run_collector rc JOIN allot.collector c ON c.agency_id = rc.agency_id AND c.collector_id = rc.collector_id
        LEFT JOIN (
          SELECT y.collector_id, count(*) FILTER (WHERE y.n > 0)::int4 AS cases, count(*) FILTER (WHERE y.n > 0
            AND y.kind = \(stored: DecisionKind.moved))::int4 AS moved_in,
            coalesce(sum(\(raw: BaseAmount.of("y.amount"))) FILTER (WHERE y.n > 0), 0) AS amount, count(*) FILTER (WHERE y.n < 0)::int4 AS taken
          FROM (
            SELECT to_id AS collector_id, 1 AS n, amount, currency, kind FROM \(raw: decisions) d
            WHERE agency_id = \(agency.id) AND run_id = \(run) AND day = \(slot.date) AND NOT lost
              AND kind IN (\(stored: DecisionKind.given))
            UNION ALL SELECT from_id, -1, amount, currency, kind FROM \(raw: decisions) d
            WHERE agency_id = \(agency.id) AND run_id = \(run) AND day = \(slot.date) AND NOT lost
              AND kind IN (\(stored: DecisionKind.taken))) y
            \(raw: BaseAmount.join("y", agency: agency.id))
          GROUP BY y.collector_id) d ON d.collector_id = rc.collector_id
        LEFT JOIN allot.run_fared f ON f.agency_id = rc.agency_id AND f.run_id = rc.run_id AND f.collector_id = rc.collector_id
        WHERE rc.agency_id = \(agency.id) AND rc.run_id = \(run) ORDER BY c.code COLLATE "C"
        """)
      let otherwise = try SinceFreeze(connection, agency.id, run)?.people() ?? [:]
      return try rows.map { row in
        func number(_ column: Int) throws -> Int64 { try row[column, as: Int64.self] }
        func small(_ column: Int) throws -> Int64 { Int64(try row[column, as: Int32.self]) }
        func smallOrNil(_ column: Int) throws -> Int64? { try row[column, as: Int32?.self].map { Int64($0) } }
        var night = CollectorNight(
          code: try row[0, as: String.self], capacitySeconds: try number(1), effortSeconds: try number(2), score: try number(3),
          room: try small(4),
          closedBy: CloseReason(rawValue: UInt8(clamping: try row[5, as: Int16.self])) ?? .open,
          nextPresent: Day(try row[6, as: PostgresDate?.self]),
          before: try small(7), saturationPermille: try small(8), got: try small(9), gotAmount: try number(10), taken: try small(11),
          ofThemMoved: try small(18), eligibleFor: try smallOrNil(12), second: try smallOrNil(13), missed: try smallOrNil(14),
          placeWorth: try row[15, as: Int64?.self], monthAfter: try row[16, as: Int64?.self], monthShare: try row[17, as: Int64?.self])
        if let other = otherwise[try number(19)] { (night.otherwise, night.gotOtherwise) = (other.cases, other.got) }
        return night
      }
    }
  }

  /// Cases that a run offered to people; nil where it kept no explanations.
  package func offeredCases(run: RunID, agency: Agency) async throws -> Int? {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        """
        SELECT bytes FROM allot.run_explanation
        WHERE agency_id = \(agency.id) AND run_id = \(run) AND kind = \(stored: ExplanationArchive.Part.head)
        """)
      return try rows.first.map { Int(try ExplanationArchive.readHead(try $0[0, as: [UInt8].self]).offered) }
    }
  }
}

extension PlacementNumbers {
  fileprivate init(_ one: ExplanationArchive.Placement, _ funnel: Explanations.Funnel) {
    self.init(
      funnel: funnel, eligible: one.eligible, withRoom: one.withRoom, together: one.together, cost: one.cost,
      runnerUp: one.runnerUp == 0 ? nil : one.runnerUp, runnerUpCost: one.runnerUpCost, full: one.full == 0 ? nil : one.full,
      fullCost: one.fullCost,
      placeWorth: one.placeWorth)
  }
}
