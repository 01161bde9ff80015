import Glibc

/// The operating system user the server runs as: ourselves, or, as root (which PostgreSQL refuses), an unprivileged one.
struct ServerUser: Sendable {
  let uid: uid_t
  let gid: gid_t
  /// Put before each command of the server.
  let prefix: [String]

  /// The owner of an existing data directory, or else `postgres`, or else `nobody`.
  init(dataDirectory: String) throws(ClusterError) {
    guard geteuid() == 0 else {
      uid = geteuid()
      gid = getegid()
      prefix = []
      return
    }
    var status = stat()
    if stat(dataDirectory, &status) == 0, status.st_uid != 0 {
      uid = status.st_uid
      gid = status.st_gid
    } else if let entry = getpwnam("postgres") ?? getpwnam("nobody") {
      uid = entry.pointee.pw_uid
      gid = entry.pointee.pw_gid
    } else {
      throw ClusterError("PostgreSQL does not run as root, and there is no user postgres or nobody: run as an ordinary user")
    }
    prefix = ["setpriv", "--reuid=\(uid)", "--regid=\(gid)", "--clear-groups", "--"]
  }

  /// Makes a directory that belongs to the user and nobody else.
  func makePrivateDirectory(_ path: String) throws(ClusterError) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Files.failure("make the directory", path) }
    // Not through a link: in /tmp somebody else may have put one here.
    var status = stat()
    guard lstat(path, &status) == 0 else { throw Files.failure("look at", path) }
    guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == uid || status.st_uid == geteuid() else {
      throw ClusterError("\(path) belongs to somebody else or is no directory: remove it")
    }
    if status.st_uid != uid || status.st_gid != gid {
      guard lchown(path, uid, gid) == 0 else { throw Files.failure("take over the directory", path) }
    }
    if status.st_mode & 0o7777 != 0o700 {
      guard chmod(path, 0o700) == 0 else { throw Files.failure("close to others the directory", path) }
    }
  }

  /// Throws unless the user can write into `directory`: one above it may be closed to it.
  func checkAccess(_ directory: String) throws(ClusterError) {
    guard !prefix.isEmpty else { return }
    let (status, _) = try ChildProcess.run(prefix + ["test", "-w", directory])
    guard status == 0 else {
      throw ClusterError(
        "the server's user (uid \(uid)) cannot reach \(directory): as root, choose a state directory whose parents everybody may enter")
    }
  }
}
