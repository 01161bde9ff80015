import Answers
import ArgumentParser
import Desks
import Discretion
import Faults
import Glibc
import HandoutDesks
import Imports
import Portfolio
import Schema
import Setup
import Speech
import Tables
import Terminal

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: Wording(
      "Load files: cases, people, hours, contacts, conversations, payments, promises, flags, holds.", "导入文件：案件、人员、工时、联系记录、沟通记录、还款、承诺、标记、停催。"
    ),
    usage: """
      allot import <feed> <file> ... [<options>]
      allot import folder <folder> ... [<options>]
      """,
    discussion: Wording(
      """
      Examples:
        allot import collectors demo/base/collectors.csv
        allot import cases demo/base/cases-cn.csv demo/base/cases-us.csv
        allot import cases --client cmb <file>
        allot import leave <file>
        allot import cases --client cmb --sheet Cases <workbook.xlsx>
        allot import attempts --mapping asterisk-cdr <file>
        allot import conversations --json demo/base/conversations.csv
        allot import folder demo/night-1
        allot import folder demo/night-1 --dry-run            what would come of it

      CSV with a header (UTF-8 or GB18030, or what --encoding names) or a sheet of a workbook (.xlsx, .ods, .xls), told by what is in the file; the
      usual Chinese and English column names are known, others need a mapping. The same file again changes
      nothing. Rejected rows go to FILE.rejects.csv with the reason, identifying columns masked; mend them there or in the file and import again.
      Load collectors before cases that name their holders, cases before what refers to them. A folder's files are loaded in that order, by names
      such as cases.csv, cases-cmb.csv, attempts-2026-11-20.csv, in either language, or from folders that are named so. Collectors' lists that came
      back in it, told by their columns run and collector, are noted as picked up.
      A client, team or skill that the agency has not, while it has others, is asked about before anything is loaded: --new-client, --new-team,
      --new-skill or --yes say that it is new. While a dry run lasts, others who would change the same cases wait.
      """,
      """
      示例：
        allot import collectors demo/base/collectors.csv
        allot import cases demo/base/cases-cn.csv demo/base/cases-us.csv
        allot import cases --client cmb <file>
        allot import leave <file>
        allot import cases --client cmb --sheet Cases <workbook.xlsx>
        allot import attempts --mapping asterisk-cdr <file>
        allot import conversations --json demo/base/conversations.csv
        allot import folder demo/night-1
        allot import folder demo/night-1 --dry-run            会有什么结果

      带表头的 CSV（UTF-8 或 GB18030，或 --encoding 指定的编码），或工作簿中的一张表（.xlsx、.ods、.xls，按文件内容识别）；常见的中英文列名可直接识别，其他列名需要映射。同一文件再次导入不会有任何变化。\
      拒收行连同原因写入 FILE.rejects.csv，能识别个人的列已遮盖；请在其中或原文件中改正后再导入。
      先导入催收员，再导入写有持有人的案件；先导入案件，再导入与之相关的数据。文件夹中的文件按此顺序导入，文件名形如 \
      案件.csv、催记-2026-11-20.csv、cases.csv 或 cases-cmb.csv，也可放在如此命名的子文件夹里。其中交回的催收员清单（按 run 与 \
      collector 两列识别）登记为已领取。
      机构已有同类名称时，文件里新出现的委托方、小组或技能须先确认才会导入：--new-client、--new-team、--new-skill 或 --yes 表示确为新增。\
      试运行期间，其他要更改同一批案件的操作会等待。
      """))
  @Argument(
    help: ArgumentHelp(Wording("One of: \(Self.words). Or: folder.", "以下之一：\(Self.words.replacing(", ", with: "、"))；或 folder（文件夹）。")))
  var feed: String
  @Argument(help: ArgumentHelp(Wording("CSV files or workbooks, or folders.", "CSV 文件、工作簿，或文件夹。"))) var files: [String]
  @Option(help: ArgumentHelp(Wording("Client of rows that name none.", "未写委托方的行所属的委托方。"))) var client: String?
  @Option(
    help: ArgumentHelp(
      Wording(
        "Sheet of a workbook, by name or number (default: the visible one whose header fits).", "工作簿中的工作表，按名称或序号（默认：表头相符的可见工作表）。"),
      valueName: "sheet"))
  var sheet: String?
  @Option(
    help: ArgumentHelp(
      Wording(
        "Encoding of the files, where it is not to be told from the bytes: \(Self.encodings).", "文件的编码（无法从字节判断时）：\(Self.encodings)。"),
      valueName: "encoding"))
  var encoding: String?
  @Option(
    help: ArgumentHelp(
      Wording("Mapping file, or name of a mapping: one in force, else one that comes with allot.", "映射文件，或映射名称：先找已生效的，再找自带的。"),
      valueName: "mapping")) var mapping: String?
  @Option(
    help: ArgumentHelp(
      Wording("Where rejected rows go (default: FILE.rejects.csv); one input file only.", "拒收行写到何处（默认：FILE.rejects.csv）；只能有一个输入文件。"),
      valueName: "file")) var rejects: String?
  @Flag(help: ArgumentHelp(Wording("Exit with status 65 when any row is rejected.", "有任何行被拒收则以状态 65 退出。"))) var strict = false
  @Flag(help: ArgumentHelp(Wording("Show what would come of it, and change nothing.", "只显示会有什么结果，不作任何更改。"))) var dryRun = false
  @Option(help: ArgumentHelp(Wording("A client that is new; may be repeated.", "确为新增的委托方；可重复。"), valueName: "name")) var newClient:
    [String] = []
  @Option(help: ArgumentHelp(Wording("A team that is new; may be repeated.", "确为新增的小组；可重复。"), valueName: "name")) var newTeam: [String] = []
  @Option(help: ArgumentHelp(Wording("A skill that is new; may be repeated.", "确为新增的技能；可重复。"), valueName: "name")) var newSkill: [String] =
    []
  @Option(
    help: ArgumentHelp(
      Wording(
        "A collector's code that is new although it is another's but for zeros, width or capitals; may be repeated.",
        "确为新增的催收员工号，尽管与已有编号只差前导零、全半角或大小写；可重复。"), valueName: "code")) var newCollector: [String] = []
  @Flag(name: .shortAndLong, help: ArgumentHelp(Wording("Take every new client, team and skill without asking.", "不再询问，所有新名称均视为新增。")))
  var yes = false
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard isFolder || Feed(rawValue: feed) != nil else {
      let shown = Quoted.typed(feed)
      let hint = Suggestion.hint(for: feed, among: Feed.allCases.map(\.rawValue) + ["folder"])
      throw ValidationError(
        Wording(
          "\(shown.en) is no kind of file; write one of: \(Self.words), or folder\(hint.map { "; \($0.en)" } ?? "")",
          "\(shown.zh)不是数据种类；请写以下之一：\(Self.words.replacing(", ", with: "、"))，或 folder\(hint.map { "；\($0.zh)" } ?? "")"))
    }
    if let encoding { _ = try Reading.encoding(encoding) }
    if isFolder, mapping != nil || rejects != nil || sheet != nil {
      throw ValidationError(
        Wording("--mapping, --sheet and --rejects go with the files of one feed", "--mapping、--sheet 和 --rejects 须与单一种类的文件同用"))
    }
    if rejects != nil, files.count > 1 {
      throw ValidationError(Wording("--rejects goes with one input file", "--rejects 只能与一个输入文件同用"))
    }
  }

  private static let encodings = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
  private static let words = Feed.allCases.map(\.rawValue).joined(separator: ", ")
  private var isFolder: Bool { feed == "folder" }

  /// What to load, in order, and lists that came back. Of folders a file of another name is told and left alone.
  private func inputs() throws -> (files: [(feed: Feed, path: String)], lists: [ReturnedList]) {
    guard isFolder else { return (Feed(rawValue: feed).map { feed in files.map { (feed, $0) } } ?? [], []) }
    let folders = try files.map { try FeedFolder($0) }
    for name in folders.flatMap(\.others) {
      let left = Wording("left alone, because not named after a feed: \(name)", "未处理，因为不是以数据种类命名：\(name)")
      Output.error.line(left[global.spoken])
    }
    return (folders.flatMap(\.files), try folders.flatMap(\.returned).map { try ReturnedList(path: $0) })
  }

  private func request(_ feed: Feed, _ path: String) -> Importer.Request {
    var request = Importer.Request(feed: feed, path: path)
    request.client = client
    request.mapping = mapping
    request.shippedMapping = mapping.flatMap(ShippedFiles.mapping)
    request.sheet = sheet
    request.encoding = encoding.flatMap { TextEncoding(rawValue: $0.lowercased()) }
    request.rejectsPath = rejects
    request.newCollectors = Set(newCollector)
    request.language = global.spoken
    return request
  }

  func run() async throws {
    let (inputs, lists) = try inputs()
    for (_, path) in inputs where !dryRun || rejects != nil {
      let read = inputs.map(\.path) + (mapping.map { [$0] } ?? [])
      try Outputs.spare(read, from: rejects ?? Importer.Request.rejectsPath(of: path))
    }
    let requests = inputs.map(request)
    var reports: [ImportReport] = []
    var refused: OperationError?
    try await global.withSeat { seat in
      let importer = Importer(seat)
      let said: [NameTable: Set<String>] = [.client: Set(newClient), .team: Set(newTeam), .skill: Set(newSkill)]
      var names = try await importer.newNames(in: requests, said: said, all: yes)
      if dryRun {
        let progress = RowProgress(global.spoken)
        let rehearsed = try await importer.rehearse(requests) { progress.advance($0, $1) }
        progress.finish()
        reports = rehearsed.files
        for failure in reports.compactMap(\.failure) where !global.json { Complaint(failure).say() }
        return global.terminal.say(.rehearsed(rehearsed, names, lists: ReturnedList.byRun(lists).reduce(0) { $0 + $1.value.count }))
      }
      try confirm(&names)
      for request in requests {
        let progress = RowProgress(global.spoken)
        // Of several files one that cannot be used keeps the others from nothing.
        let report =
          requests.count > 1
          ? try await importer.attempt(request) { progress.advance(request, $0) }
          : try await importer.load(request) { progress.advance(request, $0) }
        progress.finish()
        reports.append(report)
        if let failure = report.failure {
          if !global.json { Complaint(failure).say() }
          continue
        }
        if !global.json { global.terminal.say(.imported([report], NewNames())) }
      }
      // After the people whose lists they may be.
      var noted: (noted: Int, of: Int)?
      do {
        if !lists.isEmpty { noted = try await ListDesk(seat).acknowledge(ReturnedList.byRun(lists)) }
      } catch let error as OperationError { refused = error }
      global.terminal.say(global.json ? .imported(reports, names, lists: noted) : .named(names, lists: noted))
    }
    if let refused { throw refused }
    // Whoever counts on the file of rejects must not go on without it; the good rows are in.
    if let problem = reports.lazy.compactMap(\.rejectsProblem).first {
      guard global.json else { throw Stop(status: .cannotCreate) }
      throw OperationError(.cannotCreate, Wording("rejected rows were not written: \(problem.en)", "拒收行未能写出：\(problem.zh)"))
    }
    let failures = reports.compactMap(\.failure)
    if !failures.isEmpty {
      if !global.json { Output.error.line(Self.failed(reports)[global.spoken]) }
      throw Stop(status: failures.map(\.status).max { $0.rawValue < $1.rawValue } ?? .dataError)
    }
    let rejected = reports.reduce(0) { $0 + $1.rejected }
    // A file of which nothing could be used is wrong data, whatever the flags.
    if reports.contains(where: { $0.loaded == 0 && $0.rejected > 0 }) || (strict && rejected > 0) { throw Stop(status: .dataError) }
  }

  /// Which files could not be used, after those that could.
  private static func failed(_ reports: [ImportReport]) -> Wording {
    let names = reports.filter { $0.failure != nil }.map { Shown.path($0.file) }
    let read = reports.count - names.count
    return Wording(
      "\(names.count) of \(reports.count) files could not be used: \(names.joined(separator: ", ")); the other \(read) were read",
      "\(reports.count) 个文件中有 \(names.count) 个无法使用：\(names.joined(separator: "、"))；其余 \(read) 个已读取")
  }

  /// Asks whether names are new, where somebody is there to answer; throws where nobody is, or who is says no.
  private func confirm(_ names: inout NewNames) throws {
    if names.asked.isEmpty { return }
    guard isatty(0) == 1, isatty(2) == 1, !global.json else { throw names.refusal }
    Output.error.write(names.question[global.spoken] + Wording("are they new? [y/N] ", "是否确为新增？[y/N] ")[global.spoken])
    guard let answer = readLine()?.lowercased(), answer == "y" || answer == "yes" || answer == "是" else { throw names.refusal }
    names.accept()
  }
}

/// Rows so far, on stderr, for a file whose number of rows is not known.
private final class RowProgress: Sendable {
  private let language: Language
  init(_ language: Language) { self.language = language }
  func advance(_ request: Importer.Request, _ rows: Int) {
    if Output.error.isTerminal {
      Output.error.redraw(
        "\(request.feed.rawValue) \(request.path)  " + Wording("\(Text.grouped(rows)) rows", "\(Text.grouped(rows)) 行")[language])
    }
  }
  func finish() {
    if Output.error.isTerminal { Output.error.redraw() }
  }
}
