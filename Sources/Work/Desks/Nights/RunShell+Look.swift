import Faults
package import Policy
package import Portfolio
import Register
package import Runs
package import Schema
import Speech

// What a night would be made of, for people who look and measure.
extension RunShell {
  /// What a run would decide from, without deciding anything.
  package func look(_ request: Request) async throws -> (snapshot: Snapshot, library: PolicyLibrary) {
    try seat.require(.see)
    let library = try await PolicyLibrary.load(store, agency)
    let (slot, asOf) = try await moment(request, library.set)
    let key = RunKey(agency: agency.id, slot: slot, kind: request.kind, seq: 1)
    return (try await store.runs.freeze(try await freezeRequest(key, asOf)).snapshot, library)
  }

  /// What the coming night would be decided from, as it stands now: tonight's, or that of the next day where tonight's is over or waits for a person. With a
  /// slot in the request, that night. What a run would settle before its freeze counts as settled. Writes nothing and takes no lease.
  package func coming(_ request: Request) async throws -> (key: RunKey, frozen: Frozen, library: PolicyLibrary) {
    var request = request
    let library = try await PolicyLibrary.load(store, agency)
    var (slot, asOf) = try await moment(request, library.set)
    var rule = try await rule(slot, asOf)
    if request.slot == nil, let state = rule.standing.latest?.state, [.published, .waiting, .discarded].contains(state) {
      request.slot = max(rule.next, slot + 1)
      (slot, asOf) = try await moment(request, library.set)
      rule = try await self.rule(slot, asOf)
    }
    guard rule.lacks.isEmpty else {
      throw OperationError(
        .temporary,
        Wording("the night of \(slot) would have nothing to decide", "\(slot) 的夜间分案没有可决定的内容"),
        remedy: rule.lacks.contains(.cases)
          ? Wording("bring cases with: allot import cases FILE.csv", "请导入案件：allot import cases FILE.csv")
          : Wording("bring people with: allot import collectors FILE.csv", "请导入人员：allot import collectors FILE.csv"))
    }
    // As a run would number it, which its ties go by.
    let key = RunKey(
      agency: agency.id, slot: slot, kind: .night,
      seq: rule.standing.latest.map { $0.state == .published ? $0.seq + 1 : $0.seq } ?? 1)
    var freeze = try await freezeRequest(key, asOf)
    freeze.settlesUpTo = max(slot, rule.today)
    return (key, try await store.runs.freeze(freeze), try await PolicyDesk(seat).inForce(on: slot, library))
  }

  /// The statements of a night as text for `psql`, for people who measure or audit them. Writes nothing and takes no lease.
  package func statements(_ request: Request) async throws -> String {
    try seat.require(.run)
    let library = try await PolicyLibrary.load(store, agency)
    let (slot, asOf) = try await moment(request, library.set)
    let key = RunKey(agency: agency.id, slot: slot, kind: request.kind, seq: 1)
    return try await store.runs.printedNight(try await freezeRequest(key, asOf), key).text
  }

  /// Slot and freeze time, on the database's clock in the agency's zone.
  func moment(_ request: Request, _ policies: PolicySet) async throws -> (slot: Day, asOf: Instant) {
    let clock = try await store.register.clock(agency)
    let slot = request.slot ?? clock.today
    if let asOf = request.asOf {
      let at = try await store.register.instant(asOf, in: agency)
      let (day, last) = (try await store.register.day(of: at, in: agency), max(slot, clock.today))
      guard day <= last || request.isReally else {
        throw OperationError(
          .usage,
          Wording(
            "--as-of lies on \(day), after the night of \(slot) and after today: nobody knows anything of that day yet",
            "--as-of 落在 \(day)，晚于 \(slot) 的夜间分案，也晚于今天：那一天的情况还无从得知"),
          remedy: Wording("write a moment up to now, as --as-of \(last)T02:30", "请写一个不晚于现在的时刻，如 --as-of \(last)T02:30"))
      }
      return (slot, at)
    }
    if slot == clock.today { return (slot, clock.now) }
    let night = Int64(policies.runs(on: slot).night.minutes)
    return (
      slot,
      try await store.register.instant(LocalTime(microseconds: Int64(slot.rawValue) * 86_400_000_000 + night * 60_000_000), in: agency)
    )
  }

  func freezeRequest(_ key: RunKey, _ asOf: Instant) async throws -> FreezeRequest {
    var request = FreezeRequest(
      agency: agency, slot: key.slot, asOf: asOf, asOfDay: try await store.register.day(of: asOf, in: agency), seed: key.seed)
    // Whatever moment is looked back at, what is published binds people today.
    request.bindsUpTo = max(request.bindsUpTo, try await store.register.clock(agency).today)
    return request
  }
}
