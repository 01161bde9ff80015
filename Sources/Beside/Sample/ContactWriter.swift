import Portfolio

/// Calls, messages, conversations, promises and payments of one period, case after case.
struct ContactWriter {
  private let settings: SampleSettings
  private let staff: Staff
  private var attempts: SampleFile
  private var conversations: SampleFile
  private var payments: SampleFile
  private var promises: SampleFile

  /// Outcomes of a call in per mille by temper: connected, third party, hung up, rejected, busy, no answer, powered off, out of coverage, suspended,
  /// invalid number, voicemail, network problem, a code nobody mapped.
  private static let outcomes = [
    "connected", "third_party", "hung_up", "rejected", "busy", "no_answer", "powered_off", "out_of_coverage", "suspended", "invalid_number",
    "voicemail",
    "network_problem", "CALL_LIMIT_X9",
  ]
  private static let odds: [[Int]] = [
    [330, 30, 30, 40, 100, 330, 40, 30, 0, 0, 40, 28, 2], [260, 40, 110, 150, 90, 260, 30, 20, 0, 0, 30, 9, 1],
    [210, 50, 120, 120, 120, 290, 30, 20, 0, 0, 30, 9, 1], [12, 50, 20, 60, 120, 520, 100, 70, 0, 0, 30, 17, 1],
    [0, 10, 0, 0, 10, 60, 60, 30, 280, 520, 10, 19, 1],
  ]

  init(_ folder: String, _ settings: SampleSettings, _ staff: Staff, _ sink: @escaping (String, [UInt8]) throws -> Void) {
    self.settings = settings
    self.staff = staff
    attempts = SampleFile(
      "\(folder)/attempts.csv",
      header: "attempt_id,case_no,collector,channel,direction,party,started_at,talk_seconds,outcome,contact_point,automatic", sink)
    conversations = SampleFile(
      "\(folder)/conversations.csv", header: "conversation_id,case_no,collector,started_at,party,language,text", sink)
    payments = SampleFile("\(folder)/payments.csv", header: "payment_id,case_no,paid_on,amount,currency", sink)
    promises = SampleFile("\(folder)/promises.csv", header: "promise_id,case_no,made_on,due_on,amount,plan", sink)
  }

  mutating func finish() throws {
    try attempts.flush()
    try conversations.flush()
    try payments.flush()
    try promises.flush()
  }

  /// Each day has its own stream of numbers, so a period can be written without those before it.
  mutating func write(_ sample: SampleCase, from: Day, through: Day) throws {
    guard from <= through else { return }
    for raw in from.rawValue...through.rawValue {
      let day = Day(raw)
      var dice = Dice(settings.seed, 1_000_003 + UInt64(sample.number), UInt64(UInt32(bitPattern: raw)))
      guard dice.permille(day.weekday >= 6 ? 60 : 550) else { continue }
      try call(sample, day, &dice)
      if dice.permille(90) { try message(sample, day, &dice) }
    }
  }

  private func collector(_ sample: SampleCase, _ dice: inout Dice) -> String {
    guard let holder = sample.holder, dice.permille(900) else { return "" }
    return staff.people[holder].code
  }

  private func time(_ day: Day, _ dice: inout Dice) -> String {
    let minute = 8 * 60 + 30 + dice.below(11 * 60)
    return "\(day) \(SampleText.padded(minute / 60, 2)):\(SampleText.padded(minute % 60, 2)):\(SampleText.padded(dice.below(60), 2))"
  }

  private mutating func call(_ sample: SampleCase, _ day: Day, _ dice: inout Dice) throws {
    let id = "\(sample.number)-\(day.rawValue)"
    let code = Self.outcomes[dice.weighted(Self.odds[sample.temper.rawValue])]
    let connected = code == "connected" || code == "third_party"
    let talk = connected ? 15 + dice.below(60) * dice.below(7) : code == "hung_up" ? 1 + dice.below(4) : 0
    let who = collector(sample, &dice)
    let at = time(day, &dice)
    let party = code == "third_party" ? "third_party" : "self"
    // Numbers of nobody: no network begins with 10.
    let point = "10" + SampleText.padded(sample.number * 3 + dice.below(sample.points), 9)
    let caseNo = dice.permille(1) ? "ZZ\(sample.number)" : sample.caseNo
    try attempts.row(id, caseNo, who, "phone", "out", party, at, String(talk), code, point, "no")
    guard code == "connected", talk >= 30 else { return }
    let sentence = SampleText.sentence(sample.temper, foreign: sample.isForeign, &dice)
    try conversations.row(id, sample.caseNo, who, at, "self", sample.isForeign ? "en" : "zh", "\"\(sentence)\"")
    guard sample.temper == .willing || sample.temper == .evasive, dice.permille(sample.temper == .willing ? 350 : 150) else { return }
    let amount = max(100, sample.amount / (2 + dice.below(8)))
    let due = day + 2 + dice.below(7)
    try promises.row(id, sample.caseNo, day.description, due.description, SampleText.money(amount), "")
    // A payment is only written when it lies in this period's days: later files cannot know it.
    if dice.permille(sample.temper == .willing ? 650 : 150), due < settings.firstSlot - 1 {
      try payments.row(id, sample.caseNo, due.description, SampleText.money(amount), sample.isForeign ? "USD" : "CNY")
    }
  }

  private mutating func message(_ sample: SampleCase, _ day: Day, _ dice: inout Dice) throws {
    let automatic = dice.permille(600)
    let point = "10" + SampleText.padded(sample.number * 3, 9)
    let outcome =
      sample.temper == .deadNumber ? "undelivered" : dice.permille(sample.temper == .willing ? 120 : 20) ? "replied" : "delivered"
    try attempts.row(
      "m\(sample.number)-\(day.rawValue)", sample.caseNo, automatic ? "" : collector(sample, &dice), "sms", "out", "self", time(day, &dice),
      "0", outcome, point,
      automatic ? "yes" : "no")
  }
}
