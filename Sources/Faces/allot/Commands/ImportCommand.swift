import Answers
import ArgumentParser
import Desks
import Discretion
import Faults
import Portfolio
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

      CSV with a header (UTF-8 or GB18030, or what --encoding names) or a sheet of a workbook (.xlsx, .ods, .xls), told by what is in the file; the
      usual Chinese and English column names are known, others need a mapping. The same file again changes
      nothing. Rejected rows go to FILE.rejects.csv with the reason, identifying columns masked; mend them there or in the file and import again.
      Load collectors before cases that name their holders, cases before what refers to them. A folder's files are loaded in that order, by names
      such as cases.csv, cases-cmb.csv or attempts-2026-11-20.csv.
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

      带表头的 CSV（UTF-8 或 GB18030，或 --encoding 指定的编码），或工作簿中的一张表（.xlsx、.ods、.xls，按文件内容识别）；常见的中英文列名可直接识别，其他列名需要映射。同一文件再次导入不会有任何变化。\
      拒收行连同原因写入 FILE.rejects.csv，能识别个人的列已遮盖；请在其中或原文件中改正后再导入。
      先导入催收员，再导入写有持有人的案件；先导入案件，再导入与之相关的数据。文件夹中的文件按此顺序导入，文件名形如 \
      cases.csv、cases-cmb.csv 或 attempts-2026-11-20.csv。
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
  @Option(help: ArgumentHelp(Wording("Mapping file, or name of a mapping in force.", "映射文件，或已生效映射的名称。"), valueName: "mapping")) var mapping:
    String?
  @Option(
    help: ArgumentHelp(
      Wording("Where rejected rows go (default: FILE.rejects.csv); one input file only.", "拒收行写到何处（默认：FILE.rejects.csv）；只能有一个输入文件。"),
      valueName: "file")) var rejects: String?
  @Flag(help: ArgumentHelp(Wording("Exit with status 65 when any row is rejected.", "有任何行被拒收则以状态 65 退出。"))) var strict = false
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
    if let encoding, TextEncoding(rawValue: encoding.lowercased()) == nil {
      let shown = Quoted.typed(encoding)
      let hint = Suggestion.hint(for: encoding.lowercased(), among: TextEncoding.allCases.map(\.rawValue))
      throw ValidationError(
        Wording(
          "\(shown.en) is no encoding that is read; write one of: \(Self.encodings)\(hint.map { "; \($0.en)" } ?? "")",
          "\(shown.zh)不是可读取的编码；请写以下之一：\(Self.encodings.replacing(", ", with: "、"))\(hint.map { "；\($0.zh)" } ?? "")"))
    }
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

  /// What to load, in order. Of folders a file of another name is told and left alone.
  private func inputs() throws -> [(feed: Feed, path: String)] {
    guard isFolder else { return Feed(rawValue: feed).map { feed in files.map { (feed, $0) } } ?? [] }
    return try files.flatMap { path in
      let folder = try FeedFolder(path)
      for name in folder.others {
        let left = Wording("left alone, because not named after a feed: \(name)", "未处理，因为不是以数据种类命名：\(name)")
        Output.error.line(left[global.spoken])
      }
      return folder.files
    }
  }

  func run() async throws {
    let inputs = try inputs()
    for (_, path) in inputs {
      let read = inputs.map(\.path) + (mapping.map { [$0] } ?? [])
      try Outputs.spare(read, from: rejects ?? Importer.Request.rejectsPath(of: path))
    }
    var reports: [ImportReport] = []
    try await global.withSeat { seat in
      let importer = Importer(seat)
      for (feed, path) in inputs {
        var request = Importer.Request(feed: feed, path: path)
        request.client = client
        request.mapping = mapping
        request.sheet = sheet
        request.encoding = encoding.flatMap { TextEncoding(rawValue: $0.lowercased()) }
        request.rejectsPath = rejects
        request.language = global.spoken
        let progress = RowProgress("\(feed.rawValue) \(path)", global.spoken)
        let report = try await importer.load(request) { progress.advance($0) }
        progress.finish()
        reports.append(report)
        if !global.json { global.terminal.say(.imported([report])) }
      }
    }
    if global.json { global.terminal.say(.imported(reports)) }
    // Whoever counts on the file of rejects must not go on without it; the good rows are in.
    if let problem = reports.lazy.compactMap(\.rejectsProblem).first {
      guard global.json else { throw Stop(status: .cannotCreate) }
      throw OperationError(.cannotCreate, Wording("rejected rows were not written: \(problem.en)", "拒收行未能写出：\(problem.zh)"))
    }
    let rejected = reports.reduce(0) { $0 + $1.rejected }
    // A file of which nothing could be used is wrong data, whatever the flags.
    if reports.contains(where: { $0.loaded == 0 && $0.rejected > 0 }) || (strict && rejected > 0) { throw Stop(status: .dataError) }
  }
}

/// Rows so far, on stderr, for a file whose number of rows is not known.
private final class RowProgress: Sendable {
  private let title: String
  private let language: Language
  init(_ title: String, _ language: Language) { (self.title, self.language) = (title, language) }
  func advance(_ rows: Int) {
    if Output.error.isTerminal {
      Output.error.redraw("\(title)  " + Wording("\(Text.grouped(rows)) rows", "\(Text.grouped(rows)) 行")[language])
    }
  }
  func finish() {
    if Output.error.isTerminal { Output.error.redraw() }
  }
}
