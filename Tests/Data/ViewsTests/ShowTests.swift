import DataTesting
import Figures
import Portfolio
import Postgres
import Testing

@testable import Runs
@testable import Schema
@testable import Views

@Suite struct ShowTests {
  @Test func casesAreFiltered() async throws {
    let world = try await World("show-cases", collectors: 2)
    try await world.addCases(6) { number, row in
      row.stage = number % 2 == 0 ? "M1" : "M2"
      row.batch = "b\(number % 3)"
      row.collector = number > 4 ? "c1" : nil
      row.status = number == 6 ? .settled : .open
    }
    func numbers(_ change: (inout CaseFilter) -> Void) async throws -> [String] {
      var filter = CaseFilter()
      change(&filter)
      return try await world.store.views.showCases(filter, limit: 9, agency: world.agency).map(\.caseNo)
    }
    #expect(try await numbers { _ in } == ["k1", "k2", "k3", "k4", "k5"])
    #expect(try await numbers { $0.stage = "M1" } == ["k2", "k4"])
    #expect(try await numbers { $0.holder = "c1" } == ["k5"])
    #expect(try await numbers { $0.inPool = true } == ["k1", "k2", "k3", "k4"])
    #expect(try await numbers { $0.inPool = false } == ["k5"])
    #expect(try await numbers { $0.status = .settled } == ["k6"])
    #expect(
      try await numbers {
        $0.status = nil; $0.batch = "b0"
      } == ["k3", "k6"])
    #expect(try await numbers { $0.client = "nobody" } == [])
    #expect(try await numbers { $0.caseClass = .normal } == [])
    #expect(try await world.store.views.showCases(CaseFilter(), limit: 2, agency: world.agency).count == 2)
  }

  @Test func aRunIsFoundByWordNumberAndDate() async throws {
    let world = try await World("show-runs")
    await #expect(throws: StoreError.notFound(kind: .run, name: "latest")) {
      try await world.store.views.findRun("latest", agency: world.agency)
    }
    await #expect(throws: StoreError.self) { try await world.store.views.findRun("yesterday", agency: world.agency) }
    let fence = try await world.fence()
    guard case .began(let run) = try await world.store.runs.beginRun(world.key(), fence: fence, asOf: Instant(rawValue: 5)) else {
      throw Unexpected("published already")
    }
    try await world.store.runs.addStats(run, json: #"{"gap": 3}"#, agency: world.agency)
    let found = try await world.store.views.findRun(String(run), agency: world.agency)
    #expect(found.state == .running && found.key == world.key() && found.asOf == Instant(rawValue: 5) && found.stats == #"{"gap": 3}"#)
    try await world.store.runs.failRun(run, error: "no policy", agency: world.agency)
    #expect(try await world.store.views.showRuns(states: [.failed], limit: 5, agency: world.agency).map(\.error) == ["no policy"])
    #expect(try await world.store.views.health(agency: world.agency).failedSince == 1)
    await #expect(throws: StoreError.notFound(kind: .run, name: "2026-11-21")) {
      try await world.store.views.findRun("2026-11-21", agency: world.agency)
    }
  }

  @Test func aDateMeansItsNightWhateverCameSince() async throws {
    let world = try await World("show-date")
    let fence = try await world.fence()
    var runs: [Int64] = []
    for kind in [RunKind.night, .arrivals] {
      let key = RunKey(agency: world.agency.id, slot: World.slot, kind: kind, seq: 1)
      guard case .began(let run) = try await world.store.runs.beginRun(key, fence: fence, asOf: Instant(rawValue: 5)) else {
        throw Unexpected("published already")
      }
      runs.append(run)
      try await world.store.database.transaction(agency: world.agency.id) { connection in
        try connection.execute("UPDATE allot.run SET state = 'published', published_at = clock_timestamp() WHERE run_id = \(run)")
      }
    }
    #expect(try await world.store.views.findRun(World.slot.description, agency: world.agency).id == runs[0])
    #expect(try await world.store.views.findRun("latest", agency: world.agency).id == runs[1])
  }

  @Test func aRunThatWasTakenBackIsShownWithTheRunThatDidIt() async throws {
    let world = try await World("show-taken-back")
    let fence = try await world.fence()
    var runs: [Int64] = []
    for (seq, moves) in [(1, 10), (2, 4), (3, 6)] as [(Int32, Int32)] {
      let key = RunKey(agency: world.agency.id, slot: World.slot, kind: seq == 1 ? .night : .manual, seq: seq)
      guard case .began(let run) = try await world.store.runs.beginRun(key, fence: fence, asOf: Instant(rawValue: 5)) else {
        throw Unexpected("published already")
      }
      runs.append(run)
      try await world.store.database.transaction(agency: world.agency.id) { connection in
        try connection.execute(
          "UPDATE allot.run SET state = 'published', assigned = \(moves), published_at = clock_timestamp() WHERE run_id = \(run)")
      }
    }
    let first = runs[0]
    func undo(_ run: Int64) async throws {
      try await world.store.database.transaction(agency: world.agency.id) { connection in
        try connection.execute("UPDATE allot.run SET undoes = \(first) WHERE run_id = \(run)")
      }
    }
    func night() async throws -> ShownRun { try await world.store.views.findRun(String(first), agency: world.agency) }
    let before = try await night()
    #expect(before.takenBackBy == nil && !before.isTakenBack)
    // Four of ten, and then the other six.
    try await undo(runs[1])
    let part = try await night()
    #expect(part.takenBackBy == runs[1] && !part.isTakenBack)
    try await undo(runs[2])
    let whole = try await night()
    #expect(whole.takenBackBy == runs[2] && whole.isTakenBack && whole.state == .published)
    #expect(try await world.store.views.findRun(String(runs[2]), agency: world.agency).undoes == runs[0])
    let header = try await world.store.views.figures(run: runs[0], agency: world.agency).header
    #expect(header.takenBackBy == runs[2] && header.isTakenBack)
  }

  @Test func agenciesDoNotSeeEachOther() async throws {
    let (a, b) = (try await World("show-a", collectors: 1), try await World("show-b", collectors: 1))
    try await a.addCases(2)
    #expect(try await b.store.views.showCases(CaseFilter(), limit: 9, agency: b.agency).isEmpty)
    #expect(try await b.freeze().snapshot.cases.count == 0)
    #expect(try await b.store.views.pendingArrivalCount(agency: b.agency) == 0)
  }
}
