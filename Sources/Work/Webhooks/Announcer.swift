import Couriers
import Failures
import Faults
package import Hooks
import Portfolio
package import Schema
package import Speech
import Tasks
import Wire

/// Tells webhooks what the outbox announces, one message after the other, each until it is taken. Whoever dies between sending and noting it leaves a message
/// that is sent once more under the same name: at least once, in order, never lost.
package struct Announcer: Sendable {
  private let store: Store
  private let agency: Agency
  private let tools: HookTools
  private var hooks: Hooks { store.hooks }

  /// Acts as the daemon; whoever asks in his own name was asked for his right at the desk.
  package init(store: Store, agency: Agency, tools: HookTools) { (self.store, self.agency, self.tools) = (store, agency, tools) }

  /// What became of one message.
  package struct Report: Sendable {
    /// As it stands behind it.
    package var hook: Hook
    package var one: HookTry
    /// What went wrong; nil where nothing did.
    package var error: Wording?
    /// Whether this failure was the last that is tried: a person has to look.
    package var isGivenUp = false
  }

  /// Sends the pings that were asked for, and then whatever there is to tell. What cannot be told of a message is thrown: the database is gone.
  package func send(isStopping: () -> Bool = { false }, tell: (Report) -> Void = { _ in }) async throws {
    for hook in try await hooks.takePings(agency: agency) {
      if isStopping() { return }
      tell(try await ping(hook))
    }
    while !isStopping(), let parcel = try await hooks.take(for: tools.takenSeconds, agency: agency) {
      FaultHook.reach("hook.taken")
      tell(try await carry(parcel))
    }
  }

  /// How many there are in each state, and how far the one furthest behind is.
  package func counts() async throws -> (states: [HookState: Int], lag: Int64) { try await hooks.counts(agency: agency) }

  private func carry(_ parcel: HookParcel) async throws -> Report {
    let posted = await post(Self.body(parcel, agency), id: parcel.id, to: parcel.hook, seconds: parcel.seconds)
    FaultHook.reach("hook.sent")
    let one = posted.record(.changes, parcel.id, parcel.span)
    let pause = max(Self.pause(after: parcel.hook.failures + 1), posted.wait ?? 0)
    let ending: Hooks.Ending = posted.error == nil ? .sent : .failed(againAfter: pause, most: Self.mostFailures)
    let hook = try await hooks.end(parcel, ending, one, agency: agency)
    return Report(
      hook: hook ?? parcel.hook, one: one, error: posted.error, isGivenUp: hook?.state == .failed && parcel.hook.state == .active)
  }

  /// Sends a message that says nothing happened, whatever the webhook's state; it changes nothing of it but its last tries.
  package func ping(_ hook: Hook) async throws -> Report {
    let (seconds, word) = try await hooks.stamp()
    let id = "\(hook.tag)-ping-\(word)"
    let body = JSON.object([
      ("message", .string(id)), ("kind", .string(HookTry.Kind.ping.rawValue)), ("agency", .string(agency.code)),
      ("webhook", JSON(hook.number)),
    ])
    let posted = await post(body.text, id: id, to: hook, seconds: seconds)
    let one = posted.record(.ping, id, nil)
    try await hooks.note(one, of: hook.number, agency: agency)
    return Report(hook: hook, one: one, error: posted.error)
  }

  /// The rows as `/v1/changes` says them; `gap`: positions that were removed by retention before they could be told.
  static func body(_ parcel: HookParcel, _ agency: Agency) -> String {
    JSON.object([
      ("message", .string(parcel.id)), ("kind", .string(HookTry.Kind.changes.rawValue)), ("agency", .string(agency.code)),
      ("webhook", JSON(parcel.hook.number)), ("changes", .array(parcel.rows.map(\.json))), ("next", .integer(parcel.span.upperBound)),
      ("gap", parcel.gap.map { .object([("from", .integer($0.lowerBound)), ("to", .integer($0.upperBound))]) } ?? .null),
    ]).text
  }

  /// After so many failures in a row it waits for a person: most of a day.
  package static let mostFailures = 12
  private static let pauses = [5, 15, 60, 180, 600, 1800, 3600, 7200, 14_400]

  /// Seconds before the next try.
  package static func pause(after failures: Int) -> Int { pauses[min(max(failures, 1), pauses.count) - 1] }

  private struct Posted: Sendable {
    var status: Int?
    var milliseconds: Int
    var error: Wording?
    /// Seconds that the other end asked for.
    var wait: Int?

    func record(_ kind: HookTry.Kind, _ id: String, _ span: ClosedRange<Int64>?) -> HookTry {
      HookTry(
        kind, message: id, span: span, error == nil ? .sent : .failed, status: status, milliseconds: milliseconds, error: error?.en)
    }
  }

  private func post(_ body: String, id: String, to hook: Hook, seconds: Int64) async -> Posted {
    let begun = ContinuousClock.now
    func milliseconds() -> Int { Int((ContinuousClock.now - begun) / .milliseconds(1)) }
    do {
      let keys = try HookSecret.all(of: hook, agency: agency)
      guard let address = WebAddress(hook.address) else {
        throw OperationError(.dataError, Wording("its address cannot be read", "无法读取其地址"))
      }
      let post = HookPost(to: address, through: tools.gate, program: tools.program, patienceMilliseconds: tools.patienceMilliseconds)
      let outcome = try await BlockingThread.run { post.send(body, id: id, keys: keys, seconds: seconds) }
      switch outcome.handover {
      case .taken: return Posted(status: outcome.status, milliseconds: milliseconds())
      case .later(let why, let wait): return Posted(status: outcome.status, milliseconds: milliseconds(), error: why, wait: wait)
      case .refused(let why): return Posted(status: outcome.status, milliseconds: milliseconds(), error: why)
      }
    } catch {
      return Posted(status: nil, milliseconds: milliseconds(), error: OperationError.explaining(error).what)
    }
  }
}
