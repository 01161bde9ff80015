import Movement
import Policy
import Portfolio
import Testing

@testable import Night

/// The clocks of first contacts after a plan.
@Suite struct FirstContactTests {
  private func contacts(_ scene: Scene) throws -> Night.FirstContacts { try Night.simulate(scene.snapshot, scene.policies).contacts }

  /// Cases entrusted yesterday have until the day after tomorrow with 72 hours, and until yesterday with 24.
  private func scene(hours: Int, places: Int32 = 9) -> Scene {
    var scene = Scene()
    scene.change { $0.service = [ServiceRule(firstContactHours: hours)] }
    let person = scene.person("A")
    scene.snapshot.collectors.caseLimit[person.position] = places
    for _ in 0..<4 { scene.debt() }
    return scene
  }

  @Test func whatIsDealtToSomebodyWhoIsThereIsInTime() throws {
    #expect(try contacts(scene(hours: 72)) == (4, 0, 0, 0))
  }

  @Test func whatIsLeftOverWaitsWhileItsTimeRunsAndCannotBeKeptAfterIt() throws {
    // The day's limits leave two of four over.
    #expect(try contacts(scene(hours: 72, places: 2)) == (2, 0, 0, 2))
    #expect(try contacts(scene(hours: 24, places: 2)) == (2, 0, 2, 0))
  }

  @Test func aClockThatHasRunOutBeforeTheNightIsLateWhoeverGetsTheCase() throws {
    var scene = scene(hours: 24)
    for i in scene.snapshot.cases.indices { scene.snapshot.cases.entrustedOn[i] = Scene.slot - 9 }
    #expect(try contacts(scene) == (0, 4, 0, 0))
  }

  @Test func theOutcomeIsThatOfTheNight() throws {
    let scene = scene(hours: 72)
    #expect(try Night.simulate(scene.snapshot, scene.policies).outcome.decisions == Night.decide(scene.snapshot, scene.policies).decisions)
  }
}
