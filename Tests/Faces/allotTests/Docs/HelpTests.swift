import Glibc
import Portfolio
import Testing

/// The examples of every `--help`, run where they can be. An example with `<…>` has a placeholder and is only parsed.
@Suite struct HelpTests {
  private struct Example {
    var path: String
    var text: String
    var isPlaceholder: Bool { text.contains("<") && text.contains(">") }
  }

  /// Lines of a discussion that are commands; what stands behind three blanks explains them.
  private func examples(_ tree: CommandTree) -> [Example] {
    tree.all().flatMap { path, command in
      (command.discussion ?? "").split(separator: "\n").compactMap { line -> Example? in
        let text = line.drop { $0 == " " }
        // Indented: a sentence may begin with the program's name, too.
        guard text.count < line.count, CommandBlock.isCommand(text) else { return nil }
        return Example(path: path.joined(separator: " "), text: Self.withoutExplanation(String(text)))
      }
    }
  }

  private static func withoutExplanation(_ line: String) -> String {
    guard let gap = line.firstRange(of: "   ") else { return line }
    return String(line[..<gap.lowerBound])
  }

  @Test func everyExampleRunsOrParses() async throws {
    let tree = try await CommandTree.shared.value
    let examples = examples(tree)
    #expect(examples.count > 60)
    // 2026-11-18 stands for the night of the sample, which is today's; what lies ahead in the examples has to lie ahead.
    let today = Day(Int32((time(nil) + 8 * 3600) / 86_400 - 10_957))
    let world = try await DocumentWorld()
    for example in examples {
      if let fault = tree.fault(in: example.text) { Issue.record("allot help \(example.path): \(example.text)\n\(fault)") }
      guard !example.isPlaceholder else { continue }
      let text = example.text.replacing("2026-11-18", with: "\(today)").replacing("2026-12-31", with: "\(today + 30)")
      try await world.check(.init(page: "\(example.path) --help", line: 0, text: text, status: 0))
    }
    await world.end()
  }
}
