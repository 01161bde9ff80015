import Portfolio
import Postgres
package import Schema
import Speech

/// Who is told what the outbox announces, and how far he was told. Each method is one unit of work.
package struct Hooks: Sendable {
  /// The door into the database.
  package let store: Store
  var database: Database { store.database }
}

extension Store {
  /// Webhooks, through this door.
  package var hooks: Hooks { Hooks(store: self) }
}

extension Hooks {
  /// As they stand, by number; those that were removed are left out. `filter` begins with `AND`.
  static func rows(_ connection: Connection, _ agency: Int64, _ filter: SQL, removed: Bool = false) throws -> [Hook] {
    let rows = try connection.query(
      """
      SELECT hook, name, address, topics, state, w.position, coalesce(h.position, 0), pending_to, tag, salt, generation, w.key_id,
        previous_key_id, CASE WHEN previous_until > clock_timestamp() THEN previous_until END, made_by, made_at, attempts, failures, next_at, sent_at,
        stopped_by, stopped_at, error
      FROM allot.webhook w LEFT JOIN allot.seal_head h ON h.agency_id = w.agency_id AND h.stream = 'outbox'
      WHERE w.agency_id = \(agency) AND (state <> 'removed' OR \(removed)) \(filter) ORDER BY hook
      """)
    return try rows.map { row in
      let words = try row[3, as: [String].self]
      let topics = words.compactMap(Topic.init(rawValue:))
      guard let state = HookState(rawValue: try row[4, as: String.self]), topics.count == words.count else {
        throw StoreError.invalid(Wording("the database holds a webhook of an unknown kind", "数据库中有类型不明的 Webhook 订阅"))
      }
      return Hook(
        number: try row[0, as: Int.self], name: try row[1, as: String.self], address: try row[2, as: String.self], topics: topics,
        state: state, position: try row[5, as: Int64.self], last: try row[6, as: Int64.self], pendingTo: try row[7, as: Int64?.self],
        tag: try row[8, as: String.self], salt: try row[9, as: [UInt8].self], generation: try row[10, as: Int.self],
        keyID: try row[11, as: Int32.self], previousKeyID: try row[12, as: Int32?.self], previousUntil: try instant(row, 13),
        madeBy: try row[14, as: String.self], madeAt: Instant(try row[15, as: PostgresTimestamp.self]), attempts: try row[16, as: Int.self],
        failures: try row[17, as: Int.self], nextAt: Instant(try row[18, as: PostgresTimestamp.self]), sentAt: try instant(row, 19),
        stoppedBy: try row[20, as: String?.self], stoppedAt: try instant(row, 21), error: try row[22, as: String?.self])
    }
  }

  static func instant(_ row: Row, _ column: Int) throws -> Instant? {
    try row[column, as: PostgresTimestamp?.self].map { Instant($0) }
  }

  /// By name, else by number. Throws `notFound`.
  static func find(_ name: String, _ connection: Connection, _ agency: Int64) throws -> Hook {
    if let found = try rows(connection, agency, "AND name = \(name)").first { return found }
    if let number = Int(name), let found = try rows(connection, agency, "AND hook = \(number)").first { return found }
    throw StoreError.notFound(kind: .webhook, name: name, known: try rows(connection, agency, "").map(\.name))
  }
}
