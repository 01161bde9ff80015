import DataTesting
import Portfolio
import Postgres
import Testing

@testable import Dispatches
@testable import Register
@testable import Schema

/// What is due is made once, taken by one, and ends or comes back.
@Suite struct QueueTests {
  static func terms(_ reader: String, _ channel: DeliveryChannel = .mail, at minutes: Int? = 480) -> DeliveryTerms {
    DeliveryTerms(
      reader: reader, channel: channel, page: "manager", language: "zh", forms: ["html"], subject: "{day}", skipsNothing: false,
      atMinutes: minutes)
  }

  /// A night in this state, as a run leaves it.
  static func night(_ state: String, seq: Int = 1, _ world: World) async throws {
    try await world.store.database.transaction(agency: world.agency.id) { connection in
      _ = try connection.execute(
        """
        INSERT INTO allot.run (agency_id, run_id, slot, kind, seq, state, fence, as_of, started_at, published_at)
        VALUES (\(world.agency.id), nextval('allot.run_id'), \(World.slot.date), 'night', \(seq), \(state), 1, clock_timestamp(), clock_timestamp(),
          CASE WHEN \(state) = 'published' THEN clock_timestamp() END)
        """)
    }
  }

  private static func decide(_ world: World, at clock: String, _ terms: [DeliveryTerms] = [terms("li"), terms("li", .directory, at: nil)])
    async throws
    -> [String]
  {
    let parts = clock.split(separator: ":").compactMap { Int($0) }
    return try await world.store.dispatches.decide(
      terms, day: World.slot, secondsOfDay: parts[0] * 3600 + parts[1] * 60, missedUntil: 420, domain: "example.org", agency: world.agency
    ).map { "\($0.occasion.rawValue) \($0.terms.channel.rawValue)" }.sorted()
  }

  @Test func filesAreDueWithTheNightAndReadersAtTheirTimeEachOnce() async throws {
    let world = try await World("dispatch-once")
    #expect(try await Self.decide(world, at: "03:00").isEmpty)
    try await Self.night("published", world)
    #expect(try await Self.decide(world, at: "03:01") == ["published directory"])
    #expect(try await Self.decide(world, at: "07:59").isEmpty)
    #expect(try await Self.decide(world, at: "08:00") == ["published mail"])
    #expect(try await Self.decide(world, at: "08:01").isEmpty)
  }

  @Test func aNightThatIsNotDoneIsToldOfAndItsReportFollows() async throws {
    let world = try await World("dispatch-late")
    // A reader who wants it before the night is too late to make up.
    let early = [Self.terms("li", at: 360)]
    #expect(try await Self.decide(world, at: "06:00", early) == ["late mail"])
    #expect(try await Self.decide(world, at: "06:30", early).isEmpty)
    try await Self.night("failed", world)
    #expect(try await Self.decide(world, at: "06:40", early) == ["failed mail"])
    try await Self.night("waiting", seq: 2, world)
    #expect(try await Self.decide(world, at: "06:50", early) == ["waiting mail"])
    try await Self.night("published", seq: 3, world)
    #expect(try await Self.decide(world, at: "06:55", early) == ["published mail"])
    #expect(try await Self.decide(try await World("dispatch-missed"), at: "08:00") == ["missed mail"])
  }

  @Test func everyMessageHasAnIdOfItsOwnThatStays() async throws {
    let world = try await World("dispatch-id")
    let dispatches = world.store.dispatches
    for _ in 0..<3 {
      _ = try await dispatches.ask(Self.terms("li"), run: 1, slot: World.slot, by: "li", domain: "example.org", agency: world.agency)
    }
    let before = try await dispatches.list(limit: 10, agency: world.agency)
    #expect(Set(before.map(\.messageID)).count == 3 && before.map(\.number) == [3, 2, 1])
    #expect(before.allSatisfy { $0.messageID.hasPrefix("<allot.") && $0.messageID.hasSuffix("@example.org>") })
    let taken = try #require(try await dispatches.take(for: 60, agency: world.agency))
    try await dispatches.end(taken.number, attempt: taken.attempts, .failed("no", againAfter: 0), agency: world.agency)
    let again = try #require(try await dispatches.take(taken.number, for: 60, agency: world.agency))
    #expect(again.messageID == taken.messageID && again.attempts == 2)
  }

  @Test func oneTakesItAndWhoIsTakenForDeadNotesNothingMore() async throws {
    let world = try await World("dispatch-take")
    let dispatches = world.store.dispatches
    _ = try await dispatches.ask(Self.terms("li"), run: 1, slot: World.slot, by: "li", domain: "d", agency: world.agency)
    let first = try #require(try await dispatches.take(for: 0, agency: world.agency))
    #expect(first.state == .sending)
    // His time is over at once: the next takes it anew.
    let second = try #require(try await dispatches.take(for: 600, agency: world.agency))
    #expect(second.number == first.number && second.attempts == 2 && second.messageID == first.messageID)
    #expect(try await dispatches.take(for: 600, agency: world.agency) == nil)
    #expect(try await !dispatches.end(first.number, attempt: first.attempts, .givenUp("late"), agency: world.agency))
    await #expect(throws: StoreError.self) { try await dispatches.retry(first.number, by: "li", agency: world.agency) }
    #expect(try await dispatches.end(second.number, attempt: second.attempts, .sent, agency: world.agency))
    #expect(try await dispatches.counts(agency: world.agency) == [.sent: 1])
    #expect(try await dispatches.retry(first.number, by: "li", agency: world.agency).state == .due)
    await #expect(throws: StoreError.self) { try await dispatches.retry(99, by: "li", agency: world.agency) }
  }

  @Test func manyAtOnceTakeEachItsOwn() async throws {
    let world = try await World("dispatch-many")
    let dispatches = world.store.dispatches
    for _ in 0..<8 { _ = try await dispatches.ask(Self.terms("li"), run: 1, slot: World.slot, by: "li", domain: "d", agency: world.agency) }
    let numbers = try await withThrowingTaskGroup(of: Int?.self) { group in
      for _ in 0..<8 { group.addTask { try await dispatches.take(for: 600, agency: world.agency)?.number } }
      return try await group.reduce(into: [Int]()) { if let number = $1 { $0.append(number) } }
    }
    #expect(Set(numbers).count == numbers.count)
  }

  @Test func anotherAgencySeesNothingAndOldOnesGo() async throws {
    let world = try await World("dispatch-own")
    let dispatches = world.store.dispatches
    _ = try await dispatches.ask(Self.terms("li"), run: 1, slot: World.slot, by: "li", domain: "d", agency: world.agency)
    let taken = try #require(try await dispatches.take(for: 60, agency: world.agency))
    try await dispatches.end(taken.number, attempt: 1, .sent, agency: world.agency)
    #expect(try await dispatches.list(limit: 10, agency: try await World("dispatch-other").agency).isEmpty)
    let today = try await world.store.register.clock(world.agency).today
    #expect(try await dispatches.purge(before: today - 2, agency: world.agency) == 0)
    #expect(try await dispatches.purge(before: today + 2, agency: world.agency) == 1)
  }
}
