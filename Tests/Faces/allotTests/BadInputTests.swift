import Glibc
import Logging
import Postgres
import Testing

extension Server {
  /// A digest of every row of every table: equal before and after, nothing was changed. But for the lease, which a run takes before it looks.
  static func fingerprint(_ conninfo: String) async throws -> String {
    // As the superuser: row-level security hides everything from anybody who names no agency.
    let superuser = conninfo.replacing("user=strict", with: "user=postgres")
    let database = Database(DatabaseConfiguration(conninfo: superuser), logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
    defer { Task { await database.close() } }
    return try await database.run { connection in
      try connection.query(
        """
        SELECT coalesce(string_agg(c.relname || ' ' || (xpath('/row/d/text()', query_to_xml(
          format('SELECT md5(coalesce(string_agg(t::text, '','' ORDER BY t::text), '''')) AS d FROM allot.%I t', c.relname), false, true, '')))[1]::text,
          ', ' ORDER BY c.relname), 'nothing')
        FROM pg_class c WHERE c.relnamespace = to_regnamespace('allot') AND c.relkind = 'r' AND c.relname <> 'lease'
        """
      ).only()[0, as: String.self]
    }
  }
}

/// What people really hand in: each gets a clear answer, and what is wrong as a whole changes nothing.
@Suite struct BadInputTests {
  private static let people = "collector,name,team,joined_on\nC1,张三,a,2020-01-01\nC2,李四,b,2020-01-01\n"
  private static let hours =
    "collector,day,scheduled_minutes,leave_minutes\n" + (10...30).map { "C1,2026-11-\($0),480,0\nC2,2026-11-\($0),480,0\n" }.joined()

  private func allot(_ database: String, _ arguments: String...) async throws -> Tool.Result {
    try await Tool.run(arguments + ["--database", database])
  }

  /// An agency with two people, their hours, and `cases` cases.
  private func world(_ scratch: Scratch, cases: Int = 2) async throws -> String {
    let database = try await Server.agency(scratch)
    let rows = (0..<cases).map { "K\($0),cmb,\(1000 + $0).00,CNY,2026-08-01,2026-11-16\n" }.joined()
    for (feed, text) in [
      ("collectors", Self.people), ("hours", Self.hours), ("cases", "case_no,client,outstanding,currency,overdue_on,entrusted_on\n" + rows),
    ] where !(feed == "cases" && cases == 0) {
      let result = try await allot(database, "import", feed, try scratch.write("\(feed).csv", text))
      try #require(result.status == 0, "\(result.errors)")
    }
    return database
  }

  // MARK: Databases

  @Test func anOldServerIs78AndNamesItsVersion() async throws {
    let server = try OldServer(version: "12.3")
    let result = try await Tool.run([
      "show", "runs", "--database", "host=127.0.0.1 port=\(server.port) sslmode=disable gssencmode=disable dbname=x user=y",
    ])
    #expect(result.status == 78, "\(result.errors)")
    #expect(result.errors.contains("PostgreSQL 12 answers there; expected 15 or newer"), "\(result.errors)")
  }

  @Test func statusOfAnEmptyDatabaseIsAnAnswer() async throws {
    let database = try await Server.database()
    let text = try await allot(database, "db", "status")
    #expect(text.status == 0 && text.output.contains("none yet: run allot db migrate"), "\(text.errors)")
    let json = try await allot(database, "db", "status", "--json")
    #expect(json.output.contains("\"current\":false") && json.output.contains("\"version\":0"))
    #expect(try await Server.fingerprint(database) == "nothing")
  }

  @Test func errorsCarryTheirPriorityForTheJournal() async throws {
    let result = try await Tool.run(["show", "runs", "--database", "host=/nonexistent/place"], environment: ["JOURNAL_STREAM": "8:1"])
    #expect(result.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("<3>") }, "\(result.errors)")
    let server = try await Tool.run(["show", "runs", "--database", "host=/nonexistent/place"])
    #expect(server.status == 69 && server.errors.hasPrefix("allot: "), "no HOME is needed for somebody else's server")
  }

  // MARK: Whole files

  @Test func filesThatAreNoneChangeNothing() async throws {
    let scratch = try Scratch()
    let database = try await world(scratch)
    let before = try await Server.fingerprint(database)
    let header = "case_no,client,outstanding,currency\n"
    // More rows than one transaction takes, so that the fault is far behind the first ones.
    let many = header + (0..<45_000).map { "M\($0),cmb,5.00,CNY\n" }.joined()
    let files: [(name: String, text: String, status: Int32, says: String)] = [
      ("empty.csv", "", 65, "empty"), ("blank.csv", "\n\n\n", 65, "blank"),
      ("zip.csv", "PK\u{3}\u{4}\u{14}rest of an archive", 65, "its archive is damaged or cut off"),
      ("page.csv", "<html><body>login</body></html>", 65, "web page"),
      ("foreign.csv", "a,b\n1,2\n", 65, "the first line must be the header"),
      ("truncated.csv", many + "Z1,cmb,\"5", 65, "truncated.csv:45002: "),
      ("twice.csv", many + header + "Z1,cmb,5.00,CNY\n", 65, "twice.csv:45002: a header line stands among the rows"),
    ]
    for file in files {
      let result = try await allot(database, "import", "cases", try scratch.write(file.name, file.text))
      #expect(result.status == file.status && result.errors.contains(file.says), "\(file.name): \(result.status) \(result.errors)")
      #expect(result.errors.contains(file.name))
    }
    #expect(try await allot(database, "import", "cases", scratch.path).status == 66)
    #expect(try await allot(database, "import", "cases", scratch.path + "/not-there.csv").status == 66)
    let closed = try scratch.write("closed.csv", header)
    chmod(closed, 0)
    if geteuid() != 0 { #expect(try await allot(database, "import", "cases", closed).status == 66) }
    #expect(try await Server.fingerprint(database) == before)
  }

  @Test func aPolicyWithTenMistakesReportsTenAndStoresNothing() async throws {
    let scratch = try Scratch()
    let database = try await world(scratch, cases: 0)
    let before = try await Server.fingerprint(database)
    let file = try scratch.write(
      "ten.yaml",
      """
      policy: ten
      valid: { from: 2020-02-30 }
      covers: { clients: "*" }
      stay: [{ when: { promise: opn } }]
      stop: [{ when: { flag: [attorny] }, owner: keeps, counts_as_load: maybe }]
      classify: { profile: cn-mobil-2026 }
      route:
        - { rule: everyone, to: {} }
      together: { same: debtor, if_not_authorised: splitt }
      recal: { forced: 60 working days }
      fair: { new_cases: within 1, new_amount: within 5%, load: within 110% }

      """)
    for arguments in [["policy", "check", scratch.path + "/agency.yaml", file], ["policy", "apply", file, "--database", database]] {
      let result = try await Tool.run(arguments)
      #expect(result.status == 65)
      #expect(result.errors.matches(of: #/ten\.yaml:\d+:\d+: /#).count == 10, "\(result.errors)")
    }
    #expect(try await Server.fingerprint(database) == before)
  }

  @Test func aNameThatNobodyHasIsWarnedOfWhereADatabaseIsNamed() async throws {
    let scratch = try Scratch()
    let database = try await world(scratch)
    let file = try scratch.write("everything.yaml", Files.policy.replacing("teams: \"*\"", with: "teams: [a, bb]"))
    let alone = try await Tool.run(["policy", "check", scratch.path + "/agency.yaml", file])
    #expect(alone.status == 0 && alone.errors.isEmpty, "\(alone.errors)")
    let checked = try await allot(database, "policy", "check", file)
    #expect(checked.status == 0 && checked.errors.contains("there is no team “bb”"), "\(checked.errors)")
    let applied = try await allot(database, "policy", "apply", file)
    #expect(applied.status == 0 && applied.errors.contains("there is no team “bb”"), "\(applied.errors)")
    let lost = try await allot("host=/nonexistent/place", "policy", "check", scratch.path + "/agency.yaml", file)
    #expect(lost.status == 0 && lost.errors.contains("checked without the database"), "\(lost.errors)")
  }

  // MARK: Rows

  @Test func badRowsAreRejectedOneByOne() async throws {
    let scratch = try Scratch()
    let database = try await world(scratch)
    let file = try scratch.write(
      "mixed.csv",
      """
      case_no,client,outstanding,currency,overdue_on,entrusted_on,collector
      G1,cmb,100.00,CNY,2026-08-01,2026-11-16,
      B1,cmb,much,CNY,2026-08-01,2026-11-16,
      B2,cmb,100.00,CNY,2026-02-30,2026-11-16,
      B3,cmb,100.00,CNY,2026-08-01,2026-11-16,C99
      B4,cmb,100.00,EUR,2026-08-01,2026-11-16,
      B5,cmb,100.00,CNY,2026-08-01,2026-11-16,,more
      ,cmb,100.00,CNY,2026-08-01,2026-11-16,
      G2,cmb,200.00,USD,2026-08-01,2026-11-16,C2

      """)
    let result = try await allot(database, "import", "cases", file, "--json")
    #expect(result.status == 0)
    #expect(result.output.contains("\"inserted\":2,\"changed\":0,\"unchanged\":0,\"rejected\":6"), "\(result.output)")
    let rejects = Child.text(file + ".rejects.csv")
    for (line, reason) in [
      (3, "is not an amount"), (4, "is a date that does not exist"), (5, "no such collector"), (6, "has no rate for it"),
      (7, "fields; expected 7"),
      (8, "is empty"),
    ] { #expect(rejects.split(separator: "\n").contains { $0.contains(reason) }, "line \(line): \(rejects)") }
    #expect(try await allot(database, "import", "cases", file, "--strict").status == 65)
    // What the database refused stands there whole, too: mended where it is wrong, it goes in.
    let (unknown, foreign) = ("B3,cmb,100.00,CNY,2026-08-01,2026-11-16,C99", "B4,cmb,100.00,EUR,2026-08-01,2026-11-16,")
    let refused = rejects.split(separator: "\n").filter { $0.hasSuffix("," + unknown) || $0.hasSuffix("," + foreign) }
    #expect(refused.count == 2, "\(rejects)")
    let mended = try scratch.write(
      "mended.csv",
      ([rejects.prefix { $0 != "\n" }] + refused).joined(separator: "\n").replacing(unknown, with: unknown.dropLast(3) + "C2")
        .replacing(foreign, with: foreign.replacing("EUR", with: "CNY")) + "\n")
    let again = try await allot(database, "import", "cases", mended, "--json")
    #expect(again.output.contains("\"inserted\":2,\"changed\":0,\"unchanged\":0,\"rejected\":0"), "\(again.output)\(again.errors)")
  }

  @Test func columnsNobodyKnowsAreKeptUpToAHundredAndFortySeven() async throws {
    let scratch = try Scratch()
    let database = try await world(scratch)
    let extra = (1...142).map { "自定义列\($0)" }
    let file = try scratch.write(
      "wide.csv",
      "案件编号,委托方,最新欠款,逾期日期,委案日期," + extra.joined(separator: ",") + "\n"
        + (0..<20).map { row in
          "W\(row),cmb,100.00,2026-08-01,2026-11-16," + (1...142).map { "v\(row)-\($0)" }.joined(separator: ",") + "\n"
        }.joined())
    let result = try await allot(database, "import", "cases", file)
    #expect(result.status == 0 && result.output.contains("20 new"), "\(result.errors)\(result.output)")
    let superuser = database.replacing("user=strict", with: "user=postgres")
    let client = Database(DatabaseConfiguration(conninfo: superuser), logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
    let (kept, last) = try await client.run {
      try $0.query(
        """
        SELECT (SELECT count(*)::int4 FROM jsonb_object_keys(extra)), extra->>'自定义列142' FROM allot.case_record WHERE case_no = 'W7'
        """
      ).only().decode(Int32.self, String.self)
    }
    await client.close()
    #expect(kept == 142 && last == "v7-142")
  }

  @Test func outcomesNobodyKnowsAreCountedAsUnknown() async throws {
    let scratch = try Scratch()
    let database = try await world(scratch)
    let file = try scratch.write(
      "calls.csv",
      "attempt_id,case_no,at,channel,outcome,collector\n1,K0,2026-11-17 10:00:00,phone,ODD_77,C1\n2,K0,2026-11-17 11:00:00,phone,ODD_77,C1\n3,K1,2026-11-17 12:00:00,phone,no_answer,C1\n"
    )
    let result = try await allot(database, "import", "attempts", file, "--json")
    #expect(result.status == 0 && result.output.contains("\"inserted\":3"), "\(result.errors)\(result.output)")
    #expect(result.output.contains("\"unmapped_codes\":{\"ODD_77\":2}"), "\(result.output)")
  }

  // MARK: Nights

  @Test func aSecondRunOfANightChangesNothing() async throws {
    let scratch = try Scratch()
    let database = try await world(scratch, cases: 20)
    let first = try await allot(database, "run", "--slot", "2026-11-18", "--despite-brakes")
    #expect(first.status == 0 && first.output.contains("stocks and flows reconcile"), "\(first.errors)\(first.output)")
    let before = try await Server.fingerprint(database)
    let second = try await allot(database, "run", "--slot", "2026-11-18", "--despite-brakes")
    #expect(second.status == 0 && second.output.contains("already published by run"), "\(second.errors)\(second.output)")
    #expect(try await Server.fingerprint(database) == before)
  }

  @Test func aRunWithoutPolicyChangesNothing() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(withPolicy: false, scratch)
    let before = try await Server.fingerprint(database)
    #expect(try await allot(database, "run", "--slot", "2026-11-18").status == 78)
    #expect(try await Server.fingerprint(database) == before)
  }

  @Test func aNightWithCasesOnHoldOnlyPublishesItsReport() async throws {
    let scratch = try Scratch()
    let database = try await world(scratch, cases: 1)
    let holds = try scratch.write("holds.csv", "case_no,client,hold,from\nK1,cmb,dispute,2026-11-01\n")
    _ = try await allot(database, "import", "holds", holds)
    let night = try await allot(database, "run", "--slot", "2026-11-18", "--despite-brakes", "--json")
    #expect(night.status == 0, "\(night.errors)\(night.output)")
    #expect(night.output.contains("\"status\":\"published\"") && night.output.contains("\"open_cases\":1"), "\(night.output)")
    #expect(night.output.contains("\"reconciles\":true"), "\(night.output)")
    let report = try await allot(database, "report", "latest", "--output", "\(scratch.path)/out")
    #expect(report.status == 0, "\(report.errors)")
    #expect(Child.text("\(scratch.path)/out/report.html").contains("</html>"))
  }
}
