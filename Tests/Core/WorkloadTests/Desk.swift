import Portfolio
import Workload

/// Random and hand-made agencies for the workload.
struct Desk {
  static let slot = Day(iso: "2026-11-23") ?? .none
  var snapshot = Snapshot(agency: 1, agencyCode: "t", slot: Desk.slot, asOf: Instant(rawValue: 0), seed: 1)
  var classes: [CaseClass] = []
  var counts: [Bool] = []
  var amounts: [Int64] = []
  var settings = WorkloadSettings()
  var days: [[CollectorDay]] = []

  @discardableResult
  mutating func collector(team: Int32 = 0, fullTime: Int32 = 1000, joined: Day = .none, leaves: Day = .never, days: [CollectorDay] = [])
    -> Int
  {
    let c = snapshot.collectors.count
    snapshot.collectors.id.append(Int64(c + 1))
    snapshot.collectors.code.append("c\(c)")
    snapshot.collectors.team.append(team)
    snapshot.collectors.skills.append(0)
    snapshot.collectors.active.append(true)
    snapshot.collectors.joinedOn.append(joined)
    snapshot.collectors.leavesOn.append(leaves)
    snapshot.collectors.fullTime.append(fullTime)
    snapshot.collectors.caseLimit.append(0)
    snapshot.collectors.amountLimit.append(0)
    snapshot.collectors.newToday.append(0)
    self.days.append(days)
    return c
  }

  mutating func hold(_ collector: Int, _ kind: CaseClass, _ count: Int = 1, amount: Int64 = 1000, counts: Bool = true) {
    for _ in 0..<count {
      snapshot.cases.id.append(Int64(snapshot.cases.count))
      snapshot.cases.holder.append(CollectorIndex(collector))
      classes.append(kind)
      self.counts.append(counts)
      amounts.append(amount)
    }
  }

  func loads(calendar: Calendar = .mondayToFriday, batchDay: Bool = false) -> CollectorLoads {
    desks(calendar, batchDay: batchDay).loads
  }

  func parts(calendar: Calendar = .mondayToFriday, batchDay: Bool = false, policyOf: [Int16]? = nil) -> [WorkloadParts] {
    desks(calendar, batchDay: batchDay).parts(policyOf: policyOf ?? classes.indices.map { Int16($0 % 3) - 1 })
  }

  private func desks(_ calendar: Calendar, batchDay: Bool) -> Desks {
    var snapshot = snapshot
    snapshot.collectors.days = Ragged(days)
    return Desks(snapshot, Stock(classes: classes, countsAsLoad: counts, amounts: amounts), settings, calendar, batchDay: batchDay)
  }

  /// A working fortnight before and after the slot, the same every day.
  static func fortnights(talk: Int32 = 7200, calls: Int32 = 60, minutes: Int32 = 480) -> [CollectorDay] {
    (-14..<14).compactMap { offset in
      let day = slot + offset
      guard Calendar.mondayToFriday.isWorkingDay(day) else { return nil }
      return CollectorDay(day: day, scheduledMinutes: minutes, talkSeconds: offset < 0 ? talk : 0, calls: offset < 0 ? calls : 0)
    }
  }

  static func random(_ random: inout Random) -> Desk {
    var desk = Desk()
    for _ in 0..<(1 + random.below(8)) {
      var days: [CollectorDay] = []
      if random.below(5) > 0 {
        for offset in -20..<10 where random.below(4) > 0 {
          let scheduled = Int32(random.below(3) == 0 ? 0 : 480)
          days.append(
            CollectorDay(
              day: slot + offset, scheduledMinutes: scheduled, leaveMinutes: random.below(6) == 0 ? scheduled : 0,
              talkSeconds: Int32(random.below(20_000)), calls: Int32(random.below(200)), messages: Int32(random.below(30)),
              otherContacts: Int32(random.below(3))))
        }
      }
      let c = desk.collector(
        team: Int32(random.below(3)) - 1, fullTime: Int32(random.below(3) * 500),
        joined: random.below(3) == 0 ? slot - random.below(120) : .none,
        leaves: random.below(8) == 0 ? slot - 2 + random.below(8) : .never, days: days)
      for kind in CaseClass.allCases {
        desk.hold(c, kind, random.below(100), amount: Int64(random.below(100_000)), counts: random.below(9) > 0)
      }
    }
    desk.settings.ramp = [RampStep(month: 1, permille: 300, classes: [.normal]), RampStep(month: 3, permille: 800)]
    desk.settings.limits.amount = 5_000_000
    return desk
  }
}

/// SplitMix64.
struct Random {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func below(_ bound: Int) -> Int { bound <= 0 ? 0 : Int(next() % UInt64(bound)) }
}
