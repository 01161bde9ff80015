package import Faults
import Glibc
import Speech

/// A directory of its own for a file that is sent, below the daemon's TMPDIR.
package enum UploadDirectory {
  /// A new one, its owner's alone. Throws with `EX_UNAVAILABLE` where there is no room.
  package static func make() throws(OperationError) -> String {
    let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(place)/allot-upload-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw noRoom(errno) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// With whatever lies in it.
  package static func remove(_ directory: String) {
    for name in (try? FileAccess.names(in: directory)) ?? [] { FileAccess.remove("\(directory)/\(name)") }
    rmdir(directory)
  }

  /// Why a file could not be laid down, by its errno.
  package static func noRoom(_ number: Int32) -> OperationError {
    let reason = String(cString: strerror(number))
    return OperationError(
      .unavailable, Wording("there is no room for the file: \(reason)", "没有空间存放文件：\(reason)"),
      remedy: Wording("make room in TMPDIR of the daemon, then send it again", "请在守护进程的 TMPDIR 腾出空间后重新发送"))
  }
}
