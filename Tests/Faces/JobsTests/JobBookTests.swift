import Speech
import Synchronization
import TestLanguage
import Testing
import Web

@testable import Jobs

/// Jobs within their bounds.
@Suite struct JobBookTests {
  private static let li = Job.Owner(agency: 1, name: "li")
  private static let outcome = JobOutcome(WebResponse(type: "application/json", bytes: Array("{}".utf8)))

  private static func order(_ owner: Job.Owner = li, key: String? = nil, digest: [UInt8] = [1]) -> JobOrder {
    var order = JobOrder(owner, .import, Wording("x", "甲"), rights: [], whenCancelled: Wording("Nothing.", "无。"))
    order.key = key.map { JobOrder.Key($0, digest: digest) }
    return order
  }

  /// Goes on until it is cancelled.
  @Sendable private static func endless(_ progress: JobProgress) async throws -> JobOutcome {
    while true {
      try Task.checkCancellation()
      await Task.yield()
    }
  }

  private static func state(_ book: JobBook, _ id: String, of owner: Job.Owner = li) -> Job.State? {
    if case .job(let job) = book.find(id, of: owner) { return job.state }
    return nil
  }

  @Test func whatCameOfAJobIsThereForItsOwnerAndForNobodyElse() async throws {
    let book = JobBook()
    let job = try book.start(Self.order()) { progress in
      progress.begins(Wording("read", "读取"), of: 10)
      progress.reached(4)
      return Self.outcome
    }
    await book.waits(for: job.id, atMost: .seconds(60))
    guard case .job(let ended) = book.find(job.id, of: Self.li), case .success(let outcome) = ended.end else {
      Issue.record("it did not end")
      return
    }
    #expect(ended.state == .done && ended.done == 4 && ended.total == 10 && outcome.response.bytes == Array("{}".utf8))
    #expect(ended.beganAt != nil && ended.endedAt != nil)
    for other in [Job.Owner(agency: 1, name: "wu"), Job.Owner(agency: 2, name: "li")] {
      #expect(Self.state(book, job.id, of: other) == nil && book.all(of: other).isEmpty && book.cancel(job.id, of: other) == nil)
    }
    #expect(book.all(of: Self.li).map(\.id) == [job.id])
  }

  @Test func aJobOfAnEarlierProcessIsToldFromOneThatNeverWas() throws {
    let (before, now) = (JobBook(), JobBook())
    let job = try before.start(Self.order()) { _ in Self.outcome }
    guard case .earlier = now.find(job.id, of: Self.li) else {
      Issue.record("it was not told")
      return
    }
    let mine = try now.start(Self.order()) { _ in Self.outcome }
    let never = mine.id.prefix(9) + String(repeating: "0", count: 24)
    for id in [String(never), "", "x", "-", "zz-zz", mine.id + "0"] {
      guard case .none = now.find(id, of: Self.li) else {
        Issue.record("\(id) was found")
        continue
      }
    }
  }

  @Test func onePersonAndAllTogetherHaveOnlySoManyAtOnce() async throws {
    var bounds = JobBounds()
    (bounds.ofOne, bounds.inAll, bounds.places) = (2, 3, 1)
    let book = JobBook(bounds)
    let first = try book.start(Self.order(), Self.endless)
    let second = try book.start(Self.order(), Self.endless)
    #expect(throws: JobBook.Refused.ofOne(2)) { try book.start(Self.order(), Self.endless) }
    _ = try book.start(Self.order(Job.Owner(agency: 1, name: "wu")), Self.endless)
    #expect(throws: JobBook.Refused.inAll(3)) { try book.start(Self.order(Job.Owner(agency: 1, name: "sun")), Self.endless) }
    // The second has its turn when the first has ended, however that came about.
    #expect(book.cancel(first.id, of: Self.li)?.state == .stopping)
    await book.waits(for: first.id, atMost: .seconds(60))
    #expect(Self.state(book, first.id) == .cancelled)
    _ = try book.start(Self.order(), Self.endless)
    #expect(book.cancel(second.id, of: Self.li)?.state == .stopping)
    await book.waits(for: second.id, atMost: .seconds(60))
    #expect(Self.state(book, second.id) == .cancelled)
    await book.close()
    #expect(book.all(of: Self.li).allSatisfy { $0.state == .cancelled })
    #expect(throws: JobBook.Refused.closed) { try book.start(Self.order()) { _ in Self.outcome } }
  }

  @Test func aJobThatIsCancelledIsToldToStop() async throws {
    let book = JobBook()
    let job = try book.start(Self.order(), Self.endless)
    while Self.state(book, job.id) == .waiting { await Task.yield() }
    _ = book.cancel(job.id, of: Self.li)
    await book.waits(for: job.id, atMost: .seconds(20))
    #expect(Self.state(book, job.id) == .cancelled)
  }

  @Test func whatWasDoneBeforeItCouldBeStoppedIsDone() async throws {
    let book = JobBook()
    let job = try book.start(Self.order()) { _ in
      // Deaf, as a commit is.
      while !Task.isCancelled { await Task.yield() }
      return Self.outcome
    }
    _ = book.cancel(job.id, of: Self.li)
    await book.waits(for: job.id, atMost: .seconds(60))
    // Before its turn it is not begun at all.
    let state = Self.state(book, job.id)
    #expect(state == .done || state == .cancelled)
    let begun = try book.start(Self.order()) { progress in
      progress.begins(Wording("begun", "已开始"))
      while !Task.isCancelled { await Task.yield() }
      return Self.outcome
    }
    while book.all(of: Self.li).first?.step == nil { await Task.yield() }
    _ = book.cancel(begun.id, of: Self.li)
    await book.waits(for: begun.id, atMost: .seconds(60))
    #expect(Self.state(book, begun.id) == .done)
    #expect(book.cancel(begun.id, of: Self.li)?.state == .done, "what has ended stays as it ended")
  }

  @Test func whatHasEndedIsKeptForAnHourAndOnlySoManyOfThem() async throws {
    let now = Mutex(ContinuousClock.now)
    var bounds = JobBounds()
    (bounds.keptOfOne, bounds.bytes) = (3, 10)
    let book = JobBook(bounds, now: { now.withLock { $0 } })
    var ids: [String] = []
    for _ in 0..<5 {
      let job = try book.start(Self.order()) { _ in Self.outcome }
      await book.waits(for: job.id, atMost: .seconds(60))
      ids.append(job.id)
    }
    #expect(book.all(of: Self.li).map(\.id) == ids.suffix(3).reversed())
    let large = try book.start(Self.order(Job.Owner(agency: 1, name: "wu"))) { _ in
      JobOutcome(WebResponse(type: "text/csv", bytes: Array(repeating: 1, count: 8)))
    }
    await book.waits(for: large.id, atMost: .seconds(60))
    #expect(book.all(of: Self.li).map(\.id) == [ids[4]], "10 bytes are 8 and 2")
    now.withLock { $0 += .seconds(3599) }
    #expect(book.all(of: Self.li).count == 1)
    now.withLock { $0 += .seconds(1) }
    #expect(book.all(of: Self.li).isEmpty)
  }

  @Test func theSameKeyIsTheSameJobUnlessThatFailed() async throws {
    struct Broken: Error {}
    let book = JobBook()
    let first = try book.start(Self.order(key: "a"), Self.endless)
    #expect(try book.start(Self.order(key: "a"), Self.endless).id == first.id)
    #expect(throws: JobBook.Refused.otherKey) { try book.start(Self.order(key: "a", digest: [2]), Self.endless) }
    #expect(try book.start(Self.order(Job.Owner(agency: 1, name: "wu"), key: "a", digest: [2]), Self.endless).id != first.id)
    await book.close()
    let other = JobBook()
    let failed = try other.start(Self.order(key: "a")) { _ in throw Broken() }
    await other.waits(for: failed.id, atMost: .seconds(60))
    #expect(Self.state(other, failed.id) == .failed)
    #expect(try other.start(Self.order(key: "a")) { _ in Self.outcome }.id != failed.id)
  }

  @Test func howFarItIsIsSaidInBothLanguagesAndAWrongTotalIsForgotten() async throws {
    let book = JobBook()
    let job = try book.start(Self.order()) { progress in
      progress.begins(Wording("new names are looked for", "正在查找新名称"))
      let alone = book.all(of: Self.li).first?.standing
      #expect(alone?.en == "new names are looked for")
      progress.begins(Wording("loaded", "已导入"), of: 3)
      progress.reached(2)
      while !Task.isCancelled { await Task.yield() }
      progress.reached(5)
      return Self.outcome
    }
    while book.all(of: Self.li).first?.done != 2 { await Task.yield() }
    let running = try #require(book.all(of: Self.li).first)
    #expect(running.standing.en == "loaded: 2 of 3 rows" && running.standing.zh == "已导入：2 / 3 行")
    _ = book.cancel(job.id, of: Self.li)
    await book.waits(for: job.id, atMost: .seconds(60))
    let ended = try #require(book.all(of: Self.li).first)
    #expect(ended.done == 5 && ended.total == nil && ended.standing.zh.hasChinese)
  }
}
