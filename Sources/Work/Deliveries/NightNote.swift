import Dispatches
import Policy
import Portfolio
import Schema
import Speech
import Views
import Words

/// What a message says of a night: numbers, never a case.
struct NightNote: Sendable {
  var delivery: Delivery
  var agency: Agency
  /// nil where there is none.
  var run: ShownRun?
  var link: String?
  var program: String
  /// Whether it is told on a day on which nothing else is.
  var isDayOff = false

  /// How the night stands, in a word or two.
  var state: Wording {
    if let run, let by = run.takenBackBy {
      return run.isTakenBack
        ? Wording("taken back by run \(by)", "已由运行 \(by) 撤销") : Wording("taken back in part by run \(by)", "部分已由运行 \(by) 撤销")
    }
    return switch delivery.occasion {
    case .published: Wording("published", "已发布")
    case .waiting: Wording("WAITS for a person", "等待人工放行")
    case .failed: Wording("FAILED", "失败")
    case .discarded: Wording("its plan was refused", "方案已被放弃")
    case .missed: Wording("MISSED", "已错过")
    case .late: Wording("NOT DONE YET", "尚未完成")
    case .byHand: run.map { Words.runState($0.state) } ?? .none
    }
  }

  /// The subject, with every place filled.
  func subject(_ language: Language) -> String {
    let template = MessageTemplate.reading(delivery.terms.subject) ?? .standard
    return template.filled { key in
      func number(_ value: Int?) -> String { value.map(String.init) ?? "–" }
      return switch key {
      case .agency: agency.name
      case .code: agency.code
      case .day: delivery.slot.description
      case .run: delivery.run.map(String.init) ?? "–"
      case .state: state[language]
      case .page: delivery.terms.page
      case .assigned: number(run?.assigned)
      case .moved: number(run?.moved)
      case .recalled: number(run?.recalled)
      case .held: number(run?.held)
      case .unassigned: number(run?.unassigned)
      case .open: number(run?.openCases)
      }
    }
  }

  /// The headline.
  var title: Wording {
    let night = Wording("\(agency.name) · night of \(delivery.slot): ", "\(agency.name) · \(delivery.slot) 夜间分案：")
    return night + state + (delivery.run.map { Wording(" (run \($0))", "（运行 \($0)）") } ?? .none)
  }

  /// What there is to say, a sentence a line.
  func lines(_ language: Language) -> [String] {
    (warnings(language) + numbers).map { $0[language] }
  }

  private func warnings(_ language: Language) -> [Wording] {
    var lines: [Wording] = []
    if let run, let by = run.takenBackBy {
      lines.append(
        run.isTakenBack
          ? Wording("Run \(run.id) was taken back by run \(by): what follows no longer stands.", "运行 \(run.id) 已由运行 \(by) 撤销：以下内容不再有效。")
          : Wording("A part of run \(run.id) was taken back by run \(by).", "运行 \(run.id) 的一部分已由运行 \(by) 撤销。"))
    }
    switch delivery.occasion {
    case .published, .byHand: break
    case .waiting:
      lines.append(
        Wording(
          "A brake holds the plan back; nothing was dealt. Look: allot report waiting; then: allot run release or discard.",
          "方案被刹车拦下，尚未分案。请查看：allot report waiting；再执行：allot run release 或 discard。"))
      if let run {
        lines += BrakeText.sentences(run.tripped, stored: run.brakes, language).map { Wording(same: $0) }
      }
    case .failed:
      lines.append(Wording("The night ended with an error; nothing was dealt. See: allot doctor.", "夜间分案出错结束，尚未分案。请查看：allot doctor。"))
      if let error = run?.error, !error.isEmpty { lines.append(Wording(same: String(error.prefix(300)))) }
    case .discarded: lines.append(Wording("Somebody refused the plan; nothing was dealt.", "有人放弃了方案，尚未分案。"))
    case .missed:
      lines.append(
        Wording("The night was not made in its time; only new cases are dealt until the next.", "夜间分案未按时进行；到下一晚之前只分新案。"))
    case .late:
      // Never on a day off.
      lines.append(
        Wording("The night is not done. Its report follows when it is.", "夜间分案尚未完成。完成后将另行投递报告。"))
    }
    if isDayOff {
      lines.append(
        Wording("Told on a day off, since it cannot wait for the next working day.", "今日为休息日；因不能等到下一工作日，仍予告知。"))
    }
    return lines
  }

  private var numbers: [Wording] {
    guard let run, delivery.occasion != .failed else { return [] }
    return [
      Wording("Open cases: \(run.openCases)", "在案：\(run.openCases)"),
      Wording(
        "Assigned \(run.assigned), moved \(run.moved), recalled \(run.recalled)", "分出 \(run.assigned)，换手 \(run.moved)，收回 \(run.recalled)"),
      Wording(
        "Held \(run.held), unassigned \(run.unassigned), left out \(run.lost)", "停催 \(run.held)，未分出 \(run.unassigned)，未执行 \(run.lost)"),
    ]
  }

  /// Which part of the agency the files show: the filter, printed.
  var filter: Wording {
    switch ReportPlan.Page(delivery.terms.page) {
    case .lead(let team):
      Wording(
        "Shown: team \(team ?? "of the reader") only, with the reader's own rights.",
        "范围：仅\(team.map { "小组 \($0)" } ?? "本人小组")，按收件人本人的权限生成。")
    case .client(let name): Wording("Shown: cases of \(name) only, with the reader's own rights.", "范围：仅 \(name) 的案件，按收件人本人的权限生成。")
    case .manager, .auditor, nil: Wording("Shown: the whole agency, with the reader's own rights.", "范围：全机构，按收件人本人的权限生成。")
    }
  }

  /// Whether nothing happened that anybody has to know.
  var saysNothing: Bool {
    guard delivery.occasion == .published, let run, run.takenBackBy == nil else { return false }
    return run.assigned + run.moved + run.recalled + run.held + run.unassigned + run.lost + run.classChanged == 0
  }
}
