import ArgumentParser
import Classification
import Desks
import Faults
import Feeds
import Figures
import Intake
import Portfolio
import Register
import Reports
import Schema
import Setup
import Terminal
import Views
import Wire
import Words

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
        throw ValidationError("--days is from 1 to 3650, --below from 1 to 100, --limit from 1 to 100,000")
      }
    }

    func run() async throws {
      try await global.withAgency(.review) { session, agency in
        let today = try await session.store.register.clock(agency).today
        let items = try await session.store.feeds.reviewItems(since: today - days, below: below, limit: limit, agency: agency)
        if let output {
          var csv = CSV(header: ["client", "case_no", "id", "day", "why", "judged", "confidence", "groups", "text", "label"])
          for item in items {
            csv.add([
              .text(item.client), .text(item.caseNo), .text(item.sourceID), .plain(item.day.description), .plain(item.why.rawValue),
              .plain(item.tone.word), .number(item.confidence), .plain(Self.groups(item)), .text(item.text ?? ""), .plain(""),
            ])
          }
          try FileAccess.write(output, csv.bytes)
          global.terminal.result(
            ["file": .string(output), "conversations": JSON(items.count)],
            "\(output): \(Text.count(items.count, "conversation")); fill in “label” and give it to: allot review label\n")
          return
        }
        let table = Table(
          [
            .init("case"), .init("id"), .init("day"), .init("why"), .init("judged"), .init("sure", .right), .init("groups"), .init("text"),
          ],
          rows: items.map { item in
            [
              item.caseNo, item.sourceID, item.day.description, item.why.rawValue, item.tone.word, "\(item.confidence) %",
              Self.groups(item),
              DisplayWidth.fit(item.text ?? "(not kept)", 60),
            ]
          })
        global.terminal.result(
          [
            "conversations": .array(
              items.map { item in
                [
                  "client": .string(item.client), "case_no": .string(item.caseNo), "id": .string(item.sourceID), "day": .day(item.day),
                  "why": .string(item.why.rawValue), "judged": .string(item.tone.word), "confidence": JSON(item.confidence),
                  "groups": .array(KeywordGroups(rawValue: item.groups).words.map { .string($0) }), "text": JSON(item.text),
                ]
              })
          ], items.isEmpty ? "nothing to review\n" : global.terminal.table(table))
      }
    }

    private static func groups(_ item: ReviewItem) -> String { KeywordGroups(rawValue: item.groups).words.joined(separator: "|") }
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
        throw ValidationError("give files, or --case, --id and --as together")
      }
      if let tone, ToneFiles.tone(tone) == nil {
        throw ValidationError("“\(tone)” is no tone; write cooperative, uncooperative or neutral")
      }
    }

    func run() async throws {
      var labels: [ReviewLabel] = []
      if let caseNo, let id, let label = tone.flatMap(ToneFiles.tone) {
        labels.append(ReviewLabel(client: client, caseNo: caseNo, sourceID: id, label: label))
      }
      for file in files { labels += try Self.read(file) }
      try await global.withAgency(.review) { [labels] session, agency in
        let found = try await session.store.feeds.label(labels, by: Process.actor, agency: agency)
        let missing = zip(labels, found).filter { !$1 }.map(\.0)
        for label in missing.prefix(20) {
          Output.error.line("allot: there is no conversation “\(label.sourceID)” of case \(label.caseNo)")
        }
        global.terminal.result(
          ["labelled": JSON(found.count(where: \.self)), "not_found": JSON(missing.count)],
          "\(Text.count(found.count(where: \.self), "label")) stored\n")
        if !missing.isEmpty { throw Stop(status: .dataError) }
      }
    }

    private static func read(_ path: String) throws -> [ReviewLabel] {
      let table = try TextTable(path: path)
      let (caseNo, id) = (try table.required("case_no", "案件编号"), try table.required("id"))
      let label = try table.required("label", "标签")
      let client = table.column("client", "委托方")
      let why = table.column("why")
      return try zip(table.lines, table.rows).compactMap { line, row in
        if row[label].isEmpty { return nil }
        guard let tone = ToneFiles.tone(row[label]) else {
          throw OperationError(
            .dataError, "\(path):\(line): label: “\(row[label].prefix(40))” is no tone",
            remedy: "write cooperative, uncooperative or neutral (配合, 非配合, 中性), or leave it empty")
        }
        func plain(_ text: String) -> String { text.hasPrefix("'") ? String(text.dropFirst()) : text }
        return ReviewLabel(
          client: client.flatMap { row[$0].isEmpty ? nil : plain(row[$0]) }, caseNo: plain(row[caseNo]), sourceID: plain(row[id]),
          label: tone, why: why.flatMap { ReviewItem.Why(rawValue: row[$0]) })
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
      try await global.withAgency { session, agency in
        let today = try await session.store.register.clock(agency).today
        let labelled = try await session.store.feeds.labelledConversations(since: today - days, agency: agency)
        let months = try await session.store.views.toneMonths(since: today - days, agency: agency)
        let sets = [true, false].map { isSample in labelled.filter { $0.isSample == isSample } }
        let boards = sets.map { set in ToneScoreboard(set.map { .init(gold: $0.label, judged: $0.judged) }) }
        let drift = zip(months, TalkDrift.of(months)).map { (month: $0, drift: $1) }
        let table = Table(
          [.init("month"), .init("conversations", .right), .init("PSI tones", .right), .init("PSI groups", .right), .init("")],
          rows: drift.map { month, drift in
            [
              month.name, Text.grouped(month.conversations), drift.map { NumberText.ratio($0.tones) } ?? "",
              drift.map { NumberText.ratio($0.groups) } ?? "", drift?.flag.rawValue ?? "",
            ]
          })
        var text = labelled.isEmpty ? "no labels yet: allot review list\n" : ""
        for (name, board) in zip(["chosen by lot", "chosen as doubtful, or by hand"], boards) where !board.pairs.isEmpty {
          text += "\(name): \(Text.count(board.pairs.count, "label"))\n" + ToneReport.text(board) + "\n"
        }
        global.terminal.result(
          [
            "labels": JSON(labelled.count), "by_lot": sets[0].isEmpty ? .null : ToneReport.json(boards[0]),
            "chosen": sets[1].isEmpty ? .null : ToneReport.json(boards[1]),
            "months": .array(
              drift.map { month, drift in
                [
                  "month": .string(month.name), "conversations": JSON(month.conversations),
                  "psi_tones": JSON(drift.map { NumberText.ratio($0.tones) }),
                  "psi_groups": JSON(drift.map { NumberText.ratio($0.groups) }),
                  "flag": .string(drift?.flag.rawValue ?? ""),
                ]
              }),
          ], text + global.terminal.table(table))
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
      try await global.withAgency(.review) { session, agency in
        let today = try await session.store.register.clock(agency).today
        let labelled = try await session.store.feeds.labelledConversations(since: today - days, agency: agency)
        var csv = CSV(header: ["id", "text", "label", "language"])
        let kept = labelled.filter { $0.text != nil }
        for (number, one) in kept.enumerated() {
          csv.add([.number(number + 1), .text(one.text ?? ""), .plain(one.label.word), .plain(one.language ?? "")])
        }
        try FileAccess.write(output, csv.bytes)
        let without = labelled.count - kept.count
        global.terminal.result(
          ["file": .string(output), "texts": JSON(kept.count), "without_text": JSON(without)],
          "\(output): \(Text.count(kept.count, "labelled text"))\(without > 0 ? "; \(Text.grouped(without)) more have no text on record" : "")\n"
        )
      }
    }
  }
}
