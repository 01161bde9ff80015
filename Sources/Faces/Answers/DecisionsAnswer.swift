package import Figures
import Portfolio
import Schema
package import Speech
import Terminal
package import Views
import Wire
import Words

extension Answer {
  /// What a run decided about its cases, of which `limit` were asked for at most. `plan`: why it waits, when it does. Sentences of
  /// the JSON are in `language`.
  package static func decisions(
    _ decisions: [ShownDecision], of run: ShownRun, _ plan: WaitingPlan?, _ names: ReasonNames, _ language: Language, limit: Int
  ) -> Answer {
    let waits: [(String, JSON)] = [("waits", .plan(plan, of: run, language))]
    let shown: [JSON] = decisions.map { .decision($0, names, language) }
    return Answer(.object(run.members + waits + [("decisions", .array(shown))])) { style in
      let table = Table(
        [
          style.column("client", "委托方"), style.column("case", "案件"), style.column("amount", "金额", .right), style.column("class", "类别"),
          style.column("decision", "决定"), style.column("because", "原因"),
        ],
        rows: decisions.map { decision in
          [
            decision.client, decision.caseNo, Text.amount(decision.amount, digits: decision.currency.minorDigits),
            style.say(decision.caseClass.word, Words.caseClass(decision.caseClass).zh), style.say(decision.what),
            ReasonText.sentence(decision.reason, names, style.language),
          ]
        })
      let why = plan.map { WaitingPlanText(run: run.id, slot: run.key.slot, plan: $0).lines(style.language) } ?? []
      return ([style.say(run.title)] + why).map { $0 + "\n" }.joined() + style.table(table, of: Wording("decision", "分案决定"), limit: limit)
    }
  }
}

extension ShownDecision {
  /// `moved from C001 to C007`.
  var what: Wording {
    let lost: Wording =
      isWaiting
      ? Wording(" (\(WaitingPlanText.mark.en))", "（\(WaitingPlanText.mark.zh)）")
      : isLost ? Wording(" (planned, not done)", "（已计划，未执行）") : .none
    let (from, to) = (self.from ?? "?", self.to ?? "?")
    let what =
      switch kind {
      case .assigned: Wording("assigned to \(to)", "分给\(to)")
      case .moved: Wording("moved from \(from) to \(to)", "由\(from)换手至\(to)")
      case .recalled: Wording("recalled from \(from)", "自\(from)收回")
      case .held: Wording("held", "停催") + (self.from.map { Wording(", stays with \($0)", "，仍由\($0)持有") } ?? .none)
      case .unassigned: Wording("not assigned", "未分出")
      }
    return what + lost
  }
}
