import Faults
import Speech

/// Work that must not take for ever.
package enum Deadline {
  /// Runs `body`; after `limit` it is cancelled, and what it then throws is thrown as `EX_UNAVAILABLE`.
  package static func run<Value: Sendable>(_ limit: Duration, _ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let work = Task { try await body() }
    let watch = Task { () -> Bool in
      do { try await Task.sleep(for: limit) } catch { return false }
      work.cancel()
      return true
    }
    let result = await withTaskCancellationHandler {
      await work.result
    } onCancel: {
      work.cancel()
    }
    watch.cancel()
    switch result {
    case .success(let value): return value
    case .failure(let error):
      guard await watch.value else { throw error }
      throw OperationError(
        .unavailable, Wording("the database did not answer within \(limit)", "数据库在 \(limit) 内没有应答"),
        remedy: Wording("check the server and what lies between", "请检查服务器及其间的网络"))
    }
  }
}
