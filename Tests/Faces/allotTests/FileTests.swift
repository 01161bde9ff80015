import Glibc
import Testing

/// Files that are not what they seem, and results that nobody gets.
@Suite struct FileTests {
  @Test func aPipeWhereAFileShouldBeIsRefusedAtOnce() async throws {
    let scratch = try Scratch()
    let pipe = scratch.path + "/pipe"
    guard mkfifo(pipe, 0o600) == 0 else { throw SystemFailure() }
    for (command, status) in [
      (["policy", "check", pipe], 66), (["lexicon", "check", pipe], 66), (["outcome", "1", "--source", pipe], 65),
      (["tone", "judge", pipe, "--output", scratch.path + "/o"], 66), (["import", "cases", pipe, "--database", "host=/none"], 69),
      (["solve", pipe, "--output", scratch.path + "/p"], 66),
    ] as [([String], Int32)] {
      let result = try await Tool.run(command)
      #expect(result.status == status, "\(command): \(result.status) \(result.errors)")
    }
    let result = try await Tool.run(["show", "cases"], environment: ["ALLOT_CONFIG": pipe])
    #expect(result.status == 66 && result.errors.contains("is a pipe; expected a file"), "\(result.errors)")
  }

  @Test func aResultThatCannotBeWrittenIsNoSuccess() async throws {
    guard access("/dev/full", W_OK) == 0 else { return }
    for command in ["\(Tool.path) lexicon check --say 明天还", "\(Tool.path) outcome 486 --source sip --json", "\(Tool.path) --help"] {
      let shell = try Child(
        ["-c", "ALLOT_POLICIES='\(Repository.root)/policies' \(command) >/dev/full"], environment: [:], program: "/bin/sh")
      let result = try shell.finish()
      #expect(
        result.status == 74 && result.errors.contains("the result could not be written to stdout"),
        "\(command): \(result.status) \(result.errors)")
    }
  }

  @Test func rejectsThatCannotBeWrittenAreNoSuccess() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let file = try scratch.write(
      "cases.csv", "case_no,client,outstanding,entrusted_on\nK1,cmb,100.00,2026-11-10\nK2,cmb,much,2026-11-10\n")
    let pipe = scratch.path + "/pipe"
    guard mkfifo(pipe, 0o600) == 0 else { throw SystemFailure() }
    for output in ["/dev/full", pipe, scratch.path + "/no/r.csv"] {
      for form in [[], ["--json"]] {
        let result = try await Tool.run(["import", "cases", file, "--rejects", output, "--database", database] + form)
        #expect(result.status == 73, "\(output): \(result.status) \(result.errors)")
        #expect((result.output + result.errors).contains("rejected rows were not written"), "\(result.output)\(result.errors)")
      }
    }
    #expect(try await Server.numbers(database, "SELECT count(*) FROM allot.case_state") == [1])
  }

  @Test func whatIsGatheredForAFileFollowsNobodysLink() async throws {
    let scratch = try Scratch()
    let victim = try scratch.write("victim", "mine")
    let texts = try scratch.write("texts.csv", "id,text\n1,明天还\n")
    let shell = try Child(
      [
        "-c",
        "ln -s '\(victim)' '\(scratch.path)/out.csv.new.'$$; exec \(Tool.path) tone judge '\(texts)' --output '\(scratch.path)/out.csv'",
      ],
      environment: ["ALLOT_POLICIES": Repository.root + "/policies"], program: "/bin/sh")
    let result = try shell.finish()
    #expect(
      result.status == 0 && Child.text(victim) == "mine" && Child.text(scratch.path + "/out.csv").contains("1,cooperative"),
      "\(result.errors)")
    var status = stat()
    #expect(stat(scratch.path + "/out.csv", &status) == 0 && status.st_mode & 0o007 == 0)
  }
}
