import CLibPQ
import Glibc
import Logging
import Speech

/// One connection to PostgreSQL, used by synchronous closures on its own thread. It never leaves the closure it was given to.
package final class Connection {
  /// libpq's connection; nil once closed.
  private(set) var handle: OpaquePointer?
  /// False once the connection broke or was left in the middle of something: it can only be closed.
  private(set) var isUsable = true
  /// Milliseconds to wait for the server's next word; 0 for ever. Set by `transaction`.
  var patience = 0
  /// The wish to stop the present work.
  var interrupt: Interrupt?
  let cancelHandle: CancelHandle
  let agencyGuard: String?
  let logger: Logger

  /// Takes over an open connection. `agencyGuard` as in `DatabaseConfiguration`.
  init(taking handle: OpaquePointer, agencyGuard: String? = nil, logger: Logger) {
    self.handle = handle
    self.agencyGuard = agencyGuard
    self.logger = logger
    cancelHandle = CancelHandle(handle)
    PQsetNoticeReceiver(
      handle,
      { context, result in
        guard let context else { return }
        Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue().receive(notice: result)
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { PQfinish(handle) }

  /// Closes the connection; what was not committed is rolled back.
  func close() {
    PQfinish(handle)
    handle = nil
    isUsable = false
  }

  /// Gives the connection up: it is in the middle of an answer, and closing is cheaper and safer than reading the rest.
  func abandon() { isUsable = false }

  /// The process id of the server's side, as in `pg_stat_activity.pid`.
  package var backendProcessID: Int32 { PQbackendPID(handle) }

  /// The server's version as libpq gives it: 150004 for 15.4.
  package var serverVersion: Int32 { PQserverVersion(handle) }

  /// Whether a transaction is open (also one that has failed).
  package var isInTransaction: Bool {
    let status = PQtransactionStatus(handle)
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
  }

  /// Whether the connection is between two statements and nothing is open.
  var isIdle: Bool { isUsable && PQstatus(handle) == CONNECTION_OK && PQtransactionStatus(handle) == PQTRANS_IDLE }

  /// Whether the server has not hung up, as far as has arrived here. One system call when all is well.
  func isAlive() -> Bool {
    while isUsable, PQstatus(handle) == CONNECTION_OK {
      var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, 0) > 0 else { return true }
      guard PQconsumeInput(handle) == 1 else { break }
      // Asking for a notification makes libpq read a farewell, which comes as a notice.
      while let notification = PQnotifies(handle) { PQfreemem(notification) }
    }
    isUsable = false
    return false
  }

  private func receive(notice: OpaquePointer?) {
    let message = QueryResult.field(notice, "M") ?? ""
    switch QueryResult.field(notice, "V") {
    case "FATAL", "PANIC":
      isUsable = false
      logger.notice("PostgreSQL closed an idle connection", metadata: ["reason": "\(message)"])
    case "WARNING": logger.warning("PostgreSQL warns", metadata: ["message": "\(message)"])
    case "DEBUG": logger.trace("PostgreSQL", metadata: ["message": "\(message)"])
    default: logger.debug("PostgreSQL notice", metadata: ["message": "\(message)"])
    }
  }
}

extension Connection {
  /// The open handle, or why there is none to use.
  func ready(_ sql: String? = nil) throws(PostgresError) -> OpaquePointer {
    if interrupt?.isRequested == true { throw PostgresError(.cancelled, Wording("the task was cancelled", "任务已取消"), sql: sql) }
    guard isUsable, let handle else {
      throw PostgresError(.connectionLost, Wording("the connection is no longer usable", "连接已不可用"), sql: sql)
    }
    return handle
  }

  /// Refuses what C would cut off at a zero byte.
  func checkText(_ text: String, _ sql: String) throws(PostgresError) {
    if text.utf8.contains(0) { throw PostgresError(.usage, said: "the statement's text holds a zero byte", sql: sql) }
  }

  /// The error for an answer that is not what was asked for. Notes when the connection is gone.
  func failure(_ result: OpaquePointer?, sql: String?) -> PostgresError {
    let state = QueryResult.field(result, "C")
    let severity = QueryResult.field(result, "V")
    let isLost = result == nil || severity == "FATAL" || severity == "PANIC" || PQstatus(handle) != CONNECTION_OK
    if isLost { isUsable = false }
    let kind: PostgresError.Kind =
      if interrupt?.isRequested == true, isLost || state == "57014" { .cancelled } else if isLost {
        .connectionLost
      } else if state == "57014" {
        .timeout
      } else { .server }
    let said = QueryResult.field(result, "M") ?? PQerrorMessage(handle).map { String(cString: $0) } ?? ""
    let line = said.split(whereSeparator: \.isNewline).first.map(String.init)
    let isData = state?.hasPrefix("22") == true
    let what = line.map { Wording(same: isData ? PostgresError.masked($0) : $0) } ?? PostgresError.noReason
    var error = PostgresError(kind, what, sqlState: state, sql: sql)
    error.detail = QueryResult.field(result, "D")
    error.hint = QueryResult.field(result, "H")
    error.constraint = QueryResult.field(result, "n")
    error.table = QueryResult.field(result, "t")
    error.column = QueryResult.field(result, "c")
    error.position = QueryResult.field(result, "P").flatMap { Int($0) }
    return error
  }
}
