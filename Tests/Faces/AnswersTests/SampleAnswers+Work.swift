import Classification
import Figures
import Portfolio
import Promises
import Speech
import Words
import Workload

@testable import Answers
@testable import Desks
@testable import Feeds
@testable import Night
@testable import Runs
@testable import Views

// What desks work out: moves, replays, verdicts, scores.
extension SampleAnswers {
  static var preview: MovePreview {
    let line = MovePreview.Line(
      caseNo: "K1", client: "bank", from: "C1", to: nil, pinnedTo: "C2", pinnedUntil: slot, clearsPin: true, other: "C3",
      findings: [.noPolicy, .splitsGroup(others: 2), .noRoom(room: 0, passed: [.caseLimit])])
    let effect = Examination.Effect(
      collector: CollectorIndex(0), casesBefore: 80, casesAfter: 81, amountBefore: 100, amountAfter: 200, room: 3)
    return MovePreview(
      order: HandOrder(action: .exclude, reason: order.reason, steps: [], receivers: []), lines: Array(repeating: line, count: 41),
      effects: [.init(collector: "C2", effect: effect)], limit: 10, amountDigits: 2, skills: [], collectorCodes: [:], proposal: nil)
  }

  static func replay(isIdentical: Bool, software: String) -> ReplayReport {
    let decision = StoredDecision(
      kind: .moved, from: "C1", to: "C2", policy: 0, route: 0, caseClass: .normal, reason: .noRouteMatches, recallReason: nil)
    return ReplayReport(
      run: run(.published),
      input: RunInput(
        run: 12, software: "allot 1", rules: 1, digest: [], blocks: 1, bytes: 5_000, storedBytes: 900, texts: [], arrivals: nil, outcome: []
      ),
      software: software, rules: 2, openCases: 1_200, collectors: 30,
      parts: [.init(name: "decisions", isIdentical: isIdentical), .init(name: "loads", isIdentical: nil)],
      published: PublishedComparison(
        compared: 9, differing: isIdentical ? 0 : 1,
        first: isIdentical ? [] : [.init(caseNo: "K1", published: decision, replayed: nil)]),
      timings: [("read", .milliseconds(10))])
  }

  static var nightOfOne: CollectorStory {
    func person(_ code: String, got: Int64) -> CollectorNight {
      CollectorNight(
        code: code, capacitySeconds: 36_000, effortSeconds: 9_000, score: 250, room: 20, closedBy: .open, nextPresent: slot, before: 80,
        saturationPermille: 700, got: got, gotAmount: 1_000, taken: 1, ofThemMoved: 1, eligibleFor: 30, second: 2, missed: 0, placeWorth: 0,
        monthAfter: nil, monthShare: nil)
    }
    let people = [person("C1", got: 2), person("C2", got: 9), person("C3", got: 9)]
    return CollectorStory(run: run(.published), told: CollectorNightText(people[0], among: people, offered: 40, currency: .cny))
  }

  static var parts: (printer: PartsPrinter, parts: [WorkloadParts]) {
    var snapshot = Snapshot(agency: 1, agencyCode: "demo", slot: slot, asOf: noon, seed: 1)
    snapshot.collectors.id.append(1)
    snapshot.collectors.code.append("C1")
    snapshot.collectors.team.append(-1)
    snapshot.collectors.skills.append(0)
    snapshot.collectors.active.append(true)
    snapshot.collectors.joinedOn.append(.none)
    snapshot.collectors.leavesOn.append(.never)
    snapshot.collectors.fullTime.append(1_000)
    snapshot.collectors.caseLimit.append(0)
    snapshot.collectors.amountLimit.append(0)
    snapshot.collectors.newToday.append(0)
    snapshot.cases.id.append(1)
    snapshot.cases.holder.append(CollectorIndex(0))
    let days = (-14..<14).map { offset in
      CollectorDay(
        day: slot + offset, scheduledMinutes: 480, talkSeconds: offset < 0 ? 7_200 : 0, calls: offset < 0 ? 60 : 0)
    }
    snapshot.collectors.days = Ragged([days])
    let desks = Workload.Desks(
      snapshot, Stock(classes: [.cooperative], countsAsLoad: [true], amounts: [1_000]), WorkloadSettings(), .mondayToFriday, batchDay: false
    )
    return (PartsPrinter(snapshot: snapshot, policies: ["cards"], currency: .cny), desks.parts(policyOf: [0]))
  }

  static var work: [(name: String, answer: Answers.Answer)] {
    let names = ReasonNames()
    let verdicts = [ToneJudge([]).judge("嗯")]
    let counters = { () -> CounterCheck in
      var check = CounterCheck()
      (check.cases, check.attempts, check.differing, check.differences) = (5, 60, [1, 2], 2)
      return check
    }()
    return [
      ("preview", .preview(preview)), ("moved", .moved(preview, .done(order: 5))), ("proposed", .moved(preview, .proposed(order: 5))),
      ("not moved", .moved(preview, .preview)),
      ("replay", .replay(replay(isIdentical: true, software: "allot 1"), names, .en)),
      ("replay of another", .replay(replay(isIdentical: false, software: "allot 2"), names, .en)),
      ("replay with a fault", .replay(replay(isIdentical: false, software: "allot 1"), names, .en)),
      ("night", .night(nightOfOne, .en)), ("promised", .promised([.day: 2, .none: 1], to: "out.csv", duration: .seconds(1))),
      ("judged", .judged(verdicts, by: .both, to: "out.csv", duration: .seconds(1))),
      ("counted", .counted(ToneDesk.Check(counters: counters, tones: ToneCensus(), unstable: 0), repaired: false)),
      ("mended", .counted(ToneDesk.Check(counters: counters, tones: nil, unstable: 0), repaired: true)),
    ]
  }
}
