import DataTesting
import Portfolio
import Postgres
import Testing

@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

@Suite struct PublishTests {
  /// Freezes, lets `decide` fill the outcome, and stages it.
  private func plan(
    _ world: World, _ fence: Fence, seq: Int32 = 1, slot: Day = World.slot, _ decide: (Snapshot, inout Outcome) -> Void
  ) async throws -> RunID {
    let key = world.key(seq, slot: slot)
    let frozen = try await world.freeze(slot: slot)
    guard case .began(let run) = try await world.store.runs.beginRun(key, fence: fence, asOf: frozen.snapshot.asOf) else {
      throw Unexpected("published already")
    }
    var outcome = Outcome.idle(frozen.snapshot)
    decide(frozen.snapshot, &outcome)
    try await world.store.runs.stage(
      RunPlan(run: run, key: key, frozen: frozen, outcome: outcome, policies: testPolicies, agencyVersion: 2))
    return run
  }

  private func publish(_ world: World, _ run: RunID, _ fence: Fence, seq: Int32 = 1, slot: Day = World.slot) async throws -> PublishResult {
    try await world.store.runs.publish(run, key: world.key(seq, slot: slot), fence: fence)
  }

  @Test func aRunMovesCasesAndSaysWhy() async throws {
    let world = try await World("publish-moves", collectors: 3)
    try await world.addCases(5) { number, row in
      row.collector = number > 3 ? "c3" : nil
      row.stage = "M1"
    }
    let fence = try await world.fence()
    let run = try await plan(world, fence) { snapshot, outcome in
      outcome.move(snapshot, 0, to: CollectorIndex(0))
      outcome.decisions.append(Decision(caseIndex: CaseIndex(1), kind: .held, policy: 0, reason: .holdNothingDue(outstanding: 5)))
      outcome.decisions.append(Decision(caseIndex: CaseIndex(2), kind: .unassigned, reason: .noPolicyCovers))
      outcome.move(snapshot, 3, to: CollectorIndex(1))
      outcome.move(snapshot, 4, to: .none)
      outcome.verdicts[0] = Verdict(.abnormal, .evidenceAbnormal(abnormality: 700, threshold: 500, points: 1, attempts: 9))
      outcome.verdicts[1] = Verdict(.normal, .evidenceNormal(abnormality: 100, threshold: 500, points: 1, attempts: 9))
    }
    #expect(try await world.store.views.findRun(String(run), agency: world.agency).state == .planned)
    let result = try await publish(world, run, fence)
    var won = Won()
    (won.assigned, won.moved, won.recalled, won.held, won.unassigned, won.classChanged) = (1, 1, 1, 1, 1, 0)
    #expect(result == .published(won))

    let cases = try await world.store.views.showCases(CaseFilter(), limit: 9, agency: world.agency)
    #expect(cases.map(\.holder) == ["c1", nil, nil, "c2", nil])
    #expect(cases.map(\.heldSince) == [World.slot, .none, .none, World.slot, .none])
    #expect(cases.map(\.hand) == [1, 0, 0, 2, 1])
    #expect(cases.map(\.caseClass) == [.abnormal, .normal, .unknown, .unknown, .unknown])
    #expect(cases.map(\.classSince) == Array(repeating: World.slot, count: 5))
    #expect(cases[0].classReason == Reason.evidenceAbnormal(abnormality: 700, threshold: 500, points: 1, attempts: 9))
    let people = try await world.store.views.showCollectors(limit: 9, agency: world.agency)
    #expect(people.map(\.openCases) == [1, 1, 0] && people.map(\.openAmount) == [10_000, 10_000, 0])

    let explained = try await world.store.views.explainCase("k4", agency: world.agency)
    let decision = try #require(explained.decisions.first)
    #expect(explained.decisions.count == 1 && explained.formerHolders.map(\.collector) == ["c3"])
    #expect(
      decision.kind == .moved && decision.from == "c3" && decision.to == "c2" && decision.policy == "p" && decision.route == "everyone")
    #expect(
      decision.reason == Reason.assignedCheapest(eligible: 2, cost: 100, runnerUp: 1, runnerUpCost: 110)
        && decision.recallReason == Reason.recallForced(workingDays: 60, limit: 60))
    let all = try await world.store.views.showDecisions(run: run, limit: 99, agency: world.agency)
    #expect(all.map(\.kind) == [.assigned, .held, .unassigned, .moved, .recalled])
    #expect(all[2].policy == nil && all[2].route == nil && all[1].policy == "p" && all[1].route == nil)

    let next = try await world.freeze(slot: World.slot + 1).snapshot
    #expect(next.collectors.newToday == [0, 0, 0] && next.month.keys == [AccountKey(policy: "p", rule: "everyone", client: 0)])
    #expect(
      next.month.entries
        == (0...1).map { AccountEntry(account: 0, collector: CollectorIndex($0), cases: 1, amount: 10_000) })
    #expect(try await world.freeze(slot: World.slot + 31).snapshot.month.entries.isEmpty)
    #expect(try await world.freeze().snapshot.collectors.newToday == [1, 1, 0])
    #expect(try await world.count("SELECT count(*) FROM pg_class WHERE relname LIKE \("%\\_" + String(run)) AND relpersistence = 'u'") == 0)
    #expect(try await world.count("SELECT count(*) FROM allot.outbox WHERE agency_id = \(world.agency.id)") == 1)
    let sums: SQL = "SELECT sum(cases) FROM allot.run_transition WHERE agency_id = \(world.agency.id) AND run_id = \(run)"
    #expect(try await world.count(sums) == 5)
    #expect(try await world.count("SELECT count(*) FROM allot.run_collector WHERE agency_id = \(world.agency.id)") == 3)
  }

  @Test func aKeyIsPublishedOnce() async throws {
    let world = try await World("publish-once", collectors: 1)
    try await world.addCases(2)
    let fence = try await world.fence()
    let run = try await plan(world, fence) { $1.move($0, 0, to: CollectorIndex(0)) }
    async let first = publish(world, run, fence)
    async let second = publish(world, run, fence)
    let results = try await [first, second]
    #expect(results.contains(.alreadyPublished))
    #expect(results.contains { if case .published = $0 { true } else { false } })
    #expect(try await publish(world, run, fence) == .alreadyPublished)
    #expect(try await world.store.runs.beginRun(world.key(), fence: fence, asOf: Instant(rawValue: 0)) == .alreadyPublished(run))
    #expect(try await world.store.runs.nextSeq(slot: World.slot, kind: .night, agency: world.agency) == 2)
    #expect(try await world.count("SELECT sum(cases) FROM allot.change WHERE agency_id = \(world.agency.id) AND kind = 3") == 1)
    try await world.store.runs.failRun(run, error: "late", agency: world.agency)
    #expect(try await world.store.views.findRun("latest", agency: world.agency).state == .published)
  }

  @Test func whatChangedSinceTheFreezeIsLeftOut() async throws {
    let world = try await World("publish-changed", collectors: 2)
    try await world.addCases(4) { number, row in row.debtor = number > 2 ? OpaqueReference(bytes: [8]) : nil }
    let fence = try await world.fence()
    let run = try await plan(world, fence) { snapshot, outcome in
      for index in 0..<4 { outcome.move(snapshot, index, to: CollectorIndex(index / 2)) }
    }
    // k1 is paid meanwhile, and k3, whose debtor's other case k4 must not go alone.
    let today = try await world.store.register.clock(world.agency).today
    let paid = ["k1", "k3"].map {
      PaymentRow(line: 2, key: CaseKey(client: nil, caseNo: $0), sourceID: "1", day: today, amount: 1, currency: nil)
    }
    _ = try await world.store.feeds.apply(paid, file: "p", agency: world.agency)
    guard case .published(let won) = try await publish(world, run, fence) else { throw Unexpected("not published") }
    #expect((won.assigned, won.caseChanged, won.groupChanged, won.placeTaken) == (1, 2, 1, 0))
    let cases = try await world.store.views.showCases(CaseFilter(), limit: 9, agency: world.agency)
    #expect(cases.map(\.holder) == [nil, "c1", nil, nil])
    let decisions = try await world.store.views.showDecisions(run: run, limit: 9, agency: world.agency)
    #expect(decisions.map(\.isLost) == [true, false, true, true])
    #expect(decisions.map(\.reason.code) == [.caseChangedMeanwhile, .assignedCheapest, .caseChangedMeanwhile, .groupChangedMeanwhile])
  }

  @Test func aLockedCaseIsLeftOutAndNotWaitedFor() async throws {
    let world = try await World("publish-locked", collectors: 1)
    try await world.addCases(2)
    let fence = try await world.fence()
    let run = try await plan(world, fence) { snapshot, outcome in
      for index in 0..<2 { outcome.move(snapshot, index, to: CollectorIndex(0)) }
    }
    let (locked, release) = (Gate(), Gate())
    async let holder: Void = world.store.database.transaction { [agency = world.agency.id] connection in
      try connection.query(
        """
        SELECT FROM allot.case_state WHERE agency_id = \(agency)
          AND case_id = (SELECT min(case_id) FROM allot.case_state WHERE agency_id = \(agency)) FOR UPDATE
        """)
      locked.open()
      release.wait()
    }
    await locked.reached()
    let result = try await publish(world, run, fence)
    release.open()
    try await holder
    guard case .published(let won) = result else { throw Unexpected("not published") }
    #expect((won.assigned, won.caseChanged) == (1, 1))
  }

  @Test func placesGivenAwayMeanwhileAreTakenFromThePlan() async throws {
    let world = try await World("publish-room", collectors: 2)
    try await world.addCases(4)
    let fence = try await world.fence()
    let run = try await plan(world, fence) { snapshot, outcome in
      outcome.loads.room[0] = 4
      for (index, regret) in [30, 10, 40, 20].enumerated() { outcome.move(snapshot, index, to: CollectorIndex(0), regret: Int64(regret)) }
    }
    // Two new cases go to c1 by file: of his four places two are left, for those who lose most elsewhere.
    let rows = (1...2).map { number in
      var row = CaseRow(line: number + 1, client: "icbc", caseNo: "n\(number)", currency: .cny, outstanding: 5)
      row.collector = "c1"
      return row
    }
    _ = try await world.store.feeds.apply(rows, file: "new", agency: world.agency)
    guard case .published(let won) = try await publish(world, run, fence) else { throw Unexpected("not published") }
    #expect((won.assigned, won.placeTaken, won.lost) == (2, 2, 2))
    let decisions = try await world.store.views.showDecisions(run: run, limit: 9, agency: world.agency)
    #expect(decisions.map(\.isLost) == [false, true, false, true])
    #expect(decisions[1].reason.code == .placeTakenMeanwhile)
  }

  @Test func aCollectorWhoChangedGetsNothingFromAnOldPlan() async throws {
    let world = try await World("publish-left", collectors: 2)
    try await world.addCases(2)
    let fence = try await world.fence()
    let run = try await plan(world, fence) { snapshot, outcome in
      for index in 0..<2 { outcome.move(snapshot, index, to: CollectorIndex(index)) }
    }
    var gone = CollectorRow(line: 2, code: "c1")
    gone.active = false
    _ = try await world.store.feeds.apply([gone], file: "c", agency: world.agency)
    guard case .published(let won) = try await publish(world, run, fence) else { throw Unexpected("not published") }
    #expect((won.assigned, won.placeTaken) == (1, 1))
    #expect(try await world.store.views.showCases(CaseFilter(), limit: 9, agency: world.agency).map(\.holder) == [nil, "c2"])
  }

  @Test func whoLostTheLeasePublishesNothing() async throws {
    let world = try await World("publish-fence", collectors: 1)
    try await world.addCases(1)
    let old = try await world.fence()
    let run = try await plan(world, old) { $1.move($0, 0, to: CollectorIndex(0)) }
    #expect(try await world.store.runs.acquireLease(owner: "other", seconds: 60, agency: world.agency) == nil)
    try await world.store.runs.releaseLease(old)
    let new = try #require(try await world.store.runs.acquireLease(owner: "other", seconds: 60, agency: world.agency))
    #expect(new.value > old.value)
    #expect(try await !world.store.runs.renewLease(old, seconds: 60))
    #expect(try await world.store.runs.renewLease(new, seconds: 60))
    #expect(try await publish(world, run, old) == .fenceLost)
    #expect(try await world.shown("k1").holder == nil)
    #expect(try await world.store.views.findRun(String(run), agency: world.agency).state == .planned)
    let again = try await plan(world, new) { $1.move($0, 0, to: CollectorIndex(0)) }
    #expect(try await publish(world, run, new) == .superseded)
    guard case .published = try await publish(world, again, new) else { throw Unexpected("not published") }
    try await world.store.runs.dropStage(run)
  }

  @Test func aDiscardedPlanIsNotPublished() async throws {
    let world = try await World("publish-discard", collectors: 1)
    try await world.addCases(1)
    let fence = try await world.fence()
    let run = try await plan(world, fence) { $1.move($0, 0, to: CollectorIndex(0)) }
    try await world.store.runs.discardRun(run, reason: "looks wrong", agency: world.agency)
    #expect(try await publish(world, run, fence) == .superseded)
    #expect(try await world.store.views.findRun(String(run), agency: world.agency).error == "looks wrong")
  }

  @Test func theScriptsAreWhatRuns() async throws {
    let world = try await World("publish-script", collectors: 1)
    try await world.addCases(1)
    let fence = try await world.fence()
    let run = try await plan(world, fence) { $1.move($0, 0, to: CollectorIndex(0)) }
    let request = FreezeRequest(agency: world.agency, slot: World.slot, asOf: Instant(rawValue: 0), seed: 0)
    let printed = try await world.store.runs.printedNight(request, world.key())
    try await world.store.database.run { try $0.script(printed.publish) }
    #expect(try await world.shown("k1").holder == "c1")
    try await world.store.runs.dropStage(run)
    #expect(printed.freeze.hasPrefix("BEGIN") && printed.freeze.contains("COPY (SELECT case_id, frozen"))
    #expect(FreezeStatements(request).all.allSatisfy { printed.freeze.contains($0) })
    #expect(printed.stage.contains("plan_\(run).bin"))
  }

  @Test func aNightIsPrintedWithoutWritingAndRunsOnACopy() async throws {
    let world = try await World("publish-print", collectors: 1)
    try await world.addCases(1)
    let request = FreezeRequest(agency: world.agency, slot: World.slot, asOf: Instant(rawValue: 0), seed: 0)
    let printed = try await world.store.runs.printedNight(request, world.key())
    #expect(try await world.count("SELECT count(*)::int4 FROM allot.run WHERE agency_id = \(world.agency.id)") == 0)
    #expect(try await world.count("SELECT count(*)::int4 FROM allot.lease WHERE agency_id = \(world.agency.id)") == 0)
    // What psql does on a copy, less its own commands.
    let stage = printed.stage.split(separator: "\n").filter { !$0.hasPrefix("\\copy") }.joined(separator: "\n")
    try await world.store.database.run { try $0.script(printed.prepare + stage + printed.publish) }
    #expect(try await world.store.views.findRun("latest", agency: world.agency).state == .published)
  }

  @Test func arrivalsArePendingUntilARunHasSeenThem() async throws {
    let world = try await World("publish-arrivals", collectors: 1)
    try await world.addCases(2)
    #expect(try await world.store.views.pendingArrivalCount(agency: world.agency) == 2)
    let fence = try await world.fence()
    let run = try await plan(world, fence) { $1.move($0, 0, to: CollectorIndex(0)) }
    // Comes in between freeze and publish.
    var late = CaseRow(line: 2, client: "cmb", caseNo: "late", currency: .cny, outstanding: 5)
    _ = try await world.store.feeds.apply([late], file: "late", agency: world.agency)
    _ = try await publish(world, run, fence)
    let pending = try await world.store.views.pendingArrivals(agency: world.agency)
    #expect(pending == [try await world.shown("late").id])
    late.status = .withdrawn
    _ = try await world.store.feeds.apply([late], file: "late2", agency: world.agency)
    let health = try await world.store.views.health(today: World.slot, agency: world.agency)
    #expect(health.pendingArrivals == 0 && health.lastPublished?.id == run && health.casesWithPeople == 1 && health.lease?.owner == "test")
  }
}
