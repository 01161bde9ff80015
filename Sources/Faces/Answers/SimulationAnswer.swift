package import Desks
import Figures
import Portfolio
package import Simulations
import Speech
import Terminal
import Wire
import Words

extension Answer {
  /// What other files, people or cases would make of a night; `page`: where the page of it was written.
  package static func simulation(_ report: SimulationReport, page: String? = nil) -> Answer {
    Answer(report.json) { SimulationTold(report: report, style: $0).text + written(page, $0) }
  }

  static func written(_ page: String?, _ style: AnswerStyle) -> String {
    page.map { style.say("the same as a page: \($0)\n", "网页版：\($0)\n") } ?? ""
  }
}

/// A simulation in the order in which people ask: one sentence, what becomes of cases, who gains and loses, first contacts, rules, brakes.
struct SimulationTold {
  let report: SimulationReport
  let style: AnswerStyle
  private var simulation: Simulation { report.simulation }
  private var isCompared: Bool { simulation.plans.count > 1 }
  /// People shown on the terminal; JSON and the page have all.
  private static let people = 12

  var text: String {
    guard let plan = simulation.subject else { return "" }
    var parts = [style.say(SimulationText.sentence(simulation)) + "\n", style.table(summary), rules(plan), people(plan)]
    parts.append(style.say("first contacts: ", "首次联系：") + style.say(SimulationText.contacts(plan.contacts)) + "\n")
    parts.append(lines(style.say("rules worth a look:", "值得一看的规则："), plan.odd.map { style.say(SimulationText.odd($0)) }))
    parts.append(
      plan.brakes.isEmpty
        ? style.say("no brake would trip\n", "不会触发刹车\n")
        : lines(style.say("brakes that would trip:", "将触发的刹车："), BrakeText.sentences(plan.brakes, stored: [], style.language)))
    if let noise = SimulationText.noise(simulation) { parts.append(style.say(noise) + "\n") }
    parts.append(lines(style.say("to know:", "说明："), report.notes.map { style.say($0) }))
    parts.append(Text.phases(report.timings, style) + "\n")
    return parts.filter { !$0.isEmpty }.joined()
  }

  private func lines(_ head: String, _ lines: [String]) -> String {
    lines.isEmpty ? "" : head + "\n" + lines.map { "  \($0)\n" }.joined()
  }

  /// Every plan side by side.
  private var summary: Table {
    let names = simulation.plans.enumerated().map { style.say(SimulationText.name($1, at: $0)) }
    var table = Table([style.column("cases", "案件")] + names.map { Table.Column($0, .right) })
    func row(_ name: String, _ value: (SimulatedPlan) -> Int) {
      table.rows.append([name] + simulation.plans.map { Text.grouped(value($0)) })
    }
    row(style.say("open", "在案")) { $0.openCases }
    for part in SimulatedPart.allCases { row(style.say(SimulationText.part(part))) { $0.count(part) } }
    row(style.say("class changed", "类别变化")) { $0.classChanged }
    row(style.say("first contact late", "首次联系已迟")) { $0.contacts.late + $0.contacts.missed }
    row(style.say("brakes", "刹车")) { $0.brakes.count }
    if isCompared {
      row(style.say("end otherwise", "结果不同")) { $0.differ }
      row(style.say("another class", "类别不同")) { $0.otherClass }
    }
    return table
  }

  /// By rule, each against the files in force.
  private func rules(_ plan: SimulatedPlan) -> String {
    guard !plan.effects.isEmpty else { return "" }
    var table = Table([style.column("what", "去向"), style.column("policy", "策略"), style.column("rule", "规则")])
    table.columns +=
      isCompared
      ? [
        style.column("in force", "现行", .right), style.column("then", "届时", .right), style.column("came", "新进", .right),
        style.column("went", "离开", .right),
      ] : [style.column("cases", "件数", .right)]
    table.columns.append(style.column("amount", "金额", .right))
    for effect in plan.effects {
      var row = [style.say(SimulationText.part(effect.part)), effect.policy, style.say(SimulationText.rule(effect))]
      if isCompared {
        row += [Text.grouped(effect.before), Text.grouped(effect.after), Text.grouped(effect.entered), Text.grouped(effect.left)]
      } else {
        row.append(Text.grouped(effect.after))
      }
      table.rows.append(row + [NumberText.major(effect.amountAfter, simulation.currency)])
    }
    return style.table(table)
  }

  private func people(_ plan: SimulatedPlan) -> String {
    guard !plan.people.isEmpty else { return isCompared ? style.say("nobody gains or loses a case\n", "无人增减案件\n") : "" }
    var table = Table([
      style.column("collector", "催收员"), style.column("team", "小组"),
      style.column(isCompared ? "in force" : "now", isCompared ? "现行" : "现在", .right),
      style.column("then", "届时", .right), style.column("change", "增减", .right), style.column("new", "新增", .right),
      style.column("amount", "金额", .right), style.column("effort", "工作量", .right), style.column("month", "本月", .right),
      style.column("share", "应得", .right),
    ])
    for person in plan.people.prefix(Self.people) {
      let (then, before) = (person.after, isCompared ? person.before.cases : person.now)
      table.rows.append([
        person.code, person.team, Text.grouped(before), Text.grouped(then.cases), NumberText.signed(then.cases - before),
        Text.grouped(then.new),
        isCompared
          ? NumberText.signedAmount(then.amount - person.before.amount, simulation.currency)
          : NumberText.amount(then.amount, simulation.currency),
        style.say(Text.hours(isCompared ? then.effort - person.before.effort : then.effort)), Text.grouped((then.month + 512) / 1024),
        Text.grouped((then.share + 512) / 1024),
      ])
    }
    let more = plan.people.count - Self.people
    return style.table(table)
      + (more > 0 ? style.say("and \(Text.count(more, "more person", "more people"))\n", "另有 \(Text.grouped(more)) 人\n") : "")
  }
}
