import Movement
import Portfolio

/// A small night to put one question to: two collectors on a Monday-to-Friday calendar, cases added one by one.
struct TestNight {
  static let slot = day("2026-11-23")  // a Monday
  var snapshot = Snapshot(agency: 1, agencyCode: "t", slot: TestNight.slot, asOf: Instant(rawValue: 0), seed: 1)
  var calendar = Calendar.mondayToFriday
  var settings = MovementSettings()
  var facts = CaseFacts(
    verdict: Verdict(.normal, .evidenceNormal(abnormality: 0, threshold: 0, points: 0, attempts: 0)), deeds: Deeds(), amount: 100_000)
  var cells: [ContactCount] = []
  var former: [FormerHolder] = []
  var conversations: [ConversationFact] = []

  static func day(_ text: String) -> Day { Day(iso: text) ?? .none }

  init() {
    settings.stay = []
    settings.stop = []
    settings.minimumDaysBeforeReturn = 0
    snapshot.contactCodes = [
      ContactCode(channel: .phone, outcome: .noAnswer), ContactCode(channel: .sms, outcome: .delivered, automatic: true),
      ContactCode(channel: .phone, outcome: .cancelled), ContactCode(channel: .phone, outcome: .noAnswer, inbound: true),
      ContactCode(channel: .phone, outcome: .connected, inbound: true),
    ]
    for c in 0..<6 {
      snapshot.collectors.id.append(Int64(c + 1))
      snapshot.collectors.code.append("c\(c)")
      snapshot.collectors.team.append(0)
      snapshot.collectors.skills.append(0)
      snapshot.collectors.active.append(true)
      snapshot.collectors.joinedOn.append(.none)
      snapshot.collectors.leavesOn.append(.never)
      snapshot.collectors.fullTime.append(1000)
      snapshot.collectors.days.closeRow()
    }
    let cases = 1
    snapshot.cases.id = [7]
    snapshot.cases.dueBackOn = [.none]
    snapshot.cases.holder = [CollectorIndex(0)]
    snapshot.cases.heldSince = [TestNight.day("2026-10-26")]
    snapshot.cases.retainedUntil = [.none]
    snapshot.cases.hold = [.none]
    snapshot.cases.holdUntil = [.never]
    snapshot.cases.flags = [[]]
    snapshot.cases.outstanding = [100_000]
    snapshot.cases.previousClass = [.normal]
    snapshot.cases.classSince = [TestNight.day("2026-01-05")]
    snapshot.cases.requiredSkills = [0]
    snapshot.cases.pinnedTo = [.none]
    snapshot.cases.pinnedUntil = [.none]
    snapshot.cases.hand = [1]
    snapshot.cases.overdueOn = [.none]
    (snapshot.cases.client, snapshot.cases.batch, snapshot.cases.product) = ([-1], [-1], [-1])
    (snapshot.cases.stage, snapshot.cases.region) = ([-1], [-1])
    snapshot.conflicts = Ragged(emptyRows: cases)
  }

  /// Gives a collector scheduled and leave minutes for days given as offsets from the slot; other collectors keep theirs.
  mutating func schedule(_ collector: Int, _ days: [(offset: Int, scheduled: Int32, leave: Int32)]) {
    var rows = (0..<snapshot.collectors.count).map { Array(snapshot.collectors.days[$0]) }
    rows[collector] = days.map { CollectorDay(day: snapshot.slot + $0.offset, scheduledMinutes: $0.scheduled, leaveMinutes: $0.leave) }
    snapshot.collectors.days = Ragged(rows)
  }

  func finished() -> Snapshot {
    var snapshot = snapshot
    snapshot.contacts = Ragged([ContactCounters.pack(cells)])
    snapshot.formerHolders = Ragged([former])
    snapshot.conversations = Ragged([conversations])
    return snapshot
  }

  func rules() -> MovementRules { MovementRules(settings, finished(), calendar) }
  func move() -> Move { rules().decide(CaseIndex(0), finished(), facts) }
}
