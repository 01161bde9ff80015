import Digest
import Faults
import Glibc
package import Schema
import Speech

/// The file with the keys of identifiers: one line an agency, `code number key`, the key in hexadecimal. Mode 0600; whoever loses it can no longer
/// recognise debtors in new files.
package struct KeyFile: Sendable {
  /// Where the file is, or will be once there is a key to keep.
  package let path: String
  /// False for a credential that systemd hands over: it is read, never written.
  package let isWritable: Bool

  /// Where it is: systemd's credential `allot-keys`, else `ALLOT_KEY_FILE`, else `keys` in the state directory of the private database. nil: keys lie
  /// in the database, as on a server that several machines use.
  package static func locate(_ location: DatabaseLocation, environment: [String: String]) -> KeyFile? {
    if let directory = environment["CREDENTIALS_DIRECTORY"], FileAccess.exists(directory + "/allot-keys") {
      return KeyFile(path: directory + "/allot-keys", isWritable: false)
    }
    if let path = environment["ALLOT_KEY_FILE"], !path.isEmpty { return KeyFile(path: path, isWritable: true) }
    return location.isEmbedded ? KeyFile(path: location.stateDirectory + "/keys", isWritable: true) : nil
  }

  /// The ring that reads and writes this file.
  package var ring: KeyRing {
    // A file that cannot be read is not a file without keys: whoever took it for one would make new keys, and know no debtor again.
    let find: @Sendable (String, Int32) throws -> [UInt8]? = { agency, id in
      try self.entries().first { $0.agency == agency && $0.id == id }?.key
    }
    guard isWritable else { return KeyRing(find: find, keep: nil, readOnly: "systemd's credential \(path)") }
    let keep: @Sendable (String, Int32, [UInt8]) throws -> Void = { agency, id, key in
      try self.add(Entry(agency: agency, id: id, key: key))
    }
    return KeyRing(find: find, keep: keep)
  }

  struct Entry: Equatable {
    var agency: String
    var id: Int32
    var key: [UInt8]
  }

  /// Throws with `EX_NOPERM` when others may read the file, with `EX_DATAERR` when a line is no entry; keys are never shown.
  func entries() throws(OperationError) -> [Entry] {
    guard FileAccess.exists(path) else { return [] }
    var status = stat()
    if isWritable, stat(path, &status) == 0, status.st_mode & 0o077 != 0 {
      throw OperationError(
        .noPermission, Wording("\(path) holds keys and others may read it", "\(path) 存有密钥，而他人可以读取"),
        remedy: Wording("chmod 600 \(path)", "请执行：chmod 600 \(path)"))
    }
    let text = String(decoding: try FileAccess.read(path, limit: 1 << 20), as: UTF8.self)
    var entries: [Entry] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let parts = line.split(separator: " ")
      if parts.isEmpty || line.hasPrefix("#") { continue }
      guard parts.count == 3, let id = Int32(parts[1]), let key = Hex.decode(String(parts[2])), key.count >= 16 else {
        throw OperationError(
          .dataError,
          Wording(
            "\(path):\(index + 1): no key; expected: agency, number, key in hexadecimal",
            "\(path):\(index + 1)：不是密钥；应为：机构、编号、十六进制密钥"))
      }
      entries.append(Entry(agency: String(parts[0]), id: id, key: key))
    }
    return entries
  }

  private func add(_ entry: Entry) throws(OperationError) {
    var all = try entries()
    if let known = all.first(where: { $0.agency == entry.agency && $0.id == entry.id }) {
      guard known.key == entry.key else {
        throw OperationError(
          .dataError,
          Wording("\(path) has another key \(entry.id) of agency \(entry.agency)", "\(path) 里机构 \(entry.agency) 的 \(entry.id) 号密钥与此不同"),
          remedy: Wording("name another file with ALLOT_KEY_FILE", "请用 ALLOT_KEY_FILE 另指定一个文件"))
      }
      return
    }
    all.append(entry)
    let lines = all.map { "\($0.agency) \($0.id) \(Hex.encode($0.key))\n" }.joined()
    try FileAccess.write(
      path, Array(("# keys of identifiers: keep a copy in a safe place, apart from the database's backups\n" + lines).utf8), mode: 0o600)
  }
}
