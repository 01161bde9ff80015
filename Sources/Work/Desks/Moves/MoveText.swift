package import Portfolio
import Words

/// What a move breaks, in words.
package enum MoveText {
  /// One broken rule in English, without capital and full stop.
  package static func sentence(_ finding: MoveFinding, _ preview: MovePreview) -> String {
    switch finding {
    case .receiverGone: return "the collector is inactive or has left"
    case .missingSkill(let missing):
      let names = preview.skills.enumerated().filter { missing >> UInt64($0.offset) & 1 == 1 }.map(\.element)
      return "the collector lacks " + names.joined(separator: ", ")
    case .conflict: return "the collector is excluded from this case"
    case .stopped(let reason): return "the case is stopped" + words(reason)
    case .noPolicy: return "no policy covers the case"
    case .noRoute: return "no route of its policy matches the case"
    case .outsideRoute(let route): return "route \(route) of its policy names other people"
    case .classNotAllowed(let caseClass): return "the collector's ramp leaves \(caseClass.word) cases out"
    case .absent: return "the collector has no working time within a week"
    case .noRoom(let room, let why):
      let cap = why == .caseLimit ? " (portfolio full)" : why == .newPerDay ? " (new cases of the day used up)" : ""
      return "above the collector's caps: room for \(room)\(cap)"
    case .noAmountRoom: return "above the collector's cap on amount"
    case .formerHolder: return "the collector held the case before"
    case .splitsGroup(let others): return "\(others) other case\(others == 1 ? "" : "s") of the debtor with somebody else"
    case .commitment(let reason): return "the holder keeps it" + words(reason)
    case .pinnedElsewhere(let collector): return "pinned to \(preview.collectorCodes[collector] ?? "somebody else")"
    }
  }

  private static func words(_ reason: Reason) -> String { ": " + ReasonText.title(reason.code, .en) }
}
