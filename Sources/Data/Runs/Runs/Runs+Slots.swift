package import Portfolio
import Postgres
import Register
package import Schema

/// What stands about the night of a slot before anybody begins it.
package struct SlotStanding: Sendable, Hashable {
  /// The latest run with a slot's night for its key.
  package struct Latest: Sendable, Hashable {
    /// Its number.
    package var run: RunID
    /// From 1; a night that is run again has the next.
    package var seq: Int32
    /// Where it stands.
    package var state: RunState
    /// Nothing was open when it was decided: it decided nothing. False unless published.
    package var isEmpty: Bool
    /// The run that took it back, in whole or in part; nil where nobody did.
    package var undoneBy: RunID?
  }
  /// nil when the night was never begun.
  package var latest: Latest?
  /// Day of the last night that stands: published, not empty, not taken back. `.none` before the first.
  package var lastNight: Day
  /// Whether a night would freeze an open case: one that was entrusted by then.
  package var hasCases: Bool
  /// Whether anybody is active and has not left before the slot.
  package var hasPeople: Bool
}

extension Runs {
  /// A night that counts as the agency's last: what is empty or taken back lies in nobody's way. `r` is the run.
  static let standingNight: SQL = """
    r.kind = 'night' AND r.state = 'published' AND r.open_cases > 0 AND NOT \(raw: TakenBack.any("r"))
    """

  /// Where the night of a slot stands, for whoever wants to begin it. `factsBefore`: as the night's freeze has it; nil = the slot.
  package func standing(of slot: Day, factsBefore: Day? = nil, agency: Agency) async throws -> SlotStanding {
    let known = factsBefore ?? slot
    return try await database.transaction(agency: agency.id) { connection in
      let latest = try connection.query(
        """
        SELECT r.run_id, r.seq, r.state, r.state = 'published' AND r.open_cases = 0, \(raw: TakenBack.by("r"))
        FROM allot.run r WHERE r.agency_id = \(agency.id) AND r.slot = \(slot.date) AND r.kind = 'night' ORDER BY r.seq DESC LIMIT 1
        """
      ).first?.decode(Int64.self, Int32.self, String.self, Bool.self, Int64?.self)
      let (last, cases, people) = try connection.query(
        """
        SELECT (SELECT max(r.slot) FROM allot.run r WHERE r.agency_id = \(agency.id) AND \(Self.standingNight)),
          EXISTS (SELECT FROM allot.case_state s WHERE s.agency_id = \(agency.id) AND s.status = \(stored: CaseStatus.open)
            AND (s.entrusted_on IS NULL OR s.entrusted_on <= \(known.date))),
          EXISTS (SELECT FROM allot.collector c WHERE c.agency_id = \(agency.id) AND c.active AND coalesce(c.leaves_on, 'infinity') >= \(slot.date))
        """
      ).only().decode(PostgresDate?.self, Bool.self, Bool.self)
      return SlotStanding(
        latest: try latest.map { run, seq, state, isEmpty, undoneBy in
          guard let state = RunState(rawValue: state) else {
            throw StoreError.newer(run: run)
          }
          return SlotStanding.Latest(run: run, seq: seq, state: state, isEmpty: isEmpty, undoneBy: undoneBy)
        },
        lastNight: Day(last), hasCases: cases, hasPeople: people)
    }
  }
}
