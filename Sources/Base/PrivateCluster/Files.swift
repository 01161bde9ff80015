import Glibc
import Speech

/// The few file operations the cluster needs. Errors name the path and the system's reason.
enum Files {
  /// `action`: what could not be done with the path, as “open” and “打开”.
  static func failure(_ action: Wording, _ path: String) -> ClusterError {
    refusal(Wording("cannot \(action.en) \(path)", "无法\(action.zh) \(path)"))
  }

  /// What could not be done, with the system's reason.
  static func refusal(_ what: Wording) -> ClusterError {
    ClusterError(what + Wording(": ", "：") + reason(errno))
  }

  /// What the system says of a failed call.
  static func reason(_ number: Int32) -> Wording {
    .system(number, String(cString: strerror(number)))
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

  /// Makes a directory and those above it.
  static func makeDirectories(_ path: String, mode: mode_t = 0o755) throws(ClusterError) {
    guard !exists(path) else { return }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try makeDirectories(String(path[..<slash])) }
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw failure(Wording("make the directory", "建立目录"), path) }
  }

  /// The path without symbolic links, from the root.
  static func absolute(_ path: String) throws(ClusterError) -> String {
    guard let resolved = realpath(path, nil) else { throw failure(Wording("find", "找到"), path) }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Names in a directory, in order; none if it cannot be read.
  static func names(in path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The text of a small file; nil if it cannot be read.
  static func text(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &bytes, bytes.count)
    return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// What a symbolic link points to; nil if it is none or may not be read.
  static func linkTarget(_ path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { text in text.baseAddress.map { readlink(path, $0, text.count) } ?? -1 }
    }
    return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
  }

  static func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
