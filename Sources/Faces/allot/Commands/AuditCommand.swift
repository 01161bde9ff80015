import Answers
import ArgumentParser
import Desks
import Discretion
import Faults
import Portfolio
import Speech

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Who did what, and proof that nobody changed it afterwards.",
    discussion: """
      Examples:
        allot audit list --action moves. --since 2026-11-01
        allot audit verify
        allot audit verify --note <note>      as verify printed it: audit:4711:5f0c…

      The daemon numbers committed rows of audit and outbox, chains their digests, and gives each published run a root over its decisions. verify
      recomputes all of it. Keep the note it prints outside the database: with it, verify also finds a chain that was replaced as a whole.
      """,
    subcommands: [List.self, Verify.self, Seal.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List what people and programs did, latest first.", usage: "allot audit list [<options>]")
    @Option(help: "Only this person's.") var actor: String?
    @Option(help: ArgumentHelp("Only this action, or all that begin so: moves.", valueName: "action")) var action: String?
    @Option(help: ArgumentHelp("First day.", valueName: "date"), transform: Reading.day) var since: Day?
    @Option(help: ArgumentHelp("Rows at most.", valueName: "number")) var limit = 50
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let rows = try await AuditDesk(seat).rows(actor: actor, action: action, since: since, limit: limit)
        global.terminal.say(.audit(rows, by: try await seat.clock()))
      }
    }
  }

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Recompute every chain and root; exit status 65 when anything was changed.", usage: "allot audit verify [<options>]")
    @Option(
      help: ArgumentHelp("An end noted before, as verify printed it: stream:position:digest.", valueName: "note"),
      transform: AuditCommand.note)
    var note: [AuditDesk.Note] = []
    @Option(help: ArgumentHelp("Check the roots of runs from this slot on.", valueName: "date"), transform: Reading.day) var since: Day?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let found = try await AuditDesk(seat).verify(notes: note, since: since)
        global.terminal.say(.verified(found))
        if !found.faults.isEmpty { throw Stop(status: .dataError) }
      }
    }
  }

  struct Seal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Number and chain now what the daemon would within seconds.", usage: "allot audit seal [<options>]")
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        global.terminal.say(.sealed(rows: try await AuditDesk(seat).seal()))
      }
    }
  }

  static func note(_ text: String) throws -> AuditDesk.Note {
    guard let note = AuditDesk.Note(text) else {
      let shown = Quoted.typed(text)
      throw ValidationError(
        Wording(
          "\(shown.en) is no note; expected stream:position:digest as verify prints it, with a position of 0 or more and 64 hexadecimal digits: "
            + "audit:4711:5f0c…",
          "\(shown.zh)不是校验记录；应为 verify 打印的 流:位置:摘要，位置不小于 0，摘要为 64 位十六进制：audit:4711:5f0c…"))
    }
    return note
  }
}
