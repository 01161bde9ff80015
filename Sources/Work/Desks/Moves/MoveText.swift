package import Portfolio
import Words

/// What a move breaks, in words.
package enum MoveText {
  package static func sentence(_ finding: MoveFinding, _ preview: MovePreview) -> String {
    switch finding.rule {
    case .receiverGone: return "the collector is inactive or has left"
    case .missingSkill:
      let missing = preview.skills.enumerated().filter { finding.n1 >> Int64($0.offset) & 1 == 1 }.map(\.element)
      return "the collector lacks " + missing.joined(separator: ", ")
    case .conflict: return "the collector is excluded from this case"
    case .stopped: return "the case is stopped" + words(finding.reason, preview)
    case .noPolicy: return "no policy covers the case"
    case .noRoute: return "no route of its policy matches the case"
    case .outsideRoute: return "route \(finding.n1) of its policy names other people"
    case .classNotAllowed:
      let word = CaseClass(rawValue: UInt8(clamping: finding.n1))?.word ?? "such"
      return "the collector's ramp leaves \(word) cases out"
    case .absent: return "the collector has no working time within a week"
    case .noRoom:
      let why = CloseReason(rawValue: UInt8(clamping: finding.n2)) ?? .open
      let cap = why == .caseLimit ? " (portfolio full)" : why == .newPerDay ? " (new cases of the day used up)" : ""
      return "above the collector's caps: room for \(finding.n1)\(cap)"
    case .noAmountRoom: return "above the collector's cap on amount"
    case .formerHolder: return "the collector held the case before"
    case .splitsGroup: return "\(finding.n1) other case\(finding.n1 == 1 ? "" : "s") of the debtor with somebody else"
    case .commitment: return "the holder keeps it" + words(finding.reason, preview)
    case .pinnedElsewhere: return "pinned to \(preview.collectorCodes[finding.n1] ?? "somebody else")"
    }
  }

  private static func words(_ reason: Reason?, _ preview: MovePreview) -> String {
    guard let reason else { return "" }
    return ": " + ReasonText.title(reason.code, .en)
  }
}
