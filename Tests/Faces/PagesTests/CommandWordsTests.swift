import FoundationEssentials
import Speech
import Testing

@testable import Pages

/// What desks say in words of the command line, as the console says it.
@Suite struct CommandWordsTests {
  @Test(arguments: [
    ("see: allot show runs", "see: [Nights /nights]"), ("look again: allot policy show 12", "look again: [change 12 /changes/12]"),
    ("refuse it: allot refuse 5 --reason TEXT, and ask for it again", "refuse it: [order 5 /orders/5], and ask for it again"),
    (
      "put one in force with: allot policy apply lexicons/zh.yaml lexicons/en.yaml",
      "put one in force with: [Policy, a new file /policies/edit]"
    ),
    ("--reason TEXT", "“Reason”"), ("expected --to CODE", "expected “Collector”"),
    ("ask the owner for a new one: allot user token NAME", "ask the owner for a new one: `allot user token NAME`"),
    ("the database has no allot schema yet; run `allot db migrate`", "the database has no allot schema yet; run ``allot db migrate``"),
    ("nothing -- at all", "nothing -- at all"),
    ("see the stops with: allot policy stop; then go on", "see the stops with: `allot policy stop`; then go on"),
  ])
  func aCommandIsItsPageAnOptionItsField(_ said: String, _ shown: String) {
    let text = CommandWords.pieces(said).map { piece in
      switch piece {
      case .text(let text): text
      case .page(let title, let address): "[\(title.en) \(address)]"
      case .field(let label): label.en
      case .shell(let command): "`\(command)`"
      }
    }.joined()
    #expect(text == shown)
  }

  @Test func chineseSentencesEndWhereTheyEnd() {
    #expect(
      CommandWords.pieces("请放弃该方案，再重新决策：allot run --slot 2026-12-01；然后重试") == [
        .text("请放弃该方案，再重新决策："), .shell("allot run --slot 2026-12-01"), .text("；然后重试"),
      ])
    #expect(CommandWords.pieces("请加上 --reason TEXT").last == .field(Wording("“Reason”", "“原因”")))
  }

  @Test func everyCommandThatARoomBelowNamesIsKnown() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    var unknown: Set<String> = []
    for room in ["Work", "Data", "Meaning", "Faces/Answers", "Faces/HookAnswers", "Faces/Reception"] {
      for file in try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: room).path()) where file.hasSuffix(".swift") {
        let text = try String(contentsOf: root.appending(path: room).appending(path: file), encoding: .utf8)
        for line in text.split(separator: "\n") where !line.contains("///") {
          for match in line.matches(of: /[:：`] ?(allot [a-z][a-z-]+(?: [a-z][a-z-]+)?)/) {
            let command = String(match.1)
            if CommandWords.pieces(command) == [.text(command)] { unknown.insert(command) }
          }
        }
      }
    }
    #expect(unknown.sorted() == [])
  }
}
