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
  /// What happened in each sequence, for whoever reads a failure.
  private(set) var played: [[String]] = []
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
  private mutating func caseNo(_ sequence: Int) -> String { "s\(sequence)-\(number(1...4))" }

  /// So many sequences of three to nine events side by side, each on four cases of its own: what comes to several of them at the same time is one
  /// file, one look at the inbox, one order. Every fourth time there is a night for all; `compare` is called behind it and in the end.
  mutating func play(_ sequences: Int, compare: (BookPlayer) async throws -> Void) async throws {
    played = Array(repeating: [], count: sequences)
    var left = (0..<sequences).map { _ in number(3...9) }
    for round in 1... {
      var (inbox, files, paid, moved): ([Int], [Int], [Int], [Int]) = ([], [], [], [])
      for sequence in left.indices where left[sequence] > 0 {
        left[sequence] -= 1
        switch number(0...10) {
        case 0...2: inbox.append(sequence)
        case 3...5: files.append(sequence)
        case 6...8: paid.append(sequence)
        default: moved.append(sequence)
        }
      }
      if !inbox.isEmpty { try await fill(inbox) }
      if !files.isEmpty { try await file(files) }
      if !paid.isEmpty { try await payments(paid) }
      if !moved.isEmpty { try await move(moved) }
      let isOver = left.allSatisfy { $0 == 0 }
      if round % 4 == 0 { try await night() }
      if round % 4 == 0 || isOver { try await compare(self) }
      if isOver { return }
    }
  }

  private mutating func row(_ line: Int, _ sequence: Int) -> (row: CaseRow, collector: Int?) {
    var row = CaseRow(line: line, client: "cmb", caseNo: caseNo(sequence), currency: .cny, outstanding: amount(-200...1000))
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

  private mutating func file(_ sequences: [Int]) async throws {
    var rows: [CaseRow] = []
    for sequence in sequences {
      var counted: [(row: CaseRow, collector: Int?)] = []
      for _ in 1...number(1...3) {
        let one = row(rows.count + 2, sequence)
        rows.append(one.row)
        played[sequence].append("file \(Self.told(one.row))")
        // Of two rows of one case in one chunk the later is taken; one that is refused counts for none.
        if let day = one.row.balanceOn, day > today { continue }
        counted.removeAll { $0.row.caseNo == one.row.caseNo }
        counted.append(one)
      }
      for one in counted { model.state(one.row, collector: one.collector) }
    }
    _ = try await world.store.feeds.apply(rows, file: "cases", agency: world.agency)
  }

  private static func told(_ row: CaseRow) -> String {
    "\(row.caseNo) \(row.outstanding) \(row.collector ?? "-") \(row.status.map { "\($0)" } ?? "-") of \(row.balanceOn?.description ?? "-") \(row.isAsOfToday.map { "\($0)" } ?? "-")"
  }

  private mutating func payments(_ sequences: [Int]) async throws {
    var rows: [PaymentRow] = []
    for sequence in sequences {
      for _ in 1...number(1...4) {
        let row = PaymentRow(
          line: rows.count + 2, key: CaseKey(client: nil, caseNo: caseNo(sequence)), sourceID: "p\(number(1...3))",
          day: today + number(-3...2), amount: amount(-400...700), currency: nil)
        rows.append(row)
        played[sequence].append("paid \(row.key.caseNo) \(row.sourceID) \(row.day) \(row.amount)")
      }
    }
    _ = try await world.store.feeds.apply(rows, file: "payments", agency: world.agency)
    // Of one payment twice in one chunk the later row counts.
    var last: [String: Int] = [:]
    for (index, row) in rows.enumerated() { last["\(row.key.caseNo) \(row.sourceID)"] = index }
    for index in last.values.sorted() { model.pay(rows[index]) }
  }

  /// Up to four rows each, of new cases and known ones, each perhaps several times.
  private mutating func fill(_ sequences: [Int]) async throws {
    var rows: [CaseRow] = []
    for sequence in sequences {
      for _ in 0..<number(1...4) {
        var row = CaseRow(
          line: rows.count, client: "cmb", caseNo: caseNo(sequence), currency: .cny, outstanding: amount(-100...900))
        // Some have waited since an earlier day.
        row.writtenOn = today - [0, 0, 1, 3][number(0...3)]
        rows.append(row)
        played[sequence].append("inbox \(row.caseNo) \(row.outstanding)")
      }
    }
    let (agency, caseNos, amounts) = (world.agency.id, rows.map(\.caseNo), rows.map(\.outstanding))
    let days = rows.map { ($0.writtenOn ?? today).date }
    try await world.store.database.transaction(agency: agency) { connection in
      try connection.execute(
        """
        INSERT INTO allot.inbox (agency_id, client, case_no, currency, outstanding, submitted_at)
        SELECT \(agency), 'cmb', n.case_no, 'CNY', n.outstanding,
          least(n.day::timestamp AT TIME ZONE 'Asia/Shanghai' + interval '12 hours', clock_timestamp())
        FROM unnest(\(caseNos), \(amounts), \(days)) WITH ORDINALITY AS n (case_no, outstanding, day, place) ORDER BY n.place
        """)
    }
    var desk = try await world.store.runs.openLiveDesk(slot: today, agency: world.agency)
    var (taken, given): (Int, [Int64: Int]) = (0, [:])
    while taken < rows.count {
      let (seed, count, dealt) = (random.next(), people, Dealt())
      let (result, next) = try await world.store.runs.dealInbox(desk, policies: testPolicies, agencyVersion: 1, agency: world.agency) {
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
      guard case .dealt(let more, _) = result, more > 0 else { throw Unexpected("the inbox was not taken: \(result)") }
      (taken, desk) = (taken + more, next)
      given.merge(dealt.cases.withLock { $0 }) { $1 }
    }
    for row in rows { model.state(row, collector: nil) }
    let names = try await self.caseNos()
    for (id, to) in given { if let name = names[id] { model.give(name, to: to) } }
  }

  /// Which case is which: the only thing the model asks the database.
  private func caseNos() async throws -> [Int64: String] {
    let agency = world.agency.id
    let rows = try await world.store.database.transaction(agency: agency) { connection in
      try connection.query("SELECT case_id, case_no FROM allot.case_record WHERE agency_id = \(agency)").decode(Int64.self, String.self)
    }
    return Dictionary(rows.map { ($0.0, $0.1) }) { first, _ in first }
  }

  /// One case of each sequence that has an open one.
  private mutating func move(_ sequences: [Int]) async throws {
    let names = try await caseNos()
    var open: [Int: [World.Held]] = [:]
    for held in try await world.heldCases() { if let name = names[held.id] { open[Self.sequence(name), default: []].append(held) } }
    let marks = try await world.receiverMarks()
    var (steps, receivers): ([HandStep], Set<Int>) = ([], [])
    for sequence in sequences {
      guard let one = open[sequence]?.randomElement(using: &random), let name = names[one.id] else { continue }
      let to = number(0...people) - 1
      let receiver = to < 0 ? nil : marks[to].collector
      guard receiver != one.holder else { continue }
      played[sequence].append("move \(name) to \(to)")
      steps.append(HandStep(caseID: one.id, rev: one.rev, from: one.holder, to: receiver))
      if to >= 0 { receivers.insert(to) }
      model.give(name, to: to < 0 ? nil : to)
    }
    guard !steps.isEmpty else { return }
    let order = HandOrder(action: .move, reason: "r", steps: steps, receivers: receivers.sorted().map { marks[$0] })
    guard case .done = try await world.store.runs.carryOut(order, by: "li", agency: world.agency) else { throw Unexpected("not moved") }
  }

  /// Of `s17-3`: 17.
  static func sequence(_ caseNo: String) -> Int { Int(caseNo.dropFirst().prefix { $0 != "-" }) ?? -1 }

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
      played[Self.sequence(name)].append("night \(name) to \(to.rawValue)")
    }
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
