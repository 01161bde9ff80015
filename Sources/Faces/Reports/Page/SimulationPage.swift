package import Figures
import HTML
import Portfolio
package import Speech
import Words

/// A simulation as a single page that needs nothing else: no script, no font, no picture from anywhere. What was found stands first.
package enum SimulationPage {
  /// The page in UTF-8; both languages are in it, `language` is the one shown first. `notes`: what a person should know besides.
  package static func html(_ simulation: Simulation, agency: String, notes: [Wording], language: Language = .zh) -> [UInt8] {
    let title = Wording("Simulation", "模拟")[language] + " · \(agency) · \(simulation.slot)"
    return PageFrame.html(language, title: title) { body(simulation, agency, notes, $0) }
  }

  private static func body(_ simulation: Simulation, _ agency: String, _ notes: [Wording], _ language: Language) -> HTML {
    let said = SimulationSections(simulation: simulation, language: language)
    return PageFrame.top(
      Wording("Simulation, nothing of it is in force", "模拟，均未生效"), name: agency, day: simulation.slot.description, meta: [], language)
      + HTML.div {
        HTML.section {
          HTML.p([.class("lead")], "\(SimulationText.sentence(simulation)[language])")
          said.summary
          said.brakes
        }
        said.section(Wording("By rule", "按规则"), said.rules)
        said.section(Wording("Who gains, who loses", "谁增谁减"), said.people)
        said.section(Wording("First contacts", "首次联系"), said.contacts)
        said.section(Wording("Rules worth a look", "值得一看的规则"), said.odd)
        said.section(Wording("How much is a matter of lots", "多少出于抽签"), said.noise)
        said.section(Wording("To know", "说明"), said.list(notes.map { $0[language] }))
      }
  }
}

/// The sections of the page in one language.
private struct SimulationSections {
  let simulation: Simulation
  let language: Language
  private var isCompared: Bool { simulation.plans.count > 1 }
  private var plan: SimulatedPlan { simulation.subject ?? SimulatedPlan(name: "") }
  private func say(_ en: String, _ zh: String) -> String { Wording(en, zh)[language] }

  func section(_ title: Wording, _ content: HTML?) -> HTML {
    guard let content else { return .empty }
    return HTML.section { [HTML.h2("\(title[language])"), content].reduce(.empty, +) }
  }

  func list(_ lines: [String]) -> HTML? {
    lines.isEmpty ? nil : HTML.ul { for line in lines { HTML.li("\(line)") } }
  }

  var summary: HTML {
    let names = simulation.plans.enumerated().map { SimulationText.name($1, at: $0)[language] }
    var table = DataTable(say("Cases by what becomes of them", "案件去向"), [.text(say("cases", "案件"))] + names.map { .number($0) })
    func row(_ name: String, _ value: (SimulatedPlan) -> Int) {
      table.rows.append(["\(name)"] + simulation.plans.map { "\(NumberText.count(value($0)))" })
    }
    row(say("open", "在案")) { $0.openCases }
    for part in SimulatedPart.allCases { row(SimulationText.part(part)[language]) { $0.count(part) } }
    row(say("class changed", "类别变化")) { $0.classChanged }
    row(say("first contact late", "首次联系已迟")) { $0.contacts.late + $0.contacts.missed }
    row(say("brakes", "刹车")) { $0.brakes.count }
    if isCompared {
      row(say("end otherwise", "结果不同")) { $0.differ }
      row(say("another class", "类别不同")) { $0.otherClass }
    }
    return table.html
  }

  var brakes: HTML {
    let lines = BrakeText.sentences(plan.brakes, stored: [], language)
    guard !lines.isEmpty else { return HTML.p([.class("calm")], "\(say("No brake would trip.", "不会触发刹车。"))") }
    return HTML.ul([.class("flags")]) {
      for line in lines { HTML.li([.class("grave")], "<strong>\(say("Brake", "刹车"))</strong> \(line)") }
    }
  }

  var rules: HTML? {
    guard !plan.effects.isEmpty else { return nil }
    var columns: [DataTable.Column] = [.word(say("what", "去向")), .word(say("policy", "策略")), .text(say("rule", "规则"))]
    columns +=
      isCompared
      ? [.number(say("in force", "现行")), .number(say("then", "届时")), .number(say("came", "新进")), .number(say("went", "离开"))]
      : [.number(say("cases", "件数"))]
    columns.append(.number(say("amount", "金额")))
    var table = DataTable(say("What each rule does", "各规则的作用"), columns)
    for effect in plan.effects {
      var row: [HTML] = ["\(SimulationText.part(effect.part)[language])", "\(effect.policy)", "\(SimulationText.rule(effect)[language])"]
      let counts = isCompared ? [effect.before, effect.after, effect.entered, effect.left] : [effect.after]
      row += counts.map { "\(NumberText.count($0))" }
      table.rows.append(row + ["\(NumberText.major(effect.amountAfter, simulation.currency))"])
    }
    return table.html
  }

  var people: HTML? {
    guard !plan.people.isEmpty else { return nil }
    var table = DataTable(
      say("Cases, amount and work in hand, and the month's new cases against the share", "在手案件、金额、工作量，以及本月新案与应得"),
      [
        .word(say("collector", "催收员")), .word(say("team", "小组")), .number(isCompared ? say("in force", "现行") : say("now", "现在")),
        .number(say("then", "届时")), .number(say("change", "增减")), .number(say("new", "新增")), .number(say("amount", "金额")),
        .number(say("hours a week", "每周工时")), .number(say("month", "本月")), .number(say("share", "应得")),
      ])
    for person in plan.people {
      let (then, before) = (person.after, isCompared ? person.before.cases : person.now)
      table.add(
        "\(person.code)", "\(person.team)", "\(NumberText.count(before))", "\(NumberText.count(then.cases))",
        "\(NumberText.signed(then.cases - before))", "\(NumberText.count(then.new))",
        "\(NumberText.amount(then.amount, simulation.currency))",
        "\(NumberText.hours(then.effort))", "\(NumberText.count((then.month + 512) / 1024))",
        "\(NumberText.count((then.share + 512) / 1024))")
    }
    return table.html
  }

  var contacts: HTML? { HTML.p("\(SimulationText.contacts(plan.contacts)[language])") }
  var odd: HTML? { list(plan.odd.map { SimulationText.odd($0)[language] }) }
  var noise: HTML? { SimulationText.noise(simulation).map { HTML.p("\($0[language])") } }
}
