import Glibc
package import Logging
import Postgres
import Speech
import Tasks

extension PrivateCluster {
  /// A new cluster for tests, fast and not durable, removed by `stop()` or at the end of this process, however it ends.
  package static func temporary(options: Options = Options(), logger: Logger) async throws -> PrivateCluster {
    var options = options
    options.isDurable = false
    let directory = try await BlockingThread.run {
      let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
      var template = Array((base + "/allot-XXXXXX").utf8CString)
      guard mkdtemp(&template) != nil else { throw Files.refusal(Wording("cannot make a directory in \(base)", "无法在 \(base) 下建立目录")) }
      let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      // As root, the server's user has to pass.
      chmod(path, 0o711)
      return path
    }
    let reaper = try await BlockingThread.run { [options] in
      let cluster = try PrivateCluster(stateDirectory: directory, options: options, logger: logger)
      return try Reaper(cluster: cluster, directory: directory)
    }
    do {
      var cluster = try await open(stateDirectory: directory, options: options, logger: logger)
      cluster.reaper = reaper
      return cluster
    } catch {
      try await BlockingThread.run { reaper.finish() }
      throw error
    }
  }
}

/// A shell that waits until this process closes a pipe, by will or by dying, then stops the server and removes its directory.
final class Reaper: Sendable {
  private let pid: pid_t
  private let writing: Int32

  init(cluster: PrivateCluster, directory: String) throws(ClusterError) {
    let (reading, writing) = try ChildProcess.pipe()
    self.writing = writing
    defer { close(reading) }
    let script = """
      trap '' INT TERM HUP
      cat > /dev/null
      data=$1 directory=$2 socket=$3; shift 3
      "$@" stop -D "$data" -m immediate -s
      rm -rf "$directory"
      case $socket in */allot-*) rm -rf "$socket";; esac
      """
    pid = try ChildProcess.spawn(
      ["sh", "-c", script, "sh", cluster.dataDirectory, directory, cluster.socketDirectory] + cluster.user.prefix
        + [try cluster.binaries().path("pg_ctl")], input: reading, output: nil)
  }

  /// Stops and removes; blocks.
  func finish() {
    close(writing)
    ChildProcess.wait(for: pid)
  }
}
