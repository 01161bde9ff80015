import Answers
import ArgumentParser
import Classification
import Desks
import Discretion
import Faults
import Policy
import Portfolio
import Reports
import Setup
import Speech
import Tables
import Terminal

struct ToneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tone",
    abstract: Wording("Read the tone of conversations: train a model, judge texts, score verdicts.", "判断沟通的语气：训练模型、判定文本、评估判定。"),
    discussion: Wording(
      """
      Examples:
        allot tone judge policies/tone/unseen.csv --output verdicts.csv
        allot tone score policies/tone/unseen.csv verdicts.csv
        allot tone train <labels> --output house.yaml --name house
        allot tone train <labels> --output house.yaml --base policies/tone/sentences.csv --cross-validate 10

      None of them needs a database. A model comes in force with: allot policy apply house.yaml, and the line “model: house” under
      “conversations” in the agency file.
      """,
      """
      示例：
        allot tone judge policies/tone/unseen.csv --output verdicts.csv
        allot tone score policies/tone/unseen.csv verdicts.csv
        allot tone train <labels> --output house.yaml --name house
        allot tone train <labels> --output house.yaml --base policies/tone/sentences.csv --cross-validate 10

      都无需数据库。使模型生效：allot policy apply house.yaml，\
      并在机构文件的“conversations”下写一行“model: house”。
      """),
    subcommands: [Train.self, Judge.self, Score.self])

  struct Train: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Train a model on labelled texts.", "用已标注的文本训练模型。"),
      usage: "allot tone train <labels> ... --output <file> [<options>]",
      discussion: Wording(
        """
        LABELS.csv has the columns text and label (cooperative, uncooperative, neutral); rows whose column “contested” is 1 are left out. The same
        labels give the same file, byte for byte.

        --cross-validate N prints what such a model reaches on labels it has not seen: N times trained without a part, judged on that part. Labels
        of --base files are always trained on and never judged.
        """,
        """
        LABELS.csv 含 text 和 label（cooperative、uncooperative、neutral）两列；\
        “contested”列为 1 的行不计。同样的标注给出逐字节相同的文件。

        --cross-validate N 输出这样的模型对未见过的标注能达到的水平：每次留出一份不参与训练，用它来判定，共 N 次。\
        --base 文件的标注始终参与训练，不参与判定。
        """))
    @Argument(help: ArgumentHelp(Wording("CSV files with text and label.", "含 text 和 label 的 CSV 文件。"))) var labels: [String]
    @Option(name: .shortAndLong, help: ArgumentHelp(Wording("Where the model goes.", "模型写到何处。"))) var output: String
    @Option(help: ArgumentHelp(Wording("What the agency file calls it.", "机构文件对它的称呼。"))) var name = "own-sentences"
    @Option(help: ArgumentHelp(Wording("Version, from 1.", "版本，从 1 起。"))) var version = 1
    @Option(
      help: ArgumentHelp(
        Wording("Labels that are trained on but not judged in cross-validation; repeatable.", "参与训练、但不参与交叉验证判定的标注；可重复。"), valueName: "file")
    )
    var base: [String] = []
    @Option(
      help: ArgumentHelp(
        Wording("Lexicon to stand beside; repeatable (default: those that come with allot).", "与模型并用的词库；可重复（默认：allot 自带的词库）。"),
        valueName: "file"))
    var lexicon: [String] = []
    @Option(help: ArgumentHelp(Wording("Parts of the cross-validation, 2…50.", "交叉验证的份数，2…50。"), valueName: "number")) var crossValidate:
      Int?
    @Flag(help: ArgumentHelp(Wording("Print one JSON object instead of text.", "输出一个 JSON 对象，而不是文字。"))) var json = false
    @OptionGroup var speech: LanguageOption

    func validate() throws {
      if let crossValidate, !(2...50).contains(crossValidate) {
        throw ValidationError(Wording("--cross-validate is from 2 to 50", "--cross-validate 为 2 到 50"))
      }
      guard version > 0 else { throw ValidationError(Wording("--version counts from 1", "--version 从 1 起")) }
    }

    func run() async throws {
      try Outputs.spare(labels + base + (lexicon.isEmpty ? ShippedFiles.lexicons : lexicon), from: output)
      let clock = ContinuousClock()
      let read = try labels.map(ToneFiles.labels)
      let own = read.flatMap(\.labels)
      let given = try base.map(ToneFiles.labels).flatMap(\.labels)
      let lexicons = try ToneFiles.lexicons(lexicon)
      let trainer = ToneTrainer(beside: ToneJudge(lexicons))
      let started = clock.now
      guard let model = trainer.train((given + own).map { LabelledText($0.text, $0.tone) }) else {
        throw OperationError(
          .dataError,
          Wording(
            "\(Text.count(given.count + own.count, "label")) are too few: a model needs at least five of each tone",
            "\(Text.grouped(given.count + own.count)) 条标注太少：模型对每种语气至少需要五条"),
          remedy: Wording("label more texts: allot review list", "请标注更多文本：allot review list"))
      }
      let duration = clock.now - started
      let file = ToneModelFile(
        name: name, version: version, texts: given.count + own.count, labelsDigest: try ToneFiles.digest(base + labels), model: model)
      try FileAccess.write(output, Array(file.text.utf8), mode: 0o600)
      let validation = try crossValidate.map { try validated(own, given, lexicons, trainer, $0) }
      Terminal(isJSON: json).say(
        .trained(file, to: output, leftOut: read.reduce(0) { $0 + $1.leftOut }, duration: duration, validation: validation))
    }

    private func validated(
      _ own: [ToneFiles.Label], _ given: [ToneFiles.Label], _ lexicons: [Lexicon], _ trainer: ToneTrainer, _ parts: Int
    ) throws -> CrossValidation {
      var alone: [ToneScoreboard.Pair] = []
      var together: [ToneScoreboard.Pair] = []
      let progress = Progress(Wording("cross-validation", "交叉验证").spoken, total: Int64(parts))
      for part in 0..<parts {
        // Every parts-th text: files are often sorted by label or group.
        let rest = own.indices.filter { $0 % parts != part }.map { own[$0] }
        guard let model = trainer.train((given + rest).map { LabelledText($0.text, $0.tone) }) else {
          throw OperationError(
            .dataError, Wording("too few labels for \(parts) parts", "标注太少，分不成 \(parts) 份"),
            remedy: Wording("use fewer parts", "请减少份数"))
        }
        let judges = [ToneJudge.Recogniser.model, .both].map { ToneJudge(lexicons, model: model, recogniser: $0) }
        for index in own.indices where index % parts == part {
          let label = own[index]
          func pair(_ judge: ToneJudge) -> ToneScoreboard.Pair {
            .init(gold: label.tone, judged: judge.judge(label.text, language: label.language).tone, group: label.group)
          }
          alone.append(pair(judges[0]))
          together.append(pair(judges[1]))
        }
        progress.advance(to: Int64(part + 1), note: Wording("part \(part + 1) of \(parts)", "第 \(part + 1) / \(parts) 份").spoken)
      }
      progress.finish()
      return CrossValidation(parts: parts, alone: ToneScoreboard(alone), together: ToneScoreboard(together))
    }
  }

  struct Judge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Judge texts.", "判定文本。"), usage: "allot tone judge <input> --output <file> [<options>]",
      discussion: Wording(
        """
        INPUT.csv has the columns id and text, and language where texts are of several; OUTPUT gets id, label, score, groups and reason. The score
        goes from -1000 (uncooperative beyond doubt) to 1000.
        """,
        """
        INPUT.csv 含 id 和 text 列；文本有多种语言时另有 language 列。OUTPUT 得到 id、\
        label、score、groups 和 reason。分值从 -1000（无疑为非配合）到 1000。
        """))
    @Argument(help: ArgumentHelp(Wording("CSV file with id and text.", "含 id 和 text 的 CSV 文件。"))) var input: String
    @Option(name: .shortAndLong, help: ArgumentHelp(Wording("Where the verdicts go.", "判定写到何处。"))) var output: String
    @Option(help: ArgumentHelp(Wording("Language of rows that name none: zh or en.", "未写语言的行的语言：zh 或 en。"), valueName: "language"))
    var textLanguage: String?
    @Option(
      help: ArgumentHelp(
        Wording("Model file, or none (default: the one that comes with allot).", "模型文件，或 none（不用模型）（默认：allot 自带的模型）。"), valueName: "file"))
    var model: String?
    @Option(
      help: ArgumentHelp(
        Wording("Lexicon; repeatable (default: those that come with allot).", "词库；可重复（默认：allot 自带的词库）。"), valueName: "file")) var lexicon:
      [String] = []
    @Option(help: ArgumentHelp(Wording("Who decides: keywords, model or both.", "由谁判定：keywords（关键词）、model（模型）或 both（两者）。"))) var by: String?
    @Flag(help: ArgumentHelp(Wording("Print one JSON object instead of text.", "输出一个 JSON 对象，而不是文字。"))) var json = false
    @OptionGroup var speech: LanguageOption

    func run() async throws {
      let chosen = try by.map { word in
        guard let found = ToneJudge.Recogniser(rawValue: word) else {
          let (shown, hint) = (Quoted.typed(word), Suggestion.hint(for: word, among: ["keywords", "model", "both"]))
          throw ValidationError(
            Wording(
              "\(shown.en) decides nothing; write keywords, model or both\(hint.map { "; \($0.en)" } ?? "")",
              "\(shown.zh)不能作判定；请写 keywords、model 或 both\(hint.map { "；\($0.zh)" } ?? "")"))
        }
        return found
      }
      let read = [input] + (lexicon.isEmpty ? ShippedFiles.lexicons : lexicon) + [model ?? ShippedFiles.model].compactMap { $0 }
      try Outputs.spare(read, from: output)
      let lexicons = try ToneFiles.lexicons(lexicon)
      let model = try ToneFiles.model(model)
      if model == nil, let chosen, chosen != .keywords {
        throw OperationError(
          .noInput, Wording("there is no model to decide", "没有可用来判定的模型"),
          remedy: Wording("name one with --model, or train one: allot tone train", "请用 --model 指定，或训练一个：allot tone train"))
      }
      if model == nil, lexicons.isEmpty {
        throw OperationError(
          .noInput, Wording("there is neither a lexicon nor a model", "既没有词库，也没有模型"),
          remedy: Wording("name one with --lexicon or --model", "请用 --lexicon 或 --model 指定"))
      }
      let judge = ToneJudge(lexicons, model: model, recogniser: chosen ?? (model == nil ? .keywords : lexicons.isEmpty ? .model : .both))
      let table = try TextTable(path: input, known: ["id", "text", "language"])
      let (id, text) = (try table.required("id"), try table.required("text", "内容"))
      let languages = table.column("language", "lang")
      var seen: [String: Int] = [:]
      for (line, row) in zip(table.lines, table.rows) { ToneFiles.warnOfSecond(row[id], &seen, input, line) }
      let clock = ContinuousClock()
      let started = clock.now
      let verdicts = await Self.judged(table.rows, text, judge) { [textLanguage] row in languages.map { row[$0] } ?? textLanguage }
      let duration = clock.now - started
      var csv = CSV(header: ["id", "label", "score", "groups", "reason"])
      for (row, verdict) in zip(table.rows, verdicts) {
        csv.add([
          .text(row[id]), .plain(verdict.tone.word), .number(verdict.score), .plain(verdict.groups.words.joined(separator: "|")),
          .text(verdict.reason),
        ])
      }
      try ToneFiles.write(csv, to: output)
      Terminal(isJSON: json).say(.judged(verdicts, by: judge.recogniser, to: output, duration: duration))
    }

    /// On both halves at once, in order.
    private static func judged(
      _ rows: [[String]], _ text: Int, _ judge: ToneJudge, _ language: @escaping @Sendable ([String]) -> String?
    ) async -> [ToneVerdict] {
      let middle = rows.count / 2
      async let first = Self.part(rows[..<middle], text, judge, language)
      async let second = Self.part(rows[middle...], text, judge, language)
      return await first + second
    }

    @concurrent private static func part(
      _ rows: ArraySlice<[String]>, _ text: Int, _ judge: ToneJudge, _ language: @Sendable ([String]) -> String?
    ) async -> [ToneVerdict] {
      rows.map { judge.judge($0[text], language: language($0)) }
    }
  }
}
