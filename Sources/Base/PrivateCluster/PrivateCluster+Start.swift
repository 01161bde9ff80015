import Glibc
import Logging
import Postgres
import Speech
import Tasks

extension PrivateCluster {
  /// Makes the data directory unless it exists: under another name first, so that a half-made one is never used. Blocks.
  func make() throws(ClusterError) {
    guard !Files.exists(dataDirectory + "/PG_VERSION") else { return }
    for name in Files.names(in: home) where name.hasPrefix("data.new.") {
      try ChildProcess.check(["rm", "-rf", home + "/" + name], Wording("tidying", "清理旧文件"))
    }
    let binaries = try binaries()
    let fresh = home + "/data.new.\(getpid())"
    logger.info("making a private PostgreSQL database", metadata: ["directory": "\(dataDirectory)", "version": "\(binaries.version)"])
    // Trust: whoever can enter the socket's directory (mode 0700) is the owner. C: the same order of texts on every machine.
    try ChildProcess.check(
      user.prefix + [
        binaries.path("initdb"), "-D", fresh, "-U", "postgres", "-E", "UTF8", "--locale=C", "--auth-local=trust", "--auth-host=reject",
        options.isDurable ? "--data-checksums" : "--no-sync",
      ], Wording("making the private database", "建立私有数据库"))
    guard rename(fresh, dataDirectory) == 0 else {
      throw Files.refusal(Wording("cannot rename to \(dataDirectory) \(fresh)", "无法把 \(fresh) 改名为 \(dataDirectory)"))
    }
  }

  /// Starts the server unless it runs, and waits until it answers.
  func start() async throws {
    if try await BlockingThread.run({ process.isRunning }) {
      // Somebody started it a moment ago, or it is still recovering, or going down.
      if try await waitForAnswer() { return }
    }
    try await BlockingThread.run {
      try process.clearRemains()
      try user.makePrivateDirectory(socketDirectory)
      let binaries = try binaries()
      let log = home + "/server.log"
      if Files.size(log) > 10_000_000 { rename(log, log + ".old") }
      do throws(ClusterError) {
        // pg_ctl detaches the server: a session of its own, and not our child.
        try ChildProcess.check(
          user.prefix + [
            binaries.path("pg_ctl"), "start", "-D", dataDirectory, "-l", log, "-w", "-t", "300", "-s", "-o", serverOptions,
          ], Wording("starting PostgreSQL", "启动 PostgreSQL "))
      } catch {
        let lines = (Files.text(log) ?? "").split(whereSeparator: \.isNewline).suffix(5).joined(separator: "\n  ")
        throw ClusterError(error.what + Wording("\n  the end of \(log):\n  \(lines)", "\n  \(log) 的末尾：\n  \(lines)"))
      }
    }
    guard try await waitForAnswer() else {
      throw ClusterError(
        Wording(
          "PostgreSQL was started and ended again; its reasons are in \(home)/server.log", "PostgreSQL 启动后又退出；原因见 \(home)/server.log"))
    }
  }

  /// False when the server has ended instead.
  private func waitForAnswer() async throws -> Bool {
    while true {
      if try await ping(superuserConninfo) { return true }
      guard try await BlockingThread.run({ process.isRunning }) else { return false }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  private var serverOptions: String {
    var settings: [(name: String, value: String)] = [
      ("listen_addresses", ""), ("unix_socket_directories", socketDirectory), ("unix_socket_permissions", "0700"), ("port", "5432"),
      ("shared_buffers", "256MB"), ("max_wal_size", "4GB"), ("checkpoint_timeout", "15min"), ("jit", "off"), ("work_mem", "32MB"),
      ("maintenance_work_mem", "256MB"), ("timezone", "UTC"), ("log_timezone", "UTC"), ("logging_collector", "off"),
    ]
    if !options.isDurable {
      // Commits still reach the system's memory: what was committed survives a killed server.
      settings += [("fsync", "off"), ("full_page_writes", "off"), ("shared_buffers", "64MB"), ("autovacuum", "off")]
    }
    settings += options.settings
    return settings.map { "-c \($0.name)=\($0.value)" }.joined(separator: " ")
  }
}

/// A lock between processes; it ends with the process that holds it.
struct FileLock: Sendable {
  private let descriptor: Int32

  /// Waits for the lock; blocks.
  init(_ path: String) throws(ClusterError) {
    descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Files.failure(Wording("open", "打开"), path) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        Glibc.close(descriptor)
        throw Files.failure(Wording("lock", "锁定"), path)
      }
    }
  }

  func release() { Glibc.close(descriptor) }
}
