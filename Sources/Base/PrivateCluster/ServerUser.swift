import Glibc
import Speech

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
      throw ClusterError(
        Wording(
          "PostgreSQL does not run as root, and there is no user postgres or nobody: run as an ordinary user",
          "PostgreSQL 不能以 root 运行，而系统没有用户 postgres 或 nobody：请以普通用户运行"))
    }
    prefix = ["setpriv", "--reuid=\(uid)", "--regid=\(gid)", "--clear-groups", "--"]
  }

  /// Makes a directory that belongs to the user and nobody else.
  func makePrivateDirectory(_ path: String) throws(ClusterError) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Files.failure(Wording("make the directory", "建立目录"), path) }
    // Not through a link: in /tmp somebody else may have put one here.
    var status = stat()
    guard lstat(path, &status) == 0 else { throw Files.failure(Wording("look at", "查看"), path) }
    guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == uid || status.st_uid == geteuid() else {
      throw ClusterError(Wording("\(path) belongs to somebody else or is no directory: remove it", "\(path) 属于他人或不是目录：请删除它"))
    }
    if status.st_uid != uid || status.st_gid != gid {
      guard lchown(path, uid, gid) == 0 else { throw Files.failure(Wording("take over the directory", "接管目录"), path) }
    }
    if status.st_mode & 0o7777 != 0o700 {
      guard chmod(path, 0o700) == 0 else { throw Files.failure(Wording("close to others the directory", "对其他用户关闭目录"), path) }
    }
  }

  /// Throws unless the user can write into `directory`: one above it may be closed to it.
  func checkAccess(_ directory: String) throws(ClusterError) {
    guard !prefix.isEmpty else { return }
    let (status, _) = try ChildProcess.run(prefix + ["test", "-w", directory])
    guard status == 0 else {
      throw ClusterError(
        Wording(
          "the server's user (uid \(uid)) cannot reach \(directory): as root, choose a state directory whose parents everybody may enter",
          "服务器的用户（uid \(uid)）无法进入 \(directory)：以 root 运行时，请选一个各级上层目录人人可进入的状态目录"))
    }
  }
}
