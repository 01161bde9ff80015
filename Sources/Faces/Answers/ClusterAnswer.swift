import Wire

/// The private PostgreSQL of a state directory.
extension Answer {
  /// The server runs now; `conninfo` is its libpq connection string.
  package static func clusterStarted(in directory: String, conninfo: String?) -> Answer {
    Answer(
      ["running": true, "state_directory": .string(directory), "database": JSON(conninfo)],
      "the private PostgreSQL in \(directory) is running: \(conninfo ?? "")\n")
  }

  /// The server does not run any more, or did not run.
  package static func clusterStopped(in directory: String, wasRunning: Bool) -> Answer {
    Answer(
      ["running": false, "was_running": .bool(wasRunning), "state_directory": .string(directory)],
      "the private PostgreSQL in \(directory) \(wasRunning ? "was stopped" : "was not running")\n")
  }

  /// How the server stands; `exists`: there is a data directory.
  package static func cluster(in directory: String, isRunning: Bool, exists: Bool) -> Answer {
    Answer(
      ["running": .bool(isRunning), "exists": .bool(exists), "state_directory": .string(directory)],
      "the private PostgreSQL in \(directory) \(isRunning ? "is running" : exists ? "is stopped" : "does not exist yet")\n")
  }
}
