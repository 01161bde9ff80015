import Movement
import Policy
import Portfolio
import Testing

@testable import Night

/// What people stop at once stays where it is, whatever else the policy says.
@Suite struct StopTests {
  private static func scene() -> Scene {
    var scene = Scene()
    let holder = scene.person("A")
    scene.person("B")
    scene.debt(100_000, holder: holder)
    scene.debt(100_000)
    return scene
  }

  private static func stop(_ scene: Scene, _ what: EmergencyStop) -> Snapshot {
    var snapshot = scene.snapshot
    switch what {
    case .client: snapshot.stops.clients = [snapshot.clients.names[Int(snapshot.cases.client[0])]]
    case .policy: snapshot.stops.policies = ["everything"]
    case .cases: snapshot.stops.cases = Set(snapshot.cases.id)
    case .debtors: snapshot.stops.debtors = Set(snapshot.cases.debtor)
    }
    return snapshot
  }

  enum EmergencyStop: CaseIterable, Sendable { case client, debtors, cases, policy }

  @Test(arguments: EmergencyStop.allCases)
  func nothingStoppedIsDealtRecalledOrMoved(what: EmergencyStop) throws {
    var scene = Self.scene()
    for i in scene.snapshot.cases.indices { scene.snapshot.cases.debtor[i] = Int64(70 + i) }
    // A leaver's case is taken from him, and a stop of the policy may send it back to the pool: not these.
    scene.snapshot.collectors.active[0] = false
    scene.change { $0.movement.stop = [StopRule(when: Condition(), ownerKeeps: false, countsAsLoad: false)] }
    let stopped = try Night.decide(Self.stop(scene, what), scene.policies)
    #expect(stopped.holderAfter == scene.snapshot.cases.holder)
    #expect(stopped.decisions.allSatisfy { $0.kind == .held && $0.reason == .emergencyStop })
    // As it was said by earlier rules, so that their runs are the same again.
    let before = try Night.decide(Self.stop(scene, what), scene.policies, rules: #require(Night.Rules(number: 7)))
    #expect(before.decisions.allSatisfy { $0.reason == .holdEntered(kind: .emergency, daysLeft: nil) })
    // Without the stop both would be elsewhere or unheld.
    #expect(try Night.decide(scene.snapshot, scene.policies).holderAfter != scene.snapshot.cases.holder)
  }

  @Test func byDayNothingStoppedIsDealtEither() throws {
    let scene = Self.scene()
    let outcome = try Night.day(Self.stop(scene, .client), scene.policies, arrived: [scene.snapshot.cases.id[1]])
    #expect(outcome.decisions.map(\.kind) == [.held])
    #expect(try Night.day(scene.snapshot, scene.policies, arrived: [scene.snapshot.cases.id[1]]).decisions.map(\.kind) == [.assigned])
  }

  @Test func aMoveByHandIsToldOfTheStop() {
    let scene = Self.scene()
    let found = Night.examine(
      Self.stop(scene, .policy), scene.policies, [ProposedMove(CaseIndex(0), to: CollectorIndex(rawValue: 1))]
    ).findings[0]
    #expect(found.contains { $0.isEmergency })
  }

  @Test func whatIsKeptDecidesAgainAlikeWithoutTheStops() throws {
    let scene = Self.scene()
    let kept = Night.stopping(Self.stop(scene, .policy), scene.policies)
    #expect(kept.stops.isEmpty && kept.cases.hold == [.emergency, .emergency])
    #expect(try Night.decide(kept, scene.policies).decisions == Night.decide(Self.stop(scene, .policy), scene.policies).decisions)
  }

  @Test func aStopOfOneIsNoneOfAnother() throws {
    var scene = Self.scene()
    scene.snapshot.stops.cases = [scene.snapshot.cases.id[0]]
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(outcome.decisions.first { $0.caseIndex == CaseIndex(1) }?.kind == .assigned)
  }
}
