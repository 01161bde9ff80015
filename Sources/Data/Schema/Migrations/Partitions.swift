package import Portfolio
package import Postgres
import Speech

/// The tables that are cut by month: attempts by the month they came in, decisions by the month of their slot.
package enum PartitionedTable: String, CaseIterable {
  case attempt, decision

  /// The partition that holds `day`: its name and its month's first days.
  func partition(for day: Day) -> (name: String, from: Day, to: Day)? {
    let (year, month, _) = day.civil
    guard day.isKnown, let from = Day(year: year, month: month, day: 1) else { return nil }
    let pad = month < 10 ? "0" : ""
    return ("\(rawValue)_\(year)_\(pad)\(month)", from, from + Day.length(ofMonth: month, in: year))
  }
}

extension Store {
  /// Months made ahead of the present one, so that imports and runs need no DDL.
  static let monthsAhead = 3

  /// Makes the partitions of this month and the next ones. Called by `migrate` and once a day by the daemon.
  package func ensurePartitions() async throws {
    try await database.transaction { connection in
      // The zone does not matter: a month and more is made ahead.
      let today = Day(try connection.query("SELECT (clock_timestamp() AT TIME ZONE 'UTC')::date").only()[0, as: PostgresDate.self])
      for table in PartitionedTable.allCases {
        var day = today - 1
        for _ in 0...Self.monthsAhead {
          try Self.ensurePartition(table, day, connection)
          guard let next = table.partition(for: day)?.to else { break }
          day = next
        }
      }
    }
  }

  /// Makes the partition of `table` for `day` unless it is there.
  package static func ensurePartition(_ table: PartitionedTable, _ day: Day, _ connection: Connection) throws {
    guard let partition = table.partition(for: day) else { throw StoreError.invalid(Wording("\(day) has no month", "\(day) 没有所属月份")) }
    func exists() throws -> Bool {
      try connection.query("SELECT to_regclass(\("allot." + partition.name)) IS NOT NULL").only()[0, as: Bool.self]
    }
    guard try !exists() else { return }
    // Two at once would both find it missing.
    try connection.query("SELECT pg_advisory_xact_lock(\(migrationLock))")
    guard try !exists() else { return }
    try connection.query("SELECT allot.make_month(\(table.rawValue), \(day.date))")
  }
}
