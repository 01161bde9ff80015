import Testing

/// What README and the pages of docs tell people to type is typed here, as it stands there.
@Suite(.serialized) struct PageTests {
  /// What CI runs itself, in README's order (.ci/run).
  private static let ofCI = ["scripts/demo", "scripts/test"]

  private func isOfCI(_ command: CommandBlock.Command) -> Bool {
    Self.ofCI.contains { command.text == $0 || command.text.hasPrefix($0 + " ") }
  }

  /// Where sections end on which other pages go on; each is run once.
  private actor Sections {
    static let shared = Sections()
    private var worlds: [String: DocumentWorld] = [:]

    func end(of section: [CommandBlock], named name: String) async throws -> DocumentWorld {
      if let known = worlds[name] { return known }
      let world = try await DocumentWorld()
      for command in section.flatMap(\.commands) { try await world.check(command) }
      worlds[name] = world
      return world
    }
  }

  /// The section on which the page goes on: `<!-- continues: operations.md#from-nothing-to-a-night -->`.
  private static func continued(by text: String) -> String? {
    text.firstMatch(of: /^<!-- continues: (\S+) -->$/.anchorsMatchLineEndings()).map { String($0.1) }
  }

  @Test(arguments: try Repository.pages())
  func everyCommandOfThePageDoesWhatThePageSays(_ page: String) async throws {
    func runnable(_ page: String) throws -> [CommandBlock] {
      CommandBlock.all(of: try Repository.text(page), page: page).filter { block in
        !block.isPlaceholder && !block.commands.allSatisfy(isOfCI)
      }
    }
    let name = (page.split(separator: "/").last.map(String.init) ?? page) + "#"
    var blocks = try runnable(page)
    let others = Set(try Repository.pages().compactMap { Self.continued(by: try Repository.text($0)) })
    // A page may have such a section itself.
    let section = Self.continued(by: try Repository.text(page)) ?? others.first { $0.hasPrefix(name) }
    var world: DocumentWorld?
    if let section {
      let parts = section.split(separator: "#").map(String.init)
      let own = section.hasPrefix(name)
      let begun = try (own ? blocks : runnable(parts[0] == "README.md" ? parts[0] : "docs/" + parts[0])).filter { $0.section == parts[1] }
      try #require(!begun.isEmpty, "\(page) goes on where no commands are: \(section)")
      if own {
        #expect(blocks.first?.section == parts[1], "commands before a section on which others go on")
        blocks.removeAll { $0.section == parts[1] }
      }
      let before = try await Sections.shared.end(of: begun, named: section)
      if !blocks.isEmpty { world = try await before.copy() }
    } else if !blocks.isEmpty {
      world = try await DocumentWorld()
    }
    for command in blocks.flatMap(\.commands) where !isOfCI(command) { try await world?.check(command) }
    // The server of a section serves the pages after this one, too; it ends with the tests.
    if section == nil { await world?.end() }
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
