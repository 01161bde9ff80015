import DataTesting
import Failures
import Faults
import Logging
import Portfolio
import Postgres
import Speech
import Testing

@testable import Desks
@testable import Feeds
@testable import Register
@testable import Schema
@testable import Views

/// Every call of every desk, and the right it needs. The seat's database does not exist: who lacks the right never gets as far as to ask it, and who has
/// it fails there.
@Suite struct SeatTests {
  private struct Call: Sendable {
    let name: String
    let right: Right
    let body: @Sendable (Seat) async throws -> Void
    init(_ name: String, _ right: Right, _ body: @escaping @Sendable (Seat) async throws -> Void) {
      (self.name, self.right, self.body) = (name, right, body)
    }
  }

  private static let quiet = Logger(label: "seat") { _ in SwiftLogNoOpLogHandler() }
  /// At a database that is closed: whoever gets past his rights is turned away at once, without waiting for a server that might come back.
  private static func seat(_ actor: ActingUser) async -> Seat {
    let database = Database(DatabaseConfiguration(conninfo: "host=/nonexistent-allot-test dbname=none connect_timeout=1"), logger: quiet)
    await database.close()
    let agency = Agency(
      id: 1, code: "a", name: "a", zone: "UTC", currency: .cny, identifierKey: [1], keyID: 1, keepText: false)
    return Seat(store: Store(database), agency: agency, actor: actor)
  }

  private static let calls: [Call] = [
    Call("cases", .see) { _ = try await ReadingDesk($0).cases(CaseFilter(), limit: 1) },
    Call("collectors", .see) { _ = try await ReadingDesk($0).collectors(limit: 1) },
    Call("runs", .see) { _ = try await ReadingDesk($0).runs(limit: 1) },
    Call("run", .see) { _ = try await ReadingDesk($0).run("latest") },
    Call("names", .see) { _ = try await ReadingDesk($0).names() },
    Call("story", .see) { _ = try await ReadingDesk($0).story(of: "1", client: nil, decisions: 1) },
    Call("condition", .see) { _ = try await ReadingDesk($0).condition(invariants: true) },
    Call("orders", .see) { _ = try await ReadingDesk($0).orders() },
    Call("order", .see) { _ = try await ReadingDesk($0).order(1) },
    Call("tallies", .see) { _ = try await ReadingDesk($0).tallies(since: nil) },
    Call("import", .import) { _ = try await Importer($0).load(Importer.Request(feed: .cases, path: "/dev/null")) },
    Call("rehearse an import", .import) { _ = try await Importer($0).rehearse([Importer.Request(feed: .cases, path: "/dev/null")]) },
    Call("new names of files", .import) { _ = try await Importer($0).newNames(in: [], said: [:], all: false) },
    Call("mapping in force", .see) { _ = try await PolicyDesk($0).mappingInForce("m") },
    Call("mappings in force", .see) { _ = try await PolicyDesk($0).mappingsInForce() },
    Call("dry run", .run) { seat in
      var request = RunShell.Request()
      request.isDry = true
      _ = try await RunShell(seat, logger: quiet).run(request)
    },
    Call("run a night", .run) { _ = try await RunShell($0, logger: quiet).run(RunShell.Request()) },
    Call("override a brake", .approve) { seat in
      var request = RunShell.Request()
      request.despiteBrakes = true
      _ = try await RunShell(seat, logger: quiet).run(request)
    },
    Call("go ahead of the next night", .approve) { seat in
      var request = RunShell.Request()
      request.isReally = true
      _ = try await RunShell(seat, logger: quiet).run(request)
    },
    Call("release", .approve) { _ = try await PlanDesk($0, logger: quiet).release(1, reason: "r") },
    Call("discard", .approve) { try await PlanDesk($0, logger: quiet).discard(1, reason: "r") },
    Call("undo", .approve) { _ = try await PlanDesk($0, logger: quiet).undo(1, client: nil, team: nil, reason: "r", isDry: true) },
    Call("replay", .see) { _ = try await Replay.run("latest", $0) },
    Call("store policies", .policy) { _ = try await PolicyDesk($0).apply([], PolicyDoor.Reading([]).check, isNewAgency: false) },
    Call("policy versions", .see) { _ = try await PolicyDesk($0).versions() },
    Call("propose policies", .policy) { seat in
      _ = try await PolicyDoor(RaceWorld.entrance(seat.store, "x")).submit(.init([]), at: seat, .init())
    },
    Call("activate a change", .policy) { _ = try await PolicyDesk($0).activate(change: 1) },
    Call("go back", .policy) { _ = try await PolicyDesk($0).rollback(nil, kind: nil, reason: "r") },
    Call("retire a policy", .policy) { _ = try await PolicyDesk($0).retire(nil, name: "p", reason: "r") },
    Call("policy history", .see) { _ = try await PolicyDesk($0).history(nil, name: nil) },
    Call("approve a change", .approve) { _ = try await PolicyDesk($0).approve(change: 1) },
    Call("approve a policy", .approve) { _ = try await PolicyDesk($0).approve(kind: .policy, name: "p", version: nil) },
    Call("preview a move", .move) {
      let row = MoveRow(line: 1, key: CaseKey(client: nil, caseNo: "1"))
      _ = try await MoveDesk($0).preview(MoveDesk.Request(action: .move, reason: "r", rows: [row], to: "c"))
    },
    Call("agree to moves", .approve) { _ = try await MoveDesk($0).previewProposal(1) },
    Call("refuse moves", .approve) { try await MoveDesk($0).refuse(1, reason: "r") },
    Call("rejudge", .run) { _ = try await ToneDesk($0).rejudge() },
    Call("verify counters", .see) { _ = try await ToneDesk($0).verify(repairing: false) },
    Call("repair counters", .run) { _ = try await ToneDesk($0).verify(repairing: true) },
    Call("review items", .review) { _ = try await ReviewDesk($0).items(days: 1, below: 50, limit: 1) },
    Call("label", .review) { _ = try await ReviewDesk($0).label([]) },
    Call("accuracy", .see) { _ = try await ReviewDesk($0).labels(days: 1) },
    Call("labelled texts", .review) { _ = try await ReviewDesk($0).labelledTexts(days: 1) },
    Call("audit", .audit) { _ = try await AuditDesk($0).rows(AuditFilter(), limit: 1) },
    Call("verify seals", .audit) { _ = try await AuditDesk($0).verify(notes: [], since: nil) },
    Call("list people", .audit) { _ = try await PeopleDesk($0).people() },
    Call("add a person", .administer) {
      try await PeopleDesk($0).add("x", roles: [.manager], osUser: nil, databaseUser: nil, team: nil)
    },
    Call("make a token", .administer) { _ = try await PeopleDesk($0).makeToken(for: "x", label: "", days: 1) },
    Call("hours by hand", .hours) { _ = try await HoursDesk($0).set("c1", day: Day(9_000), hours: "8", leave: nil) },
    Call("leave by hand", .hours) { _ = try await HoursDesk($0).leave("c1", from: Day(9_000), until: Day(9_001), part: .whole) },
    Call("retention", .audit) { _ = try await DataDesk($0).retentions() },
    Call("set retention", .administer) { try await DataDesk($0).setRetention(.text, days: 1) },
    Call("purge", .administer) { _ = try await DataDesk($0).purge(.text, before: .never, isDry: true) },
    Call("erase", .administer) {
      _ = try await DataDesk($0).erase(CaseKey(client: nil, caseNo: "1"), reason: "r", evenOpen: false, isDry: true)
    },
    Call("renew the key", .administer) { _ = try await DataDesk($0).renewKey() },
  ]

  private static func status(_ call: Call, _ actor: ActingUser) async -> Faults.ExitStatus? {
    do {
      try await call.body(await seat(actor))
      return nil
    } catch {
      return OperationError.explaining(error, at: Wording(same: "nowhere")).status
    }
  }

  @Test(arguments: ["", " ", "\u{3000}", "li\nwang", "li\u{1B}[2J", "li\u{2028}", String(repeating: "x", count: 101)])
  func aNameThatIsNoneIsRefused(_ name: String) async throws {
    let desk = PeopleDesk(await Self.seat(ActingUser(name: "owner", isOwner: true)))
    for (own, other) in [(name, nil), ("li", name)] as [(String, String?)] {
      let refused = await #expect(throws: OperationError.self) {
        try await desk.add(own, roles: [.lead], osUser: other, databaseUser: nil, team: nil)
      }
      #expect(refused?.status == .usage && refused?.remedy?.en.contains("allot user add") == true, "\(refused?.description ?? "")")
    }
  }

  @Test(arguments: [String(repeating: "x", count: 1_001), "a\u{1B}[2J", "a\u{202E}b", "a\0", "\u{9B}x"])
  func aReasonWithoutEndOrWithControlsIsRefusedEverywhere(_ reason: String) async throws {
    let desks: [@Sendable (Seat) async throws -> Void] = [
      { _ = try await StopDesk($0).stop(.client("c"), reason: reason) },
      { _ = try await PolicyDesk($0).reject(change: 1, reason: reason) },
      { _ = try await PolicyDesk($0).activate(change: 1, reason: reason) },
      { _ = try await PolicyDesk($0).comment(change: 1, text: reason) },
      { _ = try await PeopleDesk($0).makeToken(for: "x", label: reason, days: 1) },
    ]
    for call in Self.reasoned(reason) + desks {
      let refused = await #expect(throws: OperationError.self) { try await call(await Self.seat(ActingUser(name: "li", isOwner: true))) }
      #expect(refused?.status == .usage, "\(refused?.description ?? "")")
      #expect(refused?.what.en.contains("1001 characters") == true || refused?.what.en.contains("control character") == true)
    }
  }

  @Test(arguments: ["", " ", "\t\n", "\u{3000}"])
  func aReasonThatSaysNothingIsRefusedEverywhere(_ reason: String) async throws {
    for call in Self.reasoned(reason) {
      let refused = await #expect(throws: OperationError.self) { try await call(await Self.seat(ActingUser(name: "li", isOwner: true))) }
      #expect(refused?.status == .usage, "\(refused?.description ?? "")")
    }
  }

  private static func reasoned(_ reason: String) -> [@Sendable (Seat) async throws -> Void] {
    [
      { _ = try await PlanDesk($0, logger: Self.quiet).release(1, reason: reason) },
      { try await PlanDesk($0, logger: Self.quiet).discard(1, reason: reason) },
      { _ = try await PlanDesk($0, logger: Self.quiet).undo(1, client: nil, team: nil, reason: reason, isDry: true) },
      { try await MoveDesk($0).refuse(1, reason: reason) },
      {
        let row = MoveRow(line: 1, key: CaseKey(client: nil, caseNo: "1"))
        _ = try await MoveDesk($0).preview(MoveDesk.Request(action: .move, reason: reason, rows: [row], to: "c"))
      },
      { _ = try await DataDesk($0).erase(CaseKey(client: nil, caseNo: "1"), reason: reason, evenOpen: false, isDry: true) },
      { seat in
        var request = RunShell.Request()
        request.reason = reason
        _ = try await RunShell(seat, logger: Self.quiet).run(request)
      },
    ]
  }

  @Test(arguments: Role.allCases) func eachRoleGetsThroughExactlyWhereItHasTheRight(role: Role) async {
    for call in Self.calls {
      let status = await Self.status(call, ActingUser(name: "x", roles: [role]))
      if call.right.roles.contains(role) {
        #expect(status != .noPermission, "\(role.rawValue) is refused at \(call.name)")
      } else {
        #expect(status == .noPermission, "\(role.rawValue) gets through at \(call.name)")
      }
    }
  }

  @Test func whoHasNoRoleGetsThroughNowhere() async {
    for call in Self.calls {
      #expect(await Self.status(call, ActingUser(name: "x")) == .noPermission, "somebody without a role gets through at \(call.name)")
    }
  }

  @Test func everyRightIsNeededSomewhere() {
    #expect(Set(Self.calls.map(\.right)) == Set(Right.allCases))
  }
}
