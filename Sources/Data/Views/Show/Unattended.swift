import Portfolio
import Postgres
import Schema

/// Why nobody works at an open case, as counted now.
package enum Unattended: String, CaseIterable, Sendable {
  /// In the pool, after somebody held it.
  case returned
  /// In the pool, and a run since the last night found no policy or no route for it.
  case uncovered
  /// With somebody who is not here today: not active, gone, or on leave for all of his hours.
  case absent

  /// What makes a case of `allot.case_state s` one of them, behind an AND.
  func condition(_ agency: Int64) -> SQL {
    switch self {
    case .returned: return "s.holder_id IS NULL AND s.hand > 0"
    case .uncovered:
      let codes = [ReasonCode.noPolicyCovers, .noRouteMatches].map(\.rawValue)
      return """
        s.holder_id IS NULL AND s.case_id IN (
          SELECT d.case_id FROM allot.run u
          JOIN allot.decision d ON d.agency_id = u.agency_id AND d.run_id = u.run_id AND d.day = u.slot AND d.code = ANY (\(codes))
          WHERE u.agency_id = \(agency) AND u.state = 'published' AND u.published_at >= (
            SELECT max(n.published_at) FROM allot.run n
            WHERE n.agency_id = \(agency) AND n.state = 'published' AND n.kind = 'night' AND n.undoes IS NULL AND NOT \(raw: TakenBack.whole("n"))))
        """
    case .absent:
      return """
        s.holder_id IN (
          SELECT k.collector_id FROM (
            SELECT x.*, (clock_timestamp() AT TIME ZONE a.zone)::date AS today FROM allot.collector x
            JOIN allot.agency a ON a.agency_id = x.agency_id WHERE x.agency_id = \(agency)) k
          LEFT JOIN allot.collector_day y ON y.agency_id = k.agency_id AND y.collector_id = k.collector_id AND y.day = k.today
          WHERE NOT k.active OR k.leaves_on < k.today OR y.effective_leave > 0 AND y.effective_leave >= y.scheduled_minutes)
        """
    }
  }
}
