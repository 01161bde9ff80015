import Faults
import FoundationEssentials
import Speech
import Testing

@testable import Daemon
@testable import Desks
@testable import Hooks
@testable import Portfolio
@testable import Postgres
@testable import Schema
@testable import Setup
@testable import Telemetry

/// The pages and the code name the same things: each test reads both, and what one has the other must have.
@Suite struct TruthTests {
  /// The rows of the table whose header begins so, cell by cell.
  private func table(_ page: String, _ header: String) throws -> [[String]] {
    let lines = try Repository.text(page).split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix(header) }, "\(page) has no table “\(header)”")
    return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { row in
      row.dropFirst().dropLast().split(separator: " |", omittingEmptySubsequences: false).map { $0.trimmingBlanks() }.map(String.init)
    }
  }

  /// What stands between backquotes.
  private func quoted(_ text: some StringProtocol) -> [String] { String(text).matches(of: /`([^`]+)`/).map { String($0.1) } }

  private func expectSame<Name: Hashable & Comparable>(
    _ what: String, documented: some Sequence<Name>, inCode: some Sequence<Name>, _ place: SourceLocation = #_sourceLocation
  ) {
    let (documented, inCode) = (Set(documented), Set(inCode))
    #expect(documented.subtracting(inCode).sorted() == [], "\(what) documented and not in code", sourceLocation: place)
    #expect(inCode.subtracting(documented).sorted() == [], "\(what) in code and not documented", sourceLocation: place)
  }

  @Test func filesThatPagesNameAreThere() throws {
    var named = 0
    for page in try Repository.pages() {
      let folders = /`((?:Sources|Tests|scripts|Benchmarks|docs|policies|Examples|systemd|findings)\/[\w\/.+-]*)/
      for found in try Repository.text(page).matches(of: folders) {
        named += 1
        // A type's file may be named without its ending.
        let path = Repository.root + "/" + (found.1.hasSuffix(".") ? found.1.dropLast() : found.1)
        #expect([path, path + ".swift"].contains(where: FileManager.default.fileExists), "\(page) names \(found.1), which is not there")
      }
    }
    #expect(named > 25)
  }

  @Test func exitStatuses() async throws {
    let statuses = (Int32(0)...255).compactMap(ExitStatus.init).map(\.rawValue)
    let cells = try table("docs/operations.md", "| status | meaning").flatMap { [$0[0], $0[2]] }
    expectSame("exit statuses", documented: cells.compactMap { Int32($0) }, inCode: statuses)
    let help = try #require(try await CommandTree.shared.value.discussion)
    let list = help[(try #require(help.firstRange(of: "Exit status"))).upperBound...]
    expectSame("exit statuses of --help", documented: list.matches(of: /(?:^|\s)(\d+) [a-z]/).compactMap { Int32($0.1) }, inCode: statuses)
    for page in try Repository.pages() {
      for found in try Repository.text(page).matches(of: /(?:[Ss]tatus|ends with|end with|exit) (\d\d)\b(?! ?[%s])/) {
        #expect(statuses.contains(Int32(found.1) ?? -1), "\(page) speaks of status \(found.1)")
      }
    }
  }

  @Test func metricsAndTheirLabels() throws {
    let rows = try table("docs/operations.md", "| metric | labels")
    let registry = PrometheusRegistry()
    RunMetrics.describe(in: registry)
    expectSame("metrics", documented: rows.flatMap { quoted($0[0]) }, inCode: registry.described)
    var emitted: [String: Set<String>] = [:]
    for text in try Repository.sources.get().values where text.contains("(label: \"allot_") {
      for found in text.matches(of: /(?:Timer|Counter|Gauge)\(label: "(\w+)", dimensions: \[(.*?)\]\)/) {
        emitted[String(found.1), default: []].formUnion(found.2.matches(of: /\("(\w+)",/).map { String($0.1) })
      }
    }
    expectSame("metrics", documented: registry.described, inCode: emitted.keys)
    for row in rows { #expect(Set(quoted(row[1])) == emitted[quoted(row[0]).first ?? ""], "labels of \(row[0])") }
  }

  @Test func loopsAndPartsOfTheDaemon() throws {
    var loops: Set<String> = []
    var parts: Set<String> = []
    for (file, text) in try Repository.sources.get() where text.contains("static let part = \"") {
      let part = text.firstMatch(of: /static let part = "(\w+)"/).map { String($0.1) }
      if let part { parts.insert(part) }
      for call in text.matches(of: /\b(?:Heartbeat\.count|beat\.beat)\((?:Self\.part|"(\w+)")\)/) {
        loops.insert(try #require(call.1.map(String.init) ?? part, "\(file) beats for nobody"))
      }
    }
    let beats = try table("docs/operations.md", "| metric | labels").first { $0[0].contains("allot_loop_beats_total") }
    expectSame("loops", documented: quoted(try #require(beats)[2]), inCode: loops)
    let ready = try table("docs/operations.md", "| path | answer").first { $0[0] == "`/readyz`" }
    expectSame("parts of /readyz", documented: quoted(try #require(ready)[1]).filter { $0 != "/readyz" }, inCode: parts)
  }

  @Test func topicsOfTheOutbox() throws {
    var topics: Set<String> = []
    for text in try Repository.sources.get().values where text.contains("outbox") || text.contains("announce(") {
      topics.formUnion(text.matches(of: /announce\(\w+, "([a-z.]+)"\)/).map { String($0.1) })
      topics.formUnion(text.matches(of: /INSERT INTO allot\.outbox[^;]*?'([a-z]+\.[a-z]+)'/).map { String($0.1) })
    }
    let outbox = try #require(try dataRows().first { $0[0] == "`outbox`" })
    expectSame("topics", documented: quoted(outbox[2]).filter { $0.contains(".") }, inCode: topics)
    expectSame("topics of webhooks", documented: topics, inCode: Topic.allCases.map(\.rawValue))
  }

  /// Rows of all tables of docs/data.md.
  private func dataRows() throws -> [[String]] {
    try Repository.text("docs/data.md").split(separator: "\n").filter { $0.hasPrefix("| ") }.map { row in
      row.dropFirst().dropLast().split(separator: " |", omittingEmptySubsequences: false).map { String($0.trimmingBlanks()) }
    }
  }

  @Test func namesOfTheConfigurationFile() throws {
    // The file itself says what it knows when it meets what it does not.
    var known: [String] = []
    do { _ = try ConfigurationFile("no_such_setting = 1", path: "x") } catch {
      known = (error.remedy?.en ?? "").split(separator: ":").last.map { $0.split(separator: ",").map { String($0.trimmingBlanks()) } } ?? []
    }
    #expect(known.count >= 5)
    for name in known { #expect(throws: Never.self) { try ConfigurationFile("\(name) = \(name == "language" ? "zh" : "30")", path: "x") } }
    let page = try Repository.text("docs/operations.md")
    let sentence = try #require(page.firstMatch(of: /the names are ((?:`\w+`(?:, | and )?)+)/)).1
    expectSame("names of allot.conf", documented: quoted(sentence), inCode: known)
  }

  @Test func environmentVariables() throws {
    let mine = /"(ALLOT_[A-Z_]+|PGSERVICE|PGHOST|PGHOSTADDR|PGDATABASE)"/
    // Of debug builds only: where faults are put in on purpose (Sources/…/FaultHook.swift).
    let hooks: Set = ["ALLOT_FAULT", "ALLOT_FLAW", "ALLOT_TOMORROW"]
    var read: Set<String> = []
    for text in try Repository.sources.get().values where text.contains("\"ALLOT_") || text.contains("\"PG") {
      read.formUnion(text.matches(of: mine).map { String($0.1) })
    }
    #expect(hooks.isSubset(of: read))
    let named = Set(try Repository.prose().matches(of: /\b(ALLOT_[A-Z_]+|PGSERVICE|PGHOST|PGHOSTADDR|PGDATABASE)\b/).map { String($0.1) })
    // What only tests and scripts read.
    var elsewhere = ""
    for file in try Repository.files("Tests", ending: ".swift") + ["scripts/demo", "scripts/test"] {
      elsewhere += try Repository.text(file)
    }
    expectSame("variables", documented: named.filter { !(elsewhere.contains($0) && !read.contains($0)) }, inCode: read.subtracting(hooks))
  }

  @Test func commandsAndOptions() async throws {
    let tree = try await CommandTree.shared.value
    let documented = try table("docs/operations.md", "| command | its own").flatMap { row in
      try quoted(row[0]).flatMap { name in
        let own = quoted(row[1]).flatMap { $0.split(separator: "|").map(String.init) }
        #expect(row[0].matches(of: /`/).count == 2 || own.isEmpty, "\(row[0]): whose are \(row[1])?")
        return [name] + own.map { "\(name) \($0)" }
      }
    }
    expectSame(
      "commands", documented: documented, inCode: tree.all().map { $0.path.dropFirst().joined(separator: " ") }.filter { !$0.isEmpty })

    let known = Set(tree.all().flatMap { ($0.command.arguments ?? []).flatMap { ($0.names ?? []).map(\.written) } }).union(["--help"])
    var scripts = ""
    for file in try Repository.files("scripts", ending: "") + [
      "Benchmarks/night", "Benchmarks/arrivals", "Benchmarks/allocation/generate_night.py",
    ] {
      scripts += (try? Repository.text(file)) ?? ""
    }
    for page in try Repository.pages() {
      for span in quoted(try Repository.text(page).replacing(/```[^`]*```/, with: "")) {
        for option in span.matches(of: /(?:^|\s)(--[a-z][a-z-]+)/) where !known.contains(String(option.1)) {
          #expect(scripts.contains(option.1), "\(page) names the option \(option.1) (`\(span)`), which nothing has")
        }
      }
    }
  }

  @Test func rolesAndRights() throws {
    let lines = try Repository.text("docs/people.md").split(separator: "\n")
    let header = try #require(lines.first { $0.hasPrefix("| right |") }).split(separator: "|").map { String($0.trimmingBlanks()) }
    expectSame("roles", documented: header.dropFirst().filter { $0 != "owner" }, inCode: Role.allCases.map(\.rawValue))
    let rows = try table("docs/people.md", "| right |")
    #expect(rows.count == Right.allCases.count, "one row for each right")
    // In both, a right is known by who has it; two with the same roles may change places.
    let told = rows.map { row in Set(header.indices.dropFirst().filter { row[$0] == "yes" && header[$0] != "owner" }.map { header[$0] }) }
    let table = Right.allCases.map { Set($0.roles.map(\.rawValue)) }
    func sorted(_ sets: [Set<String>]) -> [String] { sets.map { $0.sorted().joined(separator: " ") }.sorted() }
    #expect(sorted(told) == sorted(table))
    expectSame(
      "database roles", documented: try self.table("docs/people.md", "| role | rights |").flatMap { quoted($0[0]) },
      inCode: DatabaseRole.allCases.map(\.rawValue))
  }

  @Test func smallNamesThatPagesList() async throws {
    let retention = try table("docs/people.md", "| command | removes |").compactMap {
      quoted($0[0]).first?.split(separator: " ").dropLast().last
    }
    expectSame("what retention knows", documented: retention.map(String.init), inCode: Retained.allCases.map(\.rawValue))
    expectSame(
      "feeds", documented: try table("docs/formats.md", "| feed | one row is").flatMap { quoted($0[0]) },
      inCode: Feed.allCases.map(\.rawValue))
    expectSame(
      "outcomes", documented: try table("docs/formats.md", "| outcome | evidence").flatMap { quoted($0[0]) },
      inCode: ContactOutcome.allCases.map(\.word))
    expectSame(
      "ways of dealing", documented: try table("docs/method.md", "| name | deals |").flatMap { quoted($0[0]) },
      inCode: try await baselines())
    expectSame(
      "kinds of policy files",
      documented: try table("docs/policy.md", "| first key | how many").flatMap { quoted($0[0]) }.map { String($0.dropLast()) },
      inCode: try Self.words(#require(Repository.source("PolicyFile.swift").firstMatch(of: /enum PolicyFileKind.*\n\s*case (.*)/)).1))
    let views = try Repository.sources.get().values.flatMap { $0.matches(of: /VIEW allot\.(check_\w+)/).map { String($0.1) } }
    expectSame("invariants", documented: try table("docs/data.md", "| view | what must hold |").flatMap { quoted($0[0]) }, inCode: views)
    let run = try #require(try dataRows().first { $0[0] == "`run`" })
    expectSame("states of a run", documented: quoted(run[2].prefix { $0 != ")" }), inCode: RunState.allCases.map(\.rawValue))
  }

  /// The executable names them when it is asked for one that is none.
  private func baselines() async throws -> [String] {
    let refused = try await Tool.run(["run", "--dry-run", "--baseline", "best"])
    return Self.words(try #require(refused.errors.firstMatch(of: /some of: (.*)/)).1)
  }

  private static func words(_ list: Substring) -> [String] { list.split(separator: ",").map { String($0.trimmingBlanks()) } }

  @Test func codesOfTheDatabase() throws {
    let codes = Dictionary(uniqueKeysWithValues: try table("docs/data.md", "| column | values |").map { ($0[0], $0[1]) })
    func numbered(_ text: String?) -> [String] { (text ?? "").matches(of: /(\d+) ([a-z_]+)/).map { "\($0.1) \($0.2)" } }
    expectSame("classes", documented: numbered(codes["class"]), inCode: CaseClass.allCases.map { "\($0.rawValue) \($0.word)" })
    expectSame("case statuses", documented: numbered(codes["case status"]), inCode: CaseStatus.allCases.map { "\($0.rawValue) \($0.word)" })
    expectSame("holds", documented: numbered(codes["hold"]), inCode: HoldKind.allCases.map { "\($0.rawValue) \($0.word)" })
    expectSame("channels", documented: numbered(codes["channel"]), inCode: Channel.allCases.map { "\($0.rawValue) \($0.word)" })
    expectSame("outcomes", documented: numbered(codes["outcome"]), inCode: ContactOutcome.allCases.map { "\($0.rawValue) \($0.word)" })
    expectSame("decisions", documented: numbered(codes["decision kind"]), inCode: DecisionKind.allCases.map { "\($0.rawValue) \($0)" })
    #expect((codes["flags (bits from 0)"] ?? "").split(separator: ", ").map(String.init) == CaseFlags.words.map(\.word))
    let reasons = (codes["reason code"] ?? "").matches(of: /(\d+)(?:–(\d+))?/).flatMap { found -> [Int16] in
      guard let first = Int16(found.1) else { return [] }
      return Array(first...(found.2.flatMap { Int16($0) } ?? first))
    }
    expectSame("reason codes", documented: reasons, inCode: ReasonCode.allCases.map(\.rawValue))
  }
}
