import Speech
import Wire

/// The private PostgreSQL of a state directory.
extension Answer {
  /// The server runs now; `conninfo` is its libpq connection string.
  package static func clusterStarted(in directory: String, conninfo: String?) -> Answer {
    Answer(
      ["running": true, "state_directory": .string(directory), "database": JSON(conninfo)],
      Wording(
        "the private PostgreSQL in \(directory) is running: \(conninfo ?? "")\n",
        "\(directory) 中的私有 PostgreSQL 正在运行：\(conninfo ?? "")\n"))
  }

  /// The server does not run any more, or did not run.
  package static func clusterStopped(in directory: String, wasRunning: Bool) -> Answer {
    Answer(
      ["running": false, "was_running": .bool(wasRunning), "state_directory": .string(directory)],
      Wording(
        "the private PostgreSQL in \(directory) \(wasRunning ? "was stopped" : "was not running")\n",
        "\(directory) 中的私有 PostgreSQL \(wasRunning ? "已停止" : "原本就未运行")\n"))
  }

  /// How the server stands; `exists`: there is a data directory.
  package static func cluster(in directory: String, isRunning: Bool, exists: Bool) -> Answer {
    Answer(
      ["running": .bool(isRunning), "exists": .bool(exists), "state_directory": .string(directory)],
      Wording(
        "the private PostgreSQL in \(directory) \(isRunning ? "is running" : exists ? "is stopped" : "does not exist yet")\n",
        "\(directory) 中的私有 PostgreSQL \(isRunning ? "正在运行" : exists ? "已停止" : "尚未创建")\n"))
  }
}
