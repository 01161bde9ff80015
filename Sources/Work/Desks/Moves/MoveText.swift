package import Portfolio
package import Speech
import Words

/// What a move breaks, in words.
package enum MoveText {
  /// One broken rule, without capital and full stop.
  package static func sentence(_ finding: MoveFinding, _ preview: MovePreview) -> Wording {
    sentence(finding, skills: preview.skills) { preview.collectorCodes[$0] }
  }

  /// The same; `skills`: names by bit, `code`: of a collector's database id.
  package static func sentence(_ finding: MoveFinding, skills: [String], code: (Int64) -> String?) -> Wording {
    switch finding {
    case .receiverGone: return Wording("the collector is inactive or has left", "该催收员未启用或已离职")
    case .missingSkill(let missing):
      let names = skills.enumerated().filter { missing >> UInt64($0.offset) & 1 == 1 }.map(\.element)
      return Wording("the collector lacks " + names.joined(separator: ", "), "该催收员不具备：" + names.joined(separator: "、"))
    case .conflict: return Wording("the collector is excluded from this case", "该催收员已被排除在此案之外")
    case .stopped(let reason): return Wording("the case is stopped", "案件停催") + words(reason)
    case .noPolicy: return Wording("no policy covers the case", "没有策略涵盖此案")
    case .noRoute: return Wording("no route of its policy matches the case", "所属策略没有与此案匹配的路由")
    case .outsideRoute(let route): return Wording("route \(route) of its policy names other people", "所属策略的路由 \(route) 指向其他人员")
    case .classNotAllowed(let caseClass):
      return Wording("the collector's ramp leaves \(caseClass.word) cases out", "该催收员尚在爬坡期，不接\(Words.caseClass(caseClass).zh)案件")
    case .absent(let days):
      return Wording(
        "the collector is not there within the case's service time (\(days == 1 ? "1 day" : "\(days) days"))", "该催收员在案件服务时限（\(days) 天）内不在岗")
    case .noRoom(let room, let passed):
      let caps = passed.compactMap { cap -> Wording? in
        switch cap {
        case .caseLimit: Wording("portfolio full", "持案已满")
        case .newPerDay: Wording("new cases of the day used up", "当日新案名额已用完")
        case .open, .inactive, .left, .notPresent, .amountLimit: nil
        }
      }
      let named = caps.isEmpty ? Wording("more than one night fills up", "超出一晚可补的件数") : caps.joined(by: Wording("; ", "；"))
      return Wording(
        "above the collector's cap on cases: room for \(room) (\(named.en))", "超出该催收员案件上限：尚可接 \(room) 件（\(named.zh)）")
    case .noAmountRoom: return Wording("above the collector's cap on amount", "超出该催收员的金额上限")
    case .formerHolder: return Wording("the collector held the case before", "该催收员是此案前手")
    case .splitsGroup(let others):
      return Wording("\(others) other case\(others == 1 ? "" : "s") of the debtor with somebody else", "该债务人另有 \(others) 件案件在他人手中")
    case .commitment(let reason): return Wording("the holder keeps it", "持有人留案") + words(reason)
    case .pinnedElsewhere(let collector):
      let code = code(collector)
      return Wording("pinned to \(code ?? "somebody else")", "已指定给\(code.map { " \($0)" } ?? "他人")")
    }
  }

  private static func words(_ reason: Reason) -> Wording { Wording(": ", "：") + Words.reason(reason.code) }
}
