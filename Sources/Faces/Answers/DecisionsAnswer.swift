package import Figures
import Portfolio
import Schema
import Terminal
package import Views
import Wire
package import Words

extension Answer {
  /// What a run decided about its cases, of which `limit` were asked for at most.
  package static func decisions(_ decisions: [ShownDecision], of run: ShownRun, _ names: ReasonNames, _ language: Language, limit: Int)
    -> Answer
  {
    Answer(
      ["run": .integer(run.id), "slot": .day(run.key.slot), "decisions": .array(decisions.map { .decision($0, names, language) })]
    ) { style in
      let table = Table(
        [.init("client"), .init("case"), .init("amount", .right), .init("class"), .init("decision"), .init("because")],
        rows: decisions.map { decision in
          [
            decision.client, decision.caseNo, Text.amount(decision.amount, digits: decision.currency.minorDigits),
            decision.caseClass.word,
            decision.what(), ReasonText.sentence(decision.reason, names, language),
          ]
        })
      return "run \(run.id), \(run.key.kind.rawValue) of \(run.key.slot)\n" + style.table(table, of: "decision", limit: limit)
    }
  }
}

extension ShownDecision {
  /// `moved from C001 to C007`.
  func what(_ language: Language = .en) -> String {
    let lost = isLost ? Phrase(" (planned, not done)", "（已计划，未执行）")[language] : ""
    let (from, to) = (self.from ?? "?", self.to ?? "?")
    return switch kind {
    case .assigned: Phrase("assigned to \(to)", "分给\(to)")[language] + lost
    case .moved: Phrase("moved from \(from) to \(to)", "由\(from)换手至\(to)")[language] + lost
    case .recalled: Phrase("recalled from \(from)", "自\(from)收回")[language] + lost
    case .held: Phrase("held", "停催")[language] + (self.from.map { Phrase(", stays with \($0)", "，仍由\($0)持有")[language] } ?? "")
    case .unassigned: Phrase("not assigned", "未分出")[language]
    }
  }
}
