import Faults
import Portfolio
import Register
import Runs
import Schema

/// What a night cannot do without.
package enum NightNeed: String, CaseIterable, Sendable {
  /// No case of the agency is open.
  case cases
  /// Nobody is active who has not left before the night's day.
  case people
}

/// Whether the night of a slot may begin. Pure: what stands is read before.
struct SlotRule {
  let slot: Day
  let today: Day
  let standing: SlotStanding

  /// The agency's day: today, or the day of the last night that stands when somebody went ahead of the clock. Nothing in a record lies after it.
  var agencyDay: Day { max(today, standing.lastNight) }

  /// The first day that has no night yet, not before today: whoever goes ahead of the clock goes a night at a time.
  var next: Day { max(today, standing.lastNight + 1) }

  /// What is missing for a night.
  var lacks: [NightNeed] {
    NightNeed.allCases.filter { need in
      switch need {
      case .cases: !standing.hasCases
      case .people: !standing.hasPeople
      }
    }
  }

  /// Throws with `EX_USAGE` for a slot after the next.
  func refuseAhead() throws(OperationError) {
    guard slot > next else { return }
    throw OperationError(
      .usage,
      "the night of \(slot) lies \(Self.days(slot - today)) ahead: the agency's next night is that of \(next), and what a night gives out would be held since \(slot)",
      remedy: "write the date again, as --slot \(next); or, if this very night is meant: allot run --slot \(slot) --really")
  }

  /// What a person should know about a day that is not today; nil for today.
  var note: String? {
    if slot < today {
      let later = standing.lastNight > slot ? "; the night of \(standing.lastNight) is published already" : ""
      return
        "this night lies \(Self.days(today - slot)) back: it knows facts of the days before \(slot), and people, holds and holders as they stand now\(later)"
    }
    return slot > today
      ? "this night lies \(Self.days(slot - today)) ahead of the agency's clock: what it gives out is held since \(slot)" : nil
  }

  /// The number that a run of the night would have, and what would make it anew where it was published: nil where it is over.
  func seq(reason: String?) throws(OperationError) -> Int32? {
    guard let latest = standing.latest else { return 1 }
    guard latest.state == .published else { return latest.seq }
    guard reason != nil else { return nil }
    guard latest.isEmpty || latest.undoneBy != nil else {
      throw OperationError(
        .dataError, "the night of \(slot) is in force by run \(latest.run): only a night that was empty or was taken back is run again",
        remedy: "take it back first: allot undo \(latest.run) --reason …")
    }
    return latest.seq + 1
  }

  /// Why a night that was published may be run again; nil where it may not.
  var again: String? {
    guard let latest = standing.latest, latest.state == .published else { return nil }
    if let undo = latest.undoneBy { return "run \(undo) took run \(latest.run) back" }
    return latest.isEmpty ? "run \(latest.run) had no open case" : nil
  }

  /// What is noted in the audit about a run that is not simply tonight's; nil for that one.
  func remark(seq: Int32, reason: String?, isReally: Bool) -> String? {
    var parts: [String] = []
    if let again, seq > (standing.latest?.seq ?? 0) { parts.append("again as number \(seq), \(again)") }
    if isReally, slot > next { parts.append("\(Self.days(slot - today)) ahead") }
    guard !parts.isEmpty || reason != nil else { return nil }
    return (["night of \(slot)"] + parts).joined(separator: ", ") + (reason.map { ": \($0)" } ?? "")
  }

  static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }
}

extension RunShell {
  /// What stands about a night, against the agency's clock.
  func rule(_ slot: Day) async throws -> SlotRule {
    SlotRule(
      slot: slot, today: try await seat.store.register.clock(seat.agency).today,
      standing: try await seat.store.runs.standing(of: slot, agency: seat.agency))
  }

  /// The answer where a night is over already.
  func alreadyPublished(_ run: RunID, _ rule: SlotRule) -> RunReport {
    var report = RunReport(status: .alreadyPublished, run: run, slot: rule.slot, kind: .night)
    if let again = rule.again { report.notes.append("\(again): decide it anew with: allot run --slot \(rule.slot) --again …") }
    return report
  }

  /// The answer where a night would have nothing to decide, or nobody to give it to.
  func lacking(_ lacks: [NightNeed], _ slot: Day) -> RunReport {
    var report = RunReport(status: .lacking, run: nil, slot: slot, kind: .night)
    report.lacks = lacks
    return report
  }
}
