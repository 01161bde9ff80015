import Hooks
import Metrics

/// What of webhooks is counted.
enum HookMetrics {
  /// How many webhooks of an agency are in a state.
  static func webhooks(_ count: Int, _ state: HookState, agency: String) {
    Gauge(label: "allot_webhooks", dimensions: [("agency", agency), ("state", state.rawValue)]).record(count)
  }

  /// How far the one furthest behind is.
  static func lag(_ rows: Int64, agency: String) { Gauge(label: "allot_webhook_lag", dimensions: [("agency", agency)]).record(rows) }

  /// One try ended so.
  static func one(_ outcome: HookTry.Outcome) {
    Counter(label: "allot_webhook_tries_total", dimensions: [("outcome", outcome.rawValue)]).increment()
  }
}
