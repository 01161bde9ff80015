import Glibc
import Logging
import Store
import Synchronization

/// How long a lease lasts without renewal. It is renewed at a third of that, on the database's clock.
package struct LeaseTerms: Sendable, Equatable {
  /// 2…600; after so many seconds a holder that died is passed over.
  package var seconds: Int
  package init(seconds: Int = 30) { self.seconds = min(max(seconds, 2), 600) }
  package static let standard = LeaseTerms()

  var renewal: Duration { .milliseconds(seconds * 1000 / 3) }
}

/// The right to run an agency, renewed while the work lasts. Losing it stops the work; should that come too late, the publish checks the fence
/// under lock.
enum Lease {
  /// Runs `body` under the lease and gives the lease back afterwards, also when the task is cancelled. Throws with `EX_TEMPFAIL` when somebody
  /// else holds it, or took it over meanwhile.
  static func with<Value: Sendable>(
    store: Store, agency: Agency, terms: LeaseTerms, logger: Logger, _ body: @escaping @Sendable (Fence) async throws -> Value
  ) async throws -> Value {
    guard let fence = try await store.acquireLease(owner: owner(), seconds: terms.seconds, agency: agency) else {
      throw OperationError(
        .temporary, "another run of agency \(agency.code) is under way", remedy: "wait until it is done, then try again: allot show runs")
    }
    FaultHook.reach("leased")
    let isLost = Atomic(false)
    let work = Task { try await body(fence) }
    let renewal = Task {
      var pause = terms.renewal
      while true {
        do { try await Task.sleep(for: pause) } catch { return }
        do {
          if try await store.renewLease(fence, seconds: terms.seconds) {
            pause = terms.renewal
          } else {
            logger.warning("the lease was lost; the run publishes nothing", metadata: ["agency": "\(agency.code)"])
            isLost.store(true, ordering: .relaxed)
            return work.cancel()
          }
        } catch {
          // The database does not answer: the lease is not lost yet. Ask again soon.
          pause = .milliseconds(Int.random(in: 200...500))
        }
      }
    }
    let result = await withTaskCancellationHandler { await work.result } onCancel: { work.cancel() }
    renewal.cancel()
    // In a task of its own: ours may be cancelled, and the lease is given back all the same.
    await Task { try? await store.releaseLease(fence) }.value
    if isLost.load(ordering: .relaxed), case .failure = result {
      throw OperationError(
        .temporary, "another run of agency \(agency.code) took over while this one was under way; nothing was published",
        remedy: "see: allot show runs")
    }
    return try result.get()
  }

  /// One name per attempt, so that two loops of one process exclude each other too.
  private static func owner() -> String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return "\(host)/\(getpid())/\(UInt32.random(in: .min ... .max))"
  }
}
