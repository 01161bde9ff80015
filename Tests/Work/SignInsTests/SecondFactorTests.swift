import DataTesting
import Desks
import Digest
import Faults
import Portfolio
import Postgres
import Testing

@testable import Register
@testable import Schema
@testable import SignIns

/// Who needs a code, and what it is good for.
@Suite struct SecondFactorTests {
  private struct Scene {
    let world: World
    let door: Doorkeeper
    let token: String
    let owner: Seat

    init(_ code: String) async throws {
      world = try await World(code)
      try await world.store.register.addPerson("li", roles: [.manager], by: "owner", agency: world.agency)
      owner = Seat(store: world.store, agency: world.agency, actor: ActingUser(name: "owner", isOwner: true))
      door = Doorkeeper(store: world.store)
      token = try await PeopleDesk(owner).makeToken(for: "li", label: "", days: 1)
    }

    /// A desk of li's, by a sign-in that needs no code.
    func desk() async throws -> (SignInDesk, signIn: Int64) {
      let admission = try await door.admit(cookie: try await door.open(token: token, password: nil).cookie)
      guard case .signIn(let id, _) = admission.way else { throw Unexpected("no sign-in") }
      return (SignInDesk(admission.seat), id)
    }

    /// What li's telephone shows now, `ahead` steps from now.
    func shown(ahead: Int64 = 0) async throws -> String {
      guard let (factor, now) = try await world.store.register.secondFactor(of: "li", agency: world.agency) else {
        throw Unexpected("none")
      }
      return TOTP.code(try SecondFactorCheck.secret(of: factor, "li", world.agency), step: now + ahead)
    }
  }

  @Test func theAddressNamesHouseAndPersonWhateverSignsTheyHave() {
    #expect(
      SecondFactorCheck.address(Array("12345678901234567890".utf8), house: "allot 北", person: "li:x&y")
        == "otpauth://totp/allot%20%E5%8C%97:li%3Ax%26y?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=allot%20%E5%8C%97&algorithm=SHA1&digits=6&period=30"
    )
  }

  @Test func fromItsFirstRightCodeOnNobodyIsInWithoutOne() async throws {
    let scene = try await Scene("sf-code")
    let (desk, signIn) = try await scene.desk()
    let offer = try await desk.beginSecondFactor()
    #expect(
      offer.secret.count == 32 && offer.address.hasPrefix("otpauth://totp/allot%20sf-code:li?secret=\(offer.secret)&issuer=allot%20sf-code")
    )
    #expect(try await desk.offeredSecondFactor() == offer)
    // Begun is not confirmed: nobody is locked out by half a beginning.
    #expect(try await !scene.door.open(token: scene.token, password: nil).awaitsCode)
    let other = try await scene.door.open(token: scene.token, password: nil).cookie
    let codes = try await desk.confirmSecondFactor(try await scene.shown(), except: signIn)
    #expect(Set(codes).count == 10 && codes.allSatisfy { $0.count == 19 })
    scene.door.forget()
    await #expect(throws: NotAdmitted.self) { try await scene.door.admit(cookie: other) }

    let entry = try await scene.door.open(token: scene.token, password: nil)
    #expect(entry.awaitsCode)
    await #expect(throws: NotAdmitted.self) { try await scene.door.admit(cookie: entry.cookie) }
    #expect(try await desk.own(limit: 9).map(\.id).first != nil)
    // The code with which it was confirmed was used; the next one counts once.
    let code = try await scene.shown(ahead: 1)
    let cookie = try await scene.door.admit(code: code.prefix(3) + " " + code.suffix(3), for: entry.cookie)
    #expect(cookie != entry.cookie)
    #expect(try await scene.door.admit(cookie: cookie).seat.actor.name == "li")
    await #expect(throws: NotAdmitted.self) { try await scene.door.admit(code: code, for: entry.cookie) }
    let again = try await scene.door.open(token: scene.token, password: nil)
    let used = await #expect(throws: NotAdmitted.self) { try await scene.door.admit(code: code, for: again.cookie) }
    #expect(used?.what == NotAdmitted.code.what)
    #expect(try await desk.secondFactor().recoveryCodes == 10)
  }

  @Test func aCodeOnPaperCountsOnceAndTheSecretIsInNoTable() async throws {
    let scene = try await Scene("sf-paper")
    let (desk, signIn) = try await scene.desk()
    let offer = try await desk.beginSecondFactor()
    let codes = try await desk.confirmSecondFactor(try await scene.shown(), except: signIn)
    let first = try await scene.door.open(token: scene.token, password: nil)
    _ = try await scene.door.admit(code: codes[3].lowercased(), for: first.cookie)
    #expect(try await desk.secondFactor().recoveryCodes == 9)
    let second = try await scene.door.open(token: scene.token, password: nil)
    await #expect(throws: NotAdmitted.self) { try await scene.door.admit(code: codes[3], for: second.cookie) }
    _ = try await scene.door.admit(code: codes[4], for: second.cookie)
    let plain = codes.map { $0.filter { $0 != "-" } } + [offer.secret]
    let rows = try await scene.world.store.database.transaction(agency: scene.world.agency.id) { connection in
      try connection.query(
        "SELECT f::text FROM allot.second_factor f UNION ALL SELECT r::text FROM allot.recovery_code r UNION ALL SELECT a::text FROM allot.audit a"
      ).decode(String.self)
    }
    #expect(rows.count > 10 && !rows.contains { row in plain.contains { row.contains($0) } })
  }

  @Test func whoKnowsThePasswordGuessesTheCodeNoFaster() async throws {
    let scene = try await Scene("sf-guess")
    let (desk, signIn) = try await scene.desk()
    try await desk.setPassword("lamp river seven goats", except: signIn)
    _ = try await desk.beginSecondFactor()
    _ = try await desk.confirmSecondFactor(try await scene.shown(), except: signIn)
    var pauses: [Int] = []
    for _ in 0..<3 {
      // The right password each time does not wipe out what went wrong.
      let entry = try await scene.door.open(name: "li", password: "lamp river seven goats", agency: "sf-guess")
      do { _ = try await scene.door.admit(code: "12 345", for: entry.cookie) } catch let error as NotAdmitted { pauses.append(error.pause) }
    }
    #expect(pauses == [0, 0, 2])
    let closed = await #expect(throws: NotAdmitted.self) {
      try await scene.door.open(name: "li", password: "lamp river seven goats", agency: "sf-guess")
    }
    #expect((1...2).contains(closed?.pause ?? 0))
    // Nor from within.
    let within = await #expect(throws: NotAdmitted.self) { try await desk.removeSecondFactor("000000") }
    #expect((1...2).contains(within?.pause ?? 0))
  }

  @Test func itIsTakenAwayWithACodeAndByTheOwnerForWhoeverLostIt() async throws {
    let scene = try await Scene("sf-reset")
    let (desk, signIn) = try await scene.desk()
    await #expect(throws: OperationError.self) { try await desk.removeSecondFactor("123456") }
    await #expect(throws: OperationError.self) { try await desk.confirmSecondFactor("123456", except: signIn) }
    _ = try await desk.beginSecondFactor()
    let codes = try await desk.confirmSecondFactor(try await scene.shown(), except: signIn)
    await #expect(throws: OperationError.self) { try await desk.beginSecondFactor() }
    try await desk.removeSecondFactor(codes[0])
    #expect(try await desk.secondFactor() == SecondFactorState(since: nil, recoveryCodes: 0))
    #expect(try await !scene.door.open(token: scene.token, password: nil).awaitsCode)

    try await desk.setPassword("lamp river seven goats", except: signIn)
    _ = try await desk.beginSecondFactor()
    _ = try await desk.confirmSecondFactor(try await scene.shown(), except: signIn)
    await #expect(throws: OperationError.self) { try await desk.reset("li", minutes: 5) }
    let (done, link) = try await SignInDesk(scene.owner).reset("li", minutes: 5)
    #expect(done.hadPassword && done.hadSecondFactor && done.signInsEnded >= 1)
    scene.door.forget()
    let entry = try await scene.door.open(link: link)
    #expect(!entry.awaitsCode)
    #expect(try await scene.door.admit(cookie: entry.cookie).seat.actor.name == "li")
    let audit = try await scene.world.store.database.transaction(agency: scene.world.agency.id) { connection in
      try connection.query("SELECT actor FROM allot.audit WHERE action = 'sign_in.reset'").decode(String.self)
    }
    #expect(audit == ["owner"])
    await #expect(throws: StoreError.self) { try await SignInDesk(scene.owner).reset("nobody", minutes: 5) }
  }
}
