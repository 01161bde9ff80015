import Answers
import ArgumentParser
import Desks
import Discretion
import Faults
import Intake
import Portfolio
import Speech
import Words

struct OutcomeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outcome", abstract: "Show how a code of a source is read.",
    usage: "allot outcome <code> ... --source <mapping> [<options>]",
    discussion: """
      Examples:
        allot outcome "NO ANSWER" --source asterisk-cdr
        allot outcome ANSWERED --talk 3 --source asterisk-cdr
        allot outcome 您拨打的电话已关机 --source collection-log-zh
        allot outcome 486 404 603 --source sip

      The source is a mapping file, or the name of one that comes with allot. Codes of several columns are joined by “/”, as in “busy/17”. Needs no
      database; “allot policy show NAME” prints a mapping in force. Exit status 65 when the mapping does not know one of the codes.
      """)
  @Argument(help: "Codes as the source writes them.") var codes: [String]
  @Option(help: "Mapping file, or name of one that comes with allot.") var source: String
  @Option(help: "Seconds of talk.") var talk: Int32 = 0
  @Flag(help: "Print one JSON object instead of text.") var json = false

  func run() async throws {
    let path = FileAccess.exists(source) ? source : ShippedFiles.mapping(source)
    guard let path else {
      let (names, named) = (ShippedFiles.mappings, Quoted.named(source))
      let hint = Suggestion.hint(for: source, among: names).map { Wording("; ", "；") + $0 } ?? .none
      throw OperationError(
        .noInput, Wording("there is no mapping \(named.en)\(hint.en)", "没有映射\(named.zh)\(hint.zh)"),
        remedy: names.isEmpty
          ? Wording("name a file", "请指定文件")
          : Wording("name a file or one of: \(names.joined(separator: ", "))", "请指定文件，或以下之一：\(names.joined(separator: "、"))"))
    }
    let mapping: Mapping
    do {
      mapping = try MappingFile.load(path)
    } catch {
      throw ClassifyCommand.unusable(error)
    }
    guard mapping.feed == .attempts else {
      throw OperationError(
        .dataError,
        Wording(
          "\(path) is a mapping for \(mapping.feed.rawValue), which have no outcomes",
          "\(path) 是用于\(Words.feed(mapping.feed).zh)的映射，这类数据没有联系结果"))
    }
    let readings = codes.map { (code: $0, reading: mapping.reading(of: $0, talkSeconds: talk)) }
    Terminal(isJSON: json).say(.outcomes(readings, by: mapping, talk: talk))
    if readings.contains(where: { !$0.reading.isKnown }) { throw Stop(status: .dataError) }
  }
}
