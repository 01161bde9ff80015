package import Desks
package import Figures
import Portfolio
import Runs
import Schema
package import Speech
import Terminal
import Views
import Wire
import Words

extension Answer {
  /// A run decided again from its frozen inputs, and whether the same came out; sentences of the JSON are in `language`.
  package static func replay(_ report: ReplayReport, _ names: ReasonNames, _ language: Language) -> Answer {
    let told = ToldReplay(report: report, names: names)
    return Answer(told.json(language)) { told.text($0) }
  }
}

private struct ToldReplay: Sendable {
  let report: ReplayReport
  let names: ReasonNames

  func text(_ style: AnswerStyle) -> String {
    let (run, input) = (report.run, report.input)
    var lines = [
      style.say(
        "\(run.name.en): \(Text.count(report.openCases, "open case")), \(Text.count(report.collectors, "collector")); "
          + "decided again from its frozen inputs",
        "\(run.name.zh)：在案 \(Text.grouped(report.openCases)) 件，催收员 \(Text.grouped(report.collectors)) 人；已用其冻结的输入重新决策")
    ]
    func add(_ name: String, _ value: String) {
      lines.append("  \(name)\(String(repeating: " ", count: max(1, 14 - DisplayWidth.of(name))))\(value)")
    }
    add(style.say("made by", "当时程序"), input.software)
    add(style.say("this is", "本程序"), report.software + (report.isSameSoftware ? "" : style.say(": another program", "：与当时不同")))
    if input.rules != report.rules {
      add(
        style.say("rules", "规则"),
        style.say(
          "\(input.rules) of the method, as then; runs are decided by \(report.rules) now",
          "方法规则 \(input.rules)，与当时相同；现在运行用规则 \(report.rules)"))
    }
    let (bytes, stored) = (Text.grouped(input.bytes), Text.grouped(input.storedBytes))
    add(
      style.say("inputs", "输入"),
      style.say(
        "\(bytes) bytes, \(stored) as stored; their digest is the one the run wrote",
        "\(bytes) 字节，存储占 \(stored) 字节；摘要与运行所记一致"))
    for part in report.parts {
      add(
        style.say(Text.part(part.name)),
        part.isIdentical.map { $0 ? style.say("identical", "一致") : style.say("DIFFERENT", "不一致") }
          ?? style.say("the run noted none", "运行未记录"))
    }
    if let published = report.published { lines += compared(published, style) }
    lines.append("  " + Text.phases(report.timings, style))
    lines.append(style.say(verdict))
    return lines.joined(separator: "\n") + "\n"
  }

  private func compared(_ published: PublishedComparison, _ style: AnswerStyle) -> [String] {
    let (compared, differing) = (published.compared, Text.grouped(published.differing))
    var lines = [
      published.differing == 0
        ? style.say(
          "  published     \(Text.count(compared, "decision")): identical", "  已发布        \(Text.grouped(compared)) 项决定：一致")
        : style.say(
          "  published     \(Text.count(compared, "decision")): \(differing) DIFFERENT",
          "  已发布        \(Text.grouped(compared)) 项决定：\(differing) 项不一致")
    ]
    for difference in published.first {
      let (was, now) = (side(difference.published, style.language), side(difference.replayed, style.language))
      lines.append(style.say("    case \(difference.caseNo)", "    案件 \(difference.caseNo)"))
      lines.append(style.say("      published: \(was)", "      已发布：\(was)"))
      lines.append(style.say("      replayed:  \(now)", "      重放：  \(now)"))
    }
    return lines
  }

  private var verdict: Wording {
    if report.isIdentical { return Wording("identical, bit for bit", "逐位一致") }
    return report.isSameSoftware
      ? Wording(
        "NOT identical although the program is the same: this is a fault of allot, please report it",
        "程序相同但结果不一致：这是 allot 的缺陷，请报告")
      : Wording(
        "not identical; another program made the run, so the difference may be the program's: replay it with \(report.input.software)",
        "不一致；该次运行由其他版本的程序完成，差异可能来自程序：请用 \(report.input.software) 重放")
  }

  private func side(_ decision: StoredDecision?, _ language: Language) -> String {
    guard let decision else { return Wording("nothing", "无")[language] }
    let people = [
      decision.from.map { Wording(" from \($0)", " 由 \($0)") }, decision.to.map { Wording(" to \($0)", " 至 \($0)") },
    ].compactMap { $0 }.joined(by: .none)
    let what = Wording(decision.kind.word, Words.decision(decision.kind).zh) + people
    let caseClass = Wording(decision.caseClass.word, Words.caseClass(decision.caseClass).zh)
    let why = [decision.recallReason, decision.reason].compactMap { $0 }.map { ReasonText.sentence($0, names, language) }
    return ([what[language], caseClass[language]] + why).joined(separator: Wording("; ", "；")[language])
  }

  func json(_ language: Language) -> JSON {
    .object([
      ("run", .integer(report.run.id)), ("slot", .day(report.run.key.slot)), ("kind", .string(report.run.key.kind.rawValue)),
      ("identical", .bool(report.isIdentical)), ("made_by", .string(report.input.software)), ("software", .string(report.software)),
      ("same_software", .bool(report.isSameSoftware)), ("rules", JSON(report.input.rules)), ("open_cases", JSON(report.openCases)),
      ("collectors", JSON(report.collectors)),
      ("input_bytes", .integer(report.input.bytes)), ("stored_bytes", .integer(report.input.storedBytes)),
      ("parts", .object(report.parts.map { ($0.name, $0.isIdentical.map { .bool($0) } ?? .null) })),
      ("published_decisions", report.published.map { JSON($0.compared) } ?? .null),
      ("differing", report.published.map { JSON($0.differing) } ?? .null),
      (
        "differences",
        .array(
          (report.published?.first ?? []).map {
            [
              "case_no": .string($0.caseNo), "published": .string(side($0.published, language)),
              "replayed": .string(side($0.replayed, language)),
            ]
          })
      ),
      ("milliseconds", .object(report.timings.map { ($0.phase, JSON(Text.milliseconds($0.duration))) })),
    ])
  }
}
