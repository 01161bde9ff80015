import Glibc
import Speech
import Tasks

/// Starts programs in the root directory, with a small environment.
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
    // No PG… variable of the caller may lead the server's tools astray.
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let environment = ["PATH=\(path)", "LC_ALL=C", "HOME=/"]
    // Through a shell for its `cd`: the present directory may be closed to the server's user.
    let (pid, status) = Spawn.start(
      ["/bin/sh", "-c", "cd / && exec \"$@\"", "sh"] + command, environment: environment, input: input, output: output)
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
}
