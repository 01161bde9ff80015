import Answers
import ArgumentParser
import Desks
import Faults

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Look for what is wrong.", usage: "allot doctor [<options>]",
    discussion: """
      Examples:
        allot doctor                    schema, lease, plans that wait
        allot doctor --invariants       also every view allot.check_… (reads it all)

      Ends with 70 when an invariant is violated, or the last run's books did not
      fit: something wrote past allot, or there is a fault in it.
      """)
  @Flag(help: "Read every view of violations.") var invariants = false
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withSeat { seat in
      let condition = try await ReadingDesk(seat).condition(invariants: invariants)
      global.terminal.say(.condition(condition, of: seat.agency, by: try await seat.clock()))
      if condition.violations > 0 || condition.unreconciled != nil { throw Stop(status: .software) }
    }
  }
}
