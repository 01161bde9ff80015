package import Figures
package import Portfolio
import TestRandom
import Words

/// Invented nights.
package enum Sample {
  package static let slot = Day(iso: "2026-11-21") ?? .none

  package static func header(name: String = "恒信催收 Hengxin") -> RunHeader {
    var header = RunHeader(
      run: 812, slot: slot, kind: .night, status: .published, agencyCode: "hengxin", agencyName: name, baseCurrency: .cny)
    header.asOf = "2026-11-21 02:30"
    header.startedAt = "2026-11-21 02:30:04"
    header.publishedAt = "2026-11-21 02:30:19"
    header.timeZone = "Asia/Shanghai"
    header.policies = [
      PolicyStamp(name: "agency", version: 4, digest: String(repeating: "3f", count: 32), inForceBy: "li.na", isApproved: true),
      PolicyStamp(name: "retail-card", version: 11, digest: String(repeating: "a7", count: 32), inForceBy: "wang.w", isApproved: true),
    ]
    header.inputDigest = String(repeating: "9c", count: 32)
    header.previous = PreviousRun(run: 811, slot: slot - 1, inputDigest: String(repeating: "5d", count: 32))
    header.program = "0.1"
    return header
  }

  package static func empty() -> Figures { Figures(header: header()) }

  package static func night(people: Int = 36, seed: UInt64 = 1, name: String = "恒信催收 Hengxin") -> Figures {
    var random = SplitMix64(seed: seed)
    func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }
    var figures = Figures(header: header(name: name))
    for index in 0..<people {
      var person = CollectorFigures(
        id: Int64(index + 1), code: "C\(1001 + index)", name: index % 3 == 0 ? "王\(index)" : "", team: ["一组", "二组", "legal"][index % 3])
      person.capacitySeconds = index % 9 == 4 ? 72_000 : 144_000
      person.scheduledSeconds = 576_000
      person.saturation = Int32(number(280...1180))
      person.usedSeconds = person.scheduledSeconds * Int64(person.saturation) / 1000
      person.talkSeconds = person.usedSeconds / 2
      person.calls = number(300...1500)
      person.messages = number(100...900)
      person.before = number(80...380)
      person.gone = number(0...12)
      person.closedBy = [.open, .open, .open, .open, .open, .open, .notPresent, .caseLimit][index % 8]
      person.room = person.closedBy == .open ? number(20...60) : 0
      person.new = person.closedBy == .open ? number(4...min(20, person.room)) : 0
      person.after = person.before - person.gone + person.new
      person.amountBefore = person.before * 1_234_567
      person.amountNew = person.new * 1_500_050
      person.amountGone = person.gone * 1_000_000
      person.amountAfter = person.amountBefore + person.amountNew - person.amountGone
      person.effortSeconds = person.before * 620
      person.newEffortSeconds = person.new * 800
      person.score = person.effortSeconds * 1000 / person.capacitySeconds + Int64(person.saturation) / 2
      var left = person.after
      person.classes = (0..<4).map { _ in
        let part = number(0...left)
        left -= part
        return part
      }
      person.classes.append(left)
      person.nextPresent = person.closedBy == .notPresent ? slot + 3 : slot
      person.promisesDue = number(0...5)
      figures.collectors.append(person)
      figures.shares.append(
        ShareFigures(
          currency: .cny, collector: Int32(index), cases: person.new, amount: person.amountNew, effortSeconds: person.newEffortSeconds,
          cases30: person.new * 25 + number(0...40), amount30: person.amountNew * 24 + number(0...90_000_000),
          effortSeconds30: person.newEffortSeconds * 25 + number(0...9000)))
    }
    figures.morning = morning()
    flows(&figures)
    classes(&figures, &random)
    waiting(&figures)
    movements(&figures, &random)
    for back in stride(from: 29, through: 1, by: -1) {
      var night = NightFigures(slot: slot - back, run: Int64(812 - back))
      night.open = 9000 + number(0...800)
      night.entrusted = number(200...420)
      night.assigned = number(300...500)
      night.moved = number(60...140)
      night.recalled = number(20...60)
      night.held = number(380...450)
      night.unassigned = number(10...60)
      night.classChanged = number(300...600)
      figures.trend.append(night)
    }
    var tonight = NightFigures(slot: slot, run: 812)
    (tonight.open, tonight.entrusted, tonight.assigned, tonight.moved) = (9640, 400, 402, 118)
    (tonight.recalled, tonight.held, tonight.unassigned, tonight.classChanged) = (31, 417, 143, 522)
    figures.trend.append(tonight)
    figures.names = ReasonNames(
      collectors: Dictionary(uniqueKeysWithValues: figures.collectors.map { ($0.id, $0.code) }), cases: [77: "CM…0077"],
      skills: ["litigation", "yue"], currency: .cny)
    figures.controls = Control.allCases.map { ControlFigures($0, checked: 520, violations: 0) }
    figures.rules = [
      RuleHealth(policy: "retail-card", rule: "stay 1", matched: 412, considered: 9640),
      RuleHealth(policy: "retail-card", rule: "stop 1", matched: 96, considered: 9640),
      RuleHealth(policy: "retail-card", rule: "route legal desk", matched: 0, considered: 402),
      RuleHealth(policy: "retail-card", rule: "route everyone", matched: 402, considered: 402),
    ]
    figures.recalls = [
      RecallFigures(code: .recallForced, moved: 80, recalled: 11), RecallFigures(code: .recallNoFollowUp, moved: 38, recalled: 20),
    ]
    return figures
  }

  private static func flows(_ figures: inout Figures) {
    figures.flows = [
      StockFlow(
        currency: .cny,
        pool: FlowAccount(
          opening: Stock(212, 318_000_050),
          lines: [
            FlowLine(.entrusted, Stock(400, 610_000_000)), FlowLine(.reopened, Stock(3, 2_400_000)),
            FlowLine(.recalled, Stock(31, 40_000_000)),
            FlowLine(.assigned, Stock(-402, -603_020_100)), FlowLine(.returned, Stock(-14, -20_000_000)),
            FlowLine(.revalued, Stock(0, -1_250_000)),
          ], closing: Stock(230, 346_129_950)),
        people: FlowAccount(
          opening: Stock(9120, 11_259_000_000),
          lines: [
            FlowLine(.recalled, Stock(-31, -40_000_000)), FlowLine(.assigned, Stock(402, 603_020_100)),
            FlowLine(.settled, Stock(-61, -70_000_000)),
            FlowLine(.withdrawn, Stock(-20, -31_000_000)), FlowLine(.revalued, Stock(0, -88_000_010)),
          ], closing: Stock(9410, 11_633_020_090)),
        held: Stock(417, 500_000_000))
    ]
  }

  private static func classes(_ figures: inout Figures, _ random: inout SplitMix64) {
    for stage in ["M1", "M2", "M3", "M4", "M5", "M6+"] {
      let cases = (0..<5).map { _ in Int64.random(in: 20...700, using: &random) }
      figures.classes.stages.append(StageClasses(stage: stage, cases: cases, amounts: cases.map { $0 * 1_234_500 }))
    }
    figures.classes.transitions = (0..<25).map {
      $0 % 6 == 0 ? Int64.random(in: 900...2000, using: &random) : Int64.random(in: 0...90, using: &random)
    }
  }

  private static func waiting(_ figures: inout Figures) {
    func add(_ kind: DecisionKind, _ reason: Reason, _ cases: Int64) {
      let parts = [cases / 3, cases / 4, cases / 5, cases / 8]
      figures.waiting.append(
        WaitingFigures(
          kind: kind, code: reason.code, example: reason, cases: cases, amount: cases * 2_000_000,
          byAge: parts + [cases - parts.reduce(0, +)]))
    }
    add(.held, .holdFlag(flags: [.dispute, .complaint], rule: 1), 96)
    add(.held, .holdEntered(kind: .dispute, daysLeft: nil), 171)
    add(.held, .holdNearReturn(daysLeft: 4, minimum: 7), 120)
    add(.held, .holdWithGroup(caseID: 77), 30)
    add(.unassigned, .noRoom(eligible: 12, places: 300, wanted: 430), 88)
    add(.unassigned, .nobodyWithSkills(required: 2, collectors: 36), 41)
    add(.unassigned, .noPolicyCovers, 14)
  }

  private static func movements(_ figures: inout Figures, _ random: inout SplitMix64) {
    let kinds: [DecisionKind] = [.assigned, .assigned, .moved, .recalled]
    for index in 0..<240 where !figures.collectors.isEmpty {
      let kind = kinds[index % 4]
      let some = Int32(index % figures.collectors.count)
      let other = Int32((index * 7 + 3) % figures.collectors.count)
      figures.movements.append(
        MovementFigures(
          caseID: Int64(1000 + index), reference: Masking.reference("CMB2026\(100_000 + index)"), kind: kind,
          from: kind == .assigned ? -1 : some,
          to: kind == .recalled ? -1 : other, policy: "retail-card", route: "everyone", caseClass: CaseClass.allCases[index % 5],
          amount: Int64.random(in: 100_000...9_000_000, using: &random), currency: .cny,
          reason: .assignedCheapest(eligible: 22, cost: 61_234, runnerUp: Int64(some) + 1, runnerUpCost: 61_500),
          recallReason: kind == .assigned ? nil : Reason.recallNoFollowUp(workingDays: 6, limit: 5)))
    }
  }
}
