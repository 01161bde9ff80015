import Desks
import Logging
import Portfolio
import Runs
import Schema
import Views

// What stands out about an agency and needs a person: told once, its end as well, and kept in the metrics meanwhile.
extension NightService {
  /// Gives what readiness says beside the next step.
  func tell(_ standing: Standing, _ state: NightState, _ step: Schedule.Step, _ today: Day, _ agency: Agency, _ memory: Memory) -> [String]
  {
    let metadata: Logger.Metadata = ["agency": "\(agency.code)"]
    var notes: [String] = []
    let own: RunID? = if case .waiting(let run) = state { run } else { nil }
    if let own {
      sayWaiting(own, today, agency, memory)
    } else if let run = standing.waiting.first {
      memory.episodes.fails("waiting \(agency.id)", Self.waits, reason: "run \(run)", logger, level: .warning, metadata: metadata)
      notes.append("the plan of run \(run) waits for a person")
    } else {
      memory.episodes.ends("waiting \(agency.id)", "no plan waits for a person any more", logger, metadata: metadata)
    }
    var isMissed = false
    if case .missed(let slot, _) = step, own == nil {
      isMissed = true
      memory.episodes.fails(
        "missed \(agency.id)", "a night was missed and is too late to make up; new cases only until the next",
        reason: "the night of \(slot)",
        logger, level: .warning, metadata: metadata)
    } else {
      memory.episodes.ends("missed \(agency.id)", "no night is missed any more", logger, metadata: metadata)
    }
    if let run = standing.unbalanced {
      memory.episodes.fails(
        "ledger \(agency.id)", "stocks and flows do not reconcile; see allot report", reason: "run \(run)", logger, metadata: metadata)
      notes.append("STOCKS AND FLOWS of run \(run) DO NOT RECONCILE")
    } else {
      memory.episodes.ends("ledger \(agency.id)", "stocks and flows reconcile again", logger, metadata: metadata)
    }
    if standing.unfinished.isEmpty {
      memory.episodes.ends("import \(agency.id)", "every import has reached its end", logger, metadata: metadata)
    } else {
      let feeds = standing.unfinished.map(\.rawValue).joined(separator: ", ")
      memory.episodes.fails(
        "import \(agency.id)", "an import did not reach its end; mend the file and import it again", reason: feeds, logger, level: .warning,
        metadata: metadata)
      notes.append("the import of \(feeds) did not reach its end")
    }
    if let stop = standing.overdueStops.first {
      memory.episodes.fails(
        "stop \(agency.id)", "nobody has confirmed an emergency stop for a day; it holds: see allot policy stop", reason: "stop \(stop)",
        logger,
        level: .warning, metadata: metadata)
      notes.append("stop \(stop) is not confirmed")
    } else {
      memory.episodes.ends("stop \(agency.id)", "every emergency stop is confirmed or lifted", logger, metadata: metadata)
    }
    if standing.rejectedInbox == 0 {
      memory.episodes.ends("inbox \(agency.id)", "no refused row is in the inbox any more", logger, metadata: metadata)
    } else {
      memory.episodes.fails(
        "inbox \(agency.id)", "rows of the inbox are refused; each has its reason in the column rejected", reason: "allot.inbox", logger,
        level: .warning, metadata: metadata)
      notes.append("\(standing.rejectedInbox) refused \(standing.rejectedInbox == 1 ? "row" : "rows") in the inbox")
    }
    RunMetrics.stops(standing.stops, unconfirmed: standing.overdueStops.count, agency: agency.code)
    let waiting = max(standing.waiting.count, own == nil ? 0 : 1)
    RunMetrics.standing(
      waiting: waiting, isMissed: isMissed, reconciles: standing.unbalanced == nil, unfinished: standing.unfinished.count,
      rejected: standing.rejectedInbox, agency: agency.code)
    return notes
  }

  /// Says that a plan waits, where that is news.
  func sayWaiting(_ run: RunID, _ slot: Day, _ agency: Agency, _ memory: Memory) {
    memory.episodes.fails(
      "waiting \(agency.id)", Self.waits, reason: "run \(run)", logger, level: .warning,
      metadata: ["agency": "\(agency.code)", "slot": "\(slot)", "run": "\(run)"])
  }

  private static let waits = "a plan waits for a person: look with allot show runs, then allot run release or discard"
}
