import Answers
import ArgumentParser
import Desks
import Discretion
import Faults
import Intake
import Portfolio
import Setup
import Speech
import Words

struct OutcomeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outcome", abstract: Wording("Show how a code of a source is read.", "显示某来源的结果代码如何被理解。"),
    usage: "allot outcome <code> ... --source <mapping> [<options>]",
    discussion: Wording(
      """
      Examples:
        allot outcome "NO ANSWER" --source asterisk-cdr
        allot outcome ANSWERED --talk 3 --source asterisk-cdr
        allot outcome 您拨打的电话已关机 --source collection-log-zh
        allot outcome 486 404 603 --source sip

      The source is a mapping file, or the name of one in force, else of one that comes with allot; “allot mapping list” says which there are. Needs no
      database for a file. Codes of several columns are joined by “/”, as in “busy/17”. NO ANSWER of an Asterisk is weak evidence, for it may be a refusal, a phone that is off or
      one that rang in vain; with the cause beside it, as in “NO ANSWER/18”, it says which. Exit status 65 when the mapping does not know one of the codes.
      """,
      """
      示例：
        allot outcome "NO ANSWER" --source asterisk-cdr
        allot outcome ANSWERED --talk 3 --source asterisk-cdr
        allot outcome 您拨打的电话已关机 --source collection-log-zh
        allot outcome 486 404 603 --source sip

      来源可以是映射文件，也可以是映射名称：先找已生效的，没有则用自带的；“allot mapping list”列出全部。\
      指定文件时无需数据库。多列代码以“/”连接，如“busy/17”。Asterisk 的 NO ANSWER 只是弱证据：拒接、关机、无人接听都写成它；\
      旁边有原因码时（如“NO ANSWER/18”）才分得清。映射不认识其中任何一个代码时，以状态 65 退出。
      """))
  @Argument(help: ArgumentHelp(Wording("Codes as the source writes them.", "来源所写的结果代码。"))) var codes: [String]
  @Option(
    help: ArgumentHelp(Wording("Mapping: a file, or the name of one in force or shipped.", "映射：文件，或已生效、自带的映射名称。"), valueName: "mapping"))
  var source: String
  @Option(parsing: .unconditional, help: ArgumentHelp(Wording("Seconds of talk, 0 or more.", "通话秒数，不小于 0。"))) var talk: Int32 = 0
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if talk < 0 {
      throw ValidationError(
        Wording("--talk \(talk): talk lasts 0 seconds or more; write it as --talk 3", "--talk \(talk)：通话秒数不能为负；请写成 --talk 3 的形式"))
    }
    if let empty = codes.firstIndex(where: { $0.allSatisfy(\.isWhitespace) }) {
      throw ValidationError(
        Wording(
          "code \(empty + 1) of \(codes.count) is empty; write it as the source does, as in “NO ANSWER”",
          "\(codes.count) 个代码中的第 \(empty + 1) 个是空的；请按来源的写法给出，如“NO ANSWER”"))
    }
  }

  func run() async throws {
    let mapping = try await mapping()
    guard mapping.feed == .attempts else {
      throw OperationError(
        .dataError,
        Wording(
          "\(source) is a mapping for \(mapping.feed.rawValue), which have no outcomes",
          "\(source) 是用于\(Words.feed(mapping.feed).zh)的映射，这类数据没有联系结果"))
    }
    let readings = codes.map { (code: $0, reading: mapping.reading(of: $0, talkSeconds: talk)) }
    global.terminal.say(.outcomes(readings, by: mapping, talk: talk))
    if readings.contains(where: { !$0.reading.isKnown }) { throw Stop(status: .dataError) }
  }

  private func mapping() async throws -> Mapping {
    if let file = try MappingChoice.file(source) { return file }
    guard try global.location().isThere else { return try await MappingChoice.named(source, nil) }
    return try await global.withEntrance { _, entrance in
      // Where there is no agency yet nothing is in force.
      let seat: Seat? = try await entrance.agencies().isEmpty ? nil : entrance.seat(global.agency)
      return try await MappingChoice.named(source, seat)
    }
  }
}
