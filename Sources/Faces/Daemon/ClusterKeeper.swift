import Logging
import PrivateCluster
import ServiceLifecycle
import Tasks
import Telemetry

/// Starts the private PostgreSQL again when it died under the daemon. A server somebody else runs is theirs to keep.
struct ClusterKeeper: Service {
  let stateDirectory: String
  let health: Health
  let logger: Logger

  func run() async throws {
    let episodes = Episodes()
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      await Pause.real(.seconds(2))
      // Only looked at when a part complains: opening a running server costs a connection.
      guard !health.isReady, !Task.isShuttingDownGracefully else { continue }
      do {
        _ = try await PrivateCluster.open(stateDirectory: stateDirectory, makes: false, logger: logger)
        episodes.ends("cluster", "the private PostgreSQL runs again", logger)
      } catch {
        episodes.fails("cluster", "the private PostgreSQL cannot be started again", reason: "\(error)", logger)
      }
    }
  }
}
