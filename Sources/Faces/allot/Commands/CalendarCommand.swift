import Answers
import ArgumentParser
import Desks
import Discretion
import Faults
import Glibc
import Policy
import Portfolio
import Setup
import Speech
import Terminal

struct CalendarCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: Wording("Show working days, count them, check a calendar file.", "查看和计算工作日，检查日历文件。"),
    discussion: Wording(
      """
      Examples:
        allot calendar show --calendar cn --month 2026-10
        allot calendar show --calendar hk --year 2026
        allot calendar days 2026-10-01 2026-10-31 --calendar cn
        allot calendar check policies/calendars/cn-2027.yaml
        allot calendar compare policies/calendars/cn-2027.yaml

      Without --calendar it is the agency's own, as its file in force says, or with --client one of its clients'. The shipped calendars need no
      database.
      """,
      """
      示例：
        allot calendar show --calendar cn --month 2026-10
        allot calendar show --calendar hk --year 2026
        allot calendar days 2026-10-01 2026-10-31 --calendar cn
        allot calendar check policies/calendars/cn-2027.yaml
        allot calendar compare policies/calendars/cn-2027.yaml

      不写 --calendar 时用机构自己的日历（见已生效的机构文件），写 --client 时用该委托方的。自带的日历无需数据库。
      """),
    subcommands: [Show.self, Days.self, Check.self, Compare.self])

  /// Which calendar.
  struct Which: ParsableArguments {
    @Option(
      help: ArgumentHelp(Wording("A calendar that comes with allot, instead of the agency's own.", "自带的日历，代替机构自己的。"), valueName: "code"))
    var calendar: String?
    @Option(help: ArgumentHelp(Wording("The calendar of this client of the agency.", "该委托方的日历。"), valueName: "client")) var client: String?

    func validate() throws {
      guard calendar == nil || client == nil else {
        throw ValidationError(Wording("write either --calendar or --client", "--calendar 与 --client 只能写一个"))
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Show months as a picture.", "以图形显示各月。"),
      usage: "allot calendar show [--month <month> | --year <year>] [<options>]",
      discussion: Wording("Without --month and --year this year is shown.", "不写 --month 和 --year 时显示今年。"))
    @Option(help: ArgumentHelp(Wording("One month, as 2026-10.", "某一个月，如 2026-10。"), valueName: "month")) var month: String?
    @Option(help: ArgumentHelp(Wording("A whole year, 2000 to 2199.", "全年，2000 到 2199。"), valueName: "year")) var year: Int?
    @OptionGroup var which: Which
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      guard month == nil || year == nil else {
        throw ValidationError(Wording("write either --month or --year", "--month 与 --year 只能写一个"))
      }
      _ = try months(of: year ?? 2026)
    }

    func run() async throws {
      let (named, today) = try await CalendarCommand.named(which, global)
      global.terminal.say(.calendar(named, months: try months(of: year ?? today.civil.year)))
    }

    private func months(of year: Int) throws -> [Day] {
      if let month {
        let shown = Quoted.typed(month)
        guard let first = Day(iso: month + "-01"), CalendarCommand.years.contains(first.civil.year) else {
          throw ValidationError(Wording("\(shown.en) is no month; write it as 2026-10", "\(shown.zh)不是月份；请写成 2026-10 的形式"))
        }
        return [first]
      }
      guard CalendarCommand.years.contains(year) else {
        throw ValidationError(Wording("\(year) is no year of a calendar; write 2000 to 2199", "\(year) 不在日历范围内；请写 2000 到 2199"))
      }
      return (1...12).compactMap { Day(year: year, month: $0, day: 1) }
    }
  }

  struct Days: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Count working days between two days, both among them.", "计算两日之间的工作日，含首尾两日。"),
      usage: "allot calendar days <from> <until> [<options>]")
    @Argument(help: ArgumentHelp(Wording("First day, as 2026-10-01.", "起始日，如 2026-10-01。"))) var from: String
    @Argument(help: ArgumentHelp(Wording("Last day, as 2026-10-31.", "结束日，如 2026-10-31。"))) var until: String
    @OptionGroup var which: Which
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      let (first, last) = (try Reading.slot(from), try Reading.slot(until))
      guard first <= last else {
        throw ValidationError(
          Wording("\(last) is before \(first); write the earlier day first", "\(last) 早于 \(first)；请把较早的日期写在前面"))
      }
    }

    func run() async throws {
      let (first, last) = (try Reading.slot(from), try Reading.slot(until))
      global.terminal.say(.workingDays(try await CalendarCommand.named(which, global).named, from: first, to: last))
    }
  }

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Check calendar files.", "检查日历文件。"), usage: "allot calendar check <file> ... [<options>]",
      discussion: Wording(
        "Needs no database. Exit status 65 when anything is wrong; notes alone are 0.", "无需数据库。有任何错误则以状态 65 退出；只有提示则为 0。"))
    @Argument(help: ArgumentHelp(Wording("Calendar files.", "日历文件。"))) var files: [String]
    @Flag(help: ArgumentHelp(Wording("Print one JSON object instead of text.", "输出一个 JSON 对象，而不是文字。"))) var json = false
    @OptionGroup var speech: LanguageOption

    func run() async throws {
      let checked = try files.map { path in
        let (findings, year) = CalendarFile.check(try FileAccess.read(path, limit: 2 << 20), file: path)
        return (file: path, findings: findings, year: year)
      }
      let terminal = Terminal(isJSON: json)
      terminal.say(.calendars(checked))
      if !json { for finding in checked.flatMap(\.findings) { Output.error.line(finding.text(terminal.language)) } }
      if checked.contains(where: { $0.year == nil }) { throw Stop(status: .dataError) }
    }
  }

  struct Compare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Say where a calendar file and the shipped year part.", "说明日历文件与自带的同一年有何不同。"),
      usage: "allot calendar compare <file> [<options>]", discussion: Wording("Needs no database.", "无需数据库。"))
    @Argument(help: ArgumentHelp(Wording("A calendar file.", "日历文件。"))) var file: String
    @Flag(help: ArgumentHelp(Wording("Print one JSON object instead of text.", "输出一个 JSON 对象，而不是文字。"))) var json = false
    @OptionGroup var speech: LanguageOption

    func run() async throws {
      let year = try CalendarCommand.parse(file)
      let terminal = Terminal(isJSON: json)
      for finding in CalendarFile.check(try FileAccess.read(file, limit: 2 << 20), file: file).findings where !json {
        Output.error.line(finding.text(terminal.language))
      }
      let all = try CalendarFiles.paths(of: [year.code], beside: []).map(CalendarCommand.parse)
      guard let shipped = all.first(where: { $0.year == year.year }),
        let answer = Answer.calendarDifferences(year, file: file, shipped: shipped)
      else { throw try Self.notShipped(year.code, year.year) }
      terminal.say(answer)
    }

    /// That no such year comes with this program, and which do.
    private static func notShipped(_ code: String, _ year: Int) throws -> OperationError {
      let years = try CalendarFiles.shippedYears(of: code)
      let (codes, all) = (try CalendarFiles.shippedCodes(), years.map(String.init))
      let hint = Suggestion.hint(for: code, among: codes).map { Wording("; ", "；") + $0 } ?? .none
      return OperationError(
        .noInput,
        Wording("no calendar \(code) of \(year) comes with this program", "本程序没有自带日历 \(code) 的 \(year) 年"),
        remedy: years.isEmpty
          ? Wording(
            "there are: \(codes.joined(separator: ", "))\(hint.en)", "自带的有：\(codes.joined(separator: "、"))\(hint.zh)")
          : Wording(
            "of \(code) there are: \(all.joined(separator: ", "))", "\(code) 自带的年份有：\(all.joined(separator: "、"))"))
    }
  }

  /// Years that a calendar can have.
  static let years = 2000...2199

  /// The calendar that was meant, and today: by the agency's clock where its calendar is meant, else by this machine's.
  private static func named(_ which: Which, _ global: GlobalOptions) async throws -> (named: NamedCalendar, today: Day) {
    if let code = which.calendar { return (try shipped(code), machineDay) }
    guard try global.location().isThere else {
      let codes = try CalendarFiles.shippedCodes()
      throw ValidationError(
        Wording(
          "there is no agency yet, whose calendar it would be; name one with --calendar: \(codes.joined(separator: ", "))",
          "还没有机构，无从得知用哪个日历；请用 --calendar 指定：\(codes.joined(separator: "、"))"))
    }
    return try await global.withSeat { seat in
      let desk = ReadingDesk(seat)
      return (try await desk.calendar(of: which.client), try await desk.today())
    }
  }

  private static func shipped(_ code: String) throws -> NamedCalendar {
    let years = try CalendarFiles.paths(of: [code], beside: []).map(parse)
    guard let named = NamedCalendar(years) else {
      throw Reading.unknown(
        code, "is no calendar that comes with this program; write one of: ", "不是本程序自带的日历；请写：", among: try CalendarFiles.shippedCodes())
    }
    return named
  }

  private static func parse(_ path: String) throws -> CalendarYear {
    do {
      return try CalendarFile.parse(try FileAccess.read(path, limit: 2 << 20), file: path)
    } catch let fault as PolicyFault {
      throw PolicyDoor.unusable(fault.problems)
    }
  }

  private static var machineDay: Day {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return Day(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday)) ?? Day(0)
  }
}
