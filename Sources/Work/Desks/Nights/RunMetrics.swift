import Metrics
package import Portfolio
import Runs
import Schema
package import Telemetry

/// The daemon's own numbers.
package enum RunMetrics {
  /// The sentences of `# HELP`.
  package static func describe(in registry: PrometheusRegistry) {
    registry.describe("allot_runs_total", "Runs published, by kind.")
    registry.describe("allot_run_failures_total", "Runs that ended with an error, by kind.")
    registry.describe("allot_run_phase_seconds", "Time of each phase of a run.")
    registry.describe("allot_decisions_total", "Cases by what a published run, or the inbox, decided.")
    registry.describe("allot_last_publish_timestamp_seconds", "When a run was last published, by agency and kind, on the database's clock.")
    registry.describe("allot_open_cases", "Cases open at the last freeze.")
    registry.describe("allot_pending_arrivals", "Cases that wait for the next run of arrivals.")
    registry.describe("allot_waiting_plans", "Plans that wait for a person.")
    registry.describe("allot_night_missed", "1 while today's night was missed and is too late to make up.")
    registry.describe("allot_ledger_reconciles", "1 when stocks and flows of the last position reconcile, else 0.")
    registry.describe("allot_unfinished_imports", "Feeds whose last import applied rows and did not reach its end.")
    registry.describe("allot_inbox_rejected", "Rows of the inbox that were refused and stand there with the reason.")
    registry.describe("allot_stops", "Emergency stops that hold.")
    registry.describe("allot_stops_unconfirmed", "Emergency stops that nobody has confirmed for a day.")
    registry.describe("allot_policy_directory_wrong", "1 while the watched policy directory holds what is wrong, else 0.")
    registry.describe("allot_rehearsal_brakes", "Brakes that the coming night would trip, at the last rehearsal.")
    registry.describe(
      "allot_rehearsal_contacts_missed",
      "First contacts that no later night can keep in time, counted in whole days as the night counts, at the last rehearsal.")
    registry.describe("allot_rehearsal_feeds_late", "Feeds that the agency file asks for and that had not come, at the last rehearsal.")
    registry.describe("allot_invariant_violations", "Rows of a view of violations, looked at once a day.")
    registry.describe("allot_deliveries", "Deliveries of reports, by where they stand.")
    registry.describe("allot_delivery_attempts_total", "Attempts to deliver a report, by channel and what came of it.")
    registry.describe("allot_webhooks", "Webhooks, by where they stand.")
    registry.describe("allot_webhook_lag", "Rows of the outbox that the active webhook furthest behind was not told of yet.")
    registry.describe("allot_webhook_tries_total", "Tries to tell a webhook something, by what came of it.")
    registry.describe("allot_build_info", "Which program this is; always 1.")
    registry.describe("allot_loop_beats_total", "Rounds of the daemon's loops; stands still when a loop hangs.")
  }

  /// Sets what stands out about an agency: plans that wait, whether today's night was missed, whether the ledger reconciles, imports without end,
  /// refused rows of the inbox.
  package static func standing(waiting: Int, isMissed: Bool, reconciles: Bool, unfinished: Int, rejected: Int, agency: String) {
    Gauge(label: "allot_inbox_rejected", dimensions: [("agency", agency)]).record(rejected)
    Gauge(label: "allot_waiting_plans", dimensions: [("agency", agency)]).record(waiting)
    Gauge(label: "allot_night_missed", dimensions: [("agency", agency)]).record(isMissed ? 1 : 0)
    Gauge(label: "allot_ledger_reconciles", dimensions: [("agency", agency)]).record(reconciles ? 1 : 0)
    Gauge(label: "allot_unfinished_imports", dimensions: [("agency", agency)]).record(unfinished)
  }

  /// Counts cases that were dealt out of the inbox.
  package static func dealt(fromInbox assigned: Int) {
    Counter(label: "allot_decisions_total", dimensions: [("decision", "assigned")]).increment(by: assigned)
  }

  /// Sets how many emergency stops hold, and how many of them nobody has confirmed for a day.
  package static func stops(_ stops: Int, unconfirmed: Int, agency: String) {
    Gauge(label: "allot_stops", dimensions: [("agency", agency)]).record(stops)
    Gauge(label: "allot_stops_unconfirmed", dimensions: [("agency", agency)]).record(unconfirmed)
  }

  /// Sets whether the watched policy directory holds what is wrong.
  package static func policyDirectory(problems: Int) { Gauge(label: "allot_policy_directory_wrong", dimensions: []).record(problems) }

  /// Sets what the last rehearsal found in the way of the coming night.
  package static func rehearsal(brakes: Int, missed: Int, late: Int, agency: String) {
    Gauge(label: "allot_rehearsal_brakes", dimensions: [("agency", agency)]).record(brakes)
    Gauge(label: "allot_rehearsal_contacts_missed", dimensions: [("agency", agency)]).record(missed)
    Gauge(label: "allot_rehearsal_feeds_late", dimensions: [("agency", agency)]).record(late)
  }

  /// Sets how many rows a view of violations has.
  package static func violations(_ rows: Int, view: String, agency: String) {
    Gauge(label: "allot_invariant_violations", dimensions: [("agency", agency), ("view", view)]).record(rows)
  }

  /// Says which program this is; always 1.
  package static func build(schema: Int) {
    let commit = Software.commit ?? "unknown"
    Gauge(label: "allot_build_info", dimensions: [("version", Software.version), ("commit", commit), ("schema", String(schema))]).record(1)
  }

  static func phase(_ name: String, _ kind: RunKind, _ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    Timer(label: "allot_run_phase_seconds", dimensions: [("phase", name), ("kind", kind.rawValue)])
      .recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }

  static func published(_ kind: RunKind, _ won: Won, open: Int, agency: String) {
    Counter(label: "allot_runs_total", dimensions: [("kind", kind.rawValue)]).increment()
    let decided = [
      ("assigned", won.assigned), ("moved", won.moved), ("recalled", won.recalled), ("held", won.held), ("unassigned", won.unassigned),
    ]
    for (name, cases) in decided { Counter(label: "allot_decisions_total", dimensions: [("decision", name)]).increment(by: cases) }
    Gauge(label: "allot_open_cases", dimensions: [("agency", agency)]).record(open)
  }

  /// Sets when a run of this kind was last published, in seconds since 1970-01-01 UTC.
  package static func lastPublish(_ kind: RunKind, _ at: Instant, agency: String) {
    Gauge(label: "allot_last_publish_timestamp_seconds", dimensions: [("agency", agency), ("kind", kind.rawValue)]).record(
      Double(at.rawValue) / 1_000_000 + 946_684_800)
  }

  /// Counts a run that ended with an error.
  package static func failed(_ kind: RunKind) {
    Counter(label: "allot_run_failures_total", dimensions: [("kind", kind.rawValue)]).increment()
  }
  /// Sets how many cases wait for the next run of arrivals.
  package static func pending(_ cases: Int, agency: String) {
    Gauge(label: "allot_pending_arrivals", dimensions: [("agency", agency)]).record(cases)
  }
}
