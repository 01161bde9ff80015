import Answers
import ArgumentParser
import Classification
import Discretion
import Faults
import Intake
import Policy
import Portfolio
import Reports
import Terminal
import Speech

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
      if let crossValidate, !(2...50).contains(crossValidate) { throw ValidationError("--cross-validate is from 2 to 50") }
      guard version > 0 else { throw ValidationError("--version counts from 1") }
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
          .dataError, "\(Text.count(given.count + own.count, "label")) are too few: a model needs at least five of each tone",
          remedy: "label more texts: allot review list")
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
      let progress = Progress("cross-validation", total: Int64(parts))
      for part in 0..<parts {
        // Every parts-th text: files are often sorted by label or group.
        let rest = own.indices.filter { $0 % parts != part }.map { own[$0] }
        guard let model = trainer.train((given + rest).map { LabelledText($0.text, $0.tone) }) else {
          throw OperationError(.dataError, "too few labels for \(parts) parts", remedy: "use fewer parts")
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
        progress.advance(to: Int64(part + 1), note: "part \(part + 1) of \(parts)")
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
    @Option(help: "Language of rows that name none: zh or en.") var language: String?
    @Option(help: ArgumentHelp("Model file, or none (default: the one that comes with allot).", valueName: "file")) var model: String?
    @Option(help: ArgumentHelp("Lexicon; repeatable (default: those that come with allot).", valueName: "file")) var lexicon: [String] = []
    @Option(help: "Who decides: keywords, model or both.") var by: String?
    @Flag(help: "Print one JSON object instead of text.") var json = false

    func run() async throws {
      let chosen = try by.map { word in
        guard let found = ToneJudge.Recogniser(rawValue: word) else {
          throw ValidationError("\(Shown.typed(word)) decides nothing; write keywords, model or both")
        }
        return found
      }
      let read = [input] + (lexicon.isEmpty ? ShippedFiles.lexicons : lexicon) + [model ?? ShippedFiles.model].compactMap { $0 }
      try Outputs.spare(read, from: output)
      let lexicons = try ToneFiles.lexicons(lexicon)
      let model = try ToneFiles.model(model)
      if model == nil, let chosen, chosen != .keywords {
        throw OperationError(.noInput, "there is no model to decide", remedy: "name one with --model, or train one: allot tone train")
      }
      if model == nil, lexicons.isEmpty {
        throw OperationError(.noInput, "there is neither a lexicon nor a model", remedy: "name one with --lexicon or --model")
      }
      let judge = ToneJudge(lexicons, model: model, recogniser: chosen ?? (model == nil ? .keywords : lexicons.isEmpty ? .model : .both))
      let table = try TextTable(path: input)
      let (id, text) = (try table.required("id"), try table.required("text", "内容"))
      let languages = table.column("language", "lang")
      var seen: Set<String> = []
      for (line, row) in zip(table.lines, table.rows) where !row[id].isEmpty && !seen.insert(row[id]).inserted {
        Output.error.line("allot: \(input):\(line): its id stands in the file twice")
      }
      let clock = ContinuousClock()
      let started = clock.now
      let verdicts = await Self.judged(table.rows, text, judge) { [language] row in languages.map { row[$0] } ?? language }
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
          throw OperationError(.dataError, "\(verdicts):\(table.lines[number]): its id stands in the file twice")
        }
      }
      var pairs: [ToneScoreboard.Pair] = []
      var wrong: [(score: Int, row: [String], gold: ToneFiles.Label)] = []
      let score = table.column("score")
      for (number, gold) in labels.enumerated() {
        guard let row = judged[Self.plain(gold.id)] else {
          throw OperationError(
            .dataError, "\(verdicts) has no verdict for id \(Shown.named(gold.id)), row \(number + 1) of \(self.gold)",
            remedy: "judge the whole file")
        }
        guard let tone = ToneFiles.tone(row[label]) else {
          throw OperationError(
            .dataError, "\(verdicts): the label of row \(number + 1) of \(self.gold) is no tone there: \(Shown.cell(row[label]))")
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
