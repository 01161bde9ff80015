import DataTesting
import Portfolio
import Postgres
import Synchronization
import TestRandom

@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

/// Who got what, from a closure that may run again.
private final class Dealt: Sendable {
  let cases = Mutex<[Int64: Int]>([:])
}

/// Plays random events against the database and a model of it, and compares the two.
struct BookPlayer {
  let world: World
  let people: Int
  var model: BookModel
  var random: SplitMix64
  /// What happened in this sequence, for whoever reads a failure.
  private(set) var played: [String] = []
  private var sequence = 0
  private var nights = 0

  init(_ code: String, people: Int, seed: UInt64) async throws {
    world = try await World(code, collectors: people)
    self.people = people
    model = BookModel(today: try await world.store.register.clock(world.agency).today)
    random = SplitMix64(seed: seed)
  }

  private var today: Day { model.today }
  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  private mutating func amount(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }
  private mutating func caseNo() -> String { "s\(sequence)-\(number(1...4))" }

  /// One sequence of three to nine events on four cases of its own.
  mutating func play() async throws {
    sequence += 1
    played = []
    for _ in 0..<number(3...9) {
      switch number(0...11) {
      case 0...2: try await inbox()
      case 3...5: try await file()
      case 6...8: try await payments()
      case 9, 10: try await move()
      default: try await night()
      }
    }
  }

  private mutating func row(_ line: Int) -> (row: CaseRow, collector: Int?) {
    var row = CaseRow(line: line, client: "cmb", caseNo: caseNo(), currency: .cny, outstanding: amount(-200...1000))
    let collector = number(0...2) == 0 ? number(1...people) : nil
    row.collector = collector.map { "c\($0)" }
    row.status = [nil, nil, .open, .open, .settled, .returned].randomElement(using: &random) ?? nil
    switch number(0...3) {
    case 0: row.balanceOn = today - number(-1...3)
    case 1: row.isAsOfToday = Bool.random(using: &random)
    default: break
    }
    return (row, collector.map { $0 - 1 })
  }

  private mutating func file() async throws {
    var (rows, counted): ([(row: CaseRow, collector: Int?)], [(row: CaseRow, collector: Int?)]) = ([], [])
    for line in 2...number(2...4) {
      let one = row(line)
      rows.append(one)
      // Of two rows of one case in one chunk the later is taken; one that is refused counts for none.
      if let day = one.row.balanceOn, day > today { continue }
      counted.removeAll { $0.row.caseNo == one.row.caseNo }
      counted.append(one)
    }
    played.append("file \(rows.map { Self.told($0.row) })")
    _ = try await world.store.feeds.apply(rows.map(\.row), file: "cases", agency: world.agency)
    for one in counted { model.state(one.row, collector: one.collector) }
  }

  private static func told(_ row: CaseRow) -> String {
    "\(row.caseNo) \(row.outstanding) \(row.collector ?? "-") \(row.status.map { "\($0)" } ?? "-") of \(row.balanceOn?.description ?? "-") \(row.isAsOfToday.map { "\($0)" } ?? "-")"
  }

  private mutating func payments() async throws {
    var rows: [PaymentRow] = []
    for line in 2...number(2...5) {
      rows.append(
        PaymentRow(
          line: line, key: CaseKey(client: nil, caseNo: caseNo()), sourceID: "p\(number(1...3))", day: today + number(-3...2),
          amount: amount(-400...700), currency: nil))
    }
    played.append("paid \(rows.map { "\($0.key.caseNo) \($0.sourceID) \($0.day) \($0.amount)" })")
    _ = try await world.store.feeds.apply(rows, file: "payments", agency: world.agency)
    // Of one payment twice in one chunk the later row counts.
    var last: [String: Int] = [:]
    for (index, row) in rows.enumerated() { last["\(row.key.caseNo) \(row.sourceID)"] = index }
    for index in last.values.sorted() { model.pay(rows[index]) }
  }

  /// Up to four rows at once, of new cases and known ones, each perhaps several times.
  private mutating func inbox() async throws {
    var rows: [CaseRow] = []
    for line in 0..<number(1...4) {
      var row = CaseRow(line: line, client: "cmb", caseNo: caseNo(), currency: .cny, outstanding: amount(-100...900))
      // Some have waited since an earlier day.
      row.writtenOn = today - [0, 0, 1, 3][number(0...3)]
      rows.append(row)
    }
    played.append("inbox \(rows.map { "\($0.caseNo) \($0.outstanding)" })")
    let agency = world.agency.id
    let given = rows
    try await world.store.database.transaction(agency: agency) { connection in
      for row in given {
        try connection.execute(
          """
          INSERT INTO allot.inbox (agency_id, client, case_no, currency, outstanding, submitted_at)
          VALUES (\(agency), \(row.client), \(row.caseNo), 'CNY', \(row.outstanding),
            least(\(row.writtenOn?.date)::timestamp AT TIME ZONE 'Asia/Shanghai' + interval '12 hours', clock_timestamp()))
          """)
      }
    }
    let seed = random.next()
    let dealt = Dealt()
    let count = people
    let desk = try await world.store.runs.openLiveDesk(slot: today, agency: world.agency)
    let (result, _) = try await world.store.runs.dealInbox(desk, policies: testPolicies, agencyVersion: 1, agency: world.agency) {
      snapshot, _ in
      var random = SplitMix64(seed: seed)
      var outcome = Outcome.idle(snapshot)
      dealt.cases.withLock { $0 = [:] }
      for index in snapshot.cases.indices where Int.random(in: 0..<4, using: &random) > 0 {
        let to = Int.random(in: 0..<count, using: &random)
        outcome.move(snapshot, index, to: CollectorIndex(to))
        dealt.cases.withLock { $0[snapshot.cases.id[index]] = to }
      }
      return LiveDecisions(outcome)
    }
    guard case .dealt(let taken, _) = result, taken == rows.count else { throw Unexpected("the inbox was not taken: \(result)") }
    for row in rows { model.state(row, collector: nil) }
    let names = try await caseNos()
    for (id, to) in dealt.cases.withLock({ $0 }) { if let name = names[id] { model.give(name, to: to) } }
  }

  /// Which case is which: the only thing the model asks the database.
  private func caseNos() async throws -> [Int64: String] {
    let agency = world.agency.id
    let rows = try await world.store.database.transaction(agency: agency) { connection in
      try connection.query("SELECT case_id, case_no FROM allot.case_record WHERE agency_id = \(agency)").decode(Int64.self, String.self)
    }
    return Dictionary(rows.map { ($0.0, $0.1) }) { first, _ in first }
  }

  private mutating func move() async throws {
    let names = try await caseNos()
    let open = try await world.heldCases().filter { names[$0.id]?.hasPrefix("s\(sequence)-") == true }
    guard let one = open.randomElement(using: &random), let name = names[one.id] else { return }
    let marks = try await world.receiverMarks()
    let to = number(0...people) - 1
    let receiver = to < 0 ? nil : marks[to]
    guard receiver?.collector != one.holder else { return }
    played.append("move \(name) to \(to)")
    let step = HandStep(caseID: one.id, rev: one.rev, from: one.holder, to: receiver?.collector)
    let order = HandOrder(action: .move, reason: "r", steps: [step], receivers: receiver.map { [$0] } ?? [])
    guard case .done = try await world.store.runs.carryOut(order, by: "li", agency: world.agency) else {
      throw Unexpected("not moved")
    }
    model.give(name, to: to < 0 ? nil : to)
  }

  private mutating func night() async throws {
    nights += 1
    let fence = try await world.fence()
    let key = world.key(1, slot: World.slot + nights)
    let frozen = try await world.freeze(slot: key.slot)
    guard case .began(let run) = try await world.store.runs.beginRun(key, fence: fence, asOf: frozen.snapshot.asOf) else {
      throw Unexpected("published already")
    }
    var outcome = Outcome.idle(frozen.snapshot)
    let names = try await caseNos()
    for index in frozen.snapshot.cases.indices where number(0...2) == 0 {
      let holder = frozen.snapshot.cases.holder[index]
      let to = CollectorIndex(rawValue: Int32(number((holder == .none ? 0 : -1)...(people - 1))))
      guard to != holder, let name = names[frozen.snapshot.cases.id[index]] else { continue }
      outcome.move(frozen.snapshot, index, to: to)
      if to == .none { outcome.decisions[outcome.decisions.count - 1].account = -1 }
      model.give(name, to: to == .none ? nil : to.position)
    }
    played.append("night of \(outcome.decisions.count)")
    try await world.store.runs.stage(
      RunPlan(run: run, key: key, frozen: frozen, outcome: outcome, policies: testPolicies, agencyVersion: 1))
    guard case .published(let won) = try await world.store.runs.publish(run, key: key, fence: fence), won.lost == 0 else {
      throw Unexpected("not published whole")
    }
    try await world.store.runs.releaseLease(fence)
  }

  /// Everything in which the database differs from the model, and every rule that is broken; empty when all is well.
  func differences() async throws -> [String] {
    let agency = world.agency.id
    var found: [String] = []
    let rows = try await world.store.database.transaction(agency: agency) { connection in
      try connection.query(
        """
        SELECT r.case_no, s.outstanding, s.status = 0, c.code FROM allot.case_state s
        JOIN allot.case_record r ON r.agency_id = s.agency_id AND r.case_id = s.case_id
        LEFT JOIN allot.collector c ON c.agency_id = s.agency_id AND c.collector_id = s.holder_id WHERE s.agency_id = \(agency)
        """
      ).decode(String.self, Int64.self, Bool.self, String?.self)
    }
    if rows.count != model.cases.count { found.append("\(rows.count) cases, \(model.cases.count) in the model") }
    for (name, owed, isOpen, holder) in rows {
      guard let one = model.cases[name] else { continue }
      let wanted = one.holder.map { "c\($0 + 1)" }
      if owed != one.owed(today) || isOpen != one.isOpen || holder != wanted {
        found.append(
          "\(name): owes \(owed), open \(isOpen), with \(holder ?? "-"); model \(one.owed(today)), \(one.isOpen), \(wanted ?? "-")")
      }
    }
    for (index, person) in try await world.store.views.showCollectors(limit: 100, agency: world.agency).enumerated() {
      let load = model.load(of: index)
      if person.openCases != load.cases || person.openAmount != load.amount {
        found.append("\(person.code): \(person.openCases) cases of \(person.openAmount); model \(load)")
      }
    }
    let ledger = try await world.store.runs.takeLedgerPosition(run: nil, slot: today, agency: world.agency)
    found += ledger.imbalances.map { "\($0.side) off by \($0.difference)" }
    found += try await world.store.views.invariants(examples: 1, agency: world.agency).filter { $0.violations > 0 }.map { "\($0)" }
    return found
  }
}
