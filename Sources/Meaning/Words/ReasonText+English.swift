import Figures
import Portfolio
import Speech

extension ReasonText {
  static func english(_ reason: Reason, _ names: ReasonNames) -> String {
    func s(_ value: Int64, _ one: String, _ many: String? = nil) -> String {
      NumberText.count(value) + " " + (value == 1 ? one : many ?? one + "s")
    }
    func c(_ value: Int64) -> String { NumberText.count(value) }
    func p(_ value: Int64) -> String { NumberText.percent(value) }
    switch reason {
    case .tooFewContacts(let attempts, let messages, let minimum):
      return
        "Only \(s(attempts, "attempt")) and \(s(messages, "message")) by a person so far; at least \(c(minimum)) are needed for a judgement."
    case .manyAttempts(let attempts, let limit):
      return "\(s(attempts, "attempt")) since the last conversation without reaching the debtor, more than \(c(limit))."
    case .manyAttemptsAndMessages(let attempts, let limit, let unanswered, let unansweredLimit):
      return
        "\(s(attempts, "attempt")) (more than \(c(limit))) and \(s(unanswered, "unanswered message")) (more than \(c(unansweredLimit))) since the last conversation."
    case .evidenceAbnormal(let abnormality, let threshold, let points, let attempts):
      return
        "Even the best of \(s(points, "contact point")) looks unreachable: \(p(abnormality)) against a threshold of \(p(threshold)), from \(s(attempts, "attempt"))."
    case .evidenceNormal(let abnormality, let threshold, let points, let attempts):
      return
        "The best of \(s(points, "contact point")) is still plausible to reach: \(p(abnormality)) against a threshold of \(p(threshold)), from \(s(attempts, "attempt"))."
    case .paidRecently(let daysAgo, let window):
      return "A payment arrived \(s(daysAgo, "day")) ago, within the \(s(window, "day")) that count as cooperation."
    case .promiseBroken(let daysAgo, let broken):
      return "A promise fell due \(s(daysAgo, "day")) ago and was not kept; \(s(broken, "promise")) broken since the last payment."
    case .promiseOpen(let daysLeft): return "A promise to pay is open and \(due(daysLeft))."
    case .wordsCooperative(let share, let threshold, let cooperative, let uncooperative):
      return
        "\(p(share)) of the debtor's words cooperate, at least \(p(threshold)): \(c(cooperative)) cooperative and \(c(uncooperative)) uncooperative \(cooperative &+ uncooperative == 1 ? "conversation" : "conversations")."
    case .nothingSaid(let conversations, let window):
      return
        "The debtor was reached, but nothing in \(s(conversations, "conversation")) of \(s(window, "day")) speaks for or against cooperation."
    case .wordsUncooperative(let share, let threshold, let cooperative, let uncooperative):
      return
        "Only \(p(share)) of the debtor's words cooperate, less than \(p(threshold)): \(c(cooperative)) cooperative and \(c(uncooperative)) uncooperative \(cooperative &+ uncooperative == 1 ? "conversation" : "conversations")."
    case .stayPlan(let due, let missed):
      return "Stays with the holder: an instalment plan is running, \(s(due, "instalment")) still due, \(c(missed)) missed."
    case .stayPromise(let daysLeft, 1):
      return "Stays with the holder: a promise is open or just due, with \(s(daysLeft, "working day")) until its grace ends."
    case .stayPromise(let daysLeft, 2): return "Stays with the holder: a promise is open and \(due(daysLeft))."
    case .stayPromise(let daysLeft, _):
      return "Stays with the holder: a promise is open or just due; \(s(daysLeft, "day")) were left, calendar and working days together."
    case .stayPaid(let daysAgo, let window):
      return "Stays with the holder: a payment arrived \(s(daysAgo, "day")) ago, within \(s(window, "day"))."
    case .stayRetained(let daysLeft): return "Stays with the holder: the retention runs \(another(daysLeft))."
    case .stayPinned(let daysLeft):
      return "Stays with the holder: a person pinned it \(daysLeft.map { $0 > 0 ? "for " : "" } ?? "")\(another(daysLeft))."
    case .stayRule(let rule): return "Stays with the holder by stay rule \(c(rule)) of the policy."
    case .recallForced(let workingDays, let limit): return "Recalled: held for \(s(workingDays, "working day")), the limit is \(c(limit))."
    case .recallNoFollowUp(let workingDays, let limit):
      return "Recalled: \(s(workingDays, "working day")) without follow-up by a person, the limit is \(c(limit))."
    case .recallRotated(let workingDays, let limit, let caseClass):
      return "Recalled: \(s(workingDays, "working day")) \(Words.caseClass(caseClass)[.en]) with this holder, rotated after \(c(limit))."
    case .recallRetentionExpired(let daysAgo): return "Recalled: the retention ended \(s(daysAgo, "day")) ago."
    case .recallHolderLeft(nil): return "Recalled: the holder has left or is not active."
    case .recallHolderLeft(let daysAgo?): return "Recalled: the holder's last day was \(s(daysAgo, "day")) ago."
    case .recallNotAuthorised(let missing): return "Recalled: the holder lacks \(names.skillList(missing, .en))."
    case .holdFlag(let flags, let rule): return "Held by stop rule \(c(rule)): flagged \(Words.flags(flags, .en))."
    case .holdEntered(let kind, let daysLeft):
      return
        "Held because of \(Words.hold(kind)[.en]), entered by a person, \(daysLeft.map { $0 > 0 ? "for " : "" } ?? "")\(another(daysLeft))."
    case .emergencyStop: return "Held by an emergency stop: nothing is dealt and nothing taken until it is lifted."
    case .holdNearReturn(let daysLeft, let minimum):
      let back =
        daysLeft > 0
        ? "goes back to its client in \(s(daysLeft, "day"))"
        : daysLeft == 0 ? "goes back to its client that day" : "was to go back to its client \(s(-daysLeft, "day")) ago"
      return "Held: the case \(back), at least \(c(minimum)) are needed to deal it."
    case .holdNothingDue(let outstanding):
      return "Held: nothing is due any more (outstanding \(NumberText.amount(outstanding, names.currency)))."
    case .holdRule(let rule): return "Held by stop rule \(c(rule)) of the policy."
    case .holdWithGroup(let caseID): return "Held with the same debtor's case \(names.reference(caseID))."
    case .holdNoRate(let currency): return "Held: there is no exchange rate for \(currency)."
    case .assignedCheapest(let eligible, _, let runnerUp, _):
      return
        "The cheapest place in the plan, of \(s(eligible, "eligible collector"))"
        + (runnerUp == 0 ? "." : "; next would have been \(names.collector(runnerUp)).")
    case .assignedOnly(let eligible, _): return "The only one with room of \(s(eligible, "eligible collector"))."
    case .assignedWithGroup(let caseID): return "Follows the same debtor's case \(names.reference(caseID))."
    case .assignedPinned: return "Pinned to this collector by a person."
    case .assignedAgain(let eligible, _, let runnerUp, _):
      return
        "Every eligible collector was a former holder, so that exclusion was lifted: the cheapest place in the plan, of \(c(eligible))"
        + (runnerUp == 0 ? "." : "; next would have been \(names.collector(runnerUp)).")
    case .noPolicyCovers: return "Not dealt: no active policy covers the case."
    case .noRouteMatches: return "Not dealt: no route of the policy matches the case."
    case .nobodyInTeams(let route): return "Not dealt: route \(c(route)) leads to teams without any collector."
    case .nobodyWithSkills(let required, let collectors):
      return "Not dealt: none of \(s(collectors, "collector")) has \(names.skillList(required, .en))."
    case .nobodyPresent(let collectors):
      return "Not dealt: none of \(s(collectors, "collector")) is on duty within the case's service time."
    case .everybodyExcluded(let collectors, let formerHolders, let conflicts):
      return
        "Not dealt: of \(s(collectors, "collector")), \(c(formerHolders)) were excluded as former holders and \(c(conflicts)) by a conflict."
    case .noRoom(let eligible, _, _, let most) where most > 0:
      let people = eligible == 1 ? "The one collector it can go to has" : "None of the \(c(eligible)) collectors it can go to has"
      let limit = NumberText.amount(most, names.currency)
      return "Not dealt: it is too large. \(people) \(eligible == 1 ? "not " : "")so much left of the amount limit; the most is \(limit)."
    case .noRoom(let eligible, let places, let wanted, _):
      let people = eligible == 1 ? "the one collector" : "the \(c(eligible)) collectors"
      return "Not dealt: \(s(wanted, "case")) wanted the \(s(places, "place")) of \(people) they can go to; none was left."
    case .noNewHolder(.assignedPinned, _, _, _):
      return "Stays with the holder for now: a person pinned it to somebody else, who is not active."
    case .noNewHolder:
      let why = reason.postponed.map { " (\(withoutHeading(english($0, names))))" } ?? ""
      return "Stays with the holder although a recall was due\(why): no other eligible collector has room."
    case .placeTakenMeanwhile: return "Not published: the place was taken while the plan was being made."
    case .caseChangedMeanwhile: return "Not published: the case changed while the plan was being made."
    case .runUndone(let run): return "A person took run \(run) back."
    case .groupChangedMeanwhile: return "Not published: another case of the same debtor changed while the plan was being made."
    }
  }

  /// `falls due in 3 days`, `was due 1 day ago`: a promise is open until its grace is over.
  private static func due(_ daysLeft: Int64) -> String {
    let days = "\(NumberText.count(daysLeft.magnitude)) \(daysLeft.magnitude == 1 ? "day" : "days")"
    return daysLeft > 0 ? "falls due in \(days)" : daysLeft == 0 ? "falls due that day" : "was due \(days) ago, its grace is not over"
  }

  /// `another 3 days`, `until that day`, `without end`.
  private static func another(_ daysLeft: Int64?) -> String {
    guard let daysLeft else { return "without end" }
    return daysLeft > 0 ? "another \(NumberText.count(daysLeft)) \(daysLeft == 1 ? "day" : "days")" : "until that day"
  }

  /// What stands between “Recalled: ” and the full stop.
  static func withoutHeading(_ sentence: String) -> Substring {
    let body = sentence.firstIndex { $0 == ":" || $0 == "：" }.map { sentence[sentence.index(after: $0)...] } ?? sentence[...]
    return body.drop { $0 == " " }.dropLast()
  }
}
