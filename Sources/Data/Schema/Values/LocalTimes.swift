/// Parts of statements that turn wall-clock times into instants: PostgreSQL is the zone database.
package enum LocalTimes {
  /// `microseconds` since 2000-01-01 on the wall, `offset` in seconds east of UTC or NULL for the zone.
  package static func instant(of microseconds: String, _ offset: String, zone: String) -> String {
    """
    CASE WHEN \(offset) IS NULL THEN (timestamp '2000-01-01' + \(microseconds) * interval '1 microsecond') AT TIME ZONE \(zone) \
    ELSE (timestamp '2000-01-01' + \(microseconds) * interval '1 microsecond' - \(offset) * interval '1 second') AT TIME ZONE 'UTC' END
    """
  }
}
