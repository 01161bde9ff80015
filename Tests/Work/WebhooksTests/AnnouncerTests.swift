import Couriers
import DataTesting
import HooksTesting
import Portfolio
import Postgres
import Schema
import Testing
import Wire

@testable import Feeds
@testable import Hooks
@testable import Register
@testable import Webhooks

/// What the outbox announces, told to a program on this machine: in order, at least once, until it is taken.
@Suite struct AnnouncerTests {
  @Test func everyRowIsToldInOrderInMessagesOfAHundred() async throws {
    let office = try await HookOffice("hook-order")
    try await office.add()
    try await office.announce(250)
    let reports = try await office.send()
    #expect(reports.map(\.one.outcome) == [.sent, .sent, .sent] && reports.allSatisfy { $0.one.status == 200 })
    #expect(try office.told().map(\.count) == [100, 100, 50])
    #expect(try office.told().flatMap { $0 } == Array(1...250))
    #expect(try await office.send().isEmpty, "nothing is told twice")
    let hook = try await office.hook()
    #expect(hook.position == 250 && hook.lag == 0 && hook.failures == 0 && hook.sentAt != nil && hook.pendingTo == nil)
    let first = try #require(office.receiver.requests.first)
    #expect(first.line == "POST /in/secret-path HTTP/1.1" && first.heads["user-agent"] == "allot test")
    #expect(first.heads["content-type"]?.hasPrefix("application/json") == true)
    let body = try JSON(reading: Array(first.body.utf8))
    #expect(body["message"]?.string == first.heads["allot-message"] && body["next"] == 100 && body["gap"] == .null)
    #expect(body["agency"] == "hook-order" && body["webhook"] == 1 && body["kind"] == "changes")
  }

  /// Also for whoever is told: nothing but what `/v1/changes` says.
  @Test func aRowSaysWhatHappenedAndNothingOfAnybody() async throws {
    let office = try await HookOffice("hook-keys")
    try await office.add()
    try await office.announce(1)
    try await office.send()
    let body = try JSON(reading: Array(try #require(office.receiver.requests.first).body.utf8))
    guard case .object(let members) = body, case .object(let row) = body["changes"]?.array?.first ?? .null else {
      throw Unexpected("no row")
    }
    #expect(members.map(\.0) == ["message", "kind", "agency", "webhook", "changes", "next", "gap"])
    #expect(row.map(\.0) == ["position", "at", "topic", "run", "order", "cases"])
  }

  @Test func whoeverAnswersWronglyIsToldTheSameAgainAndNothingOvertakes() async throws {
    let elsewhere = try HookReceiver()
    let redirection = HookReceiver.Answer.status(302, heads: "Location: \(elsewhere.address)\r\n")
    let answers: [HookReceiver.Answer] = [.status(500), redirection, .silence, .cutOff, .endless, .status(404), .status(200)]
    let office = try await HookOffice("hook-wrong") { number, _ in number <= answers.count ? answers[number - 1] : .status(204) }
    try await office.add()
    try await office.announce(3)
    var errors: [String] = []
    for round in answers.indices {
      let reports = try await office.send()
      #expect(reports.first?.one.outcome == (round == answers.count - 1 ? .sent : .failed), "\(round): \(reports)")
      errors += reports.compactMap(\.one.error)
      // What happens meanwhile waits behind.
      try await office.announce(1)
      if round < answers.count - 1 {
        let early = try await office.send()
        #expect(early.isEmpty, "not before the pause is over")
      }
      try await office.timePasses()
    }
    try await office.send()
    let requests = office.receiver.requests
    let (same, next) = (requests.prefix(answers.count), requests.dropFirst(answers.count))
    #expect(Set(same.map(\.body)).count == 1 && Set(same.compactMap { $0.heads["allot-message"] }).count == 1)
    #expect(try same.map(HookOffice.positions).allSatisfy { $0 == [1, 2, 3] })
    #expect(try next.flatMap(HookOffice.positions) == Array(4...Int64(3 + answers.count)))
    #expect(Set(requests.compactMap { $0.heads["allot-message"] }).count == 1 + next.count)
    #expect(elsewhere.requests.isEmpty)
    #expect(errors.count == 6 && errors[0].contains("answered 500") && errors[1].contains("302: redirections are not followed"))
    #expect(errors[4].contains("without end") && !errors.joined().contains("secret-path"), "\(errors)")
    let (hook, tries) = try await office.desk().show("x")
    #expect(hook.failures == 0 && hook.error == nil && tries.filter { $0.outcome == .failed }.count == 6)
  }

  @Test func pausesGrowAndTheLastFailureInARowWaitsForAPerson() async throws {
    let office = try await HookOffice("hook-over") { _, _ in .status(503, heads: "Retry-After: 7\r\n") }
    try await office.add()
    try await office.announce(2)
    #expect([1, 2, 3, 9, 50].map(Announcer.pause) == [5, 15, 60, 14_400, 14_400])
    for number in 1...Announcer.mostFailures {
      let report = try #require(try await office.send().first)
      #expect(report.isGivenUp == (number == Announcer.mostFailures))
      if number == 1 {
        let hook = report.hook
        // What the other end asks for counts where it is longer.
        let now = try await office.world.store.register.clock(office.world.agency).now
        #expect(hook.nextAt.rawValue - now.rawValue > 5_000_000)
      }
      try await office.timePasses()
    }
    let over = try await office.hook()
    #expect(over.state == .failed && over.stoppedBy == "daemon" && over.failures == Announcer.mostFailures && over.position == 0)
    try await office.announce(1)
    #expect(try await office.send().isEmpty)
    let audit = try await office.world.store.database.transaction(agency: office.world.agency.id) {
      try $0.query(
        "SELECT action FROM allot.audit WHERE agency_id = \(office.world.agency.id) AND action LIKE 'webhook.%' ORDER BY audit_id"
      ).map { try $0[0, as: String.self] }
    }
    #expect(audit == ["webhook.added", "webhook.gave_up"])
    office.receiver.answer { _, _ in .status(200) }
    _ = try await office.desk([.integrator]).resume("x")
    try await office.send()
    let ids = office.receiver.requests.compactMap { $0.heads["allot-message"] }
    #expect(Set(ids.prefix(Announcer.mostFailures + 1)).count == 1, "it goes on with the message that was not taken")
    #expect(try office.told().suffix(2).flatMap { $0 } == [1, 2, 3])
  }

  @Test func whoIsPausedIsToldNothingAndThenEverything() async throws {
    let office = try await HookOffice("hook-pause")
    try await office.add()
    try await office.announce(1)
    try await office.send()
    #expect(try await office.desk().pause("x").state == .paused)
    try await office.announce(4)
    #expect(try await office.send().isEmpty)
    #expect(try await office.desk().resume("1").state == .active, "by its number, too")
    try await office.send()
    #expect(try office.told() == [[1], [2, 3, 4, 5]])
    _ = try await office.desk().remove("x")
    try await office.announce(1)
    #expect(try await office.send().isEmpty)
  }

  /// Whoever dies behind the sending has not noted it: the same message comes again, and a dead one's word does not count.
  @Test func whatWasSentAndNotNotedIsSentAgainUnderTheSameName() async throws {
    let office = try await HookOffice("hook-dead")
    try await office.add()
    try await office.announce(2)
    let hooks = office.world.store.hooks
    let parcel = try #require(try await hooks.take(for: 60, agency: office.world.agency))
    #expect(try await office.send().isEmpty, "somebody is at it")
    try await office.announce(1)
    try await office.timePasses()
    #expect(try await office.send().count == 2)
    let requests = office.receiver.requests
    #expect(requests.first?.heads["allot-message"] == parcel.id && requests.first?.body == Announcer.body(parcel, office.world.agency))
    #expect(try office.told() == [[1, 2], [3]])
    let late = HookTry(.changes, message: parcel.id, span: parcel.span, .sent, status: 200, milliseconds: 1, error: nil)
    #expect(try await hooks.end(parcel, .sent, late, agency: office.world.agency) == nil)
    #expect(try await office.hook().position == 3)
  }

  @Test func severalThatLookAtOnceTellEachRowOnceAndInOrder() async throws {
    let office = try await HookOffice("hook-many")
    for name in ["a", "b", "c"] { try await office.add(name) }
    try await office.announce(230)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 { group.addTask { try await office.send() } }
      try await group.waitForAll()
    }
    // Whoever found everything taken has ended before the others.
    try await office.send()
    for number in 1...3 {
      let mine = try office.receiver.requests.filter { try JSON(reading: Array($0.body.utf8))["webhook"] == JSON(number) }
      #expect(try mine.flatMap(HookOffice.positions) == Array(1...230), "webhook \(number)")
    }
  }

  @Test func whoeverAnswersSlowlyKeepsNoOtherWaiting() async throws {
    var office = try await HookOffice("hook-slow")
    office.tools.patienceMilliseconds = 60_000
    let (asked, answers) = (Gate(), Gate())
    let slow = try HookReceiver { _, _ in
      asked.open()
      answers.wait()
      return .status(200)
    }
    try await office.add("slow", to: slow.address)
    try await office.announce(1)
    let first = Task { [office] in try await office.send() }
    await asked.reached()
    try await office.add()
    let others = try await office.send()
    #expect(others.map(\.hook.name) == ["x"] && slow.requests.count == 1)
    answers.open()
    let late = try await first.value
    #expect(late.map(\.hook.name) == ["slow"] && late.first?.one.outcome == .sent)
  }

  @Test func onlyWhatIsWantedIsToldAndTheRestIsPassedOver() async throws {
    let office = try await HookOffice("hook-topics")
    try await office.announce(1, "run.published")
    try await office.add(topics: ["run.published", "cases.dealt"], from: nil)
    try await office.announce(150, "moves.done")
    #expect(try await office.send().isEmpty)
    #expect(try await office.hook().position == 151, "passed over without a word")
    try await office.announce(1, "run.published")
    try await office.announce(3, "moves.done")
    try await office.announce(1, "cases.dealt")
    try await office.send()
    #expect(try office.told() == [[152, 156]])
    #expect(try await office.hook().position == 156)
  }

  @Test func rowsThatRetentionRemovedAreToldAsAGap() async throws {
    let office = try await HookOffice("hook-gap") { number, _ in number == 1 ? .status(500) : .status(200) }
    let (store, agency) = (office.world.store, office.world.agency)
    try await office.announce(5, days: 20)
    try await office.add()
    try await office.send()
    let begun = try #require(office.receiver.requests.first?.heads["allot-message"])
    try await office.announce(2, days: 10)
    try await office.announce(1)
    let today = try await store.register.clock(agency).today
    #expect(try await store.feeds.purge(.outbox, before: today - 15, by: "test", agency: agency) == 5)
    try await office.timePasses()
    try await office.send()
    let bodies = try office.receiver.requests.map { try JSON(reading: Array($0.body.utf8)) }
    // What was begun is told under the same name, though none of it is left.
    #expect(bodies[1]["message"]?.string == begun && bodies[1]["gap"] == ["from": 1, "to": 5] && bodies[1]["changes"] == [])
    #expect(try HookOffice.positions(office.receiver.requests[2]) == [6, 7, 8] && bodies[2]["gap"] == .null)
    // Whoever comes later, and wants other topics, is told so, too.
    #expect(try await store.feeds.purge(.outbox, before: today - 5, by: "test", agency: agency) == 2)
    try await office.add("late", topics: ["run.published"])
    try await office.send()
    let last = try JSON(reading: Array(try #require(office.receiver.requests.last).body.utf8))
    #expect(last["gap"] == ["from": 1, "to": 7] && last["next"] == 8 && last["changes"] == [])
    #expect(try await office.hook("late").lag == 0)
  }

  @Test func aPingChangesNothingOfWhatWasTold() async throws {
    let office = try await HookOffice("hook-ping")
    try await office.add()
    _ = try await office.desk().pause("x")
    try await office.announce(1)
    let report = try await office.desk([.integrator]).ping("x", tools: office.tools)
    #expect(report.error == nil && report.one.status == 200)
    _ = try await office.desk().askPing("x")
    #expect(try await office.send().map(\.one.kind) == [.ping])
    #expect(try await office.send().isEmpty, "asked once, sent once")
    let bodies = try office.receiver.requests.map { try JSON(reading: Array($0.body.utf8)) }
    #expect(bodies.count == 2 && bodies.allSatisfy { $0["kind"] == "ping" && $0["changes"] == nil })
    let (hook, tries) = try await office.desk().show("x")
    #expect(hook.position == 0 && hook.state == .paused && tries.map(\.kind) == [.ping, .ping])
  }

  @Test func whatMayNotBeReachedIsNotAndItIsSaid() async throws {
    var office = try await HookOffice("hook-gate")
    office.tools.gate = AddressGate()
    try await office.add()
    try await office.add("name", to: "http://localhost:\(office.receiver.port)/in")
    try await office.announce(1)
    let reports = try await office.send()
    #expect(reports.count == 2 && reports.allSatisfy { $0.one.outcome == .failed && $0.one.status == nil })
    #expect(reports.allSatisfy { $0.one.error?.contains("webhook_networks") == true }, "\(reports.map(\.one.error))")
    #expect(office.receiver.requests.isEmpty)
  }

  @Test func fiftyTriesAreKept() async throws {
    let office = try await HookOffice("hook-tries")
    try await office.add()
    for _ in 0..<53 {
      try await office.announce(1)
      try await office.send()
    }
    let tries = try await office.desk().show("x", tries: 100).tries
    #expect(tries.count == Hooks.keptTries && tries.first?.span == 53...53 && tries.last?.span == 4...4)
  }
}
