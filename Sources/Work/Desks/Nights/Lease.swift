import Failures
import Faults
import Glibc
import Logging
import Runs
import Schema
import Speech
import Synchronization
import Tasks

/// How long a lease lasts without renewal. It is renewed at a third of that, on the database's clock.
package struct LeaseTerms: Sendable, Equatable {
  /// 2…600; after so many seconds a holder that died is passed over.
  package var seconds: Int
  /// Values out of range are brought into it.
  package init(seconds: Int = 30) { self.seconds = min(max(seconds, 2), LeaseRow.longest) }
  /// 30 seconds.
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
    guard let fence = try await store.runs.acquireLease(owner: owner(), seconds: terms.seconds, agency: agency) else {
      throw OperationError(
        .temporary, Wording("another run of agency \(agency.code) is under way", "机构 \(agency.code) 的另一次运行正在进行"),
        remedy: Wording("wait until it is done, then try again: allot show runs", "请等它结束后重试：allot show runs"))
    }
    let number = HeldLeases.note(fence, of: store)
    FaultHook.reach("leased")
    let isLost = Atomic(false)
    let work = Task { try await body(fence) }
    let renewal = Task {
      await renew(store, fence, terms)
      // Without the fence, what the fence alone holds up must show: the holder does not notice by himself.
      guard !Task.isCancelled, FaultHook.flaw != .noFence else { return }
      logger.warning("the lease was lost; the run publishes nothing", metadata: ["agency": "\(agency.code)"])
      isLost.store(true, ordering: .relaxed)
      work.cancel()
    }
    let result = await withTaskCancellationHandler {
      await work.result
    } onCancel: {
      work.cancel()
    }
    renewal.cancel()
    // In a task of its own: ours may be cancelled, and the lease is given back all the same.
    await Task { try? await HeldLeases.release(fence, of: store) }.value
    HeldLeases.forget(number)
    if isLost.load(ordering: .relaxed), case .failure = result {
      throw OperationError(
        .temporary,
        Wording(
          "another run of agency \(agency.code) took over while this one was under way; nothing was published",
          "本次运行期间，机构 \(agency.code) 的另一次运行已接手；未发布任何内容"),
        remedy: OperationError.seeRuns)
    }
    return try result.get()
  }

  /// Renews until cancelled, until the lease has passed to somebody else, or until nothing was heard of the database for as long as a lease lasts:
  /// by then somebody else may have it, and what is still to be done is better left to him. Our own clock only measures that silence.
  private static func renew(_ store: Store, _ fence: Fence, _ terms: LeaseTerms) async {
    let clock = ContinuousClock()
    var heard = clock.now
    var pause = terms.renewal
    while clock.now - heard < .seconds(terms.seconds) {
      do { try await Task.sleep(for: pause) } catch { return }
      do {
        let limit = max(.milliseconds(500), .seconds(terms.seconds) - (clock.now - heard))
        guard try await Deadline.run(limit, { try await store.runs.renewLease(fence, seconds: terms.seconds) }) else { return }
        heard = clock.now
        pause = terms.renewal
      } catch {
        if Task.isCancelled { return }
        pause = .milliseconds(Int.random(in: 200...500))
      }
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
