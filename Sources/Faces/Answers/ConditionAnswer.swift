package import Desks
import Portfolio
package import Schema
import Views
import Wire
import Words

extension Answer {
  /// How an agency stands, and what is wrong.
  package static func condition(_ condition: AgencyCondition, of agency: Agency) -> Answer {
    let health = condition.health
    return Answer([
      "agency": .string(agency.code), "last_run": JSON(health.lastPublished?.id),
      "waiting": .array(condition.waiting.map { .integer($0.id) }), "ahead": .array(condition.ahead.map { .integer($0.id) }),
      "failed_since": JSON(health.failedSince), "pending_arrivals": JSON(health.pendingArrivals), "not_sealed": JSON(health.outboxWaiting),
      "last_imports": .object(health.lastImports.map { ($0.feed.rawValue, .string(Text.time($0.at) + "Z")) }),
      "lease": JSON(health.lease.flatMap { $0.isExpired ? nil : $0.owner }),
      "unreconciled_run": JSON(condition.unreconciled?.run),
      "unreconciled": .array((condition.unreconciled?.faults ?? []).map { .string($0) }),
      "invariants": .object(condition.invariants.map { ($0.view, JSON($0.violations)) }), "violations": JSON(condition.violations),
    ]) { _ in
      var lines = [
        "agency \(agency.code): \(Text.count(health.collectors, "collector")), \(Text.count(health.casesWithPeople, "case")) with people"
      ]
      if let run = health.lastPublished { lines.append("last published: run \(run.id), \(run.key.kind.rawValue) of \(run.key.slot)") }
      if let lease = health.lease, !lease.isExpired { lines.append("lease: held by \(lease.owner), fence \(lease.fence)") }
      if health.failedSince > 0 { lines.append("failed since then: \(Text.count(health.failedSince, "run")); see: allot show runs") }
      if health.pendingArrivals > 0 { lines.append("arrived and not dealt yet: \(Text.count(health.pendingArrivals, "case"))") }
      if health.outboxWaiting > 0 { lines.append("not numbered and sealed yet: \(Text.count(health.outboxWaiting, "row")) of the outbox") }
      if !health.lastImports.isEmpty {
        let feeds = health.lastImports.map { "\($0.feed.rawValue) \(Text.time($0.at))" }
        lines.append("last imports (UTC): \(feeds.joined(separator: ", "))")
      }
      for run in condition.waiting {
        let why = BrakeText.sentences(run.tripped, stored: run.brakes, .en).joined(separator: "; ")
        lines.append("waits for a person: run \(run.id) of \(run.key.slot) (\(why)); look: allot show assignments \(run.id)")
      }
      for run in condition.ahead { lines.append("published for a day to come: run \(run.id) of \(run.key.slot); that slot is used up") }
      if let (run, faults) = condition.unreconciled {
        lines.append("since run \(run):")
        lines += RunReport.unreconciled(faults, "  ")
      }
      for invariant in condition.invariants {
        lines.append(
          "\(invariant.violations == 0 ? "holds    " : "VIOLATED ") \(invariant.view)"
            + (invariant.violations == 0 ? "" : ": \(invariant.violations)"))
        lines += invariant.examples.map { "  \($0)" }
      }
      return lines.joined(separator: "\n") + "\n"
    }
  }
}
