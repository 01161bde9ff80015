import ArgumentParser
import Operations
import Portfolio
import Store

struct DataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Personal data: how long it is kept, removing it, erasing one debtor, the key of identifiers.",
    discussion: """
      Examples:
        allot data retention text 90
        allot data purge --dry-run
        allot data purge decision --before 2024-01-01 --yes
        allot data erase AJ00000012 --reason 'request of 2026-11-20' --even-open --yes
        ALLOT_KEY_FILE=<file> allot data key --move

      What is removed, by whom and how much stands in the audit.
      """,
    subcommands: [Retain.self, Purge.self, Erase.self, Key.self])

  struct Retain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retention", abstract: "Show or set after how many days data are removed.",
      usage: "allot data retention [<what> <days>|<what> forever] [<options>]",
      discussion: """
        What: text (of conversations), attempt (single contacts; counters stay), extra (unknown columns and contract numbers of closed cases),
        decision (reasons of runs), outbox (sealed rows). The daemon removes text, attempt and extra by itself; the others: allot data purge.
        """)
    @Argument(help: "text, attempt, extra, decision or outbox.") var what: String?
    @Argument(help: "Days, or forever.") var days: String?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      guard let what else {
        return try await global.withAgency(.audit) { session, agency in show(try await session.store.retentions(agency: agency)) }
      }
      let retained = try DataCommand.retained(what)
      guard let days, days == "forever" || (1...36_500).contains(Int(days) ?? 0) else {
        throw ValidationError("expected a number of days from 1 to 36500, or forever")
      }
      try await global.withAgency(.administer) { session, agency in
        try await session.store.setRetention(retained, days: Int(days), by: Process.actor, agency: agency)
        global.terminal.result(
          ["what": .string(what), "days": Int(days).map { JSON($0) } ?? .null],
          "\(what): kept \(days == "forever" ? "forever" : "\(days) days")\n")
      }
    }

    private func show(_ kept: [Retention]) {
      var days: [(String, JSON)] = []
      var rows: [[String]] = []
      for what in Retained.allCases {
        let found = kept.first { $0.what == what }
        days.append((what.rawValue, found.map { JSON($0.days) } ?? .null))
        rows.append([what.rawValue, found.map { String($0.days) } ?? "forever", found?.setBy ?? ""])
      }
      let table = Table([.init("what"), .init("days", .right), .init("set by")], rows: rows)
      global.terminal.result(["retention": .object(days)], global.terminal.table(table))
    }
  }

  struct Purge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove what is older than its retention, or than a day.", usage: "allot data purge [<what>] [<options>]")
    @Argument(help: "text, attempt, extra, decision or outbox; everything with a retention if left out.") var what: String?
    @Option(help: ArgumentHelp("Remove what is older than this day (with <what>).", valueName: "date"), transform: Reading.day) var before:
      Day?
    @Flag(help: "Count, and remove nothing.") var dryRun = false
    @Flag(name: .shortAndLong, help: "Really remove.") var yes = false
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      if before != nil, what == nil { throw ValidationError("--before needs to be told what to remove") }
    }

    func run() async throws {
      let chosen = try what.map(DataCommand.retained)
      try await global.withAgency(.administer) { session, agency in
        let today = try await session.store.clock(agency).today
        var plan: [(what: Retained, before: Day)] = []
        if let chosen, let before {
          plan = [(chosen, before)]
        } else {
          for kept in try await session.store.retentions(agency: agency) where chosen == nil || kept.what == chosen {
            plan.append((kept.what, today - kept.days))
          }
        }
        guard !plan.isEmpty else {
          throw OperationError(
            .configuration, "nothing has a retention", remedy: "set one: allot data retention text 90; or name what, and --before DATE")
        }
        var removed: [(Retained, Day, Int)] = []
        for (what, before) in plan {
          let rows = try await session.store.purge(what, before: before, by: Process.actor, isDry: dryRun || !yes, agency: agency)
          removed.append((what, before, rows))
        }
        let isDone = yes && !dryRun
        global.terminal.result(
          [
            "done": .bool(isDone),
            "removed": .array(removed.map { ["what": .string($0.0.rawValue), "before": .day($0.1), "rows": JSON($0.2)] }),
          ],
          removed.map { "\($0.0.rawValue) before \($0.1): \(Text.count($0.2, "row")) \(isDone ? "removed" : "would be removed")\n" }
            .joined())
        if !isDone, !dryRun { throw OperationError(.temporary, "nothing was removed", remedy: "repeat with --yes") }
      }
    }
  }

  struct Erase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Erase what ties a debtor to a person: all his cases, all clients.",
      usage: "allot data erase <case> --reason <text> [<options>]",
      discussion: """
        Removes reference, contact points, contract numbers, unknown columns and texts; decisions and their numbers stay. The audit keeps a proof.
        Backups and files of clients are not touched. Open cases need --even-open.
        """)
    @Argument(help: "Number of one of his cases.") var caseNo: String
    @Option(help: "Client, when several have a case of that number.") var client: String?
    @Option(help: ArgumentHelp("Why; kept in the audit. No names.", valueName: "text")) var reason: String
    @Flag(help: "Also when one of his cases is open.") var evenOpen = false
    @Flag(help: "Show what would be erased, and stop.") var dryRun = false
    @Flag(name: .shortAndLong, help: "Really erase.") var yes = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withAgency(.administer) { session, agency in
        let look = try await session.store.findCases([CaseKey(client: client, caseNo: caseNo)], agency: agency)
        guard case .found(let found)? = look.first else {
          if case .ambiguous(let clients)? = look.first {
            throw OperationError(
              .usage, "case \(caseNo) stands for several clients (\(clients.joined(separator: ", ")))", remedy: "--client NAME")
          }
          throw OperationError(.noInput, "there is no case \(caseNo)")
        }
        var erasure = try await session.store.previewErasure(caseID: found.id, agency: agency)
        let isDone = yes && !dryRun
        if isDone {
          erasure = try await session.store.erase(caseID: found.id, reason: reason, evenOpen: evenOpen, by: Process.actor, agency: agency)
        }
        global.terminal.result(
          [
            "done": .bool(isDone), "cases": .array(erasure.cases.map { .string($0) }), "open": JSON(erasure.open),
            "contact_points": JSON(erasure.contactPoints), "texts": JSON(erasure.texts), "extras": JSON(erasure.extras),
          ],
          """
          \(isDone ? "erased" : "would erase"): \(Text.count(erasure.cases.count, "case")) (\(erasure.open) open), \
          \(Text.count(erasure.contactPoints, "contact point")), \(Text.count(erasure.texts, "text")), \(Text.count(erasure.extras, "extra"))

          """)
        if !isDone, !dryRun { throw OperationError(.temporary, "nothing was erased", remedy: "repeat with --yes") }
      }
    }
  }

  struct Key: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say where the key of identifiers lies, move it from the database to the key file, or renew it.",
      usage: "allot data key [<options>]",
      discussion: """
        Examples:
          ALLOT_KEY_FILE=<file> allot data key --move
          ALLOT_KEY_FILE=<file> allot data key --renew

        Renewing digests every stored identifier once more, with a new key that is
        added to the file. The old lines stay: all keys are needed. Copy the file to
        every machine that imports.
        """)
    @Flag(help: "Move it to the key file.") var move = false
    @Flag(help: "Add a new key, and apply it to everything stored.") var renew = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let file = KeyFile.locate(try global.location(), environment: Process.environment)
      try await global.withAgency(.administer) { session, agency in
        if move {
          let moved = try await session.store.moveKey(by: Process.actor, agency: agency)
          let path = file?.path ?? ""
          global.terminal.result(
            ["moved": .bool(moved), "file": .string(path)],
            moved
              ? "key \(agency.keyID) moved to \(path): keep a copy apart from the database's backups\n"
              : "key \(agency.keyID) lies in a file already\n")
          return
        }
        if renew {
          var random = SystemRandomNumberGenerator()
          let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
          let renewal = try await session.store.renewKey(key, by: Process.actor, agency: agency)
          global.terminal.result(
            ["key_id": JSON(Int(renewal.keyID)), "debtors": JSON(renewal.debtors), "contact_points": JSON(renewal.contactPoints)],
            """
            key \(renewal.keyID) of agency \(agency.code) holds now: \(Text.count(renewal.debtors, "debtor")), \
            \(Text.count(renewal.contactPoints, "contact point"))
              copy \(file?.path ?? "the key file") to every machine that imports, and apart from the database's backups

            """)
          return
        }
        let isInDatabase = try await session.store.keyIsInDatabase(agency: agency)
        let place = isInDatabase ? "the database" : agency.identifierKey.isEmpty ? "nowhere this machine can see" : file?.path ?? "a file"
        global.terminal.result(
          ["key_id": JSON(Int(agency.keyID)), "in_database": .bool(isInDatabase), "file": JSON(isInDatabase ? nil : file?.path)],
          "key \(agency.keyID) of agency \(agency.code) lies in \(place)\n")
      }
    }
  }

  static func retained(_ word: String) throws -> Retained {
    guard let what = Retained(rawValue: word) else {
      throw ValidationError("“\(word)” is nothing that can be removed; write \(Retained.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return what
  }
}
