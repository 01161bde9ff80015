import DataTesting
import Figures
import Portfolio
import Postgres
import Reports
import Speech
import Testing
import Words

@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

@Suite struct FiguresTests {
  /// Decides and publishes a night and takes the ledger's position.
  func night(
    _ world: World, slot: Day = World.slot, policies: [RunPolicy] = testPolicies, _ decide: (Snapshot, inout Outcome) -> Void
  ) async throws -> RunID {
    let fence = try await world.fence()
    let key = world.key(1, slot: slot)
    let frozen = try await world.freeze(slot: slot)
    guard case .began(let run) = try await world.store.runs.beginRun(key, fence: fence, asOf: frozen.snapshot.asOf) else {
      throw Unexpected("published already")
    }
    var outcome = Outcome.idle(frozen.snapshot)
    for (index, holder) in frozen.snapshot.cases.holder.enumerated() where holder != .none {
      outcome.loads.openCases[holder.position] += 1
      outcome.loads.openAmount[holder.position] += frozen.snapshot.cases.outstanding[index]
      outcome.loads.casesByClass[holder.position * 5 + Int(outcome.verdicts[index].caseClass.rawValue)] += 1
    }
    decide(frozen.snapshot, &outcome)
    try await world.store.runs.stage(RunPlan(run: run, key: key, frozen: frozen, outcome: outcome, policies: policies, agencyVersion: 1))
    _ = try await world.store.runs.publish(run, key: key, fence: fence)
    _ = try await world.store.runs.takeLedgerPosition(run: run, slot: slot, agency: world.agency)
    return run
  }

  /// k1 → c1, k2 held, k3 without policy, k4 c3 → c2, k5 c3 → pool.
  func decideFive(_ snapshot: Snapshot, _ outcome: inout Outcome) {
    outcome.move(snapshot, 0, to: CollectorIndex(0))
    outcome.decisions.append(Decision(caseIndex: CaseIndex(1), kind: .held, policy: 0, reason: .holdNothingDue(outstanding: 5)))
    outcome.decisions.append(Decision(caseIndex: CaseIndex(2), kind: .unassigned, reason: .noPolicyCovers))
    outcome.move(snapshot, 3, to: CollectorIndex(1))
    outcome.move(snapshot, 4, to: .none)
    outcome.verdicts[0] = Verdict(.abnormal, .evidenceAbnormal(abnormality: 700, threshold: 500, points: 1, attempts: 9))
  }

  func five(_ code: String) async throws -> World {
    let world = try await World(code, collectors: 3)
    try await world.addCases(5) { number, row in
      row.collector = number > 3 ? "c3" : nil
      row.stage = number == 1 ? "M1" : "M2"
      row.entrustedOn = World.slot - [0, 5, 20, 40, 400][number - 1]
    }
    return world
  }

  @Test func aNightIsReadAsItHappened() async throws {
    let world = try await five("figures-night")
    let run = try await night(world, decideFive)
    let figures = try await world.store.views.figures(run: run, agency: world.agency, terms: ReportTerms(program: "t"))
    #expect(figures.header.run == run && figures.header.status == .published && figures.header.slot == World.slot)
    #expect(
      figures.header.policies.map(\.name) == ["p"] && figures.header.policies[0].version == 3 && figures.header.policies[0].digest == "01")
    #expect(figures.header.inputDigest.count == 64 && figures.header.previous == nil && figures.header.program == "t")

    let tonight = figures.tonight
    #expect((tonight.open, tonight.assigned, tonight.moved, tonight.recalled, tonight.held, tonight.unassigned) == (5, 1, 1, 1, 1, 1))
    #expect(tonight.entrusted == 5)
    #expect(figures.collectors.map(\.code) == ["c1", "c2", "c3"])
    #expect(figures.collectors.map(\.before) == [0, 0, 2] && figures.collectors.map(\.new) == [1, 1, 0])
    #expect(figures.collectors.map(\.gone) == [0, 0, 2] && figures.collectors.map(\.after) == [1, 1, 0])
    #expect(figures.collectors.map(\.amountAfter) == [10_000, 10_000, 0])
    #expect(figures.collectors[0].classes == [0, 0, 1, 0, 0] && figures.collectors[2].classes == [0, 0, 0, 0, 0])
    #expect(figures.collectors[0].newEffortSeconds == 360 && figures.collectors[1].newEffortSeconds == 720)

    #expect(figures.classes.stages.map(\.stage) == ["M1", "M2"])
    #expect(figures.classes.stages[0].cases == [0, 0, 1, 0, 0] && figures.classes.stages[1].cases == [4, 0, 0, 0, 0])
    // No run judged them before: they are new, and no class has changed.
    #expect(figures.classes.new == [4, 0, 1, 0, 0] && figures.classes.transitions.allSatisfy { $0 == 0 } && tonight.classChanged == 0)
    #expect(figures.waiting.map(\.code) == [.holdNothingDue, .noPolicyCovers] && figures.waiting.map(\.kind) == [.held, .unassigned])
    #expect(figures.waiting.map(\.byAge) == [[0, 1, 0, 0, 0], [0, 0, 1, 0, 0]])
    #expect(figures.waiting[0].example == Reason.holdNothingDue(outstanding: 5))
    #expect(figures.recalls == [RecallFigures(code: .recallForced, moved: 1, recalled: 1)])
    #expect(figures.rules == [RuleHealth(policy: "p", rule: "route everyone", matched: 1, considered: 2)])
    #expect(figures.movements.map(\.kind) == [.assigned, .moved, .recalled])
    #expect(figures.movements.map(\.from) == [-1, 2, 2] && figures.movements.map(\.to) == [0, 1, -1])
    #expect(figures.movements[0].policy == "p" && figures.movements[0].route == "everyone" && figures.movements[0].caseClass == .abnormal)
    #expect(figures.movements[1].recallReason == Reason.recallForced(workingDays: 60, limit: 60))
    #expect(
      figures.shares == [
        ShareFigures(
          currency: .cny, collector: 0, cases: 1, amount: 10_000, effortSeconds: 360, cases30: 1, amount30: 10_000, effortSeconds30: 360),
        ShareFigures(
          currency: .cny, collector: 1, cases: 1, amount: 10_000, effortSeconds: 720, cases30: 1, amount30: 10_000, effortSeconds30: 720),
      ])
  }

  @Test func stockReconcilesFromNightToNight() async throws {
    let world = try await five("figures-stock")
    _ = try await night(world, decideFive)
    let today = try await world.store.register.clock(world.agency).today
    let paid = [PaymentRow(line: 2, key: CaseKey(client: nil, caseNo: "k4"), sourceID: "1", day: today, amount: 2_500, currency: nil)]
    _ = try await world.store.feeds.apply(paid, file: "p", agency: world.agency)
    var closed = CaseRow(line: 2, client: "cmb", caseNo: "k3", currency: .cny, outstanding: 10_000)
    closed.status = .returned
    _ = try await world.store.feeds.apply([closed], file: "cases", agency: world.agency)
    let run = try await night(world, slot: World.slot + 1) { $1.move($0, 2, to: .none) }
    let figures = try await world.store.views.figures(run: run, agency: world.agency)
    let flow = try #require(figures.flows.first)
    #expect(figures.flows.count == 1 && flow.reconciles && flow.difference == .zero)
    #expect(flow.pool.opening == Stock(3, 30_000) && flow.pool[.returned] == Stock(-1, -10_000) && flow.pool[.recalled] == Stock(1, 7_500))
    #expect(flow.pool.closing == Stock(3, 27_500))
    #expect(
      flow.people.opening == Stock(2, 20_000) && flow.people[.revalued] == Stock(0, -2_500) && flow.people.closing == Stock(1, 10_000))
    #expect(figures.trend.map(\.slot) == [World.slot, World.slot + 1] && figures.trend.map(\.assigned) == [1, 0])
    #expect(figures.header.previous?.slot == World.slot)
    #expect(figures.shares.map(\.cases) == [0, 0] && figures.shares.map(\.cases30) == [1, 1])
  }

  @Test func controlsPassOnAGoodNight() async throws {
    let world = try await five("figures-controls")
    let run = try await night(world, decideFive)
    let terms = ReportTerms(notBackTo: ["p": ReportTerms.NotBack(holders: 3, days: 180)])
    let figures = try await world.store.views.figures(run: run, agency: world.agency, terms: terms)
    #expect(Set(figures.controls.map(\.control)) == Set(Control.allCases))
    #expect(figures.controls.allSatisfy { $0.violations == 0 })
    #expect(figures.controls.first { $0.control == .oneOwner }?.checked == 3)
    // Without the policies' word nothing is claimed about former holders.
    let plain = try await world.store.views.figures(run: run, agency: world.agency)
    #expect(!plain.controls.contains { $0.control == .formerHolders })
  }

  /// An ordinary act of the day after is no fault of the night.
  @Test func whatIsEnteredAfterARunIsNoFaultOfIt() async throws {
    let world = try await five("figures-since")
    let run = try await night(world, decideFive)
    func violations() async throws -> [Control: [Int64]] {
      let figures = try await world.store.views.figures(run: run, agency: world.agency)
      return Dictionary(uniqueKeysWithValues: figures.controls.map { ($0.control, [$0.checked, $0.violations]) })
    }
    let before = try await violations()
    let id = world.agency.id
    try await world.store.database.run { connection in
      try connection.execute(
        """
        INSERT INTO allot.conflict (agency_id, case_id, collector_id, reason, at)
        SELECT \(id), case_id, holder_id, 'relative', clock_timestamp() FROM allot.case_state WHERE agency_id = \(id) AND holder_id IS NOT NULL
        """)
    }
    // Stopped since before the night, says a file of the day after.
    let holds = ["k1", "k4"].map {
      HoldRow(line: 2, key: CaseKey(client: nil, caseNo: $0), kind: .dispute, from: World.slot - 1, until: .never)
    }
    _ = try await world.store.feeds.apply(holds, file: "h", agency: world.agency)
    var row = CaseRow(line: 2, client: "cmb", caseNo: "k1", currency: .cny, outstanding: 10_000)
    row.requiredSkills = ["licence"]
    _ = try await world.store.feeds.apply([row], file: "c", agency: world.agency)
    var after = try await violations()
    #expect(after.allSatisfy { $0.value[1] == 0 }, "\(after)")
    // Of whom the skills were changed, nothing is said.
    #expect(after[.authorisations]?[0] == (before[.authorisations]?[0] ?? 0) - 1)
    (after[.authorisations], after[.oneOwner]) = (before[.authorisations], before[.oneOwner])
    #expect(after == before)
  }

  @Test func controlsSeeWhatWentWrong() async throws {
    let world = try await five("figures-violations")
    _ = try await night(world) { $1.move($0, 3, to: .none) }
    let run = try await night(world, slot: World.slot + 9) { snapshot, outcome in
      outcome.loads.closedBy[0] = .inactive
      outcome.loads.room[0] = 0
      outcome.move(snapshot, 0, to: CollectorIndex(0))
      // Back to whom it was taken from nine days ago.
      outcome.move(snapshot, 3, to: CollectorIndex(2))
    }
    let id = world.agency.id
    try await world.store.database.run { connection in
      let first: SQL = "SELECT min(case_id) FROM allot.case_record WHERE agency_id = \(id)"
      try connection.execute("UPDATE allot.case_state SET required_skills = 1 WHERE agency_id = \(id) AND case_id = (\(first))")
      try connection.execute(
        """
        INSERT INTO allot.conflict (agency_id, case_id, collector_id, reason, at)
        SELECT \(id), (\(first)), min(collector_id), 'relative', now() - interval '1 day' FROM allot.collector WHERE agency_id = \(id)
        """)
      try connection.execute(
        """
        UPDATE allot.case_state SET holder_id = NULL WHERE agency_id = \(id)
          AND case_id = (SELECT case_id FROM allot.case_record WHERE agency_id = \(id) AND case_no = 'k4')
        """)
    }
    let terms = ReportTerms(notBackTo: ["p": ReportTerms.NotBack(holders: 3, days: 180)])
    let figures = try await world.store.views.figures(run: run, agency: world.agency, terms: terms)
    let violations = Dictionary(uniqueKeysWithValues: figures.controls.map { ($0.control, $0.violations) })
    #expect(violations[.caseLimits] == 1 && violations[.onlyOpenCollectors] == 1 && violations[.authorisations] == 1)
    #expect(violations[.conflicts] == 1 && violations[.formerHolders] == 1 && violations[.oneOwner] == 1)
    #expect(violations[.heldNotDealt] == 0 && violations[.groupsTogether] == 0)
    // The exclusion had run out: no violation.
    let short = ReportTerms(notBackTo: ["p": ReportTerms.NotBack(holders: 3, days: 5)])
    let later = try await world.store.views.figures(run: run, agency: world.agency, terms: short)
    #expect(later.controls.first { $0.control == .formerHolders }?.violations == 0)
  }

  @Test func whatHappenedLaterIsNoViolation() async throws {
    let world = try await five("figures-later")
    let run = try await night(world, decideFive)
    _ = try await night(world, slot: World.slot + 1) { $1.move($0, 0, to: CollectorIndex(2)) }
    let figures = try await world.store.views.figures(run: run, agency: world.agency)
    #expect(figures.controls.allSatisfy { $0.violations == 0 })
    #expect(figures.trend.count == 1 && figures.tonight.run == run)
  }

  @Test func amountsAddUpInTheBaseCurrency() async throws {
    let world = try await World("figures-rates", collectors: 2)
    let settings = AgencySettings(
      name: "R", zone: "Asia/Shanghai", currency: .cny, keepText: false, rates: [ExchangeRate(currency: .usd, millionths: 7_000_000)])
    _ = try await world.store.register.adopt(settings, for: world.agency)
    let rows = (1...4).map { CaseRow(line: $0, client: "x", caseNo: "k\($0)", currency: $0 > 2 ? .usd : .cny, outstanding: 1000) }
    _ = try await world.store.feeds.apply(rows, file: "cases", agency: world.agency)
    let run = try await night(world) { snapshot, outcome in
      for index in 0..<4 { outcome.move(snapshot, index, to: CollectorIndex(index % 2)) }
    }
    let figures = try await world.store.views.figures(run: run, agency: world.agency)
    #expect(figures.collectors.map(\.amountNew) == [8000, 8000])
    #expect(figures.shares.map(\.currency) == [.cny, .usd, .cny, .usd] && figures.shares.allSatisfy { $0.amount == 1000 })
    #expect(figures.flows.map(\.currency) == [.cny, .usd] && figures.flows.allSatisfy(\.reconciles))
    #expect(figures.classes.amount(.unknown) == 16_000)
  }

  @Test func nightsWithoutCasesOrCollectorsAreReported() async throws {
    let nobody = try await World("figures-nobody")
    try await nobody.addCases(2)
    let alone = try await night(nobody) { snapshot, outcome in
      for index in snapshot.cases.indices {
        outcome.decisions.append(
          Decision(caseIndex: CaseIndex(index), kind: .unassigned, policy: 0, route: 0, reason: .nobodyInTeams(route: 1)))
      }
    }
    let figures = try await nobody.store.views.figures(run: alone, agency: nobody.agency)
    #expect(figures.collectors.isEmpty && figures.waiting.map(\.cases) == [2])

    let nothing = try await World("figures-nothing", collectors: 1)
    let idle = try await night(nothing) { _, _ in }
    let empty = try await nothing.store.views.figures(run: idle, agency: nothing.agency)
    #expect(empty.tonight.open == 0 && empty.movements.isEmpty && empty.flows.isEmpty && empty.collectors.count == 1)
    for figures in [figures, empty] {
      for language in Language.allCases { #expect(ReportWriter.files(figures, language: language).count > 8) }
    }
  }

  @Test func activityIsThatOfTheSaturationsWindow() async throws {
    let world = try await World("figures-activity", collectors: 1)
    let hours = (1...4).map { HoursRow(line: $0, collector: "c1", day: World.slot - $0, scheduledMinutes: 480) }
    _ = try await world.store.feeds.apply(hours, file: "hours", agency: world.agency)
    let id = world.agency.id
    try await world.store.database.run { connection in
      _ = try connection.execute("UPDATE allot.collector_day SET calls = 10, talk_seconds = 100 WHERE agency_id = \(id)")
    }
    // Two days of eight hours fill a window of sixteen.
    let run = try await night(world) { $1.loads.scheduledSeconds[0] = 57_600 }
    let person = try #require(try await world.store.views.figures(run: run, agency: world.agency).collectors.first)
    #expect(person.calls == 20 && person.talkSeconds == 200)
  }

  @Test func anUnknownRunIsNotFound() async throws {
    let world = try await World("figures-unknown")
    await #expect(throws: StoreError.self) { try await world.store.views.figures(run: 987_654_321, agency: world.agency) }
  }
}
