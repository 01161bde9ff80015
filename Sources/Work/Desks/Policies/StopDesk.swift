import Discretion
import Faults
import Portfolio
package import Register
import Schema
import Speech
import Views

/// Stops at once: of a client, a debtor, or a policy's cases.
package struct StopDesk: Sendable {
  private let seat: Seat

  /// Setting a stop needs `policy` or `approve`, one signature; confirming and lifting need `approve`.
  package init(_ seat: Seat) { self.seat = seat }

  /// A stop, for those who know only the desks.
  package typealias Stop = EmergencyStop

  /// Whom to stop, in words of a command.
  package enum Whom: Sendable, Hashable {
    /// By name.
    case client(String)
    /// By the number of one of his cases, with the client where several have it.
    case debtor(ofCase: String, client: String?)
    /// By name: every case that it covers.
    case policy(String)
  }

  /// The same, in words of a command.
  package func stop(_ whom: Whom, reason: String) async throws -> (stop: EmergencyStop, isNew: Bool) {
    switch whom {
    case .client(let name): try await stop(.client, name, client: nil, reason: reason)
    case .debtor(let number, let client): try await stop(.debtor, number, client: client, reason: reason)
    case .policy(let name): try await stop(.policy, name, client: nil, reason: reason)
    }
  }

  /// Sets a stop; the same twice is once, and `isNew` is false. `client`: of the case by which a debtor is named, where several have one of that number. Throws
  /// with `EX_USAGE` without a reason, with `EX_NOINPUT` where there is no such client, case or policy.
  package func stop(_ what: EmergencyStop.What, _ subject: String, client: String?, reason: String) async throws -> (
    stop: EmergencyStop, isNew: Bool
  ) {
    try seat.require(seat.actor.has(.approve) ? .approve : .policy)
    try seat.require(reason: reason)
    let names = NameCheck(views: seat.store.views, agency: seat.agency)
    try await names.require(what == .client ? subject : client, .client)
    if what == .policy {
      let names = try await seat.store.register.activePolicies(agency: seat.agency).filter { $0.version.kind == .policy }.map(
        \.version.name)
      guard names.contains(subject) else {
        let (shown, hint) = (Quoted.named(subject), Suggestion.hint(for: subject, among: names))
        throw OperationError(
          .noInput, Wording("no policy \(shown.en) is in force", "没有生效的策略\(shown.zh)"),
          remedy: hint ?? Wording("see: allot policy list --active", "请查看：allot policy list --active"))
      }
    }
    return try await seat.store.register.stop(what, subject, client: client, reason: reason, by: seat.actor.name, agency: seat.agency)
  }

  /// Says that a stop is meant to stay, as somebody else than who set it.
  package func confirm(_ number: Int) async throws -> EmergencyStop {
    try seat.require(.approve)
    let stop = try await find(number)
    guard stop.by != seat.actor.name else { throw own(number) }
    return try await seat.store.register.confirmStop(number, by: seat.actor.name, agency: seat.agency)
  }

  /// Asks for a stop to be lifted, or lifts it as the second person. At least one of the two may approve.
  package func lift(_ number: Int, reason: String) async throws -> EmergencyStop {
    try seat.require(seat.actor.has(.approve) ? .approve : .policy)
    let stop = try await find(number)
    if stop.liftAskedBy == nil {
      try seat.require(reason: reason)
    } else if stop.liftAskedBy != seat.actor.name {
      try seat.require(.approve)
    }
    try seat.require(keepable: reason)
    return try await seat.store.register.liftStop(number, reason: reason, by: seat.actor.name, agency: seat.agency)
  }

  /// Those that hold first, then the latest first.
  package func stops() async throws -> [EmergencyStop] {
    try seat.require(.see)
    return try await seat.store.register.stops(agency: seat.agency)
  }

  private func find(_ number: Int) async throws -> EmergencyStop {
    guard let stop = try await seat.store.register.stops(agency: seat.agency).first(where: { $0.number == number }), stop.liftedAt == nil
    else {
      throw OperationError(
        .noInput, Wording("no stop \(Quoted.number(String(number)).en) holds", "没有编号为\(Quoted.number(String(number)).zh) 的有效停办"),
        remedy: Wording("see: allot policy stop", "请查看：allot policy stop"))
    }
    return stop
  }

  private func own(_ number: Int) -> OperationError {
    OperationError(
      .noPermission,
      Wording("\(seat.actor.name) set stop \(number) and cannot confirm it", "停办 \(number) 由 \(seat.actor.name) 设置，本人不能确认"),
      remedy: Wording("ask a second person", "请由另一人确认"))
  }
}
