import Glibc
import Portfolio
import TestLanguage
import Testing

/// What every `--help` says: in both languages, with examples that run where they can. An example with `<…>` has a placeholder and is only parsed.
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

  /// What a command says of itself and of its options; examples and tables, which are indented, left out.
  private func sentences(_ command: CommandTree) -> [String] {
    // Whether there is a version and a help, the parser says, in the page alone.
    let own = (command.arguments ?? []).filter { $0.names?.contains { ["version", "help"].contains($0.name) } != true }
    return [command.abstract ?? ""] + own.map { $0.abstract ?? "" }
      + (command.discussion ?? "").split(separator: "\n").filter { !$0.hasPrefix(" ") }.map(String.init)
  }

  @Test func everyHelpIsInEitherLanguageWithTheSameExamples() async throws {
    let english = try await CommandTree.shared.value
    let chinese = try await CommandTree.told(environment: ["ALLOT_LANGUAGE": "zh"])
    for (path, command) in english.all() {
      for sentence in sentences(command) {
        // Labels that people write are Chinese words in either language.
        #expect(!sentence.isEmpty && !sentence.replacing("配合, 非配合, 中性", with: "").hasChinese, "\(path): \(sentence)")
      }
    }
    for (path, command) in chinese.all() {
      for sentence in sentences(command) { #expect(sentence.hasChinese, "\(path): \(sentence)") }
    }
    #expect(examples(chinese).map { "\($0.path): \($0.text)" } == examples(english).map { "\($0.path): \($0.text)" })
  }

  @Test func aChinesePageHasNothingEnglishOfTheParser() async throws {
    for (path, _) in try await CommandTree.shared.value.all() {
      let page = try await Tool.run(path.dropFirst() + ["--help"], environment: ["ALLOT_LANGUAGE": "zh"])
      #expect(page.status == 0 && page.output.hasPrefix("概述：") && page.output.contains("\n用法：allot"), "\(path): \(page.output)")
      let english = page.output.firstMatch(of: /[A-Z]{5,}:|\((?:default|values)|\bShow |\bSee '/)
      #expect(english == nil, "\(path): \(english?.0 ?? "")")
    }
    let named = try await Tool.run(["help", "show", "cases"], environment: ["ALLOT_LANGUAGE": "zh"])
    let asked = try await Tool.run(["show", "cases", "--help", "--language", "zh"])
    #expect(named.output == asked.output && asked.output.contains("\n  --limit <number>        最多行数。（默认：50）\n"), "\(asked.output)")
    #expect(asked.output.contains("（可取：zh、en）"), "\(asked.output)")
  }
}
