package import Portfolio
import Postgres
package import Schema
import Speech

// What people do with webhooks; each is written into the audit.
extension Hooks {
  /// What somebody adds.
  package struct Draft: Sendable {
    package var name: String
    package var address: String
    /// Of the address, what may be shown.
    package var shown: String
    /// Empty for all.
    package var topics: [Topic]
    /// What is behind this position is told; nil = what is written from now on.
    package var from: Int64?
    package var salt: [UInt8]

    /// Checked by whoever asks.
    package init(name: String, address: String, shown: String, topics: [Topic], from: Int64?, salt: [UInt8]) {
      (self.name, self.address, self.shown, self.topics, self.from, self.salt) = (name, address, shown, topics, from, salt)
    }
  }

  /// Adds one; its secret comes from the agency's present key. Throws `invalid` for a name that is taken and for a position that is not there yet.
  package func add(_ draft: Draft, by person: String, agency: Agency) async throws -> Hook {
    try await database.transaction(agency: agency.id) { connection in
      // Numbers are given one after the other.
      let key = try connection.query("SELECT key_id FROM allot.agency WHERE agency_id = \(agency.id) FOR NO KEY UPDATE").only()[
        0, as: Int32.self]
      // Whoever reads the present key's number with another key in hand would derive another secret.
      guard key == agency.keyID else { throw StoreError.invalid(Self.renewed) }
      let last = try connection.query(
        "SELECT coalesce((SELECT position FROM allot.seal_head WHERE agency_id = \(agency.id) AND stream = 'outbox'), 0)"
      ).only()[0, as: Int64.self]
      if let from = draft.from, !(0...last).contains(from) {
        throw StoreError.invalid(
          Wording("there is no position \(from): the last one is \(last)", "没有位置 \(from)：最后的位置是 \(last)"))
      }
      guard try Self.rows(connection, agency.id, "AND name = \(draft.name)").isEmpty else {
        throw StoreError.invalid(Wording("there is a webhook of that name already", "已有同名的 Webhook 订阅"))
      }
      let number = try connection.query(
        """
        INSERT INTO allot.webhook (agency_id, hook, name, address, topics, position, tag, salt, key_id, made_by)
        SELECT \(agency.id), coalesce(max(hook), 0) + 1, \(draft.name), \(draft.address), \(draft.topics.map(\.rawValue)), \(draft.from ?? last),
          left(replace(gen_random_uuid()::text, '-', ''), 16), \(draft.salt), \(key), \(person)
        FROM allot.webhook WHERE agency_id = \(agency.id) RETURNING hook
        """
      ).only()[0, as: Int.self]
      let topics = draft.topics.map { jsonString($0.rawValue) }.joined(separator: ",")
      try Store.audit(
        connection, agency.id, by: person, "webhook.added", "webhook \(number)",
        detail:
          "{\"name\":\(jsonString(draft.name)),\"address\":\(jsonString(draft.shown)),\"topics\":[\(topics)],\"behind\":\(draft.from ?? last)}"
      )
      return try Self.find(String(number), number, connection, agency.id)
    }
  }

  private static let renewed = Wording("the agency's key was renewed a moment ago: try again", "机构密钥刚刚更换过：请重试")

  private static func find(_ name: String, _ number: Int, _ connection: Connection, _ agency: Int64) throws -> Hook {
    guard let hook = try rows(connection, agency, "AND hook = \(number)", removed: true).first else {
      throw StoreError.notFound(kind: .webhook, name: name)
    }
    return hook
  }

  /// All that were not removed, by number.
  package func list(agency: Agency) async throws -> [Hook] {
    try await database.transaction(agency: agency.id) { try Self.rows($0, agency.id, "") }
  }

  /// One by its name or number, with its last tries, the latest first. Throws `notFound`.
  package func show(_ name: String, tries limit: Int, agency: Agency) async throws -> (hook: Hook, tries: [HookTry]) {
    try await database.transaction(agency: agency.id) { connection in
      let hook = try Self.find(name, connection, agency.id)
      let rows = try connection.query(
        """
        SELECT kind, message, first_position, last_position, outcome, status::int4, milliseconds, error, at FROM allot.webhook_try
        WHERE agency_id = \(agency.id) AND hook = \(hook.number) ORDER BY try DESC LIMIT \(limit)
        """)
      let tries = try rows.map { row in
        guard let kind = HookTry.Kind(rawValue: try row[0, as: String.self]),
          let outcome = HookTry.Outcome(rawValue: try row[4, as: String.self])
        else { throw StoreError.invalid(Wording("the database holds a try of an unknown kind", "数据库中有类型不明的推送记录")) }
        let (first, last) = (try row[2, as: Int64?.self], try row[3, as: Int64?.self])
        var one = HookTry(
          kind, message: try row[1, as: String.self], span: first.flatMap { first in last.map { first...max(first, $0) } }, outcome,
          status: try row[5, as: Int?.self], milliseconds: try row[6, as: Int.self], error: try row[7, as: String?.self])
        one.at = try Self.instant(row, 8)
        return one
      }
      return (hook, tries)
    }
  }

  /// Stops one: what happens meanwhile is told when it is resumed. Throws `notFound`.
  package func pause(_ name: String, by person: String, agency: Agency) async throws -> Hook {
    try await change(name, "webhook.paused", by: person, agency) { _ in
      "state = 'paused', stopped_by = \(person), stopped_at = clock_timestamp()"
    }
  }

  /// Sets one going again where it stopped, at once. Throws `notFound`.
  package func resume(_ name: String, by person: String, agency: Agency) async throws -> Hook {
    try await change(name, "webhook.resumed", by: person, agency) { _ in
      "state = 'active', stopped_by = NULL, stopped_at = NULL, failures = 0, next_at = clock_timestamp()"
    }
  }

  /// Takes one away, with its address. Throws `notFound`.
  package func remove(_ name: String, by person: String, agency: Agency) async throws -> Hook {
    try await change(name, "webhook.removed", by: person, agency) { _ in
      "state = 'removed', address = '', ping_due = false, stopped_by = \(person), stopped_at = clock_timestamp()"
    }
  }

  /// Gives one its next secret, from the agency's present key; the one before signs too for so many seconds. Throws `notFound`.
  package func renew(_ name: String, keepingFor seconds: Int, by person: String, agency: Agency) async throws -> Hook {
    try await change(name, "webhook.secret_renewed", by: person, agency) { connection in
      let key = try connection.query("SELECT key_id FROM allot.agency WHERE agency_id = \(agency.id) FOR SHARE").only()[0, as: Int32.self]
      guard key == agency.keyID else { throw StoreError.invalid(Self.renewed) }
      return """
        generation = generation + 1, previous_key_id = key_id, key_id = \(key),
        previous_until = CASE WHEN \(seconds) > 0 THEN clock_timestamp() + \(seconds) * interval '1 second' END
        """
    }
  }

  /// Has the daemon send a ping with its next look. Throws `notFound`.
  package func askPing(_ name: String, by person: String, agency: Agency) async throws -> Hook {
    try await change(name, "webhook.tested", by: person, agency) { _ in "ping_due = true" }
  }

  private func change(
    _ name: String, _ action: String, by person: String, _ agency: Agency, _ set: @escaping @Sendable (Connection) throws -> SQL
  ) async throws -> Hook {
    try await database.transaction(agency: agency.id) { connection in
      let before = try Self.find(name, connection, agency.id)
      let assignments = try set(connection)
      let changed = try connection.execute(
        "UPDATE allot.webhook SET \(assignments) WHERE agency_id = \(agency.id) AND hook = \(before.number) AND state <> 'removed'")
      guard changed == 1 else { throw StoreError.notFound(kind: .webhook, name: name) }
      try Store.audit(
        connection, agency.id, by: person, action, "webhook \(before.number)",
        detail: "{\"name\":\(jsonString(before.name)),\"was\":\(jsonString(before.state.rawValue))}")
      return try Self.find(name, before.number, connection, agency.id)
    }
  }
}
