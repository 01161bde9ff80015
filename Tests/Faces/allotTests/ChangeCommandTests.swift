import Testing

/// The life of a policy change at the command line.
@Suite struct ChangeCommandTests {
  private static let file = Files.agency.replacing("policies: one person", with: "policies: two people")

  private struct World: Sendable {
    let scratch: Scratch
    let database: String
    init() async throws {
      scratch = try Scratch()
      database = try await Server.agency(scratch, file: ChangeCommandTests.file)
    }
    func allot(_ user: String, _ arguments: String...) async throws -> Tool.Result {
      try await Tool.run(arguments + ["--database", database], environment: ["ALLOT_USER": user])
    }
    func policy(_ within: Int) throws -> String {
      try scratch.write("everything.yaml", Files.policy.replacing("within 1,", with: "within \(within),"))
    }
  }

  @Test func aChangeIsProposedShownAgreedToAndTakenBack() async throws {
    let world = try await World()
    let submitted = try await world.allot("li", "policy", "submit", try world.policy(2), "--reason", "fairer")
    #expect(submitted.status == 0 && submitted.output.contains("change 2, open: policy everything version 1 → 2"), "\(submitted.output)")
    #expect(submitted.output.contains("waits for 1 more person: anybody but li, with: allot policy approve 2"), "\(submitted.output)")
    #expect(try await world.allot("li", "policy", "approve", "2").status == 77)
    #expect(try await world.allot("li", "policy", "activate", "2").status == 77)
    #expect(try await world.allot("wang", "policy", "comment", "2", "why now?").output.contains("wang said: why now?"))
    let other = try await world.allot("wang", "policy", "submit", try world.policy(3))
    #expect(other.output.contains("change 2 by li is open too and touches the same file"), "\(other.output)")
    #expect(try await world.allot("zhang", "policy", "approve", "everything").status == 64)
    #expect(try await world.allot("zhang", "policy", "approve", "2").output.contains("in force from the next run"))
    let moved = try await world.allot("zhang", "policy", "show", "3", "--json")
    #expect(moved.output.contains("\"from\":2") && moved.output.contains("\"round\":2"), "\(moved.output)\(moved.errors)")
    #expect(try await world.allot("wang", "policy", "reject", "everything", "--reason", "later").output.contains("rejected: later"))
    let back = try await world.allot("li", "policy", "rollback", "--reason", "no")
    #expect(back.status == 0 && back.output.contains("version 2 → 1"), "\(back.output)\(back.errors)")
    let history = try await world.allot("li", "policy", "history", "everything", "--language", "zh").output
    #expect(history.contains("变更 2") && history.contains("li 提交：fairer") && history.contains("zhang 同意"), "\(history)")
    for command in [["policy", "history", "--json"], ["policy", "list", "--json"]] {
      #expect(try await Tool.run(command + ["--database", world.database]).status == 0)
    }
    #expect(try await world.allot("li", "policy", "show", "99").status == 66)
  }

  @Test func aStopIsSetConfirmedAndLiftedByTwo() async throws {
    let world = try await World()
    let made = try await world.allot("li", "policy", "stop", "--policy", "everything", "--reason", "deals too much")
    #expect(
      made.status == 0 && made.output.contains("stop 1 of policy everything") && made.output.contains("--confirm 1"), "\(made.output)")
    #expect(try await world.allot("li", "doctor").output.contains("stop 1 of policy everything"))
    #expect(try await world.allot("li", "policy", "stop", "--confirm", "1").status == 77)
    #expect(try await world.allot("zhang", "policy", "stop", "--confirm", "1", "--json").output.contains("\"confirmed_by\":\"zhang\""))
    #expect(try await world.allot("li", "policy", "stop", "--lift", "1", "--reason", "mended").output.contains("asks to lift it"))
    #expect(try await world.allot("zhang", "policy", "stop", "--lift", "1").output.contains("lifted"))
    #expect(try await world.allot("li", "policy", "stop", "--json").output.contains("\"holds\":false"))
    #expect(try await world.allot("li", "policy", "stop", "--client", "a", "--policy", "b", "--reason", "r").status == 64)
  }

  @Test func doctorTellsWhatIsWrongInTheWatchedFolder() async throws {
    let world = try await World()
    let folder = try Scratch()
    _ = try folder.write("broken.yaml", "policy: broken\n")
    let configuration = try world.scratch.write("allot.conf", "policy_dir = \(folder.path)\n")
    let told = try await Tool.run(["doctor", "--database", world.database], environment: ["ALLOT_CONFIG": configuration])
    #expect(
      told.status == 0 && told.output.contains("policy directory: ") && told.output.contains("broken.yaml:1:1"),
      "\(told.output)\(told.errors)")
  }
}
