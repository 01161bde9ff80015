import DataTesting
import Figures
import Portfolio
import Postgres
import Speech
import Testing
import Words

@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

/// A plan may wait for a person for days. What is told of it once it is released is what was published, not what was decided.
@Suite struct ReleasedPlanTests {
  /// k1 → c1, k2 held, k3 without policy, k4 c3 → c2, k5 c3 → pool; decided, and kept.
  private func waiting(_ world: World) async throws -> (run: RunID, key: RunKey, fence: Fence) {
    try await world.addCases(5) { number, row in row.collector = number > 3 ? "c3" : nil }
    _ = try await world.store.runs.takeLedgerPosition(run: nil, slot: World.slot - 1, agency: world.agency)
    let (fence, key) = (try await world.fence(), world.key())
    let frozen = try await world.freeze()
    guard case .began(let run) = try await world.store.runs.beginRun(key, fence: fence, asOf: frozen.snapshot.asOf) else {
      throw Unexpected("published already")
    }
    var outcome = Outcome.idle(frozen.snapshot)
    (outcome.loads.openCases[2], outcome.loads.openAmount[2], outcome.loads.casesByClass[10]) = (2, 20_000, 2)
    outcome.move(frozen.snapshot, 0, to: CollectorIndex(0))
    outcome.decisions.append(Decision(caseIndex: CaseIndex(1), kind: .held, policy: 0, reason: .holdNothingDue(outstanding: 5)))
    outcome.decisions.append(Decision(caseIndex: CaseIndex(2), kind: .unassigned, reason: .noPolicyCovers))
    outcome.move(frozen.snapshot, 3, to: CollectorIndex(1))
    outcome.move(frozen.snapshot, 4, to: .none)
    outcome.explanations.fared = [.init(), .init(), .init()]
    for c in 0..<2 { (outcome.explanations.fared[c].monthAfter, outcome.explanations.fared[c].monthShare) = (1024, 1024) }
    try await world.store.runs.stage(
      RunPlan(run: run, key: key, frozen: frozen, outcome: outcome, policies: testPolicies, agencyVersion: 1))
    let brakes = [TrippedBrake(.moved, figure: 1, of: 5, limitPermille: 50)]
    try await world.store.runs.holdBack(run, brakes: brakes, words: ["moved"], by: "night", agency: world.agency)
    return (run, key, fence)
  }

  private func release(_ world: World, _ plan: (run: RunID, key: RunKey, fence: Fence)) async throws -> (Won, Figures) {
    try await world.store.runs.resumeRun(plan.run, fence: plan.fence)
    guard case .published(let won) = try await world.store.runs.publish(plan.run, key: plan.key, fence: plan.fence) else {
      throw Unexpected("not published")
    }
    _ = try await world.store.runs.takeLedgerPosition(run: plan.run, slot: World.slot, agency: world.agency)
    return (won, try await world.store.views.figures(run: plan.run, agency: world.agency))
  }

  /// What people hold by the rows of the cases.
  private func held(_ world: World) async throws -> [[Int64]] {
    let id = world.agency.id
    return try await world.store.database.run { connection in
      try connection.query(
        """
        SELECT count(s.case_id)::int8, coalesce(sum(s.outstanding), 0)::int8 FROM allot.collector c
        LEFT JOIN allot.case_state s ON s.agency_id = c.agency_id AND s.holder_id = c.collector_id AND s.status = 0
        WHERE c.agency_id = \(id) GROUP BY c.collector_id ORDER BY c.collector_id
        """
      ).decode(Int64.self, Int64.self).map { [$0.0, $0.1] }
    }
  }

  @Test func whatChangedWhileThePlanWaitedIsInEveryFigureAfter() async throws {
    let world = try await World("released-changed", collectors: 3)
    let plan = try await waiting(world)
    // k4 is paid in part and stays where it is; k3, which found nobody, goes back to the client; c1 gets k6 with a file, and k5 is c3's still.
    let today = try await world.store.register.clock(world.agency).today
    let paid = PaymentRow(line: 2, key: CaseKey(client: nil, caseNo: "k4"), sourceID: "1", day: today, amount: 2_500, currency: nil)
    _ = try await world.store.feeds.apply([paid], file: "p", agency: world.agency)
    var closed = CaseRow(line: 2, client: "cmb", caseNo: "k3", currency: .cny, outstanding: 10_000)
    closed.status = .returned
    var given = CaseRow(line: 3, client: "cmb", caseNo: "k6", currency: .cny, outstanding: 40_000)
    given.collector = "c1"
    _ = try await world.store.feeds.apply([closed, given], file: "cases", agency: world.agency)

    let (won, figures) = try await release(world, plan)
    #expect((won.assigned, won.moved, won.recalled, won.held, won.unassigned) == (1, 0, 1, 1, 0))
    #expect(won.lost == 2 && won.caseChanged == 2)
    let tonight = figures.tonight
    #expect((tonight.assigned, tonight.moved, tonight.recalled, tonight.held, tonight.unassigned) == (1, 0, 1, 1, 0))
    // People's load is that of the rows, to the case and the cent.
    let rows = try await held(world)
    #expect(rows == [[2, 50_000], [0, 0], [1, 7_500]])
    #expect(figures.collectors.map { [$0.after, $0.amountAfter] } == rows)
    #expect(figures.collectors.map(\.otherwise) == [1, 0, 0] && figures.collectors.map(\.amountOtherwise) == [40_000, 0, -2_500])
    #expect(
      figures.collectors.allSatisfy { $0.classes.reduce(0, +) == $0.after && $0.after == $0.before + $0.new - $0.gone + $0.otherwise })
    #expect(figures.collectors[0].headroom == 998 && figures.collectors[0].effortAfterSeconds == 1_440)
    let flow = try #require(figures.flows.first)
    #expect(flow.reconciles && flow.people.closing == Stock(3, 57_500))
    #expect(figures.collectors.reduce(0) { $0 + $1.amountAfter } == flow.people.closing.amount)
    // The month that is told of a person is without what was left out.
    #expect(figures.collectors.map(\.monthAfter) == [1024, 0, 0])
    // Nothing is said to wait that does not, and what was left out is named.
    #expect(figures.waiting.map(\.code) == [.holdNothingDue])
    #expect(
      figures.morning.left.map { "\($0.kind) \($0.code) \($0.cases) \($0.first.count)" }
        == ["moved caseChangedMeanwhile 1 1", "unassigned caseChangedMeanwhile 1 1"])
    #expect(figures.morning.leftOut == 2)
    var meanwhile = Meanwhile()
    (meanwhile.came, meanwhile.assigned, meanwhile.closed, meanwhile.revalued, meanwhile.revaluedBy) = (1, 1, 1, 1, -2_500)
    #expect(figures.morning.meanwhile == meanwhile)
    let told = try #require(Words.meanwhile(figures))
    #expect(
      told.en.contains("1 case came, 1 was closed, 1 was given to somebody otherwise, what is owed changed 1 time (−25.00 CNY)"),
      "\(told.en)")
    #expect(told.zh.contains("新到1件，结案1件，另行分出1件，欠款变动1次"), "\(told.zh)")
    #expect(try await world.store.views.invariants(examples: 1, agency: world.agency).allSatisfy { $0.violations == 0 })
    // Whoever asks person by person hears the same.
    let nights = try await world.store.views.collectorNights(run: plan.run, slot: World.slot, agency: world.agency)
    #expect(nights.map(\.after) == [2, 0, 1] && nights.map(\.otherwise) == [1, 0, 0])
    let left = try await world.store.views.showDecisions(
      run: plan.run, DecisionFilter(isLost: true), limit: 9, agency: world.agency)
    #expect(left.map(\.caseNo) == ["k3", "k4"])
  }

  @Test func wherePlansAreReleasedAtOnceNothingIsOtherwise() async throws {
    let world = try await World("released-at-once", collectors: 3)
    let plan = try await waiting(world)
    let (won, figures) = try await release(world, plan)
    #expect((won.assigned, won.moved, won.recalled, won.held, won.unassigned, won.lost) == (1, 1, 1, 1, 1, 0))
    #expect(figures.morning.meanwhile.isNothing && figures.morning.left.isEmpty && Words.meanwhile(figures) == nil)
    #expect(figures.collectors.map(\.after) == [1, 1, 0] && figures.collectors.allSatisfy { $0.otherwise == 0 && $0.amountOtherwise == 0 })
    #expect(figures.collectors.map(\.monthAfter) == [1024, 1024, 0])
    #expect(figures.waiting.map(\.code) == [.holdNothingDue, .noPolicyCovers])
  }

  /// A held case that went back to the client meanwhile is not told as held, and one that was held with its holder and stays so is.
  @Test func aHeldCaseThatWentBackMeanwhileIsNotToldAsHeld() async throws {
    let world = try await World("released-held", collectors: 3)
    let plan = try await waiting(world)
    var returned = CaseRow(line: 2, client: "cmb", caseNo: "k2", currency: .cny, outstanding: 10_000)
    returned.status = .returned
    _ = try await world.store.feeds.apply([returned], file: "cases", agency: world.agency)
    let (won, figures) = try await release(world, plan)
    #expect(won.held == 0 && won.lost == 1 && figures.tonight.held == 0 && figures.flows.first?.held == .zero)
    #expect(figures.waiting.map(\.code) == [.noPolicyCovers])
    #expect(figures.collectors.map { [$0.after, $0.amountAfter] } == (try await held(world)))
    #expect(try await world.store.views.invariants(examples: 1, agency: world.agency).allSatisfy { $0.violations == 0 })
  }
}

extension DecisionFilter {
  fileprivate init(isLost: Bool) {
    self.init()
    self.isLost = isLost
  }
}
