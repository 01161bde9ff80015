import Glibc
import Logging
import Postgres
import PrivateCluster
import Testing

/// One server for all tests of the executable; it goes with the process.
enum Server {
  static let shared = Task { try await PrivateCluster.temporary(logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }) }

  /// An ordinary role, bound by row-level security even where it owns the tables: what a server of somebody else gives us.
  private static let strict = Task {
    try await execute(shared.value.superuserConninfo, "CREATE ROLE strict LOGIN")
    return "strict"
  }

  /// A fresh, empty database of the ordinary role.
  static func database() async throws -> String {
    let (cluster, role) = try await (shared.value, strict.value)
    let name = "t\(UInt64.random(in: .min ... .max))"
    let conninfo = try await cluster.createDatabase(name)
    try await execute(cluster.superuserConninfo, "ALTER DATABASE \(name) OWNER TO \(role)")
    return conninfo.replacing("user=allot", with: "user=\(role)")
  }

  /// With schema, agency and, unless told otherwise, a policy.
  static func agency(withPolicy: Bool = true, _ scratch: Scratch, file: String = Files.agency) async throws -> String {
    let database = try await database()
    var files = [try scratch.write("agency.yaml", file)]
    if withPolicy { files.append(try scratch.write("everything.yaml", Files.policy)) }
    for arguments in [["db", "migrate"], ["policy", "apply"] + files] {
      let result = try await Tool.run(arguments + ["--database", database])
      try #require(result.status == 0, "\(result.errors)")
    }
    return database
  }

  /// As the superuser: for what no role of ours may do.
  static func execute(_ conninfo: String, _ script: String) async throws {
    let superuser = conninfo.replacing("user=strict", with: "user=postgres")
    let database = Database(DatabaseConfiguration(conninfo: superuser), logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
    try await database.run { try $0.script(script) }
    await database.close()
  }

  /// The first column of a query, as the superuser.
  static func numbers(_ conninfo: String, _ query: String) async throws -> [Int] {
    let superuser = conninfo.replacing("user=strict", with: "user=postgres")
    let database = Database(DatabaseConfiguration(conninfo: superuser), logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
    let numbers = try await database.run { connection in try connection.query(SQL(raw: query)).map { try $0[0, as: Int.self] } }
    await database.close()
    return numbers
  }
}

@Suite struct ExitStatusTests {
  @Test(arguments: [
    [], ["db"], ["db", "migrate"], ["db", "status"], ["db", "bind"], ["db", "logins"], ["policy"], ["policy", "check"],
    ["policy", "apply"], ["policy", "approve"],
    ["policy", "list"],
    ["policy", "show"], ["import"], ["run"], ["explain"], ["show"], ["show", "cases"], ["show", "collectors"], ["show", "runs"],
    ["show", "assignments"], ["report"], ["replay"], ["serve"], ["sample"], ["cluster"], ["cluster", "start"],
    ["promise"], ["promise", "read"], ["tone", "train"], ["tone", "judge"], ["tone", "score"], ["lexicon", "check"], ["outcome"],
    ["classify"], ["review", "list"],
    ["review", "label"], ["review", "accuracy"], ["review", "export"],
    ["move"], ["swap"], ["pin"], ["release"], ["exclude"], ["approve"], ["moves"], ["audit"], ["audit", "verify"], ["user"],
    ["user", "token"],
    ["run", "release"], ["run", "discard"], ["undo"], ["doctor"],
  ])
  func everyPageOfHelpFitsAnOldTerminal(_ command: [String]) async throws {
    let result = try await Tool.run(command + ["--help"])
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    #expect(result.output.hasPrefix("OVERVIEW: "))
    #expect(result.output.split(separator: "\n").filter { $0.count > 80 } == [])
  }

  @Test func theVersionIsOneWord() async throws {
    #expect(
      try await Tool.run(["--version"]).output.wholeMatch(of: /\d+\.\d+\.\d+ \(commit (?:unknown|[0-9a-f]{40}), schema \d+\)\n/) != nil)
  }

  @Test(arguments: [
    ["nonsense"], ["run", "--slot", "yesterday"], ["import", "nothing", "x.csv"], ["show", "cases", "--class", "angry"],
    ["run", "--database", "host=x", "--embedded"], ["serve", "--listen", "nowhere"], ["run", "--database", "host=x no_such_option=1"],
  ])
  func wrongWordsAre64(_ arguments: [String]) async throws {
    let result = try await Tool.run(arguments, environment: ["HOME": "/nonexistent"])
    #expect(result.status == 64, "\(result.errors)")
    #expect(result.errors.hasPrefix("allot: "))
    #expect(result.output.isEmpty)
  }

  @Test func aServerThatDoesNotAnswerIs69() async throws {
    let result = try await Tool.run(["show", "runs", "--database", "host=/nonexistent/place"])
    #expect(result.status == 69)
    #expect(result.errors.contains("does not answer"))
  }

  @Test func aMissingDatabaseIs69() async throws {
    let conninfo = try await Server.database().replacing(/dbname=\S+/, with: "dbname=not_there")
    let result = try await Tool.run(["show", "runs", "--database", conninfo])
    #expect(result.status == 69)
    #expect(result.errors.contains("createdb"))
  }

  @Test func aWrongPasswordIs77AndNeverShown() async throws {
    // A server of its own: its access rules are changed.
    let cluster = try await PrivateCluster.temporary(logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
    try await Server.execute(
      cluster.superuserConninfo,
      """
      CREATE ROLE guarded LOGIN PASSWORD 'right';
      DO $$ BEGIN EXECUTE format('COPY (VALUES (''local all guarded scram-sha-256''), (''local all all trust'')) TO %L', current_setting('hba_file')); END $$;
      SELECT pg_reload_conf();
      """)
    let conninfo = cluster.conninfo.replacing("user=allot", with: "user=guarded")
    let result = try await Tool.run(["show", "runs", "--database", conninfo], environment: ["PGPASSWORD": "wrong-secret"])
    #expect(result.status == 77, "\(result.errors)")
    #expect(result.errors.contains("password"))
    #expect(!result.errors.contains("wrong-secret"))
    try await cluster.stop()
  }

  @Test func aMissingSchemaIs78AndNamesTheCommand() async throws {
    let result = try await Tool.run(["run", "--database", try await Server.database()])
    #expect(result.status == 78)
    #expect(result.errors.contains("allot db migrate"))
  }

  @Test func aNewerSchemaIs78AndIsLeftAlone() async throws {
    let database = try await Server.database()
    #expect(try await Tool.run(["db", "migrate", "--database", database]).status == 0)
    try await Server.execute(
      database,
      """
      INSERT INTO allot.schema_version SELECT (s).* FROM (
        SELECT jsonb_populate_record(v, '{"version": 999}') AS s FROM allot.schema_version v ORDER BY version DESC LIMIT 1) t
      """)
    for arguments in [["run"], ["db", "migrate"], ["serve"], ["db", "status"]] {
      let result = try await Tool.run(arguments + ["--database", database])
      #expect(result.status == 78, "\(arguments): \(result.errors)")
      #expect(result.errors.contains("999"))
    }
  }

  @Test func aRunWithoutAgencyOrPolicyIs78() async throws {
    let scratch = try Scratch()
    let empty = try await Server.database()
    #expect(try await Tool.run(["db", "migrate", "--database", empty]).status == 0)
    let without = try await Tool.run(["run", "--database", empty])
    #expect(without.status == 78)
    #expect(without.errors.contains("policy apply agency.yaml"))
    let agencyOnly = try await Server.agency(withPolicy: false, scratch)
    let result = try await Tool.run(["run", "--database", agencyOnly])
    #expect(result.status == 78)
    #expect(result.errors.contains("no policy in force"))
  }

  @Test func aWrongPolicyFileIs65WithItsPlaceAndStoresNothing() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let file = try scratch.write("wrong.yaml", Files.policy.replacing("everything", with: "wrong").replacing("route:", with: "rout:"))
    for arguments in [["policy", "check", file], ["policy", "apply", file, "--database", database]] {
      let result = try await Tool.run(arguments)
      #expect(result.status == 65)
      #expect(result.errors.contains("wrong.yaml:7:1: "), "\(result.errors)")
      #expect(result.errors.contains("did you mean"))
    }
    let list = try await Tool.run(["policy", "list", "--database", database])
    #expect(!list.output.contains("wrong"))
    #expect(try await Tool.run(["policy", "check", scratch.path + "/none.yaml"]).status == 66)
  }

  @Test func unusableFilesAre65And66() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let nothing = try scratch.write("empty.csv", "")
    let foreign = try scratch.write("foreign.csv", "a,b\n1,2\n")
    #expect(try await Tool.run(["import", "cases", scratch.path + "/none.csv", "--database", database]).status == 66)
    #expect(try await Tool.run(["import", "cases", nothing, "--database", database]).status == 65)
    #expect(try await Tool.run(["import", "cases", foreign, "--database", database]).status == 65)
    let talk = try scratch.write("talk.csv", "conversation_id,case_no,started_at,party,text\n1,X,2026-11-17 10:00,self,好的\n")
    let unread = try await Tool.run(["import", "conversations", talk, "--database", database])
    #expect(unread.status == 78)
    #expect(unread.errors.contains("lexicon"))
  }

  @Test func aSecondPersonApprovesWhereTheAgencyAsksForOne() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let agency = try scratch.write("agency.yaml", Files.agency.replacing("one person", with: "two people"))
    #expect(try await Tool.run(["policy", "apply", agency, "--database", database]).status == 0)
    let changed = try scratch.write("everything.yaml", Files.policy.replacing("everyone", with: "all"))
    func act(_ arguments: [String], as user: String) async throws -> Tool.Result {
      try await Tool.run(["policy"] + arguments + ["--database", database], environment: ["ALLOT_USER": user])
    }
    let stored = try await act(["apply", changed], as: "li")
    #expect(stored.status == 0)
    #expect(stored.output.contains("waits for a second person"))
    #expect(try await act(["approve", "everything"], as: "li").status == 77)
    #expect(try await act(["show", "everything"], as: "li").output.contains("everyone"))
    #expect(try await act(["approve", "everything"], as: "wang").status == 0)
    #expect(try await act(["show", "everything"], as: "li").output.contains("rule: all"))
  }

  @Test func anAgencyFileInForceThatCannotBeReadAsksForASecondPersonAndChecksNoPolicy() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    func act(_ arguments: String..., user: String = "li") async throws -> Tool.Result {
      try await Tool.run(["policy"] + arguments + ["--database", database], environment: ["ALLOT_USER": user])
    }
    try await Server.execute(
      database, "UPDATE allot.policy_version SET body = replace(body, 'approval:', 'aproval:') WHERE kind = 'agency'")
    let changed = try scratch.write("everything.yaml", Files.policy.replacing("everyone", with: "all"))
    let unchecked = try await act("apply", changed)
    #expect(unchecked.status == 78 && unchecked.errors.contains("aproval"), "\(unchecked.errors)")
    // Mended, it waits for somebody else: nobody knows that one person was enough.
    let agency = try scratch.write("agency.yaml", Files.agency + "# mended\n")
    let mended = try await act("apply", agency, changed)
    #expect(mended.status == 0 && mended.output.contains("waits for a second person"), "\(mended.errors)\(mended.output)")
    #expect(try await act("approve", "test", "--kind", "agency").status == 77)
    #expect(try await act("approve", "test", "--kind", "agency", user: "wang").status == 0)
    #expect(try await act("apply", changed).output.contains("waits") == false)
  }

  @Test func aPipeOrADeviceIsNoPolicyNoMappingNoLexiconAndNoConfiguration() async throws {
    let scratch = try Scratch()
    let pipe = scratch.path + "/pipe.yaml"
    #expect(mkfifo(pipe, 0o600) == 0)
    let commands: [[String]] = [
      ["policy", "check"], ["lexicon", "check"], ["outcome", "X", "--source"],
      ["tone", "judge", "in.csv", "--output", "out.csv", "--lexicon"],
    ]
    for path in [pipe, "/dev/zero"] {
      for command in commands {
        let result = try await Tool.run(command + [path])
        #expect(result.status == 66 || result.status == 65, "\(command) \(path): \(result.status) \(result.errors)")
        #expect(result.errors.contains("is a") || result.errors.contains("not a regular file"), "\(command) \(path): \(result.errors)")
      }
      let configured = try await Tool.run(["show", "runs"], environment: ["ALLOT_CONFIG": path])
      #expect(configured.status == 66 && configured.errors.contains("expected a file"), "\(configured.errors)")
    }
  }
}
