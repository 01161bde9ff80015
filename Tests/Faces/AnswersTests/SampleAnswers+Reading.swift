import Classification
import Figures
import Policy
import Portfolio
import Speech
import Words

@testable import Answers
@testable import Desks
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

// What people read of cases, collectors and runs.
extension SampleAnswers {
  static let shownCase = ShownCase(
    id: 1, caseNo: "K1", client: "bank", batch: "B7", product: "card", stage: "M3", region: nil, outstanding: 123_450, currency: .cny,
    status: .open, caseClass: .cooperative, classSince: slot, classReason: .promiseOpen(daysLeft: 3), holder: "C1", heldSince: slot,
    hand: 2,
    flags: .dispute, hold: .complaint, holdUntil: slot, retainedUntil: .none, pinnedTo: "C1", pinnedUntil: slot, entrustedOn: slot,
    overdueOn: slot, dueBackOn: slot)

  static func decision(_ kind: DecisionKind, isWaiting: Bool = false) -> ShownDecision {
    ShownDecision(
      run: 12, slot: slot, caseID: 1, caseNo: "K1", client: "bank", kind: kind, from: "C1", to: "C2", amount: 123_450, currency: .cny,
      caseClass: .normal, policy: "cards", route: "open", reason: .noRouteMatches, recallReason: .recallForced(workingDays: 31, limit: 30),
      isLost: true, isWaiting: isWaiting)
  }

  static let kinds: [DecisionKind] = [.assigned, .moved, .recalled, .held, .unassigned]

  static func story(isDecided: Bool) -> CaseStory {
    let decisions = isDecided ? kinds.map { decision($0) } : []
    let stayed = CaseStory.Stayed(run: run(.published), reason: .stayPaid(daysAgo: 2, window: 14))
    return CaseStory(
      found: CaseExplanation(shown: shownCase, decisions: decisions, formerHolders: [("C9", slot)]), numbers: decisions.map { _ in nil },
      stayed: isDecided ? stayed : nil, staysInPlans: isDecided ? [stayed] : [], byHand: isDecided ? [move] : [])
  }

  static let collector = ShownCollector(
    id: 1, code: "C1", name: nil, team: "A", skills: ["cantonese"], isActive: true, joinedOn: slot, leavesOn: slot, openCases: 1_200,
    openAmount: 5_000, caseLimit: 500, amountLimit: 1)

  static var condition: AgencyCondition {
    AgencyCondition(
      health: StoreHealth(
        lastPublished: run(.published), waitingPlans: 1, failedSince: 2, collectors: 30, casesWithPeople: 1_200, amountWithPeople: 1,
        pendingArrivals: 3, lease: .init(owner: "host/1/2", fence: 4, isExpired: false), lastImports: [(.cases, noon), (.payments, noon)],
        outboxWaiting: 5, activePolicies: 1, blocked: [BlockedCalls(source: "sip", calls: 3)]),
      waiting: [run(.waiting)], ahead: [run(.published)], unreconciled: nil,
      invariants: [
        Invariant(view: "check_load", violations: 0, examples: []), Invariant(view: "check_owner", violations: 1, examples: ["{}"]),
      ],
      calendar: [CalendarRemark(year: 2027, certainty: .provisional), CalendarRemark(year: 2027, certainty: .unlisted, client: "harbour")])
  }

  static let calendarStart = Day(iso: "2026-10-01") ?? .none
  static let year = CalendarYear(
    code: "x", year: 2026, status: .provisional, source: .init(document: "Notice", day: calendarStart - 300),
    daysOff: [.init(days: (0..<7).map { calendarStart + $0 }, name: "National Day")],
    workDays: [.init(days: [calendarStart + 9], name: "make-up")], halfDays: [.init(days: [calendarStart + 29], name: "Eve")])
  static var otherYear: CalendarYear {
    var other = year
    (other.status, other.workDays) = (.official, [])
    return other
  }
  static let calendar = NamedCalendar(code: "x", calendar: year.calendar, years: [year])
  static let clientCalendar = NamedCalendar(code: nil, agency: "demo", client: "harbour", calendar: .mondayToFriday, years: [])

  static var verification: AuditDesk.Verification {
    AuditDesk.Verification(
      streams: [SealReport(stream: .audit, checked: 7, unsealed: 2, base: 0, position: 7, digest: [1, 2], faults: [])], runsChecked: 3,
      runsPurged: 1, faults: [])
  }

  static let board = ToneScoreboard([
    .init(gold: .cooperative, judged: .cooperative, group: "x"), .init(gold: .neutral, judged: .uncooperative, group: "y"),
  ])

  static var reading: [(name: String, answer: Answer)] {
    let names = ReasonNames()
    return [
      ("cases", .cases([shownCase], limit: 1)), ("story", .story(story(isDecided: true), names, .en, by: clock)),
      ("story of nothing", .story(story(isDecided: false), names, .en)),
      ("decisions", .decisions(kinds.map { decision($0, isWaiting: true) }, of: run(.waiting), nil, names, .en, limit: 5)),
      ("failed run", .decisions([], of: run(.failed), nil, names, .en, limit: 5)),
      ("collectors", .collectors([collector], of: agency, limit: 1)), ("condition", .condition(condition, of: agency, by: clock)),
      ("calendar", .calendar(calendar, months: [calendarStart])),
      ("calendar of a client", .calendar(clientCalendar, months: [calendarStart])),
      ("working days", .workingDays(calendar, from: calendarStart, to: calendarStart + 30)),
      ("calendars", .calendars([(file: "x-2026.yaml", findings: [], year: year)])),
      ("calendar differences", .calendarDifferences(year, file: "x-2026.yaml", shipped: otherYear) ?? .discarded(1)),
      ("same calendar", .calendarDifferences(year, file: "x-2026.yaml", shipped: year) ?? .discarded(1)),
      ("verified", .verified(verification)), ("scored", .scored(board, leftOut: 2, mistakes: [])),
      (
        "schema that is not whole",
        .schema(
          .init(
            status: SchemaStatus(
              known: 9, applied: [.init(version: 8, name: "x", appliedAt: noon)], pending: [], missing: ["allot.case_state"]),
            agencies: [agency], roleFaults: [], readOnly: nil), database: Wording(same: "postgres:///allot"))
      ),
    ]
  }
}
