import Answers
import ArgumentParser
import Desks
import Faults
import Intake
import Setup
import Speech
import Terminal

struct ClassifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify", abstract: Wording("Judge conversations again, verify counters, read codes anew.", "重新判定沟通，核对计数，重读结果代码。"),
    usage: "allot classify [<options>]",
    discussion: Wording(
      """
      Examples:
        allot classify                                        judge what lexicon or model has made out of date
        allot classify --verify                               count all attempts anew and compare
        allot classify --remap policies/mappings/asterisk-cdr.yaml --dry-run

      Classes of cases need none of this: every night computes them from the counters. Verdicts of conversations whose text is not kept stay as they
      were. --remap reads the codes on record of the mapping's source with it and corrects attempts and counters. --verify exits with 65 when
      anything differs.
      """,
      """
      示例：
        allot classify                                        重判因词库或模型更新而过时的沟通
        allot classify --verify                               重新统计全部联系记录并比较
        allot classify --remap policies/mappings/asterisk-cdr.yaml --dry-run

      案件类别无需这样做：每次夜间分案都由计数重新得出。未保存文本的沟通，其判定保持不变。--remap \
      用该映射重读其来源已记录的代码，并更正联系记录和计数。--verify 发现任何不一致即以状态 65 退出。
      """))
  @Flag(help: ArgumentHelp(Wording("Count attempts and judge kept texts anew, and compare.", "重新统计联系记录、重判已保存的文本，并作比较。"))) var verify = false
  @Flag(help: ArgumentHelp(Wording("With --verify: replace counters that differ.", "与 --verify 同用：更正不一致的计数。"))) var repair = false
  @Option(
    help: ArgumentHelp(
      Wording(
        "Mapping by which the codes of its source are read anew: a file, or a name in force or shipped.",
        "映射：按它重读该来源的结果代码；可为文件，或已生效、自带的映射名称。"), valueName: "mapping"))
  var remap: String?
  @Flag(help: ArgumentHelp(Wording("With --remap: only say what would change.", "与 --remap 同用：只说明会有哪些变化。"))) var dryRun = false
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if repair, !verify { throw ValidationError(Wording("--repair goes with --verify", "--repair 须与 --verify 同用")) }
    if dryRun, remap == nil { throw ValidationError(Wording("--dry-run goes with --remap", "--dry-run 须与 --remap 同用")) }
    if verify, remap != nil { throw ValidationError(Wording("give --verify or --remap, not both", "--verify 与 --remap 只能给一个")) }
  }

  func run() async throws {
    let file = try remap.flatMap(MappingChoice.file)
    try await global.withSeat { seat in
      let desk = ToneDesk(seat)
      var mapping = file
      if mapping == nil, let remap { mapping = try await MappingChoice.named(remap, seat) }
      if let mapping {
        global.terminal.say(.remapped(try await desk.remap(mapping, isDry: dryRun), mapping, isDry: dryRun))
      } else if verify {
        let found = try await desk.verify(repairing: repair)
        global.terminal.say(.counted(found, repaired: repair))
        if !found.isSound(repaired: repair) { throw Stop(status: .dataError) }
      } else {
        global.terminal.say(.rejudged(try await Self.rejudge(desk, global.spoken)))
      }
    }
  }

  /// Judges again what is out of date, with progress on stderr.
  static func rejudge(_ desk: ToneDesk, _ language: Language) async throws -> ToneDesk.Rejudged {
    let bar = RejudgeProgress(language: language)
    let result = try await desk.rejudge { bar.advance($0, $1) }
    bar.finish()
    return result
  }
}

/// Conversations done, on stderr.
final class RejudgeProgress: Sendable {
  private let language: Language
  init(language: Language) { self.language = language }
  convenience init(_ terminal: Terminal) { self.init(language: terminal.language) }

  /// For a desk of policies: words that come in force judge what is on record.
  var watch: @Sendable (ToneDesk.Judging) -> Void {
    { judging in
      switch judging {
      case .at(let done, let total): self.advance(done, total)
      case .ended(let result):
        self.finish()
        if result.judged > 0 { Output.error.write(Answer.rejudged(result).text(AnswerStyle(self.language))) }
      }
    }
  }

  func advance(_ done: Int, _ total: Int) {
    let (done, total) = (Text.grouped(done), Text.grouped(total))
    if Output.error.isTerminal {
      Output.error.redraw(Wording("judging again  \(done) of \(total)", "重新判定  \(done) / \(total)")[language])
    } else {
      Output.error.line(Wording("judging again: \(done) of \(total)", "重新判定：\(done) / \(total)")[language])
    }
  }
  func finish() {
    if Output.error.isTerminal { Output.error.redraw() }
  }
}
