import Glibc
import Speech

/// The server's processes, found by their working directory: `postmaster.pid` may name a process that was killed, is a zombie nobody
/// collected, or is by now another program.
struct ServerProcess: Sendable {
  let dataDirectory: String
  let socketDirectory: String

  /// The process id in `postmaster.pid`.
  var recorded: pid_t? {
    Files.text(dataDirectory + "/postmaster.pid")?.split(whereSeparator: \.isNewline).first.flatMap { pid_t($0) }
  }

  /// Processes that work in the data directory. A zombie has no directory.
  var living: [pid_t] {
    Files.names(in: "/proc").compactMap { pid_t($0) }.filter { Files.linkTarget("/proc/\($0)/cwd") == dataDirectory }
  }

  /// Whether the server itself lives, as against remains of it.
  var isRunning: Bool {
    guard let recorded else { return false }
    return Files.linkTarget("/proc/\(recorded)/cwd") == dataDirectory
  }

  /// After a kill: ends processes that outlived their server, then removes `postmaster.pid` and the socket, which would otherwise
  /// forbid a start when the process id is taken or a zombie. Blocks.
  func clearRemains() throws(ClusterError) {
    guard !isRunning else { return }
    for round in 0..<100 {
      let remains = living
      guard !remains.isEmpty else {
        unlink(dataDirectory + "/postmaster.pid")
        unlink(socketDirectory + SocketDirectory.socketName)
        unlink(socketDirectory + SocketDirectory.socketName + ".lock")
        return
      }
      // They end by themselves at the next wait; a long statement may take its time. Recovery follows in either case.
      if round == 20 { for pid in remains { kill(pid, SIGQUIT) } }
      usleep(100_000)
    }
    let remains = living.map { Wording(same: "\($0)") }.joined(by: Wording(", ", "、"))
    throw ClusterError(
      Wording("processes of an earlier server do not end: \(remains.en); end them by hand", "先前服务器的进程没有结束：\(remains.zh)；请手动结束"))
  }
}
