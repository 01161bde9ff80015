package import Desks
package import Figures
package import Logging
package import Policy
package import Portfolio
import Register
package import Schema
import Views

/// What a rehearsal of the coming night found in its way.
package struct Rehearsed: Sendable, Equatable {
  /// The night.
  package var slot: Day
  /// Brakes that would trip: without a person the plan would wait.
  package var brakes: [TrippedBrake] = []
  /// How the clocks of first contacts would stand.
  package var contacts = FirstContacts()
  /// Feeds that the agency file asks for and that have not come, in order of `Feed.allCases`.
  package var late: [Feed] = []

  /// Nothing is in the way yet.
  package init(slot: Day) { self.slot = slot }

  /// Whether nobody need do anything. Dealing late is a pity, not in the way.
  package var isClear: Bool { brakes.isEmpty && contacts.missed == 0 && late.isEmpty }
}

extension SimulationDesk {
  /// The coming night by the files in force, decided and thrown away. Needs `see`. Throws as `simulate`.
  package static func rehearse(_ seat: Seat, _ logger: Logger) async throws -> Rehearsed {
    let store = try seat.store(with: .see)
    let desk = SimulationDesk(seat, door: .own(store, "daemon"), logger: logger)
    let simulation = try await desk.simulate(SimulationRequest()).simulation
    var rehearsed = Rehearsed(slot: simulation.slot)
    if let plan = simulation.plans.first { (rehearsed.brakes, rehearsed.contacts) = (plan.brakes, plan.contacts) }
    let imports = try await store.views.lastImportDays(agency: seat.agency)
    let rules = try await PolicyLibrary.load(store, seat.agency).set.agency.readiness.rules
    rehearsed.late = late(rules, imports, slot: rehearsed.slot)
    return rehearsed
  }

  /// Feeds whose last import is older than their rule allows for the slot; the day before the slot counts as no day old.
  package static func late(_ rules: [Readiness.Rule], _ imports: [Feed: Day], slot: Day) -> [Feed] {
    Feed.allCases.filter { feed in
      guard let rule = rules.first(where: { $0.feed == feed }) else { return false }
      guard let last = imports[feed] else { return true }
      return last < slot - 1 - rule.maximumAgeDays
    }
  }
}
