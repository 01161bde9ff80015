import Glibc
import Logging
import Store

/// The right to run an agency, renewed while the work lasts. Losing it is noticed at publish, which checks the fence under lock.
enum Lease {
  /// Seconds after which a holder that died is passed over; renewed at a third of it.
  static let seconds = 30

  static func with<Value: Sendable>(store: Store, agency: Agency, logger: Logger, _ body: (Fence) async throws -> Value) async throws
    -> Value
  {
    guard let fence = try await store.acquireLease(owner: owner(), seconds: seconds, agency: agency) else {
      throw OperationError(
        .temporary, "another run of agency \(agency.code) is under way", remedy: "wait until it is done, then try again: allot show runs")
    }
    let renewal = Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: .seconds(seconds / 3))
        if Task.isCancelled { return }
        let renewed = (try? await store.renewLease(fence, seconds: seconds)) ?? true
        if !renewed {
          logger.warning("the lease was lost; the run will publish nothing", metadata: ["agency": "\(agency.code)"])
          return
        }
      }
    }
    defer { renewal.cancel() }
    do {
      let value = try await body(fence)
      try? await store.releaseLease(fence)
      return value
    } catch {
      try? await store.releaseLease(fence)
      throw error
    }
  }

  /// One name per attempt, so that two loops of one process exclude each other too.
  private static func owner() -> String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return "\(host)/\(getpid())/\(UInt32.random(in: .min ... .max))"
  }
}
