import Logging
import Synchronization
import Tasks
import Testing

@testable import Daemon

/// Keeps what is logged.
private final class Lines: Sendable {
  private let state = Mutex<[String]>([])
  var all: [String] { state.withLock { $0 } }
  var logger: Logger { Logger(label: "t") { _ in Handler(lines: self) } }

  private struct Handler: LogHandler {
    let lines: Lines
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }
    init(lines: Lines) { self.lines = lines }
    func log(
      level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata?, source: String, file: String, function: String, line: UInt
    ) {
      lines.state.withLock { $0.append("\(level.rawValue): \(message) \(metadata?["reason"].map { "\($0)" } ?? "")") }
    }
  }
}

@Suite struct EpisodeTests {
  @Test func aFaultThatLastsIsToldOnceAReasonAndItsEndOnce() {
    let lines = Lines()
    let episodes = Episodes()
    for round in 0..<50 { episodes.fails("inbox", "cannot look", reason: round % 2 == 0 ? "refused" : "no answer", lines.logger) }
    #expect(lines.all == ["error: cannot look refused", "error: cannot look no answer"])
    for _ in 0..<5 { episodes.ends("inbox", "looks again", lines.logger) }
    #expect(lines.all.count == 3 && lines.all[2].hasPrefix("notice: looks again"))
    // The next one is another.
    episodes.fails("inbox", "cannot look", reason: "refused", lines.logger)
    #expect(lines.all.count == 4)
  }

  @Test func reasonsWithNumbersInThemAreNotToldForEver() {
    var episode = Episode()
    let news = (0..<100).count { episode.fails("no answer from port \($0)") }
    #expect(news == 5 && episode.lasts)
    #expect(episode.ends() != nil && episode.ends() == nil && !episode.lasts)
  }
}
