import Figures
import Portfolio
import Speech
import Views
import Wire
import Words

extension JSON {
  /// A date, or null.
  static func day(_ day: Day) -> JSON { day.isKnown ? .string(day.description) : .null }

  static func reason(_ reason: Reason, _ names: ReasonNames, _ language: Language) -> JSON {
    let numbers = reason.numbers
    return [
      "code": .string(ReasonText.word(reason.code)),
      "numbers": [.integer(numbers.n1), .integer(numbers.n2), .integer(numbers.n3), .integer(numbers.n4)],
      "text": .string(ReasonText.sentence(reason, names, language)),
    ]
  }

  static func decision(
    _ decision: ShownDecision, _ names: ReasonNames, _ language: Language, _ numbers: CaseNumbers? = nil, takenBackBy: Int64? = nil
  )
    -> JSON
  {
    var members: [(String, JSON)] = [
      ("run", .integer(decision.run)), ("slot", .day(decision.slot)), ("case_no", .string(decision.caseNo)),
      ("client", .string(decision.client)),
      ("kind", .string(decision.kind.word)), ("from", JSON(decision.from)), ("to", JSON(decision.to)),
      ("amount", .integer(decision.amount)),
      ("currency", .string(decision.currency.description)), ("class", .string(decision.caseClass.word)), ("policy", JSON(decision.policy)),
      ("route", JSON(decision.route)), ("done", .bool(!decision.isLost && !decision.isWaiting)), ("waiting", .bool(decision.isWaiting)),
      ("reason", .reason(decision.reason, names, language)),
      ("recall_reason", decision.recallReason.map { .reason($0, names, language) } ?? .null),
    ]
    if let takenBackBy { members.append(("taken_back_by", .integer(takenBackBy))) }
    if case .offered(let numbers) = numbers {
      members.append(("place", numbers.json(decision.reason, isPlaced: decision.to != nil, names, language)))
    }
    return .object(members)
  }
}
