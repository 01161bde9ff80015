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
    commandName: "review", abstract: "Let people read doubtful conversations, and count how often the verdicts are right.",
    discussion: """
      Examples:
        allot review list --output doubtful.csv         disputed, unsure, and a random sample
        allot review label doubtful.csv                 after the column “label” was filled in
        allot review accuracy
        allot review export --output labels.csv         labelled texts, for: allot tone train labels.csv
      """,
    subcommands: [List.self, Label.self, Accuracy.self, Export.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Conversations worth reading that nobody has labelled.", usage: "allot review list [<options>]",
      discussion: """
        disputed: keywords and model would say different things; unsure: the verdict is not sure; sample: by lot, the same for everybody in a week.
        Texts stand there only where the agency keeps them; else the recording has to be heard.
        """)
    @Option(help: "Days back from today.") var days = 14
    @Option(help: ArgumentHelp("Unsure below this percentage.", valueName: "percent")) var below = 60
    @Option(help: ArgumentHelp("Conversations of each kind at most.", valueName: "number")) var limit = 50
    @Option(name: .shortAndLong, help: "Write a CSV file with an empty column “label” instead of a table.") var output: String?
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
      abstract: "Store what people say of conversations.", usage: "allot review label [<file> ...] [<options>]",
      discussion: """
        The file is the one of “review list --output” with the column label filled in (cooperative, uncooperative, neutral, or 配合, 非配合, 中性); rows
        without a label are left. A later label replaces an earlier one.
        """)
    @Argument(help: "CSV files.") var files: [String] = []
    @Option(name: .customLong("case"), help: ArgumentHelp("Number of the case, for one label.", valueName: "number")) var caseNo: String?
    @Option(help: "Id of the conversation, for one label.") var id: String?
    @Option(name: .customLong("as"), help: ArgumentHelp("cooperative, uncooperative or neutral, for one label.", valueName: "tone"))
    var tone: String?
    @Option(help: "Client of the case, where its number is not unique.") var client: String?
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
            "\(shown.zh)不是语气；请写 cooperative、uncooperative 或 neutral\(hint.map { "；\($0.zh)" } ?? "")"))
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
      let table = try TextTable(path: path)
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
      abstract: "How often the verdicts agree with people, and whether talk drifts.", usage: "allot review accuracy [<options>]",
      discussion: """
        The accuracy tables compare labels with what was judged when they were given, with intervals. Labels of disputed and unsure conversations make
        verdicts look worse than they are: the sample drawn by lot alone is fair, and has a table of its own. PSI compares each month's tones and groups with the month before: above 0.10 look,
        above 0.25 something has changed.
        """)
    @Option(help: "Days back from today.") var days = 180
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
      abstract: "Write labelled texts for training.", usage: "allot review export --output <file> [<options>]")
    @Option(name: .shortAndLong, help: "CSV file with text, label, language.") var output: String
    @Option(help: "Days back from today.") var days = 3_650
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
