import Speech

/// Where the keys of identifiers lie when they do not lie in the database: whoever only holds the database, or a backup of it, then cannot try out
/// identity numbers against it.
package struct KeyRing: Sendable {
  private let find: @Sendable (String, Int32) throws -> [UInt8]?
  private let keep: (@Sendable (String, Int32, [UInt8]) throws -> Void)?
  /// Where keys are read that cannot be stored there; nil where they lie in the database, or can.
  private let readOnly: String?

  /// `find` gives the key of an agency's code and key number, nil when it has none, and throws when it cannot look; `keep` stores a new one, nil when it
  /// cannot. `readOnly`: the file from which keys are only read.
  package init(
    find: @escaping @Sendable (String, Int32) throws -> [UInt8]?, keep: (@Sendable (String, Int32, [UInt8]) throws -> Void)?,
    readOnly: String? = nil
  ) {
    self.find = find
    self.keep = keep
    self.readOnly = readOnly
  }

  /// Keys lie in the database.
  package static let database = KeyRing(find: { _, _ in nil }, keep: nil)

  /// Whether a new key can be stored here; false where keys lie in the database, or their file may only be read.
  package var keepsKeys: Bool { keep != nil }
  /// Throws `invalid` with what to do where no new key can be stored.
  package func requireKeeping() throws(StoreError) {
    guard keep == nil else { return }
    guard let readOnly else { throw .invalid(Wording("no key file is named: set ALLOT_KEY_FILE", "没有指定密钥文件：请设置 ALLOT_KEY_FILE")) }
    throw .invalid(
      Wording(
        "keys come from \(readOnly), which the service may only read: run this command by itself with ALLOT_KEY_FILE naming the file behind it, "
          + "then start the service again",
        "密钥来自 \(readOnly)，服务对它只能读取：请单独执行本命令，以 ALLOT_KEY_FILE 指定其背后的文件，然后重新启动服务"))
  }
  /// Key number `id`, from 1, of the agency with this code; nil when it is not here. Throws when the place cannot be read.
  package func key(of agency: String, _ id: Int32) throws -> [UInt8]? { try find(agency, id) }
  /// Stores a key. Does nothing where keys lie in the database.
  package func store(_ key: [UInt8], of agency: String, _ id: Int32) throws { try keep?(agency, id, key) }
}
