import DataTesting
import Desks
import Faults
import Portfolio
import Postgres
import Testing

@testable import Register
@testable import Schema
@testable import SignIns

/// Who is let in, and how it ends.
@Suite struct SignInTests {
  /// An agency with a manager li and a token of his.
  private static func world(_ code: String) async throws -> (World, Doorkeeper, token: String, owner: Seat) {
    let world = try await World(code)
    try await world.store.register.addPerson("li", roles: [.manager], by: "owner", agency: world.agency)
    let owner = Seat(store: world.store, agency: world.agency, actor: ActingUser(name: "owner", isOwner: true))
    return (world, Doorkeeper(store: world.store), try await PeopleDesk(owner).makeToken(for: "li", label: "", days: 1), owner)
  }

  @Test func aTokenLetsItsPersonInWithHisRightsUntilItIsRevoked() async throws {
    let (world, door, token, owner) = try await Self.world("si-token")
    let admission = try await door.admit(token: token)
    #expect(admission.seat.actor.name == "li" && admission.seat.agency.code == "si-token" && admission.way == .token)
    #expect(admission.seat.actor.has(.run) && !admission.seat.actor.has(.administer))
    try await PeopleDesk(owner).revokeToken(try await world.store.register.tokens(agency: world.agency)[0].id)
    door.forget()
    await #expect(throws: NotAdmitted.self) { try await door.admit(token: token) }
    await #expect(throws: NotAdmitted.self) { try await door.admit(token: "allot_no") }
  }

  @Test func aSignInLastsUntilItIsEndedAndNothingOfItsSecretIsKept() async throws {
    let (world, door, token, _) = try await Self.world("si-cookie")
    let cookie = try await door.open(token: token, password: nil).cookie
    let admission = try await door.admit(cookie: cookie)
    guard case .signIn(let id, let proof) = admission.way else { throw Unexpected("no sign-in") }
    #expect(proof.count == 64 && admission.seat.actor.name == "li")
    let secret = String(cookie.split(separator: ".")[1])
    let kept = try await world.store.database.transaction(agency: world.agency.id) { connection in
      try connection.query("SELECT count(*)::int4 FROM allot.sign_in s WHERE s::text LIKE \("%\(secret)%")").only()[0, as: Int32.self]
    }
    #expect(kept == 0)
    let desk = SignInDesk(admission.seat)
    #expect(try await desk.own(limit: 5).map(\.id) == [id])
    try await desk.end(id)
    door.forget()
    await #expect(throws: NotAdmitted.self) { try await door.admit(cookie: cookie) }
    await #expect(throws: StoreError.self) { try await desk.end(id) }
    for wrong in ["", "1", "x.y", "\(world.agency.id).", "0.\(secret)", "999999.\(secret)"] {
      await #expect(throws: NotAdmitted.self) { try await door.admit(cookie: wrong) }
    }
  }

  @Test func aLinkCountsOnce() async throws {
    let (_, door, _, owner) = try await Self.world("si-link")
    let link = try await SignInDesk(owner).makeLink(for: "li", minutes: 5)
    try await door.look(at: link)
    let cookie = try await door.open(link: link).cookie
    await #expect(throws: NotAdmitted.self) { try await door.look(at: link) }
    #expect(try await door.admit(cookie: cookie).seat.actor.name == "li")
    await #expect(throws: NotAdmitted.self) { try await door.open(link: link) }
    await #expect(throws: NotAdmitted.self) { try await door.open(link: "0") }
    let li = try await door.admit(cookie: cookie).seat
    await #expect(throws: OperationError.self) { try await SignInDesk(li).makeLink(for: "li", minutes: 5) }
  }

  @Test func withAPasswordATokenAloneDoesNotLetIn() async throws {
    let (_, door, token, _) = try await Self.world("si-password")
    let cookie = try await door.open(token: token, password: nil).cookie
    let li = try await door.admit(cookie: cookie)
    await #expect(throws: OperationError.self) { try await SignInDesk(li.seat).setPassword("too short") }
    await #expect(throws: OperationError.self) { try await SignInDesk(li.seat).setPassword("aaaaaaaaaaaaaaaaaa") }
    try await SignInDesk(li.seat).setPassword("lamp river seven goats")
    door.forget()
    // It ended what was open.
    await #expect(throws: NotAdmitted.self) { try await door.admit(cookie: cookie) }
    await #expect(throws: NotAdmitted.self) { try await door.open(token: token, password: nil) }
    _ = try await door.open(token: token, password: "lamp river seven goats")
    _ = try await door.open(name: "li", password: "lamp river seven goats", agency: "si-password")
  }

  @Test func afterThreeFailuresTheDoorIsClosedForGrowingTimesAlsoToWhoKnowsThePassword() async throws {
    let (world, door, token, _) = try await Self.world("si-closed")
    let li = try await door.admit(cookie: try await door.open(token: token, password: nil).cookie)
    try await SignInDesk(li.seat).setPassword("lamp river seven goats")
    var pauses: [Int] = []
    for _ in 0..<3 {
      do { _ = try await door.open(name: "li", password: "wrong", agency: "si-closed") } catch let error as NotAdmitted {
        pauses.append(error.pause)
      }
    }
    #expect(pauses == [0, 0, 2])
    let error = await #expect(throws: NotAdmitted.self) {
      try await door.open(name: "li", password: "lamp river seven goats", agency: "si-closed")
    }
    #expect((1...2).contains(error?.pause ?? 0))
    let subject: [UInt8] = [9]
    var growing: [Int] = []
    for _ in 0..<14 { growing.append(try await world.store.register.noteFailure(of: subject, agency: world.agency)) }
    #expect(growing == [0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900])
    // A name that nobody has is closed likewise: it says nothing of who is known.
    var strange: [Int] = []
    for _ in 0..<3 {
      do { _ = try await door.open(name: "nobody", password: "x", agency: "si-closed") } catch let error as NotAdmitted {
        strange.append(error.pause)
      }
    }
    #expect(strange == [0, 0, 2])
  }

  @Test func aKeyDoesOneThingOnce() async throws {
    let (_, door, token, _) = try await Self.world("si-keys")
    let keys = RequestKeys(try await door.admit(token: token).seat)
    #expect(try await keys.begin("k", digest: [1]) == .first)
    #expect(try await keys.begin("k", digest: [1]) == .open)
    #expect(try await keys.begin("k", digest: [2]) == .other)
    try await keys.end("k", (status: 201, contentType: "application/json", body: [123, 125]))
    #expect(try await keys.begin("k", digest: [1]) == .done(status: 201, contentType: "application/json", body: [123, 125]))
    #expect(try await keys.begin("l", digest: [1]) == .first)
    try await keys.end("l", nil)
    #expect(try await keys.begin("l", digest: [3]) == .first)
  }

  @Test func anotherAgencysSignInOpensNothingHere() async throws {
    let (_, door, token, _) = try await Self.world("si-north")
    let (south, _, _, _) = try await Self.world("si-south")
    let cookie = try await door.open(token: token, password: nil).cookie
    let secret = cookie.split(separator: ".")[1]
    await #expect(throws: NotAdmitted.self) { try await door.admit(cookie: "\(south.agency.id).\(secret)") }
  }
}
