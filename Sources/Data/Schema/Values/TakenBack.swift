/// What became of a published run's moves, as expressions of a statement: the run's own row never says it.
package enum TakenBack {
  /// Number of the last published run that took moves of the run in `table` back; NULL for none.
  package static func by(_ table: String) -> String { "(SELECT max(u.run_id) \(source(table)))" }

  /// When that one was published; NULL for none.
  package static func at(_ table: String) -> String { "(SELECT max(u.published_at) \(source(table)))" }

  /// Whether any of its moves were taken back.
  package static func any(_ table: String) -> String { "EXISTS (SELECT \(source(table)))" }

  /// Whether all its moves were taken back, by one run or by several.
  package static func whole(_ table: String) -> String {
    """
    coalesce((SELECT sum(u.assigned + u.moved + u.recalled) >= \(table).assigned + \(table).moved + \(table).recalled \(source(table))), false)
    """
  }

  private static func source(_ table: String) -> String {
    "FROM allot.run u WHERE u.agency_id = \(table).agency_id AND u.undoes = \(table).run_id AND u.state = 'published'"
  }
}
