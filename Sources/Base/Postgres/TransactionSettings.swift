/// The isolation of a transaction.
package enum TransactionMode: Sendable, Hashable {
  /// Every statement sees what is committed when it starts.
  case readCommitted
  /// One snapshot for all statements.
  case repeatableRead
  /// One snapshot for all statements, and no writes. A lost COMMIT answer does not matter.
  case repeatableReadReadOnly
  /// As if transactions ran one after the other; expect serialization failures, which are retried.
  case serializable

  var sql: String {
    switch self {
    case .readCommitted: "ISOLATION LEVEL READ COMMITTED"
    case .repeatableRead: "ISOLATION LEVEL REPEATABLE READ"
    case .repeatableReadReadOnly: "ISOLATION LEVEL REPEATABLE READ READ ONLY"
    case .serializable: "ISOLATION LEVEL SERIALIZABLE"
    }
  }
}

/// Time-outs of one transaction, in milliseconds, set until its end. 0 means no limit.
package struct TransactionSettings: Sendable {
  /// For each wait on a lock.
  package var lockTimeout: Int
  /// For each statement.
  package var statementTimeout: Int
  /// For each pause of ours between two statements; the server then closes the connection.
  package var idleTimeout: Int
  /// Whether the configuration's `agencyGuard` is asked.
  package var isGuarded = true

  /// Settings from milliseconds.
  package init(lockTimeout: Int = 5_000, statementTimeout: Int = 30_000, idleTimeout: Int = 10_000) {
    self.lockTimeout = lockTimeout
    self.statementTimeout = statementTimeout
    self.idleTimeout = idleTimeout
  }

  /// 5 s for locks, 30 s for statements, 10 s for pauses.
  package static let `default` = TransactionSettings()
  /// For the few words with which somebody takes his leave, whatever has become of the database.
  package static let unguarded: TransactionSettings = {
    var settings = TransactionSettings()
    settings.isGuarded = false
    return settings
  }()
  /// For large server-side statements over so many rows: 120 s a statement, and a quarter of a second for every thousand rows, ten times of what they
  /// take. A client that stands still between two statements holds the agency's rows for 10 s at most.
  package static func large(rows: Int) -> TransactionSettings {
    TransactionSettings(statementTimeout: 120_000 + min(rows / 4, 7_200_000), idleTimeout: 10_000)
  }
  /// For writes whose statements may take long: a client that is cut off between two of them holds rows that others wait for, for 10 s at most.
  package static let patient = TransactionSettings(statementTimeout: 0)
  /// For work without foreseeable length, on either side: only a client that says nothing for five minutes is given up.
  package static let unlimited = TransactionSettings(statementTimeout: 0, idleTimeout: 300_000)
  /// For changes of the schema: whoever waits for a table holds up all who come after him, so he waits shortly and tries again.
  package static let migration = TransactionSettings(lockTimeout: 2_000, statementTimeout: 0, idleTimeout: 0)

  /// One statement that sets them until the transaction's end, the agency too where there is one. It holds against what is set on the role or the
  /// database: `transaction_timeout` (which a server knows from 17 on, and which would end a long night), `row_security`. A volatile function and no
  /// SET: a pooler that balances reads takes it for a write and leaves the rest of the transaction on the server that was told the agency.
  func opening(agency: Int64?, serverVersion: Int32) -> String {
    var settings = [
      ("lock_timeout", "\(lockTimeout)"), ("statement_timeout", "\(statementTimeout)"),
      ("idle_in_transaction_session_timeout", "\(idleTimeout)"),
      ("row_security", "on"),
    ]
    if serverVersion >= 170_000 { settings.append(("transaction_timeout", "0")) }
    if let agency { settings.append(("allot.agency", "\(agency)")) }
    return "SELECT " + settings.map { "pg_catalog.set_config('\($0.0)', '\($0.1)', true)" }.joined(separator: ", ")
  }
}
