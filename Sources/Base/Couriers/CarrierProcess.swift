import Glibc
import Speech
import Tasks

/// Runs a program to its end with all of its input ready, in a group of its own, with no descriptor of ours and a small environment.
enum CarrierProcess {
  enum Result {
    case notStarted(Wording)
    case tooSlow
    case killed(Int32)
    case ended(Int32, said: String)
  }
  /// Of what it prints so much is read; the rest is let go.
  private static let mostSaid = 4096

  static func run(_ command: [String], input: [UInt8], patienceMilliseconds: Int) -> Result {
    // A file in memory rather than a pipe: a program that dies before it has read everything raises no signal here, and none can wait for the other.
    let name = "/allot-\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 16))"
    let message = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
    guard message >= 0 else { return .notStarted(reason(errno)) }
    shm_unlink(name)
    defer { close(message) }
    _ = fcntl(message, F_SETFD, FD_CLOEXEC)
    var written = 0
    while written < input.count {
      let count = input.withUnsafeBytes { buffer in
        buffer.baseAddress.map { write(message, $0 + written, buffer.count - written) } ?? 0
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return .notStarted(reason(errno)) }
      written += count
    }
    guard lseek(message, 0, SEEK_SET) == 0 else { return .notStarted(reason(errno)) }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return .notStarted(reason(errno)) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    // msmtp looks for its file below HOME. Nothing else of ours, least of all passwords.
    let names = ["PATH", "HOME", "LANG", "LC_ALL", "CREDENTIALS_DIRECTORY", "SSL_CERT_FILE", "SSL_CERT_DIR"]
    let environment = names.compactMap { name in getenv(name).map { "\(name)=\(String(cString: $0))" } }
    let (pid, error) = Spawn.start(command, environment: environment, input: message, output: ends[1], inOwnGroup: true)
    close(ends[1])
    guard error == 0 else { return .notStarted(reason(error)) }
    return wait(for: pid, output: ends[0], patienceMilliseconds)
  }

  private static func wait(for pid: pid_t, output: Int32, _ patienceMilliseconds: Int) -> Result {
    let deadline = ContinuousClock.now + .milliseconds(patienceMilliseconds)
    var said: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1024)
    var isOpen = true
    while true {
      var status: Int32 = 0
      let found = waitpid(pid, &status, WNOHANG)
      if found == pid {
        // What it printed last is still in the pipe; what a child of its own may hold open is not waited for.
        while isOpen, isReadable(output, 0), take(output, &buffer, &said) {}
        let signal = status & 0x7f
        return signal == 0 ? .ended((status >> 8) & 0xff, said: String(decoding: said, as: UTF8.self)) : .killed(signal)
      }
      // Somebody else collected it: how it ended is not known, so it counts as killed and is sent again.
      if found < 0, errno == ECHILD { return .killed(0) }
      guard ContinuousClock.now < deadline else {
        kill(-pid, SIGKILL)
        kill(pid, SIGKILL)
        waitpid(pid, &status, 0)
        return .tooSlow
      }
      if isOpen {
        if isReadable(output, 20) { isOpen = take(output, &buffer, &said) }
      } else {
        usleep(5000)
      }
    }
  }

  private static func isReadable(_ descriptor: Int32, _ milliseconds: Int32) -> Bool {
    var one = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&one, 1, milliseconds) > 0
  }

  /// false at the end.
  private static func take(_ descriptor: Int32, _ buffer: inout [UInt8], _ said: inout [UInt8]) -> Bool {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0 { return errno == EINTR }
    if count > 0, said.count < mostSaid { said += buffer[..<count] }
    return count > 0
  }

  private static func reason(_ number: Int32) -> Wording { .system(number, String(cString: strerror(number))) }
}
