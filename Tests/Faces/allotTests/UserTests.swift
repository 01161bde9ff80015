import Testing

/// Who may do what, through the executable: tokens, roles, and the second person.
@Suite struct UserTests {
  @Test func rolesDecideOnceThereAreUsers() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let people = try scratch.write("collectors.csv", "code,name,team\nC1,A,a\nC2,B,a\nC3,C,b\n")
    let cases = try scratch.write("cases.csv", "client,case_no,currency,outstanding\ncmb,K1,CNY,100.00\ncmb,K2,CNY,50.00\n")
    func allot(_ arguments: String..., token: String? = nil, user: String? = nil) async throws -> Tool.Result {
      var environment: [String: String] = [:]
      environment["ALLOT_TOKEN"] = token
      environment["ALLOT_USER"] = user
      return try await Tool.run(arguments + ["--database", database], environment: environment)
    }
    // Nobody is known: everybody may do everything.
    #expect(try await allot("import", "collectors", people, user: "somebody").status == 0)
    var tokens: [String: String] = [:]
    for role in ["manager", "approver", "lead", "auditor", "integrator"] {
      // Only the owner of the database adds people: here that is who runs the tests.
      #expect(try await allot("user", "add", "the-\(role)", "--role", role).status == 0)
      let made = try await allot("user", "token", "the-\(role)", "--label", "test")
      #expect(made.status == 0 && made.output.hasPrefix("allot_"))
      tokens[role] = made.output.trimmingSuffix("\n")
    }
    #expect(try await allot("user", "add", "the-lead", "--role", "lead").status == 65)
    #expect(try await allot("user", "add", "x", "--role", "emperor").status == 64)

    // right × role: the table of docs/people.md.
    let table: [(command: [String], allowed: Set<String>)] = [
      (["show", "cases"], ["manager", "approver", "lead", "auditor", "integrator"]),
      (["import", "cases", cases], ["manager", "integrator"]),
      (["run", "--slot", "2026-11-18", "--dry-run"], ["manager"]),
      (["policy", "apply", scratch.path + "/everything.yaml"], ["manager"]),
      (["policy", "approve", "everything"], ["approver"]),
      (["run", "--slot", "2026-11-18", "--dry-run", "--despite-brakes"], ["approver"]),
      (["move", "K1", "--to", "C1", "--reason", "r", "--dry-run"], ["manager", "lead"]),
      (["audit", "verify"], ["manager", "approver", "auditor"]),
      (["user", "add", "y", "--role", "lead"], []),
      (["user", "token", "the-lead"], []),
      (["user", "sign-in-link", "the-lead"], []),
      (["user", "reset", "the-lead"], []),
    ]
    // The file first, so that there is a case to move.
    #expect(try await allot("import", "cases", cases, token: tokens["integrator"]).status == 0)
    for (command, allowed) in table {
      for (role, token) in tokens {
        let result = try await Tool.run(command + ["--database", database], environment: ["ALLOT_TOKEN": token])
        #expect(
          result.status == (allowed.contains(role) ? 0 : 77),
          "\(role): allot \(command.joined(separator: " ")): \(result.status) \(result.errors)")
      }
    }
    // The name in the records is the user's, whatever the environment claims.
    let moved = try await allot("move", "K1", "--to", "C1", "--reason", "dialect", "--yes", token: tokens["lead"], user: "the-approver")
    #expect(moved.status == 0, "\(moved.errors)")
    #expect(try await allot("moves", token: tokens["auditor"]).output.contains("the-lead"))

    // A lead with a team moves among its people only.
    #expect(try await allot("user", "add", "lead-of-b", "--role", "lead", "--team", "b").status == 0)
    let leadOfB = try await allot("user", "token", "lead-of-b").output.trimmingSuffix("\n")
    let foreign = try await allot("move", "K2", "--to", "C1", "--reason", "r", "--yes", token: leadOfB)
    #expect(foreign.status == 77 && foreign.errors.contains("leads team b"), "\(foreign.errors)")
    // Nor does he lift, replace or pass over a pin to somebody of another team, where the case lies in the pool, too.
    let pinned = try await allot(
      "pin", "K2", "--to", "C1", "--until", "2099-12-31", "--reason", "dialect", "--yes", token: tokens["manager"])
    #expect(pinned.status == 0, "\(pinned.errors)")
    for order in [["unpin", "K2"], ["pin", "K2", "--to", "C2", "--until", "2099-12-31"], ["move", "K2", "--to", "C2"]] {
      let refused = try await Tool.run(order + ["--reason", "r", "--yes", "--database", database], environment: ["ALLOT_TOKEN": leadOfB])
      #expect(
        refused.status == 77 && refused.errors.contains("leads team b; not of it: C1"), "\(order): \(refused.status) \(refused.errors)")
    }
    #expect(try await allot("unpin", "K2", "--reason", "over", "--yes", token: tokens["manager"]).status == 0)
    #expect(try await allot("show", "cases", token: "allot_00").status == 77)
    #expect(try await allot("user", "list", token: tokens["auditor"]).output.contains("the-manager"))
    let listed = try await allot("user", "list", "--tokens", "--json")
    #expect(!tokens.values.contains { listed.output.contains($0) })
    #expect(try await allot("user", "disable", "the-lead").status == 0)
    #expect(try await allot("show", "cases", token: tokens["lead"]).status == 77)
    let number = try #require(listed.output.firstMatch(of: /"token":(\d+),"user":"the-auditor"/)?.1)
    #expect(try await allot("user", "revoke", String(number)).status == 0)
    #expect(try await allot("show", "cases", token: tokens["auditor"]).status == 77)
    let audit = try await allot("audit", "list", "--action", "user.", "--json")
    #expect(audit.output.contains("\"action\":\"user.disabled\""))
    #expect(!tokens.values.contains { audit.output.contains($0) })
  }

  @Test func anOwnerWhoIsAlsoSomebodyIsBoundByHisRolesAndNotLockedOut() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    func allot(_ arguments: String...) async throws -> Tool.Result { try await Tool.run(arguments + ["--database", database]) }
    #expect(try await allot("user", "add", "li", "--role", "auditor", "--db-user", "strict").status == 0)
    #expect(try await allot("audit", "verify").status == 0)
    let refused = try await allot("run", "--slot", "2026-11-18", "--dry-run")
    #expect(refused.status == 77 && refused.errors.contains("li may not do this"), "\(refused.errors)")
    #expect(try await allot("user", "roles", "li", "--role", "manager").status == 0)
    // Allowed, and there is nothing yet to decide.
    #expect(try await allot("run", "--slot", "2026-11-18", "--dry-run").status == 75)
    // Another login, known to nobody, is a stranger.
    try await Server.execute(
      database,
      "CREATE ROLE stranger LOGIN; GRANT USAGE ON SCHEMA allot TO stranger; GRANT SELECT ON ALL TABLES IN SCHEMA allot TO stranger")
    let other = database.replacing("user=strict", with: "user=stranger")
    let stranger = try await Tool.run(["show", "cases", "--database", other])
    #expect(stranger.status == 77 && stranger.errors.contains("allot user add"), "\(stranger.errors)")
  }

  @Test func migratingAsSuperuserMakesTheRolesOnce() async throws {
    let scratch = try Scratch()
    let owners = try await Server.agency(scratch)
    let database = owners.replacing("user=strict", with: "user=postgres")
    for kept in ["\"strict\"", "null"] {
      let migrated = try await Tool.run(["db", "migrate", "--json", "--database", database])
      #expect(migrated.status == 0 && migrated.output.contains("\"roles_missing\":[]"), "\(migrated.errors)")
      #expect(migrated.output.contains("\"kept_owner\":\(kept)"), "\(migrated.output)")
    }
    #expect(try await Tool.run(["show", "cases", "--database", database]).status == 0)
    // Who owned it before goes on, and still owns: he reads, migrates and binds.
    for command in [["show", "cases"], ["db", "migrate"], ["db", "bind", "postgres", "--every-agency"]] {
      let result = try await Tool.run(command + ["--database", owners])
      #expect(result.status == 0, "\(command): \(result.errors)")
    }
    // Anybody else reads which statement lets him in, and it does.
    try await Server.execute(database, "CREATE ROLE \"Another One\" LOGIN")
    let other = owners.replacing("user=strict", with: "user='Another One'")
    for command in ["status", "migrate"] {
      let refused = try await Tool.run(["db", command, "--database", other])
      #expect(refused.status == 77 && refused.errors.contains("GRANT allot_owner TO \"Another One\""), "\(refused.errors)")
    }
    try await Server.execute(database, "GRANT allot_owner TO \"Another One\"")
    for command in ["status", "migrate"] { #expect(try await Tool.run(["db", command, "--database", other]).status == 0) }
  }

  @Test func whatIsSealedIsVerifiedThroughTheTool() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    func allot(_ arguments: String...) async throws -> Tool.Result { try await Tool.run(arguments + ["--database", database]) }
    #expect(try await allot("audit", "seal").output.contains("sealed"))
    let whole = try await allot("audit", "verify")
    #expect(whole.status == 0 && whole.output.contains("nothing was changed"), "\(whole.errors)")
    let note = try #require(whole.output.firstMatch(of: /note: (audit:\S+)/)?.1)
    #expect(try await allot("audit", "verify", "--note", String(note)).status == 0)
    try await Server.execute(database, "UPDATE allot.audit SET actor = 'somebody else' WHERE position = 1")
    let damaged = try await allot("audit", "verify", "--json")
    #expect(damaged.status == 65 && damaged.output.contains("\"intact\":false") && damaged.output.contains("\"kind\":\"changed\""))
    #expect(try await allot("audit", "verify", "--note", "audit:1").status == 64)
    #expect(try await allot("audit", "verify", "--note", "audit:-1:" + String(repeating: "0", count: 64)).status == 64)
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String { hasSuffix(suffix) ? String(dropLast(suffix.count)) : self }
}
