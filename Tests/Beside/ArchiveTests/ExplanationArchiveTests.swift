import Portfolio
import Testing

@testable import Archive

@Suite struct ExplanationArchiveTests {
  private func random(_ seed: UInt64, _ count: Int) -> (Explanations, Snapshot) {
    var dice = Dice(state: seed)
    var snapshot = Snapshot(agency: 1, agencyCode: "a", slot: Day(9000), asOf: Instant(rawValue: 0), seed: 1)
    for c in 0..<9 { snapshot.collectors.id.append(Int64(c * 13 + 5)) }
    var told = Explanations()
    told.funnels = (0..<4).map {
      Explanations.Funnel(
        policy: Int16($0) - 1, route: Int16($0) - 1, inTeams: 40, withSkills: 30, present: 20, requiredSkills: $0 == 3 ? .max : 5)
    }
    told.stayReasons = [
      .stayPaid(daysAgo: 3, window: 15), Reason.manyAttemptsAndMessages(attempts: -1, limit: .max, unanswered: .min, unansweredLimit: 0),
    ]
    told.offered = Int32(count)
    var id: Int64 = 0
    for i in 0..<count * 2 {
      id += Int64.random(in: 1...40, using: &dice)
      snapshot.cases.id.append(id)
      if i % 2 == 1 {
        told.stayed.append(CaseIndex(i))
        told.stayedBy.append(Int32.random(in: 0...1, using: &dice))
        continue
      }
      var one = Explanations.Placement(
        caseIndex: CaseIndex(i), funnel: Int32.random(in: 0...3, using: &dice), eligible: Int32.random(in: 0...9000, using: &dice),
        withRoom: 0,
        together: Bool.random(using: &dice) ? 1 : 3)
      one.withRoom = one.eligible / 2
      func cost() -> Explanations.Cost {
        var cost = Explanations.Cost()
        cost.load = Int64.random(in: 0...3_000_000, using: &dice)
        cost.number = Int64.random(in: -900_000...900_000, using: &dice)
        cost.amount = Int64.random(in: -900_000...900_000, using: &dice)
        cost.quota = Int.random(in: 0...9, using: &dice) == 0 ? Int64.random(in: .min / 4...(.max / 4), using: &dice) : 0
        return cost
      }
      one.cost = cost()
      if Int.random(in: 0...3, using: &dice) > 0 {
        (one.runnerUp, one.runnerUpCost) = (CollectorIndex(Int.random(in: 0...8, using: &dice)), cost())
      }
      if Int.random(in: 0...3, using: &dice) == 0 {
        (one.full, one.fullCost, one.placeWorth) = (CollectorIndex(2), one.cost.total &- 77, 5_000_000)
      }
      told.placements.append(one)
    }
    return (told, snapshot)
  }

  @Test func everyCaseIsFoundInItsBlock() throws {
    let (told, snapshot) = random(3, 1500)
    #expect(
      try ExplanationArchive.readHead(ExplanationArchive.head(told))
        == ExplanationArchive.Head(funnels: told.funnels, stayReasons: told.stayReasons, offered: told.offered))
    var blocks: [ExplanationArchive.Block] = []
    ExplanationArchive.placements(told, snapshot) { blocks.append($0) }
    #expect(blocks.count == 3)
    for one in told.placements {
      let id = snapshot.cases.id[one.caseIndex.position]
      let block = try #require(blocks.first { $0.first <= id && $0.last >= id })
      let read = try #require(try ExplanationArchive.placement(of: id, in: block))
      func who(_ index: CollectorIndex) -> Int64 { index == .none ? 0 : snapshot.collectors.id[index.position] }
      #expect(read.funnel == one.funnel && read.eligible == one.eligible && read.withRoom == one.withRoom && read.together == one.together)
      #expect(
        read.cost == one.cost && read.runnerUp == who(one.runnerUp) && (one.runnerUp == .none || read.runnerUpCost == one.runnerUpCost))
      #expect(read.full == who(one.full) && (one.full == .none || (read.fullCost == one.fullCost && read.placeWorth == one.placeWorth)))
    }
    var stays: [ExplanationArchive.Block] = []
    ExplanationArchive.stays(told, snapshot) { stays.append($0) }
    for (index, reason) in zip(told.stayed, told.stayedBy) {
      let id = snapshot.cases.id[index.position]
      let block = try #require(stays.first { $0.first <= id && $0.last >= id })
      #expect(try ExplanationArchive.stay(of: id, in: block) == Int(reason))
      #expect(try blocks.allSatisfy { try ExplanationArchive.placement(of: id, in: $0) == nil })
    }
  }

  @Test func aCaseTakesLessThanSixtyFourBytes() {
    let (told, snapshot) = random(9, 4000)
    var bytes = 0
    ExplanationArchive.placements(told, snapshot) { bytes += $0.bytes.count }
    #expect(bytes < 64 * told.placements.count, "\(bytes / told.placements.count) bytes a case")
    var stays = 0
    ExplanationArchive.stays(told, snapshot) { stays += $0.bytes.count }
    #expect(stays <= 3 * told.stayed.count)
  }

  @Test func nothingExplainedIsNoBlock() throws {
    let (empty, snapshot) = (Explanations(), Snapshot(agency: 1, agencyCode: "a", slot: Day(0), asOf: Instant(rawValue: 0), seed: 0))
    var blocks = 0
    ExplanationArchive.placements(empty, snapshot) { _ in blocks += 1 }
    ExplanationArchive.stays(empty, snapshot) { _ in blocks += 1 }
    #expect(blocks == 0)
    #expect(
      try ExplanationArchive.readHead(ExplanationArchive.head(empty)) == ExplanationArchive.Head(funnels: [], stayReasons: [], offered: 0))
    #expect(throws: ArchiveError.self) { try ExplanationArchive.readHead([5]) }
  }
}
