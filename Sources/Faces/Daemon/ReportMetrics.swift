import Dispatches
import Metrics

/// What of deliveries is counted.
enum ReportMetrics {
  /// How many deliveries of an agency are in a state.
  static func deliveries(_ count: Int, _ state: DeliveryState, agency: String) {
    Gauge(label: "allot_deliveries", dimensions: [("agency", agency), ("state", state.rawValue)]).record(count)
  }

  /// One attempt ended so.
  static func attempt(_ channel: DeliveryChannel, _ state: DeliveryState) {
    Counter(label: "allot_delivery_attempts_total", dimensions: [("channel", channel.rawValue), ("outcome", state.rawValue)]).increment()
  }
}
