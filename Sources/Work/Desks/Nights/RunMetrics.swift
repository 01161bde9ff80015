import Metrics
package import Portfolio
import Runs
package import Schema
package import Telemetry

/// The daemon's own numbers.
package enum RunMetrics {
  /// The sentences of `# HELP`.
  package static func describe(in registry: PrometheusRegistry) {
    registry.describe("allot_runs_total", "Runs published, by kind.")
    registry.describe("allot_run_failures_total", "Runs that ended with an error, by kind.")
    registry.describe("allot_run_phase_seconds", "Time of each phase of a run.")
    registry.describe("allot_decisions_total", "Cases by what a published run decided.")
    registry.describe("allot_last_publish_timestamp_seconds", "When a run was last published, by agency and kind, on the database's clock.")
    registry.describe("allot_open_cases", "Cases open at the last freeze.")
    registry.describe("allot_pending_arrivals", "Cases that wait for the next run of arrivals.")
    registry.describe("allot_loop_beats_total", "Rounds of the daemon's loops; stands still when a loop hangs.")
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
