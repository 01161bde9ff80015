package import Figures
import Portfolio
import Schema
import Terminal
package import Views
import Wire
package import Words
import Speech

extension Answer {
  /// What a run decided about its cases, of which `limit` were asked for at most. `plan`: why it waits, when it does.
  package static func decisions(
    _ decisions: [ShownDecision], of run: ShownRun, _ plan: WaitingPlan?, _ names: ReasonNames, _ language: Language, limit: Int
  ) -> Answer {
    let waits: [(String, JSON)] = [("waits", .plan(plan, of: run, language))]
    let shown: [JSON] = decisions.map { .decision($0, names, language) }
    return Answer(.object(run.members + waits + [("decisions", .array(shown))])) { style in
      let table = Table(
        [.init("client"), .init("case"), .init("amount", .right), .init("class"), .init("decision"), .init("because")],
        rows: decisions.map { decision in
          [
            decision.client, decision.caseNo, Text.amount(decision.amount, digits: decision.currency.minorDigits),
            decision.caseClass.word,
            decision.what(), ReasonText.sentence(decision.reason, names, language),
          ]
        })
      let why = plan.map { WaitingPlanText(run: run.id, slot: run.key.slot, plan: $0).lines(language).joined(separator: "\n") + "\n" } ?? ""
      return "run \(run.id), \(run.key.kind.rawValue) of \(run.key.slot)\(run.mark(language))\n" + why
        + style.table(table, of: "decision", limit: limit)
    }
  }
}

extension ShownDecision {
  /// `moved from C001 to C007`.
  func what(_ language: Language = .en) -> String {
    let lost =
      isWaiting
      ? Wording(" (\(WaitingPlanText.mark.en))", "（\(WaitingPlanText.mark.zh)）")[language]
      : isLost ? Wording(" (planned, not done)", "（已计划，未执行）")[language] : ""
    let (from, to) = (self.from ?? "?", self.to ?? "?")
    return switch kind {
    case .assigned: Wording("assigned to \(to)", "分给\(to)")[language] + lost
    case .moved: Wording("moved from \(from) to \(to)", "由\(from)换手至\(to)")[language] + lost
    case .recalled: Wording("recalled from \(from)", "自\(from)收回")[language] + lost
    case .held: Wording("held", "停催")[language] + (self.from.map { Wording(", stays with \($0)", "，仍由\($0)持有")[language] } ?? "") + lost
    case .unassigned: Wording("not assigned", "未分出")[language] + lost
    }
  }
}
