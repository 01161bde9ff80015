import Policy
import Portfolio
import Testing

@testable import Night

/// A case that is too large for everybody is told so, and not that places lack.
@Suite struct AmountLimitTests {
  private static func scene(limits: [Int64], cases: [Int64]) -> Scene {
    var scene = Scene()
    for (position, limit) in limits.enumerated() {
      let person = scene.person("P\(position)")
      scene.snapshot.collectors.amountLimit[person.position] = limit
    }
    for amount in cases { scene.debt(amount) }
    return scene
  }

  @Test func theMostThatAnybodyHasLeftIsNamed() throws {
    let scene = Self.scene(limits: [300_000, 600_000], cases: [100_000, 2_000_000])
    let found = try Night.decide(scene.snapshot, scene.policies).decisions.first { $0.kind == .unassigned }
    #expect(found?.caseIndex == CaseIndex(1) && found?.reason == .noRoom(eligible: 2, places: 0, wanted: 1, mostAmount: 600_000))
    // Earlier rules spoke of places.
    let before = try Night.decide(scene.snapshot, scene.policies, rules: #require(Night.Rules(number: 7))).decisions.first {
      $0.kind == .unassigned
    }
    guard case .noRoom(2, let places, _, 0)? = before?.reason else { return #expect(Bool(false), "\(String(describing: before))") }
    #expect(places > 0)
  }

  @Test func whereSomebodyWithoutLimitCouldTakeItPlacesAreTheReason() throws {
    var scene = Self.scene(limits: [0], cases: [100_000, 200_000])
    scene.snapshot.collectors.caseLimit[0] = 1
    let found = try Night.decide(scene.snapshot, scene.policies).decisions.first { $0.kind == .unassigned }
    guard case .noRoom(_, _, _, 0)? = found?.reason else { return #expect(Bool(false), "\(String(describing: found))") }
  }
}
