import Metrics
import Testing

@testable import Telemetry

@Suite struct PrometheusTests {
  private let registry = PrometheusRegistry()

  @Test func countersGaugesAndLabelsInOrder() {
    Counter(label: "allot_runs_total", dimensions: [("kind", "night")], factory: registry).increment(by: 2)
    Counter(label: "allot_runs_total", dimensions: [("kind", "arrivals")], factory: registry).increment()
    // The same name and labels, in whatever order, are one series.
    Counter(label: "allot_runs_total", dimensions: [("kind", "night")], factory: registry).increment()
    Gauge(label: "allot_open_cases", factory: registry).record(20_000)
    registry.describe("allot_runs_total", "Runs\nby kind \\ all.")
    #expect(
      registry.render() == """
        # TYPE allot_open_cases gauge
        allot_open_cases 20000
        # HELP allot_runs_total Runs\\nby kind \\\\ all.
        # TYPE allot_runs_total counter
        allot_runs_total{kind="arrivals"} 1
        allot_runs_total{kind="night"} 3

        """)
  }

  @Test func labelValuesAreEscapedAndNamesMadeValid() {
    Gauge(label: "1st.gauge-值", dimensions: [("a b", "quote \" slash \\ line\nend 中")], factory: registry).record(1.5)
    #expect(registry.render() == "# TYPE _1st_gauge____ gauge\n_1st_gauge____{a_b=\"quote \\\" slash \\\\ line\\nend 中\"} 1.5\n")
  }

  @Test func timersAreCumulativeHistogramsInSeconds() {
    let timer = Timer(label: "phase_seconds", factory: registry)
    for milliseconds in [1, 3, 3, 700, 2_000_000] { timer.recordMilliseconds(milliseconds) }
    let lines = registry.render().split(separator: "\n").map(String.init)
    #expect(lines.first == "# TYPE phase_seconds histogram")
    #expect(lines.contains("phase_seconds_bucket{le=\"0.001\"} 1"))
    #expect(lines.contains("phase_seconds_bucket{le=\"0.005\"} 3"))
    #expect(lines.contains("phase_seconds_bucket{le=\"1\"} 4"))
    #expect(lines.contains("phase_seconds_bucket{le=\"900\"} 4"))
    #expect(lines.contains("phase_seconds_bucket{le=\"+Inf\"} 5"))
    #expect(lines.contains("phase_seconds_count 5"))
    let buckets = lines.filter { $0.contains("_bucket") }.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
    #expect(buckets == buckets.sorted())
  }

  @Test func aSecondKindUnderOneNameDoesNotCorruptTheFirst() {
    Counter(label: "x", factory: registry).increment()
    Timer(label: "x", factory: registry).recordSeconds(3)
    #expect(registry.render() == "# TYPE x counter\nx 1\n")
  }

  @Test func countersNeverFallAndDestroyedSeriesVanish() {
    let counter = Counter(label: "x", factory: registry)
    counter.increment(by: 5)
    counter.increment(by: -3)
    #expect(registry.render().hasSuffix("x 5\n"))
    counter.destroy()
    #expect(registry.render().isEmpty)
  }

  @Test func countersAreSafeFromManyTasks() async {
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { for _ in 0..<1000 { Counter(label: "shared", factory: registry).increment() } }
      }
    }
    #expect(registry.render().hasSuffix("shared 8000\n"))
  }
}
