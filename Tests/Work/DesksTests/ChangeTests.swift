import DataTesting
import Failures
import Faults
import Policy
import Portfolio
import Postgres
import Speech
import Testing

@testable import Desks
@testable import Register
@testable import Schema

/// A policy from its proposal to its end: who has a say, what is agreed to, and what makes it void.
@Suite struct ChangeTests {
  /// An agency with two policies in force.
  struct Bench: Sendable {
    let store: Store
    let agency: Agency

    static func agency(_ code: String, _ approval: String) -> PolicyDoor.File {
      let text = """
        agency: \(code)
        name: A
        timezone: Asia/Shanghai
        currency: CNY
        calendar: { weekdays: mon..sun }
        workload:
          effort: { unknown: 12 min, normal: 15 min, abnormal: 6 min, cooperative: 10 min, uncooperative: 25 min }
          limits: { portfolio: 80..400, new_per_day: { usual: 60, batch_day: 500 } }
        brakes: { recalled: off, moved: off, unassigned: off, class_changed: off }
        approval: { policies: \(approval), moves_above: 20 cases }

        """
      return ("agency.yaml", Array(text.utf8))
    }

    static func policy(_ name: String, forced: Int, more: String = "") -> PolicyDoor.File {
      let text = """
        policy: \(name)
        covers: { client: \(name) }
        stay: [{ when: { promise: open } }]
        stop: [{ when: { flag: [deceased] }, owner: keeps, counts_as_load: no }]
        classify: { profile: cn-mobile-2026 }
        route:
          - { rule: everyone, to: { teams: "*" } }
        together: off
        recall: { forced: \(forced) working days }
        fair: { new_cases: within 1, new_amount: within 5%, load: within 10% }
        \(more)
        """
      return ("\(name).yaml", Array(text.utf8))
    }

    init(_ code: String, approval: String = "two people") async throws {
      store = try await TestServer.store()
      let files = [Self.agency(code, approval), Self.policy("cards", forced: 60), Self.policy("loans", forced: 60)]
      agency = try await PolicyDoor(RaceWorld.entrance(store, "founder")).apply(.init(files), agencyCode: nil).agency
    }

    func seat(_ name: String) -> Seat { Seat(store: store, agency: agency, actor: ActingUser(name: name, isOwner: true)) }
    func desk(_ name: String) -> PolicyDesk { PolicyDesk(seat(name)) }

    @discardableResult
    func submit(_ name: String, _ files: PolicyDoor.File..., effective: Day? = nil, change: Int? = nil) async throws
      -> PolicyDoor.Submission
    {
      var terms = PolicyDoor.Terms()
      (terms.effective, terms.change) = (effective, change)
      return try await PolicyDoor(RaceWorld.entrance(store, name)).submit(.init(files), at: seat(name), terms)
    }

    func number(_ submission: PolicyDoor.Submission) throws -> Int { try #require(submission.shown).change.number }

    func inForce(_ name: String) async throws -> Int? {
      try await store.register.activePolicies(agency: agency).first { $0.version.name == name }?.version.version
    }

    func refused(_ body: () async throws -> Void) async -> OperationError? {
      do {
        try await body()
        return nil
      } catch {
        return OperationError.explaining(error)
      }
    }
  }

  @Test func theFirstFilesOfAnAgencyAreInForceAtOnceAsOneChange() async throws {
    let bench = try await Bench("change-first")
    let history = try await bench.desk("li").history(nil, name: nil)
    #expect(history.map(\.state) == [.active] && history[0].files.map(\.name) == ["change-first", "cards", "loans"])
    #expect(history[0].steps.map(\.step) == [.submitted, .checked, .activated] && history[0].authors == ["founder"])
  }

  @Test func whatIsInForceIsNotProposedAgainAndTheSameProposalTwiceIsOnce() async throws {
    let bench = try await Bench("change-same")
    #expect(try await bench.submit("li", Bench.policy("cards", forced: 60)).shown == nil)
    let first = try await bench.submit("li", Bench.policy("cards", forced: 61))
    #expect(first.isNew && first.shown?.isNews == true)
    let again = try await bench.submit("wang", Bench.policy("cards", forced: 61))
    #expect(!again.isNew && again.shown?.isNews == false)
    #expect(try bench.number(again) == bench.number(first))
    #expect(try await bench.desk("li").open().count == 1)
  }

  @Test func anEditMakesAgreementsVoidAndWhoAgreedIsTold() async throws {
    let bench = try await Bench("change-edit", approval: "three people")
    let number = try bench.number(try await bench.submit("li", Bench.policy("cards", forced: 61)))
    let first = try await bench.desk("zhang").approve(change: number)
    #expect(first.missing == 1 && first.voided == nil)
    // His own file again is another round of his change.
    let edited = try await bench.submit("li", Bench.policy("cards", forced: 62))
    #expect(try bench.number(edited) == number)
    let shown = try await bench.desk("zhang").show(change: number)
    #expect(shown.change.round == 2 && shown.change.agreed.isEmpty && shown.missing == 2)
    #expect(shown.change.voided?.cause == .edited)
    #expect(try await bench.desk("wang").approve(change: number).missing == 1)
    let again = try await bench.desk("zhang").approve(change: number)
    #expect(again.voided?.cause == .edited)
    if case .inForce = again.outcome {} else { Issue.record("\(again.outcome)") }
    #expect(try await bench.inForce("cards") == 3)
  }

  @Test func anotherTextInForceMakesAgreementsVoidAndBothChangesNameEachOther() async throws {
    let bench = try await Bench("change-base", approval: "three people")
    let one = try bench.number(try await bench.submit("li", Bench.policy("cards", forced: 61)))
    let second = try await bench.submit("wang", Bench.policy("cards", forced: 62))
    let two = try bench.number(second)
    #expect(second.shown?.others.map(\.number) == [one])
    #expect(try await bench.desk("li").show(change: one).others.map(\.number) == [two])
    _ = try await bench.desk("zhang").approve(change: two)
    _ = try await bench.desk("zhang").approve(change: one)
    _ = try await bench.desk("chen").approve(change: one)
    #expect(try await bench.inForce("cards") == 2)
    let shown = try await bench.desk("zhang").show(change: two)
    #expect(shown.change.voided?.cause == .baseMoved && shown.change.voided?.other == one)
    #expect(shown.change.files.map(\.from) == [2] && shown.change.agreed.isEmpty && shown.others.isEmpty)
  }

  @Test func nobodyAgreesToWhatHeWroteNorToWhatHeEdited() async throws {
    let bench = try await Bench("change-author")
    let number = try bench.number(try await bench.submit("li", Bench.policy("cards", forced: 61)))
    #expect(await bench.refused { _ = try await bench.desk("li").approve(change: number) }?.status == .noPermission)
    try await bench.submit("wang", Bench.policy("loans", forced: 61), change: number)
    for author in ["li", "wang"] {
      let refused = await bench.refused { _ = try await bench.desk(author).approve(change: number) }
      #expect(refused?.status == .noPermission && refused?.what.en.contains("author") == true, "\(author)")
    }
    // The text is li's, whoever proposes it.
    _ = try await bench.desk("li").reject(change: number, reason: "later")
    let other = try bench.number(try await bench.submit("zhao", Bench.policy("cards", forced: 61)))
    #expect(await bench.refused { _ = try await bench.desk("li").approve(change: other) }?.status == .noPermission)
    if case .inForce = try await bench.desk("zhang").approve(kind: .policy, name: "cards", version: nil).outcome {
    } else {
      Issue.record("not in force")
    }
  }

  @Test func severalFilesComeInForceTogetherOrNotAtAll() async throws {
    let bench = try await Bench("change-several")
    let broken = await bench.refused {
      try await bench.submit("li", Bench.policy("cards", forced: 61), Bench.policy("loans", forced: 61, more: "quota: 3"))
    }
    #expect(broken?.status == .dataError)
    #expect(try await bench.desk("li").versions().count == 3)
    let number = try bench.number(try await bench.submit("li", Bench.policy("cards", forced: 61), Bench.policy("loans", forced: 61)))
    #expect(try await bench.inForce("cards") == 1)
    let agreed = try await bench.desk("zhang").approve(change: number)
    #expect(agreed.change?.files.count == 2)
    #expect(try await [bench.inForce("cards"), bench.inForce("loans")] == [2, 2])
    // Back together as well, with the same agreement.
    let back = try await bench.desk("li").rollback(String(number), kind: nil, reason: "too many recalls")
    #expect(back.missing == 1)
    _ = try await bench.desk("zhang").approve(change: back.change.number)
    #expect(try await [bench.inForce("cards"), bench.inForce("loans")] == [1, 1])
    #expect(try await bench.desk("li").show(change: number).change.state == .retired)
  }

  @Test func aScheduledChangeComesInForceOnItsDayAndFallsBackWhenItsBaseMoves() async throws {
    let bench = try await Bench("change-day")
    let tomorrow = try await bench.store.register.clock(bench.agency).today + 1
    let number = try bench.number(try await bench.submit("li", Bench.policy("cards", forced: 61), effective: tomorrow))
    if case .scheduled = try await bench.desk("zhang").approve(change: number).outcome {} else { Issue.record("not scheduled") }
    let daemon = PolicyDesk(.daemon(bench.store, bench.agency))
    #expect(try await daemon.comeIntoForce().isEmpty)
    #expect(try await bench.inForce("cards") == 1)
    #expect(try await daemon.comeIntoForce(on: tomorrow).map(\.state) == [.active])
    #expect(try await bench.inForce("cards") == 2)

    let later = try bench.number(
      try await bench.submit("li", Bench.policy("loans", forced: 61, more: "effective: \(tomorrow)")))
    _ = try await bench.desk("zhang").approve(change: later)
    let sooner = try bench.number(try await bench.submit("wang", Bench.policy("loans", forced: 62)))
    _ = try await bench.desk("zhang").approve(change: sooner)
    let shown = try await bench.desk("li").show(change: later)
    #expect(shown.change.state == .checked && shown.change.voided?.step == .fellBack && shown.change.voided?.cause == .baseMoved)
    #expect(try await daemon.comeIntoForce(on: tomorrow).isEmpty)
    #expect(try await bench.inForce("loans") == 3)
  }

  @Test func retiringNeedsTheSameAgreementAndTheLastPolicyStays() async throws {
    let bench = try await Bench("change-retire")
    let shown = try await bench.desk("li").retire(nil, name: "loans", reason: "client left")
    #expect(shown.missing == 1 && shown.change.files.map(\.to) == [nil])
    _ = try await bench.desk("zhang").approve(change: shown.change.number)
    #expect(try await bench.inForce("loans") == nil)
    let last = await bench.refused { _ = try await bench.desk("li").retire(nil, name: "cards", reason: "r") }
    #expect(last?.status == .usage && last?.what.en.contains("last policy") == true)
    // Back again: what was in force before.
    let back = try await bench.desk("li").rollback(nil, kind: nil, reason: "client is back")
    _ = try await bench.desk("zhang").approve(change: back.change.number)
    #expect(try await bench.inForce("loans") == 1)
  }

  @Test func agreementIsAskedForInProportionToTheEffect() async throws {
    let rule = "[ { moved: \"<= 20 cases\", unchanged: [stop, bounds], by: one person }, { by: two people } ]"
    let bench = try await Bench("change-small", approval: rule)
    let desk = bench.desk("li")
    let number = try bench.number(try await bench.submit("li", Bench.policy("cards", forced: 61)))
    let unknown = try await desk.show(change: number)
    #expect(unknown.need.people == 2 && unknown.need.why[0].en.contains("no simulation says it"), "\(unknown.need.why)")
    #expect(await bench.refused { _ = try await desk.activate(change: number) }?.status == .noPermission)
    try await desk.note(simulation: "aa", record: "{\"moved\": 21}", change: number)
    #expect(try await desk.show(change: number).need.why[0].en.contains("21 cases move"))
    try await desk.note(simulation: "bb", record: "{\"moved\": 20}", change: number)
    #expect(try await desk.show(change: number).missing == 0)
    #expect(try await desk.activate(change: number).change.state == .active)
    // A stop rule that changes takes two, however little moves.
    let text = String(decoding: Bench.policy("loans", forced: 60).bytes, as: UTF8.self).replacing("[deceased]", with: "[dispute]")
    let other = try bench.number(try await bench.submit("li", ("loans.yaml", Array(text.utf8))))
    try await desk.note(simulation: "cc", record: "{\"moved\": 0}", change: other)
    let asked = try await desk.show(change: other)
    #expect(asked.need.people == 2 && asked.need.why[0].en.contains("changes stop"), "\(asked.need.why)")
    // The agency file, which holds the rule, always takes the last line.
    let loose = try bench.number(try await bench.submit("li", Bench.agency("change-small", "one person")))
    try await desk.note(simulation: "dd", record: "{\"moved\": 0}", change: loose)
    #expect(try await desk.show(change: loose).missing == 1)
  }

  @Test func agreementIsToTheSimulationThatWasShown() async throws {
    let bench = try await Bench("change-shown", approval: "three people")
    let number = try bench.number(try await bench.submit("li", Bench.policy("cards", forced: 61)))
    try await bench.desk("li").note(simulation: "aa", record: "{\"moved\": 1}", change: number)
    _ = try await bench.desk("zhang").approve(change: number)
    try await bench.desk("li").note(simulation: "aa", record: "{\"moved\": 1}", change: number)
    #expect(try await bench.desk("li").show(change: number).change.agreed == ["zhang"])
    try await bench.desk("li").note(simulation: "bb", record: "{\"moved\": 9}", change: number)
    let shown = try await bench.desk("li").show(change: number)
    #expect(shown.change.agreed.isEmpty && shown.change.voided?.cause == .simulation && shown.change.moved == 9)
  }

  @Test func filesOfAChangeAreThoseProposed() async throws {
    let bench = try await Bench("change-files")
    let number = try bench.number(try await bench.submit("li", Bench.policy("cards", forced: 61)))
    let files = try await bench.desk("li").files(ofChange: number)
    #expect(files.map(\.name) == ["cards"] && files[0].text.contains("forced: 61"))
    #expect(try await bench.desk("li").round(ofChange: number) == 1)
    #expect(await bench.refused { _ = try await bench.desk("li").files(ofChange: 99) }?.status == .noInput)
  }

  @Test func everyStepIsInTheAuditWithItsPerson() async throws {
    let bench = try await Bench("change-audit")
    let number = try bench.number(try await bench.submit("li", Bench.policy("cards", forced: 61)))
    _ = try await bench.desk("wang").comment(change: number, text: "why now?")
    _ = try await bench.desk("zhang").approve(change: number)
    let rows = try await bench.store.database.transaction(agency: bench.agency.id) { connection in
      try connection.query(
        "SELECT actor || ' ' || action FROM allot.audit WHERE agency_id = \(bench.agency.id) AND subject = \("change \(number)") ORDER BY at, audit_id"
      ).map {
        try $0[0, as: String.self]
      }
    }
    #expect(rows == ["li change.submitted", "wang change.commented", "zhang change.approved", "zhang change.activated"])
  }
}
