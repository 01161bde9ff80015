import Glibc
import Speech

/// Starts programs with posix_spawn: in the root directory, with no descriptor but the three standard ones, default signals, a small environment.
enum ChildProcess {
  /// Runs a program to its end; blocks. Gives the exit status (128 + signal if it was killed) and what it printed.
  static func run(_ command: [String]) throws(ClusterError) -> (status: Int32, output: String) {
    let (reading, writing) = try pipe()
    defer { close(reading) }
    let started = Result { () throws(ClusterError) in try spawn(command, input: nil, output: writing) }
    close(writing)
    let pid = try started.get()
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(reading, &buffer, buffer.count)
      if count > 0 { bytes += buffer[..<count] } else if count == 0 || errno != EINTR { break }
    }
    return (wait(for: pid), String(decoding: bytes, as: UTF8.self))
  }

  /// Runs a program and throws unless it ends with 0; `purpose` goes into the error.
  static func check(_ command: [String], _ purpose: Wording) throws(ClusterError) {
    let (status, output) = try run(command)
    guard status == 0 else {
      let lines = output.split(whereSeparator: \.isNewline).suffix(8).joined(separator: "\n  ")
      let program = command.first { $0.contains("/postgres") } ?? command[0]
      throw ClusterError(
        Wording(
          "\(purpose.en) failed: \(program) ended with \(status)\n  \(lines)", "\(purpose.zh)失败：\(program) 以状态 \(status) 结束\n  \(lines)"))
    }
  }

  /// Starts a program; standard input and output are the descriptors given, or nothing.
  static func spawn(_ command: [String], input: Int32?, output: Int32?) throws(ClusterError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input { posix_spawn_file_actions_adddup2(&actions, input, 0) } else { addNull(&actions, 0) }
    for descriptor: Int32 in [1, 2] {
      if let output { posix_spawn_file_actions_adddup2(&actions, output, descriptor) } else { addNull(&actions, descriptor) }
    }
    for descriptor in Files.names(in: "/proc/self/fd").compactMap({ Int32($0) }) where descriptor > 2 {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD, SIGUSR1, SIGUSR2] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    // No PG… variable of the caller may lead the server's tools astray.
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let variables: [String] = ["PATH=\(path)", "LC_ALL=C", "HOME=/"]
    let environment = variables.map { strdup($0) }
    // Through a shell for its `cd`: the present directory may be closed to the server's user.
    let arguments = (["/bin/sh", "-c", "cd / && exec \"$@\"", "sh"] + command).map { strdup($0) }
    defer { (environment + arguments).forEach { free($0) } }
    var pid = pid_t()
    let status = posix_spawn(&pid, "/bin/sh", &actions, &attributes, arguments + [nil], environment + [nil])
    guard status == 0 else {
      throw ClusterError(Wording("cannot start \(command[0]): ", "无法启动 \(command[0])：") + Files.reason(status))
    }
    return pid
  }

  /// Waits for the end of a child; 128 + signal if it was killed.
  @discardableResult
  static func wait(for pid: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 {
      // ECHILD: somebody else in the process collects children; its output has told us it ended.
      if errno != EINTR { return 0 }
    }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  /// A pipe that no other child inherits.
  static func pipe() throws(ClusterError) -> (reading: Int32, writing: Int32) {
    var descriptors: [Int32] = [-1, -1]
    guard Glibc.pipe(&descriptors) == 0 else {
      throw ClusterError(Wording("cannot make a pipe: ", "无法建立管道：") + Files.reason(errno))
    }
    for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    return (descriptors[0], descriptors[1])
  }

  private static func addNull(_ actions: inout posix_spawn_file_actions_t, _ descriptor: Int32) {
    posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
  }
}
