/// The run that gathers an hour's single arrivals (`stats` has `live`): open for an hour, while nobody has sealed it or taken it back.
package enum LiveRun {
  /// Condition of a statement: whether the run in `table` may take further arrivals. Whoever adds to it asks under a lock of its row; whoever seals
  /// it leaves out what is open. A run that began later than now is closed: the clock was set back.
  package static func isOpen(_ table: String) -> String {
    """
    \(table).kind = 'arrivals' AND \(table).state = 'published' AND \(table).stats ? 'live' AND \(table).merkle_root IS NULL
        AND \(table).started_at > clock_timestamp() - interval '1 hour' AND \(table).started_at <= clock_timestamp()
        AND NOT EXISTS (SELECT FROM allot.run u WHERE u.agency_id = \(table).agency_id AND u.run_id > \(table).run_id AND u.undoes = \(table).run_id)
    """
  }
}
