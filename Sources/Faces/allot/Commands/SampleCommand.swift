import Answers
import ArgumentParser
import Faults
import Glibc
import Portfolio
import Sample
import Speech

struct SampleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: Wording("Write the files of an invented agency, to try things with.", "生成一家虚构机构的文件，用于试用。"),
    usage: "allot sample --output <directory> [<options>]",
    discussion: Wording(
      """
      Examples:
        allot sample --output <directory>
        allot sample --cases 2000 --new-cases 100 --collectors 12 --first-slot 2026-11-18 --output small

      base/ holds people, hours and the history before the first night; night-1/, night-2/ … hold what arrives on the day before each night. The
      same seed, sizes and first slot give the same bytes. The agency lies in Asia/Shanghai (UTC+8 all year), as policies/agency.yaml says: unless
      told otherwise the first night is that of today there, which is the one that “allot run” decides. About 300 cases a person are usual.
      """,
      """
      示例：
        allot sample --output <directory>
        allot sample --cases 2000 --new-cases 100 --collectors 12 --first-slot 2026-11-18 --output small

      base/ 含人员、工时和首次夜间分案前的历史；night-1/、night-2/……含每次夜间分案前一日到来的数据。种子、\
      规模和首日相同，则字节相同。机构位于 Asia/Shanghai（全年 UTC+8），与 \
      policies/agency.yaml 一致：除非另行指定，首次夜间分案即当地今天的那一次，也就是“allot \
      run”所决策的那一次。通常每人约 300 件案件。
      """))
  @Option(help: ArgumentHelp(Wording("Seed of the invented world.", "虚构数据的随机种子。"))) var seed: UInt64 = 7
  @Option(help: ArgumentHelp(Wording("Open cases before the first night.", "首次夜间分案前的在案案件数。"))) var cases = 20_000
  @Option(help: ArgumentHelp(Wording("New cases before each night.", "每次夜间分案前的新案件数。"))) var newCases = 1_000
  @Option(help: ArgumentHelp(Wording("Collectors, at least 6.", "催收员人数，至少 6。"))) var collectors = 60
  @Option(help: ArgumentHelp(Wording("Days of history.", "历史天数。"))) var days = 30
  @Option(help: ArgumentHelp(Wording("Nights.", "夜间分案次数。"))) var nights = 3
  @Option(
    help: ArgumentHelp(
      Wording("Business day of the first night (default: today in Asia/Shanghai, UTC+8).", "首次夜间分案的工作日（默认：Asia/Shanghai（UTC+8）的今天）。"),
      valueName: "date"),
    transform: Reading.slot)
  var firstSlot: Day?
  @Option(name: .shortAndLong, help: ArgumentHelp(Wording("Directory to write to.", "写入的目录。"), valueName: "directory")) var output: String
  @Flag(help: ArgumentHelp(Wording("Print one JSON object instead of text.", "输出一个 JSON 对象，而不是文字。"))) var json = false
  @OptionGroup var speech: LanguageOption

  /// Today where the sample agency is: Asia/Shanghai has had no clock changes since 1991.
  private static var today: Day { Day(Int32((time(nil) + 8 * 3600) / 86_400 - 10_957)) }

  func validate() throws {
    guard (1...10_000_000).contains(cases), (0...1_000_000).contains(newCases), (6...10_000).contains(collectors), (1...365).contains(days),
      (1...365).contains(nights)
    else {
      throw ValidationError(
        Wording(
          "sizes out of range: cases 1…10,000,000, new-cases 0…1,000,000, collectors 6…10,000 (there are six teams), days and nights 1…365",
          "规模超出范围：cases 1…10,000,000，new-cases 0…1,000,000，collectors 6…10,000（共六个小组），days 和 nights 1…365"))
    }
  }

  func run() async throws {
    let settings = SampleSettings(
      seed: seed, cases: cases, newCases: newCases, collectors: collectors, days: days, nights: nights,
      firstSlot: firstSlot ?? Self.today)
    let writer = SampleWriter(directory: output)
    try SampleAgency(settings).write { try writer.append($0, $1) }
    Terminal(isJSON: json).say(.sample(output, try writer.finish()))
  }
}

/// Appends to many files at once; each is opened once and replaced as a whole, all of them when all are whole.
private final class SampleWriter {
  private let directory: String
  private var files: [String: ReplacedFile] = [:]
  private var sizes: [String: Int64] = [:]

  init(directory: String) { self.directory = directory }

  func append(_ name: String, _ bytes: [UInt8]) throws {
    let file: ReplacedFile
    if let known = files[name] {
      file = known
    } else {
      let path = "\(directory)/\(name)"
      try Outputs.spare([], from: path)
      try FileAccess.makeDirectory(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
      file = try ReplacedFile(path, mode: 0o644)
      files[name] = file
    }
    try file.append(bytes)
    sizes[name, default: 0] += Int64(bytes.count)
  }

  func finish() throws -> [String: Int64] {
    for name in files.keys.sorted() { try files[name]?.finish() }
    return sizes
  }
}
