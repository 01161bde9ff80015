import Classification
import Portfolio

/// A small repeatable generator (SplitMix64).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// One case and its history, told in days before the slot.
struct History {
  static let slot = Day(9_800)
  /// Every way a contact can end, by every way of trying: the position is the code.
  static let codes: [ContactCode] = Channel.allCases.flatMap { channel in
    ContactOutcome.allCases.flatMap { outcome in
      Party.allCases.flatMap { party in
        [false, true].flatMap { automatic in
          [false, true].map { ContactCode(channel: channel, outcome: outcome, party: party, automatic: automatic, inbound: $0) }
        }
      }
    }
  }

  var cells: [ContactCount] = []
  var conversations: [ConversationFact] = []
  var payments: [PaymentFact] = []
  var promises: [PromiseFact] = []

  static func day(_ ago: Int) -> Day { slot - ago }

  static func code(_ code: ContactCode) -> Int32 { Int32(codes.firstIndex(of: code) ?? 0) }

  mutating func call(_ outcome: ContactOutcome, _ count: Int32 = 1, daysAgo: Int, point: UInt8 = 0, party: Party = .debtor) {
    attempt(ContactCode(channel: .phone, outcome: outcome, party: party), count, daysAgo: daysAgo, point: point)
  }

  mutating func attempt(_ code: ContactCode, _ count: Int32 = 1, daysAgo: Int, point: UInt8 = 0) {
    cells.append(ContactCount(day: History.day(daysAgo), point: point, code: History.code(code), count: count))
  }

  mutating func talk(_ tone: Tone, daysAgo: Int, groups: KeywordGroups = []) {
    conversations.append(ConversationFact(day: History.day(daysAgo), tone: tone, confidence: 80, groups: groups.rawValue))
  }

  mutating func pay(_ amount: Int64, daysAgo: Int) { payments.append(PaymentFact(day: History.day(daysAgo), amount: amount)) }

  mutating func promise(_ amount: Int64 = 0, madeDaysAgo: Int, dueDaysAgo: Int, plan: Int32 = 0) {
    promises.append(PromiseFact(madeOn: History.day(madeDaysAgo), dueOn: History.day(dueDaysAgo), amount: amount, plan: plan))
  }

  var snapshot: Snapshot {
    var snapshot = Snapshot(agency: 1, agencyCode: "test", slot: History.slot, asOf: Instant(rawValue: 0), seed: 1)
    snapshot.contactCodes = History.codes
    snapshot.contacts = Ragged([ContactCounters.pack(cells)])
    snapshot.conversations = Ragged([conversations])
    snapshot.payments = Ragged([payments])
    snapshot.promises = Ragged([promises])
    return snapshot
  }

  func deeds(graceDays: Int = 3) -> Deeds { DeedReader.deeds(of: CaseIndex(0), in: snapshot, graceDays: graceDays) }

  func verdict(_ settings: ClassificationSettings = ClassificationSettings()) -> Verdict {
    let snapshot = snapshot
    let deeds = DeedReader.deeds(of: CaseIndex(0), in: snapshot, graceDays: settings.promiseGraceDays)
    return Classifier(settings, snapshot).verdict(CaseIndex(0), snapshot, deeds)
  }
}
