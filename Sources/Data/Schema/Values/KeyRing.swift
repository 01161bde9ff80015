/// Where the keys of identifiers lie when they do not lie in the database: whoever only holds the database, or a backup of it, then cannot try out
/// identity numbers against it.
package struct KeyRing: Sendable {
  private let find: @Sendable (String, Int32) throws -> [UInt8]?
  private let keep: (@Sendable (String, Int32, [UInt8]) throws -> Void)?

  /// `find` gives the key of an agency's code and key number, and throws where keys may be and cannot be read; `keep` stores a new one, nil when it cannot.
  package init(find: @escaping @Sendable (String, Int32) throws -> [UInt8]?, keep: (@Sendable (String, Int32, [UInt8]) throws -> Void)?) {
    self.find = find
    self.keep = keep
  }

  /// Keys lie in the database.
  package static let database = KeyRing(find: { _, _ in nil }, keep: nil)

  /// Whether a new key can be stored here; false where keys lie in the database, or their file may only be read.
  package var keepsKeys: Bool { keep != nil }
  /// Key number `id`, from 1, of the agency with this code; nil when it is not here. Throws when it may be here and cannot be
  /// read: a key that others may read is none that is missing.
  package func key(of agency: String, _ id: Int32) throws -> [UInt8]? { try find(agency, id) }
  /// Stores a key. Does nothing where keys lie in the database.
  package func store(_ key: [UInt8], of agency: String, _ id: Int32) throws { try keep?(agency, id, key) }
}
