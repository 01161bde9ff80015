import Answers
import ArgumentParser
import Desks
import Discretion
import Faults
import Speech
import Tables
import Terminal

struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: Wording("Let people read doubtful conversations, and count how often the verdicts are right.", "请人审读存疑的沟通，并统计判定的准确率。"),
    discussion: Wording(
      """
      Examples:
        allot review list --output doubtful.csv         disputed, unsure, and a random sample
        allot review label doubtful.csv                 after the column “label” was filled in
        allot review accuracy
        allot review export --output labels.csv         labelled texts, for: allot tone train labels.csv
      """,
      """
      示例：
        allot review list --output doubtful.csv         有分歧的、没有把握的，以及随机抽样
        allot review label doubtful.csv                 在“label”列填写之后
        allot review accuracy
        allot review export --output labels.csv         已标注的文本，用于：allot tone train labels.csv
      """),
    subcommands: [List.self, Label.self, Accuracy.self, Export.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Conversations worth reading that nobody has labelled.", "值得审读而尚无人标注的沟通。"), usage: "allot review list [<options>]",
      discussion: Wording(
        """
        disputed: keywords and model would say different things; unsure: the verdict is not sure; sample: by lot, the same for everybody in a week.
        Texts stand there only where the agency keeps them; else the recording has to be heard.
        """,
        """
        disputed（有分歧）：关键词与模型判定不同；unsure（没有把握）：判定的把握不足；sample（抽样）：随机抽取，\
        一周内人人相同。只有机构保存文本时才有文本；否则须听录音。
        """))
    @Option(help: ArgumentHelp(Wording("Days back from today.", "从今天往回多少天。"))) var days = 14
    @Option(help: ArgumentHelp(Wording("Unsure below this percentage.", "把握低于此百分比即为没有把握。"), valueName: "percent")) var below = 60
    @Option(help: ArgumentHelp(Wording("Conversations of each kind at most.", "每一类最多多少条沟通。"), valueName: "number")) var limit = 50
    @Option(
      name: .shortAndLong,
      help: ArgumentHelp(Wording("Write a CSV file with an empty column “label” instead of a table.", "写成 CSV 文件，带一个空的“label”列，而不是列表。")))
    var output: String?
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      guard (1...3_650).contains(days), (1...100).contains(below), (1...100_000).contains(limit) else {
        throw ValidationError(
          Wording(
            "--days is from 1 to 3650, --below from 1 to 100, --limit from 1 to 100,000",
            "--days 为 1 到 3650，--below 为 1 到 100，--limit 为 1 到 100,000"))
      }
    }

    func run() async throws {
      try await global.withSeat { seat in
        let items = try await ReviewDesk(seat).items(days: days, below: below, limit: limit)
        if let output { try Outputs.spare([], from: output) }
        guard let output else { return global.terminal.say(.reviewItems(items)) }
        let sheet = ReviewSheet(items)
        try FileAccess.write(output, sheet.bytes)
        global.terminal.say(.written(sheet, to: output))
      }
    }
  }

  struct Label: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Store what people say of conversations.", "保存人对沟通的标注。"), usage: "allot review label [<file> ...] [<options>]",
      discussion: Wording(
        """
        The file is the one of “review list --output” with the column label filled in (cooperative, uncooperative, neutral, or 配合, 非配合, 中性); rows
        without a label are left. A later label replaces an earlier one.
        """,
        """
        文件即“review list --output”所写、并已填好 label 列的文件（cooperative、\
        uncooperative、neutral，或 配合、非配合、中性）；没有标注的行不作处理。后来的标注取代先前的。
        """))
    @Argument(help: ArgumentHelp(Wording("CSV files.", "CSV 文件。"))) var files: [String] = []
    @Option(
      name: .customLong("case"), help: ArgumentHelp(Wording("Number of the case, for one label.", "案件编号，用于单条标注。"), valueName: "number"))
    var caseNo: String?
    @Option(help: ArgumentHelp(Wording("Id of the conversation, for one label.", "沟通的 id，用于单条标注。"))) var id: String?
    @Option(
      name: .customLong("as"),
      help: ArgumentHelp(
        Wording("cooperative, uncooperative or neutral, for one label.", "cooperative（配合）、uncooperative（非配合）或 neutral（中性），用于单条标注。"),
        valueName: "tone"))
    var tone: String?
    @Option(help: ArgumentHelp(Wording("Client of the case, where its number is not unique.", "案件的委托方；案件编号不唯一时须写明。"))) var client: String?
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      let single = [caseNo, id, tone].compactMap { $0 }
      guard files.isEmpty ? single.count == 3 : single.isEmpty else {
        throw ValidationError(Wording("give files, or --case, --id and --as together", "请给出文件，或同时给出 --case、--id 和 --as"))
      }
      if let tone, ToneFiles.tone(tone) == nil {
        let (shown, hint) = (Quoted.typed(tone), Suggestion.hint(for: tone, among: ["cooperative", "uncooperative", "neutral"]))
        throw ValidationError(
          Wording(
            "\(shown.en) is no tone; write cooperative, uncooperative or neutral\(hint.map { "; \($0.en)" } ?? "")",
            "\(shown.zh)不是语气；请写 cooperative（配合）、uncooperative（非配合）或 neutral（中性）\(hint.map { "；\($0.zh)" } ?? "")"))
      }
    }

    func run() async throws {
      var labels: [ReviewDesk.Label] = []
      if let caseNo, let id, let label = tone.flatMap(ToneFiles.tone) {
        labels.append(ReviewDesk.Label(client: client, caseNo: caseNo, sourceID: id, tone: label))
      }
      var places = labels.map { _ in "" }
      for file in files {
        for (line, label) in try Self.read(file) {
          labels.append(label)
          places.append("\(file):\(line): ")
        }
      }
      try await global.withSeat { [labels, places] seat in
        let found = try await ReviewDesk(seat).label(labels)
        let missing = zip(zip(labels, places), found).filter { !$1 }.map(\.0)
        for (label, place) in missing.prefix(20) {
          let (id, number) = (Quoted.named(label.sourceID), Quoted.number(label.caseNo))
          let unknown = Wording(
            "allot: \(place)there is no conversation \(id.en) of case \(number.en)", "allot: \(place)案件\(number.zh)没有沟通记录\(id.zh)")
          Output.error.line(unknown[global.spoken])
        }
        global.terminal.say(.labelled(found))
        if !missing.isEmpty { throw Stop(status: .dataError) }
      }
    }

    private static func read(_ path: String) throws -> [(line: Int, label: ReviewDesk.Label)] {
      let table = try TextTable(path: path, known: ["case_no", "id", "label", "client", "why"])
      let (caseNo, id) = (try table.required("case_no", "案件编号"), try table.required("id"))
      let label = try table.required("label", "标签")
      let client = table.column("client", "委托方")
      let why = table.column("why")
      return try zip(table.lines, table.rows).compactMap { line, row in
        if row[label].isEmpty { return nil }
        guard let tone = ToneFiles.tone(row[label]) else {
          throw OperationError(
            .dataError, ToneFiles.noTone(path, line, row[label]),
            remedy: Wording(
              "write cooperative, uncooperative or neutral (配合, 非配合, 中性), or leave it empty",
              "请写 cooperative、uncooperative 或 neutral（配合、非配合、中性），或留空"))
        }
        func plain(_ text: String) -> String { text.hasPrefix("'") ? String(text.dropFirst()) : text }
        return (
          line,
          ReviewDesk.Label(
            client: client.flatMap { row[$0].isEmpty ? nil : plain(row[$0]) }, caseNo: plain(row[caseNo]), sourceID: plain(row[id]),
            tone: tone, why: why.map { row[$0] })
        )
      }
    }
  }

  struct Accuracy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("How often the verdicts agree with people, and whether talk drifts.", "判定与人工标注有多一致，话术是否漂移。"),
      usage: "allot review accuracy [<options>]",
      discussion: Wording(
        """
        The accuracy tables compare labels with what was judged when they were given, with intervals. Labels of disputed and unsure conversations make
        verdicts look worse than they are: the sample drawn by lot alone is fair, and has a table of its own. PSI compares each month's tones and groups with the month before: above 0.10 look,
        above 0.25 something has changed.
        """,
        """
        准确率各表把标注与标注当时的判定作比较，并给出区间。有分歧和没有把握的沟通，其标注会使判定显得比实际差：\
        只有随机抽取的样本是公允的，另列一表。PSI 把每个月的语气和词组与上月比较：超过 0.10 请查看，超过 0.25 \
        则已有变化。
        """))
    @Option(help: ArgumentHelp(Wording("Days back from today.", "从今天往回多少天。"))) var days = 180
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let desk = ReviewDesk(seat)
        global.terminal.say(.accuracy(try await desk.labels(days: days), try await desk.months(days: days)))
      }
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Write labelled texts for training.", "输出已标注的文本，用于训练。"), usage: "allot review export --output <file> [<options>]")
    @Option(name: .shortAndLong, help: ArgumentHelp(Wording("CSV file with text, label, language.", "CSV 文件，含 text、label、language。")))
    var output: String
    @Option(help: ArgumentHelp(Wording("Days back from today.", "从今天往回多少天。"))) var days = 3_650
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        try Outputs.spare([], from: output)
        let sheet = TrainingSheet(try await ReviewDesk(seat).labelledTexts(days: days))
        try FileAccess.write(output, sheet.bytes)
        global.terminal.say(.written(sheet, to: output))
      }
    }
  }
}
