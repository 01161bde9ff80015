import Faults
import Portfolio
import Register
import Runs
import Schema
import Speech

/// What a night cannot do without.
package enum NightNeed: String, CaseIterable, Sendable {
  /// No case of the agency is open that was entrusted by the night's day.
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
      Wording(
        "the night of \(slot) lies \(Self.days(slot - today)) ahead: the agency's next night is that of \(next), and what a night gives out "
          + "would be held since \(slot)",
        "\(slot) 的夜间分案在 \(slot - today) 天之后：本机构的下一次夜间分案是 \(next)，而分出的案件会从 \(slot) 起算持有"),
      remedy: Wording(
        "write the date again, as --slot \(next); or, if this very night is meant: allot run --slot \(slot) --really",
        "请改写日期，如 --slot \(next)；若确实是这一夜：allot run --slot \(slot) --really"))
  }

  /// What a person should know about a day that is not today; nil for today.
  var note: Wording? {
    if slot < today {
      let isLater = standing.lastNight > slot
      return Wording(
        "this night lies \(Self.days(today - slot)) back: it knows facts of the days before \(slot), and people, holds and holders as they stand "
          + "now\(isLater ? "; the night of \(standing.lastNight) is published already" : "")",
        "这一夜在 \(today - slot) 天之前：只用 \(slot) 之前的事实，而人员、停催和持有人按现状"
          + "\(isLater ? "；\(standing.lastNight) 的夜间分案已发布" : "")")
    }
    guard slot > today else { return nil }
    return Wording(
      "this night lies \(Self.days(slot - today)) ahead of the agency's clock: what it gives out is held since \(slot)",
      "这一夜在本机构时钟的 \(slot - today) 天之后：分出的案件从 \(slot) 起算持有")
  }

  /// The number that a run of the night would have, and what would make it anew where it was published: nil where it is over.
  func seq(reason: String?) throws(OperationError) -> Int32? {
    guard let latest = standing.latest else { return 1 }
    guard latest.state == .published else { return latest.seq }
    guard reason != nil else { return nil }
    guard latest.isEmpty || latest.undoneBy != nil else {
      throw OperationError(
        .dataError,
        Wording(
          "the night of \(slot) is in force by run \(latest.run): only a night that was empty or was taken back is run again",
          "\(slot) 的夜间分案已由运行 \(latest.run) 生效：只有无案或已撤销的一夜才能重跑"),
        remedy: Wording("take it back first: allot undo \(latest.run) --reason …", "请先撤销：allot undo \(latest.run) --reason …"))
    }
    return latest.seq + 1
  }

  /// The run whose plan a person has, or had, to decide about; nil where the night's latest run is none.
  var heldBack: RunID? { standing.latest.flatMap { $0.state == .waiting || $0.state == .discarded ? $0.run : nil } }

  /// Why a night that was published may be run again; nil where it may not.
  var again: Wording? {
    guard let latest = standing.latest, latest.state == .published else { return nil }
    if let undo = latest.undoneBy { return Wording("run \(undo) took run \(latest.run) back", "运行 \(latest.run) 已由运行 \(undo) 撤销") }
    return latest.isEmpty ? Wording("run \(latest.run) had no open case", "运行 \(latest.run) 没有在案案件") : nil
  }

  /// What is noted in the audit, in English, about a run that is not simply tonight's; nil for that one.
  func remark(seq: Int32, reason: String?, isReally: Bool) -> String? {
    var parts: [String] = []
    if let again, seq > (standing.latest?.seq ?? 0) { parts.append("again as number \(seq), \(again.en)") }
    if isReally, slot > next { parts.append("\(Self.days(slot - today)) ahead") }
    guard !parts.isEmpty || reason != nil else { return nil }
    return (["night of \(slot)"] + parts).joined(separator: ", ") + (reason.map { ": \($0)" } ?? "")
  }

  static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }
}

extension RunShell {
  /// What stands about a night, against the agency's clock; what it lacks by what it would freeze at `asOf`.
  func rule(_ slot: Day, _ asOf: Instant) async throws -> SlotRule {
    let known = min(slot, try await seat.store.register.day(of: asOf, in: seat.agency))
    return SlotRule(
      slot: slot, today: try await seat.store.register.clock(seat.agency).today,
      standing: try await seat.store.runs.standing(of: slot, factsBefore: known, agency: seat.agency))
  }

  /// The answer where a night is over already.
  func alreadyPublished(_ run: RunID, _ rule: SlotRule) -> RunReport {
    var report = RunReport(status: .alreadyPublished, run: run, slot: rule.slot, kind: .night)
    if let again = rule.again {
      report.notes.append(
        Wording(
          "\(again.en): decide it anew with: allot run --slot \(rule.slot) --again …",
          "\(again.zh)：如需重新决策：allot run --slot \(rule.slot) --again …"))
    }
    return report
  }

  /// The answer where a night would have nothing to decide, or nobody to give it to.
  func lacking(_ lacks: [NightNeed], _ slot: Day) -> RunReport {
    var report = RunReport(status: .lacking, run: nil, slot: slot, kind: .night)
    report.lacks = lacks
    return report
  }
}
