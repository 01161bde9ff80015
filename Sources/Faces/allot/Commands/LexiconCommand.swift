import ArgumentParser
import Classification
import Faults
import Policy
import Portfolio
import Wire
import YAML

struct LexiconCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lexicon", abstract: "Check lexicons against their own examples.",
    discussion: """
      Examples:
        allot lexicon check policies/lexicons/zh.yaml
        allot lexicon check --say "我不是不还，明天就去还"
      """,
    subcommands: [Check.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read lexicons, run their examples as tests, show how a sentence is read.",
      usage: "allot lexicon check [<file> ...] [--say <text>] [--json]",
      discussion:
        "Needs no database. Without files those that come with allot are checked. Exit status 65 when an example comes out otherwise.")
    @Argument(help: "Lexicon files.") var files: [String] = []
    @Option(help: ArgumentHelp("Show how these lexicons read a text; repeatable.", valueName: "text")) var say: [String] = []
    @Flag(help: "Print one JSON object instead of text.") var json = false

    func run() async throws {
      let paths = files.isEmpty ? ShippedFiles.lexicons : files
      guard !paths.isEmpty else { throw ValidationError("no lexicon comes with this program; name the files") }
      var lexicons: [Lexicon] = []
      var reports: [JSON] = []
      var lines: [String] = []
      var faults = 0
      for path in paths {
        do {
          let file = try LexiconFile.parse(try FileAccess.read(path, limit: 2 << 20), file: path)
          lexicons.append(file.lexicon)
          lines.append(
            "\(path): \(Text.count(file.lexicon.phraseCount, "phrase")) of \(Text.count(file.lexicon.wordCount, "word")), "
              + "\(Text.count(file.examples.count, "example")) right")
          reports.append([
            "file": .string(path), "phrases": JSON(file.lexicon.phraseCount), "words": JSON(file.lexicon.wordCount),
            "examples": JSON(file.examples.count), "problems": .array([]),
          ])
        } catch let fault as PolicyFault {
          faults += fault.problems.count
          lines += fault.problems.map(\.description)
          reports.append(["file": .string(path), "problems": .array(fault.problems.map { .string($0.description) })])
        }
      }
      let judge = ToneJudge(lexicons)
      let read = say.map { ($0, judge.judge($0)) }
      lines += read.map { "\($0): \($1.tone.word) (\($1.score)); \($1.reason)" }
      Terminal(isJSON: json).result(
        [
          "files": .array(reports),
          "said": .array(
            read.map {
              [
                "tone": .string($1.tone.word), "score": JSON($1.score), "groups": .array($1.groups.words.map { .string($0) }),
                "reason": .string($1.reason),
              ]
            }),
        ], lines.joined(separator: "\n") + "\n")
      if faults > 0 { throw Stop(status: .dataError) }
    }
  }
}
