package import Portfolio
import Postgres
package import Schema
import Speech

extension Dispatches {
  /// Takes the next delivery that is due, or the one of that number, for `seconds`; what somebody took and did not end in his time is due again. nil when
  /// there is none. Several processes may ask at the same time: each gets another one.
  package func take(_ number: Int? = nil, for seconds: Int, agency: Agency) async throws -> Delivery? {
    try await database.transaction(agency: agency.id) { connection in
      let which: SQL = number.map { "AND delivery = \($0)" } ?? ""
      let taken = try connection.query(
        """
        UPDATE allot.delivery SET state = 'sending', attempts = attempts + 1, taken_until = clock_timestamp() + \(seconds) * interval '1 second'
        WHERE agency_id = \(agency.id) AND delivery = (SELECT delivery FROM allot.delivery
          WHERE agency_id = \(agency.id) AND (state IN ('due', 'failed') AND next_at <= clock_timestamp()
            OR state = 'sending' AND taken_until <= clock_timestamp()) \(which)
          ORDER BY next_at, delivery LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING delivery
        """
      ).first?[0, as: Int.self]
      return try taken.flatMap { try Self.rows(connection, agency.id, "AND delivery = \($0)").first }
    }
  }

  /// What came of an attempt.
  package enum Ending: Sendable {
    case sent
    case skipped
    /// Tried again after so many seconds.
    case failed(String, againAfter: Int)
    case givenUp(String)
  }

  /// Notes what came of the attempt that was taken as number `attempt`; does nothing where it was taken anew since. Gives whether it was noted.
  @discardableResult
  package func end(_ number: Int, attempt: Int, _ ending: Ending, agency: Agency) async throws -> Bool {
    try await database.transaction(agency: agency.id) { connection in
      let (state, error, pause): (DeliveryState, String?, Int?) =
        switch ending {
        case .sent: (.sent, nil, nil)
        case .skipped: (.skipped, nil, nil)
        case .failed(let why, let seconds): (.failed, why, seconds)
        case .givenUp(let why): (.givenUp, why, nil)
        }
      let noted = try connection.execute(
        """
        UPDATE allot.delivery SET state = \(state.rawValue), error = \(error), taken_until = NULL,
          next_at = clock_timestamp() + coalesce(\(pause)::int, 0) * interval '1 second',
          ended_at = CASE WHEN \(pause)::int IS NULL THEN clock_timestamp() END
        WHERE agency_id = \(agency.id) AND delivery = \(number) AND state = 'sending' AND attempts = \(attempt)
        """)
      return noted == 1
    }
  }

  /// Makes one due again, with the Message-ID it has. Throws `notFound`; `invalid` while somebody is at it.
  package func retry(_ number: Int, by person: String, agency: Agency) async throws -> Delivery {
    try await database.transaction(agency: agency.id) { connection in
      guard let before = try Self.rows(connection, agency.id, "AND delivery = \(number)").first else {
        throw StoreError.notFound(kind: .delivery, name: String(number))
      }
      let changed = try connection.execute(
        """
        UPDATE allot.delivery SET state = 'due', next_at = clock_timestamp(), ended_at = NULL, taken_until = NULL
        WHERE agency_id = \(agency.id) AND delivery = \(number) AND (state <> 'sending' OR taken_until <= clock_timestamp())
        """)
      guard changed == 1 else {
        throw StoreError.invalid(Wording("delivery \(number) is being sent just now", "投递 \(number) 正在发送"))
      }
      try Store.audit(
        connection, agency.id, by: person, "delivery.retried", "delivery \(number)", detail: "{\"was\":\"\(before.state.rawValue)\"}")
      return try Self.rows(connection, agency.id, "AND delivery = \(number)").first ?? before
    }
  }

  /// The latest first, at most `limit`; only those in `states` unless it is empty.
  package func list(_ states: Set<DeliveryState> = [], limit: Int, agency: Agency) async throws -> [Delivery] {
    let words = (states.isEmpty ? Set(DeliveryState.allCases) : states).map(\.rawValue).sorted()
    return try await database.transaction(agency: agency.id) { connection in
      try Self.rows(connection, agency.id, "AND state = ANY (\(words))", limit: limit)
    }
  }

  /// How many there are in each state; states without any are missing.
  package func counts(agency: Agency) async throws -> [DeliveryState: Int] {
    let rows = try await database.transaction(agency: agency.id) { connection in
      try connection.query("SELECT state, count(*)::int4 FROM allot.delivery WHERE agency_id = \(agency.id) GROUP BY state")
        .decode(String.self, Int.self)
    }
    return Dictionary(rows.compactMap { row in DeliveryState(rawValue: row.0).map { ($0, row.1) } }) { first, _ in first }
  }

  /// Removes what ended before that day's begin, in UTC; gives how many.
  package func purge(before day: Day, agency: Agency) async throws -> Int {
    try await database.transaction(agency: agency.id) { connection in
      try connection.execute(
        "DELETE FROM allot.delivery WHERE agency_id = \(agency.id) AND ended_at < \(day.date)::timestamp AT TIME ZONE 'UTC'")
    }
  }

  static func rows(_ connection: Connection, _ agency: Int64, _ filter: SQL, limit: Int = 1_000_000) throws -> [Delivery] {
    let rows = try connection.query(
      """
      SELECT delivery, occasion, slot, run_id, reader, channel, page, language, forms, subject, skips_nothing, message_id, made_by, made_at, state,
        attempts, next_at, ended_at, error
      FROM allot.delivery WHERE agency_id = \(agency) \(filter) ORDER BY delivery DESC LIMIT \(limit)
      """)
    return try rows.map { row in
      guard let occasion = Occasion(rawValue: try row[1, as: String.self]),
        let channel = DeliveryChannel(rawValue: try row[5, as: String.self]),
        let state = DeliveryState(rawValue: try row[14, as: String.self])
      else { throw StoreError.invalid(Wording("the database holds a delivery of an unknown kind", "数据库中有类型不明的投递")) }
      return Delivery(
        number: try row[0, as: Int.self], occasion: occasion, slot: Day(try row[2, as: PostgresDate.self]),
        run: try row[3, as: Int64?.self],
        terms: DeliveryTerms(
          reader: try row[4, as: String.self], channel: channel, page: try row[6, as: String.self], language: try row[7, as: String.self],
          forms: try row[8, as: [String].self], subject: try row[9, as: String.self], skipsNothing: try row[10, as: Bool.self],
          atMinutes: nil),
        messageID: try row[11, as: String.self], madeBy: try row[12, as: String.self],
        madeAt: Instant(try row[13, as: PostgresTimestamp.self]),
        state: state, attempts: try row[15, as: Int.self], nextAt: Instant(try row[16, as: PostgresTimestamp.self]),
        endedAt: try row[17, as: PostgresTimestamp?.self].map { Instant($0) }, error: try row[18, as: String?.self])
    }
  }
}
