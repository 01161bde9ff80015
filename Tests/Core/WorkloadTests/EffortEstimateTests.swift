import Portfolio
import Testing
import Workload

struct EffortEstimateTests {
  private func desk(held: Int, _ cells: [[ContactCount]], _ classes: [CaseClass]) -> Snapshot {
    var desk = Desk()
    // 100 calls of three minutes a day.
    desk.collector(days: Desk.fortnights(talk: 18_000, calls: 100))
    var snapshot = desk.snapshot
    snapshot.collectors.days = Ragged(desk.days)
    snapshot.contactCodes = [
      ContactCode(channel: .phone, outcome: .noAnswer), ContactCode(channel: .sms, outcome: .delivered),
      ContactCode(channel: .sms, outcome: .delivered, automatic: true), ContactCode(channel: .letter, outcome: .delivered),
    ]
    for (i, cells) in cells.enumerated() {
      snapshot.cases.id.append(Int64(i))
      snapshot.cases.holder.append(CollectorIndex(0))
      snapshot.cases.heldSince.append(Desk.slot - held)
      snapshot.contacts.append(contentsOf: ContactCounters.pack(cells))
      snapshot.contacts.closeRow()
    }
    return snapshot
  }

  @Test func callsMessagesAndLettersCountByTheirTimeAndMachinesDoNot() {
    func cell(_ day: Int, _ code: Int32, _ count: Int32) -> ContactCount {
      ContactCount(day: Desk.slot - day, point: 0, code: code, count: count)
    }
    let snapshot = desk(
      held: 14, [[cell(3, 0, 4), cell(2, 1, 2), cell(2, 2, 50), cell(1, 3, 1), cell(20, 0, 9)], [], [cell(5, 0, 6)]],
      [.normal, .normal, .uncooperative])
    let estimate = EffortEstimate.secondsPerWeek(snapshot, classes: [.normal, .normal, .uncooperative], settings: WorkloadSettings())
    // 4 calls of 180 + 45 s, 2 messages, 1 letter over two cases of two weeks; what came before the holder is not his.
    let (normal, uncooperative): (Int64, Int64) = ((4 * 225 + 2 * 60 + 300) * 7 / 28, 6 * 225 / 2)
    #expect(estimate[Int(CaseClass.normal.rawValue)] == normal)
    #expect(estimate[Int(CaseClass.uncooperative.rawValue)] == uncooperative)
    #expect(estimate[Int(CaseClass.abnormal.rawValue)] == nil)
  }

  @Test func withoutCallsOrTimeNothingIsEstimated() {
    var snapshot = desk(held: 3, [[]], [.normal])
    #expect(EffortEstimate.secondsPerWeek(snapshot, classes: [.normal], settings: WorkloadSettings()).allSatisfy { $0 == nil })
    snapshot.cases.heldSince = [Desk.slot - 20]
    snapshot.collectors.days = Ragged(emptyRows: 1)
    #expect(EffortEstimate.secondsPerWeek(snapshot, classes: [.normal], settings: WorkloadSettings()).allSatisfy { $0 == nil })
  }
}
