import Night
import Policy
import Portfolio

/// Nights one after the other: what a night decides is what the next one finds, as the tables would have it.
struct Month {
  var scene: Scene
  /// New cases by night and collector.
  private(set) var given: [[Int]] = []
  /// Cases of the pool that a night could not deal.
  private(set) var left: [Int] = []

  /// People with eight scheduled hours on each working day from 60 days before the slot to 60 after; the slot begins on the first of a month.
  init(_ people: [(code: String, team: String)], slot: Day = Day(iso: "2026-12-01") ?? Scene.slot) {
    scene = Scene()
    scene.snapshot.slot = slot
    for person in people { scene.person(person.code, team: person.team) }
    for c in people.indices { schedule(c) { Calendar.mondayToFriday.isWorkingDay($0) ? 480 : 0 } }
  }

  /// Replaces one person's hours: minutes by day.
  mutating func schedule(_ collector: Int, _ minutes: (Day) -> Int32) {
    let slot = scene.snapshot.slot
    let rows = scene.snapshot.collectors.indices.map { c -> [CollectorDay] in
      guard c == collector else { return Array(scene.snapshot.collectors.days[c]) }
      return (-60...60).map { offset in
        CollectorDay(
          day: slot + offset, scheduledMinutes: minutes(slot + offset), talkSeconds: offset < 0 && minutes(slot + offset) > 0 ? 9000 : 0)
      }
    }
    scene.snapshot.collectors.days = Ragged(rows)
  }

  /// Adds `cases` new ones, decides, and goes on to the next day. Cases are worked and closed after `keptDays`.
  @discardableResult
  mutating func night(_ cases: Int, keptDays: Int = 3, _ change: (inout Scene, CaseIndex) -> Void = { _, _ in }) throws -> Outcome {
    for _ in 0..<cases {
      let index = scene.debt()
      scene.snapshot.cases.entrustedOn[index.position] = scene.snapshot.slot - 1
      change(&scene, index)
    }
    scene.snapshot.seed = UInt64(bitPattern: Int64(scene.snapshot.slot.rawValue)) &* 0x9E37_79B9
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    var counts = [Int](repeating: 0, count: scene.snapshot.collectors.count)
    for decision in outcome.decisions where decision.to != .none {
      let (i, c) = (decision.caseIndex.position, decision.to.position)
      counts[c] += 1
      if decision.account >= 0 {
        scene.given(outcome.accounts[Int(decision.account)], decision.to, scene.snapshot.cases.outstanding[i])
      }
      scene.snapshot.cases.heldSince[i] = scene.snapshot.slot
    }
    scene.snapshot.cases.holder = outcome.holderAfter
    given.append(counts)
    left.append(outcome.decisions.count { $0.kind == .unassigned })
    next(keptDays)
    return outcome
  }

  /// A day on which nothing is dealt.
  mutating func rest() {
    given.append([Int](repeating: 0, count: scene.snapshot.collectors.count))
    left.append(0)
    next(nil)
  }

  private mutating func next(_ keptDays: Int?) {
    scene.snapshot.slot = scene.snapshot.slot + 1
    if scene.snapshot.slot.civil.day == 1 { scene.snapshot.month.entries = [] }
    guard let keptDays else { return }
    // Closed cases leave the night for good: nothing is due any more.
    for i in scene.snapshot.cases.indices
    where scene.snapshot.cases.holder[i] != .none && scene.snapshot.slot - scene.snapshot.cases.heldSince[i] >= keptDays {
      scene.snapshot.cases.outstanding[i] = 0
      scene.snapshot.cases.holder[i] = .none
    }
  }

  /// New cases of everybody from a night on.
  func totals(from night: Int = 0) -> [Int] {
    given[night...].reduce(into: [Int](repeating: 0, count: scene.snapshot.collectors.count)) { sum, counts in
      for c in sum.indices { sum[c] += counts[c] }
    }
  }
}
