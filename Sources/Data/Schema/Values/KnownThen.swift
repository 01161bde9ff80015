package import Portfolio

/// What was known when a run was published, in SQL: a control asks what the run could know, whatever was changed, entered or taken back since. Once for the
/// manager's page and for what a client is handed. Until a plan is published, what is known now counts: a release would have to answer for it.
package enum KnownThen {
  /// Whether a row of `allot.conflict` stood there. `conflict` and `run` are aliases of the tables.
  package static func conflict(_ conflict: String, _ run: String) -> String { "\(conflict).at <= \(moment(run))" }

  /// Whether neither the skills that a case asks for nor those of a person were changed since. Of pairs where they were nothing can be said.
  package static func skills(_ state: String, _ collector: String, _ run: String) -> String {
    "greatest(coalesce(\(state).skills_since, '-infinity'), coalesce(\(collector).skills_since, '-infinity')) <= \(moment(run))"
  }

  /// A table of the last hold of each case that was known, with `case_id`, `kind`, `from_day` and `until_day`.
  package static func holds(run: RunID, agency: Int64) -> String {
    """
    (SELECT DISTINCT ON (e.case_id) e.case_id, e.kind, e.from_day, e.until_day \
    FROM allot.hold_event e JOIN allot.run q ON q.agency_id = e.agency_id AND q.run_id = \(run) \
    WHERE e.agency_id = \(agency) AND e.at <= \(moment("q")) ORDER BY e.case_id, e.from_day DESC, e.seq DESC)
    """
  }

  /// Whether such a hold bound a decision: from its first day on, or already when the run began, where that was later.
  package static func binds(_ hold: String, _ decision: String, _ run: String) -> String {
    """
    coalesce(\(hold).kind, \(HoldKind.none.rawValue)) <> \(HoldKind.none.rawValue) \
    AND \(hold).from_day <= greatest(\(decision).day, \
    (\(run).started_at AT TIME ZONE (SELECT g.zone FROM allot.agency g WHERE g.agency_id = \(run).agency_id))::date) \
    AND \(hold).until_day > \(decision).day
    """
  }

  private static func moment(_ run: String) -> String { "coalesce(\(run).published_at, 'infinity')" }
}
