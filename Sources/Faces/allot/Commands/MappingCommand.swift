import Answers
import ArgumentParser
import Desks
import Drafts
import Failures
import Faults
import Intake
import Portfolio
import Setup
import Speech
import Tables
import Terminal

struct MappingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mapping", abstract: Wording("Draft mappings for files, and list those there are.", "为文件草拟映射，列出现有的映射。"),
    discussion: Wording(
      """
      Examples:
        allot mapping list
        allot mapping draft demo/base/cases-cn.csv
        allot mapping draft demo/base/attempts.csv --output calls.yaml
      """,
      """
      示例：
        allot mapping list
        allot mapping draft demo/base/cases-cn.csv
        allot mapping draft demo/base/attempts.csv --output calls.yaml
      """),
    subcommands: [Draft.self, List.self])

  struct Draft: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Write a mapping by looking at a file's header and first rows.", "根据文件的表头和前若干行草拟映射。"),
      usage: "allot mapping draft <file> [<options>]",
      discussion: Wording(
        """
        Every guess has a comment; what only a person can say is asked for in one. Values are never shown, only their form. Needs no database. The draft
        is what “allot policy check” accepts and “allot import --mapping” reads: look through it before you use it.
        """,
        """
        每处猜测都有注释；只有人才知道的内容会在注释里提出。只显示值的形式，不显示值本身。无需数据库。草稿可通过“allot policy check”，\
        也可用于“allot import --mapping”：使用前请通读核对。
        """))
    @Argument(help: ArgumentHelp(Wording("The file to look at.", "要查看的文件。"))) var file: String
    @Option(
      help: ArgumentHelp(
        Wording("What its rows are (default: told from the header): \(Draft.feeds).", "每行是什么（默认：由表头判断）：\(Draft.feeds)。"), valueName: "feed")
    )
    var feed: String?
    @Option(
      help: ArgumentHelp(
        Wording("Encoding of the file, where it is not to be told from the bytes.", "文件的编码（无法从字节判断时）。"), valueName: "encoding"))
    var encoding: String?
    @Option(help: ArgumentHelp(Wording("Sheet of a workbook, by name or number.", "工作簿的工作表，可写名称或序号。"), valueName: "sheet")) var sheet:
      String?
    @Option(help: ArgumentHelp(Wording("Where the mapping goes (default: stdout).", "映射写到何处（默认：标准输出）。"), valueName: "file")) var output:
      String?
    @OptionGroup var speech: LanguageOption

    private static let feeds = Feed.allCases.map(\.rawValue).joined(separator: ", ")

    func validate() throws {
      if let feed, Feed(rawValue: feed) == nil {
        throw Reading.unknown(feed, "is no kind of file; write one of: ", "不是数据种类；请写以下之一：", among: Feed.allCases.map(\.rawValue))
      }
      if let encoding { _ = try Reading.encoding(encoding) }
    }

    func run() async throws {
      if let output { try Outputs.spare([file], from: output) }
      let draft: MappingDraft
      do {
        draft = try MappingDraft(
          .file(path: file), name: Self.name(output ?? file), feed: feed.flatMap { Feed(rawValue: $0) },
          encoding: encoding.map(Reading.encoding), sheet: sheet, language: speech.spoken)
      } catch {
        throw OperationError.explaining(error)
      }
      guard let output else { return Output.standard.write(draft.text) }
      try FileAccess.write(output, Array(draft.text.utf8))
      let said = Wording(
        "a draft for \(draft.feed.rawValue) is in \(output): look through it before you use it",
        "草稿（\(draft.feed.rawValue)）已写入 \(output)：使用前请通读核对")
      Output.error.line(said[speech.spoken])
    }

    /// A name for the mapping after its file: small letters, digits and `-`.
    private static func name(_ path: String) -> String {
      let file = path.split(separator: "/").last.map(String.init) ?? path
      let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
      let letters = stem.lowercased().unicodeScalars.map { scalar in
        ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "-"
      }
      let name = String(letters).split(separator: "-").joined(separator: "-")
      return name.contains(where: \.isLetter) ? name : "draft"
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("List the mappings in force and those that come with allot.", "列出已生效的映射和自带的映射。"),
      usage: "allot mapping list [<options>]",
      discussion: Wording(
        "A name is that of the mapping in force; where none is, of the one that comes with allot. Without a database only those are listed.",
        "按名称使用映射时，先找已生效的，没有则用自带的。没有数据库时只列自带的。"))
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      var found: [NamedMapping] = try ShippedFiles.mappings().map { name in
        let mapping = ShippedFiles.mapping(name).flatMap { try? MappingFile.load($0) }
        return NamedMapping(name: name, version: mapping?.version ?? 0, feed: mapping?.feed, isInForce: false)
      }
      if try global.location().isThere {
        found += try await global.withSeat { seat in
          try await PolicyDesk(seat).mappingsInForce().map { name, version, feed in
            NamedMapping(name: name, version: version, feed: feed, isInForce: true)
          }
        }
      }
      global.terminal.say(.mappings(found))
    }
  }
}
