import Answers
import ArgumentParser
import Classification
import Faults
import Policy
import Speech

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
      guard !paths.isEmpty else { throw ValidationError(Wording("no lexicon comes with this program; name the files", "本程序没有自带词库；请写出文件")) }
      var lexicons: [Lexicon] = []
      var readings: [LexiconReading] = []
      for path in paths {
        do {
          let file = try LexiconFile.parse(try FileAccess.read(path, limit: 2 << 20), file: path)
          lexicons.append(file.lexicon)
          readings.append(.right(path: path, file))
        } catch let fault as PolicyFault {
          readings.append(.wrong(path: path, fault))
        }
      }
      let judge = ToneJudge(lexicons)
      Terminal(isJSON: json).say(.lexicons(readings, said: say.map { (text: $0, verdict: judge.judge($0)) }))
      if lexicons.count < readings.count { throw Stop(status: .dataError) }
    }
  }
}
