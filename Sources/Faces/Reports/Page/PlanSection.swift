import Figures
import HTML
import Portfolio
import Speech
import Words

/// A plan that waits: that it is not in force, which brake by how much, what drove it, and what can be done.
enum PlanSection {
  /// nil unless the plan waits.
  static func html(_ figures: Figures, _ language: Language) -> HTML? {
    guard let plan = figures.plan else { return nil }
    let text = WaitingPlanText(run: figures.header.run, slot: figures.header.slot, plan: plan)
    return HTML.p([.class("lead waiting")], "\(text.headline[language])")
      + brakes(text.brakes(language), language) + drivers(plan, language) + actions(text, language)
  }

  /// Nothing for a plan that waits without a brake: a list without items is none.
  private static func brakes(_ sentences: [String], _ language: Language) -> HTML {
    if sentences.isEmpty { return .empty }
    return HTML.ul([.class("flags")]) {
      for sentence in sentences {
        HTML.li([.class("grave")]) {
          HTML.strong("\(Wording("Brake", "刹车")[language])")
          " \(sentence)"
        }
      }
    }
  }

  private static func drivers(_ plan: WaitingPlan, _ language: Language) -> HTML {
    let found = plan.drivers.filter { !$0.policies.isEmpty || !$0.rules.isEmpty || !$0.collectors.isEmpty }
    guard !found.isEmpty else { return .empty }
    return HTML.div([.class("charts")]) {
      for driver in found {
        HTML.div([.class("card")]) {
          HTML.h3("\(WaitingPlanText.name(driver.kind)[language])")
          table(driver, language)
        }
      }
    }
  }

  private static func table(_ driver: BrakeDrivers, _ language: Language) -> HTML {
    var table = DataTable(
      Wording("Where its cases come from, most first", "案件来源，按件数排列")[language],
      [
        .word(Wording("By", "维度")[language]), .text(Wording("Which", "名称")[language]), .number(Wording("Cases", "件数")[language]),
      ])
    for rule in driver.rules {
      table.add("\(Wording("reason", "原因")[language])", "\(ReasonText.title(rule.code, language))", "\(NumberText.count(rule.cases))")
    }
    for policy in driver.policies {
      let name = policy.name.isEmpty ? Wording("none", "无")[language] : policy.name
      table.add("\(Wording("policy", "策略")[language])", "\(name)", "\(NumberText.count(policy.cases))")
    }
    for person in driver.collectors where !person.name.isEmpty {
      table.add("\(Wording("collector", "催收员")[language])", "\(person.name)", "\(NumberText.count(person.cases))")
    }
    return table.html
  }

  private static func actions(_ text: WaitingPlanText, _ language: Language) -> HTML {
    HTML.h3("\(Wording("What can be done", "可采取的措施")[language])")
      + HTML.ul([.class("actions")]) {
        for action in text.looks + text.actions {
          HTML.li {
            HTML.code("\(action.command)")
            " \(action.effect[language])"
          }
        }
      }
  }
}
