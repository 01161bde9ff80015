import Classification
import Portfolio
import Testing

/// The rules for unreached cases written down once more as they read, with lists and dictionaries: what the packed counters give must be the
/// same, number by number.
@Suite struct FormulaTests {
  private struct Place: Hashable {
    var day: Day
    var point: UInt8
  }

  private static func isConversation(_ code: ContactCode) -> Bool {
    code.channel != .tracing && [.connected, .replied].contains(code.outcome) && code.party == .debtor
  }

  private static func callWeight(_ code: ContactCode, _ settings: ClassificationSettings) -> Int {
    guard code.channel == .phone, !code.inbound else { return 0 }
    if code.party == .thirdParty, code.outcome != .wrongPerson { return 0 }
    return settings.weights[code.outcome]
  }

  private static func isMessage(_ code: ContactCode) -> Bool {
    guard code.channel != .phone, code.channel != .tracing, !code.inbound, code.party != .thirdParty else { return false }
    if code.automatic { return code.outcome == .delivered }
    let failed: [ContactOutcome] = [
      .hungUp, .rejected, .busy, .noAnswer, .notConnected, .poweredOff, .outOfCoverage, .suspended, .voicemail, .delivered,
    ]
    return failed.contains(code.outcome)
  }

  private static func verdict(_ cells: [ContactCount], _ settings: ClassificationSettings) -> Verdict? {
    let past = cells.filter { $0.day < History.slot }
    let last = past.filter { isConversation(History.codes[Int($0.code)]) }.map(\.day).max() ?? .none
    if last.isKnown, settings.quietDays.map({ History.slot - last <= $0 }) ?? true { return nil }
    var weights: [Place: [Int]] = [:]
    var sent: [Place: (all: Int, byPerson: Int)] = [:]
    for cell in past where cell.day > last {
      let code = History.codes[Int(cell.code)]
      let place = Place(day: cell.day, point: cell.point)
      let weight = callWeight(code, settings)
      for _ in 0..<cell.count {
        if weight > 0 { weights[place, default: []].append(weight) }
        if isMessage(code) {
          sent[place, default: (0, 0)].all += 1
          sent[place, default: (0, 0)].byPerson += code.automatic ? 0 : 1
        }
      }
    }
    let most = settings.countsPerDay ?? .max
    let calls = weights.values.reduce(0) { $0 + min($1.count, most) }
    let messages = sent.values.reduce(0) { $0 + min($1.all, most) }
    let byPerson = sent.values.reduce(0) { $0 + min($1.byPerson, most) }
    let recent = sent.filter { $0.key.day >= History.slot - settings.recentDays }.values.reduce(0) { $0 + min($1.all, most) }
    if let limit = settings.abnormalAbove, calls > limit {
      return Verdict(.abnormal, .manyAttempts(attempts: Int64(calls), limit: Int64(limit)))
    }
    if let limit = settings.suspectAbove, calls > limit, messages > settings.otherChannelsAbove {
      let reason = Reason.manyAttemptsAndMessages(
        attempts: Int64(calls), limit: Int64(limit), unanswered: Int64(messages), unansweredLimit: Int64(settings.otherChannelsAbove))
      return Verdict(.abnormal, reason)
    }
    var points: [UInt8: Int] = [:]
    for (place, list) in weights { points[place.point, default: 0] += list.sorted(by: >).prefix(most).reduce(0, +) }
    let phone = settings.points == .least ? points.values.min() ?? 0 : points.values.reduce(0, +)
    let scale = settings.phoneValue == .mean ? max(1, calls) : 1
    let x = phone + (settings.messageWeight * messages + settings.recentMessageWeight * recent) * scale
    let k = settings.halfway * scale
    let isAbnormal = x * (1_000 - settings.threshold) >= k * settings.threshold
    let share = Int64(x * 1_000 / (x + k))
    if !isAbnormal, calls + byPerson < settings.unknownBelow {
      return Verdict(.unknown, .tooFewContacts(attempts: Int64(calls), messages: Int64(byPerson), minimum: Int64(settings.unknownBelow)))
    }
    let (threshold, known) = (Int64(settings.threshold), Int64(points.count))
    return isAbnormal
      ? Verdict(.abnormal, .evidenceAbnormal(abnormality: share, threshold: threshold, points: known, attempts: Int64(calls)))
      : Verdict(.normal, .evidenceNormal(abnormality: share, threshold: threshold, points: known, attempts: Int64(calls)))
  }

  /// Codes that are evidence.
  private static let telling = History.codes.indices.filter {
    callWeight(History.codes[$0], ClassificationSettings()) > 0 || isMessage(History.codes[$0])
  }

  private static func history(_ random: inout SplitMix64) -> History {
    var history = History()
    // A few days and points only, so that they are hit again; now and then many, the unnamed one, and days before 2000.
    let points: [UInt8] = [[0], [0, 1, 2], [0, 255], [14, 15, 16, 253, 254, 255]].randomElement(using: &random) ?? [0]
    let days = [3, 20, 90, 11_000].randomElement(using: &random) ?? 20
    let talks = Int.random(in: 0..<4, using: &random) == 0
    for _ in 0..<([0, 1, 2, 3, 12, 60, 100].randomElement(using: &random) ?? 12) {
      let any = Int.random(in: 0..<History.codes.count, using: &random)
      let code = Int.random(in: 0..<4, using: &random) == 0 ? any : telling.randomElement(using: &random) ?? any
      if isConversation(History.codes[code]), !talks { continue }
      history.cells.append(
        ContactCount(
          day: History.day(Int.random(in: -1...days, using: &random)), point: points.randomElement(using: &random) ?? 0, code: Int32(code),
          count: Int32.random(in: 1...(Int.random(in: 0..<9, using: &random) == 0 ? 40 : 3), using: &random)))
    }
    return history
  }

  private static func settings(_ random: inout SplitMix64) -> ClassificationSettings {
    var settings = Bool.random(using: &random) ? ClassificationSettings() : .source
    settings.countsPerDay = [nil, 1, 2, 2, 2, 3, 8].randomElement(using: &random) ?? 2
    settings.points = PointRule.allCases.randomElement(using: &random) ?? .least
    settings.phoneValue = PhoneValue.allCases.randomElement(using: &random) ?? .sum
    settings.halfway = Int.random(in: 500...30_000, using: &random)
    settings.threshold = Int.random(in: 100...900, using: &random)
    settings.abnormalAbove = [nil, 5, 30].randomElement(using: &random) ?? nil
    settings.suspectAbove = [nil, 3, 15].randomElement(using: &random) ?? nil
    settings.otherChannelsAbove = Int.random(in: 0...6, using: &random)
    settings.unknownBelow = Int.random(in: 0...5, using: &random)
    settings.quietDays = [0, 5, 30].randomElement(using: &random)
    return settings
  }

  @Test func packedCountersGiveTheClassAndTheNumbersOfTheFormulaAsItReads() {
    var seen: [ReasonCode: Int] = [:]
    for seed in UInt64(1)...300 {
      var random = SplitMix64(state: seed)
      let settings = Self.settings(&random)
      let history = Self.history(&random)
      guard let expected = Self.verdict(history.cells, settings) else { continue }
      #expect(history.verdict(settings) == expected, "seed \(seed)")
      seen[expected.reason.code, default: 0] += 1
    }
    for code in [ReasonCode.manyAttempts, .manyAttemptsAndMessages, .evidenceAbnormal, .evidenceNormal, .tooFewContacts] {
      #expect(seen[code, default: 0] > 2, "\(code): \(seen)")
    }
  }
}
