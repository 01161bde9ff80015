import ArgumentParser
import Operations
import Policy
import Store
import YAML

struct PolicyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "Check policy files and put them in force.",
    discussion: """
      Examples:
        allot policy check policies/agency.yaml policies/retail-card.yaml
        allot policy apply policies/agency.yaml policies/lexicons/zh.yaml policies/retail-card.yaml
        allot policy list
        allot policy show retail-card > retail-card.yaml

      An agency is made by applying its file. All problems of all files are shown at once, as file:line:column; nothing is stored unless all are right.
      """,
    subcommands: [Check.self, Apply.self, Approve.self, List.self, Show.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check files without storing anything.", usage: "allot policy check <file> ... [<options>]",
      discussion: """
        Needs no database. Where one is named, files are also checked against what is in force, and names of clients, teams and skills that nobody
        has are warned of. Exit status 65 when anything is wrong; warnings alone are 0.
        """)
    @Argument(help: "Agency, policy, lexicon, model or mapping files.") var files: [String]
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let json = global.json
      let check = try await check(try PolicyCommand.read(files))
      Terminal(isJSON: json).result(
        [
          "files": .array(check.kinds.map { ["file": .string($0.name), "kind": .string($0.kind.rawValue)] }),
          "findings": .array(check.findings.map(PolicyCommand.json)),
        ],
        check.errors.isEmpty
          ? check.kinds.map { "\($0.name): \($0.kind.rawValue), right\n" }.joined() : "")
      if !json { for finding in check.findings { Output.error.line(finding.description) } }
      guard check.errors.isEmpty else {
        if !json { Output.error.line("allot: \(Text.count(check.errors.count, "problem")) in \(Text.count(files.count, "file"))") }
        throw Stop(status: .dataError)
      }
    }

    /// Against the database too, if somebody named one that answers. A private one is asked only while it runs: a check starts nothing.
    private func check(_ files: [PolicyDesk.File]) async throws -> PolicyCheck {
      let alone = PolicyDesk.alone(files)
      guard alone.errors.isEmpty, let location = try? global.location(), location.origin != nil,
        !location.isEmbedded || PrivateDatabase.isRunning(stateDirectory: location.stateDirectory)
      else { return alone }
      do {
        return try await global.withSession { try await PolicyDesk(store: $0.store, actor: "").check(files, agencyCode: global.agency) }
      } catch let error as OperationError {
        Output.error.line("allot: checked without the database: \(error.what)")
        return alone
      }
    }
  }

  struct Apply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Store files and put them in force with the next run.", usage: "allot policy apply <file> ... [<options>]",
      discussion: """
        Where the agency file in force asks for two people, a changed agency or policy file waits until a second person says: allot policy approve NAME
        """)
    @Argument(help: "Agency, policy, lexicon, model or mapping files.") var files: [String]
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let files = try PolicyCommand.read(files)
      // Wrong files need no database to be refused.
      let early = PolicyDesk.alone(files).errors
      if !early.isEmpty { throw PolicyDesk.refusal(early) }
      try await global.withSession { session in
        let desk = { PolicyDesk(store: session.store, actor: Process.actor) }
        let existing = try await PolicyDesk.agency(of: files, named: global.agency, in: session.store)
        let result: PolicyDesk.Result
        if let existing {
          result = try await global.acting(.policy, session, existing) { try await desk().apply(files, agencyCode: global.agency) }
        } else {
          result = try await desk().apply(files, agencyCode: global.agency)
        }
        try await Self.rejudgeIfNeeded(result, session)
        for warning in result.warnings { Output.error.line(warning) }
        global.terminal.result(
          [
            "agency": .string(result.agency.code), "agency_is_new": .bool(result.agencyIsNew),
            "applied": .array(
              result.applied.map {
                [
                  "file": .string($0.file), "kind": .string($0.version.kind.rawValue), "name": .string($0.version.name),
                  "version": JSON($0.version.version),
                  "new": .bool($0.isNew), "in_force": .bool($0.isInForce),
                ]
              }),
          ], Self.text(result))
      }
    }

    /// New words or a new model judge what is on record, where its text is kept.
    private static func rejudgeIfNeeded(_ result: PolicyDesk.Result, _ session: Session) async throws {
      guard result.applied.contains(where: { $0.isNew && $0.isInForce && [.lexicon, .model, .agency].contains($0.version.kind) }) else {
        return
      }
      guard try await session.store.activePolicies(agency: result.agency).contains(where: { $0.version.kind == .lexicon }) else { return }
      let rejudged = try await ClassifyCommand.rejudge(ToneDesk(store: session.store, agency: result.agency))
      if rejudged.judged > 0 { Output.error.write(ClassifyCommand.text(rejudged)) }
    }

    private static func text(_ result: PolicyDesk.Result) -> String {
      var text = result.agencyIsNew ? "agency \(result.agency.code) (\(result.agency.name)) made\n" : ""
      for applied in result.applied {
        let name = "\(applied.version.kind.rawValue) \(applied.version.name) version \(applied.version.version)"
        if !applied.isInForce {
          text +=
            "\(name): stored; waits for a second person: allot policy approve \(applied.version.name) --kind \(applied.version.kind.rawValue)\n"
        } else {
          text += "\(name): \(applied.isNew ? "in force from the next run" : "unchanged, in force")\n"
        }
      }
      return text
    }
  }

  struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Put a stored version in force, as the second person.", usage: "allot policy approve <name> [<options>]")
    @Argument(help: "Name of the policy; for the agency file the agency's code.") var name: String
    @Option(help: "agency, policy, lexicon, model or mapping.") var kind: String = "policy"
    @Option(help: "Version; the newest if left out.") var version: Int?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let kind = try PolicyCommand.kind(kind)
      try await global.withAgency(.approve) { session, agency in
        let approved = try await PolicyDesk(store: session.store, actor: Process.actor)
          .approve(kind: kind, name: name, version: version, agency: agency)
        global.terminal.result(
          ["kind": .string(kind.rawValue), "name": .string(name), "version": JSON(approved.version), "in_force": true],
          "\(kind.rawValue) \(name) version \(approved.version): in force from the next run\n")
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List every stored version.", usage: "allot policy list [<options>]")
    @Flag(help: "Only what is in force.") var active = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withAgency { session, agency in
        let versions = try await session.store.policyVersions(agency: agency).filter { !active || $0.isActive }
        let table = Table(
          [.init("kind"), .init("name"), .init("version", .right), .init("state"), .init("applied by"), .init("digest")],
          rows: versions.map {
            [
              $0.kind.rawValue, $0.name, String($0.version), $0.isActive ? "in force" : "", $0.appliedBy,
              PolicyCommand.hex($0.digest.prefix(6)),
            ]
          })
        global.terminal.result(
          [
            "versions": .array(
              versions.map {
                [
                  "kind": .string($0.kind.rawValue), "name": .string($0.name), "version": JSON($0.version), "in_force": .bool($0.isActive),
                  "applied_by": .string($0.appliedBy), "digest": .string(PolicyCommand.hex($0.digest)),
                ]
              })
          ], global.terminal.table(table))
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the text of a version as it was applied.", usage: "allot policy show <name> [<options>]")
    @Argument(help: "Name of the policy; for the agency file the agency's code.") var name: String
    @Option(help: "agency, policy, lexicon, model or mapping; found by name if left out.") var kind: String?
    @Option(help: "Version; the one in force if left out.") var version: Int?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let wanted = try kind.map(PolicyCommand.kind)
      try await global.withAgency { session, agency in
        let named = try await session.store.policyVersions(agency: agency).filter {
          $0.name == name && (wanted == nil || $0.kind == wanted)
        }
        guard let kind = wanted ?? named.first?.kind else {
          throw OperationError(.noInput, "there is no policy “\(name)”", remedy: "see what there is with: allot policy list")
        }
        let (found, text) = try await session.store.policyText(kind, name: name, version: version, agency: agency)
        global.terminal.result(
          [
            "kind": .string(kind.rawValue), "name": .string(name), "version": JSON(found.version), "in_force": .bool(found.isActive),
            "text": .string(text),
          ],
          text.hasSuffix("\n") ? text : text + "\n")
      }
    }
  }

  static func read(_ paths: [String]) throws -> [PolicyDesk.File] {
    var seen: Set<String> = []
    return try paths.filter { seen.insert($0).inserted }.map { ($0, try FileAccess.read($0, limit: 2 << 20)) }
  }

  static func kind(_ word: String) throws -> PolicyKind {
    guard let kind = PolicyKind(rawValue: word) else {
      throw ValidationError("“\(word)” is no kind of file; write agency, policy, lexicon, model or mapping")
    }
    return kind
  }

  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  static func json(_ finding: Finding) -> JSON {
    [
      "severity": .string(finding.severity.rawValue), "file": .string(finding.problem.file), "line": JSON(finding.problem.line),
      "column": JSON(finding.problem.column), "message": .string(finding.problem.message), "expected": JSON(finding.problem.expectation),
      "hint": JSON(finding.problem.hint),
    ]
  }
}
