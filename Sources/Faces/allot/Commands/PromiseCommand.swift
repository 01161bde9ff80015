import Answers
import ArgumentParser
import Classification
import Desks
import Discretion
import Faults
import Portfolio
import Promises
import Reports
import Speech
import Tables

struct PromiseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promise", abstract: Wording("Read from what debtors say what they promise, and when.", "从债务人的话里读出承诺了什么、何时还。"),
    discussion: Wording(
      """
      Examples:
        allot promise read policies/promises/said.csv --output promises.csv

      It needs no database. docs/promises.md says how days and amounts are read.
      """,
      """
      示例：
        allot promise read policies/promises/said.csv --output promises.csv

      无需数据库。日期和金额的读法见 docs/promises.md。
      """),
    subcommands: [Read.self])

  struct Read: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Read promises from texts.", "从文本里读出承诺。"), usage: "allot promise read <input> --output <file> [<options>]",
      discussion: Wording(
        """
        INPUT.csv has the columns id, said_on and text, and language and salary_day (1 to 31) where they are known; OUTPUT gets id, kind, from, until,
        least, most and condition. Of several promises the first counts. Where labels tell who speaks ([Agent], Debtor:) only the debtor's words
        are read. Working days are Monday to Friday. Rows that name no language have that of
        --text-language, else that of --language, else it is told by the script.
        """,
        """
        INPUT.csv 含 id、said_on、text 三列，已知时还有 language 和 salary_day（1 至 31）；OUTPUT 得到 id、kind、from、until、least、most、condition。\
        有多个承诺时以第一个为准。\
        文本带说话人标签（客户：、[Agent]、Debtor:）时只读债务人的话。工作日为周一至周五。未写语言的行用 --text-language，其次用 --language，都没有则按文字判断。
        """))
    @Argument(help: ArgumentHelp(Wording("CSV file with id, said_on and text.", "含 id、said_on 和 text 的 CSV 文件。"))) var input: String
    @Option(name: .shortAndLong, help: ArgumentHelp(Wording("Where the promises go.", "承诺写到哪里。"), valueName: "file")) var output: String
    @Option(
      help: ArgumentHelp(
        Wording("Language of rows that name none: zh or en (default: by script).", "未写语言的行的语言：zh 或 en（默认按文字判断）。"), valueName: "language"))
    var textLanguage: String?
    @Flag(help: ArgumentHelp(Wording("Print one JSON object instead of text.", "输出一个 JSON 对象，而不是文字。"))) var json = false
    @OptionGroup var speech: LanguageOption

    func run() async throws {
      let chosen =
        try textLanguage.map { word in
          guard let found = Self.language(word) else {
            throw Reading.unknown(word, "is no language of texts; write ", "不是文本的语言；请写 ", among: ["zh", "en"])
          }
          return found
        } ?? speech.language
      try Outputs.spare([input], from: output)
      let table = try TextTable(path: input, known: ["id", "said_on", "text", "language", "salary_day"])
      let (id, text) = (try table.required("id"), try table.required("text", "内容"))
      let saidOn = try table.required("said_on", "day", "日期")
      let (languages, salaryDays) = (table.column("language", "lang"), table.column("salary_day", "发薪日"))
      let clock = ContinuousClock()
      let started = clock.now
      var csv = CSV(header: ["id", "kind", "from", "until", "least", "most", "condition"])
      var seen: [String: Int] = [:]
      let judge = ToneJudge(try ToneFiles.lexicons([]))
      var census: [SpokenPromise.Kind: Int] = [:]
      for (line, row) in zip(table.lines, table.rows) {
        ToneFiles.warnOfSecond(row[id], &seen, input, line)
        let day = try Self.day(row[saidOn], table.header[saidOn], input, line)
        let salaryDay = try salaryDays.flatMap { try Self.salaryDay(row[$0], table.header[$0], input, line) }
        let language = try languages.flatMap { try Self.language(row[$0], table.header[$0], input, line) } ?? chosen
        let promise =
          PromiseReader(language: language, salaryDay: salaryDay) { $0.weekday < 6 }.read(Self.debtorsWords(row[text], judge), saidOn: day)
          .first
        census[promise.kind, default: 0] += 1
        csv.add([
          .text(row[id]), .plain(promise.kind.rawValue), .plain(Self.word(promise.from)), .plain(Self.word(promise.until)),
          .plain(Self.word(promise.least)), .plain(Self.word(promise.most)), .text(promise.condition),
        ])
      }
      let duration = clock.now - started
      try ToneFiles.write(csv, to: output)
      Terminal(isJSON: json).say(.promised(census, to: output, duration: duration))
    }

    /// What the debtor says in a text; nothing where labels tell two voices but not whose they are, or that all of it is the collector's.
    private static func debtorsWords(_ text: String, _ judge: ToneJudge) -> String {
      let voices = judge.voices(of: text)
      return voices.isCertain && voices.speaker != .debtor ? "" : judge.debtorsWords(in: text)
    }

    // MARK: Cells

    private static func word(_ day: Day) -> String { day.isKnown ? "\(day)" : "" }

    /// Hundredths in major units: `2500`, `120.50`.
    private static func word(_ hundredths: Int64?) -> String {
      guard let hundredths else { return "" }
      let rest = hundredths % 100
      return "\(hundredths / 100)" + (rest == 0 ? "" : rest < 10 ? ".0\(rest)" : ".\(rest)")
    }

    /// `zh`, `en`, and what begins so: `zh-CN`.
    private static func language(_ word: String) -> Language? {
      word.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" }).first.flatMap { Language(rawValue: String($0)) }
    }

    private static func language(_ cell: String, _ column: String, _ file: String, _ line: Int) throws -> Language? {
      if cell.isEmpty { return nil }
      guard let language = language(cell) else {
        throw wrong(cell, column, file, line, Wording("no language of texts", "文本的语言"), Wording("write zh or en", "请写 zh 或 en"))
      }
      return language
    }

    private static func day(_ cell: String, _ column: String, _ file: String, _ line: Int) throws -> Day {
      guard let day = Day(iso: cell), (2000...2100).contains(day.civil.year) else {
        throw wrong(
          cell, column, file, line, Wording("no day from 2000 to 2100", " 2000 至 2100 年间的日期"),
          Wording("write the day on which it was said as 2026-11-18", "请把说话那天写成 2026-11-18 的形式"))
      }
      return day
    }

    private static func salaryDay(_ cell: String, _ column: String, _ file: String, _ line: Int) throws -> Int? {
      if cell.isEmpty { return nil }
      guard let day = Int(cell), (1...31).contains(day) else {
        throw wrong(
          cell, column, file, line, Wording("no day of the month", "每月的日期"),
          Wording("write 1 to 31, or leave it empty", "请写 1 到 31，或留空"))
      }
      return day
    }

    private static func wrong(
      _ cell: String, _ column: String, _ file: String, _ line: Int, _ expected: Wording, _ remedy: Wording
    ) -> OperationError {
      let (shown, name) = (Quoted.cell(cell), Quoted.named(column))
      return OperationError(
        .dataError,
        Wording(
          "\(file):\(line): column \(name.en): \(shown.en) is \(expected.en)", "\(file):\(line)：列\(name.zh)：\(shown.zh)不是\(expected.zh)"),
        remedy: remedy)
    }
  }
}
