import Glibc
import Speech

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
    var pid = pid_t()
    let status = spawn(command, input: message, output: ends[1], &pid)
    close(ends[1])
    guard status == 0 else { return .notStarted(reason(status)) }
    return wait(for: pid, output: ends[0], patienceMilliseconds)
  }

  private static func spawn(_ command: [String], input: Int32, output: Int32, _ pid: inout pid_t) -> Int32 {
    guard let program = command.first else { return ENOENT }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    for descriptor: Int32 in [1, 2] { posix_spawn_file_actions_adddup2(&actions, output, descriptor) }
    for descriptor in open() where descriptor > 2 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD, SIGUSR1, SIGUSR2] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    // msmtp looks for its file below HOME. Nothing else of ours, least of all passwords.
    let names = ["PATH", "HOME", "LANG", "LC_ALL", "CREDENTIALS_DIRECTORY", "SSL_CERT_FILE", "SSL_CERT_DIR"]
    let variables = names.compactMap { name in getenv(name).map { strdup("\(name)=\(String(cString: $0))") } }
    let arguments = command.map { strdup($0) }
    defer { (variables + arguments).forEach { free($0) } }
    return posix_spawn(&pid, program, &actions, &attributes, arguments + [nil], variables + [nil])
  }

  /// Descriptors of this process.
  private static func open() -> [Int32] {
    guard let directory = opendir("/proc/self/fd") else { return [] }
    defer { closedir(directory) }
    var found: [Int32] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if let number = Int32(name) { found.append(number) }
    }
    return found
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
