import CLibPQ
import Speech

extension Connection {
  /// Runs `body` in a transaction: committed when it returns, rolled back when it throws. `agency` becomes the transaction's setting
  /// `allot.agency`, which row-level security reads. Begins in one round trip. Does not run anything twice: see `Database.transaction`.
  /// `snapshot` is one that another open transaction of the same server has exported; it wants one of the `repeatableRead` modes.
  @discardableResult
  package func transaction<Value>(
    _ mode: TransactionMode = .readCommitted, agency: Int64? = nil, settings: TransactionSettings = .default, snapshot: String? = nil,
    _ body: (Connection) throws -> Value
  ) throws -> Value {
    guard !isInTransaction else { throw PostgresError(.usage, said: "a transaction is open already; transactions do not nest") }
    // A statement that runs into its time-out at the server is told so a little later.
    patience = settings.statementTimeout > 0 ? settings.statementTimeout + 5_000 : 0
    defer { patience = 0 }
    let isGuarded = agency != nil && settings.isGuarded && mode != .repeatableReadReadOnly
    let opening = settings.opening(agency: agency, serverVersion: serverVersion)
    do {
      // Statements of their own, though sent at once: a balancer may send the parts of one string to several servers.
      // A snapshot is taken over before the first query, or not at all.
      let takeover = snapshot.map { ["SET TRANSACTION SNAPSHOT '\($0)'"] } ?? []
      try pipeline(["BEGIN \(mode.sql)"] + takeover + [opening] + (isGuarded ? agencyGuard.map { [$0] } ?? [] : []))
    } catch {
      rollback()
      throw error
    }
    let value: Value
    do {
      value = try body(self)
    } catch {
      rollback()
      throw error
    }
    try commit(mode)
    return value
  }

  /// Ends an open transaction, if the connection still can.
  func rollback() {
    guard isUsable, let handle, isInTransaction else { return }
    let result = simpleQuery(handle, "ROLLBACK")
    defer { PQclear(result) }
    if PQresultStatus(result) != PGRES_COMMAND_OK { abandon() }
  }

  private func commit(_ mode: TransactionMode) throws {
    // Nothing was committed when the server had left before COMMIT was sent: this is known, unlike what follows.
    if interrupt?.isRequested == true {
      rollback()
      throw PostgresError(.cancelled, Wording("the task was cancelled before COMMIT", "任务在 COMMIT 之前已取消"))
    }
    guard isAlive(), let handle else {
      throw PostgresError(.connectionLost, Wording("the server closed the connection before COMMIT", "服务器在 COMMIT 之前关闭了连接"))
    }
    switch PQtransactionStatus(handle) {
    case PQTRANS_INTRANS: break
    case PQTRANS_INERROR:
      rollback()
      throw PostgresError(.usage, said: "a statement had failed and its error was ignored: the transaction was rolled back")
    default:
      throw PostgresError(.usage, said: "the closure ended its transaction itself: COMMIT and ROLLBACK belong to `transaction`")
    }
    patience = patience > 0 ? min(patience, 35_000) : 0
    let result = simpleQuery(handle, "COMMIT")
    defer { PQclear(result) }
    if PQresultStatus(result) == PGRES_COMMAND_OK {
      guard PQcmdStatus(result).map({ String(cString: $0) }) == "COMMIT" else {
        throw PostgresError(.usage, said: "the server answered COMMIT with a rollback: a statement had failed")
      }
      return
    }
    var error = failure(result, sql: "COMMIT")
    let isLost = !isUsable
    if isLost, mode != .repeatableReadReadOnly { error.kind = .commitUnknown }
    throw error
  }
}
