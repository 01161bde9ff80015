import Glibc

/// Starts programs with posix_spawn: with no descriptor but the three standard ones, default signals, and nothing of our environment but what is given.
package enum Spawn {
  /// Starts `command`, whose first word is the program's path. Input and output are the descriptors given, or nothing; errors go where output goes.
  /// `inOwnGroup`: so that it can be ended with all it starts. Gives its number, and an `errno` that is 0 when it started.
  package static func start(
    _ command: [String], environment: [String], input: Int32?, output: Int32?, inOwnGroup: Bool = false
  ) -> (pid: Int32, error: Int32) {
    guard let program = command.first else { return (0, ENOENT) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    func place(_ given: Int32?, _ descriptor: Int32) {
      if let given {
        posix_spawn_file_actions_adddup2(&actions, given, descriptor)
      } else {
        posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
      }
    }
    place(input, 0)
    for descriptor: Int32 in [1, 2] { place(output, descriptor) }
    for descriptor in descriptors() where descriptor > 2 { posix_spawn_file_actions_addclose(&actions, descriptor) }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD, SIGUSR1, SIGUSR2] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    let group = inOwnGroup ? POSIX_SPAWN_SETPGROUP : 0
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | group))

    let (variables, arguments) = (environment.map { strdup($0) }, command.map { strdup($0) })
    defer { (variables + arguments).forEach { free($0) } }
    var pid = pid_t()
    let error = posix_spawn(&pid, program, &actions, &attributes, arguments + [nil], variables + [nil])
    return (pid, error)
  }

  /// Descriptors of this process.
  private static func descriptors() -> [Int32] {
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
}
