package import Figures
import Portfolio
package import Speech
import Words

extension RunTables {
  /// Every assignment, move and recall, one a row, made while it is written.
  package static func assignments(_ figures: Figures, _ language: Language) -> ReportTable {
    ReportTable("assignments", Wording("Assignments and moves", "分案与换手明细"), assignmentColumns) {
      var position = 0
      return {
        guard position < figures.movements.count else { return nil }
        defer { position += 1 }
        return row(figures.movements[position], figures, language)
      }
    }
  }

  private static func row(_ movement: MovementFigures, _ figures: Figures, _ language: Language) -> [ReportTable.Cell] {
    let (reason, numbers) = (movement.reason, movement.reason.numbers)
    let recall = movement.recallReason
    let state = figures.header.isTakenBack ? "taken_back" : figures.header.status.rawValue
    return [
      .count(figures.header.run), .day(figures.header.slot), .count(movement.caseID), .text(movement.reference),
      .term(movement.kind.word, Words.decision(movement.kind)), .text(code(movement.from, figures)), .text(code(movement.to, figures)),
      .text(movement.policy), .text(movement.route), term(movement.caseClass), .text(movement.currency.description),
      .amount(movement.amount, movement.currency), term(reason.code), .count(numbers.n1), .count(numbers.n2), .count(numbers.n3),
      .count(numbers.n4), .text(ReasonText.sentence(reason, figures.names, language)), recall.map { term($0.code) } ?? .empty,
      recall.map { .text(ReasonText.sentence($0, figures.names, language)) } ?? .empty, .term(state, Words.runState(figures.header)),
    ]
  }

  private static let assignmentColumns: [ReportTable.Column] = [
    column("run", "Run", "运行编号", .identity, "Number of the run.", "本次运行的编号。"),
    column("slot", "Day", "分案日", .day, "Day the run was for.", "本次运行对应的日期。"),
    column("case_id", "Case id", "案件序号", .identity, "Number of the case in allot.", "案件在 allot 中的序号。"),
    column("case_ref", "Case", "案件", .identity, "The client's own number of the case, masked.", "委托方的案件编号（已脱敏）。"),
    column("kind", "What", "动作", .text, "Assigned from the pool, moved to a colleague, or recalled to the pool.", "由案池分出、换手给同事，或收回案池。"),
    column("from", "From", "由", .identity, "Who had the case; empty for the pool.", "原持有人；空为案池。"),
    column("to", "To", "至", .identity, "Who has it now; empty for the pool.", "现持有人；空为案池。"),
    column("policy", "Policy", "策略", .text, "Policy that decided.", "作出决定的策略。"),
    column("route", "Route", "路由", .text, "Route of the policy by which it was dealt; empty where none matched.", "据以分案的路由；空为无匹配。"),
    column("class", "Class", "类别", .text, "Class the run gave the case.", "本次运行判定的案件类别。"),
    currency,
    column("amount", "Amount", "金额", .amount, "What is outstanding, in the currency of the case.", "未偿金额，按案件币种。"),
    column("reason", "Reason", "原因", .text, "Why the case is where it is now; a code in CSV.", "案件现处位置的原因；CSV 中为代码。"),
    column("n1", "Number 1", "数值1", .count, "First number of the reason.", "原因的第一个数值。"),
    column("n2", "Number 2", "数值2", .count, "Second number of the reason.", "原因的第二个数值。"),
    column("n3", "Number 3", "数值3", .count, "Third number of the reason.", "原因的第三个数值。"),
    column("n4", "Number 4", "数值4", .count, "Fourth number of the reason.", "原因的第四个数值。"),
    column("sentence", "Why", "说明", .text, "The reason in one sentence.", "以一句话说明的原因。"),
    column(
      "recall_reason", "Reason it left", "离手原因", .text, "Why it left its holder; empty where it came from the pool.", "离开原持有人的原因；来自案池者为空。"),
    column("recall_sentence", "Why it left", "离手说明", .text, "That reason in one sentence.", "以一句话说明的离手原因。"),
    column("state", "State", "状态", .text, "Whether the run is published, waits or was taken back.", "运行已发布、待定，或已撤销。"),
  ]
}
