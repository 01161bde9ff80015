import ArgumentParser
import Faults
import Portfolio
import Register
import Schema
import Setup
import Views
import Wire

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Look for what is wrong.", usage: "allot doctor [<options>]",
    discussion: """
      Examples:
        allot doctor                    schema, lease, plans that wait
        allot doctor --invariants       also every view allot.check_… (reads it all)

      Ends with 70 when an invariant is violated: something wrote past allot, or
      allot is at fault.
      """)
  @Flag(help: "Read every view of violations.") var invariants = false
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withAgency { session, agency in
      let health = try await session.store.views.health(agency: agency)
      var lines = [
        "agency \(agency.code): \(Text.count(health.collectors, "collector")), \(Text.count(health.casesWithPeople, "case")) with people"
      ]
      if let run = health.lastPublished { lines.append("last published: run \(run.id), \(run.key.kind.rawValue) of \(run.key.slot)") }
      if let lease = health.lease, !lease.isExpired { lines.append("lease: held by \(lease.owner), fence \(lease.fence)") }
      let today = try await session.store.register.clock(agency).today
      let waiting = try await session.store.views.showRuns(states: [.waiting], limit: 10, agency: agency)
      for run in waiting { lines.append("waits for a person: run \(run.id) of \(run.key.slot) (\(run.brakes.joined(separator: "; ")))") }
      let ahead = try await session.store.views.showRuns(states: [.published], limit: 50, agency: agency).filter { $0.key.slot > today }
      for run in ahead { lines.append("published for a day to come: run \(run.id) of \(run.key.slot); that slot is used up") }
      let found = invariants ? try await session.store.views.invariants(agency: agency) : []
      for invariant in found {
        lines.append(
          "\(invariant.violations == 0 ? "holds    " : "VIOLATED ") \(invariant.view)"
            + (invariant.violations == 0 ? "" : ": \(invariant.violations)"))
        lines += invariant.examples.map { "  \($0)" }
      }
      let violations = found.reduce(0) { $0 + $1.violations }
      global.terminal.result(
        [
          "agency": .string(agency.code), "last_run": JSON(health.lastPublished?.id), "waiting": .array(waiting.map { .integer($0.id) }),
          "ahead": .array(ahead.map { .integer($0.id) }), "lease": JSON(health.lease.flatMap { $0.isExpired ? nil : $0.owner }),
          "invariants": .object(found.map { ($0.view, JSON($0.violations)) }), "violations": JSON(violations),
        ], lines.joined(separator: "\n") + "\n")
      if violations > 0 { throw Stop(status: .software) }
    }
  }
}
