import Figures
import Portfolio

extension ReasonText {
  static func english(_ reason: Reason, _ names: ReasonNames) -> String {
    let (n1, n2, n3, n4) = (reason.n1, reason.n2, reason.n3, reason.n4)
    func s(_ value: Int64, _ one: String, _ many: String? = nil) -> String {
      NumberText.count(value) + " " + (value == 1 ? one : many ?? one + "s")
    }
    func c(_ value: Int64) -> String { NumberText.count(value) }
    func p(_ value: Int64) -> String { NumberText.percent(value) }
    switch reason.code {
    case .tooFewContacts:
      return "Only \(s(n1, "attempt")) and \(s(n2, "message")) by a person so far; at least \(c(n3)) are needed for a judgement."
    case .manyAttempts: return "\(s(n1, "attempt")) since the last conversation without reaching the debtor, more than \(c(n2))."
    case .manyAttemptsAndMessages:
      return
        "\(s(n1, "attempt")) (more than \(c(n2))) and \(s(n3, "unanswered message")) (more than \(c(n4))) since the last conversation."
    case .evidenceAbnormal:
      return
        "Even the best of \(s(n3, "contact point")) looks unreachable: \(p(n1)) against a threshold of \(p(n2)), from \(s(n4, "attempt"))."
    case .evidenceNormal:
      return
        "The best of \(s(n3, "contact point")) is still plausible to reach: \(p(n1)) against a threshold of \(p(n2)), from \(s(n4, "attempt"))."
    case .paidRecently: return "A payment arrived \(s(n1, "day")) ago, within the \(s(n2, "day")) that count as cooperation."
    case .promiseBroken:
      return "A promise fell due \(s(n1, "day")) ago and was not kept; \(s(n2, "promise")) broken since the last payment."
    case .promiseOpen: return "A promise to pay is open and falls due in \(s(n1, "day"))."
    case .wordsCooperative:
      return
        "\(p(n1)) of the debtor's words cooperate, at least \(p(n2)): \(c(n3)) cooperative and \(c(n4)) uncooperative \(n3 &+ n4 == 1 ? "conversation" : "conversations")."
    case .nothingSaid:
      return "The debtor was reached, but nothing in \(s(n1, "conversation")) of \(s(n2, "day")) speaks for or against cooperation."
    case .wordsUncooperative:
      return
        "Only \(p(n1)) of the debtor's words cooperate, less than \(p(n2)): \(c(n3)) cooperative and \(c(n4)) uncooperative \(n3 &+ n4 == 1 ? "conversation" : "conversations")."
    case .stayPlan: return "Stays with the holder: an instalment plan is running, \(s(n1, "instalment")) still due, \(c(n2)) missed."
    case .stayPromise: return "Stays with the holder: a promise is open, with \(s(n1, "day")) until its grace ends."
    case .stayPaid: return "Stays with the holder: a payment arrived \(s(n1, "day")) ago, within \(s(n2, "day"))."
    case .stayRetained: return "Stays with the holder: the retention runs another \(s(n1, "day"))."
    case .stayPinned: return "Stays with the holder: a person pinned it for another \(s(n1, "day"))."
    case .stayRule: return "Stays with the holder by stay rule \(c(n1)) of the policy."
    case .recallForced: return "Recalled: held for \(s(n1, "working day")), the limit is \(c(n2))."
    case .recallNoFollowUp: return "Recalled: \(s(n1, "working day")) without follow-up by a person, the limit is \(c(n2))."
    case .recallRotated:
      return "Recalled: \(s(n1, "working day")) \(className(n3, .en)) with this holder, rotated after \(c(n2))."
    case .recallRetentionExpired: return "Recalled: the retention ended \(s(n1, "day")) ago."
    case .recallHolderLeft: return "Recalled: the holder's last day was \(s(n1, "day")) ago."
    case .recallNotAuthorised: return "Recalled: the holder lacks \(names.skillList(n1, .en))."
    case .holdFlag: return "Held by stop rule \(c(n2)): flagged \(Words.flags(flags(n1), .en))."
    case .holdEntered:
      return "Held because of \(hold(n1)[.en]), entered by a person, " + (n2 < 0 ? "without end." : "for another \(s(n2, "day")).")
    case .holdNearReturn: return "Held: the case goes back to its client in \(s(n1, "day")), at least \(c(n2)) are needed to deal it."
    case .holdNothingDue: return "Held: nothing is due any more (outstanding \(NumberText.amount(n1, names.currency)))."
    case .holdRule: return "Held by stop rule \(c(n1)) of the policy."
    case .holdWithGroup: return "Held with the same debtor's case \(names.reference(n1))."
    case .holdNoRate: return "Held: there is no exchange rate for \(currency(n1))."
    case .assignedCheapest:
      return
        "Lowest marginal load of \(s(n1, "eligible collector")) (cost \(PlacementText.cost(n2)))"
        + (n3 == 0 ? "." : "; next would have been \(names.collector(n3)) (cost \(PlacementText.cost(n4))).")
    case .assignedOnly: return "The only one with room of \(s(n1, "eligible collector")) (cost \(PlacementText.cost(n2)))."
    case .assignedWithGroup: return "Follows the same debtor's case \(names.reference(n1))."
    case .assignedPinned: return "Pinned to this collector by a person."
    case .assignedAgain:
      return
        "Every eligible collector was a former holder, so that exclusion was lifted: lowest marginal load of \(c(n1)) (cost \(PlacementText.cost(n2)))"
        + (n3 == 0 ? "." : "; next would have been \(names.collector(n3)) (cost \(PlacementText.cost(n4))).")
    case .noPolicyCovers: return "Not dealt: no active policy covers the case."
    case .noRouteMatches: return "Not dealt: no route of the policy matches the case."
    case .nobodyInTeams: return "Not dealt: route \(c(n1)) leads to teams without any collector."
    case .nobodyWithSkills:
      return "Not dealt: none of \(s(n2, "collector")) has \(names.skillList(n1, .en))."
    case .nobodyPresent: return "Not dealt: none of \(s(n1, "collector")) is on duty within the case's service time."
    case .everybodyExcluded:
      return "Not dealt: of \(s(n1, "collector")), \(c(n2)) were excluded as former holders and \(c(n3)) by a conflict."
    case .noRoom:
      return "Not dealt: \(s(n3, "case")) wanted the \(s(n2, "place")) of \(s(n1, "eligible collector")); none was left."
    case .noNewHolder:
      let kind = ReasonCode(rawValue: Int16(clamping: n1))
      if kind == .assignedPinned { return "Stays with the holder for now: a person pinned it to somebody else, who is not active." }
      let why = kind.map { " (\(withoutHeading(english(Reason($0, n2, n3, n4), names))))" } ?? ""
      return "Stays with the holder although a recall was due\(why): no other eligible collector has room."
    case .placeTakenMeanwhile: return "Not published: the place was taken while the plan was being made."
    case .caseChangedMeanwhile: return "Not published: the case changed while the plan was being made."
    case .runUndone: return "A person took run \(n1) back."
    case .groupChangedMeanwhile: return "Not published: another case of the same debtor changed while the plan was being made."
    }
  }

  /// What stands between “Recalled: ” and the full stop.
  static func withoutHeading(_ sentence: String) -> Substring {
    let body = sentence.firstIndex { $0 == ":" || $0 == "：" }.map { sentence[sentence.index(after: $0)...] } ?? sentence[...]
    return body.drop { $0 == " " }.dropLast()
  }

  static func className(_ raw: Int64, _ language: Language) -> String {
    UInt8(exactly: raw).flatMap(CaseClass.init(rawValue:)).map { Words.caseClass($0)[language] } ?? "#\(raw)"
  }
  static func hold(_ raw: Int64) -> Phrase {
    UInt8(exactly: raw).flatMap(HoldKind.init(rawValue:)).map(Words.hold) ?? Phrase("#\(raw)", "#\(raw)")
  }
  /// A packed currency code; its number when it is none.
  static func currency(_ packed: Int64) -> String {
    guard (0...0xFF_FFFF).contains(packed) else { return "#\(packed)" }
    let letters = [16, 8, 0].map { UInt8(truncatingIfNeeded: packed >> Int64($0)) }
    return Currency(String(decoding: letters, as: UTF8.self))?.description ?? "#\(packed)"
  }
  static func flags(_ raw: Int64) -> CaseFlags { CaseFlags(rawValue: Int32(truncatingIfNeeded: raw)) }
}
