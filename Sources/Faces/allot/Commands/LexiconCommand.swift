import Answers
import ArgumentParser
import Classification
import Faults
import Policy
import Setup
import Speech

struct LexiconCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lexicon", abstract: Wording("Check lexicons against their own examples.", "用词库自带的例句检查词库。"),
    discussion: Wording(
      """
      Examples:
        allot lexicon check policies/lexicons/zh.yaml
        allot lexicon check --say "我不是不还，明天就去还"
      """,
      """
      示例：
        allot lexicon check policies/lexicons/zh.yaml
        allot lexicon check --say "我不是不还，明天就去还"
      """),
    subcommands: [Check.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Read lexicons, run their examples as tests, show how a sentence is read.", "读取词库，以其例句作测试，并显示一句话如何被理解。"),
      usage: "allot lexicon check [<file> ...] [<options>]",
      discussion: Wording(
        "Needs no database. Without files those that come with allot are checked. Exit status 65 when an example comes out otherwise.",
        "无需数据库。不写文件则检查 allot 自带的词库。任何例句的结果不符即以状态 65 退出。"))
    @Argument(help: ArgumentHelp(Wording("Lexicon files.", "词库文件。"))) var files: [String] = []
    @Option(help: ArgumentHelp(Wording("Show how these lexicons read a text; repeatable.", "显示这些词库如何理解一段文本；可重复。"), valueName: "text"))
    var say: [String] = []
    @Flag(help: ArgumentHelp(Wording("Print one JSON object instead of text.", "输出一个 JSON 对象，而不是文字。"))) var json = false
    @OptionGroup var speech: LanguageOption

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
