import Desks
import Failures
import Faults
import Glibc
package import Logging
import Postgres
import PrivateCluster
import Telemetry

/// Looks at and stops the private PostgreSQL of a state directory without starting it.
package enum PrivateDatabase {
  /// Whether there is a data directory; its server need not run.
  package static func exists(stateDirectory: String) -> Bool { FileAccess.exists(dataDirectory(stateDirectory) + "/PG_VERSION") }

  /// Whether the server's process lives.
  package static func isRunning(stateDirectory: String) -> Bool {
    guard let bytes = try? FileAccess.read(dataDirectory(stateDirectory) + "/postmaster.pid", limit: 1 << 16),
      let first = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first, let pid = pid_t(first), pid > 0
    else { return false }
    return kill(pid, 0) == 0 || errno == EPERM
  }

  /// Whether it was running.
  package static func stop(stateDirectory: String) async throws -> Bool {
    guard exists(stateDirectory: stateDirectory), isRunning(stateDirectory: stateDirectory) else { return false }
    do {
      try await PrivateCluster.open(stateDirectory: stateDirectory, logger: .quiet).stop()
    } catch let error as ClusterError {
      throw OperationError(error, stateDirectory: stateDirectory)
    }
    return true
  }

  private static func dataDirectory(_ stateDirectory: String) -> String { stateDirectory + "/postgres/data" }
}

extension Logger {
  /// Says nothing below errors: for commands whose result is their only word.
  package static var quiet: Logger { Logger(label: "allot") { LineLogHandler(label: $0, level: .error, journal: false) } }
}
