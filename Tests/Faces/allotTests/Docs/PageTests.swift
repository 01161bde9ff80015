import Testing

/// What README and the pages of docs tell people to type is typed here, as it stands there.
@Suite(.serialized) struct PageTests {
  /// What CI runs itself, in README's order (.ci/run).
  private static let ofCI = ["scripts/demo", "scripts/test"]

  private func isOfCI(_ command: CommandBlock.Command) -> Bool {
    Self.ofCI.contains { command.text == $0 || command.text.hasPrefix($0 + " ") }
  }

  @Test(arguments: try Repository.pages())
  func everyCommandOfThePageDoesWhatThePageSays(_ page: String) async throws {
    let text = try Repository.text(page)
    var blocks = CommandBlock.all(of: text, page: page).filter { !$0.isPlaceholder }
    // A page that goes on where a section of another ends says so: <!-- continues: operations.md#from-nothing-to-a-night -->
    if let before = text.firstMatch(of: /^<!-- continues: (\S+?)#(\S+) -->$/.anchorsMatchLineEndings()) {
      let other = before.1 == "README.md" ? "README.md" : "docs/\(before.1)"
      let section = CommandBlock.all(of: try Repository.text(other), page: other).filter { $0.section == before.2 && !$0.isPlaceholder }
      #expect(!section.isEmpty, "\(page) goes on where no commands are: \(before.0)")
      blocks = section + blocks
    }
    let commands = blocks.flatMap(\.commands).filter { !isOfCI($0) }
    guard !commands.isEmpty else { return }
    let world = try await DocumentWorld()
    for command in commands { try await world.check(command) }
    await world.end()
  }

  @Test func commandsWithPlaceholdersAndInSentencesExist() async throws {
    let tree = try await CommandTree.shared.value
    var parsed = 0
    for page in try Repository.pages() {
      let text = try Repository.text(page)
      for command in CommandBlock.all(of: text, page: page).filter(\.isPlaceholder).flatMap(\.commands)
      where command.text.contains("allot ") {
        parsed += 1
        if let fault = tree.fault(in: command.text) { Issue.record("\(command)\n\(fault)") }
      }
      for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        for span in line.matches(of: /`((?:[A-Z_]+=\S+ )?allot [^`]+)`/) {
          parsed += 1
          if let fault = tree.fault(in: String(span.1)) { Issue.record("\(page):\(index + 1): `\(span.1)`\n\(fault)") }
        }
      }
    }
    #expect(parsed > 50)
  }

  @Test func ciRunsREADMEsCommandsInItsOrder() throws {
    let told = CommandBlock.all(of: try Repository.text("README.md"), page: "README.md").flatMap(\.commands).filter(isOfCI)
      .compactMap { CommandTree.words($0.text).first }
    #expect(told == Self.ofCI)
    let script = try Repository.text(".ci/run").split(separator: "\n").map(String.init)
    let calls = script.filter { ["demo", "scripts/test"].contains($0) }
    #expect(calls == ["demo", "scripts/test", "demo"])
    #expect(script.contains { $0.contains("scripts/demo | ") })
  }
}
