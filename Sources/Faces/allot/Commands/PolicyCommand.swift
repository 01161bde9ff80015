import Answers
import ArgumentParser
import Desks
import Discretion
import Editors
import Faults
import Policy
import Portfolio
import Setup
import Speech
import Telemetry
import Terminal
import Wire

struct PolicyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: Wording("Check policy files and put them in force.", "检查策略文件并使其生效。"),
    discussion: Wording(
      """
      Examples:
        allot policy check policies/agency.yaml policies/retail-card.yaml
        allot policy apply policies/agency.yaml policies/lexicons/zh.yaml policies/retail-card.yaml
        allot policy list
        allot policy show retail-card > retail-card.yaml

      An agency is made by applying its file. All problems of all files are shown at once, as file:line:column; nothing is stored unless all are right.
      """,
      """
      示例：
        allot policy check policies/agency.yaml policies/retail-card.yaml
        allot policy apply policies/agency.yaml policies/lexicons/zh.yaml policies/retail-card.yaml
        allot policy list
        allot policy show retail-card > retail-card.yaml

      应用机构文件即建立机构。所有文件的所有问题一次列出，形如 文件:行:列；全部正确才会保存。
      """),
    subcommands: [
      Check.self, Explain.self, Diff.self, Format.self, Schema.self, Apply.self, Submit.self, Simulate.self, Approve.self, Activate.self,
      Reject.self, Rollback.self, Retire.self, List.self, Show.self, History.self, Comment.self, Halt.self,
    ])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Check files without storing anything.", "只检查文件，不保存任何内容。"), usage: "allot policy check <file> ... [<options>]",
      discussion: Wording(
        """
        Needs no database. Where one is named, files are also checked against what is in force, and names of clients, teams, skills and regions
        that nobody has are warned of. The tests of policies are run. Exit status 65 when anything is wrong; warnings alone are 0.
        """,
        """
        无需数据库。若指定了数据库，还会对照已生效的内容检查，并对无人具有的委托方、小组、技能和地区名称给出警告。策略中的测试一并运行。有任何错误则以状态 65 \
        退出；只有警告则为 0。
        """))
    @Argument(help: ArgumentHelp(Wording("Agency, policy, lexicon, model, mapping or calendar files.", "机构文件、策略、词库、模型、映射或日历文件。")))
    var files: [String]
    @Flag(help: ArgumentHelp(Wording("Print what was found as SARIF 2.1.0, for reviews.", "以 SARIF 2.1.0 输出结果，供代码评审使用。"))) var sarif = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let json = global.json || sarif
      let check = try await check(PolicyCommand.reading(files))
      if sarif {
        Output.standard.line(SarifLog.json(check, program: Software.version, language: global.spoken).indented)
      } else {
        global.terminal.say(.checked(check))
      }
      if !json {
        for finding in check.concerning { Output.error.line(finding.text(global.spoken)) }
        if let others = Answer.warnedInForce(check) { Output.error.line(others[global.spoken]) }
      }
      guard check.errors.isEmpty else {
        let (problems, count) = (check.errors.count, files.count)
        let sum = Wording(
          "allot: \(Text.count(problems, "problem")) in \(Text.count(count, "file"))",
          "allot: \(Text.grouped(count)) 个文件里有 \(Text.grouped(problems)) 处问题")
        if !json { Output.error.line(sum[global.spoken]) }
        throw Stop(status: .dataError)
      }
    }

    /// Against the database too, if somebody named one that answers. A private one is asked only while it runs: a check starts nothing.
    private func check(_ reading: PolicyDoor.Reading) async throws -> PolicyCheck {
      guard reading.check.errors.isEmpty else { return reading.checkedAlone }
      do {
        let location = try global.location()
        guard location.origin != nil, !location.isEmbedded || PrivateDatabase.isRunning(stateDirectory: location.stateDirectory) else {
          return reading.checkedAlone
        }
        return try await global.withEntrance { try await PolicyDoor($1).check(reading, agencyCode: global.agency) }
      } catch let error as OperationError {
        let alone = Wording("allot: checked without the database: ", "allot: 未对照数据库检查：") + error.what
        Output.error.line(alone[global.spoken])
        return reading.checkedAlone
      }
    }
  }

  struct Apply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Store files and put them in force with the next run.", "保存文件，自下次运行起生效。"),
      usage: "allot policy apply <file> ... [<options>]",
      discussion: Wording(
        """
        Where the agency file in force asks for more people, a changed agency or policy file is a change that waits until they say: allot policy approve
        NUMBER. To propose several files as one, or with a reason or for a day, see: allot policy submit

        The agency file is stored with the days of the calendars that it follows. Calendar files alone change the agency file in force.
        """,
        """
        若已生效的机构文件要求多人复核，改动过的机构文件或策略即成为待定变更，须等他人执行：allot policy approve 编号。要把几个文件作为一个变更提出，\
        或写明原因、日期，请用：allot policy submit

        机构文件连同其所用日历的日期一起保存。只给日历文件时，更新的是已生效的机构文件。
        """))
    @Argument(help: ArgumentHelp(Wording("Agency, policy, lexicon, model, mapping or calendar files.", "机构文件、策略、词库、模型、映射或日历文件。")))
    var files: [String]
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let reading = try PolicyCommand.reading(files)
      // Wrong files need no database to be refused.
      guard reading.check.errors.isEmpty else { throw PolicyDoor.refusal(reading.check.errors) }
      try await global.withEntrance(.makes) { _, entrance in
        let result = try await PolicyDoor(entrance, watch: RejudgeProgress(global.terminal).watch).apply(reading, agencyCode: global.agency)
        for warning in result.warnings { Output.error.line(warning[global.spoken]) }
        global.terminal.say(.applied(result))
      }
    }
  }

  struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Agree to a change, as the second person.", "以复核人身份同意一个变更。"),
      usage: "allot policy approve <what> [<options>]",
      discussion: Wording(
        """
        Once enough people have agreed it is in force from the next run, or from its day. What is agreed to is what stands now, from which text to
        which: an edit, another text in force in the meantime or another simulation makes agreements void. Authors cannot agree.
        """,
        """
        同意的人数足够后，自下次运行起，或自约定日期起生效。所同意的是此刻的内容（从哪一版到哪一版）：内容被修改、其间生效内容变动或给出另一次模拟，此前的同意即失效。作者本人不能同意。
        """))
    @Argument(
      help: ArgumentHelp(
        Wording("Number of the change, or the name of a policy with one open change.", "变更编号，或只有一个待定变更的策略名称。"), valueName: "what"))
    var name: String
    @Option(
      help: ArgumentHelp(Wording("Of a name: agency, policy, lexicon, model or mapping.", "名称所属类型：agency、policy、lexicon、model 或 mapping。")))
    var kind: String?
    @Option(help: ArgumentHelp(Wording("Of a name: the version that is proposed.", "名称对应的待定版本。"))) var version: Int?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let kind = try kind.map(PolicyCommand.kind)
      try await global.withSeat { seat in
        let desk = PolicyDesk(seat, watch: RejudgeProgress(global.terminal).watch)
        if kind == nil, version == nil, let number = Int(name) {
          return global.terminal.say(.approval(try await desk.approve(change: number)))
        }
        global.terminal.say(.approval(try await desk.approve(kind: kind ?? .policy, name: name, version: version)))
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("List every stored version, and what waits for whom.", "列出所有已保存的版本，以及哪些在等待谁。"),
      usage: "allot policy list [<options>]")
    @Flag(help: ArgumentHelp(Wording("Only what is in force.", "只列已生效的。"))) var active = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let desk = PolicyDesk(seat)
        let open = active ? [] : try await desk.open()
        global.terminal.say(.policies(try await desk.versions(), waiting: try await desk.waiting(), open: open, active: active))
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Print the text of a version as it was applied, or a change.", "输出某一版本应用时的原文，或一个变更。"),
      usage: "allot policy show <name> [<options>]")
    @Argument(
      help: ArgumentHelp(
        Wording(
          "Name of the policy; for the agency file the agency's code; or the number of a change.", "策略名称；机构文件则写机构代码；或变更编号。")))
    var name: String
    @Option(
      help: ArgumentHelp(
        Wording("agency, policy, lexicon, model or mapping; found by name if left out.", "agency、policy、lexicon、model 或 mapping；不写则按名称查找。"))
    ) var kind: String?
    @Option(help: ArgumentHelp(Wording("Version; the one in force if left out.", "版本；不写则为生效的版本。"))) var version: Int?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let wanted = try kind.map(PolicyCommand.kind)
      try await global.withSeat { seat in
        if wanted == nil, version == nil, let number = Int(name) {
          return global.terminal.say(.change(try await PolicyDesk(seat).show(change: number), by: try await seat.clock()))
        }
        let (found, text) = try await PolicyDesk(seat).text(wanted, name: name, version: version)
        global.terminal.say(.policy(found, text: text))
      }
    }
  }

  static func read(_ paths: [String]) throws -> [PolicyDoor.File] {
    var seen: Set<String> = []
    return try paths.filter { seen.insert($0).inserted }.map { ($0, try FileAccess.read($0, limit: 2 << 20)) }
  }

  /// The files, and beside them the calendars that an agency file among them names: from the folder `calendars` beside it, else those that come with
  /// allot.
  static func reading(_ paths: [String]) throws -> PolicyDoor.Reading {
    let files = try read(paths)
    let codes = PolicyDoor.Reading.calendars(namedBy: files)
    return PolicyDoor.Reading(files, beside: try read(try CalendarFiles.paths(of: codes, beside: paths)))
  }

  static func kind(_ word: String) throws -> PolicyDesk.Kind {
    guard let kind = PolicyDesk.kind(word) else {
      let (shown, hint) = (Quoted.typed(word), Suggestion.hint(for: word, among: ["agency", "policy", "lexicon", "model", "mapping"]))
      throw ValidationError(
        Wording(
          "\(shown.en) is no kind of file; write agency, policy, lexicon, model or mapping\(hint.map { "; \($0.en)" } ?? "")",
          "\(shown.zh)不是文件种类；请写 agency、policy、lexicon、model 或 mapping\(hint.map { "；\($0.zh)" } ?? "")"))
    }
    return kind
  }
}
