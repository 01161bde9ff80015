import CLibPQ
import Speech

extension Connection {
  /// Sends statements without parameters in one go and waits once, for all answers: one round trip, and yet each is a statement of its own to whoever
  /// stands in between. After the first that fails the server leaves out the rest; its error is thrown. Rows are dropped.
  func pipeline(_ statements: [String]) throws(PostgresError) {
    let handle = try ready(statements.first)
    guard PQenterPipelineMode(handle) == 1 else { throw failure(nil, sql: statements.first) }
    for statement in statements {
      guard PQsendQueryParams(handle, statement, 0, nil, nil, nil, nil, 0) == 1 else { throw failure(nil, sql: statement) }
    }
    guard PQpipelineSync(handle) == 1 else { throw failure(nil, sql: statements.first) }
    var error: PostgresError?
    var position = 0
    // Every statement has a result and an end of its results (nil), and the whole has its synchronisation at last.
    while true {
      if isSilent(handle) { throw failure(nil, sql: statements.first) }
      guard let result = PQgetResult(handle) else {
        if PQstatus(handle) != CONNECTION_OK { throw error ?? failure(nil, sql: statements.first) }
        position += 1
        guard position <= statements.count else {
          abandon()
          let what = Wording("the server's answers do not end as they should", "服务器的应答没有正常结束")
          throw error ?? PostgresError(.connectionLost, what, sql: statements.first)
        }
        continue
      }
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_PIPELINE_SYNC:
        guard PQexitPipelineMode(handle) == 1 else { throw error ?? failure(nil, sql: statements.first) }
        if let error { throw error }
        return
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_PIPELINE_ABORTED: continue
      default:
        // The first reason; what follows a lost connection only says that it is lost.
        error = error ?? failure(result, sql: statements[min(position, statements.count - 1)])
        if !isUsable, let error { throw error }
      }
    }
  }
}
