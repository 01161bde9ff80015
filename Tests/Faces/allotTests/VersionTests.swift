import Schema
import Testing

/// Which program this is, as it says itself.
@Suite struct VersionTests {
  @Test func aStampedProgramNamesItsCommitAndAnUnstampedOneKnowsNone() async throws {
    let unstamped = try await Tool.run(["--version"])
    #expect(unstamped.status == 0 && unstamped.output.hasSuffix("(commit unknown, schema \(SchemaStatus.newest))\n"), "\(unstamped.output)")
    let scratch = try Scratch()
    let copy = scratch.path + "/allot"
    let commit = String(repeating: "0123456789abcdef", count: 3).prefix(40)
    let stamp = Repository.root + "/scripts/stamp"
    let made = try await Tool.bash("cp -- '\(Tool.path)' '\(copy)' && '\(stamp)' '\(copy)' \(commit) && '\(copy)' --version")
    #expect(made.status == 0 && made.output.contains("(commit \(commit), schema"), "\(made.output)\(made.errors)")
    let wrong = try await Tool.bash("'\(stamp)' /bin/true \(commit)")
    #expect(wrong.status == 65 && wrong.errors.contains("is it allot?"), "\(wrong.errors)")
  }
}
