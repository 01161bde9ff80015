import Glibc
import Logging
import Postgres
import Testing

@testable import Tasks

/// Other people's servers and poolers, through the executable: what cannot work says so in a sentence, with a status scripts can tell apart.
@Suite struct InfrastructureTests {
  /// A database of the ordinary role with an agency, and the login of a daemon.
  private func installation(_ scratch: Scratch, _ daemon: String) async throws -> (owner: String, daemon: String) {
    let database = try await Server.agency(scratch)
    try await Server.execute(database, "DO $$ BEGIN CREATE ROLE allot_daemon; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    try await Server.execute(database, "CREATE ROLE \(daemon) LOGIN IN ROLE allot_daemon")
    #expect(try await Tool.run(["db", "migrate", "--database", database]).status == 0)
    return (database, database.replacing("user=strict", with: "user=\(daemon)"))
  }

  /// What a balancer does that sends a statement to a server which was not told the agency.
  @Test func aStatementWithoutItsAgencyIsRefusedAndNoEmptyAnswer() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    for (feed, rows) in [("collectors", "code,name\nC1,A\n"), ("cases", "client,case_no,currency,outstanding\ncmb,K1,CNY,100.00\n")] {
      let file = try scratch.write("\(feed).csv", rows)
      #expect(try await Tool.run(["import", feed, file, "--database", database]).status == 0)
    }
    // As if the setting had been made elsewhere.
    try await Server.execute(
      database,
      "ALTER FUNCTION allot.present_agency() SET allot.agency = ''")
    for command in [["show", "cases"], ["show", "collectors"], ["doctor"], ["audit", "list"], ["run", "--dry-run"], ["explain", "K1"]] {
      let result = try await Tool.run(command + ["--database", database])
      #expect(result.status == 78 && result.errors.contains("load_balance_mode = off"), "\(command): \(result.status) \(result.errors)")
      #expect(result.output.isEmpty, "\(command): \(result.output)")
    }
  }

  @Test func aReadOnlyDatabaseIsReadAndWhatWouldWriteSaysWhatToSet() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let name = try #require(database.firstMatch(of: /dbname=(\w+)/)?.1)
    let cases = try scratch.write("cases.csv", "client,case_no,currency,outstanding\ncmb,K1,CNY,100.00\n")
    let people = try scratch.write("collectors.csv", "code,name\nC1,A\n")
    for (feed, file) in [("cases", cases), ("collectors", people)] {
      #expect(try await Tool.run(["import", feed, file, "--database", database]).status == 0)
    }
    try await Server.execute(database, "ALTER DATABASE \(name) SET default_transaction_read_only = on")
    #expect(try await Tool.run(["show", "runs", "--database", database]).status == 0)
    for command in [["import", "cases", cases], ["run", "--slot", "2026-11-18"], ["user", "add", "li", "--role", "manager"]] {
      let result = try await Tool.run(command + ["--database", database])
      #expect(result.status == 69 && result.errors.contains("target_session_attrs=read-write"), "\(command): \(result.errors)")
      #expect(!result.errors.contains("please report"))
    }
    #expect(try await Tool.run(["db", "status", "--database", database]).output.contains("read-only"))
    // The daemon lives, is started for systemd, and is not ready.
    let socket = try NotifyReceiver()
    try await BlockingThread.run {
      let daemon = try Child(
        ["serve", "--database", database, "--listen", "127.0.0.1:0", "--log-level", "info"], environment: ["NOTIFY_SOCKET": socket.path])
      while let message = socket.receive(), !message.contains("READY=1") {}
      let port = try #require(daemon.errors.firstMatch(of: /console listening host=\S+ port=(\d+)/).flatMap { UInt16($0.1) })
      let answer = try http(port, "/readyz")
      #expect(answer.hasPrefix("HTTP/1.1 503") && answer.contains("read-only"), "\(answer)")
      daemon.signal(SIGTERM)
      #expect(try daemon.finish().status == 0)
    }
  }

  @Test func onlyTheOwnerMakesAgenciesAndBindsLogins() async throws {
    let scratch = try Scratch()
    let (owner, daemon) = try await installation(scratch, "infra_owner")
    let other = try scratch.write("other.yaml", Files.agency.replacing("agency: test", with: "agency: other"))
    let refused = try await Tool.run(["policy", "apply", other, "--agency", "other", "--database", daemon])
    #expect(refused.status == 77 && refused.errors.contains("only the owner of the database makes agencies"), "\(refused.errors)")
    #expect(try await Tool.run(["show", "runs", "--database", daemon]).status == 0, "there is one agency still")
    #expect(try await Tool.run(["db", "bind", "infra_owner", "--every-agency", "--database", daemon]).status == 77)
    #expect(try await Tool.run(["db", "bind", "infra_owner", "--database", owner]).status == 64)
    #expect(try await Tool.run(["policy", "apply", other, "--agency", "other", "--database", owner]).status == 0)
    let bound = try await Tool.run(["db", "bind", "infra_owner", "--agency", "test", "--database", owner])
    #expect(bound.status == 0 && bound.output.contains("infra_owner"), "\(bound.errors)")
    // Two agencies by now; the login serves one, and need not name it.
    #expect(try await Tool.run(["show", "runs", "--database", daemon]).status == 0)
    let strange = try await Tool.run(["show", "runs", "--agency", "other", "--database", daemon])
    #expect(strange.status == 78 && strange.errors.contains("does not serve it"), "\(strange.errors)")
    #expect(try await Tool.run(["db", "bind", "infra_owner", "--no-agency", "--database", owner]).status == 0)
    let none = try await Tool.run(["show", "runs", "--database", daemon])
    #expect(none.status == 78 && none.errors.contains("this login serves none"), "\(none.errors)")
  }

  @Test func anAgencyThatEverHadUsersIsNeverOpenAgain() async throws {
    let scratch = try Scratch()
    let (owner, daemon) = try await installation(scratch, "infra_users")
    #expect(try await Tool.run(["show", "runs", "--database", daemon], environment: ["ALLOT_USER": "anybody"]).status == 0)
    #expect(try await Tool.run(["user", "add", "li", "--role", "manager", "--os-user", "nobody-here", "--database", owner]).status == 0)
    #expect(try await Tool.run(["user", "disable", "li", "--database", owner]).status == 0)
    let closed = try await Tool.run(["show", "runs", "--database", daemon], environment: ["ALLOT_USER": "anybody"])
    #expect(closed.status == 77, "\(closed.errors)")
    // Nobody is locked out for good: the owner is no user.
    #expect(try await Tool.run(["user", "add", "wu", "--role", "manager", "--database", owner]).status == 0)
  }

  @Test func withAServerTheEnvironmentSaysNothingAboutWhoActs() async throws {
    let scratch = try Scratch()
    let (owner, daemon) = try await installation(scratch, "infra_sudo")
    #expect(try await Tool.run(["user", "add", "boss", "--role", "manager", "--os-user", "boss", "--database", owner]).status == 0)
    let claimed = try await Tool.run(["show", "runs", "--database", daemon], environment: ["SUDO_USER": "boss", "ALLOT_USER": "boss"])
    #expect(claimed.status == 77, "\(claimed.output) \(claimed.errors)")
  }
}
