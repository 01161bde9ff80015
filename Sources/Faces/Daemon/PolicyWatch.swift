package import Desks
import Failures
package import Faults
package import Logging
import Policy
import Portfolio
import Register
package import Schema
import ServiceLifecycle
import Speech
package import Tasks
package import Telemetry
import YAML

/// Looks at a folder of policy files: what is new there and right becomes a change that waits for people, submitted by `directory`; what is wrong is told once
/// and changes nothing. Nothing comes in force by being written into the folder.
package struct PolicyWatch: Service {
  /// Its name in `Health`.
  package static let part = "policies"
  private let store: Store
  private let directory: String
  private let read: @Sendable ([String]) throws -> PolicyDoor.Reading
  private let health: Health
  private let pause: Pause
  private let logger: Logger

  /// `read` reads files by their paths, with the calendars that an agency file among them follows.
  package init(
    store: Store, directory: String, health: Health, pause: Pause = .real, logger: Logger,
    read: @escaping @Sendable ([String]) throws -> PolicyDoor.Reading
  ) {
    self.store = store
    self.directory = directory
    self.read = read
    self.health = health
    self.pause = pause
    self.logger = logger
  }

  /// One look every 20 s until told to stop; what goes wrong is logged once, never thrown.
  package func run() async throws {
    let episodes = Episodes()
    var seen: [String: [UInt8]] = [:]
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      await look(&seen, episodes)
      await pause(.seconds(20))
    }
  }

  /// One look; `seen` is what the folder held when it was last taken in or found wrong.
  package func look(_ seen: inout [String: [UInt8]], _ episodes: Episodes) async {
    do {
      let paths = try Self.paths(directory)
      let files = try paths.map { (path: $0, bytes: try FileAccess.read($0, limit: 2 << 20)) }
      let now = Dictionary(files.map { ($0.path, $0.bytes) }) { first, _ in first }
      guard now != seen else { return }
      let reading = try read(paths)
      guard reading.check.errors.isEmpty else { throw PolicyDoor.refusal(reading.check.errors) }
      if !paths.isEmpty, let shown = try await PolicyDoor.watched(reading, store) {
        logger.notice(
          "the policy directory was taken in as a change that waits",
          metadata: [
            "change": "\(shown.change.number)",
            "files": "\(shown.change.files.map { "\($0.kind.rawValue) \($0.name)" }.joined(separator: ", "))",
          ])
      }
      seen = now
      RunMetrics.policyDirectory(problems: 0)
      episodes.ends(Self.part, "the policy directory is right again", logger)
      health.well(Self.part, "\(paths.count) files looked at")
    } catch {
      let explained = OperationError.explaining(error)
      RunMetrics.policyDirectory(problems: 1)
      episodes.fails(
        Self.part, "the policy directory is wrong; nothing was changed", reason: explained.description, logger, level: .warning)
      // Nights go on with what is in force.
      health.well(Self.part, "WRONG: \(explained.what.en.split(separator: "\n").first.map(String.init) ?? "")")
    }
  }

  /// The YAML files of a folder, in order of their names.
  package static func paths(_ directory: String) throws(OperationError) -> [String] {
    try FileAccess.names(in: directory).filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.map { "\(directory)/\($0)" }
  }
}
