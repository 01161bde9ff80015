import Couriers
package import Faults
import Glibc
package import Portfolio
import Speech

/// Where report files lie: a folder a night, in it one a reader and page. Nobody but the service reads them (0700, 0600).
package struct ReportShelf: Sendable {
  /// `DIRECTORY/AGENCY`.
  private let root: String

  /// `code`: of the agency.
  package init(_ directory: String, code: String) { root = "\(directory)/\(Self.safe(code))" }

  /// Writes the files of a reader, each as a whole; those of an earlier attempt are replaced. Gives the folder. Throws with `EX_CANTCREAT`.
  func put(_ files: [MailMessage.Attachment], day: Day, run: Int64?, reader: String, page: String) throws(OperationError) -> String {
    let night = "\(day)" + (run.map { "-run-\($0)" } ?? "-not-done")
    let folder = "\(root)/\(night)/\(Self.safe(reader))/\(Self.safe(page))"
    for file in files {
      let parts = file.name.split(separator: "/").map { Self.safe(String($0)) }
      let place = ([folder] + parts.dropLast()).joined(separator: "/")
      try Self.make(place)
      try FileAccess.write("\(place)/\(parts.last ?? "file")", file.bytes, mode: 0o600)
    }
    return folder
  }

  /// Removes the nights before a day; gives how many. What is no night's folder is left alone.
  package func purge(before day: Day) throws(OperationError) -> Int {
    guard FileAccess.exists(root) else { return 0 }
    var removed = 0
    for name in try FileAccess.names(in: root) {
      guard let night = Day(iso: String(name.prefix(10))), night < day, name.hasSuffix("-not-done") || name.dropFirst(10).hasPrefix("-run-")
      else {
        continue
      }
      try Self.remove("\(root)/\(name)")
      removed += 1
    }
    return removed
  }

  /// A name that leads nowhere else: what could is written as %XX, so that two names never become one.
  static func safe(_ name: String) -> String {
    var out = ""
    for (index, scalar) in name.unicodeScalars.enumerated() {
      let isPlain =
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "_" || (scalar == "." && index > 0)
      if isPlain {
        out.unicodeScalars.append(scalar)
      } else {
        for byte in String(scalar).utf8 { out += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
      }
    }
    return out.isEmpty ? "%" : out
  }

  private static func make(_ path: String) throws(OperationError) {
    var made = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      made += "/\(part)"
      guard mkdir(made, 0o700) == 0 || errno == EEXIST else {
        let number = errno
        throw OperationError(
          .cannotCreate,
          Wording("cannot make the directory \(made): ", "无法建立目录 \(made)：") + .system(number, String(cString: strerror(number))),
          remedy: Wording("name another with “report_dir” in allot.conf, or make room", "请在 allot.conf 用“report_dir”另指定，或腾出空间"))
      }
    }
  }

  private static func remove(_ path: String) throws(OperationError) {
    var status = stat()
    // A link is removed, never followed.
    guard lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      for name in try FileAccess.names(in: path) { try remove("\(path)/\(name)") }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}
