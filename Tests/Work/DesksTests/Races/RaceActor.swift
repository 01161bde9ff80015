import DataTesting
import Portfolio
import Synchronization
import TestRandom

@testable import Daemon
@testable import Desks
@testable import Faults
@testable import Feeds
@testable import Postgres
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

/// One writer beside the night, by the code of the command or of the daemon.
struct RaceActor {
  let world: RaceWorld
  let number: Int
  let log: RaceLog
  var random: SplitMix64

  mutating func perform(_ act: RaceAct) async throws {
    let store = world.store
    let agency = world.agency
    let today = try await store.register.clock(agency).today
    let caseNo = "k\(Int.random(in: 1...RaceWorld.cases, using: &random))"
    let key = CaseKey(client: "cmb", caseNo: caseNo)
    let person = "c\(Int.random(in: 1...RaceWorld.people, using: &random))"
    switch act {
    case .move: try await order(act, .move, [MoveRow(line: 0, key: key)], to: person)
    case .pin: try await order(act, .pin, [MoveRow(line: 0, key: key, until: today + 30)])
    case .release: try await order(act, .release, [MoveRow(line: 0, key: try await held())])
    case .swap:
      let other = try await held()
      guard other.caseNo != caseNo else { return }
      try await order(act, .swap, [MoveRow(line: 0, key: key, other: other.caseNo)])
    case .hold:
      let row = HoldRow(line: 2, key: key, kind: .dispute, from: today, until: .never)
      if try await store.feeds.apply([row], file: "h\(number)", agency: agency).inserted > 0 { log.wrote(act, [caseNo]) }
    case .payment:
      let row = PaymentRow(line: 2, key: key, sourceID: "s\(number)", day: today, amount: 1, currency: nil)
      if try await store.feeds.apply([row], file: "p\(number)", agency: agency).inserted > 0 { log.wrote(act, [caseNo]) }
    case .newCase:
      var row = CaseRow(line: 2, client: "icbc", caseNo: "n\(number)", currency: .cny, outstanding: 5)
      row.entrustedOn = today
      _ = try await store.feeds.apply([row], file: "n\(number)", agency: agency)
      log.arrived.withLock { $0 += 1 }
      log.wrote(act, [])
    case .arrival:
      let arriving = "a\(number)"
      try await store.database.transaction(agency: agency.id) { connection in
        try connection.execute(
          """
          INSERT INTO allot.inbox (agency_id, client, case_no, currency, outstanding, entrusted_on)
          VALUES (\(agency.id), 'cmb', \(arriving), 'CNY', 12345, \(today.date))
          """)
      }
      log.arrived.withLock { $0 += 1 }
      // Busy while the night holds the lease: then it is still there afterwards.
      if try await LiveDesks(store: store, agencies: [agency]).round() { log.wrote(act, []) }
    case .leave:
      var gone = CollectorRow(line: 2, code: person)
      (gone.active, gone.team, gone.caseLimit) = (false, "a", RaceWorld.places)
      _ = try await store.feeds.apply([gone], file: "c\(number)", agency: agency)
      log.wrote(act, [])
    case .policy:
      _ = try await PolicyDoor(RaceWorld.entrance(store, "wang")).apply(.init([RaceWorld.policy(61 + number)]), agencyCode: agency.code)
      log.wrote(act, [])
    }
  }

  /// As the command does: preview, confirm, and once more when something changed in between. Rules that a person could override are not overridden
  /// here, so that caps must hold.
  private mutating func order(_ act: RaceAct, _ action: HandAction, _ rows: [MoveRow], to: String? = nil) async throws {
    let desk = MoveDesk(Seat(store: world.store, agency: world.agency, actor: ActingUser(name: "zhao", isOwner: true)))
    for _ in 0..<3 {
      let preview: MovePreview
      do {
        preview = try await desk.preview(MoveDesk.Request(action: action, reason: "race", rows: rows, to: to))
      } catch let error as OperationError where error.status == .dataError {
        // No longer held by anybody, or already where it should go.
        return
      }
      guard preview.unlawful.isEmpty, preview.overridden == 0 else { return }
      switch try await desk.carryOut(preview) {
      case .done: return log.wrote(act, preview.lines.map(\.caseNo))
      case .proposed: return
      case .changed: log.outOfDate.withLock { $0 += 1 }
      }
    }
  }

  /// Some case that somebody holds.
  private mutating func held() async throws -> CaseKey {
    var filter = CaseFilter()
    filter.inPool = false
    let cases = try await world.store.views.showCases(filter, limit: 100, agency: world.agency).filter {
      $0.holder != nil && $0.client == "cmb" && $0.caseNo.hasPrefix("k")
    }
    return CaseKey(client: "cmb", caseNo: cases.randomElement(using: &random)?.caseNo ?? "k4")
  }
}

extension LiveDesks {
  /// Deals until nothing is left that can be dealt.
  func drain() async throws { while try await round() {} }
}
