import Movement
import Policy
import Portfolio
import Testing
import Workload

@Suite("What a file says")
struct MeaningTests {
  @Test("becomes the settings of the stages")
  func movement() throws {
    var text = Small.policy
    text = Small.changed(text, "{ when: { promise: open } }", "{ when: { promise: open }, until: 3 working days after due }")
    text = Small.changed(
      text, "recall: { forced: 60 working days }",
      """
      not_dealt_before_return: 4 days
      recall:
        forced: off
        early: 5 working days without follow-up
        rotate: [ { class: [abnormal, normal], after: 20 working days }, { class: unknown, after: 1 working day } ]
        not_in: last 3 working days of month
        retention_expired: yes
        holder_left: no
      """)
    let movement = try Small.parsed(text).movement
    #expect(movement.stay.map(\.until) == [.missedInstalments(2), .workingDaysAfterDue(3)])
    #expect(movement.stay[0].when.plan == .running)
    #expect(movement.stop == [StopRule(when: flagged([.deceased, .dispute]), ownerKeeps: true, countsAsLoad: false)])
    #expect(movement.notBackTo == NotBackTo(holders: 3, days: 180))
    #expect(movement.minimumDaysBeforeReturn == 4)
    #expect(
      movement.recall
        == RecallSettings(
          forcedAfterWorkingDays: nil, noFollowUpWorkingDays: 5,
          rotate: [
            .init(caseClass: .abnormal, afterWorkingDays: 20), .init(caseClass: .normal, afterWorkingDays: 20),
            .init(caseClass: .unknown, afterWorkingDays: 1),
          ],
          blackoutLastWorkingDaysOfMonth: 3, whenRetentionExpired: true, whenHolderLeft: false))
  }

  private func flagged(_ flags: CaseFlags) -> Condition {
    var condition = Condition()
    condition.flags = flags
    return condition
  }

  @Test("reads every part of a condition")
  func condition() throws {
    let when = """
      client: [cmb, "zx-*"], batch: B1, product: 信用卡, stage: M2, region: "广东*", outstanding: 100..200.50 CNY, days_past_due: "> 90", hand: 1..3, \
      class: [normal, abnormal], flag: hardship, promise: broken, plan: running, paid: within 15 days
      """
    let policy = try Small.parsed(Small.changed(Small.policy, "rule: everyone", "rule: everyone, when: { \(when) }"))
    var expected = Condition()
    expected.clients = ["cmb", "zx-*"]
    expected.batches = ["B1"]
    expected.products = ["信用卡"]
    expected.stages = ["M2"]
    expected.regions = ["广东*"]
    expected.outstanding = 10_000...20_050
    expected.daysPastDue = 91...36_500
    expected.hand = 1...3
    expected.classes = [.normal, .abnormal]
    expected.flags = .hardship
    expected.promise = .broken
    expected.plan = .running
    expected.paidWithin = 15
    #expect(policy.routes == [Route(rule: "everyone", when: expected, teams: ["a", "b"])])
  }

  @Test(
    "reads amounts as whole minor units of the base currency",
    arguments: [
      ("\"> 5 CNY\"", Int64(501)...Int64.max), ("\">= 5 CNY\"", 500...Int64.max), ("\"< 5 CNY\"", 0...499), ("\"<= 0.01 CNY\"", 0...1),
      ("1..2 CNY", 100...200), ("\">= 1000 JPY\"", 4700...Int64.max), ("\">= 0.10 USD\"", 71...Int64.max),
    ] as [(String, ClosedRange<Int64>)])
  func amounts(_ text: String, _ range: ClosedRange<Int64>) throws {
    #expect(try Small.parsed(Small.policy("covers", "covers: { outstanding: \(text) }")).covers.outstanding == range)
  }

  @Test(
    "refuses amounts that are no amounts",
    arguments: [
      "5 CNY", "> 5", "\"> 5 cny\"", "\"> 5.005 CNY\"", "\"> 5.5 JPY\"", "\"> 5万 CNY\"", "1..2", "\"> -1 CNY\"", "1.5.2 CNY",
      "\">= 05 CNY\"",
    ])
  func badAmounts(_ text: String) {
    #expect(Small.findings(Small.policy("covers", "covers: { outstanding: \(text) }")).count == 1)
  }

  @Test("describes the agency")
  func agency() throws {
    let agency = try Small.parsedAgency()
    #expect(agency.workload.effortSeconds == [720, 900, 360, 600, 1500])
    #expect(agency.workload.limits == WorkLimits(cases: 80...400, amount: 500_000_000, newPerDay: 60, newPerBatchDay: 500))
    #expect(agency.brakes == Brakes(recalled: 30, moved: 50, unassigned: 10, classChanged: nil))
    #expect(agency.approval == Approval(peoplePerPolicy: 2, movesAbove: 20))
    #expect(agency.bounds.mustStop == .deceased)
    #expect(agency.inBase(100, .usd) == 710)
    #expect(agency.inBase(100, .cny) == 100)
    #expect(agency.inBase(100, Currency("EUR") ?? .cny) == nil)
  }

  @Test("describes the shipped agency in full")
  func shippedAgency() throws {
    let agency = try Shipped.agency()
    func day(_ text: String) -> Day { Day(iso: text) ?? .none }
    #expect(!agency.calendar.isWorkingDay(day("2026-10-01")))
    #expect(agency.calendar.isWorkingDay(day("2026-10-10")))
    #expect(!agency.calendar.isWorkingDay(day("2026-11-21")))
    #expect(agency.calendar.isWorkingDay(day("2026-11-20")))
    #expect(agency.workload.ramp.map(\.permille) == [300, 600, 850])
    #expect(agency.workload.ramp.first?.classes == [.unknown, .normal, .cooperative])
    #expect(agency.workload.fullDayMinutes == 480)
    #expect(agency.workload.windowScheduledHours == 80)
    #expect(agency.workload.betaPermille == 1000)
    #expect(agency.readiness.rules.first { $0.feed == .payments } == .init(feed: .payments, maximumAgeDays: 0, ifLate: .skipThatClient))
    #expect(agency.contact.quietFrom?.minutes == 22 * 60)
    #expect(agency.contact.limits.map(\.atMost) == [3, 6])
    #expect(agency.lexicons == ["zh", "en"])
    #expect(!agency.keepText)
  }

  @Test("reads the rest of a policy")
  func rest() throws {
    var text = Small.policy
    text = Small.changed(text, "covers:", "version: 7\nvalid: { from: 2026-12-01, until: 2027-02-28 }\ncovers:")
    text += """

      service: [ { when: { client: cmb }, first_contact: 48 h, priority: 1 }, { first_contact: 3 days } ]
      quotas: { of: new amount, period: month, teams: { a: 66.6667%, b: 33.3333% }, tolerance: 0.5% }
      """
    text = Small.changed(text, "if_not_authorised: split", "if_not_authorised: wait")
    text = Small.changed(
      text, "to: { teams: [a, b] }",
      "to: { teams: a, collectors: [C001], licence: litigation, languages: [cantonese, english], skills: [english, 粤语] }")
    let policy = try Small.parsed(text)
    #expect(policy.version == 7)
    #expect(policy.valid == Day(iso: "2026-12-01")!...Day(iso: "2027-02-28")!)
    #expect(policy.service.map(\.firstContactHours) == [48, 72])
    #expect(policy.service.map(\.priority) == [1, 5])
    #expect(
      policy.quotas
        == QuotaSettings(of: .newAmount, shares: [.init(team: "a", ppm: 666_667), .init(team: "b", ppm: 333_333)], tolerancePPM: 5000))
    #expect(policy.together == .debtor(otherwise: .wait))
    #expect(
      policy.routes == [Route(rule: "everyone", teams: ["a"], collectors: ["C001"], skills: ["litigation", "cantonese", "english", "粤语"])])
    #expect(policy.fair == FairnessSettings(newCasesWithin: 1, newAmountWithinPermille: 50, loadWithinPermille: nil))
  }

  @Test func fairnessTellsCasesApart() throws {
    let text = Small.policy(
      "fair", "fair: { new_cases: within 1, new_amount: off, load: off, by: [client, amount band], amount_bands: [50 CNY, 900 CNY] }")
    let fair = try Small.parsed(text).fair
    #expect(fair.by == [.client, .amountBand] && fair.amountBands == [5_000, 90_000])
  }

  @Test("is off where it says nothing")
  func silence() throws {
    let policy = try Small.parsed(Small.policy)
    #expect(policy.service.isEmpty)
    #expect(policy.quotas == nil)
    #expect(policy.runs == nil)
    #expect(policy.valid == .none ... .never)
    #expect(policy.movement.minimumDaysBeforeReturn == 0)
    #expect(policy.movement.recall.noFollowUpWorkingDays == nil)
  }
}
