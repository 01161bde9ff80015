import Discretion
import Glibc
import Speech

/// Whole files, with errors that say which file and what to do. Blocks.
package enum FileAccess {
  /// The bytes of a regular file of at most `limit` bytes, or none of `/dev/null`. Throws with `EX_NOINPUT` when it cannot be read or is something else: a
  /// pipe or a device may give nothing for ever.
  package static func read(_ path: String, limit: Int = 64 << 20) throws(OperationError) -> [UInt8] {
    // Not blocking: opening a pipe that nobody writes to would wait already.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw failure(.noInput, Wording("cannot open \(named(path))", "无法打开 \(named(path))")) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw failure(.noInput, Wording("cannot read \(Shown.path(path))", "无法读取 \(Shown.path(path))"))
    }
    if isNull(status) { return [] }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let (path, kind) = (Shown.path(path), kind(status))
      throw OperationError(
        .noInput, Wording("\(path) is \(kind.en); expected a file", "\(path) 是\(kind.zh)，应为文件"), remedy: remedy(status))
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(.noInput, Wording("cannot read \(Shown.path(path))", "无法读取 \(Shown.path(path))")) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else {
        throw OperationError(
          .dataError, Wording("\(Shown.path(path)) is longer than \(limit) bytes", "\(Shown.path(path)) 超过 \(limit) 字节"))
      }
    }
  }

  /// Refuses an output that is one of the inputs, by whatever name, link or path: the same device and inode. Throws with `EX_USAGE`. Asked before
  /// anything is read: who named the wrong file has lost nothing.
  package static func spare(_ inputs: [String], from output: String) throws(OperationError) {
    var written = stat()
    guard stat(output, &written) == 0, written.st_mode & S_IFMT == S_IFREG else { return }
    for input in inputs {
      var read = stat()
      guard stat(input, &read) == 0, read.st_dev == written.st_dev, read.st_ino == written.st_ino else { continue }
      throw OperationError(
        .usage,
        Wording(
          "\(Shown.path(output)) is a file that this command reads (\(Shown.path(input))); nothing was written",
          "\(Shown.path(output)) 是本命令要读取的文件（\(Shown.path(input))）；什么都没有写入"),
        remedy: Wording("name another file for the result", "请为结果另指定一个文件"))
    }
  }

  /// Replaces the file as a whole: readers see the old bytes or the new ones, never a part, and nothing is left of what could not be written. A device or
  /// a pipe is written to as it stands.
  package static func write(_ path: String, _ bytes: [UInt8], mode: UInt32 = 0o640) throws(OperationError) {
    let file = try ReplacedFile(path, mode: mode)
    try file.append(bytes)
    try file.finish()
  }

  /// `/dev/null`, by which people say “no file”.
  private static func isNull(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFCHR && status.st_rdev == 0x103 }

  private static func kind(_ status: stat) -> Wording {
    switch status.st_mode & S_IFMT {
    case S_IFDIR: Wording("a folder", "文件夹")
    case S_IFIFO: Wording("a pipe", "管道")
    case S_IFSOCK: Wording("a socket", "套接字")
    default: Wording("a device", "设备")
    }
  }

  private static func remedy(_ status: stat) -> Wording {
    status.st_mode & S_IFMT == S_IFDIR
      ? Wording("name the files in it", "请写出其中的文件") : Wording("write what it gives to a file first, and name that", "请先把它的内容写进文件，再指定该文件")
  }

  /// Makes a directory and those above it.
  package static func makeDirectory(_ path: String) throws(OperationError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += made.isEmpty || made == "/" ? String(part) : "/\(part)"
      guard mkdir(made, 0o750) == 0 || errno == EEXIST else {
        throw failure(.cannotCreate, Wording("cannot make the directory \(Shown.path(made))", "无法建立目录 \(Shown.path(made))"))
      }
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw OperationError(
        .cannotCreate, Wording("\(Shown.path(path)) is there and is no directory", "\(Shown.path(path)) 已存在，但不是目录"),
        remedy: Wording("name another directory", "请另指定一个目录"))
    }
  }

  /// Names in a directory, in order of their bytes. Throws with `EX_NOINPUT` when it cannot be read.
  package static func names(in path: String) throws(OperationError) -> [String] {
    guard let directory = opendir(path) else {
      throw failure(.noInput, Wording("cannot open the folder \(named(path))", "无法打开文件夹 \(named(path))"))
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Removes the file if there is one.
  package static func remove(_ path: String) { unlink(path) }

  /// Whether there is anything at this path, a directory too; false when it may not be looked at.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether there is a folder of that name, readable or not.
  package static func isFolder(_ path: String) -> Bool {
    var found = stat()
    return stat(path, &found) == 0 && found.st_mode & S_IFMT == S_IFDIR
  }

  /// Length in bytes; nil when there is no such file.
  package static func size(_ path: String) -> Int64? {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : nil
  }

  /// A file as a message names it when it cannot be opened; what is not there may be no file's name.
  private static func named(_ path: String) -> String {
    let number = errno
    defer { errno = number }
    return number == ENOENT || number == ENOTDIR || number == ENAMETOOLONG ? Shown.missing(path) : Shown.path(path)
  }

  static func failure(_ status: ExitStatus, _ what: Wording) -> OperationError {
    let number = errno
    return OperationError(status, what + Wording(": ", "：") + .system(number, String(cString: strerror(number))))
  }
}
