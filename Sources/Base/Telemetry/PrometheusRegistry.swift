package import Metrics
import Synchronization

/// Keeps every metric of the process and renders them in Prometheus' text format 0.0.4. Metrics live as long as the process; two handlers with the
/// same name and labels are one series.
package final class PrometheusRegistry: MetricsFactory {
  /// Upper bounds of the buckets of timers, in seconds.
  static let secondsBounds: [Double] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900]

  private struct State {
    var series: [SeriesKey: any Series] = [:]
    var help: [String: String] = [:]
  }
  private let state = Mutex(State())

  /// No metrics yet; they come as they are first used.
  package init() {}

  /// The sentence that `# HELP` shows for a metric.
  package func describe(_ name: String, _ help: String) {
    state.withLock { $0.help[PrometheusText.name(name)] = help }
  }

  /// Every metric that has a sentence.
  package var described: [String] { state.withLock { Array($0.help.keys) } }

  /// Everything now, in ascending order of name and labels; ends in a newline.
  package func render() -> String {
    let (series, help) = state.withLock { ($0.series, $0.help) }
    var text = ""
    var previous = ""
    for (key, value) in series.sorted(by: { ($0.key.name, $0.key.labels) < ($1.key.name, $1.key.labels) }) {
      if key.name != previous {
        previous = key.name
        if let help = help[key.name] { text += "# HELP \(key.name) \(PrometheusText.help(help))\n" }
        text += "# TYPE \(key.name) \(value.type)\n"
      }
      value.render(key, to: &text)
    }
    return text
  }

  /// The series of that name and those labels, made by `make` unless it is there. A second kind under the same name and labels stays invisible
  /// rather than corrupting the first.
  private func series<Kind: Series>(_ label: String, _ dimensions: [(String, String)], _ make: () -> Kind) -> Kind {
    let key = SeriesKey(name: PrometheusText.name(label), labels: PrometheusText.labels(dimensions))
    return state.withLock { state in
      if let known = state.series[key] { return known as? Kind ?? make() }
      let made = make()
      state.series[key] = made
      return made
    }
  }

  /// A counter; what is below 0 does not count.
  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    series(label, dimensions) { CounterSeries() }
  }
  /// A counter of fractions, the same series as the counter of that name and those labels.
  package func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
    series(label, dimensions) { CounterSeries() }
  }
  /// A gauge: the last value.
  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    series(label, dimensions) { GaugeSeries() }
  }
  /// A gauge, or with `aggregate` a summary of sum and number.
  package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    aggregate
      ? series(label, dimensions) { HistogramSeries(bounds: []) } as any RecorderHandler
      : series(label, dimensions) { GaugeSeries() } as any RecorderHandler
  }
  /// A histogram in seconds.
  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    series(label, dimensions) { HistogramSeries(bounds: Self.secondsBounds) }
  }
  /// The series is rendered no more.
  package func destroyCounter(_ handler: any CounterHandler) { forget(handler) }
  /// The series is rendered no more.
  package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { forget(handler) }
  /// The series is rendered no more.
  package func destroyMeter(_ handler: any MeterHandler) { forget(handler) }
  /// The series is rendered no more.
  package func destroyRecorder(_ handler: any RecorderHandler) { forget(handler) }
  /// The series is rendered no more.
  package func destroyTimer(_ handler: any TimerHandler) { forget(handler) }

  private func forget(_ handler: AnyObject) {
    state.withLock { state in
      if let key = state.series.first(where: { $0.value === handler })?.key { state.series[key] = nil }
    }
  }
}

struct SeriesKey: Hashable {
  let name: String
  /// Rendered, without braces; empty without labels.
  let labels: String
}

/// One line, or one family of lines, of the text.
protocol Series: AnyObject, Sendable {
  var type: String { get }
  func render(_ key: SeriesKey, to text: inout String)
}

final class CounterSeries: Series, CounterHandler, FloatingPointCounterHandler {
  private let value = Mutex(0.0)
  var type: String { "counter" }
  func increment(by amount: Int64) { increment(by: Double(amount)) }
  func increment(by amount: Double) { value.withLock { if amount > 0 { $0 += amount } } }
  func reset() { value.withLock { $0 = 0 } }
  func render(_ key: SeriesKey, to text: inout String) { PrometheusText.line(key.name, key.labels, value.withLock { $0 }, to: &text) }
}

final class GaugeSeries: Series, MeterHandler, RecorderHandler {
  private let value = Mutex(0.0)
  var type: String { "gauge" }
  func set(_ new: Int64) { set(Double(new)) }
  func set(_ new: Double) { value.withLock { $0 = new } }
  func increment(by amount: Double) { value.withLock { $0 += amount } }
  func decrement(by amount: Double) { value.withLock { $0 -= amount } }
  func record(_ new: Int64) { set(Double(new)) }
  func record(_ new: Double) { set(new) }
  func render(_ key: SeriesKey, to text: inout String) { PrometheusText.line(key.name, key.labels, value.withLock { $0 }, to: &text) }
}

/// Timers, in seconds, and aggregating recorders, which have no buckets.
final class HistogramSeries: Series, TimerHandler, RecorderHandler {
  private struct Counts {
    var buckets: [Int]
    var count = 0
    var sum = 0.0
  }
  private let bounds: [Double]
  private let counts: Mutex<Counts>

  init(bounds: [Double]) {
    self.bounds = bounds
    counts = Mutex(Counts(buckets: [Int](repeating: 0, count: bounds.count)))
  }
  var type: String { bounds.isEmpty ? "summary" : "histogram" }
  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
  func record(_ value: Int64) { record(Double(value)) }
  func record(_ value: Double) {
    counts.withLock { counts in
      if let bucket = bounds.firstIndex(where: { value <= $0 }) { counts.buckets[bucket] += 1 }
      counts.count += 1
      counts.sum += value
    }
  }
  func render(_ key: SeriesKey, to text: inout String) {
    let counts = counts.withLock { $0 }
    if !bounds.isEmpty {
      var below = 0
      for (bound, inBucket) in zip(bounds, counts.buckets) {
        below += inBucket
        PrometheusText.line(
          key.name + "_bucket", PrometheusText.adding("le", PrometheusText.number(bound), to: key.labels), Double(below), to: &text)
      }
      PrometheusText.line(key.name + "_bucket", PrometheusText.adding("le", "+Inf", to: key.labels), Double(counts.count), to: &text)
    }
    PrometheusText.line(key.name + "_sum", key.labels, counts.sum, to: &text)
    PrometheusText.line(key.name + "_count", key.labels, Double(counts.count), to: &text)
  }
}
