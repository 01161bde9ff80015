import Answers
import ArgumentParser
import Classification
import Desks
import Discretion
import Faults
import Policy
import Portfolio
import Reports
import Speech
import Tables
import Terminal

struct ToneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tone", abstract: "Read the tone of conversations: train a model, judge texts, score verdicts.",
    discussion: """
      Examples:
        allot tone judge policies/tone/unseen.csv --output verdicts.csv
        allot tone score policies/tone/unseen.csv verdicts.csv
        allot tone train <labels> --output house.yaml --name house
        allot tone train <labels> --output house.yaml --base policies/tone/sentences.csv --cross-validate 10

      None of them needs a database. A model comes in force with: allot policy apply house.yaml, and the line “model: house” under
      “conversations” in the agency file.
      """,
    subcommands: [Train.self, Judge.self, Score.self])

  struct Train: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Train a model on labelled texts.", usage: "allot tone train <labels> ... --output <file> [<options>]",
      discussion: """
        LABELS.csv has the columns text and label (cooperative, uncooperative, neutral); rows whose column “contested” is 1 are left out. The same
        labels give the same file, byte for byte.

        --cross-validate N prints what such a model reaches on labels it has not seen: N times trained without a part, judged on that part. Labels
        of --base files are always trained on and never judged.
        """)
    @Argument(help: "CSV files with text and label.") var labels: [String]
    @Option(name: .shortAndLong, help: "Where the model goes.") var output: String
    @Option(help: "What the agency file calls it.") var name = "own-sentences"
    @Option(help: "Version, from 1.") var version = 1
    @Option(help: ArgumentHelp("Labels that are trained on but not judged in cross-validation; repeatable.", valueName: "file"))
    var base: [String] = []
    @Option(help: ArgumentHelp("Lexicon to stand beside; repeatable (default: those that come with allot).", valueName: "file"))
    var lexicon: [String] = []
    @Option(help: ArgumentHelp("Parts of the cross-validation, 2…50.", valueName: "number")) var crossValidate: Int?
    @Flag(help: "Print one JSON object instead of text.") var json = false

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
      abstract: "Judge texts.", usage: "allot tone judge <input> --output <file> [<options>]",
      discussion: """
        INPUT.csv has the columns id and text, and language where texts are of several; OUTPUT gets id, label, score, groups and reason. The score
        goes from -1000 (uncooperative beyond doubt) to 1000.
        """)
    @Argument(help: "CSV file with id and text.") var input: String
    @Option(name: .shortAndLong, help: "Where the verdicts go.") var output: String
    @Option(help: ArgumentHelp("Language of rows that name none: zh or en.", valueName: "language")) var textLanguage: String?
    @Option(help: ArgumentHelp("Model file, or none (default: the one that comes with allot).", valueName: "file")) var model: String?
    @Option(help: ArgumentHelp("Lexicon; repeatable (default: those that come with allot).", valueName: "file")) var lexicon: [String] = []
    @Option(help: "Who decides: keywords, model or both.") var by: String?
    @Flag(help: "Print one JSON object instead of text.") var json = false

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
      let table = try TextTable(path: input)
      let (id, text) = (try table.required("id"), try table.required("text", "内容"))
      let languages = table.column("language", "lang")
      var seen: Set<String> = []
      for (line, row) in zip(table.lines, table.rows) where !row[id].isEmpty && !seen.insert(row[id]).inserted {
        Output.error.line("allot: " + ToneFiles.twice(input, line).spoken)
      }
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
      // Without byte order mark: the first column's name is “id” for every reader. What debtors said is nobody else's to read.
      try FileAccess.write(output, Array(csv.bytes.dropFirst(3)), mode: 0o600)
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

  struct Score: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare verdicts with labels.", usage: "allot tone score <gold> <verdicts> [<options>]",
      discussion: """
        GOLD.csv has id and label (and group); rows whose column “contested” is 1 are left out. The second file has id and label, as “tone judge”
        writes it. Printed are precision, recall and F1 per tone, macro-F1, the share of false alarms (texts that are not uncooperative, judged so),
        the confusion table and how many were right by group; intervals are the middle 95 % of 1,000 bootstrap resamples.
        """)
    @Argument(help: "CSV file with the labels of people.") var gold: String
    @Argument(help: "CSV file with verdicts.") var verdicts: String
    @Option(help: ArgumentHelp("List so many mistakes, the surest first.", valueName: "number")) var mistakes = 0
    @Option(help: ArgumentHelp("Seed of the bootstrap.", valueName: "number")) var seed: UInt64 = 1
    @Flag(help: "Print one JSON object instead of text.") var json = false

    func run() async throws {
      let (labels, leftOut) = try ToneFiles.goldLabels(gold)
      let table = try TextTable(path: verdicts)
      let (id, label) = (try table.required("id"), try table.required("label"))
      var judged: [String: [String]] = [:]
      for (number, row) in table.rows.enumerated() {
        if judged.updateValue(row, forKey: Self.plain(row[id])) != nil {
          throw OperationError(.dataError, ToneFiles.twice(verdicts, table.lines[number]))
        }
      }
      var pairs: [ToneScoreboard.Pair] = []
      var wrong: [(score: Int, row: [String], gold: ToneFiles.Label)] = []
      let score = table.column("score")
      for (number, gold) in labels.enumerated() {
        guard let row = judged[Self.plain(gold.id)] else {
          let id = Quoted.named(gold.id)
          throw OperationError(
            .dataError,
            Wording(
              "\(verdicts) has no verdict for id \(id.en), row \(number + 1) of \(self.gold)",
              "\(verdicts) 里没有 \(self.gold) 第 \(number + 1) 行 id\(id.zh)的判定"),
            remedy: Wording("judge the whole file", "请对整个文件作判定"))
        }
        guard let tone = ToneFiles.tone(row[label]) else {
          let form = Quoted.cell(row[label])
          throw OperationError(
            .dataError,
            Wording(
              "\(verdicts): the label of row \(number + 1) of \(self.gold) is no tone there: \(form.en)",
              "\(verdicts)：\(self.gold) 第 \(number + 1) 行在此的 label 不是语气：\(form.zh)"))
        }
        pairs.append(.init(gold: gold.tone, judged: tone, group: gold.group))
        if tone != gold.tone { wrong.append((score.flatMap { Int(row[$0]) } ?? 0, row, gold)) }
      }
      let board = ToneScoreboard(pairs, seed: seed)
      var listed: [ToneMistake]?
      if mistakes > 0 {
        wrong.sort { (abs($1.score), $0.gold.id) < (abs($0.score), $1.gold.id) }
        let reason = table.column("reason")
        listed = wrong.prefix(mistakes).map { one in
          ToneMistake(
            id: one.gold.id, gold: one.gold.tone, judged: one.row[label], score: one.score, text: one.gold.text,
            reason: reason.map { one.row[$0] } ?? "")
        }
      }
      Terminal(isJSON: json).say(.scored(board, leftOut: leftOut, mistakes: listed))
    }

    /// Without the apostrophe by which a spreadsheet is kept from running it.
    private static func plain(_ id: String) -> String { id.hasPrefix("'") ? String(id.dropFirst()) : id }
  }
}
